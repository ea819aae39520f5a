"""What stands beside the claims: differences, one-sided items, facts, the audit annex; and two reports compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import briefgen
from briefgen.boilerplate import without_boilerplate
from briefgen.comparison import Comparison
from briefgen.config import SECTIONS
from briefgen.differences.doubtful import doubtful
from briefgen.differences.sides import Side
from briefgen.errors import UsageError
from briefgen.model import Briefing, Kind, Report, Role, Summary, Verdict
from briefgen.origins import distinct_origins, story_of
from briefgen.parsing.credits import credited
from briefgen.renderers.findings import tables
from briefgen.text.sentences import sentences_of
from briefgen.text.words import stemmed
from briefgen.verify import verify
from support import AS_OF, SEEDS, Ran, cases

Run = Callable[..., Ran]

FERRY_A = (
    "A ferry with 48 passengers ran aground off the island of Morra on Tuesday evening, the coast guard said.\n"
    "“Everybody is safe and warm tonight,” coast guard captain Ida Lund said.\n"
    "The ferry company plans to inspect the hull of the ship next week.\n"
    "Divers from the port of Selby found a long crack below the waterline of the ferry.\n"
)
FERRY_B = (
    "A ferry with 52 passengers ran aground off the island of Morra on Monday evening, officials said.\n"
    "Captain Ida Lund of the coast guard said that everybody was safe and warm.\n"
    "The ferry company would likely inspect the hull of the ship.\n"
    "The island's only hotel took in families with 14 children.\n"
)


@pytest.fixture(scope="module")
def ferry() -> tuple[Report, Report]:
    return briefgen.report(FERRY_A, outlet="Morra Post"), briefgen.report(FERRY_B, outlet="Selby News")


def everything(briefing: Briefing) -> str:
    return "\n".join(briefgen.render(briefing, form).decode() for form in ("md", "txt", "html"))


# --- the seeds


@pytest.fixture(scope="module")
def seeds_summary() -> Summary:
    return briefgen.summarise(briefgen.read([str(SEEDS)]), words=400, facts=SECTIONS)


def test_at_least_twelve_of_the_fifteen_claims_of_the_seeds_are_linked(seeds_summary: Summary) -> None:
    claims = [*seeds_summary.claims, *(one.claim for one in seeds_summary.unprinted)]
    firm = [claim for claim in claims if claim.reports == 2]
    weak = {frozenset({claim.witnesses[0].span, one.sentence.span}) for claim in claims for one in claim.perhaps}
    assert len(firm) >= 12
    assert len(firm) + len(weak) >= 14


# Judged by hand; the words that must stand on either side.
SEED_ROWS = {
    Kind.ATTRIBUTION: [("U.S.'s cautious optimism", "Kremlin")],
    Kind.BOUND: [("up to 25 countries", "approximately 25 nations")],
    Kind.SPECIFICITY: [("historical conflicts", "World War Two")],
    Kind.QUOTATION: [("horrible, bloody war", "very good chance"), ("potential massacre", "horrible massacre")],
    Kind.ACTOR: [("G7 nations", "G7 leaders")],
    Kind.CERTAINTY: [("is preparing to dismiss", "would likely dismiss")],
}
# The marks around "cautious optimism" differ too: true, and no row of that table.
ALSO_TRUE = {(Kind.QUOTATION, "cautious optimism")}


def test_the_seven_differences_of_the_seeds_are_shown_and_none_is_false(seeds_summary: Summary) -> None:
    found = [(one.kind, one.left.text, one.right.text) for one in seeds_summary.differences or ()]
    wanted = [(kind, *pair) for kind, pairs in SEED_ROWS.items() for pair in pairs]
    missed = [row for row in wanted if not any(_is_row(row, one) for one in found)]
    false = [one for one in found if not any(_is_row(row, one) for row in wanted) and (one[0], one[1]) not in ALSO_TRUE]
    assert missed == []
    assert false == []


def _is_row(wanted: tuple[Kind, str, str], found: tuple[Kind, str, str]) -> bool:
    return wanted[0] is found[0] and wanted[1] in found[1] and wanted[2] in found[2]


@pytest.mark.parametrize(
    "words", ["28 parts", "Thursday evening", "30-day", "prisoner exchanges", "coalition of the willing"]
)
def test_what_only_the_second_seed_has_is_listed(words: str, seeds_summary: Summary) -> None:
    assert any(words in one.passage.text for one in seeds_summary.only_in or ())


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "It will cost 148 million euros, according to the draft that the treasurer presented.",
            "The tram will cost 171 million euros, and not 148 million as the city has said.",
            [(Kind.NEGATION, "148", "not 148")],
        ),
        (
            "Storm Yrsa knocked out power to 21,000 households and hurt two people.",
            "At the peak of the storm 18,000 households were without power.",
            [(Kind.NUMBER, "21,000 households", "18,000 households")],
        ),
        (
            "The army said 97 rockets fired from the strip hit the south on Friday.",
            "Militants fired more than 300 rockets into the south, the army said.",
            [],
        ),
        (
            "“We have 148 reasons to stay,” the mayor of the harbour town said.",
            "The mayor of the harbour town said “148 reasons to leave this council”.",
            [],
        ),
    ],
    ids=["a figure denied", "two exact figures", "a bound", "quotations"],
)
def test_what_may_say_the_same_shows_only_what_shows_itself(
    one: str, other: str, found: list[tuple[Kind, str, str]]
) -> None:
    sides = [Side(stemmed(sentences_of(briefgen.report(text, language="en"))[0], "en"), None) for text in (one, other)]
    rows = [(row.kind, sides[0].text[slice(*row.left)], sides[1].text[slice(*row.right)]) for row in doubtful(*sides)]
    assert rows == found


def test_a_report_that_may_contradict_stands_beside_the_claim() -> None:
    """What is no second witness is named as one that differs, and is not counted."""
    city = (
        "The council votes on Thursday.\n"
        "It will cost 148 million euros, according to the draft that city treasurer Paul Wessing presented.\n"
    )
    audit = (
        "The planned tram line 4 will cost 171 million euros, and not 148 million as the city has said so far.\n"
        "The final report is expected in April.\n"
    )
    summary = briefgen.summarise([briefgen.report(text) for text in (city, audit)], facts=["differences"])
    rows = [(row.kind, {row.left.text, row.right.text}) for row in summary.differences or ()]
    assert (Kind.NEGATION, {"148", "not 148"}) in rows


# --- where they hold


def test_every_passage_stands_where_it_says(ferry: tuple[Report, Report]) -> None:
    summary = briefgen.summarise(ferry, facts=SECTIONS)
    found = [side for one in summary.differences or () for side in (one.left, one.right)]
    found += [one.passage for one in summary.only_in or ()] + [one.passage for one in summary.facts.quotes or ()]
    found += [one.passage for one in summary.facts.figures or ()] + [
        one.passage for one in summary.facts.timeline or ()
    ]
    assert len(found) > 5
    for one in found:
        assert summary.story.report[one.span.report].text[one.span.start : one.span.end] == one.text


def test_differences_stand_within_two_witnesses_of_their_claim(ferry: tuple[Report, Report]) -> None:
    summary = briefgen.summarise(ferry, facts=SECTIONS)
    claims = {one.id: one for one in (*summary.claims, *(left.claim for left in summary.unprinted))}
    assert summary.differences
    for one in summary.differences:
        homes = [
            witness
            for side in (one.left, one.right)
            for witness in claims[one.claim].witnesses
            if witness.span.report == side.span.report
            and witness.span.start <= side.span.start
            and side.span.end <= witness.span.end
        ]
        assert len({home.span.report for home in homes}) == 2


def test_the_order_of_the_reports_changes_nothing(ferry: tuple[Report, Report]) -> None:
    made = {briefgen.render(briefgen.brief(order, as_of=AS_OF), "json") for order in permutations(ferry)}
    assert len(made) == 1


def test_a_report_differs_from_its_copy_in_nothing(ferry: tuple[Report, Report]) -> None:
    summary = briefgen.summarise([ferry[0], replace(ferry[0], outlet="Another")], facts=SECTIONS)
    assert summary.differences == ()
    assert summary.only_in == ()
    assert summary.story.origins == 1


def test_what_is_not_asked_for_is_not_looked_for(ferry: tuple[Report, Report]) -> None:
    briefing = briefgen.brief(ferry, facts=["quotes"], as_of=AS_OF)
    story = json.loads(briefgen.render(briefing, "json"))["stories"][0]
    assert story["quotes"]
    assert all(story[name] is None for name in SECTIONS if name != "quotes")
    assert [table.name for table in tables(briefing.summaries[0], briefing)] == ["quotes"]


def test_an_unknown_fact_is_named(ferry: tuple[Report, Report]) -> None:
    with pytest.raises(UsageError, match="rumours is none; use some of: differences, only_in"):
        briefgen.brief(ferry, facts=["rumours"])


# --- printed, and proved


def test_every_format_prints_the_differences(ferry: tuple[Report, Report]) -> None:
    briefing = briefgen.brief(ferry, as_of=AS_OF)
    for form in ("md", "txt", "html"):
        page = re.sub(r"<[^>]+>", "", briefgen.render(briefing, form).decode())
        for words in ("48 passengers", "52 passengers", "Where the reports differ"):
            assert words.lower() in page.lower()


def test_several_stories_print_their_differences_alone(ferry: tuple[Report, Report]) -> None:
    other = briefgen.report(
        "The parliament of Osten voted 61 to 40 for the new budget law on Friday, the speaker said."
    )
    briefing = briefgen.brief([*ferry, other], as_of=AS_OF)
    assert len(briefing.summaries) == 2
    assert {table.name for one in briefing.summaries for table in tables(one, briefing)} == {"differences"}
    chosen = briefgen.brief([*ferry, other], facts=["differences", "quotes"], as_of=AS_OF)
    assert {table.name for one in chosen.summaries for table in tables(one, chosen)} == {"differences", "quotes"}


def test_the_audit_annex_has_every_witness_in_full(ferry: tuple[Report, Report]) -> None:
    briefing = briefgen.brief(ferry, audit=True, as_of=AS_OF)
    summary = briefing.summaries[0]
    assert {tie.verdict for tie in summary.ties or ()} >= {Verdict.SAME}
    markdown = briefgen.render(briefing, "md").decode()
    annex = markdown[markdown.index("## Annex") :]
    for claim in summary.claims:
        if claim.reports > 1:
            assert all(witness.text in annex for witness in claim.witnesses)
    assert "## Annex" not in briefgen.render(briefgen.brief(ferry, as_of=AS_OF), "md").decode()


DAMAGES: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "a speaker": lambda story: story["quotes"][0].update(speaker="Somebody Else"),
    "a value": lambda story: story["figures"][0].update(value="999"),
    "a difference": lambda story: story["differences"][0].update(kind="negation"),
    "a place": lambda story: story["differences"][0]["a"].update(start=0),
    "one taken out": lambda story: story["differences"].pop(),
    "a date": lambda story: story["timeline"][0].update(date="1999-01-01"),
    "a link": lambda story: story["ties"][0].update(score=9.9),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_finds_a_forged_finding(damage: str, ferry: tuple[Report, Report]) -> None:
    data = json.loads(briefgen.render(briefgen.brief(ferry, audit=True, as_of=AS_OF), "json"))
    assert verify(data, {}).failures == ()
    DAMAGES[damage](data["stories"][0])
    assert verify(data, {}).failures


# --- two reports compared


def test_every_sentence_of_either_report_stands_somewhere(ferry: tuple[Report, Report]) -> None:
    made = briefgen.compare(*ferry)
    said = {one.span for pair in (*made.agreed, *made.perhaps) for one in (pair.left, pair.right)}
    said |= {one.span for one in (*made.only_left, *made.only_right)}
    assert said == {one.span for report in ferry for one in sentences_of(report)}


def test_comparing_the_other_way_round_is_the_same_turned(ferry: tuple[Report, Report]) -> None:
    made, turned = briefgen.compare(*ferry), briefgen.compare(*reversed(ferry))
    assert {(one.left, one.right) for one in made.agreed} == {(one.right, one.left) for one in turned.agreed}
    assert _sides(made) == {(kind, right, left) for kind, left, right in _sides(turned)}
    assert made.only_left == turned.only_right


def _sides(made: Comparison) -> set[tuple[Kind, str, str]]:
    return {(one.kind, one.left.text, one.right.text) for one in made.differences}


def test_a_report_and_its_copy_are_not_compared(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(FERRY_A + "A line more.\n" * (name == "b.txt"), encoding="utf-8")
    ran = run("compare", tmp_path / "a.txt", tmp_path / "b.txt")
    assert ran.code == 0
    assert "1 report and its copy" in ran.out.lower()
    assert "DIFFER" not in ran.out


@pytest.mark.parametrize("form", ["txt", "md", "html", "json"])
def test_compare_prints_every_format(form: str, run: Run, tmp_path: Path) -> None:
    for name, text in (("a.txt", FERRY_A), ("b.txt", FERRY_B)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("compare", tmp_path / "a.txt", tmp_path / "b.txt", "-f", form)
    assert ran.code == 0
    assert "48 passengers" in ran.out
    assert "52 passengers" in ran.out


@pytest.mark.parametrize(
    ("names", "told"), [(["a.txt"], "1 inputs were given"), (["a.txt", "folder"], "folder: holds 2 reports")]
)
def test_compare_wants_two_reports(names: list[str], told: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a.txt", "folder/b.txt", "folder/c.txt"):
        (tmp_path / name).write_text(f"{FERRY_A}{name} is another one.\n", encoding="utf-8")
    ran = run("compare", *(tmp_path / name for name in names))
    assert ran.code == 2
    assert told in ran.err


# --- origins


@pytest.mark.parametrize("case", cases("credits"))
def test_the_media_that_a_sentence_credits(case: dict[str, Any]) -> None:
    assert sorted(credited(case["text"])) == case["expect"]


@pytest.mark.parametrize(
    ("one", "other", "outlet", "origins"),
    [
        (
            "The bridge will stay closed, the mayor told Reuters.",
            "The mayor told Reuters the bridge stays shut.",
            None,
            1,
        ),
        (
            "The bridge will stay closed, the mayor said.",
            "The mayor told the Tolle Mirror the bridge stays shut.",
            "Tolle Mirror",
            1,
        ),
        (
            "The bridge will stay closed, the mayor said.",
            "The mayor told the Tolle Mirror the bridge stays shut.",
            "Selby News",
            2,
        ),
    ],
)
def test_who_cites_the_same_medium_is_one_origin(one: str, other: str, outlet: str | None, origins: int) -> None:
    reports = [briefgen.report(one, outlet=outlet), briefgen.report(other)]
    story = story_of(reports)
    assert distinct_origins([sentences_of(report)[0] for report in reports], story) == origins


FOOTER = "Subscribers of the Selby Courier get every issue of our paper and its archive of forty years for a small fee."


def test_a_line_that_stands_in_two_stories_is_news_of_neither(ferry: tuple[Report, Report]) -> None:
    budget = (
        "The parliament of Osten voted for the new budget law on Friday.\nThe law raises the tax on fuel by a tenth.\n"
    )
    reports = [briefgen.report(f"{text}{FOOTER}\n") for text in (FERRY_A, budget)]
    stories = without_boilerplate([story_of([report]) for report in reports])
    for story in stories:
        assert list(story.reports[0].of_role(Role.FURNITURE)) == [FOOTER]
    alone = without_boilerplate([story_of(reports[:1])])
    assert FOOTER in list(alone[0].reports[0].of_role(Role.BODY))


def test_versions_of_one_text_lose_nothing() -> None:
    reports = [briefgen.report(FERRY_A), briefgen.report(FERRY_A + FERRY_B)]
    stories = without_boilerplate([story_of([report]) for report in reports])
    assert not any(list(story.reports[0].of_role(Role.FURNITURE)) for story in stories)
