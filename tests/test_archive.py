"""The archive: what goes in comes out, a day has one edition, what was read stays known."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import briefgen
from archives import BRIDGE, DAY, FERRY, NOW, a_json, a_report, an_issue, issued
from briefgen.archive import Archive, Fate, Intake, RunningStory, State, reading, writing
from briefgen.archive import schema as schemas
from briefgen.archive.connection import connected
from briefgen.errors import ArchiveError, UsageError, WriteError
from briefgen.issuing import issue_edition, lost_files, put_back
from briefgen.model import Paragraph, Report, Role, Skipped, Source
from briefgen.reprint import reprint
from support import AS_OF

FEW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


# --- reports


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# The paths of files may hold what is no proper text.
PATHS = st.binary(min_size=1, max_size=20).map(lambda name: name.decode(errors="surrogateescape"))
REPORTS = st.builds(
    Report,
    source=st.builds(Source, PATHS, st.sampled_from(["text", "markdown"])),
    text=TEXT,
    paragraphs=st.lists(
        st.builds(
            Paragraph, st.integers(0, 9), st.integers(0, 99), st.sampled_from(Role), st.none() | st.integers(1, 9)
        ),
        max_size=3,
    ).map(tuple),
    title=st.none() | TEXT,
    outlet=st.none() | TEXT,
    author=st.none() | TEXT,
    published=st.none() | st.dates() | st.datetimes(timezones=ZONES),
    language=st.sampled_from(["en", "de", "und"]),
    url=st.none() | TEXT,
)


@FEW
@given(st.lists(REPORTS, max_size=8))
def test_reports_come_back_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, reports: list[Report]) -> None:
    path = tmp_path_factory.mktemp("archive") / "a.sqlite3"
    first = {one.id: one for one in reversed(reports)}
    last = {one.id: one for one in reports}
    with writing(path, NOW) as archive:
        assert sorted(archive.remember_reports(reports, NOW)) == sorted(first)
        found = archive.reports([one.id for one in reports])
        assert {one.id for one in found} == set(first)
        assert all(one in (first[one.id], last[one.id]) for one in found)
        assert [one.order for one in found] == sorted(one.order for one in found)


def test_a_text_is_stored_once_however_many_reports_have_it(path: Path) -> None:
    reports = [a_report(url=f"https://{outlet}.example/1", outlet=outlet) for outlet in ("a", "b", "c")]
    with writing(path, NOW) as archive:
        archive.remember_reports(reports, NOW)
        assert (archive.status().reports, archive.status().texts) == (3, 1)


def test_a_report_that_moved_is_known_and_both_places_are_remembered(path: Path) -> None:
    moved = a_report(source=Source("b/two.txt", "text"))
    with writing(path, NOW) as archive:
        assert archive.remember_reports([a_report()], NOW) == (a_report().id,)
        assert archive.remember_reports([moved], NOW + timedelta(days=1)) == ()
        assert [places for _, _, places in archive.all_reports()] == [("in/one.txt", "b/two.txt")]
        assert archive.seen([moved]) == {moved.id: NOW}


def test_the_same_text_at_another_address_is_seen(path: Path) -> None:
    elsewhere, other = a_report(url="https://copy.example"), a_report(FERRY)
    with writing(path, NOW) as archive:
        archive.remember_reports([a_report()], NOW)
        assert archive.seen([elsewhere, other]) == {elsewhere.id: NOW}


def test_what_one_profile_has_read_another_has_not(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report), reports=(report,)) as archive:
        assert set(archive.seen([report])) == set(archive.seen([report], "daily")) == {report.id}
        assert archive.seen([report], "weekly") == {}


def test_the_background_is_the_latest_of_a_language(path: Path) -> None:
    reports = [a_report(f"{BRIDGE} {number}", language="de" if number % 2 else "en") for number in range(6)]
    with writing(path, NOW) as archive:
        archive.remember_reports(reports, NOW)
        assert set(archive.latest_reports(2)) == set(reports[4:])
        assert archive.latest_reports(2, NOW) == ()


def test_nothing_is_asked_for_and_nothing_comes(path: Path) -> None:
    with writing(path, NOW) as archive:
        assert archive.remember_reports([], NOW) == ()
        assert (archive.seen([]), archive.reports([]), archive.editions()) == ({}, (), ())
        assert archive.last_edition("daily") is None
        assert archive.next_number("daily") == 1


# --- intakes


def test_the_first_intake_of_a_day_stands(path: Path) -> None:
    """A run that died is done again from what it took in, whatever there is by now."""
    first = Intake("daily", DAY, NOW, (a_report(),), NOW - timedelta(days=1), (Skipped("x.pdf", "broken"),))
    later = Intake("daily", DAY, NOW + timedelta(hours=2), (a_report(), a_report(FERRY)))
    with writing(path, NOW) as archive:
        assert archive.freeze(first, NOW) == first
    with writing(path, NOW) as archive:
        assert archive.freeze(later, NOW) == first
        assert archive.open_intakes("daily") == (first,)
        assert archive.open_intakes("weekly") == ()
        assert archive.intake("daily", DAY + timedelta(days=1)) is None
        assert archive.status().unfinished == ("daily/2026-11-22",)


def test_what_waits_in_an_open_intake_is_not_yet_read(path: Path) -> None:
    report = a_report()
    with writing(path, NOW) as archive:
        archive.freeze(Intake("daily", DAY, NOW, (report,)), NOW)
        assert archive.seen([report], "daily") == {}
        archive.issue(an_issue(report))
        assert set(archive.seen([report], "daily")) == {report.id}
        assert archive.open_intakes("daily") == ()


def test_an_intake_of_which_nothing_comes_is_closed_and_was_read(path: Path) -> None:
    report = a_report()
    with writing(path, NOW) as archive:
        archive.freeze(Intake("daily", DAY, NOW, (report,)), NOW)
        archive.dismiss("daily", DAY)
        assert archive.open_intakes("daily") == ()
        assert set(archive.seen([report], "daily")) == {report.id}
        assert archive.editions() == ()


# --- editions


def test_an_edition_comes_back_with_all_that_was_said_of_it(path: Path) -> None:
    reports = (a_report(), a_report(FERRY))
    made = an_issue(*reports)
    with issued(path, made, reports=reports) as archive:
        (edition,) = archive.editions()
        assert (edition.name, edition.day, edition.as_of, edition.state) == ("daily/1", DAY, NOW, State.DELIVERED)
        assert (edition.stories, edition.reports, list(edition.files)) == (1, 2, list(made.files))
        assert archive.json_of(edition) == made.json
        assert archive.last_edition("daily") == archive.edition("daily", DAY) == edition


@pytest.mark.parametrize("texts", [True, False])
def test_the_json_is_kept_without_the_texts_that_the_archive_has_anyway(path: Path, *, texts: bool) -> None:
    report = a_report(" ".join(str(number) for number in range(20_000)))
    made = an_issue(report, files={"x.json": a_json(report, texts=texts)})
    with issued(path, made, reports=(report,)) as archive:
        stored = archive.connection.execute("SELECT length(json) FROM editions").fetchone()[0]
        assert stored < 1000
        assert archive.json_of(archive.named("1")) == made.json


def test_a_json_that_is_written_otherwise_is_kept_as_it_is(path: Path) -> None:
    report = a_report()
    data = json.dumps(json.loads(a_json(report))).encode()
    with issued(path, an_issue(report, files={"x.json": data}), reports=(report,)) as archive:
        assert archive.json_of(archive.named("1")) == data


def test_a_day_has_one_edition(path: Path) -> None:
    reports = (a_report(), a_report(FERRY))
    with issued(path, an_issue(reports[0]), reports=reports) as archive:
        assert archive.issue(an_issue(reports[0])) == archive.named("daily/1")
        with pytest.raises(ArchiveError, match="was issued for 2026-11-22 already, with other lines"):
            archive.issue(an_issue(*reports, number=2))
        assert len(archive.editions()) == 1


def test_an_edition_of_reports_that_were_never_remembered_is_refused_whole(path: Path) -> None:
    with writing(path, NOW) as archive:
        with pytest.raises(ArchiveError, match="which was never remembered"):
            archive.issue(an_issue(a_report()))
        assert archive.editions() == ()


def test_an_edition_needs_its_json(path: Path) -> None:
    with writing(path, NOW) as archive, pytest.raises(UsageError, match="without its JSON"):
        archive.issue(an_issue(files={"x.md": b"x"}))


def test_numbers_run_by_profile(path: Path) -> None:
    report, days = a_report(), [DAY + timedelta(days=number) for number in range(3)]
    with writing(path, NOW) as archive:
        archive.remember_reports([report], NOW)
        for profile in ("daily", "weekly"):
            for day in days:
                archive.issue(an_issue(report, number=archive.next_number(profile), day=day, profile=profile))
        names = [edition.name for edition in archive.editions()]
    assert names == ["daily/1", "weekly/1", "daily/2", "weekly/2", "daily/3", "weekly/3"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("daily/2", "daily/2"),
        ("3", "daily/3"),
        ("2026-11-23", "daily/2"),
        ("last", "daily/3"),
        ("weekly/last", "weekly/1"),
        ("weekly/2026-11-22", "weekly/1"),
    ],
)
def test_an_edition_is_named_in_any_of_these_ways(path: Path, name: str, found: str) -> None:
    with named_archive(path) as archive:
        assert archive.named(name).name == found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1", "daily/1 and weekly/1 are called so"),
        ("4", "no such edition"),
        ("x/1", "no such"),
        ("", "no such"),
        ("x/last", "no such"),
    ],
)
def test_a_name_of_none_or_of_several_editions_is_refused(path: Path, name: str, said: str) -> None:
    with named_archive(path) as archive, pytest.raises(UsageError, match=said):
        archive.named(name)


def named_archive(path: Path) -> Any:
    report = a_report()
    daily = [an_issue(report, number=number + 1, day=DAY + timedelta(days=number)) for number in range(3)]
    return issued(path, *daily, an_issue(report, profile="weekly"), reports=(report,))


# --- files and rows together


def test_files_are_written_and_put_back_when_lost(tmp_path: Path, path: Path) -> None:
    reports = briefgen.read(["seeds"])
    briefing = briefgen.brief(reports, words=200, as_of=AS_OF)
    files = {f"daily.{form}": briefgen.render(briefing, form) for form in ("json", "md", "html", "txt")}
    with writing(path, NOW) as archive:
        archive.remember_reports(reports, NOW)
        edition = issue_edition(archive, an_issue(files=files), tmp_path / "out")
        assert lost_files(edition, tmp_path / "out") == ()
        (tmp_path / "out/daily.md").unlink()
        (tmp_path / "out/daily.html").write_text("changed")
        (tmp_path / "out/.daily.txt.abc.tmp").write_text("of a run that died")
        assert lost_files(edition, tmp_path / "out") == ("daily.md", "daily.html")
        again = put_back(archive, edition, tmp_path / "out")
        assert (sorted(again.files), again.failures) == (["daily.html", "daily.md"], ())
        assert put_back(archive, edition, tmp_path / "out").files == {}
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == files


def test_files_of_an_edition_that_is_refused_are_not_written(tmp_path: Path, path: Path) -> None:
    reports = (a_report(), a_report(FERRY))
    with issued(path, reports=reports) as archive:
        issue_edition(archive, an_issue(reports[0]), tmp_path / "out")
        before = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
        with pytest.raises(ArchiveError, match="with other lines"):
            issue_edition(archive, an_issue(*reports), tmp_path / "out")
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == before


def test_an_edition_whose_files_cannot_be_written_is_not_issued(tmp_path: Path, path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    report = a_report()
    with issued(path, reports=(report,)) as archive:
        with pytest.raises(WriteError):
            issue_edition(archive, an_issue(report), tmp_path / "out")
        assert archive.editions() == ()
        assert issue_edition(archive, an_issue(report), tmp_path / "elsewhere").name == "daily/1"


def test_every_format_comes_out_again_to_the_byte(path: Path) -> None:
    reports = briefgen.read(["seeds"])
    briefing = briefgen.brief(reports, words=200, as_of=AS_OF, audit=True)
    files = {f"x.{form}": briefgen.render(briefing, form) for form in ("json", "md", "html", "txt", "pdf")}
    with issued(path, an_issue(files=files), reports=reports) as archive:
        again = reprint(archive, archive.named("last"))
    assert (again.files, again.failures, again.exit_code) == (files, (), 0)


def test_a_file_that_comes_out_otherwise_is_named_and_left_out(path: Path) -> None:
    reports = briefgen.read(["seeds"])
    data = briefgen.render(briefgen.brief(reports, words=200, as_of=AS_OF), "json")
    files = {"x.json": data, "x.md": b"of an older template", "x.eml": b"of a newer version"}
    with issued(path, an_issue(files=files), reports=reports) as archive:
        again = reprint(archive, archive.named("last"))
    assert again.files == {"x.json": data}
    assert [one.split(":")[0] for one in again.failures] == ["x.md", "x.eml"]
    assert again.exit_code == 1


# --- stories through time


def told(identifier: str, day: date, *reports: Report, **more: Any) -> RunningStory:
    return RunningStory(identifier, day, day, tuple(report.id for report in reports), **more)


def test_a_story_keeps_its_id_and_gathers_reports(path: Path) -> None:
    one, two = a_report(), a_report(FERRY)
    with issued(path, reports=(one, two)) as archive:
        archive.issue(an_issue(one, stories=(told("s1", DAY, one),)))
        later = DAY + timedelta(days=2)
        archive.issue(an_issue(two, number=2, day=later, stories=(told("s1", later, two, name="The bridge"),)))
        story = archive.story("daily", "s1")
        assert story == RunningStory("s1", DAY, later, (one.id, two.id), "The bridge")
        assert archive.followable("daily", later + timedelta(days=1)) == (story,)
        assert archive.followable("weekly", later) == ()


def test_a_story_is_followed_for_seven_days_after_its_last_report(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report, stories=(told("s1", DAY, report),)), reports=(report,)) as archive:
        days = [offset for offset in range(10) if archive.followable("daily", DAY + timedelta(days=offset))]
        assert days == [1, 2, 3, 4, 5, 6, 7]
        assert archive.story("daily", "s1") is not None
        assert archive.story("daily", "s2") is None


def test_a_story_that_was_part_of_an_older_one_brings_its_reports(path: Path) -> None:
    one, two = a_report(), a_report(FERRY)
    stories = (told("s1", DAY, one), told("s2", DAY, two))
    with issued(path, an_issue(one, two, stories=stories), reports=(one, two)) as archive:
        later = DAY + timedelta(days=1)
        archive.issue(an_issue(one, number=2, day=later, stories=(told("s2", later, part_of="s1"),)))
        (story,) = archive.followable("daily", later + timedelta(days=1))
        assert (story.id, set(story.reports)) == ("s1", {one.id, two.id})
        assert archive.story("daily", "s2").part_of == "s1"  # type: ignore[union-attr]


# --- deliveries


TO = {"ann@example.org": "<1@briefgen>", "bob@example.org": "<2@briefgen>"}


def test_an_edition_is_delivered_with_the_first_recipient_that_has_it(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report, recipients=TO), reports=(report,)) as archive:
        ann, bob = archive.deliveries()
        assert (ann.recipient, ann.fate, archive.last_edition("daily")) == ("ann@example.org", Fate.QUEUED, None)
        assert archive.last_edition("daily", delivered=False) is not None
        archive.mark(archive.mark(ann, Fate.SENDING), Fate.QUEUED, "451 try later")
        archive.mark(archive.mark(ann, Fate.SENDING), Fate.SENT)
        archive.mark(bob, Fate.REFUSED, "550 no such user")
        ann, bob = archive.deliveries()
        assert (ann.fate, ann.attempts, ann.reason) == (Fate.SENT, 2, None)
        assert (bob.fate, bob.attempts, bob.reason) == (Fate.REFUSED, 0, "550 no such user")
        assert archive.last_edition("daily").state is State.DELIVERED  # type: ignore[union-attr]


def test_what_was_sent_is_never_sent_again(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report, recipients=TO), reports=(report,)) as archive:
        ann = archive.mark(archive.mark(archive.deliveries()[0], Fate.SENDING), Fate.SENT)
        for fate in Fate:
            with pytest.raises(ArchiveError, match="is sent, and cannot become"):
                archive.mark(ann, fate)
        with pytest.raises(ArchiveError, match="no such delivery"):
            archive.mark(replace(ann, recipient="eve@example.org"), Fate.SENDING)


def test_what_a_run_died_on_while_it_was_sending_is_unknown_until_someone_decides(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report, recipients=TO), reports=(report,)) as archive:
        archive.mark(archive.deliveries()[0], Fate.SENDING)
    with reading(path, NOW) as archive:
        assert [one.recipient for one in archive.status().unknown] == ["ann@example.org"]
    with writing(path, NOW) as archive:
        (unknown,) = archive.interrupted()
        assert (unknown.recipient, unknown.fate) == ("ann@example.org", Fate.UNKNOWN)
        assert archive.mark(unknown, Fate.QUEUED).fate is Fate.QUEUED


# --- pruning


def old_and_new(path: Path) -> tuple[list[Report], Any]:
    """Three days, a report each; the third edition also cites the first report."""
    reports = [a_report(f"{BRIDGE} Day {number}.") for number in range(4)]
    with writing(path, NOW) as archive:
        for number in range(3):
            now = NOW + timedelta(days=number)
            archive.remember_reports([reports[number]], now)
            cited = [reports[number], reports[0]] if number == 2 else [reports[number]]
            line = (f"Day {number} of the bridge.",)
            archive.issue(an_issue(*cited, number=number + 1, day=now.date(), lines=line))
        archive.remember_reports([reports[3]], NOW)
    return reports, None


def test_pruning_takes_old_editions_and_the_texts_that_no_kept_edition_lists(path: Path) -> None:
    reports, _ = old_and_new(path)
    before = NOW + timedelta(days=1, hours=12)
    with writing(path, NOW) as archive:
        going = archive.would_go(before)
        assert (going.editions, going.texts) == (("daily/1",), 1)
        assert archive.prune(before) == going
        assert archive.would_go(before).texts == 0
        assert set(archive.reports([one.id for one in reports])) == {reports[0], reports[1], reports[2]}
        assert [edition.kept for edition in archive.editions()] == [False, True, True]
        with pytest.raises(ArchiveError, match="daily/1: its JSON was pruned"):
            archive.json_of(archive.named("1"))
        assert len(archive.json_of(archive.named("3"))) > 100


def test_pruning_never_takes_the_last_edition_nor_what_waits(path: Path) -> None:
    reports, _ = old_and_new(path)
    waiting = a_report(FERRY)
    far = NOW + timedelta(days=1000)
    with writing(path, NOW) as archive:
        archive.freeze(Intake("daily", DAY + timedelta(days=9), NOW, (waiting,)), NOW)
        assert archive.prune(far).editions == ("daily/1", "daily/2")
        assert set(archive.reports([one.id for one in (*reports, waiting)])) == {reports[0], reports[2], waiting}


def test_pruning_keeps_the_last_delivered_edition_and_those_on_their_way(path: Path) -> None:
    report = a_report()
    with issued(path, an_issue(report), reports=(report,)) as archive:
        for number in (2, 3):
            archive.issue(an_issue(report, number=number, day=DAY + timedelta(days=number), recipients=TO))
        assert archive.would_go(NOW + timedelta(days=1000)).editions == ()


def test_what_was_pruned_stays_known_and_its_day_taken(path: Path) -> None:
    reports, _ = old_and_new(path)
    with writing(path, NOW) as archive:
        archive.prune(NOW + timedelta(days=1000))
        assert set(archive.seen(reports)) == {one.id for one in reports}
        assert set(archive.seen(reports, "daily")) == {one.id for one in reports[:3]}
        with pytest.raises(ArchiveError, match="was issued for 2026-11-22 already"):
            archive.issue(an_issue(reports[2], number=9))


def test_what_was_pruned_is_not_found_and_what_comes_again_is(path: Path) -> None:
    reports, _ = old_and_new(path)
    with writing(path, NOW) as archive:
        assert {hit.id for hit in archive.search("day 1", 10)} == {reports[1].id, "c0"}
        archive.prune(NOW + timedelta(days=1000))
        assert archive.search('"day 1"', 10) == ()
        assert [hit.edition for hit in archive.search('"day 2"', 10) if hit.edition] == ["daily/3"]
        archive.remember_reports([reports[1]], NOW)
        assert [hit.id for hit in archive.search('"day 1"', 10)] == [reports[1].id]


def test_pruning_shrinks_the_file(path: Path) -> None:
    big = [a_report(" ".join(str(number * offset) for number in range(3000))) for offset in range(2, 40)]
    with writing(path, NOW) as archive:
        archive.remember_reports(big, NOW)
        before = path.stat().st_size
        archive.prune(NOW + timedelta(days=1))
    assert path.stat().st_size < before / 4


# --- schema


def test_the_tables_are_those_of_version_1(path: Path) -> None:
    """What has been released is never changed: a new step is added, and this stays as it is."""
    with writing(path, NOW) as archive:
        found = archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        assert archive.status().schema == len(schemas.STEPS)
    names = {name for (name,) in found if not name.startswith("passages_")}
    assert names == {
        "texts", "reports", "addresses", "intakes", "intake_reports", "editions", "files", "sources", "lines",
        "stories", "story_reports", "deliveries", "passages",
    }  # fmt: skip


def rows(path: Path) -> list[object]:
    """The version, and all that is in the tables."""
    with closing(connected(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'passages'")
        found = [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables.fetchall()]
        return [connection.execute("PRAGMA user_version").fetchone(), *found]


def second(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE editions ADD COLUMN printed TEXT")
    connection.execute("UPDATE editions SET printed = 'no'")


def third(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE shelves (edition INTEGER REFERENCES editions, shelf TEXT)")


STEPS = (schemas.first, second, third)


@pytest.fixture
def older(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of version 1 with an edition, looked at by a version that knows 3."""
    report = a_report()
    with issued(path, an_issue(report), reports=(report,)):
        pass
    monkeypatch.setattr(schemas, "STEPS", STEPS)
    return path


@pytest.mark.parametrize("opened", [reading, writing], ids=["reading", "writing"])
def test_an_older_archive_is_brought_up_and_a_copy_is_kept(older: Path, opened: Any) -> None:
    before = rows(older)
    with opened(older, NOW) as archive:
        assert archive.connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert archive.connection.execute("SELECT printed FROM editions").fetchall() == [("no",)]
        assert archive.json_of(archive.named("1")) == an_issue(a_report()).json
    assert rows(schemas.backup_of(older, 1)) == before
    assert sorted(one.name for one in older.parent.iterdir()) == [
        "archive.sqlite3", "archive.sqlite3.lock", "archive.sqlite3.v1.backup",
    ]  # fmt: skip


def test_a_migration_that_fails_changes_nothing(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (way INTEGER)")
        connection.execute("INSERT INTO nowhere VALUES (1)")

    before = older.read_bytes()
    steps = (schemas.first, second, broken)
    monkeypatch.setattr(schemas, "STEPS", steps)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite3: cannot be used"), writing(older, NOW):
        pass
    assert older.read_bytes() == before


def test_a_backup_that_cannot_be_made_stops_the_migration(older: Path) -> None:
    before = older.read_bytes()
    schemas.backup_of(older, 1).mkdir()
    with pytest.raises(ArchiveError, match=r"archive\.sqlite3\.v1\.backup: cannot be written"), writing(older, NOW):
        pass
    assert older.read_bytes() == before


@pytest.mark.parametrize("opened", [reading, writing], ids=["reading", "writing"])
def test_a_newer_archive_is_refused_and_not_touched(path: Path, opened: Any) -> None:
    with writing(path, NOW):
        pass
    with closing(connected(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=r"of a newer briefgen \(schema 7, this one knows 1\); update"):
        opened(path, NOW).__enter__()
    assert path.read_bytes() == before


# --- reading while another writes


def test_who_reads_sees_what_was_committed_and_keeps_nobody_from_writing(path: Path) -> None:
    report = a_report()
    with writing(path, NOW) as archive:
        archive.remember_reports([report], NOW)
        with reading(path, NOW) as looking:
            assert looking.status().holder is not None
            rows = looking.all_reports()
            assert next(rows)[0] == report
            archive.issue(an_issue(report))
            assert [edition.name for edition in looking.editions()] == ["daily/1"]
    with reading(path, NOW) as looking:
        assert looking.status().holder is None


def test_who_reads_cannot_write(path: Path) -> None:
    with writing(path, NOW):
        pass
    with reading(path, NOW) as archive, pytest.raises(ArchiveError, match="cannot be written"):
        archive.remember_reports([a_report()], NOW)


def test_an_archive_is_the_same_by_any_of_its_names(tmp_path: Path, path: Path) -> None:
    (tmp_path / "link.sqlite3").symlink_to(path)
    with writing(tmp_path / "link.sqlite3", NOW) as archive:
        archive.remember_reports([a_report()], NOW)
    assert path.is_file()
    assert (tmp_path / "link.sqlite3").is_symlink()
    with reading(path, NOW) as archive:
        assert archive.status().reports == 1


def test_the_archive_is_its_owners_alone(path: Path) -> None:
    with writing(path, NOW):
        pass
    assert path.stat().st_mode & 0o077 == 0


def test_dates_are_kept_in_their_own_zone(path: Path) -> None:
    berlin = timezone(timedelta(hours=1))
    as_of = datetime(2026, 11, 22, 0, 30, tzinfo=berlin)
    with writing(path, NOW) as archive:
        frozen = archive.freeze(Intake("daily", DAY, as_of, (a_report(),)), NOW)
    assert frozen.as_of.isoformat() == "2026-11-22T00:30:00+01:00"
    assert frozen.as_of.astimezone(UTC).date() == date(2026, 11, 21)


def test_the_archive_is_a_type_to_the_outside() -> None:
    assert Archive.__name__ in briefgen.archive.__all__
