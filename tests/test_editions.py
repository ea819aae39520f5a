"""What is new since the last edition: sentences beside earlier reports, lines that are gone, and what always holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
import news
from briefgen.config import Settings
from briefgen.editions import Since, since
from briefgen.editions.earlier import earlier
from briefgen.editions.evidence import WEIGHTS, evidence
from briefgen.editions.matter import Matter, State
from briefgen.model import Issued, Past, Reason, Report, Span
from briefgen.origins import story_of
from briefgen.pipeline import Told, claims_of, summarise, tell
from briefgen.selection import METHODS
from briefgen.text.sentences import sentences_of
from briefgen.text.words import stemmed
from planted import planted_week
from support import HERE, cases

Case = dict[str, Any]

BEFORE: dict[str, list[str]] = json.loads((HERE / "cases" / "editions_before.json").read_text(encoding="utf-8"))
FIRST, SECOND = date(2026, 11, 16), date(2026, 11, 18)

# What the made-up week reaches; asked of weights that were fitted to its other half it was .940, .912 and .079.
FOUND_NEW, FOUND_CHANGED, TOLD_BEFORE = 0.94, 0.94, 0.09


def a_report(text: str, day: date) -> Report:
    return briefgen.report(text, published=day, language="en")


def a_past(name: str, issued: Sequence[Issued] = ()) -> Past:
    reports = tuple(a_report(text, FIRST) for text in BEFORE[name])
    return Past(name, FIRST, FIRST, reports, tuple(issued))


def retold(name: str, *texts: str, day: date = SECOND, past: Past | None = None) -> tuple[Told, Since]:
    """A story of BEFORE, told again by these reports."""
    story = replace(story_of([a_report(text, day) for text in texts]), past=past or a_past(name))
    told = tell(story)
    found = since(story, told.sentences, told.members, [claim.id for claim in claims_of(told)])
    assert found is not None
    return told, found


def sort_of(told: Told, found: Since, place: int) -> str:
    """What the claims of a sentence are."""
    claims = [claim for claim, places in enumerate(told.members) if place in places]
    names = {claims_of(told)[claim].id for claim in claims}
    if names & {row.claim for row in found.news.changed}:
        return "changed"
    return "new" if names & found.news.fresh else "known"


@pytest.mark.parametrize("case", cases("editions"))
def test_a_sentence_is_what_a_reader_of_the_first_edition_finds_in_it(case: Case) -> None:
    """A report begins with what was told; the sentences behind it are judged."""
    opening = BEFORE[case["before"]][0].split("\n")[0]
    told, found = retold(case["before"], f"{opening}\n{case['fresh']}")
    sorts = [sort_of(told, found, place) for place in range(1, len(told.sentences))]
    assert len(sorts) == len(case["told"])
    assert all(sort in right.split("|") for sort, right in zip(sorts, case["told"], strict=True)), sorts
    rows = [[row.before.text, row.now.text] for row in found.news.changed]
    wanted = case.get("changed", rows)
    assert [now for _, now in rows] == [now for _, now in wanted]
    # Two reports may have told the old value.
    assert all(before in right.split("|") for (before, _), (right, _) in zip(rows, wanted, strict=True)), rows


def test_of_the_planted_week_most_news_is_found_and_little_of_it_was_told() -> None:
    """What is called new or changed, over all days of all stories."""
    counts = news.counted(list(news.judged(planted_week(news.WEEK))))
    assert counts["new right"] / counts["new"] >= FOUND_NEW
    assert counts["changed right"] / counts["changed"] >= FOUND_CHANGED
    assert counts["told before"] / counts["called new"] <= TOLD_BEFORE


def test_a_story_that_was_never_told_has_no_news() -> None:
    story = story_of([a_report("A bridge fell into the river near Tolle on Monday.", FIRST)])
    assert since(story, (), (), ()) is None


# --- lines that are gone


def issued(name: str, *lines: tuple[int, str]) -> Issued:
    """A line of an earlier edition: its sentence, and others that bear it out, each by report and words."""
    spans = tuple(a_span(name, *line) for line in lines)
    return Issued("daily/1", "c1", lines[0][1], spans[0], spans)


def a_span(name: str, place: int, words: str) -> Span:
    report = a_report(BEFORE[name][place], FIRST)
    start = report.text.index(words)
    return Span(report.id, start, start + len(words))


TOLL = (
    (0, "A passenger ferry capsized off the port of Tolle on Monday morning, killing at least 12 people."),
    (1, "At least twelve people died when the ferry Marigold capsized near Tolle on Monday."),
)
SAILED = (
    (0, "The Marigold was carrying about 140 passengers and 9 crew from the island of Sorn"),
    (1, "The ship had left Sorn at dawn with roughly 140 people on board."),
)
UTTERED = (
    (0, '"We heard a loud bang and then the deck was gone under our feet," said Nils Aker, a passenger.'),
    (1, "Adair told parliament that the cause was not known."),
)
FLAGS = ((1, "Flags will fly at half mast across the country until Friday."),)


@pytest.mark.parametrize(
    ("line", "fresh", "gone"),
    [
        (SAILED, "Divers found four bodies in the wreck on Tuesday.", True),
        (SAILED, "About 140 passengers were on board the Marigold.", False),
        (TOLL, "The captain of the ferry was questioned by police on Tuesday.", True),
        (TOLL, "At least 12 people died near Tolle on Monday.", False),
        (TOLL, "The death toll in the ferry disaster off Tolle rose to 15 from 12 on Tuesday.", False),
        # What somebody said stays said.
        (UTTERED, "Divers found four bodies in the wreck on Tuesday.", False),
        # What one report said need not be said again.
        (FLAGS, "The captain of the ferry was questioned by police on Tuesday.", False),
    ],
)
def test_a_printed_line_is_gone_where_no_fresh_sentence_says_it(line: Any, fresh: str, gone: bool) -> None:
    printed = issued("ferry", *line)
    _, found = retold("ferry", fresh, past=a_past("ferry", [printed]))
    assert found.news.gone == ((printed,) if gone else ())


def test_a_line_is_gone_once_since_the_edition_that_printed_it_last() -> None:
    first = issued("ferry", *TOLL)
    second, third = replace(first, edition="daily/9"), replace(first, edition="daily/10")
    _, found = retold("ferry", "The captain was questioned by police.", past=a_past("ferry", [first, second, third]))
    assert found.news.gone == (third,)


# --- the summary of a story that was told before

NEXT_DAY = (
    TOLL[0][1],
    "The Marigold was built in 1987 and passed its last inspection in March.",
    "Police arrested the captain of the Marigold on Tuesday on suspicion of negligence.",
    "Sorn Lines, the ferry company, promised to pay for the funerals of the victims.",
    "Almost 100 survivors were pulled from the water by coastguard boats.",
)


def test_a_summary_prints_only_what_is_new() -> None:
    """What was told is left out with its reason, whether in the same words or in others."""
    past = a_past("ferry", [issued("ferry", *TOLL)])
    story = replace(story_of([a_report("\n".join(NEXT_DAY), SECOND)]), past=past)
    summary = summarise(story, Settings(), METHODS["coverage"])
    assert set(summary.sentences) == {NEXT_DAY[2], NEXT_DAY[3]}
    known = {one.claim.text for one in summary.unprinted if one.reason is Reason.KNOWN}
    assert known == {NEXT_DAY[0], NEXT_DAY[1], NEXT_DAY[4]}
    assert summary.news is not None
    assert summary.news.unchanged == len(known)
    assert {claim.id for claim in summary.claims} == summary.news.fresh


# --- what always holds

SENTENCES = sorted({line for texts in BEFORE.values() for text in texts for line in text.split("\n")})
FRESH = sorted({line for case in cases("editions") for line in case.values[0]["fresh"].split("\n")})
some = st.lists(st.sampled_from(SENTENCES + FRESH), min_size=1, max_size=6, unique=True)
stories = st.sampled_from(sorted(BEFORE))


@given(name=stories, day=st.sampled_from((FIRST, SECOND)))
def test_what_was_told_brings_nothing(name: str, day: date) -> None:
    """Copies of the earlier reports, whatever their day."""
    told, found = retold(name, *BEFORE[name], day=day)
    assert (found.news.fresh, found.news.changed) == (frozenset(), ())
    assert found.known == frozenset(range(len(told.members)))
    assert found.news.unchanged == len(told.members)


@given(name=stories, one=some, other=some)
def test_the_order_of_the_reports_is_irrelevant(name: str, one: list[str], other: list[str]) -> None:
    texts = ("\n".join(one), "\n".join(other))
    past = a_past(name)
    turned = replace(past, reports=past.reports[::-1])
    assert retold(name, *texts, past=past)[1] == retold(name, *texts[::-1], past=turned)[1]


@given(name=stories, lines=some)
def test_every_passage_is_cut_from_its_report(name: str, lines: list[str]) -> None:
    """The earlier one from a report of the past, the fresh one from a fresh report."""
    told, found = retold(name, "\n".join(lines))
    past = {report.id: report for report in a_past(name).reports}
    for row in found.news.changed:
        for passage, reports in ((row.before, past), (row.now, told.story.report)):
            assert reports[passage.span.report].text[passage.span.start : passage.span.end] == passage.text


@given(name=stories, lines=some)
def test_each_claim_is_known_new_or_changed_and_nothing_else(name: str, lines: list[str]) -> None:
    told, found = retold(name, "\n".join(lines))
    names = [claim.id for claim in claims_of(told)]
    known = {names[claim] for claim in found.known}
    changed = {row.claim for row in found.news.changed}
    assert not known & (changed | found.news.fresh)
    assert not changed & found.news.fresh
    assert len(found.known) == found.news.unchanged


@given(name=stories, lines=some)
def test_every_sign_has_a_weight(name: str, lines: list[str]) -> None:
    """And none is left over: a weight without a sign would do nothing unseen."""
    fresh = matters("\n".join(lines), SECOND)
    past = earlier(fresh, matters("\n".join(BEFORE[name]), FIRST))
    for one in fresh:
        assert {*evidence(one, past.near(one), past), "changes"} == WEIGHTS.keys()


def matters(text: str, day: date) -> list[Matter]:
    report = a_report(text, day)
    return [Matter(stemmed(one, "en"), day) for one in sentences_of(report)]


# --- how acts are told


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The minister resigned.", State.DONE),
        ("The minister will soon resign.", State.PLANNED),
        ("The minister may have resigned.", State.OPEN),
        ("The minister did not resign.", State.DENIED),
        ("The minister refused to resign.", State.DENIED),
        ("Nobody said whether the minister will resign.", State.OPEN),
        ("The minister managed to resign.", State.DONE),
        ("The minister stepped down.", State.DONE),
    ],
)
def test_an_act_is_done_planned_open_or_denied(text: str, state: State) -> None:
    (one,) = (act for act in matters(text, FIRST)[0].verbs if act.concept == "=resign")
    assert one.state is state


def test_words_of_an_act_stand_where_they_are_told() -> None:
    """Offsets of acts grow, and each stands inside its sentence."""
    one = matters("Police released the man and will charge his brother, who has not confessed.", FIRST)[0]
    places = [act.at for act in one.verbs]
    assert all(0 <= start < end <= len(one.text) for start, end in places)
    assert all(left[1] <= right[1] for left, right in pairwise(places))
