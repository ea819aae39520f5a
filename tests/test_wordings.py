"""Which words are printed for a claim: the witness that stands alone best, a name, a pair, or nothing."""

from __future__ import annotations

import pytest

import briefgen
from briefgen.model import Reason
from briefgen.origins import story_of
from briefgen.parsing.anchors import dates, figures, has_anchor, quoted_words
from briefgen.parsing.names import antecedent, people
from briefgen.parsing.quotes import balanced, outside, quotations
from briefgen.pipeline import tell
from briefgen.readability import apply
from briefgen.wordings import Wording

OPENING = "However, Transport Minister Ann Lee doubts that the bridge at Tolle will open before May."


def wordings(text: str, *others: str) -> list[Wording]:
    reports = [briefgen.report(one, language="en") for one in (text, *others)]
    return list(tell(story_of(reports)).wordings)


def test_a_he_that_can_be_only_one_person_gets_the_name_in_brackets() -> None:
    told = wordings(f"{OPENING} She also said that 14 bolts were missing.")
    assert told[1].text == "[Ann Lee] also said that 14 bolts were missing."
    assert apply(told[1].edits, "She also said that 14 bolts were missing.") == told[1].text


@pytest.mark.parametrize(
    "before",
    [
        "Ann Lee met Mayor Bo Ek in the town hall on Monday.",
        "Police in Tolle arrested Ann Lee's driver on Monday.",
        "The town hall of Tolle was closed to visitors on Monday.",
    ],
    ids=["two people", "somebody of hers", "nobody"],
)
def test_a_he_that_may_be_another_gets_no_name(before: str) -> None:
    known = "Transport Minister Ann Lee opened the fair."
    told = wordings(f"{known}\n{before} She said that 14 bolts were missing.")
    assert "[" not in told[-1].text


def test_a_sentence_that_leans_on_the_one_before_is_printed_with_it() -> None:
    pair = "A barge struck the bridge at Tolle on Monday. This closed the road to lorries for 14 days."
    told = wordings(f"Ferry fares in Norden doubled on Tuesday.\n{pair}")
    assert told[2].text == pair
    assert (told[2].places, told[2].flaw) == ((1, 2), None)


def test_a_reports_opening_stands_by_itself() -> None:
    told = wordings("A barge struck the bridge at Tolle on Monday. This closed the road to lorries for 14 days.")
    assert [one.places for one in told] == [(0,), (1,)]


@pytest.mark.parametrize(
    "text",
    [
        "A barge struck the bridge at Tolle on Monday.\nThis closed the road to lorries for 14 days.",
        "He struck the bridge at Tolle on Monday. This closed the road to lorries for 14 days.",
        "A barge struck the bridge at Tolle on Monday. Will this close the road for 14 days?",
        f"A barge struck {'the old and rusty bridge and ' * 14} a pier. This closed the road to lorries for 14 days.",
    ],
    ids=["another paragraph", "leans itself", "a question", "too long"],
)
def test_no_pair_where_the_one_before_cannot_help(text: str) -> None:
    assert wordings(text)[-1].flaw is Reason.HANGS


def test_a_pair_does_not_take_a_line_from_those_who_agree_on_it() -> None:
    lead = "Harbour police in Tolle arrested two dock workers on Monday over the theft of copper cable."
    other = "Two dock workers were arrested by Tolle harbour police on Monday over stolen copper cable."
    told = wordings(f"{lead} This followed a search of nine lockers.", other)
    assert [(one.text, one.flaw) for one in told][1][1] is Reason.HANGS


def test_the_witness_that_stands_alone_speaks_for_a_claim() -> None:
    hanging = "They arrested two dock workers in Tolle harbour on Monday over the theft of copper cable."
    standing = "Police arrested two dock workers in the harbour of Tolle over the theft of copper cable."
    told = wordings(hanging, standing)
    assert [one.text for one in told] == [standing]


def test_the_names_behind_titles_are_people_and_no_one_else_is() -> None:
    texts = [
        "U.S. envoy Steve Witkoff met UK Prime Minister Sir Keir Starmer in New York on Truth Social.",
        "President Ursula von der Leyen's Green Deal passed in South Tolle.",
    ]
    assert people(texts, "en") == {"Steve Witkoff", "Keir Starmer", "Ursula von der Leyen"}


def test_a_person_who_is_not_the_subject_is_no_antecedent() -> None:
    known = frozenset({"Ann Lee"})
    assert antecedent("The board of Tolle thanked Ann Lee.", known, "en") is None
    assert antecedent("On Monday, Lee opened the fair.", known, "en") == "Ann Lee"
    assert antecedent("“Ann Lee did it,” said a man.", known, "en") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "no" and “never ever”.', ['"no"', "“never ever”"]),
        ("„Ja“, sagte er, «oui» и «да»", ["„Ja“", "«oui»", "«да»"]),
        ("「はい」と『いいえ』", ["「はい」", "『いいえ』"]),
        ("no quotation", []),
    ],
)
def test_quotations_are_found_in_any_marks(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == found
    assert len(outside(text)) == len(text)


@pytest.mark.parametrize(("text", "whole"), [("“a (b) c”", True), ("a) b", False), ('"a', False), ("„a”", True)])
def test_marks_that_open_must_close(text: str, whole: bool) -> None:
    assert balanced(text) is whole


def test_anchors_are_figures_quotations_and_acts() -> None:
    assert figures("In 2024 some 1,400 of 30 boats sank") == 2
    assert dates("On Monday in May 2024, this week", "en") == 4
    assert quoted_words('a "b c" d “e”') == 3
    assert [has_anchor(text, "en") for text in ("The sea is calm.", "The sea rose.", "9 boats.", "The “sea”.")] == [
        False,
        True,
        True,
        True,
    ]
    assert has_anchor("Mare calmum est.", "la")


def named(lines: str, people: str, words: int = 200) -> list[str]:
    """The printed lines of a report of which the last paragraph tells the full names."""
    report = briefgen.report(f"{lines}\n{people}", language="en")
    return list(briefgen.summarise([report], words=words).sentences)


INQUIRY = "Adair said 14 bolts were missing from the bridge at Tolle on Monday."


def test_the_first_mention_of_a_person_is_by_full_name() -> None:
    assert named(INQUIRY, "Ruth Adair, 52, was born in a valley of 300 souls near Kelowna.")[0] == INQUIRY.replace(
        "Adair", "[Ruth Adair]"
    )


@pytest.mark.parametrize(
    "people",
    [
        "Ruth Adair, 52, was born in a valley near Kelowna, and Bo Adair, 50, in another one of 300 souls.",
        "The valley of 300 souls near Kelowna knows no family of that name.",
    ],
    ids=["two of that name", "no full name"],
)
def test_a_surname_that_is_not_one_persons_stays(people: str) -> None:
    assert INQUIRY in named(INQUIRY, people)


def test_a_full_name_is_put_in_only_where_the_budget_has_room() -> None:
    people = "Ruth Adair, 52, was born in a valley of 300 souls near Kelowna."
    assert named(INQUIRY, people, words=len(INQUIRY.split())) == [INQUIRY]
