"""The command line: what goes where, with which exit code, and that each command explains itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from briefgen import __version__, cli
from briefgen.config import as_of
from briefgen.errors import UsageError
from briefgen.selection import METHODS
from support import AS_OF, SEEDS, Ran

Run = Callable[..., Ran]

COMMANDS = [
    "summarise",
    "summarize",
    "brief",
    "compare",
    "verify",
    "explain",
    "inspect",
    "mail",
    "methods",
    "templates",
    "doctor",
    "search",
    "editions",
    "status",
    "outbox",
    "reproduce",
    "export",
    "prune",
    "site",
    "init",
    "config",
    "schedule",
    "daily",
]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == Ran(0, f"briefgen {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    told = run(command, "--help")
    assert told.code == 0
    assert f"Example: briefgen {command}" in " ".join(told.out.split())


def test_no_command_is_missing_here() -> None:
    assert sorted(COMMANDS) == sorted(get_command(cli.app).commands)  # type: ignore[attr-defined]


def test_without_a_command_help_is_shown(run: Run) -> None:
    told = run()
    assert "Usage" in told.out + told.err


def test_a_summary_goes_to_stdout_and_nothing_to_stderr(run: Run) -> None:
    told = run("summarise", SEEDS, "-w", "60")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].endswith(" [A, B]")
    assert lines[-1].startswith("B  US-Russia Talks")


def test_both_spellings_do_the_same(run: Run) -> None:
    assert run("summarise", SEEDS).out == run("summarize", SEEDS).out


def test_without_citations_only_the_lines_are_left(run: Run) -> None:
    told = run("summarise", SEEDS, "-w", "60", "--no-cite")
    assert "[A" not in told.out
    assert "seeds" not in told.out


def test_markdown_lines_are_a_list(run: Run) -> None:
    told = run("summarise", SEEDS, "-n", "2", "-f", "md")
    lines = [line for line in told.out.splitlines() if line]
    assert [line[:2] for line in lines] == ["- ", "- ", "So", "- ", "- "]
    assert lines[2] == "Sources:"


def test_json_of_a_summary_has_the_form_of_a_briefs(run: Run) -> None:
    told = json.loads(run("summarise", SEEDS, "-f", "json").out)
    assert told["schema_version"] == 1
    assert len(told["stories"]) == 1


def test_html_of_a_summary_is_a_page(run: Run) -> None:
    assert run("summarise", SEEDS, "-f", "html").out.startswith("<!DOCTYPE html>")


def test_a_summary_can_go_to_a_file(run: Run, tmp_path: Path) -> None:
    told = run("summarise", SEEDS, "-o", tmp_path / "summary.txt")
    assert told.out == ""
    assert "[A, B]" in (tmp_path / "summary.txt").read_text()


def test_standard_input_is_a_report() -> None:
    text = "A barge struck a pier of the bridge at Tolle on Monday, and police closed the road."
    told = subprocess.run(
        [sys.executable, "-m", "briefgen", "summarise", "-", "--no-cite"], input=text.encode(), capture_output=True
    )
    assert (told.returncode, told.stdout.decode(), told.stderr) == (0, text + "\n", b"")


def test_paths_of_a_brief_go_to_stdout_and_the_json_is_always_among_them(run: Run, tmp_path: Path) -> None:
    told = run("brief", SEEDS, "-o", tmp_path, "-f", "md,txt", "-f", "html", "--as-of", AS_OF)
    endings = ["json", "md", "txt", "html"]
    assert told.out.splitlines() == [str(tmp_path / f"brief-2026-11-22.{ending}") for ending in endings]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"brief-2026-11-22.{e}" for e in endings)


def test_a_brief_has_the_name_and_title_that_it_is_given(run: Run, tmp_path: Path) -> None:
    run("brief", SEEDS, "-o", tmp_path, "-f", "md", "--name", "morning", "--title", "Morning *brief*")
    assert (tmp_path / "morning.md").read_text().startswith("# Morning \\*brief\\*\n")


def test_the_ledger_is_told_when_asked(run: Run, tmp_path: Path) -> None:
    told = run("brief", SEEDS, "-o", tmp_path, "-f", "md", "-v")
    assert "offered 2 = read 2 + duplicate 0 + rejected 0" in told.err


def test_known_reports_leave_nothing_to_say(run: Run) -> None:
    told = run("summarise", SEEDS, "--known", SEEDS)
    assert (told.code, told.out) == (3, "")
    assert "read before" in told.err


def test_a_focus_moves_the_choice_and_one_that_matches_nothing_is_told(run: Run) -> None:
    general = run("summarise", SEEDS, "-w", "60", "--no-cite").out
    kursk = run("summarise", SEEDS, "-w", "60", "--no-cite", "--focus", "Kursk troops").out
    nothing = run("summarise", SEEDS, "-w", "60", "--no-cite", "--focus", "volleyball").out
    assert "Kursk" in kursk
    assert kursk != general
    assert nothing == general + "\nNote: nothing matches the focus “volleyball”; this is the general summary.\n"


@pytest.mark.parametrize("method", METHODS)
def test_every_method_makes_a_summary(run: Run, method: str) -> None:
    told = run("summarise", SEEDS, "-m", method, "-w", "100", "--no-cite")
    assert told.code == 0
    assert 0 < len(told.out.split()) <= 100


def test_what_there_is_can_be_listed(run: Run) -> None:
    assert [line.split()[0] for line in run("methods").out.splitlines()] == list(METHODS)
    assert "blocks: title, masthead" in run("templates").out


def test_the_doctor_tells_what_is_there(run: Run) -> None:
    told = run("doctor")
    assert told.code in (0, 5)
    assert f"ok  briefgen: {__version__}" in told.out


def test_inspection_shows_roles_and_why_a_sentence_is_not_quoted(run: Run) -> None:
    told = run("inspect", SEEDS)
    assert "headline      438  Trump Hails Productive Dialogue" in told.out
    assert "hangs    In contrast, Ukrainian President" in told.out
    assert "drops “On the ground,”" in told.out
    assert len(json.loads(run("inspect", SEEDS, "-f", "json").out)) == 2


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m briefgen inspect {SEEDS} -f json | head -c 10"
    told = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True)
    assert (told.returncode, told.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("stated", "environment", "made"),
    [
        ("2026-11-22T07:00+01:00", {}, "2026-11-22T07:00:00+01:00"),
        ("2026-11-22T07:00:00.5Z", {"SOURCE_DATE_EPOCH": "0"}, "2026-11-22T07:00:00+00:00"),
        (None, {"SOURCE_DATE_EPOCH": "86400"}, "1970-01-02T00:00:00+00:00"),
    ],
)
def test_the_time_of_a_brief_is_stated_or_taken_from_the_environment(
    stated: str | None, environment: dict[str, str], made: str
) -> None:
    assert as_of(stated, environment).isoformat() == made


def test_a_time_without_an_offset_is_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_of("2026-11-22T07:00").utcoffset() is not None
    assert as_of(None, {}).utcoffset() is not None


@pytest.mark.parametrize(("stated", "epoch"), [("yesterday", "0"), (None, "soon"), (None, "9" * 30)])
def test_a_time_that_is_none_is_refused(stated: str | None, epoch: str) -> None:
    with pytest.raises(UsageError):
        as_of(stated, {"SOURCE_DATE_EPOCH": epoch})


def test_output_is_utf8_whatever_the_locale_says() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "briefgen", "summarise", str(SEEDS), "--no-cite"],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert told.returncode == 0
    assert "[…]" in told.stdout.decode()
