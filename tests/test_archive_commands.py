"""The commands that look into the archive: what they print, and with which code they end."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import briefgen
from archives import BRIDGE, DAY, FERRY, NOW, a_report, an_issue, issued
from briefgen.archive import Fate, Intake, writing
from briefgen.config import age, archive_path
from briefgen.errors import MissingPart, UsageError
from briefgen.renderers import RENDERERS
from support import AS_OF, Ran

Run = Callable[..., Ran]
ANN = {"ann@example.org": "<1@briefgen>"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with two editions of made-up reports."""
    path = tmp_path / "a.sqlite3"
    bridge, ferry = a_report(outlet="Harlow Post"), a_report(FERRY, "Ferry to Run")
    second = an_issue(ferry, number=2, day=DAY + timedelta(days=1), lines=(FERRY,))
    with issued(path, an_issue(bridge), second, reports=(bridge, ferry)):
        pass
    return path


COMMANDS: list[tuple[str, ...]] = [("search", "x"), ("editions",), ("status",), ("reproduce", "1"), ("export", "out")]


@pytest.mark.parametrize("command", [*COMMANDS, ("prune", "--older-than", "1d")], ids=lambda command: str(command[0]))
def test_without_an_archive_each_command_says_so_and_makes_none(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = run(*command, "--archive", tmp_path / "none.sqlite3")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith(f"briefgen: {tmp_path}/none.sqlite3: no archive is there; ")
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_the_archive_is_in_the_data_folder(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / name)
    assert archive_path(None) == tmp_path / "briefgen/archive.sqlite3"
    (tmp_path / "briefgen").mkdir()
    path.rename(tmp_path / "briefgen/archive.sqlite3")
    assert run("editions").out.count("\n") == 2


# --- search


def test_hits_are_printed_with_the_stretch_in_which_the_words_stand(run: Run, path: Path) -> None:
    ran = run("search", "bridge", "council", "--archive", path)
    assert (ran.code, ran.err) == (0, "")
    assert sorted(ran.out.splitlines()[::2]) == [
        "line c0 of daily/1  2026-11-22 – Bridge Closes",
        f"report {a_report().id}  Harlow Post – Bridge Closes",
    ]
    assert ran.out.splitlines()[1::2] in ([f"    {BRIDGE}", f"    Bridge Closes {BRIDGE}"],
                                          [f"    Bridge Closes {BRIDGE}", f"    {BRIDGE}"])  # fmt: skip


def test_an_argument_of_two_words_is_looked_for_as_it_stands(run: Run, path: Path) -> None:
    assert run("search", "old bridge", "--archive", path).code == 0
    assert run("search", "bridge old", "--archive", path).code == 3
    assert run("search", "bridge", "old", "--archive", path).code == 0


def test_hits_as_data_are_as_many_as_asked_for(run: Run, path: Path) -> None:
    found = json.loads(run("search", "the", "-n", "3", "-f", "json", "--archive", path).out)
    assert len(found) == 3
    assert {"snippet", "title", "outlet", "date"} <= set(found[0])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("zebra", 3, "nothing has all these words"),
        ('""', 2, "holds no word"),
        ("-- *", 2, "holds no word"),
    ],
)
def test_where_nothing_is_found_one_line_says_so(run: Run, path: Path, words: str, code: int, said: str) -> None:
    ran = run("search", "--archive", path, "--", words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert said in ran.err


# --- editions and status


def test_editions_are_listed_a_line_each(run: Run, path: Path) -> None:
    assert run("editions", "--archive", path).out.splitlines() == [
        "daily/1  2026-11-22  delivered  1 story, 1 report  daily-2026-11-22.json, daily-2026-11-22.md",
        "daily/2  2026-11-23  delivered  1 story, 1 report  daily-2026-11-23.json, daily-2026-11-23.md",
    ]
    told = json.loads(run("editions", "-f", "json", "--archive", path).out)
    assert [one["name"] for one in told] == ["daily/1", "daily/2"]
    assert told[0]["as_of"] == NOW.isoformat()


def test_the_status_of_an_archive_that_is_well(run: Run, path: Path) -> None:
    ran = run("status", "--archive", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == [
        "2 reports, 2 editions",
        "last: daily/2  2026-11-23  delivered  1 story, 1 report  daily-2026-11-23.json, daily-2026-11-23.md",
    ]


def test_the_status_names_what_needs_somebody(run: Run, path: Path) -> None:
    with writing(path, NOW) as archive:
        day = DAY + timedelta(days=2)
        archive.issue(an_issue(a_report(), number=3, day=day, recipients={**ANN, "bob@example.org": "<2@x>"}))
        archive.freeze(Intake("daily", day + timedelta(days=1), NOW, (a_report(),)), NOW)
        ann, bob = archive.deliveries()
        archive.mark(ann, Fate.SENDING)
        archive.mark(bob, Fate.REFUSED, "550 no such user")
        at_work = run("status", "--archive", path)
    assert at_work.code == 0
    assert "at work: process " in at_work.out
    ran = run("status", "--archive", path)
    assert ran.code == 7
    assert ran.out.splitlines()[-4:] == [
        "begun and not issued: daily/2026-11-25",
        "refused: daily/3 to bob@example.org, 0 attempts: 550 no such user",
        "unknown whether it arrived: daily/3 to ann@example.org, 1 attempt",
        "to decide: `briefgen outbox EDITION ADDRESS` with --resend, or with --sent where it is there",
    ]
    told = json.loads(run("status", "-f", "json", "--archive", path).out)
    assert (told["unknown"], told["unfinished"], told["at_work"]) == (1, ["daily/2026-11-25"], None)


# --- reproduce


@pytest.fixture
def real(tmp_path: Path, seeds: Any) -> tuple[Path, dict[str, bytes]]:
    """An archive with an edition of the seeds, and its files."""
    briefing = briefgen.brief(seeds, words=100, as_of=AS_OF)
    files = {f"daily-2026-11-22.{form}": briefgen.render(briefing, form) for form in ("json", "md", "html")}
    with issued(tmp_path / "real.sqlite3", an_issue(files=files), reports=tuple(seeds)):
        pass
    return tmp_path / "real.sqlite3", files


@pytest.mark.parametrize("name", ["daily/1", "1", "2026-11-22", "last"])
def test_an_edition_is_made_again_to_the_byte(
    run: Run, real: tuple[Path, dict[str, bytes]], tmp_path: Path, name: str
) -> None:
    path, files = real
    ran = run("reproduce", name, "-o", tmp_path / "again", "--archive", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [str(tmp_path / "again" / name) for name in files]
    assert {one.name: one.read_bytes() for one in (tmp_path / "again").iterdir()} == files


def test_what_does_not_come_out_again_is_named_and_not_written(
    run: Run, real: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = real
    monkeypatch.setattr("briefgen.renderers.templates.render", lambda *_: "of another template")
    ran = run("reproduce", "last", "-o", tmp_path / "again", "--archive", path)
    assert (ran.code, ran.err.count("\n")) == (1, 2)
    assert "daily-2026-11-22.md: does not come out as it was issued; use the version" in ran.err
    assert [one.name for one in (tmp_path / "again").iterdir()] == ["daily-2026-11-22.json"]


@pytest.mark.parametrize(("made", "code"), [(None, 5), (b"a PDF with boxes", 0)], ids=["no-pango", "no-font"])
def test_a_pdf_that_lacks_a_part_of_the_system_comes_out_as_far_as_it_did(
    run: Run, tmp_path: Path, seeds: Any, monkeypatch: pytest.MonkeyPatch, made: bytes | None, code: int
) -> None:
    """One that was issued with boxes has boxes again."""
    data = briefgen.render(briefgen.brief(seeds, words=100, as_of=AS_OF), "json")
    files = {"x.json": data, "x.pdf": made or b"a PDF"}
    with issued(tmp_path / "a.sqlite3", an_issue(files=files), reports=tuple(seeds)):
        pass

    def lacking(*_: object) -> bytes:
        raise MissingPart("no PDF without Pango; install it", made)

    monkeypatch.setitem(RENDERERS, "pdf", lacking)
    ran = run("reproduce", "1", "-o", tmp_path / "again", "--archive", tmp_path / "a.sqlite3")
    assert ran.code == code
    assert {one.name: one.read_bytes() for one in (tmp_path / "again").iterdir()} == (
        files if made else {"x.json": data}
    )


def test_an_edition_that_there_is_not_is_no_edition(run: Run, path: Path) -> None:
    ran = run("reproduce", "9", "--archive", path)
    assert (ran.code, ran.err) == (2, "briefgen: 9: no such edition; `briefgen editions` lists them\n")


# --- export


def test_everything_is_exported_in_forms_that_any_program_reads(
    run: Run, real: tuple[Path, dict[str, bytes]], tmp_path: Path, seeds: Any
) -> None:
    path, files = real
    ran = run("export", tmp_path / "out", "--archive", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        str(tmp_path / f"out/{name}") for name in ("editions/daily-2026-11-22.json", "reports.jsonl")
    ]
    assert (tmp_path / "out/editions/daily-2026-11-22.json").read_bytes() == files["daily-2026-11-22.json"]
    rows = [json.loads(line) for line in (tmp_path / "out/reports.jsonl").read_text().splitlines()]
    assert {row["id"]: row["text"] for row in rows} == {one.id: one.text for one in seeds}
    assert rows[0]["first_seen"] == NOW.isoformat()


def test_an_export_that_cannot_be_written_costs_one_line(run: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("export", tmp_path / "file", "--archive", path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / "file") in ran.err


# --- prune


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a hundred days later."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((NOW + timedelta(days=100)).timestamp())))


GOING = "this goes for good: the JSON of 1 edition (daily/1) and 1 text, "


@pytest.mark.parametrize(
    ("answer", "code", "last"),
    [("y\n", 0, ""), ("YES\n", 0, ""), ("n\n", 3, "nothing was pruned"), ("\n", 3, "nothing was pruned"),
     ("", 2, "prune: nobody answers; say --yes where nobody is asked")],
)  # fmt: skip
def test_pruning_says_what_goes_and_asks(
    run: Run, path: Path, clock: None, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, last: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ran = run("prune", "--older-than", "90d", "--archive", path)
    assert (ran.code, ran.err.startswith(f"briefgen: {GOING}")) == (code, True)
    assert ran.err.splitlines()[-1].endswith(last or "go on? [y/N]")
    assert ran.out.startswith("pruned: the JSON of 1 edition (daily/1) and 1 text, ") == (code == 0)
    listed = run("editions", "--archive", path).out
    assert ("JSON pruned" in listed) == (code == 0)


def test_pruning_does_not_ask_when_told(run: Run, path: Path, clock: None) -> None:
    ran = run("prune", "--older-than", "90d", "--yes", "--archive", path)
    assert (ran.code, ran.err) == (0, "")
    assert run("reproduce", "1", "--archive", path).err == (
        "briefgen: daily/1: its JSON was pruned; only its day, number and hashes are kept\n"
    )
    assert "2 reports (1 text kept)" in run("status", "--archive", path).out


def test_where_nothing_is_old_nothing_goes(run: Run, path: Path, clock: None) -> None:
    ran = run("prune", "--older-than", "101d", "--yes", "--archive", path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "briefgen: nothing in the archive is older than 101d and can go\n"


@pytest.mark.parametrize("stated", ["", "90", "d", "-1d", "1.5d", "90 days", "9999999d", "٣d"])
def test_an_age_that_is_none_is_refused(stated: str) -> None:
    with pytest.raises(UsageError, match="write it like 90d"):
        age(stated)


def test_an_age_before_all_time_is_refused(run: Run, path: Path) -> None:
    ran = run("prune", "--older-than", "9999y", "--yes", "--archive", path)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_a_run_at_work_keeps_pruning_out_and_nothing_else(run: Run, path: Path, clock: None) -> None:
    with writing(path, NOW):
        assert run("editions", "--archive", path).code == 0
        ran = run("prune", "--older-than", "90d", "--yes", "--archive", path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (6, "", 1)
    assert "another run is at work" in ran.err
