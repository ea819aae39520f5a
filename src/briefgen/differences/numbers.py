"""Two witnesses -> the figures in which they differ: value, bound, or what a later report has.

Quantities are paired one to one, those of equal value and closest company
first.  What may be the same figure told differently (rounded, hedged, a part
of the other, a sum) is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from briefgen.differences.agreement import may_agree
from briefgen.differences.counterparts import VAGUE, Stated, are_comparable, are_of_one_thing, company
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind, Published
from briefgen.parsing.quantities import Quantity, quantities
from briefgen.text.measures import measures


def numbers(left: Side, right: Side) -> Iterable[Found]:
    """Yield where two sentences give another value, another bound or another unit for the same quantity."""
    if left.language != right.language:
        return
    mine, theirs = _stated(left), _stated(right)
    if mine and theirs:
        yield from _other_units(mine, theirs)
        yield from (found for pair in _pairs(mine, theirs) if (found := _verdict(pair)) is not None)


@once
def _stated(side: Side) -> list[Stated]:
    return [Stated(side, one) for one in quantities(side.text, side.language)]


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Stated
    other: Stated
    company: int

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """Equal values first, then the closest company; the same from either side."""
        starts = sorted((self.one.quantity.start, self.other.quantity.start))
        return (not _are_equal(self.one, self.other), -self.company, starts[0], starts[1])


def _pairs(mine: Iterable[Stated], theirs: Iterable[Stated]) -> Iterator[_Pair]:
    """Pair the quantities that may be the same one, each with one of the other side."""
    pairs = [pair for pair in product(mine, theirs) if are_comparable(pair[0].quantity, pair[1].quantity)]
    found = [_Pair(one, other, company(one, other)) for one, other in pairs]
    taken: set[tuple[int, int]] = set()
    for pair in sorted(found, key=lambda pair: pair.order):
        places = {(0, pair.one.quantity.start), (1, pair.other.quantity.start)}
        if taken.isdisjoint(places):
            taken |= places
            yield pair


def _are_equal(one: Stated, other: Stated) -> bool:
    mine, theirs = one.quantity, other.quantity
    return (mine.low, mine.high) == (theirs.low, theirs.high)


def _other_units(mine: Iterable[Stated], theirs: Iterable[Stated]) -> Iterator[Found]:
    """Where an equal value has another unit of the same dimension: "40 miles", "40 kilometres"."""
    for one, other in product(mine, theirs):
        if _are_rivals(one, other) and _are_equal(one, other) and company(one, other) >= VAGUE:
            yield Found(Kind.NUMBER, one.offsets, other.offsets, f"{_both(one, other)}: same value, another unit")


def _are_rivals(one: Stated, other: Stated) -> bool:
    known, mine, theirs = measures(one.side.language).dimensions, one.quantity.key, other.quantity.key
    return mine != theirs and mine in known and known[mine] == known.get(theirs)


# --- verdicts


def _verdict(pair: _Pair) -> Found | None:
    one, other = pair.one, pair.other
    if _are_equal(one, other):
        return _bound(one, other)
    known = other.has(one.quantity) or one.has(other.quantity)
    if known or not are_of_one_thing(one, other, pair.company):
        return None
    later = _later(one.side.published, other.side.published)
    if may_agree(one.quantity, other.quantity) and not _has_grown(one.quantity, other.quantity, later):
        return None
    kind = Kind.LATER if later else Kind.NUMBER
    return Found(kind, one.offsets, other.offsets, _rule(one, other, later))


def _bound(one: Stated, other: Stated) -> Found | None:
    mine, theirs = one.quantity, other.quantity
    if mine.bound is theirs.bound or mine.bound_words is None or theirs.bound_words is None:
        return None
    first, second = one.side.text[slice(*mine.bound_words)], other.side.text[slice(*theirs.bound_words)]
    rule = f"{_unbound(one)} beside {_unbound(other)}: same value, “{first}” against “{second}”"
    return Found(Kind.BOUND, one.offsets, other.offsets, rule)


def _later(left: Published | None, right: Published | None) -> int:
    """1 where the right report is of a later day, -1 where the left one is, 0 where that is not stated."""
    if left is None or right is None:
        return 0
    mine, theirs = left.timetuple()[:3], right.timetuple()[:3]
    return (mine < theirs) - (mine > theirs)


def _has_grown(one: Quantity, other: Quantity, later: int) -> bool:
    """Whether a toll is higher in the later report: then "at least 70" and 75 are news, too."""
    toll = one.role is not None and other.role is not None
    return toll and (other.low - one.low) * later > 0


# --- in words


def _both(one: Stated, other: Stated) -> str:
    return f"{one.words} beside {other.words}"


def _unbound(one: Stated) -> str:
    """A quantity without its bound."""
    text, quantity = one.side.text, one.quantity
    start, end = quantity.bound_words or (quantity.start, quantity.start)
    return text[quantity.start : start].strip() or text[end : quantity.end].strip()


def _rule(one: Stated, other: Stated, later: int) -> str:
    if later:
        return f"{_both(one, other)}: the {'second' if later > 0 else 'first'} report is of a later day"
    role = one.quantity.role
    of = f", {role} in both" if role and role == other.quantity.role else ""
    return f"{_both(one, other)}: same unit, another value{of}"
