"""Which reports tell one story: cases, what holds for any reports, and real sets where they are there."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefgen
from briefgen.grouping import compare
from briefgen.linkage import average_linkage
from briefgen.model import Report, Story
from briefgen.text import nearest
from briefgen.text.vectors import counts, weigh
from briefgen.verify import verify
from support import AS_OF, Ran, cases

FEW = settings(max_examples=20)


def texts_of(stories: Sequence[Story]) -> set[frozenset[str]]:
    """The texts of each story, its copies too."""
    return {frozenset(report.text for report in all_of(story)) for story in stories}


def all_of(story: Story) -> list[Report]:
    return [*story.reports, *(copy.report for copy in story.copies)]


@pytest.mark.parametrize("case", cases("groups"))
def test_reports_on_one_event_are_one_story(case: dict[str, Any]) -> None:
    languages = case.get("languages", ["en"])
    stories = [
        [briefgen.report(text, language=languages[place % len(languages)]) for text in story]
        for place, story in enumerate(case["stories"])
    ]
    assert texts_of(briefgen.group(chain.from_iterable(stories))) == {
        frozenset(report.text for report in story) for story in stories
    }


def test_the_seeds_are_one_story(seeds: Sequence[Report]) -> None:
    assert [len(story.reports) for story in briefgen.group(seeds)] == [2]


def test_no_report_is_no_story() -> None:
    assert briefgen.group([]) == ()


def test_a_headline_alone_is_a_story_of_its_own() -> None:
    reports = [briefgen.report("", title="Bridge at Tolle closed after barge strikes pier")]
    assert [len(story.reports) for story in briefgen.group(reports)] == [1]


def test_a_copy_goes_with_its_original() -> None:
    text = " ".join(f"On day {day} the crew of the barge repaired part {day * 7} of the pier." for day in range(9))
    story = one_story([briefgen.report(text), briefgen.report(text + " Reporting by our own staff.")])
    assert (len(story.reports), len(story.copies)) == (1, 1)


def one_story(reports: Sequence[Report]) -> Story:
    (story,) = briefgen.group(reports)
    return story


def test_a_report_too_short_to_tell_its_language_goes_with_the_usual_one() -> None:
    short = briefgen.report("Tolle bridge: barge, pier, Lena Ost.")
    long = briefgen.report(
        "A barge struck a pier of the bridge at Tolle on Monday and the lane was closed, said Lena Ost of the harbour."
    )
    assert (short.language, len(one_story([short, long]).reports)) == ("und", 2)


# --- what holds for any reports

PEOPLE = ("Ana Bree", "Tomas Vell", "Lena Ost", "Piet Dahl", "Ruth Amsel")
PLACES = ("Tolle", "Norden", "Holm", "Krog", "Lind")
DEEDS = (
    "closed the bridge",
    "raised the barge",
    "opened a clinic",
    "rejected the budget",
    "won the cup",
    "sued the ferry",
)
lines = st.builds("{} of {} {} on day {}.".format, *map(st.sampled_from, (PEOPLE, PLACES, DEEDS)), st.integers(1, 9))
piles = st.lists(
    st.lists(lines, min_size=1, max_size=6).map(lambda told: briefgen.report(" ".join(told), language="en")),
    min_size=1,
    max_size=12,
)


@given(pile=piles, chance=st.randoms(use_true_random=False))
@FEW
def test_the_order_of_the_reports_changes_nothing(pile: list[Report], chance: Any) -> None:
    shuffled = list(pile)
    chance.shuffle(shuffled)
    assert briefgen.group(shuffled) == briefgen.group(pile)


@given(pile=piles)
@FEW
def test_each_report_is_in_one_story(pile: list[Report]) -> None:
    grouped = Counter(report.id for story in briefgen.group(pile) for report in all_of(story))
    assert grouped == Counter(report.id for report in pile)


@given(pile=piles, place=st.integers(0, 11))
@FEW
def test_a_copy_changes_nothing(pile: list[Report], place: int) -> None:
    copied = [*pile, pile[place % len(pile)]]
    assert [story.reports for story in briefgen.group(copied)] == [story.reports for story in briefgen.group(pile)]


# --- the parts


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ({}, [[0], [1], [2], [3]]),
        ({(0, 1): 5.0, (2, 3): 4.0}, [[0, 1], [2, 3]]),
        ({(0, 1): 5.0, (1, 2): 5.9}, [[0], [1, 2], [3]]),
        ({(0, 1): 5.0, (1, 2): 4.0, (0, 2): 2.0}, [[0, 1, 2], [3]]),
        ({(0, 1): 2.9}, [[0], [1], [2], [3]]),
        ({(0, 1): 6.0, (1, 2): 5.0, (1, 3): 5.0, (2, 3): 5.5}, [[0], [1, 2, 3]]),
        ({(0, 1): 7.5, (1, 2): 5.0, (1, 3): 5.0, (2, 3): 5.5}, [[0, 1], [2, 3]]),
    ],
    ids=["none", "two pairs", "a chain is no group", "the mean decides", "below", "two links tell more", "than one"],
)
def test_groups_merge_while_their_mean_reaches_the_threshold(
    pairs: dict[tuple[int, int], float], groups: list[list[int]]
) -> None:
    assert average_linkage(4, pairs, 3.0) == groups


def test_what_everybody_says_weighs_nothing() -> None:
    vectors = weigh([counts("", "the bridge of Tolle"), counts("", "the bread of Vell")], "en")
    assert vectors.cosine(0, 1) < 0.01


def test_of_a_word_later_places_count_less() -> None:
    late = counts("", "filler " * 200 + "bridge")
    assert late["bridge"] == pytest.approx(0.5)


def test_among_many_alike_two_must_be_more_alike() -> None:
    told = counts("", " ".join(f"word{number}" for number in range(60)))
    words = {str(place): told for place in range(60)}
    few = compare(dict(list(words.items())[:30]), "en")
    assert min(compare(words, "en").noise) > max(few.noise)


def scattered(count: int) -> list[dict[str, float]]:
    """Reports of words at random: some of them usual, some in a few reports."""
    chance = random.Random(count)
    return [
        {f"{chance.choice('abc')}{int(chance.expovariate(1 / 40))}": 3 * chance.random() for _ in range(30)}
        for _ in range(count)
    ]


def test_numpy_finds_what_plain_python_finds() -> None:
    vectors = weigh(scattered(90), "en")
    pairs = list(combinations(range(90), 2))
    plain = [vectors.cosine(*pair) for pair in pairs]
    assert nearest.cosines(vectors, np.array(pairs)) == pytest.approx(plain, abs=1e-9)
    pool = range(0, 90, 2)
    levels = [sorted(vectors.cosine(place, other) for other in pool if other != place)[-3] for place in range(90)]
    assert nearest.neighbour(vectors, 3, pool) == pytest.approx(levels, abs=1e-9)


def test_pairs_are_looked_for_among_those_that_share_rare_words() -> None:
    everywhere = {f"w{number}": 1.0 for number in range(5)}
    told = [everywhere | {f"rare{place // 2}": 1.0} for place in range(60)]
    pairs = nearest.candidates(weigh(told, "und"), visits=60, least=0.03, most=100)
    assert pairs.tolist() == [[place, place + 1] for place in range(0, 60, 2)]


def test_many_reports_without_a_word_are_stories_of_their_own() -> None:
    nothing: dict[str, dict[str, float]] = {str(place): {} for place in range(50)}
    assert len(compare(nothing, "en").stories()) == 50


@pytest.mark.parametrize("count", [30, 90])
def test_of_few_and_of_many_reports_each_comes_with_its_twin(count: int) -> None:
    told = [{f"{place // 2} {number}": 1.0 for number in range(50)} | {"usual": 1.0} for place in range(count)]
    compared = compare({str(place): words for place, words in enumerate(told)}, "und")
    assert compared.stories() == [[place, place + 1] for place in range(0, count, 2)]


# --- through the whole program


BARGE = (
    "A barge struck a pier of the bridge at Tolle on Monday, harbour master Lena Ost said. The lane is closed.",
    "The bridge at Tolle was closed on Monday after a barge struck a pier. Lena Ost spoke of 12 days.",
)
CUP = (
    "Striker Rolf Amsel scored twice as Holm United won the cup final on penalties. "
    "The coach praised 40,000 supporters."
)
BREAD = (
    "Bakers in Vell raised the price of rye bread by 9 percent after a poor harvest. The guild blamed the wet summer."
)


def a_day() -> list[Report]:
    dated = [(CUP, "2026-03-02"), (BARGE[0], "2026-03-01"), (BREAD, "2026-03-03"), (BARGE[1], "2026-03-01")]
    return [briefgen.report(text, published=day, language="en") for text, day in dated]


def test_stories_come_by_origins_then_the_newest() -> None:
    briefing = briefgen.brief(a_day(), as_of=AS_OF)
    firsts = [summary.story.reports[0].text.split()[0] for summary in briefing.summaries]
    assert (len(briefing.summaries[0].story.reports), firsts[1:]) == (2, ["Bakers", "Striker"])


def test_the_bottom_line_is_of_the_first_story_and_repeats_its_lead() -> None:
    briefing = briefgen.brief(a_day(), as_of=AS_OF)
    assert briefing.bottom_line == briefing.summaries[0].claims[0].id
    assert briefgen.render(briefing, "txt").decode().count(briefing.summaries[0].claims[0].text) == 2


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_each_story_has_its_heading(form: str) -> None:
    text = briefgen.render(briefgen.brief(a_day(), as_of=AS_OF), form).decode()
    assert ["Story 1" in text, "Story 3" in text, "3 stories" in text] == [True] * 3
    assert "one story" not in text


def test_a_page_with_several_stories_has_each_id_once() -> None:
    page = briefgen.render(briefgen.brief(a_day(), as_of=AS_OF), "html").decode()
    ids = Counter(piece.split('"')[0] for piece in page.split(' id="')[1:])
    assert [name for name, times in ids.items() if times > 1] == []


def test_a_brief_of_several_stories_is_proved_and_a_changed_order_is_not() -> None:
    briefing = briefgen.brief(a_day(), as_of=AS_OF)
    beside = {form: briefgen.render(briefing, form).decode() for form in ("md", "txt", "html")}
    made = json.loads(briefgen.render(briefing, "json"))
    assert verify(made, beside).failures == ()
    made["stories"].reverse()
    assert "stories: not in the order of their origins and reports" in verify(made, {}).failures


def test_only_a_summary_says_that_all_is_one_story() -> None:
    told = [
        briefgen.render(briefgen.brief(a_day(), as_of=AS_OF, one_story=one), "md").decode() for one in (True, False)
    ]
    assert ["All inputs are taken as one story" in text for text in told] == [True, False]


def test_inspect_tells_why_reports_are_one_story(run: Callable[..., Ran], tmp_path: Path) -> None:
    for name, text in (("one", BARGE[0]), ("two", BARGE[1]), ("cup", CUP)):
        (tmp_path / f"{name}.txt").write_text(text)
    told = run("inspect", tmp_path, "--stories")
    data = json.loads(run("inspect", tmp_path, "--stories", "-f", "json").out)
    (because,) = [link for story in data["stories"] for link in story["because"]]
    assert (told.code, sorted(Path(path).name for path in because["reports"])) == (0, ["one.txt", "two.txt"])
    assert because["score"] >= data["same_story_from"]
    assert "barge" in told.out


# --- real sets


def bcubed(stories: Sequence[Story], events: dict[str, str]) -> tuple[float, float]:
    """BCubed precision and recall (Bagga and Baldwin 1998)."""
    found = {report.id: place for place, story in enumerate(stories) for report in all_of(story)}
    group, event = Counter(found.values()), Counter(events[name] for name in found)
    both = Counter((found[name], events[name]) for name in found)
    precision = sum(count**2 / group[name] for (name, _), count in both.items())
    return precision / len(found), sum(count**2 / event[name] for (_, name), count in both.items()) / len(found)


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.data
@pytest.mark.parametrize(("name", "least"), [("ecbplus", 0.85), ("multinews_dev", 0.90)])
def test_real_events(data: Path, name: str, least: float) -> None:
    told = rows(data / "stories" / f"{name}.jsonl")
    reports = [briefgen.report(row["text"], title=row["title"], language=row["lang"]) for row in told]
    events = {report.id: row["cluster"] for report, row in zip(reports, told, strict=True)}
    precision, recall = bcubed(briefgen.group(reports), events)
    assert 2 * precision * recall / (precision + recall) >= least


@pytest.mark.data
def test_real_copies(data: Path) -> None:
    told = rows(data / "stories" / "feed_duplicates.jsonl")
    reports = [briefgen.report(row["text"], title=row["title"], language=row["lang"]) for row in told]
    events = {report.id: row["cluster"] for report, row in zip(reports, told, strict=True)}
    copies = [copy for story in briefgen.group(reports) for copy in story.copies]
    text = {report.id: row["text"] for report, row in zip(reports, told, strict=True)}
    wrong = [
        copy
        for copy in copies
        # The same text under two addresses is a copy, whatever its cluster is called.
        if events[copy.report.id] != events[copy.of] and text[copy.report.id] != text[copy.of]
    ]
    assert len(copies) > 100
    assert 100 * len(wrong) <= len(copies)
