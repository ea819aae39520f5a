"""Witnesses of one claim -> where both quote one utterance, from another place on or in other words.

"The onus was on them" beside "the onus rests squarely on them", or two
quotations that meet in the middle: each has words that the other leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.differences.places import Word, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.frequency import zipf

_RUN, _FEWEST, _SHORT, _WINDOW, _MANY = 5, 2, 6, 9, 20
_TELLING = 5.0
_OTHERWISE = "quoted on both sides, not in the same words"
_EXTENT = "the same words quoted, from another place on"

_Quoted = tuple[Offsets, Sequence[Word]]


def recalled(left: Side, right: Side) -> Iterator[Found]:
    """Find what both sides quote of one utterance, neither all that the other one does."""
    ours, theirs = _quotations(left), _quotations(right)
    for one in ours:
        for other in theirs:
            if _meet(one[1], other[1]):
                yield Found(Kind.QUOTATION, one[0], other[0], _EXTENT)
            elif (at := _within(left, one[1], other[1])) is not None:
                yield Found(Kind.QUOTATION, one[0], at, _OTHERWISE)
            elif (at := _within(right, other[1], one[1])) is not None:
                yield Found(Kind.QUOTATION, at, other[0], _OTHERWISE)


@once
def _quotations(side: Side) -> list[_Quoted]:
    found = places(side)
    return [(at, found.of(*at)) for at in found.quotations[:_MANY]]


def _meet(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether the end of one is the beginning of the other."""
    mine, its = [word.lower for word in one], [word.lower for word in other]
    return _joins(mine, its) or _joins(its, mine)


def _joins(first: Sequence[str], second: Sequence[str]) -> bool:
    sizes = range(_RUN, min(len(first), len(second)))
    return any(first[-size:] == second[:size] for size in sizes)


def _within(side: Side, short: Sequence[Word], long: Sequence[Word]) -> Offsets | None:
    """Where a longer quotation has the telling words of a short one close together, in order, with others between."""
    stems = [word.stem for word in short if word.is_content]
    telling = sum(word.is_content and zipf(word.lower, side.language) < _TELLING for word in short)
    named = all(word.is_capital for word in short if word.is_content)
    if not _FEWEST <= len(stems) <= len(short) <= _SHORT < len(long) or telling < _FEWEST or named:
        return None
    if " ".join(word.lower for word in short) in " ".join(word.lower for word in long):
        return None
    for at in range(len(long)):
        places_ = _in_order(stems, long[at : at + _WINDOW])
        if places_ is not None and places_[0] == 0:
            return long[at].start, long[at + places_[1]].end
    return None


def _in_order(stems: Sequence[str], words: Sequence[Word]) -> tuple[int, int] | None:
    """The first and last place of these stems among the words, in this order."""
    at, first = 0, None
    for place, word in enumerate(words):
        if at < len(stems) and word.stem == stems[at]:
            first, at = (place if first is None else first), at + 1
            if at == len(stems):
                return first, place
    return None
