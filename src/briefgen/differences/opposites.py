"""Witnesses of one claim -> where one tells the contrary: "is still on schedule" beside "was postponed"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from briefgen.differences.nearby import Stems, stems_near
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table

_WIDE, _SHARED = 14, 3
# Who does it stands right before the verb.
_NEXT = 3


def opposites(left: Side, right: Side) -> Iterable[Found]:
    """Yield words of which each is the other's contrary, where each side has one of them alone."""
    if left.language != right.language or _denies(left) or _denies(right):
        return
    ours, theirs = _told(left), _told(right)
    for line in ours.keys() & theirs.keys():
        yield from _contrary(left, ours[line], right, theirs[line])


@once
def _told(side: Side) -> Mapping[int, tuple[Offsets, bool]]:
    """By the line of contraries: the only word of it that a side has, and whether it is of the first kind."""
    told: dict[int, tuple[Offsets, bool]] = {}
    if not _any(side.language).search(side.text):
        return told
    for line, (one, other) in enumerate(_pairs(side.language)):
        firsts, seconds = ([match.span() for match in kind.finditer(side.text)] for kind in (one, other))
        if len(firsts) + len(seconds) == 1:
            told[line] = ((firsts or seconds)[0], bool(firsts))
    return told


@once
def _denies(side: Side) -> bool:
    known = table(side.language)
    return not known.negators.isdisjoint(side.text.lower().replace("’", "'").split())


def _contrary(left: Side, one: tuple[Offsets, bool], right: Side, other: tuple[Offsets, bool]) -> Iterator[Found]:
    at, place = one[0], other[0]
    if one[1] is other[1]:
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


@cache
def _pairs(language: str) -> Sequence[tuple[re.Pattern[str], re.Pattern[str]]]:
    lines = (line.split(" | ") for line in table(language).contraries)
    return tuple((_pattern(one), _pattern(other)) for one, other in lines)


@cache
def _any(language: str) -> re.Pattern[str]:
    return _pattern(", ".join(side for line in table(language).contraries for side in line.split(" | ")) or "(?!)")


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split(', ')))})\b", re.IGNORECASE)
