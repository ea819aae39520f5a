"""Quantities and times, where two sentences differ in them, and what only one report has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.differences import between
from briefgen.differences.dates import dates
from briefgen.differences.numbers import numbers
from briefgen.differences.scope import scope
from briefgen.differences.sides import Found, Rule, Side
from briefgen.facts.figures import figures
from briefgen.facts.timeline import timeline
from briefgen.model import Past, Report, Sentence, Span
from briefgen.origins import first_published, story_of
from briefgen.parsing.dates import resolved, times
from briefgen.parsing.quantities import quantities, values
from briefgen.pipeline import tell
from briefgen.readers import Reports
from briefgen.text.measures import LANGUAGES, measures
from briefgen.text.sentences import sentences_of
from briefgen.text.words import Stemmed, stemmed
from support import cases

RULES: tuple[Rule, ...] = (numbers, dates, scope)


def side(text: str, published: date | None = None, language: str = "en") -> Side:
    return Side(stemmed(Sentence(Span("r", 0, len(text)), text, 0, 0), language), published)


def found_between(left: Side, right: Side) -> list[Found]:
    return [one for rule in RULES for one in rule(left, right)]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", cases("quantities"))
def test_quantities(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [
            text[one.start : one.end],
            "-".join(f"{value.normalize():f}" for value in dict.fromkeys((one.low, one.high))),
            one.key,
            one.bound and one.bound.value,
        ]
        for one in quantities(text, case["language"])
    ]
    assert found == case["quantities"]


@pytest.mark.parametrize("case", cases("dates"))
def test_times(case: dict[str, Any]) -> None:
    text, published = case["text"], day(case["published"])
    found = [
        [text[one.start : one.end], resolved(one, published), one.saying, one.future]
        for one in times(text, case["language"])
    ]
    assert found == case["times"]


@pytest.mark.parametrize("case", cases("values"))
def test_differences_in_value(case: dict[str, Any]) -> None:
    first, second = case["days"] or (None, None)
    found = found_between(side(case["left"], day(first)), side(case["right"], day(second)))
    shown = [[one.kind.value, case["left"][slice(*one.left)], case["right"][slice(*one.right)]] for one in found]
    assert shown == case["differences"]


@pytest.mark.parametrize("case", cases("values"))
def test_a_differing_pair_swapped_gives_the_same_swapped(case: dict[str, Any]) -> None:
    first, second = case["days"] or (None, None)
    left, right = side(case["left"], day(first)), side(case["right"], day(second))
    assert as_it_is(found_between(left, right)) == swapped(found_between(right, left))


def swapped(found: list[Found]) -> set[tuple[str, tuple[int, int], tuple[int, int]]]:
    return {(one.kind.value, one.right, one.left) for one in found}


def as_it_is(found: list[Found]) -> set[tuple[str, tuple[int, int], tuple[int, int]]]:
    return {(one.kind.value, one.left, one.right) for one in found}


_BAG = """
    at least up to about 12 15 25 1,200 1,250 $5.2bn $5bn 30-day percent people countries nations killed injured Monday
    Tuesday May 5 2014 in on said will bridge Tolle fire ferry homes most some of the parts Kursk and , . ( ) Ann Leigh
    34 36 -year-old aged a third between to or more half million two hundred dozen
"""
WORDS = st.sampled_from(sorted(set(_BAG.split())))
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
DAYS = st.none() | st.dates()


@given(SENTENCES, SENTENCES, DAYS, DAYS)
def test_swapped_sides_give_the_swapped_differences(one: str, other: str, mine: date | None, its: date | None) -> None:
    left, right = side(one, mine), side(other, its)
    assert as_it_is(found_between(left, right)) == swapped(found_between(right, left))


@given(SENTENCES | st.text(), DAYS)
def test_a_sentence_differs_in_nothing_from_itself(text: str, published: date | None) -> None:
    assert found_between(side(text, published), side(text, published)) == []


@given(SENTENCES | st.text(), SENTENCES | st.text())
def test_fragments_stand_in_their_sentences(one: str, other: str) -> None:
    for found in found_between(side(one), side(other)):
        assert 0 <= found.left[0] < found.left[1] <= len(one)
        assert 0 <= found.right[0] < found.right[1] <= len(other)


@given(SENTENCES | st.text(), st.sampled_from([*sorted(LANGUAGES), "it", "und"]), DAYS)
def test_whatever_the_text_offsets_are_its_own(text: str, language: str, published: date | None) -> None:
    for one in quantities(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low <= one.high
        assert {one.low, one.high} <= values(text, language) or one.is_range or one.is_rough
    for time in times(text, language):
        assert 0 <= time.start < time.end <= len(text)
        assert resolved(time, published) is None or len(resolved(time, published) or "") >= 4


_TENSES = st.sampled_from(
    [
        "will",
        "was",
        "has",
        "is",
        "to",
        "agreed",
        "met",
        "since",
        "until",
        "for",
        "next",
        "last",
        "Monday",
        "Friday",
        ",",
    ]
)


@given(st.lists(_TENSES, max_size=12).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_that_weekday_on_its_side_of_the_publication_or_open(text: str, published: date) -> None:
    for one in times(text, "en"):
        found = resolved(one, published)
        same = published.weekday() == one.weekday
        assert (found is None) == (not (one.past or one.future or one.turn or same))
        if found:
            off = (date.fromisoformat(found) - published).days
            assert date.fromisoformat(found).weekday() == one.weekday
            assert abs(off) <= 7
            assert off == 0 or (off > 0) == one.future


@pytest.mark.parametrize("word", ["12 people ", "1,11", "between 1 and 2 ", "in May 5, ", "U.S. ", "two hundred and "])
def test_what_is_repeated_without_end_is_read_in_a_moment(word: str) -> None:
    """A row of "1,11" took the square of its length: 85 s for 180 kB."""
    text = word * (40_000 // len(word))
    began = process_time()
    quantities(text, "en")
    times(text, "en")
    assert process_time() - began < 3


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_words_of_number_and_time_are_lower_case(language: str) -> None:
    known = measures(language)
    assert all(word == word.lower() for word in (*known.numbers, *known.units, *known.bounds, *known.roles))
    assert sorted(set(known.weekdays.values())) == list(range(7))
    assert sorted(set(known.months.values())) == list(range(1, 13))


# --- what only one report has, and the facts


def test_the_seeds_differ_in_a_bound(seeds: Reports) -> None:
    told = tell(story_of(list(seeds)))
    pairs = [pair for members in told.members for pair in combinations(members, 2)]
    found = [one for a, b in pairs for one in between(Side(told.sentences[a]), Side(told.sentences[b]))]
    rules = [one.rule for one in found if one.kind.value in {"number", "bound", "date", "later", "scope"}]
    assert rules == ["25 countries beside 25 nations: same value, “up to” against “approximately”"]


def prepared(text: str, published: str | None = None) -> tuple[Report, list[Stemmed]]:
    report = briefgen.report(text, language="en", published=day(published))
    return report, [stemmed(one, "en") for one in sentences_of(report)]


def test_an_equal_value_anywhere_in_another_report_is_enough() -> None:
    mine = briefgen.report("The mayor of Tolle met 12 women, 13 boys and 14 girls on Monday.")
    other = briefgen.report("Twelve men came on Monday. The mayor left Tolle early.")
    found = briefgen.summarise([mine, other], facts=["only_in"]).only_in or ()
    assert [item.passage.text for item in found] == ["13 boys", "14 girls"]


def test_figures_are_distinct_and_can_be_cut_again() -> None:
    report, sentences = prepared(
        "Some 25 nations met for 30 days. About 25 countries paid $5.2bn, Ann Leigh, 34, said."
    )
    found = figures(sentences)
    assert [(one.passage.text, one.value, one.unit, one.bound) for one in found] == [
        ("Some 25 nations", "25", "nations", "about"),
        ("30 days", "30", "days", None),
        ("$5.2bn", "5200000000", "$", None),
    ]
    assert all(report.text[one.passage.span.start : one.passage.span.end] == one.passage.text for one in found)


def test_the_timeline_is_in_order_of_time_and_what_cannot_be_dated_comes_last() -> None:
    text = "They met on Friday. It rained over the weekend. He said on Monday it was over. The war began in 2014."
    report, sentences = prepared(text, "2026-11-20")
    assert [(one.said, one.date) for one in timeline(sentences, {report.id: report.published})] == [
        ("2014", "2014"),
        ("Friday", "2026-11-20"),
        ("over the weekend", None),
    ]


def test_without_a_publication_date_the_timeline_keeps_the_order_of_the_text() -> None:
    report, sentences = prepared("They met on Friday. They had met on Thursday evening.")
    assert [(one.said, one.date) for one in timeline(sentences, {report.id: report.published})] == [
        ("Friday", None),
        ("Thursday evening", None),
    ]


def test_a_text_printed_again_keeps_the_days_of_its_first_printing() -> None:
    """A "Friday" of a report of Friday is no other Friday in Saturday's reprint, whichever of the two is kept."""
    text = (
        "The railway was closed on Thursday after trees had fallen on the line, and 300 people were taken home by bus."
    )
    first = briefgen.report(text, published="2026-03-06")
    again = briefgen.report(f"Rail line shut\n\n{text}", published="2026-03-12")
    story = story_of([first, again])
    assert (len(story.reports), len(story.copies)) == (1, 1)
    assert first_published(story) == {story.reports[0].id: date(2026, 3, 6)}


def test_a_text_printed_again_keeps_the_days_that_an_earlier_edition_read() -> None:
    text = (
        "The railway was closed on Thursday after trees had fallen on the line, and 300 people were taken home by bus."
    )
    first = briefgen.report(text, published="2026-03-06")
    again = briefgen.report(f"Rail line shut\n\n{text}", published="2026-03-12")
    past = Past("s1", date(2026, 3, 6), date(2026, 3, 6), (first,))
    assert first_published(replace(story_of([again]), past=past)) == {again.id: date(2026, 3, 6)}


def test_a_report_of_its_own_keeps_its_own_date_and_one_without_any_has_none() -> None:
    dated = briefgen.report("The bridge was closed on Friday.", published="2026-03-06")
    undated = briefgen.report("Forty foresters cleared the course in the hills.")
    assert first_published(story_of([dated, undated])) == {dated.id: date(2026, 3, 6), undated.id: None}
