"""Two witnesses -> where one name is not the same in both: "the Officials Association", "the Officers Association"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from briefgen.differences.places import Word, places
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table

# Names of two words can be of two men; behind the same words they are of one place.
_LONG, _SHORT, _LEADING = 4, 2, 2
# "Zelensky" beside "Zelenskiy" is spelling.
_SPELLING = 0.75


def renamed(left: Side, right: Side) -> Iterable[Found]:
    """Yield the names that differ in one of their words alone, which the other sentence lacks."""
    told = places(left).lowered, places(right).lowered
    for first, one in _runs(left):
        for second, other in _runs(right):
            changed = _changed(one, other, left.language)
            if changed is None or changed[0] in told[1] or changed[1] in told[0]:
                continue
            if len(one) >= _LONG or _are_led_alike(left, first, right, second):
                at, place = (one[0].start, one[-1].end), (other[0].start, other[-1].end)
                is_body = one[-1].lower in table(left.language).institutions
                rule = f"“{left.text[slice(*at)]}” beside “{right.text[slice(*place)]}”: another name"
                yield Found(Kind.ACTOR if is_body else Kind.SPECIFICITY, at, place, rule)


@once
def _runs(side: Side) -> Sequence[tuple[int, Sequence[Word]]]:
    return list(_names(side))


def _names(side: Side) -> Iterator[tuple[int, Sequence[Word]]]:
    """The runs of capital words, with the place of the first."""
    found = places(side).words
    first = 0
    for at in range(len(found) + 1):
        apart = at > first and at < len(found) and side.text[found[at - 1].end : found[at].start] != " "
        if at == len(found) or apart or not _is_name(side, found[at]):
            if at - first >= _SHORT:
                yield first, found[first:at]
            first = at if at < len(found) and _is_name(side, found[at]) else at + 1


def _is_name(side: Side, word: Word) -> bool:
    if not word.is_capital or word.is_quoted:
        return False
    known = table(side.language)
    return word.lower not in known.stop and word.lower not in known.time


def _changed(one: Sequence[Word], other: Sequence[Word], language: str) -> tuple[str, str] | None:
    """The one word in which two names of a length differ, where the last is common and it is not only spelling."""
    if len(one) != len(other) or one[-1].lower != other[-1].lower:
        return None
    gaps = [(mine.lower, its.lower) for mine, its in zip(one, other, strict=True) if mine.lower != its.lower]
    if len(gaps) != 1 or not table(language).titles.isdisjoint(gaps[0]) or min(len(word) for word in gaps[0]) < _LONG:
        return None
    mine, its = sorted(gaps[0])
    return gaps[0] if SequenceMatcher(None, mine, its).ratio() < _SPELLING else None


def _are_led_alike(left: Side, first: int, right: Side, second: int) -> bool:
    """Whether the same small words lead to both: "at a Logan Square daycare"."""
    before = (
        places(left).words[max(0, first - _LEADING) : first],
        places(right).words[max(0, second - _LEADING) : second],
    )
    led = [[word.lower for word in words] for words in before]
    articles = table(left.language).articles
    return len(led[0]) == _LEADING and led[0] == led[1] and led[0][-1] in articles
