"""Where one report tells more, less or otherwise: names, sources, lists, rough counts, hedges, contraries."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.differences import RULES, between
from briefgen.differences.sides import Side
from briefgen.model import Sentence, Span
from briefgen.text.words import stemmed
from support import cases

Row = tuple[str, str, str]

PIECES = (
    "a|the|his|woman|store|grocery|Ada Finch|Tolle|Rite Aid|named|, |.|“|”|said|police|officials|according to|Post|"
    "dozens of|thousands of|8,000|boats|boat|apparently|seemed to|meant|intended|suggested|suggest|two-year-old|boy|"
    "since|starting in|2005|2002|one of|highest-paid|highest paid|barely|not|spoken|on schedule|postponed|Officials|"
    "Officers|Association|medical|scientific|and|or|including|in|at|grim|milestone|lawmaker|lawmakers|who|of|for"
)
TEXTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=35).map(" ".join)
LANGUAGES = st.sampled_from(["en", "de", "ru", "it"])


def a_side(text: str, language: str = "en") -> Side:
    return Side(stemmed(Sentence(Span("r", 0, len(text)), text, 0, 0), language))


def found(left: str, right: str, language: str = "en") -> list[Row]:
    told = between(a_side(left, language), a_side(right, language))
    return [(one.kind.value, left[slice(*one.left)], right[slice(*one.right)]) for one in told]


def swapped(rows: list[Row]) -> set[Row]:
    return {(kind, right, left) for kind, left, right in rows}


@pytest.mark.parametrize("case", cases("details"))
def test_details_differ_where_a_reader_says_so(case: dict[str, Any]) -> None:
    assert [list(row) for row in found(case["a"], case["b"])] == case["found"]


@pytest.mark.parametrize("case", cases("details"))
def test_swapped_reports_differ_in_the_same(case: dict[str, Any]) -> None:
    assert swapped(found(case["b"], case["a"])) == {tuple(row) for row in case["found"]}


@given(TEXTS | st.text(max_size=150), TEXTS | st.text(max_size=150), LANGUAGES)
def test_every_rule_is_symmetric(one: str, other: str, language: str) -> None:
    left, right = a_side(one, language), a_side(other, language)
    for rule in RULES:
        there = {(each.kind, each.left, each.right) for each in rule(left, right)}
        assert there == {(each.kind, each.right, each.left) for each in rule(right, left)}, rule.__name__


@given(TEXTS | st.text(max_size=150), LANGUAGES)
def test_no_sentence_differs_from_itself(text: str, language: str) -> None:
    assert found(text, text, language) == []


@given(TEXTS, TEXTS)
def test_fragments_stand_in_their_sentences(one: str, other: str) -> None:
    for each in between(a_side(one), a_side(other)):
        assert 0 <= each.left[0] < each.left[1] <= len(one)
        assert 0 <= each.right[0] < each.right[1] <= len(other)


@pytest.mark.parametrize(
    "piece", ["Ada, ", "a boat and ", "“grim boat” ", "a Tolle boat in Tolle said, ", "dozens of boats "]
)
def test_what_is_repeated_without_end_is_compared_in_a_moment(piece: str) -> None:
    text = piece * (4_000 // len(piece))
    began = process_time()
    between(a_side(text), a_side(text[::-1] + text[:-9]))
    assert process_time() - began < 5
