"""Two witnesses -> where one gives the figure of what the other only counts in dozens or thousands.

"Tens of millions of customers" beside "40 million customers": how exactly; a
figure that is far off what the word allows is another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from briefgen.differences.nearby import Stems, stems_near
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.parsing.lexemes import MARK, WORD, Lexemes, lexemes
from briefgen.parsing.quantities import AGE, Quantity, quantities
from briefgen.text.measures import measures
from briefgen.text.words import stemmer

_LONGEST = 3
# From the vague word to its noun or to what happened to them.
_REACH = 5
_WIDE = 6
_SHARED = 2
# "Dozens" are said of 15 and of 130.
_LEAST, _MOST = Decimal(1), Decimal(12)


@dataclass(frozen=True, slots=True)
class _Vague:
    """A vague count: where it stands, its noun included, its least value, the stems and the fate of what it counts."""

    at: Offsets
    low: Decimal
    stems: Stems
    keys: frozenset[str]
    roles: frozenset[str]


def vague(left: Side, right: Side) -> Iterable[Found]:
    """Yield where one sentence counts vaguely what the other one counts."""
    if left.language != right.language:
        return
    yield from _counted(left, right)
    for found in _counted(right, left):
        yield Found(found.kind, found.right, found.left, found.rule)


def _counted(rough: Side, exact: Side) -> Iterator[Found]:
    ours = _counts(rough)
    if not ours:
        return
    theirs = _counts(exact)
    figures = [one for one in quantities(exact.text, exact.language) if one.key != AGE and not one.money]
    for one in ours:
        fitting = [figure for figure in figures if _is_of_it(one, figure, rough, exact)]
        if len(fitting) != 1 or any(other.low == one.low or other.stems & one.stems for other in theirs):
            continue
        figure = fitting[0]
        within = one.low * _LEAST <= figure.high <= one.low * _MOST
        kind = Kind.SPECIFICITY if within else Kind.NUMBER
        rule = f"{rough.text[slice(*one.at)]} beside {exact.text[figure.start : figure.end]}: one gives the figure"
        yield Found(kind, one.at, (figure.start, figure.end), rule)


def _is_of_it(one: _Vague, figure: Quantity, rough: Side, exact: Side) -> bool:
    """Whether a figure counts what a vague word counts, in the same company."""
    stem = stemmer(exact.language)
    unit = {stem(word.lower()) for word in (figure.unit or "").split()}
    fate = figure.role is not None and figure.role in one.roles
    if figure.is_rough or not (unit & one.stems or figure.key in one.keys or fate):
        return False
    if fate and not unit:
        return True
    near = stems_near(rough.text, rough.language, *one.at, _WIDE, _WIDE)
    return len(near & stems_near(exact.text, exact.language, figure.start, figure.end, _WIDE, _WIDE)) >= _SHARED


@once
def _counts(side: Side) -> Sequence[_Vague]:
    return list(_vague(side)) if _holds_vague(side.language).search(side.text) else []


@cache
def _holds_vague(language: str) -> re.Pattern[str]:
    """What a vague count ends with, as far as the lexemes of a sentence are its words."""
    ends = "|".join(sorted({re.escape(phrase.split()[-1]) for phrase in measures(language).vague}))
    return re.compile(ends or r"(?!)", re.IGNORECASE)


def _vague(side: Side) -> Iterator[_Vague]:
    """The vague counts of a sentence."""
    found, known = lexemes(side.text, side.language), measures(side.language).vague
    place = 0
    while known and place < len(found):
        opens = found[place].lower in _openings(side.language)
        size = next((n for n in range(_LONGEST, 0, -1) if opens and _is_vague(found, place, place + n, known)), 0)
        if not size:
            place += 1
            continue
        numbered = place and found[place - 1].lower in measures(side.language).numbers
        scaled = found.at(place + size).lower in measures(side.language).scales
        if not numbered and not scaled and found.at(place - 1).kind != "number":
            yield _counting(found, place, place + size, side.language)
        place += size


@cache
def _openings(language: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in measures(language).vague)


def _is_vague(found: Lexemes, first: int, last: int, known: Mapping[str, str]) -> bool:
    return last <= len(found) and found.phrase(first, last) in known


def _counting(found: Lexemes, first: int, last: int, language: str) -> _Vague:
    known = measures(language)
    low = Decimal(known.vague[found.phrase(first, last)])
    behind = []
    for word in found[last : last + _REACH]:
        if word.kind == MARK and word.text not in "-'’":
            break
        behind.append(word)
    words = [word for word in behind if word.kind == WORD]
    stem = stemmer(language)
    stems = frozenset(stem(word.lower) for word in words if word.lower.endswith("s"))
    keys = frozenset(known.units[word.lower] for word in words if word.lower in known.units)
    roles = frozenset(known.roles[word.lower] for word in words if word.lower in known.roles)
    end = next((word.end for word in words if word.lower.endswith("s")), found[last - 1].end)
    return _Vague((found[first].start, end), low, stems, keys, roles)
