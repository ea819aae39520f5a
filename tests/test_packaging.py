"""What others build on: the image's recipe, the compose file, the shipped files."""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefgen.system import PANGO
from rehearsal import stages
from support import HERE

ROOT = HERE.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
BUILDER, FINAL = stages(DOCKERFILE)


def installed(stage: Any) -> set[str]:
    """The packages that apt-get installs in a stage."""
    commands = [part for run in stage.all("RUN") for part in run.split("&&") if "apt-get install" in part]
    return {word for part in commands for word in part.split() if not word.startswith("-")} - {"apt-get", "install"}


def test_the_image_has_what_a_pdf_needs_and_nothing_to_build_with() -> None:
    needed = set(PANGO["apt-get"].split()) - {"sudo", "apt-get", "install", "-y"}
    given = installed(FINAL) | {word for one in FINAL.all("ARG") for word in one.partition("=")[2].strip('"').split()}
    assert needed <= given
    assert [name for name in given if re.search(r"-dev$|^(gcc|g\+\+|make|git|python3-(pip|venv))$", name)] == []
    assert "python3-venv" in installed(BUILDER)
    assert "--without-pip" in " ".join(BUILDER.all("RUN"))


def test_the_image_runs_the_command_as_nobody_in_particular() -> None:
    assert FINAL.base == BUILDER.base == "debian:trixie-slim"
    assert json.loads(FINAL.all("ENTRYPOINT")[0]) == ["briefgen"]
    user, group = FINAL.all("USER")[0].split(":")
    assert min(int(user), int(group)) > 1000
    assert f"--uid {user} " in " ".join(FINAL.all("RUN"))
    # Everything that is made by root is made before; everything after runs without its rights.
    assert "RUN" not in [step.name for step in FINAL.steps[[step.name for step in FINAL.steps].index("USER") :]]


def test_volumes_are_where_the_command_looks() -> None:
    volumes = json.loads(FINAL.all("VOLUME")[0])
    assert volumes == ["/reports", "/output", "/data"]
    assert FINAL.all("WORKDIR") == ["/data"]
    assert "XDG_DATA_HOME=/data " in FINAL.all("ENV")[0]


def test_a_stated_time_reaches_the_build() -> None:
    assert BUILDER.all("ARG") == ["SOURCE_DATE_EPOCH"]


def test_the_context_holds_what_is_copied_and_no_more() -> None:
    rules = [rule for rule in (ROOT / ".dockerignore").read_text().splitlines() if rule and not rule.startswith("#")]
    assert rules[0] == "*"
    let_in = [rule.removeprefix("!") for rule in rules if rule.startswith("!")]
    copied = [name for one in BUILDER.all("COPY") for name in one.split()[:-1]]
    assert sorted(let_in) == sorted(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert fnmatch.fnmatch("src/briefgen/__pycache__", next(rule for rule in rules if "pycache" in rule))


@pytest.mark.skipif(not shutil.which("hadolint"), reason="hadolint is not installed")
def test_hadolint_finds_no_fault() -> None:
    told = subprocess.run(["hadolint", ROOT / "Dockerfile"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


def test_the_daily_service_is_confined() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["daily"]
    assert service["command"] == ["daily"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"][0].startswith("/tmp:")
    assert "privileged" not in service
    mounted = dict(volume.split(":", 1) for volume in service["volumes"])
    assert mounted == {"./reports": "/reports:ro", "./output": "/output", "./data": "/data"}


def test_no_password_stands_in_the_compose_file() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert "BRIEFGEN_SMTP_PASSWORD_FILE" in compose
    assert not re.search(r"BRIEFGEN_SMTP_PASSWORD\b(?!_)", compose)


def test_what_the_wheel_ships_beside_the_code_is_there() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    shipped = dict(re.findall(r'^"(share/\S+)" = "(share/\S+)"$', project, re.MULTILINE))
    assert {Path(place).parent.name for place in shipped.values()} == {
        "man1", "completions", "site-functions", "vendor_completions.d",
    }  # fmt: skip
    there = [str(path.relative_to(ROOT)) for path in (ROOT / "share").rglob("*") if path.is_file()]
    assert sorted(shipped) == sorted(there)
