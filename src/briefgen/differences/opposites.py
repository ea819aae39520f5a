"""Witnesses of one claim -> where one tells the contrary: "is still on schedule" beside "was postponed"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from briefgen.differences.nearby import Stems, stems_near
from briefgen.differences.sides import Found, Offsets, Side
from briefgen.model import Kind
from briefgen.text.tables import table

_WIDE, _SHARED = 14, 3
# Who does it stands right before the verb.
_NEXT = 3


def opposites(left: Side, right: Side) -> Iterable[Found]:
    """Yield words of which each is the other's contrary, where each side has one of them alone."""
    if left.language != right.language or _denies(left) or _denies(right):
        return
    for one, other in _pairs(left.language):
        yield from _contrary(left, one, right, other)
        yield from _contrary(left, other, right, one)


def _denies(side: Side) -> bool:
    known = table(side.language)
    return not known.negators.isdisjoint(side.text.lower().replace("’", "'").split())


def _contrary(left: Side, one: re.Pattern[str], right: Side, other: re.Pattern[str]) -> Iterator[Found]:
    at, place = _only(left, one), _only(right, other)
    if at is None or place is None or other.search(left.text) or one.search(right.text):
        return
    if _are_converse(left, at, right, place):
        return
    near = stems_near(left.text, left.language, *at, _WIDE, _WIDE)
    if len(near & stems_near(right.text, right.language, *place, _WIDE, _WIDE)) >= _SHARED:
        rule = f"“{left.text[slice(*at)]}” beside “{right.text[slice(*place)]}”"
        yield Found(Kind.NEGATION, at, place, rule)


def _are_converse(left: Side, at: Offsets, right: Side, place: Offsets) -> bool:
    """Whether one is told of who stands behind the other: "Tolle beat Ardesh", "Ardesh lost to Tolle"."""
    before, behind = _around(left, at)
    earlier, later = _around(right, place)
    return before.isdisjoint(earlier) and not (before.isdisjoint(later) and earlier.isdisjoint(behind))


def _around(side: Side, at: Offsets) -> tuple[Stems, Stems]:
    parts = ((_NEXT, 0), (0, _WIDE))
    before, behind = (stems_near(side.text, side.language, *at, *part) for part in parts)
    return before, behind


def _only(side: Side, pattern: re.Pattern[str]) -> Offsets | None:
    found = [match.span() for match in pattern.finditer(side.text)]
    return found[0] if len(found) == 1 else None


@cache
def _pairs(language: str) -> Sequence[tuple[re.Pattern[str], re.Pattern[str]]]:
    lines = (line.split(" | ") for line in table(language).contraries)
    return tuple((_pattern(one), _pattern(other)) for one, other in lines)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split(', ')))})\b", re.IGNORECASE)
