"""Two witnesses -> the years since which a thing is so, where they differ: "starting in 2005", "since 2002"."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.differences.nearby import stems_near
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind
from briefgen.parsing.dates import Time, times
from briefgen.parsing.lexemes import lexemes
from briefgen.text.measures import measures

_WIDE, _SHARED, _REACH = 9, 3, 2


def beginnings(left: Side, right: Side) -> Iterable[Found]:
    """Yield the only beginnings that two sentences tell, in the same company, where the years are not the same."""
    if left.language != right.language:
        return
    one, other = _beginning(left), _beginning(right)
    if one is None or other is None or one.year == other.year:
        return
    near = stems_near(left.text, left.language, one.start, one.end, _WIDE, _WIDE)
    if len(near & stems_near(right.text, right.language, other.start, other.end, _WIDE, _WIDE)) < _SHARED:
        return
    words = left.text[one.start : one.end], right.text[other.start : other.end]
    rule = f"since {words[0]} beside since {words[1]}"
    yield Found(Kind.DATE, (one.start, one.end), (other.start, other.end), rule)


@once
def _beginning(side: Side) -> Time | None:
    """The year of the only beginning; None where another sentence's year stands in this one too."""
    years = [one for one in times(side.text, side.language) if one.year is not None and one.month is None]
    found = [one for one in years if _begins(side, one)]
    return found[0] if len(found) == 1 else None


def _begins(side: Side, one: Time) -> bool:
    before = [word.lower for word in lexemes(side.text, side.language) if word.end <= one.start][-_REACH:]
    return not measures(side.language).beginning.isdisjoint(before)
