"""What `schedule` prints is what cron, systemd, launchd and GitHub read: run or parsed, whatever a path is called."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import UsageError
from briefgen.schedule import FORMS, Plan, program, root_of, schedule, service, time_of_day, timer
from support import Ran

WINTER = datetime(2026, 1, 22, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 22, 12, tzinfo=UTC)
PLAN = Plan(
    program=("/opt/brief gen/bin/briefgen",),
    file=Path("/home/ann/100% news/briefgen.toml"),
    name="daily",
    zone="Europe/Berlin",
    at=time(7, 0),
    now=WINTER,
    machine="Europe/Berlin",
    root=Path("/home/ann"),
)
# What means something to a shell, to cron, to systemd, to XML or to GitHub.
SIGNS = (
    "a b",
    "100%",
    "50%h",
    "$HOME",
    "`id`",
    "it's",
    'say "x"',
    "back\\slash",
    "&<>",
    "]]>--",
    "${{ x }}",
    "a;b",
    "#",
    "ü",
    "%%",
)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def program_that_tells(folder: Path) -> Path:
    """A program that prints what it was given, an argument a line."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "briefgen"
    path.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("sign", SIGNS)
def test_the_line_of_cron_runs_what_is_meant(tmp_path: Path, sign: str) -> None:
    told = program_that_tells(tmp_path / sign)
    file = tmp_path / sign / "briefgen.toml"
    (line,) = lines(schedule("cron", replace(PLAN, program=(str(told),), file=file)))
    *when, command = line.split(" ", 5)
    # Of a percent sign cron makes a line end, of one behind a backslash a percent sign.
    assert not re.search(r"(?<!\\)%", command)
    ran = subprocess.run(["/bin/sh", "-c", command.replace(r"\%", "%")], capture_output=True, check=True)
    assert when == ["0", "7", "*", "*", "*"]
    assert ran.stdout.decode().splitlines() == ["daily", "-c", str(file)]


def analyzed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is not there")
    (folder / "run").mkdir(exist_ok=True)
    environment = os.environ | {"XDG_RUNTIME_DIR": str(folder / "run")}
    return subprocess.run([tool, *arguments], capture_output=True, text=True, env=environment, cwd=folder)


@pytest.mark.parametrize("sign", SIGNS)
def test_systemd_finds_the_program(tmp_path: Path, sign: str) -> None:
    """`verify` looks for the program, so that a path quoted wrongly is not found."""
    told = program_that_tells(tmp_path / sign)
    plan = replace(PLAN, program=(str(told),), file=tmp_path / sign / "briefgen.toml")
    (tmp_path / f"{plan.unit}.service").write_text(service(plan))
    (tmp_path / f"{plan.unit}.timer").write_text(timer(plan))
    ran = analyzed(tmp_path, "--user", "verify", f"./{plan.unit}.timer", f"./{plan.unit}.service")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_systemd_misses_a_program_that_is_not_there(tmp_path: Path) -> None:
    """The test before this one can fail."""
    (tmp_path / "briefgen-daily.service").write_text(service(PLAN))
    assert analyzed(tmp_path, "--user", "verify", "./briefgen-daily.service").returncode != 0


def test_systemd_knows_the_time_zone(tmp_path: Path) -> None:
    when = re.search(r"^OnCalendar=(.*)$", timer(PLAN), re.MULTILINE)[1]  # type: ignore[index]
    ran = analyzed(tmp_path, "calendar", when)
    assert (ran.returncode, when) == (0, "*-*-* 07:00:00 Europe/Berlin")
    assert "Persistent=true" in timer(PLAN)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20))
def test_a_word_of_systemd_is_read_back(name: str) -> None:
    """By its own rules: C escapes within quotation marks, two percent signs for one."""
    command = re.search(r"^ExecStart=:(.*)$", service(replace(PLAN, file=Path("/") / name)), re.MULTILINE)[1]  # type: ignore[index]
    *_, word = re.findall(r'"((?:\\.|[^"\\])*)"', command)
    assert re.sub(r"\\(.)", r"\1", word).replace("%%", "%") == str(Path("/") / name)


@pytest.mark.parametrize("sign", SIGNS)
def test_launchd_gets_each_word_as_it_is(sign: str) -> None:
    plan = replace(PLAN, file=Path("/news") / sign)
    job = plistlib.loads(schedule("launchd", plan).encode())
    assert job["ProgramArguments"] == [*PLAN.program, "daily", "-c", f"/news/{sign}"]
    assert (job["Label"], job["StartCalendarInterval"]) == ("briefgen.daily", {"Hour": 7, "Minute": 0})


def runs(text: str) -> list[str]:
    """The commands of a workflow; each is a text of JSON, which is one of YAML."""
    return [json.loads(found) for found in re.findall(r"^ +- run: (\".*\")$", text, re.MULTILINE)]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_workflow_runs_what_is_meant(tmp_path: Path, sign: str) -> None:
    program_that_tells(tmp_path / "bin")
    text = schedule("github", replace(PLAN, file=Path("/home/ann") / sign / "briefgen.toml"))
    (command,) = (one for one in runs(text) if "briefgen daily" in one)
    # What GitHub makes of an expression that is a text.
    meant = re.sub(r"\$\{\{ '(.*?)' \}\}", r"\1", command)
    assert "${{" not in meant.replace("${{ x }}", "")
    environment = os.environ | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    ran = subprocess.run(["/bin/sh", "-ec", meant], capture_output=True, env=environment, check=True)
    assert ran.stdout.decode().splitlines() == ["daily", "-c", f"{sign}/briefgen.toml"]


@pytest.mark.parametrize(("code", "fails"), [(0, 0), (3, 0), (4, 0), (1, 1), (7, 1)])
def test_a_workflow_fails_only_where_something_did(tmp_path: Path, code: int, fails: int) -> None:
    (tmp_path / "briefgen").write_text(f"#!/bin/sh\nexit {code}\n")
    (tmp_path / "briefgen").chmod(0o755)
    (command,) = (one for one in runs(schedule("github", PLAN)) if "briefgen daily" in one)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert subprocess.run(["/bin/sh", "-ec", command], env=environment).returncode == fails


def test_a_workflow_has_the_form_of_one() -> None:
    """Keys at their depth, as YAML has them: no library for it is among the dependencies."""
    text = schedule("github", PLAN)
    keys = [(len(line) - len(line.lstrip()), line.strip().split(":")[0]) for line in lines(text)]
    assert [key for depth, key in keys if depth == 0] == ["name", "on", "permissions", "concurrency", "jobs"]
    assert [key for depth, key in keys if depth == 4] == ["- cron", "runs-on", "env", "steps"]
    assert {depth for depth, _ in keys} == {0, 2, 4, 6, 8, 10}
    assert "\t" not in text
    assert text.count("secrets.BRIEFGEN_SMTP_") == 2


@pytest.mark.parametrize(("now", "cron"), [(WINTER, "0 6 * * *"), (SUMMER, "0 5 * * *")])
def test_a_workflow_has_the_time_of_utc_and_says_that_it_shifts(now: datetime, cron: str) -> None:
    text = schedule("github", replace(PLAN, now=now))
    assert f'- cron: "{cron}"' in text
    assert "GitHub's clock is UTC" in text
    assert "shifts" in text


@pytest.mark.parametrize(
    ("zone", "at", "cron"),
    [("Asia/Tokyo", time(7), "0 22"), ("Asia/Kathmandu", time(7), "15 1"), ("UTC", time(23, 59), "59 23")],
)
def test_where_clocks_never_change_nothing_is_said_of_it(zone: str, at: time, cron: str) -> None:
    text = schedule("github", replace(PLAN, zone=zone, at=at))
    assert f'- cron: "{cron} * * *"' in text
    assert "shifts" not in text


@pytest.mark.parametrize("form", ["cron", "launchd"])
def test_a_clock_of_another_zone_is_told(form: str) -> None:
    there = schedule(form, replace(PLAN, machine="America/New_York"))
    assert "07:00 in Europe/Berlin is 01:00 there on 2026-01-22" in there
    assert "shifts" in there
    assert "clock" not in schedule(form, PLAN)


@pytest.mark.parametrize("form", FORMS)
def test_a_path_that_no_file_can_hold_is_refused(form: str) -> None:
    with pytest.raises(UsageError, match="rename it"):
        schedule(form, replace(PLAN, file=Path("/news\n* * * * * rm")))


@pytest.mark.parametrize("at", ["24:00", "7", "07:60", "07:00:00", "seven", "", "٠٧:٠٠"])
def test_what_is_no_time_of_day_is_refused(at: str) -> None:
    with pytest.raises(UsageError, match="write it like 07:00"):
        time_of_day(at)


def test_the_program_is_the_one_beside_this_python(tmp_path: Path) -> None:
    told = program_that_tells(tmp_path)
    assert program(str(tmp_path / "python"), lambda _: "/elsewhere/briefgen") == (str(told),)
    assert program("/none/python", lambda _: "/elsewhere/briefgen") == ("/elsewhere/briefgen",)
    assert program("/none/python", lambda _: None) == ("/none/python", "-m", "briefgen")


def test_a_file_in_no_repository_has_no_root(tmp_path: Path) -> None:
    assert root_of(tmp_path / "briefgen.toml") is None
    (tmp_path / ".git").mkdir()
    assert root_of(tmp_path / "a" / "briefgen.toml") == tmp_path


@pytest.mark.parametrize("form", FORMS)
def test_the_command_prints_it_for_the_file_that_is_named(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.toml").write_text('name = "morning"\ntimezone = "Europe/Berlin"\n')
    told = run("schedule", "--print", form, "--at", "6:30", "-c", "other.toml")
    assert (told.code, told.err) == (0, "")
    assert "morning" in told.out or form == "cron"
    if form != "github":
        assert shlex.quote(str(tmp_path / "other.toml")) in told.out


def test_another_form_is_named(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefgen.toml").touch()
    told = run("schedule", "--print", "windows")
    assert (told.code, told.err) == (
        2,
        "briefgen: --print: windows: no such form; use one of: cron, systemd, launchd, github\n",
    )
