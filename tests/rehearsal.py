"""Dockerfile -> the same steps in bare root folders, for where there is no container engine.

`python tests/rehearsal.py FOLDER`, as root, with mmdebstrap and a mirror of
Debian: FOLDER/NAME becomes the root of each stage, the last one FOLDER/final,
in which an edition is made and proved.  FOLDER/base is made where it is missing.
Not rehearsed are layers, their cache, the engine's own isolation, and the
registry's base image: mmdebstrap's minbase of the same release stands for it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PASSED = ("PIP_INDEX_URL", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


@dataclass(frozen=True)
class Step:
    """One instruction of a Dockerfile."""

    name: str
    rest: str


@dataclass(frozen=True)
class Stage:
    """What stands between one FROM and the next."""

    base: str
    name: str
    steps: tuple[Step, ...]

    def all(self, name: str) -> list[str]:
        """What follows each instruction of this name."""
        return [step.rest for step in self.steps if step.name == name]


@dataclass
class Built:
    """A root folder with what later steps need to know."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    workdir: str = "/"


def stages(dockerfile: str) -> list[Stage]:
    """The stages of a Dockerfile; comments and continued lines are taken out."""
    text = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE).replace("\\\n", " ")
    steps = [Step(*(part.strip() for part in line.split(None, 1))) for line in text.splitlines() if line.strip()]
    starts = [number for number, step in enumerate(steps) if step.name == "FROM"]
    return [_stage(steps[start:end]) for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)]


def _stage(steps: list[Step]) -> Stage:
    base, _, name = steps[0].rest.partition(" AS ")
    return Stage(base, name or "final", tuple(steps[1:]))


def build(dockerfile: str, folder: Path, context: Path) -> dict[str, Built]:
    """Run every stage's steps in a root folder of its own."""
    done: dict[str, Built] = {}
    for stage in stages(dockerfile):
        root = folder / stage.name
        subprocess.run(["cp", "-a", _base(stage.base, folder), root], check=True)
        done[stage.name] = Built(root)
        for step in stage.steps:
            print(f"{stage.name}: {step.name} {step.rest[:100]}", flush=True)
            _run(step, done[stage.name], done, context)
    return done


def _base(image: str, folder: Path) -> Path:
    base = folder / "base"
    if not base.exists():
        suite = re.fullmatch(r"debian:(\w+)-slim", image)[1]  # type: ignore[index]
        subprocess.run(["mmdebstrap", "--variant=minbase", suite, base], check=True)
    return base


def _run(step: Step, here: Built, done: Mapping[str, Built], context: Path) -> None:
    if step.name == "RUN":
        _inside(here, f"cd {here.workdir} && {step.rest}")
    elif step.name == "COPY":
        _copy(step.rest, here, done, context)
    elif step.name in {"ENV", "ARG"}:
        here.environment |= dict(_assignments(step, here.environment))
    elif step.name == "WORKDIR":
        here.workdir = step.rest
        (here.root / step.rest.lstrip("/")).mkdir(parents=True, exist_ok=True)


# Nothing of the host is mounted in there: installing ca-certificates would write anew what the host trusts.
STEP = 'mount -t proc proc "$1/proc"; exec chroot "$1" sh -c "$2"'


def _inside(here: Built, command: str) -> None:
    around = {name: os.environ[name] for name in PASSED if name in os.environ} | {"DEBIAN_FRONTEND": "noninteractive"}
    if "PIP_CERT" in os.environ:
        around["PIP_CERT"] = "/run/authorities.crt"
        shutil.copy(os.environ["PIP_CERT"], here.root / "run" / "authorities.crt")
    apart(["sh", "-euc", STEP, "sh", str(here.root), command], here.environment | around).check_returncode()


def apart(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command whose mounts are its own, and end with it."""
    return subprocess.run(["unshare", "--mount", "--propagation", "private", *command], env=environment)


def _assignments(step: Step, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in shlex.split(step.rest):
        name, stated, value = one.partition("=")
        if stated or name in os.environ:
            yield name, string.Template(value if stated else os.environ[name]).safe_substitute(known)


def _copy(rest: str, here: Built, done: Mapping[str, Built], context: Path) -> None:
    *sources, target = rest.split()
    source = context
    if sources[0].startswith("--from="):
        source = done[sources.pop(0).removeprefix("--from=")].root
    place = here.root / os.path.normpath(Path(here.workdir) / target).lstrip("/")
    for one in sources:
        found = source / one.lstrip("/")
        if found.is_dir():
            shutil.copytree(found, place, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(found, place)


PROFILE = """\
[[sources]]
path = "/reports"

[edition]
output = "/output"
"""

# As compose.yaml has it run: the root read-only, no capability and no way to one, only volumes and /tmp to write to.
CONFINED = """
root=$1; volumes=$2; user=$3; shift 3
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o size=64m tmpfs "$root/dev/shm"
mount -t tmpfs -o size=256m,mode=1777,noexec,nosuid,nodev tmpfs "$root/tmp"
for name in reports output data; do mount --bind "$volumes/$name" "$root/$name"; done
mount -o remount,bind,ro "$root/reports"
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups \\
    --inh-caps=-all --bounding-set=-all --no-new-privs sh -c 'cd "$1" && shift && exec "$@"' sh "$@"
"""


def run(image: Built, volumes: Path, user: str, command: list[str]) -> int:
    """Run a command in the last stage's root folder, confined; returns its exit code."""
    where = [str(image.root), str(volumes), user, image.workdir]
    return apart(["sh", "-euc", CONFINED, "sh", *where, *command], image.environment).returncode


def main(folder: Path) -> int:
    """Build, then make a daily edition in what was built, and prove it."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = stages(dockerfile)[-1]
    image, volumes, user = build(dockerfile, folder, ROOT)[last.name], folder / "volumes", last.all("USER")[0]
    shutil.copytree(ROOT / "seeds", volumes / "reports")
    for name in ("output", "data"):
        (volumes / name).mkdir()
        os.chown(volumes / name, *map(int, user.split(":")))
    (volumes / "data" / "briefgen.toml").write_text(PROFILE)
    commands = "briefgen doctor", "briefgen daily", "briefgen status", "sh -c 'briefgen verify /output/*.json /reports'"
    return max(run(image, volumes, user, shlex.split(command)) for command in commands)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
