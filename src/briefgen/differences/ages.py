"""Two witnesses -> where the one person whose age both tell, and whose name neither does, is of another age.

"A two-year-old toddler" beside "the three-year-old son": one age on each side,
both of a child.  Two and a half is two, and never three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from briefgen.differences.nearby import stems_near
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind
from briefgen.parsing.lexemes import WORD, lexemes
from briefgen.parsing.quantities import AGE, Quantity, quantities
from briefgen.text.measures import measures

_WIDE, _SHARED = 9, 2
# From an age to the noun that it describes: "three-year-old blond son".
_REACH = 2


def ages(left: Side, right: Side) -> Iterable[Found]:
    """Yield the two ages, where they cannot be one."""
    one, other = _age(left), _age(right)
    if left.language != right.language or one is None or other is None or int(one.low) == int(other.low):
        return
    sorts = _sort(left, one), _sort(right, other)
    if None in sorts or not _may_be_one(*sorts) or _company(left, one, right, other) < _SHARED:
        return
    if _are_two(left, one, right, other):
        return
    words = left.text[one.start : one.end], right.text[other.start : other.end]
    rule = f"{words[0]} beside {words[1]}: the only age on either side"
    yield Found(Kind.NUMBER, (one.start, one.end), (other.start, other.end), rule)


@once
def _age(side: Side) -> Quantity | None:
    """The only age of a sentence, where it is nobody's by name."""
    found = [one for one in quantities(side.text, side.language) if one.key == AGE]
    return found[0] if len(found) == 1 and found[0].name is None else None


def _company(left: Side, one: Quantity, right: Side, other: Quantity) -> int:
    near = stems_near(left.text, left.language, one.start, one.end, _WIDE, _WIDE)
    return len(near & stems_near(right.text, right.language, other.start, other.end, _WIDE, _WIDE))


def _sort(side: Side, one: Quantity) -> frozenset[int] | None:
    """Whom the noun behind an age can mean: the lines of nouns that have it."""
    noun = _noun(side, one)
    return _sorts(side.language)[noun] if noun else None


def _noun(side: Side, one: Quantity) -> str | None:
    """The noun that an age describes."""
    behind = [word for word in lexemes(side.text, side.language) if word.start >= one.end and word.kind == WORD]
    sorts = _sorts(side.language)
    return next((word.lower for word in behind[:_REACH] if word.lower in sorts), None)


def _are_two(left: Side, one: Quantity, right: Side, other: Quantity) -> bool:
    """Whether both sides tell of both: "the 44-year-old driver and his passenger"."""
    nouns = {_noun(left, one), _noun(right, other)}
    told = [{word.lower for word in lexemes(side.text, side.language)} for side in (left, right)]
    return len(nouns) > 1 and all(nouns <= words for words in told)


def _may_be_one(one: frozenset[int] | None, other: frozenset[int] | None) -> bool:
    return bool(one and other and one & other)


@cache
def _sorts(language: str) -> Mapping[str, frozenset[int]]:
    lines = measures(language).people
    nouns = {word for line in lines for word in line.split()}
    return {word: frozenset(at for at, line in enumerate(lines) if word in line.split()) for word in nouns}
