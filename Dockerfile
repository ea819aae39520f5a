# One run of briefgen: `docker build -t briefgen .`, then
# `docker run --rm --init -v "$PWD/reports:/reports:ro" -v "$PWD/output:/output" briefgen brief /reports -o /output`.
# docs/container.md says more, and what was tried of this file.

# Debian, not Alpine: of sentencex there are no wheels for musl.
FROM debian:trixie-slim AS builder

# Stated at the build, files that it makes bear this time: `--build-arg SOURCE_DATE_EPOCH=...`.
ARG SOURCE_DATE_EPOCH

# Not pinned to versions: a rebuild is to bring Debian's security updates, and its mirrors keep no older ones.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv

# pip stays outside of what is copied on.
RUN python3 -m venv /opt/tools \
    && python3 -m venv --without-pip /opt/briefgen

WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY share ./share
COPY templates ./templates
COPY src ./src
RUN /opt/tools/bin/pip --python /opt/briefgen/bin/python install --no-cache-dir --disable-pip-version-check .


FROM debian:trixie-slim

# Latin, Greek, Cyrillic, Arabic, Indic and more; for Chinese, Japanese and Korean add fonts-noto-cjk (90 MB):
# `--build-arg FONTS="fonts-noto-core fonts-noto-cjk"`.
ARG FONTS="fonts-noto-core"

# hadolint ignore=DL3008,SC2086
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates python3 tzdata libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ${FONTS} \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin briefgen \
    && install -d -o briefgen -g briefgen /reports /output /data

COPY --from=builder /opt/briefgen /opt/briefgen

# The archive is /data/briefgen/archive.sqlite3; beside it what feeds said last, so that they need not send it again.
ENV PATH=/opt/briefgen/bin:$PATH \
    HOME=/data \
    XDG_DATA_HOME=/data \
    XDG_CACHE_HOME=/data/cache \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1

VOLUME ["/reports", "/output", "/data"]
WORKDIR /data
USER 10001:10001

# Ctrl-C is what briefgen ends on in order; as the first process of a container it would not hear SIGTERM.
STOPSIGNAL SIGINT
# It runs and ends, so there is nothing whose health could be asked for.
HEALTHCHECK NONE

ENTRYPOINT ["briefgen"]
CMD ["--help"]
