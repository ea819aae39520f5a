"""An edition's words, shared among its stories: order, length, form; nothing is left out without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import briefgen
from briefgen.compose import Frame, compose
from briefgen.config import Layout, Settings, Topic
from briefgen.frontpage import make_edition
from briefgen.model import (
    Briefing,
    Changed,
    Form,
    Kind,
    Masthead,
    News,
    Passage,
    Past,
    Place,
    Reason,
    Report,
    Span,
    Story,
    Summary,
)
from briefgen.order import varied
from briefgen.origins import story_of
from briefgen.renderers import news
from briefgen.selection import METHODS
from briefgen.text.words import count

AS_OF = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
FEW = settings(max_examples=25)
# No line that could be printed is longer (pipeline._LONGEST).
LONGEST = 80

PLACES = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Pine", "Rowan")
WHO = ("firefighters", "councillors", "surgeons", "bakers", "farmers", "teachers", "divers", "prosecutors", "sailors",
       "brewers", "pupils", "jewellers", "beekeepers", "gardeners", "nurses", "drivers", "painters", "bankers",
       "miners", "tailors", "foresters", "printers", "singers")  # fmt: skip
DID = ("rescued", "counted", "sold", "buried", "lost", "found", "repaired", "banned", "planted", "painted", "stole",
       "inspected", "burned", "inherited", "weighed", "auctioned", "blessed", "smuggled", "measured")  # fmt: skip
WHAT = ("cattle", "lorries", "violins", "bridges", "tickets", "oaks", "boats", "kettles", "lanterns", "carpets",
        "medals", "barrels", "paintings", "tractors", "windows", "statues", "maps", "engines", "chairs", "anvils",
        "ladders", "clocks", "cannons", "bells", "wagons", "mirrors", "saddles", "ovens", "pianos")  # fmt: skip
MORE = (
    "",
    " before the market opened",
    " although the governor of the whole province had asked for patience until May",
)


def a_line_of(place: str, number: int) -> str:
    """A sentence of its own for each place and number: no two have more than one word and the place in common."""
    who, did = WHO[number % len(WHO)], DID[number * 7 % len(DID)]
    what, more = WHAT[number * 5 % len(WHAT)], MORE[number % len(MORE)]
    return f"In {place} {who} {did} {number + 11} {what}{more}."


def a_report(place: str, lines: Sequence[int], hour: int) -> Report:
    """A report of so many sentences of its own on what happened in a place."""
    told = [a_line_of(place, number) for number in lines]
    return briefgen.report(
        "\n\n".join((f"News of {place}", *told)),
        title=f"News of {place}",
        outlet=f"Outlet {hour % 3}",
        published=AS_OF - timedelta(hours=hour),
        language="en",
    )


def an_edition(stories: Sequence[Story], words: int, each: int, also: int, topics: tuple[Topic, ...] = ()) -> Briefing:
    layout = Layout(words, also, topics)
    return make_edition(stories, Settings(words=each, facts=()), layout, METHODS["coverage"], Frame(AS_OF, {}))


def used(*summaries: Summary) -> int:
    return sum(count(claim.text) for summary in summaries for claim in summary.claims)


a_line = st.integers(0, 400)
a_story = st.lists(st.lists(a_line, min_size=1, max_size=9, unique=True), min_size=1, max_size=4)
days = st.lists(a_story, min_size=1, max_size=len(PLACES))


def stories_of(day: Sequence[Sequence[Sequence[int]]]) -> list[Story]:
    told = (
        [a_report(place, lines, hour) for hour, lines in enumerate(story)]
        for place, story in zip(PLACES, day, strict=False)
    )
    return [story_of(reports) for reports in told]


@FEW
@given(days, st.integers(1, 700), st.integers(20, 200), st.integers(0, 6))
def test_the_words_of_an_edition_are_kept_and_used(day: Any, words: int, each: int, also: int) -> None:
    """Never over; not under by more than a sentence, where one waits in a story that is not at twice its length."""
    stories = stories_of(day)
    briefing = an_edition(stories, words, each, also)
    left = words - used(*briefing.summaries)
    assert left >= 0
    for summary in briefing.summaries:
        place = summary.place
        assert place is not None
        assert used(summary) <= place.words
        if place.form is Form.FULL:
            room = min(left, 2 * each - used(summary))
            waiting = [count(one.claim.text) for one in summary.unprinted if one.reason is Reason.BUDGET]
            assert all(length > room for length in waiting)


@FEW
@given(days, st.integers(1, 700), st.integers(20, 200), st.integers(0, 6))
def test_no_report_and_no_story_is_dropped(day: Any, words: int, each: int, also: int) -> None:
    """Every report is a source, and every story is told in full, in a line or counted, in this order."""
    stories = stories_of(day)
    briefing = an_edition(stories, words, each, also)
    reports = {report.id for story in stories for report in story.reports}
    copies = {copy.report.id for story in stories for copy in story.copies}
    assert {row.report.id for row in briefing.sources} == reports | copies
    assert sorted(one.story.id for one in briefing.summaries) == sorted(story.id for story in stories)
    forms = [one.place.form for one in briefing.summaries if one.place]
    assert len(forms) == len(stories)
    assert forms == sorted(forms, key=[*Form].index)
    assert forms.count(Form.LINE) <= also
    assert all((form is Form.COUNTED) == (not one.claims) for form, one in zip(forms, briefing.summaries, strict=True))


def test_on_a_quiet_day_a_story_of_one_report_is_told_as_far_as_it_goes() -> None:
    (only,) = an_edition(stories_of([[range(8)]]), 1200, 150, 12).summaries
    assert only.place is not None
    assert (only.place.form, len(only.claims)) == (Form.FULL, 7)
    assert {one.reason for one in only.unprinted} == {Reason.REDUNDANT}


def test_a_lead_story_gets_more_than_a_small_one() -> None:
    """Both have more to tell than there is room for."""
    big = [[*range(start, start + 40)] for start in (0, 40, 80, 120)]
    small = [[*range(200, 240)]]
    lead, other = an_edition(stories_of([small, big]), 300, 150, 0).summaries
    assert len(lead.story.reports) == 4
    assert used(lead) > used(other) >= 50


def test_what_short_stories_leave_goes_to_more_of_them() -> None:
    """Twelve stories of two lines: with their shares alone 4 of them would be told in full, and half the words used."""
    briefing = an_edition(stories_of([[[number, number + 1]] for number in range(0, 24, 2)]), 600, 150, 0)
    assert [one.place.form for one in briefing.summaries if one.place] == [Form.FULL] * 12


def test_what_is_left_over_goes_to_the_first_again() -> None:
    """The second story needs little of its share; the first has lines that wait."""
    first, second = an_edition(stories_of([[[*range(30)], [*range(40, 60)]], [[5]]]), 300, 200, 0).summaries
    assert used(second) < 30
    assert used(first) > 300 - 30 - LONGEST


def test_topics_take_turns_among_thousands_of_stories() -> None:
    """One topic that all the rest have is gone through once, not once a story."""
    many = [f"a{number}" for number in range(30_000)]
    mixed = varied([*many, "b1"], lambda one: one[0])
    assert mixed[:5] == ["a0", "a1", "a2", "b1", "a3"]
    assert mixed[5:] == many[4:]


# --- what is told of stories that earlier editions told

YESTERDAY = (AS_OF - timedelta(days=1)).date()


def followed(place: str, before: str, now: str, *more: str) -> Summary:
    """A followed story of which no line can be printed, in which a value changed as often as there are words now."""
    earlier, fresh = a_report(place, [1], 30), a_report(place, [2, 3, 4], 1)
    past = Past(f"s-{place}", YESTERDAY, YESTERDAY, (earlier,))
    changed = tuple(
        Changed(Kind.NUMBER, "c1", passage(earlier, before), passage(fresh, one), "a rule") for one in (now, *more)
    )
    place_of = Place(Form.COUNTED, 0, 1.0, (("reports", 1.0),))
    story = replace(story_of([fresh]), past=past)
    return Summary(story, (), headline=fresh.headline, news=News(frozenset(), changed), place=place_of)


def passage(report: Report, words: str) -> Passage:
    start = report.text.index(words)
    return Passage(Span(report.id, start, start + len(words)), words)


def with_news(*summaries: Summary) -> Briefing:
    masthead = Masthead("daily", 2, AS_OF.date(), "daily/1", AS_OF - timedelta(days=1))
    return compose(summaries, Frame(AS_OF, {}, masthead=masthead))


def test_a_story_in_which_only_a_value_changed_is_not_told_to_have_nothing_new() -> None:
    one = followed("Alder", "12", "13")
    briefing = with_news(one, replace(followed("Birch", "12", "13"), news=News(frozenset(), unchanged=2)))
    assert [row.cells[0].text for row in news.unmoved(briefing)] == ["News of Birch"]
    assert news.untold(briefing) == "1 more story of 1 report"
    (table,) = news.changes(briefing)
    assert [row.head for row in table.rows] == ["a number (News of Alder)"]
    cited = {key for row in table.rows for cell in row.cells for key in cell.keys}
    assert cited <= {row.key for row in news.listed(briefing)}


def test_one_story_with_many_changes_leaves_room_for_the_others() -> None:
    many = followed("Alder", "12", *(["13", "14", "15"] * 4))
    briefing = with_news(many, followed("Birch", "12", "13"), followed("Cedar", "12", "14"))
    (table,) = news.changes(briefing)
    heads = [row.head for row in table.rows]
    assert heads == ["a number (News of Alder)"] * 6 + ["a number (News of Birch)", "a number (News of Cedar)"]
    assert table.more == 6
