"""Fresh sentence beside what was told before -> known, changed or new, and what decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice

from briefgen.differences.agreement import may_agree
from briefgen.differences.certainty import certainty
from briefgen.differences.counterparts import Stated, are_comparable, are_of_one_thing, company
from briefgen.differences.dates import dates
from briefgen.differences.negation import negation
from briefgen.differences.sides import Found
from briefgen.editions.earlier import Earlier, Near, keys_of
from briefgen.editions.matter import Matter, State, clauses
from briefgen.model import Kind
from briefgen.parsing.dates import Time, resolved
from briefgen.parsing.quantities import Quantity, quantities, values
from briefgen.text.measures import Bound
from briefgen.text.tables import table

KNOWN = 0.45
SMALL = 12
_SURELY, _OF_IT = 0.6, 0.2
_TOGETHER, _ALL = 3, 0.62
RELATED = 0.35
_CLAUSE = 0.25
_CLAUSE_WORDS = 2
_ALIKE, _APART = 0.7, 5
_FEWEST = 2
_BESIDE = 40
_SAME_ACT = 0.5
_NEWS = {
    (State.OPEN, State.PLANNED): Kind.CERTAINTY,
    (State.OPEN, State.DONE): Kind.LATER,
    (State.OPEN, State.DENIED): Kind.CERTAINTY,
    (State.PLANNED, State.DONE): Kind.LATER,
    (State.PLANNED, State.DENIED): Kind.NEGATION,
    (State.DONE, State.DENIED): Kind.NEGATION,
    (State.DENIED, State.DONE): Kind.NEGATION,
}


class Sort(StrEnum):
    """What a fresh sentence is beside the earlier ones."""

    KNOWN = "known"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """A value told anew: the earlier sentence, and what was found in it (left) and in the fresh one (right)."""

    before: Matter
    found: Found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a fresh sentence is, the values it changes, the earlier sentences that tell of the same, and why."""

    sort: Sort
    changes: tuple[Change, ...] = ()
    near: tuple[Near, ...] = ()
    why: str = ""
    adds: bool = False


def verdict(fresh: Matter, past: Earlier) -> Verdict:
    """Judge one fresh sentence."""
    if fresh.words.stems in past.same_words:
        return Verdict(Sort.KNOWN, near=tuple(past.near(fresh)[:1]), why="word for word")
    near = past.near(fresh)
    changes = tuple(_changes(fresh, [one for one in near if one.told >= RELATED], past))
    if changes:
        return Verdict(Sort.CHANGED, changes, tuple(near))
    if not _is_told(fresh, near, past):
        return Verdict(Sort.NEW, (), tuple(near), "little of it was told")
    why = next(_added(fresh, near, past), "")
    return Verdict(Sort.NEW if why else Sort.KNOWN, (), tuple(near), why, adds=bool(why))


def _is_told(fresh: Matter, near: Sequence[Near], past: Earlier) -> bool:
    """Whether one earlier sentence says most of a fresh one, or a few together nearly all of it."""
    if not fresh.told:
        return True
    together = frozenset().union(*(one.shared for one in near[:_TOGETHER]))
    return any(_says(one) for one in near) or (bool(near) and past.share(fresh, together) >= _ALL)


def _says(one: Near) -> bool:
    """Whether an earlier sentence says most of a fresh one; a long one has many a word by chance."""
    if one.told >= _SURELY:
        return True
    return one.told >= KNOWN and len(one.shared) >= _OF_IT * len(one.matter.concepts)


# --- changes


def _changes(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    figures = list(_new_figures(fresh, near, past))
    yield from figures
    if not figures:
        yield from islice(chain(_other_times(fresh, near, past), _by_rule(fresh, near), _other_states(fresh, near)), 1)


def _by_rule(fresh: Matter, near: Sequence[Near]) -> Iterator[Change]:
    """Where the nearest earlier sentence is surer, or denies what is said now."""
    for one in near[:1]:
        for found in (*certainty(one.matter.side, fresh.side), *negation(one.matter.side, fresh.side)):
            yield Change(one.matter, found)


def _other_times(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    """A time that was told otherwise, or moved; that something still is so on a later day is no such thing."""
    for one in near:
        for found in dates(one.matter.side, fresh.side):
            time = next(time for time in fresh.times if time.start == found.right[0])
            if time.future or not _is_later(time, fresh, past):
                yield Change(one.matter, found)


def _is_later(time: Time, fresh: Matter, past: Earlier) -> bool:
    """Whether a time lies behind the last earlier report."""
    day = resolved(time, fresh.published)
    return bool(day and past.last_day and day > past.last_day)


def _new_figures(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[Change]:
    for quantity in fresh.quantities:
        if not is_told(quantity, past) and not any(_has(one.matter, quantity) for one in near):
            yield from islice(_paired(fresh, quantity, near), 1)


def _has(one: Matter, quantity: Quantity) -> bool:
    """Whether a sentence has a value with whatever unit; a small one is of many things."""
    return quantity.low > SMALL and quantity.low in values(one.text, one.language)


def _paired(fresh: Matter, quantity: Quantity, near: Sequence[Near]) -> Iterator[Change]:
    """The earlier quantities that are of the same thing."""
    mine = Stated(fresh.side, quantity)
    for one in near:
        for other in one.matter.quantities:
            theirs = Stated(one.matter.side, other)
            if are_comparable(other, quantity) and _are_of_one_thing(theirs, mine, one):
                rule = f"{theirs.words} before, {mine.words} now"
                yield Change(one.matter, Found(Kind.NUMBER, theirs.offsets, mine.offsets, rule))


def _are_of_one_thing(theirs: Stated, mine: Stated, near: Near) -> bool:
    """Whether two quantities are of one thing; surely where the fresh sentence names the old value beside its own."""
    if are_of_one_thing(theirs, mine, company(theirs, mine)) or _names_both(theirs, mine):
        return True
    alone = theirs.is_only and mine.is_only
    low, high = sorted((theirs.quantity.high, mine.quantity.high))
    told = near.told >= _ALIKE and len(near.shared) >= _FEWEST
    return alone and told and high <= _APART * low


def _names_both(theirs: Stated, mine: Stated) -> bool:
    """Whether the fresh sentence has the old value right beside the new one: "from 3 to 2 percent"."""
    return any(
        other.low == theirs.quantity.low and abs(other.start - mine.quantity.start) <= _BESIDE
        for other in quantities(mine.side.text, mine.side.language)
        if other.start != mine.quantity.start
    )


def is_told(quantity: Quantity, past: Earlier) -> bool:
    """Tell whether an earlier report has a quantity, rounded or hedged otherwise perhaps."""
    return any(_is_one(quantity, other) for key in keys_of(quantity) for other in past.quantities.get(key, ()))


def _is_one(one: Quantity, other: Quantity) -> bool:
    if (one.low, one.high) == (other.low, other.high):
        return True
    return may_agree(_exact(one), _exact(other))


def _exact(one: Quantity) -> Quantity:
    """A quantity whose "at least" or "up to" leaves no room: a higher toll is news."""
    return one if one.bound is Bound.ABOUT else replace(one, bound=None)


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


# --- what is added


def _added(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[str]:
    told = {name for one in near for name in one.matter.concepts}
    for quantity in fresh.quantities:
        if not is_told(quantity, past) and not any(_has(one.matter, quantity) for one in near):
            yield f"new figure {fresh.text[quantity.start : quantity.end]}"
    for value in sorted(values(fresh.text, fresh.language) - past.values):
        if value > SMALL and not any(quantity.covers(value) for quantity in fresh.quantities):
            yield f"new number {value}"
    for name in fresh.names:
        if not past.has_name(name):
            yield f"new name {name}"
    for time in _new_times(fresh, near, past):
        yield f"new time {time}"
    another = table(fresh.language).additional & {token.lower for token in fresh.tokens}
    for word in sorted(another - past_words(near)):
        yield f"one more: {word}"
    for act in sorted(fresh.acts - told):
        yield f"new act {act}"
    for words in clauses(fresh.told):
        if len(words) >= _CLAUSE_WORDS and sum(past.weight(w) for w in words if w.concept in told) < _CLAUSE * sum(
            past.weight(w) for w in words
        ):
            yield f"new clause {fresh.text[words[0].start : words[-1].end]}"


def past_words(near: Sequence[Near]) -> frozenset[str]:
    return frozenset(word.lower() for one in near for word in one.matter.words.written)


def _new_times(fresh: Matter, near: Sequence[Near], past: Earlier) -> Iterator[str]:
    """The times of happening that lie behind the last earlier report and that no near sentence names."""
    known = {resolved(time, one.matter.published) for one in near for time in one.matter.times}
    for time in fresh.times:
        day = resolved(time, fresh.published)
        if _is_later(time, fresh, past) and day not in known and time.sort in {"weekday", "day", "off"}:
            yield fresh.text[time.start : time.end]
