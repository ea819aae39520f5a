"""Two witnesses -> the times in which they differ.

The weekday of saying is no fact of the event: "said Friday" is compared with
no time of happening.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from briefgen.differences.likeness import are_alike
from briefgen.differences.nearby import Stems, stems_near
from briefgen.differences.sides import Found, Side
from briefgen.model import Kind
from briefgen.parsing.dates import Time, may_be_same, resolved, times, verb_of
from briefgen.text.measures import measures
from briefgen.text.words import stemmer

# Telling words before and behind a time that say of what it is the time.
_BEFORE, _BEHIND = 4, 4
# A month or a year is of many things.
_COMPANY = {"weekday": 1, "day": 1, "off": 1, "month": 3, "year": 3}
_VERBLESS = 2
_APART = frozenset(
    {frozenset({"morning", "afternoon"}), frozenset({"morning", "night"}), frozenset({"afternoon", "night"})}
)

# "TESSEL (Monday) – " dates a report, no event.
_DATELINE = re.compile(r"\)?\s[–—-]\s")
_DAYS = frozenset({"weekday", "day", "off"})

_Pair = tuple[int, Time, Time]


def dates(left: Side, right: Side) -> Iterable[Found]:
    """Yield where two sentences give another time for the same thing; nothing where they share a time."""
    if left.language != right.language:
        return
    mine, theirs = times(left.text, left.language), times(right.text, right.language)
    if not mine or not theirs:
        return
    if any(_is_common(left, right, one, other) for one, other in product(mine, theirs)):
        return
    taken: set[tuple[int, int]] = set()
    for _, one, other in sorted(_pairs(left, right, mine, theirs), key=_order):
        places = {(0, one.start), (1, other.start)}
        if taken.isdisjoint(places):
            taken |= places
            yield _found(left, right, one, other)


def _order(pair: _Pair) -> tuple[int, int, int]:
    """The closest company first, in an order that is the same from either side."""
    company, one, other = pair
    return (-company, min(one.start, other.start), max(one.start, other.start))


def _pairs(left: Side, right: Side, mine: Iterable[Time], theirs: Iterable[Time]) -> Iterator[_Pair]:
    """The times of happening, one of each side, that can be compared and stand in the same company."""
    for one, other in product(mine, theirs):
        if one.saying or other.saying or not _is_comparable(left, right, one, other):
            continue
        company = _company(left, right, one, other)
        near = company >= max(_COMPANY[one.sort], _COMPANY[other.sort])
        if near and _is_one_act(left, right, one, other, company) and not _is_one_night(one, other):
            yield company, one, other


def _is_comparable(left: Side, right: Side, one: Time, other: Time) -> bool:
    if one.sort not in _COMPANY or other.sort not in _COMPANY or one.relation != other.relation:
        return False
    if one.sort == other.sort != "off":
        return True
    return {one.sort, other.sort} <= _DAYS and None not in _resolved(left, right, one, other)


def _is_one_act(left: Side, right: Side, one: Time, other: Time, company: int) -> bool:
    """Whether the verbs whose times they are, one each, are the same, of the same harm, or both told on both sides.

    Where a side has no known verb the word right before both must be one.
    """
    if _is_only(left, one) and _is_only(right, other) and are_alike(left, right):
        return True
    mine, theirs = (verb_of(side.text, side.language, time) for side, time in ((left, one), (right, other)))
    if mine is None or theirs is None:
        return company >= _VERBLESS and _nearest(left, one) == _nearest(right, other) != frozenset()
    roles, stem = measures(left.language).roles, stemmer(left.language)
    if stem(mine) == stem(theirs) or (mine in roles and roles[mine] == roles.get(theirs)):
        return True
    return company >= _VERBLESS and stem(mine) in right.words.stems and stem(theirs) in left.words.stems


def _is_only(side: Side, one: Time) -> bool:
    """Whether a day is the only one of a sentence: of two that are alike but for it, nothing else can be meant."""
    told = times(side.text, side.language)
    if _DATELINE.match(side.text, one.end):
        return False
    return one.sort in _DAYS and sum(other.sort in _COMPANY and not other.saying for other in told) == 1


def _nearest(side: Side, one: Time) -> Stems:
    return stems_near(side.text, side.language, one.start, one.end, 1, 0)


def _resolved(left: Side, right: Side, one: Time, other: Time) -> tuple[str | None, str | None]:
    return resolved(one, left.published), resolved(other, right.published)


def _is_common(left: Side, right: Side, one: Time, other: Time) -> bool:
    """Whether two expressions are of the same time, part of the day and all; when it was said tells of no event."""
    if one.saying and other.saying:
        return False
    if one.part and other.part and frozenset({one.part, other.part}) in _APART:
        return False
    open_ = one.sort != other.sort and None in _resolved(left, right, one, other)
    if open_ and {"shift", "off"}.isdisjoint({one.sort, other.sort}):
        return False
    return may_be_same(one, other, left.published, right.published)


def _company(left: Side, right: Side, one: Time, other: Time) -> int:
    near = stems_near(left.text, left.language, one.start, one.end, _BEFORE, _BEHIND)
    return len(near & stems_near(right.text, right.language, other.start, other.end, _BEFORE, _BEHIND))


def _is_one_night(one: Time, other: Time) -> bool:
    """Whether one says "late Tuesday" and the other one "early Wednesday"."""
    if one.weekday is None or other.weekday is None or (one.part and one.part == other.part):
        return False
    first, second = (one, other) if (one.weekday + 1) % 7 == other.weekday else (other, one)
    next_day = first.weekday is not None and (first.weekday + 1) % 7 == second.weekday
    return next_day and (first.edge == "late" or first.part == "night" or second.edge == "early")


def _found(left: Side, right: Side, one: Time, other: Time) -> Found:
    first, second = left.text[one.start : one.end], right.text[other.start : other.end]
    kind, why = _kind(left, right, one, other)
    return Found(kind, (one.start, one.end), (other.start, other.end), f"{first} beside {second}: {why}")


def _kind(left: Side, right: Side, one: Time, other: Time) -> tuple[Kind, str]:
    """A plan that only one side still has, or that changed between two days, is an update."""
    if (one.past and other.future) or (one.future and other.past):
        return Kind.LATER, "past in one of them, still to come in the other"
    apart = left.published and right.published and left.published.timetuple()[:3] != right.published.timetuple()[:3]
    if apart and one.future:
        return Kind.LATER, "the plan of a later day"
    return Kind.DATE, "another time in the same company"
