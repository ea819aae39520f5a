"""Who says what, who is who, and where two reports of one event differ in it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.differences import between
from briefgen.differences.sides import Found, Side
from briefgen.facts.names import names
from briefgen.facts.quotes import quotes
from briefgen.model import Kind, Report, Sentence, Source, Span
from briefgen.origins import story_of
from briefgen.pipeline import Told, tell
from briefgen.readers import Reports
from briefgen.text.sentences import sentences_of
from briefgen.text.words import Stemmed, stemmed
from support import SEEDS, cases

Case = dict[str, Any]

VOICES = {Kind.ATTRIBUTION, Kind.QUOTATION, Kind.CERTAINTY, Kind.NEGATION, Kind.ACTOR, Kind.SPECIFICITY}

# Words out of which quotations, speakers and differences are made, and marks that are left open.
PIECES = (
    'Ann Lee|Mayor|said|says|told|"|“|”|,|.|:|the|a|police|spokesman|he|she|not|never|will|may|is preparing to|'
    "would likely|allegedly|close|closed|mine|Kremlin's|G7|nations|leaders|held|in|of|Verdun|reminiscent|according to|"
    "'|’|(|)|—|and|who|that|calling|great|massacre|\n"
)
TEXTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map(" ".join)
ANYTHING = TEXTS | st.text(max_size=200)


def a_side(text: str, language: str = "en") -> Side:
    return Side(stemmed(Sentence(Span("r", 0, len(text)), text, 0, 0), language))


def found(left: str, right: str) -> list[Found]:
    return [one for one in between(a_side(left), a_side(right)) if one.kind in VOICES]


def read(*texts: str, language: str = "en") -> tuple[list[Stemmed], dict[str, Report]]:
    reports = [briefgen.report(text, language=language) for text in texts]
    told = [stemmed(one, language) for report in reports for one in sentences_of(report)]
    return told, {report.id: report for report in reports}


@pytest.mark.parametrize("case", cases("speakers"))
def test_quotations_have_the_speaker_that_a_reader_gives_them(case: Case) -> None:
    told = quotes(*read(case["text"], language=case["language"]))
    assert [[quote.speaker, quote.passage.text] for quote in told] == case["quotes"]


@pytest.mark.parametrize("case", cases("people"))
def test_people_are_known_by_all_their_names(case: Case) -> None:
    told = names(*read(*case["reports"]))
    assert [[one.name, list(one.variants), [role.text for role in one.roles], len(one.cites)] for one in told] == case[
        "names"
    ]


@pytest.mark.parametrize("case", cases("voices"))
def test_reports_differ_where_a_reader_says_so(case: Case) -> None:
    told = [
        [one.kind, case["a"][slice(*one.left)], case["b"][slice(*one.right)]] for one in found(case["a"], case["b"])
    ]
    assert told == case["found"]


@pytest.mark.parametrize("case", [case.values[0] for case in cases("voices")], ids=lambda case: case["label"])
def test_swapped_sides_give_the_swapped_result(case: Case) -> None:
    there, back = found(case["a"], case["b"]), found(case["b"], case["a"])
    assert {(one.kind, one.left, one.right) for one in there} == {(one.kind, one.right, one.left) for one in back}


@pytest.fixture(scope="module")
def seeds_told() -> Told:
    return tell(story_of(tuple(briefgen.read([str(SEEDS)]))))


def test_the_seeds_differ_where_an_editor_found_it(seeds_told: Told) -> None:
    """The rows of the editor's table that are of these kinds, over firm and weak links; nothing else."""
    rows = set()
    for link in seeds_told.links:
        left, right = seeds_told.sentences[link.left], seeds_told.sentences[link.right]
        for one in found(left.sentence.text, right.sentence.text):
            rows.add((one.kind, left.sentence.text[slice(*one.left)], right.sentence.text[slice(*one.right)]))
    assert rows == {
        (Kind.ATTRIBUTION, "U.S.'s cautious optimism", 'Kremlin acknowledging a sense of "cautious optimism"'),
        (Kind.QUOTATION, "cautious optimism", '"cautious optimism"'),
        (
            Kind.QUOTATION,
            '"horrible, bloody war."',
            '"a very good chance that this horrible, bloody war can finally come to an end."',
        ),
        (Kind.QUOTATION, "potential massacre", 'potential "horrible massacre"'),
        (Kind.SPECIFICITY, "historical conflicts", "events from World War Two"),
        (Kind.ACTOR, "G7 nations", "G7 leaders"),
        (Kind.CERTAINTY, "is preparing to dismiss", "would likely dismiss"),
    }


def test_the_seeds_speakers_are_named(seeds_told: Told) -> None:
    told = {quote.passage.text: quote.speaker for quote in quotes(seeds_told.sentences, seeds_told.story.report)}
    assert told == {
        "good and productive": "U.S. President Donald Trump",
        "horrible, bloody war.": "he",
        "good and productive.": "US President Donald Trump",
        "cautious optimism": "Kremlin",
        "a very good chance that this horrible, bloody war can finally come to an end.": "Donald Trump",
        "horrible massacre": "Donald Trump",
        "coalition of the willing": None,
    }


def test_the_seeds_people_are_known(seeds_told: Told) -> None:
    told = names(seeds_told.sentences, seeds_told.story.report)
    assert {one.name for one in told} == {
        "Vladimir Putin",
        "Donald Trump",
        "Volodymyr Zelensky",
        "Steve Witkoff",
        "Karoline Leavitt",
        "Mélanie Joly",
        "David Lammy",
        "Keir Starmer",
    }


def test_a_report_does_not_differ_from_itself(seeds: Reports) -> None:
    texts = [sentence.text for report in seeds for sentence in sentences_of(report)]
    assert [one for text in texts for one in found(text, text)] == []


@given(ANYTHING)
def test_a_sentence_does_not_differ_from_itself(text: str) -> None:
    assert found(text, text) == []


@given(ANYTHING, ANYTHING)
def test_any_two_sentences_are_compared_alike_both_ways(left: str, right: str) -> None:
    there, back = found(left, right), found(right, left)
    assert {(one.kind, one.left, one.right) for one in there} == {(one.kind, one.right, one.left) for one in back}
    for one in there:
        assert 0 <= one.left[0] < one.left[1] <= len(left)
        assert 0 <= one.right[0] < one.right[1] <= len(right)


@given(st.lists(ANYTHING, min_size=1, max_size=3), st.sampled_from(["en", "de", "fr", "es", "ru", "ar", "fi", "th"]))
def test_quotations_and_names_can_be_cut_again_from_their_reports(texts: list[str], language: str) -> None:
    reports = [Report(Source("-", "text"), text, (), language=language) for text in texts]
    told = [
        stemmed(Sentence(Span(report.id, 0, len(report.text)), report.text, 0, 0), language)
        for report in {report.id: report for report in reports}.values()
        if report.text
    ]
    text_of = {report.id: report.text for report in reports}
    by_id = {report.id: report for report in reports}
    passages = [quote.passage for quote in quotes(told, by_id)]
    passages += [role for name in names(told, by_id) for role in name.roles]
    for passage in passages:
        assert text_of[passage.span.report][passage.span.start : passage.span.end] == passage.text


@pytest.mark.parametrize(
    "piece", ["'a ", '"', "“a” ", "Ann Lee said ", "Ann, ", "a, ", "(", "Ann's ", "not a ", "may a "]
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """A report of one endless sentence, and two of the longest sentences that there are: milliseconds a kilobyte."""
    text = (piece * 10_000)[:10_000]
    report = Report(Source("-", "text"), text, (), language="en")
    told = [stemmed(Sentence(Span(report.id, 0, len(text)), text, 0, 0), "en")]
    start = time.process_time()
    quotes(told, {report.id: report})
    names(told, {report.id: report})
    between(a_side(text[:2_000]), a_side(text[1:2_000]))
    assert time.process_time() - start < 6
