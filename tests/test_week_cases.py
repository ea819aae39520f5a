"""The planted week is what it says: exact quotes, every sentence classed, unique ids. Nothing of src is used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from planted import PlantedReport, Quote, Truth, planted_week
from support import HERE

WEEK = HERE / "cases" / "week.jsonl"
DAYS = planted_week(WEEK)
REPORTS = {report.id: report for day in DAYS for report in day.reports}
TRUTHS = [truth for day in DAYS for truth in day.truths]
KINDS = {"number", "date", "certainty", "bound", "negation", "actor"}


def name(truth: Truth) -> str:
    return f"{truth.story}-{truth.day}"


def of_the_day(truth: Truth) -> Iterator[Quote]:
    """Every quote from the day itself, in no order."""
    yield from (quote for new in truth.new for quote in new.wordings)
    yield from (quote for changed in truth.changed for quote in changed.now)
    yield from (old.wording for old in truth.old)
    yield from truth.background


def of_earlier_days(truth: Truth) -> Iterator[Quote]:
    yield from (changed.old for changed in truth.changed)
    yield from (quote for old in truth.old for quote in old.said)
    yield from truth.gone


def told(truth: Truth) -> list[PlantedReport]:
    return [report for report in REPORTS.values() if (report.story, report.day) == (truth.story, truth.day)]


def first_days() -> dict[str, int]:
    return {report.story: report.day for report in sorted(REPORTS.values(), key=lambda r: -r.day)}


def test_ids_are_unique_and_say_story_and_day() -> None:
    ids = [report.id for day in DAYS for report in day.reports]
    assert max(Counter(ids).values()) == 1
    assert all(r.id.startswith(f"{r.story}-{r.day}-") for r in REPORTS.values())


def test_lines_hold_only_the_fields_that_are_described() -> None:
    fields = {
        "report": {"type", "day", "story", "id", "title", "outlet", "published", "text", "copy_of"},
        "truth": {"type", "day", "story", "new", "changed", "old", "background", "gone"},
    }
    for line in WEEK.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        assert set(row) <= fields[row["type"]]


def test_reports_are_published_on_their_day_and_as_long_as_wire_reports() -> None:
    for report in REPORTS.values():
        assert (report.published.day, report.published.month) == (report.day + 1, 3)
        assert 75 <= len(report.text.split()) <= 205, report.id


def test_every_day_but_a_storys_first_has_its_truth() -> None:
    first = first_days()
    later = {(r.story, r.day) for r in REPORTS.values() if r.day > first[r.story]}
    assert Counter((truth.story, truth.day) for truth in TRUTHS) == Counter(later)


@pytest.mark.parametrize("truth", TRUTHS, ids=name)
def test_quotes_stand_exactly_in_the_reports_that_they_name(truth: Truth) -> None:
    for quote in of_the_day(truth):
        report = REPORTS[quote.report]
        assert (report.story, report.day) == (truth.story, truth.day)
        assert quote.text in report.text
    for quote in of_earlier_days(truth):
        report = REPORTS[quote.report]
        assert report.story == truth.story
        assert report.day < truth.day
        assert quote.text in report.text


@pytest.mark.parametrize("truth", TRUTHS, ids=name)
def test_changed_values_stand_in_their_sentences_and_differ(truth: Truth) -> None:
    for changed in truth.changed:
        assert changed.kind in KINDS
        for now in changed.now:
            assert changed.old.value
            assert now.value
            assert changed.old.value in changed.old.text
            assert now.value in now.text
            assert now.value != changed.old.value


@pytest.mark.parametrize("truth", TRUTHS, ids=name)
def test_every_sentence_of_a_follow_up_is_classed_once(truth: Truth) -> None:
    """What is left of a report without its classed sentences is blank; a copy is classed by what it copies."""
    for report in told(truth):
        quotes = [] if report.copy_of else [q.text for q in of_the_day(truth) if q.report == report.id]
        starts = sorted((report.text.index(text), len(text)) for text in quotes)
        assert len(set(quotes)) == len(quotes)
        assert all(start + length < after for (start, length), (after, _) in pairwise(starts))
        assert report.copy_of or without(report.text, starts) == ""


def without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, length in reversed(spans):
        text = text[:start] + text[start + length :]
    return text.strip()


def test_copies_differ_from_what_they_copy_in_outlet_and_headline_alone() -> None:
    copies = [report for report in REPORTS.values() if report.copy_of]
    assert len(copies) >= 10
    for copy in copies:
        source = REPORTS[copy.copy_of or ""]
        assert (copy.text, copy.story) == (source.text, source.story)
        assert copy.day > source.day
        assert copy.outlet != source.outlet
        assert copy.title != source.title


def test_no_sentence_is_called_new_that_an_earlier_day_printed_letter_by_letter() -> None:
    for truth in TRUTHS:
        before = [r.text for r in REPORTS.values() if r.story == truth.story and r.day < truth.day]
        for new in truth.new:
            assert not any(quote.text in text for quote in new.wordings for text in before)


def test_what_is_gone_stands_in_no_report_of_the_day() -> None:
    for truth in TRUTHS:
        assert not any(quote.text in report.text for quote in truth.gone for report in told(truth))


def test_the_week_is_as_large_and_as_mixed_as_it_is_meant_to_be() -> None:
    running = {truth.story for truth in TRUTHS}
    alone = {report.story for report in REPORTS.values()} - running
    assert len(DAYS) == 7
    assert len(running) >= 14
    assert len(alone) >= 20
    assert len(REPORTS) >= 150
    assert {changed.kind for truth in TRUTHS for changed in truth.changed} == KINDS


def test_days_hold_their_own_reports_and_truths() -> None:
    for day in DAYS:
        assert {report.day for report in day.reports} == {day.number}
        assert {truth.day for truth in day.truths} <= {day.number}
