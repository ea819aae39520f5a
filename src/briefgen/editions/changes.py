"""Fresh sentence beside the earlier ones of its story -> the values that it tells otherwise.

A running story changes its figures, its days, its bounds, and what was only
planned or denied.  An earlier sentence need not be alike as a whole: winds of
95 and of 115 kilometres an hour are told in other company on the next day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from briefgen.differences.certainty import certainty
from briefgen.differences.counterparts import Stated, are_comparable, are_of_one_thing, company
from briefgen.differences.dates import dates
from briefgen.differences.negation import negation
from briefgen.differences.numbers import numbers
from briefgen.differences.sides import Found
from briefgen.editions.earlier import Earlier, Near
from briefgen.editions.evidence import has, is_later, is_told
from briefgen.editions.matter import Matter, State
from briefgen.model import Kind
from briefgen.parsing.dates import Time, may_be_same
from briefgen.parsing.quantities import Quantity, values
from briefgen.text.tables import table

# Times, negations and what is done now are compared only with earlier sentences that tell a quarter of the fresh one;
# acts with those that tell half: of 9 rows on 90 clusters of news 5 were false without.
RELATED, _SAME_ACT = 0.25, 0.5
# A value that grew more than so many times is of another thing, and one in a sentence that is alike but for it.
_NEARER, _APART, _ALIKE = 3, 5, 0.7
_FEWEST = 2
# Percents, money and years measure anything.
_GENERIC = 0.2
_NEWS = {
    (State.OPEN, State.PLANNED): Kind.CERTAINTY,
    (State.OPEN, State.DONE): Kind.LATER,
    (State.OPEN, State.DENIED): Kind.CERTAINTY,
    (State.PLANNED, State.DONE): Kind.LATER,
    (State.PLANNED, State.DENIED): Kind.NEGATION,
    (State.DONE, State.DENIED): Kind.NEGATION,
    (State.DENIED, State.DONE): Kind.NEGATION,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A value told anew: the earlier sentence, and what was found in it (left) and in the fresh one (right)."""

    before: Matter
    found: Found


def changes(fresh: Matter, near: Sequence[Near], past: Earlier) -> tuple[Change, ...]:
    """Return the values that a fresh sentence tells otherwise than an earlier one of the same matter."""
    return tuple(_changes(fresh, [one for one in near if one.told >= RELATED], past))


def _changes(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    figures = list(_new_figures(fresh, near, past))
    yield from figures
    if not figures:
        yield from islice(chain(_other_times(fresh, near, past), _by_rule(fresh, near), _other_states(fresh, near)), 1)


def _by_rule(fresh: Matter, near: Sequence[Near]) -> Iterator[Change]:
    """Where the nearest earlier sentence is surer, or denies what is said now."""
    for one in near[:1]:
        bounds = (found for found in numbers(one.matter.side, fresh.side) if found.kind is Kind.BOUND)
        for found in chain(bounds, certainty(one.matter.side, fresh.side), negation(one.matter.side, fresh.side)):
            yield Change(one.matter, found)


def _other_times(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    """A time that was told otherwise, or moved; that something still is so on a later day is no such thing."""
    for one in near:
        for found in dates(one.matter.side, fresh.side):
            time = next(time for time in fresh.times if time.start == found.right[0])
            if time.future or not is_later(time, fresh, past):
                yield Change(one.matter, found)
    yield from _moved(fresh, near)


def _moved(fresh: Matter, near: Sequence[Near]) -> Iterator[Change]:
    """A time that was still to come for which the fresh sentence, with a word of moving, has another."""
    lowered = {token.lower for token in fresh.tokens}
    if lowered.isdisjoint(table(fresh.language).moving):
        return
    for one in near:
        for old in one.matter.times:
            if not _is_to_come(old) or len(one.shared) < _FEWEST:
                continue
            for new in (
                time for time in fresh.times if not may_be_same(old, time, one.matter.published, fresh.published)
            ):
                words = one.matter.text[old.start : old.end], fresh.text[new.start : new.end]
                at = (old.start, old.end), (new.start, new.end)
                yield Change(one.matter, Found(Kind.DATE, *at, f"{words[0]} before, {words[1]} now"))


def _is_to_come(time: Time) -> bool:
    """Whether a time lies ahead of the day of its report, as far as the verb tells."""
    return time.future or (time.relation is not None and time.sort in {"weekday", "day"})


def _new_figures(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    for quantity in fresh.quantities:
        yield from islice(_bound(fresh, quantity, past), 1)
        if not is_told(quantity, near, past) and not any(has(one, quantity) for one in near):
            yield from islice(_paired(fresh, quantity, near, past), 1)


def _bound(fresh: Matter, quantity: Quantity, past: Earlier) -> Iterator[Change]:
    """The earlier quantities of the same value that were bounded, where it is told as exact now."""
    before = fresh.text[: quantity.start].split()[-1:]
    if not table(fresh.language).exact.intersection(word.lower() for word in before):
        return
    for one, other in reversed(past.stated(quantity)):
        if other.low == quantity.low and other.bound is not None and are_comparable(other, quantity):
            words = one.text[other.start : other.end], fresh.text[quantity.start : quantity.end]
            at = (other.start, other.end), (quantity.start, quantity.end)
            yield Change(one, Found(Kind.BOUND, *at, f"{words[0]} before, exactly {words[1]} now"))


def _paired(fresh: Matter, quantity: Quantity, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    """The earlier quantities that are of the same thing, the closest company first, then the latest."""
    mine = Stated(fresh.side, quantity)
    told = {id(one.matter): one.told for one in near}
    found = []
    for place, (one, other) in enumerate(past.stated(quantity)):
        theirs = Stated(one.side, other)
        share = told.get(id(one), 0.0)
        if are_comparable(other, quantity) and _are_of_one_thing(theirs, mine, (one, fresh), share):
            found.append(((len(_company(theirs, mine, one, fresh)) + 4 * share, place), one, theirs))
    for _, one, theirs in sorted(found, key=lambda each: each[0], reverse=True):
        yield Change(one, Found(Kind.NUMBER, theirs.offsets, mine.offsets, f"{theirs.words} before, {mine.words} now"))


def _are_of_one_thing(theirs: Stated, mine: Stated, lines: tuple[Matter, Matter], share: float) -> bool:
    """Whether two quantities are of one thing; surely where the fresh sentence names the old value beside its own."""
    toll = mine.quantity.role is not None
    if toll and mine.quantity.high < theirs.quantity.low and share < _SAME_ACT:
        return False
    if are_of_one_thing(theirs, mine, company(theirs, mine)) or _names_both(theirs, mine):
        return True
    apart = theirs.of and mine.of and theirs.of.isdisjoint(mine.of)
    if apart or (mine.is_generic and share < _GENERIC):
        return False
    low, high = sorted((theirs.quantity.high, mine.quantity.high))
    alone = theirs.is_only and mine.is_only
    shared = _company(theirs, mine, *lines)
    enough = len(shared) >= (1 if alone else _FEWEST)
    return (enough and high <= _NEARER * low) or (alone and share >= _ALIKE and high <= _APART * low)


def _company(theirs: Stated, mine: Stated, before: Matter, fresh: Matter) -> frozenset[str]:
    """The concepts around both."""
    return before.around(theirs.offsets) & fresh.around(mine.offsets)


def _names_both(theirs: Stated, mine: Stated) -> bool:
    """Whether the fresh sentence has the old value, too: "up from 19"."""
    return theirs.quantity.low in values(mine.side.text, mine.side.language)


def _other_states(fresh: Matter, near: Sequence[Near]) -> Iterator[Change]:
    """Where an act that was only planned is done now, or denied, or the other way round."""
    for act in fresh.verbs:
        told = [
            (one, other)
            for one in near
            if one.told >= _SAME_ACT
            for other in one.matter.verbs
            if other.concept == act.concept
        ]
        if not told or any(other.state is act.state for _, other in told):
            continue
        one, other = told[0]
        if (other.state, act.state) in _NEWS:
            words = one.matter.text[slice(*other.at)], fresh.text[slice(*act.at)]
            yield Change(
                one.matter,
                Found(_NEWS[other.state, act.state], other.at, act.at, f"“{words[0]}” before, “{words[1]}” now"),
            )
