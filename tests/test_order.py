"""What stands first: stories, a story's lead, what a reader's focus is about, and whose release a report is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import briefgen
from briefgen.model import Report, Section, Source, Summary
from briefgen.order import is_focused, plain, tie
from briefgen.origins import story_of
from briefgen.releases import editors, is_release
from support import cases

MARATHON = "Joana Petri has won the half marathon of Tolle for the second time. " + (
    "She ran the last kilometres along the river alone and waved to the crowd on both sides. " * 5
)
LATE = MARATHON + "Forty foresters had cleared the course of trees that the storm had felled."
EARLY = "A day after the storm Joana Petri has won the half marathon of Tolle. " + MARATHON
RUN = "Ten thousand people stood along the river when the runners of the half marathon came in."

RELEASE = (
    "The City of Tolle stands by its calculation for the new tram line to the hospital.\n"
    "The tram line to the hospital will cost 148 million euros, the city said."
)
PAPER = (
    "The auditors put the cost of the new tram line to the hospital at 171 million euros on Tuesday.\n"
    "The City of Tolle stands by its calculation for the new tram line to the hospital."
)


def a_report(text: str, title: str, outlet: str, kind: str = "text") -> Report:
    return replace(briefgen.report(text, title=title, outlet=outlet), source=Source(kind, kind))


@pytest.mark.parametrize(
    ("reports", "focused"),
    [
        ([(LATE, "Petri wins again")], False),
        ([(EARLY, "Petri wins again")], True),
        ([(LATE, "Petri wins after the storm")], True),
        ([(EARLY, "Petri wins again"), (RUN, "Runners cheered")], True),
        ([(EARLY, "Petri wins again"), (RUN, "Runners cheered"), ("Nobody ran.", "A quiet day")], False),
    ],
    ids=["its last sentence", "its first sentence", "its title", "half of its reports", "one of three"],
)
def test_a_story_is_about_what_its_titles_or_first_paragraphs_tell(
    reports: list[tuple[str, str]], focused: bool
) -> None:
    story = story_of(a_report(text, title, title) for text, title in reports)
    assert is_focused(story, ["storm"]) is focused


@pytest.mark.parametrize("case", cases("releases"))
def test_who_speaks_in_a_release_is_who_sends_it(case: dict[str, Any]) -> None:
    report = replace(
        briefgen.report(case["text"], title=case["title"], outlet=case["outlet"]), source=Source("a", case["kind"])
    )
    assert is_release(report) is case["release"]


@pytest.fixture
def tram() -> Summary:
    release = a_report(RELEASE, "The figures stand", "City of Tolle Press Office", "mail")
    return briefgen.summarise([release, a_report(PAPER, "Auditors: tram line costs more", "Tolle Mirror")], words=120)


def test_a_release_does_not_lead_where_others_report(tram: Summary) -> None:
    lead = next(iter(tram.of_section(Section.LEAD)))
    assert not is_release(tram.story.report[lead.wording.report])


def test_a_release_alone_leads_its_story() -> None:
    release = a_report(RELEASE, "The figures stand", "City of Tolle Press Office", "mail")
    assert list(briefgen.summarise([release], words=60).of_section(Section.LEAD))


def test_a_release_is_no_judgement_of_an_editor(tram: Summary) -> None:
    others = story_of([a_report(LATE, "Petri wins", "Tolle Mirror"), a_report(RUN, "Runners cheered", "Sound Post")])
    assert (editors(tram.story), editors(others)) == (1, 2)
    assert plain(tram.story) < plain(others)


def test_of_two_stories_of_one_weight_that_with_more_space_comes_first(tram: Summary) -> None:
    short = story_of([a_report(RUN, "Runners cheered", "Sound Post"), a_report("Nobody fell.", "No falls", "Mirror")])
    assert tie(tram.story) < tie(short)
