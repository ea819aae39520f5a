"""A profile and a time of day -> what makes this machine, or GitHub, issue its editions: printed, never installed.

Each form has its own quoting and its own clock.  systemd knows time zones;
cron and launchd have the machine's only, GitHub has UTC: for those the time is
converted with today's offset, and where the clocks change it is said.
"""

from __future__ import annotations

import json
import plistlib
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.errors import UsageError
from briefgen.system import PANGO

_AT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
# Nothing new, or some inputs rejected: told in the run's own words, and no failure of the schedule.
_FINE = (3, 4)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run when: the program with its first arguments, the profile's file, name and zone, and the time of day.

    `now` tells today's offset from UTC; `machine` is the machine's own time
    zone; `root` is the folder of the repository that the file is in.
    """

    program: tuple[str, ...]
    file: Path
    name: str
    zone: str
    at: time
    now: datetime
    machine: str = "UTC"
    root: Path | None = None

    @property
    def command(self) -> tuple[str, ...]:
        """What is run, by whole paths, since schedulers have neither a folder nor a PATH of the user's."""
        return (*self.program, "daily", "-c", str(self.file))

    @property
    def unit(self) -> str:
        """What the job is called."""
        return f"briefgen-{self.name}"

    def at_in(self, zone: str) -> time:
        """The time of day in another zone, by today's offsets."""
        day = self.now.astimezone(ZoneInfo(self.zone)).date()
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(ZoneInfo(zone)).time()


def schedule(form: str, plan: Plan) -> str:
    """Return the lines of one of FORMS, with where to put them.

    Raises UsageError for a path that none of these files can hold.
    """
    if form not in FORMS:
        raise UsageError(f"--print: {form}: no such form; use one of: {', '.join(FORMS)}")
    for word in plan.command:
        if not word.isprintable():
            raise UsageError(f"{word!r}: a path with a line end or a control character; rename it")
    return FORMS[form](plan)


def time_of_day(stated: str) -> time:
    """Return a time of day; raise UsageError for what is none.

    >>> time_of_day("7:05")
    datetime.time(7, 5)
    """
    match = _AT.fullmatch(stated.strip())
    if not match:
        raise UsageError(f"--at: {stated!r} is no time of day; write it like 07:00")
    return time(int(match[1]), int(match[2]))


def program(interpreter: str = sys.executable, which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """Return how briefgen is run from anywhere: beside this Python, on the PATH, or as its module."""
    beside = Path(interpreter).with_name("briefgen")
    found = str(beside) if beside.is_file() else which("briefgen")
    return (str(Path(found).absolute()),) if found else (interpreter, "-m", "briefgen")


def root_of(file: Path) -> Path | None:
    """Return the folder of the repository that a file is in."""
    return next((folder for folder in file.absolute().parents if (folder / ".git").exists()), None)


# --- cron


def cron(plan: Plan) -> str:
    """A line of a crontab; of a percent sign cron makes a line end, unless it is escaped."""
    at, notes = _local(plan)
    command = shlex.join(plan.command).replace("%", r"\%")
    head = ["Put this line in with: crontab -e", "cron mails what is said on stderr, where MAILTO is set.", *notes]
    return f"{_comments(head)}{at.minute} {at.hour} * * * {command}\n"


# --- systemd


def systemd(plan: Plan) -> str:
    """A service and its timer, for the user's own systemd."""
    folder = "~/.config/systemd/user"
    head = _comments(
        [
            f"Save the first part as {folder}/{plan.unit}.service, the second as {folder}/{plan.unit}.timer, then:",
            f"  systemctl --user daemon-reload && systemctl --user enable --now {plan.unit}.timer",
            "To have it run while you are not logged in: loginctl enable-linger",
            f"What it said: journalctl --user -u {plan.unit}",
        ]
    )
    return f"{head}\n{service(plan)}\n{timer(plan)}"


def service(plan: Plan) -> str:
    """The unit that makes one edition."""
    # systemd takes no program with a quotation mark or a backslash in its path; env takes any.
    around = ("/usr/bin/env",) if any(sign in plan.program[0] for sign in "\"'\\") else ()
    words = " ".join(_unit_word(word) for word in (*around, *plan.command))
    return _SERVICE.format(unit=plan.unit, name=plan.name, words=words, fine=" ".join(map(str, _FINE)))


# The colon keeps systemd from reading "$" as a variable; "-" means that the file of variables need not be there.
_SERVICE = """\
# --- {unit}.service
[Unit]
Description=briefgen: one edition of {name}

[Service]
Type=oneshot
# BRIEFGEN_SMTP_USER=..., BRIEFGEN_SMTP_PASSWORD_FILE=... and the like, a line each:
EnvironmentFile=-%h/.config/briefgen.env
ExecStart=:{words}
SuccessExitStatus={fine}
"""


def timer(plan: Plan) -> str:
    """The unit that starts the other one, also after a night in which the machine was off."""
    return _TIMER.format(unit=plan.unit, name=plan.name, at=f"{plan.at:%H:%M}", zone=plan.zone)


_TIMER = """\
# --- {unit}.timer
[Unit]
Description=briefgen: {name} at {at} {zone}

[Timer]
OnCalendar=*-*-* {at}:00 {zone}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _unit_word(word: str) -> str:
    """A word of ExecStart in quotation marks; "%" begins a specifier there."""
    for sign, escaped in (("\\", r"\\"), ('"', r"\""), ("%", "%%")):
        word = word.replace(sign, escaped)
    return f'"{word}"'


# --- launchd


def launchd(plan: Plan) -> str:
    """A property list for macOS."""
    at, notes = _local(plan)
    label = f"briefgen.{plan.name}"
    logs = Path.home() / "Library" / "Logs" / f"{plan.unit}.log"
    job = {
        "Label": label,
        "ProgramArguments": list(plan.command),
        "StartCalendarInterval": {"Hour": at.hour, "Minute": at.minute},
        "StandardErrorPath": str(logs),
    }
    head = [
        "Save this in ~/Library/LaunchAgents under its Label with .plist behind it, then:",
        "launchctl bootstrap gui/$(id -u) FILE",
        *notes,
    ]
    declaration, rest = plistlib.dumps(job, sort_keys=False).decode().split("\n", 1)
    comment = "\n     ".join(head)
    return f"{declaration}\n<!-- {comment} -->\n{rest}"


# --- GitHub


def github(plan: Plan) -> str:
    """A workflow that issues an edition each day and commits what it wrote; GitHub's clock is UTC."""
    at = plan.at_in("UTC")
    file = (
        str(plan.file.relative_to(plan.root)) if plan.root and plan.file.is_relative_to(plan.root) else plan.file.name
    )
    command = f"briefgen daily -c {shlex.quote(file)}"
    fine = f"{command} || case $? in {'|'.join(map(str, _FINE))}) ;; *) exit 1 ;; esac"
    steps = (
        PANGO["apt-get"].replace("sudo apt-get install", "sudo apt-get update -q && sudo apt-get install"),
        "pip install briefgen",
        fine,
    )
    notes = [
        f"Save this as .github/workflows/{plan.unit}.yml in the repository that holds {_expression_free(file)}.",
        "Let archive.path and edition.output name places in the repository: what is elsewhere is lost after the run.",
        *_shift(plan, "UTC", "GitHub's clock is UTC"),
        "GitHub starts late when it is busy, and stops schedules of repositories without a commit for 60 days.",
    ]
    return _comments(notes) + _WORKFLOW.format(
        name=json.dumps(f"briefgen {plan.name}"),
        group=json.dumps(plan.unit),
        minute=at.minute,
        hour=at.hour,
        keep=json.dumps(_KEEP),
        steps="".join(f"      - run: {json.dumps(_expression_free(step), ensure_ascii=False)}\n" for step in steps),
    )


# Also where a mail failed: the edition is made by then, and who got it is written down.
_KEEP = (
    "git config user.name briefgen && git config user.email briefgen@users.noreply.github.com && git add --all && "
    "(git diff --cached --quiet || (git commit -m 'A new edition' && git push))"
)
_WORKFLOW = """\
name: {name}
on:
  schedule:
    - cron: "{minute} {hour} * * *"
  workflow_dispatch:
permissions:
  contents: write
concurrency:
  group: {group}
jobs:
  edition:
    runs-on: ubuntu-latest
    env:
      BRIEFGEN_SMTP_USER: ${{{{ secrets.BRIEFGEN_SMTP_USER }}}}
      BRIEFGEN_SMTP_PASSWORD: ${{{{ secrets.BRIEFGEN_SMTP_PASSWORD }}}}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
{steps}\
      - run: {keep}
        if: always()
"""


def _expression_free(text: str) -> str:
    """Text in which GitHub finds no expression of its own, whatever a path is called."""
    return text.replace("${{", "${{ '${{' }}")


# --- clocks


def _local(plan: Plan) -> tuple[time, list[str]]:
    """The time of day by the machine's clock, and what is to be said of it."""
    return plan.at_in(plan.machine), _shift(plan, plan.machine, f"The machine's clock is {plan.machine}")


def _shift(plan: Plan, zone: str, clock: str) -> list[str]:
    """What is said where another clock counts than the profile's."""
    if zone == plan.zone:
        return []
    own, other = ZoneInfo(plan.zone), ZoneInfo(zone)
    day = plan.now.astimezone(own).date()
    told = f"{clock}: {plan.at:%H:%M} in {plan.zone} is {plan.at_in(zone):%H:%M} there on {day}."
    if len(_distances(own, other, plan.now.year)) == 1:
        return [told]
    return [told, "When clocks change it shifts by an hour or so: print it anew then, or bear with it."]


def _distances(own: tzinfo, other: tzinfo, year: int) -> set[timedelta]:
    """How far apart two zones are over a year."""
    return {datetime(year, month, 15, tzinfo=own) - datetime(year, month, 15, tzinfo=other) for month in range(1, 13)}


def _comments(lines: list[str]) -> str:
    return "".join(f"# {line}\n" for line in lines)


FORMS: Mapping[str, Callable[[Plan], str]] = {
    "cron": cron,
    "systemd": systemd,
    "launchd": launchd,
    "github": github,
}
