"""The demonstration week: each day is read whole, its stories run on, and its quiet day is quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import briefgen
from briefgen.following import Memory, follow
from briefgen.model import Past, Report, Story
from support import AS_OF, HERE, cases

WEEK = HERE.parent / "examples" / "week"


@cache
def reports_of(day: int) -> briefgen.Reports:
    return briefgen.read([str(WEEK / f"day-{day}")])


@cache
def stories_of(*days: int) -> tuple[Story, ...]:
    return briefgen.group(report for day in days for report in reports_of(day))


def place(report: Report) -> str:
    """A report's day and file: "day-1/wire.jsonl#1"."""
    return "/".join(Path(report.source.location).parts[-2:])


def places_of(story: Story) -> set[str]:
    return {place(report) for report in (*story.reports, *(copy.report for copy in story.copies))}


@pytest.mark.parametrize(("day", "reports"), tuple(zip(range(1, 8), (11, 11, 12, 11, 12, 10, 12), strict=True)))
def test_a_day_is_read_whole(day: int, reports: int) -> None:
    found = reports_of(day)
    assert (len(found), found.skipped) == (reports, ())
    assert {report.language for report in found} == {"en"}
    assert all(report.title and 90 <= report.words <= 220 for report in found)


@pytest.mark.parametrize("day", range(1, 8))
def test_a_day_brings_reports_of_the_day_or_the_one_before(day: int) -> None:
    """A feed has yesterday's item still."""
    dates = {report.published.isoformat()[:10] for report in reports_of(day) if report.published}
    assert f"2026-03-{day + 1:02}" in dates
    assert dates <= {f"2026-03-{day + 1:02}", f"2026-03-{day:02}"}


@pytest.mark.parametrize("case", cases("week"))
def test_the_reports_of_the_week_on_one_matter_are_one_story(case: dict[str, Any]) -> None:
    assert set(case["reports"]) in [places_of(story) for story in stories_of(*range(1, 8))]


@cache
def followed() -> dict[str, str]:
    """Each report's story, by its id, where the week is told day by day."""
    told: dict[str, Past] = {}
    found: dict[str, str] = {}
    for day in range(1, 8):
        for story in follow(reports_of(day), Memory(tuple(told.values()))):
            told[story.id] = remembered(story, date(2026, 3, day + 1))
            found |= dict.fromkeys(places_of(story), story.id)
    return found


def remembered(story: Story, day: date) -> Past:
    past = story.past or Past(story.id, day, day, ())
    reports = sorted({*past.reports, *story.reports}, key=lambda report: report.order)
    return replace(past, last_day=day, reports=tuple(reports), absorbed=())


def test_a_story_keeps_its_id_from_day_to_day() -> None:
    stories = [{followed()[one] for one in case.values[0]["reports"]} for case in cases("week")]
    assert [len(ids) for ids in stories] == [1] * len(stories)
    assert len(set.union(*stories)) == len(stories)


def test_the_quiet_day_has_nothing_but_copies_of_the_day_before() -> None:
    assert sum(len(story.reports) for story in stories_of(5, 6)) == len(reports_of(5)) == len(kept(5))


def kept(*days: int) -> list[Report]:
    return [report for story in stories_of(*days) for report in story.reports]


def test_three_papers_print_one_text_of_the_wire() -> None:
    copied = [story for story in stories_of(3) if story.copies]
    assert [len(story.copies) for story in copied] == [3]
    assert "day-3/wire.jsonl#1" in places_of(copied[0])


@pytest.mark.parametrize("case", cases("week_figures"))
def test_figures_that_outlets_dispute_stand_side_by_side(case: dict[str, Any]) -> None:
    day = briefgen.brief(reports_of(case["day"]), words=400, as_of=AS_OF)
    found = [(one.left.text, one.right.text) for story in day.summaries for one in story.differences or ()]
    assert any(in_either_order(pair, case["figures"]) for pair in found)


def in_either_order(pair: tuple[str, str], figures: list[str]) -> bool:
    return any(all(figure in side for figure, side in zip(figures, sides, strict=True)) for sides in (pair, pair[::-1]))
