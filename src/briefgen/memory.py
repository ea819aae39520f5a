"""Archive -> what a run remembers: the stories that go on, the lines that were printed, the reports that are usual.

Everything is asked as of the intake's time, so that a run that is done again
after a crash remembers the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from briefgen.archive import FOLLOWED, Archive, Edition, Intake, RunningStory
from briefgen.following import Memory
from briefgen.model import Form, Issued, Past, Report, Span
from briefgen.verify import load

Object = Mapping[str, Any]

# Of a story that runs long its latest reports tell what it is about.
_REPORTS = 60
# Earlier reports that say what words are usual; more of them changed nothing that was measured.
_BACKGROUND = 600


@dataclass(frozen=True)
class Remembered:
    """What an edition is made of besides its intake: reports its readers have not had, what was told, what is usual."""

    reports: tuple[Report, ...]
    memory: Memory
    base: Edition | None


def remembered(archive: Archive, intake: Intake) -> Remembered:
    """Return the reports that the edition of an intake is of, and what is remembered of the days before.

    What was in an edition that never reached its readers is not read: it comes again.
    """
    editions = [one for one in archive.editions() if one.profile == intake.profile and one.day < intake.day]
    base = next((one for one in reversed(editions) if one.as_of == intake.since), None)
    unread = _in_vain(archive, editions, base, intake)
    fresh = {report.id: report for report in (*unread, *intake.reports)}
    pasts = _pasts(archive, intake, _told(archive, editions, base, intake.day), fresh)
    told = {report.id for past in pasts for report in past.reports}
    background = archive.latest_reports(_BACKGROUND, intake.as_of)
    usual = tuple(report for report in background if report.id not in told and report.id not in fresh)
    return Remembered(tuple(fresh.values()), Memory(pasts, usual), base)


def base_of(archive: Archive, profile: str, day: date, since: Edition | None) -> Edition | None:
    """Return the edition with which one for a day is compared: that named, else the last that reached its readers."""
    if since is not None:
        return since
    editions = [one for one in archive.editions() if one.profile == profile and one.day < day]
    return next((one for one in reversed(editions) if one.state == "delivered"), None)


def _in_vain(archive: Archive, editions: Sequence[Edition], base: Edition | None, intake: Intake) -> Iterator[Report]:
    """The reports of the editions after the base that their readers cannot know."""
    for edition in editions:
        if base is None or edition.day > base.day:
            taken = archive.intake(intake.profile, edition.day)
            yield from taken.reports if taken else ()


@dataclass(frozen=True)
class _Told:
    """What editions told: the lines of each story, and the reports of stories told in full (True) and not."""

    lines: defaultdict[str, list[Issued]]
    reports: dict[bool, set[str]]


def _pasts(archive: Archive, intake: Intake, told: _Told, fresh: Collection[str]) -> tuple[Past, ...]:
    running = archive.followable(intake.profile, intake.day)
    wanted = {one.id: [report for report in one.reports if report not in fresh] for one in running}
    reports = {one.id: one for one in archive.reports({name for names in wanted.values() for name in names})}
    pasts = (_past(one, [reports[name] for name in wanted[one.id] if name in reports], told) for one in running)
    return tuple(past for past in pasts if past.reports)


def _past(story: RunningStory, reports: Sequence[Report], told: _Told) -> Past:
    latest = sorted(reports, key=lambda report: report.order)[-_REPORTS:]
    held = {report.id for report in latest}
    issued = tuple(line for line in told.lines.get(story.id, ()) if line.wording.report in held)
    untold = frozenset((held & told.reports[False]) - told.reports[True])
    return Past(story.id, story.first_day, story.last_day, tuple(latest), issued, story.name, untold=untold)


def _told(archive: Archive, editions: Sequence[Edition], base: Edition | None, day: date) -> _Told:
    """What editions up to the base told of each story, in the days that stories are followed."""
    older = archive.parts(base.profile) if base else {}
    found = _Told(defaultdict(list), {True: set(), False: set()})
    since = day - timedelta(days=FOLLOWED)
    for edition in editions:
        if base and since <= edition.day <= base.day and edition.kept:
            brief = load(archive.json_of(edition))
            for story, line in _printed(brief, edition.name):
                found.lines[_oldest(story, older)].append(line)
            for in_full, report in _reports(brief):
                found.reports[in_full].add(report)
    return found


def _oldest(story: str, older: Mapping[str, str]) -> str:
    """The story that another one turned out to be part of; an archive has no circles, a forged one ends."""
    for _ in range(len(older)):
        story = older.get(story, story)
    return story


def _printed(brief: Object, edition: str) -> Iterator[tuple[str, Issued]]:
    ids = {row["key"]: row["id"] for row in brief["sources"]}
    for story in brief["stories"]:
        for claim in story["claims"] if _in_full(story) else ():
            spans = tuple(_span(one, ids) for one in claim["witnesses"])
            yield story["id"], Issued(edition, claim["id"], claim["text"], _span(claim["wording"], ids), spans)


def _reports(brief: Object) -> Iterator[tuple[bool, str]]:
    """The reports of an edition's stories, copies with them, and whether the story was told in full."""
    in_full = {key: _in_full(story) for story in brief["stories"] for key in story["reports"]}
    kept = ((row, row["copy_of"] or row["key"]) for row in brief["sources"])
    return ((in_full[key], row["id"]) for row, key in kept if key in in_full)


def _in_full(story: Object) -> bool:
    """Whether more than a line of it was printed: else its readers do not know it yet."""
    return "place" in story and story["place"]["form"] == Form.FULL


def _span(place: Object, ids: Mapping[str, str]) -> Span:
    return Span(ids[place["source"]], place["start"], place["end"])
