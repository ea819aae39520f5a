"""Witnesses of one claim -> where one lists what the other's list leaves out.

"Medical and scientific purposes" beside "medical, scientific and therapeutic
purposes": the same list, as two common members tell, and not of the same
length or members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.differences.places import Places, Word, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.measures import measures
from briefgen.text.tables import table, words

_LEAST, _COMMON = 3, 2
_LONGEST = 4
_JOINS = words("and or und oder et ou y o и или")
_COMMA = ","
_OPENING, _REACH = words("including include includes like such"), 4


@dataclass(frozen=True, slots=True)
class _List:
    """The members of a list as sets of stems, and where it stands."""

    members: tuple[frozenset[str], ...]
    at: Offsets


def lists(left: Side, right: Side) -> Iterator[Found]:
    """Find two lists of the same things of which one has a member that the other sentence lacks."""
    mine, theirs = _listings(left), _listings(right)
    if not mine or not theirs:
        return
    told = [{word.stem for word in places(side).words} for side in (left, right)]
    for one in mine:
        for other in theirs:
            if max(len(one.members), len(other.members)) < _LEAST or _common(one, other) < _COMMON:
                continue
            # "Drowsiness" and "vomiting" end many lists of symptoms.
            if 2 * _common(one, other) <= min(len(one.members), len(other.members)):
                continue
            if _lacks(one, other, told[1]) or _lacks(other, one, told[0]):
                rule = f"{len(one.members)} listed beside {len(other.members)}, not the same ones"
                yield Found(Kind.SCOPE, one.at, other.at, rule)


@once
def _listings(side: Side) -> Sequence[_List]:
    return list(_lists(side))


def _common(one: _List, other: _List) -> int:
    return sum(any(not mine.isdisjoint(its) for its in other.members) for mine in one.members)


def _lacks(one: _List, other: _List, told: set[str]) -> bool:
    """Whether a list has a member that is neither in the other one nor anywhere in its sentence."""
    return any(all(member.isdisjoint(its) for its in other.members) and not member <= told for member in one.members)


def _lists(side: Side) -> Iterator[_List]:
    """The rows of short members between commas that "and" ends."""
    found = places(side)
    row: list[list[Word]] = []
    for member, before, ends in _members(side, found):
        if before not in {_COMMA, "and"}:
            row = []
        if not row and _is_open(found, member[0]):
            continue
        row.append(member)
        if before == "and" and len(row) > 1:
            if (one := _listed(row)) is not None:
                yield one
            row = []
        elif ends:
            row = []


def _is_name(word: Word) -> bool:
    """Whether it is written like a name; "V-type" is none."""
    return word.is_capital and not ("-" in word.text and word.text.rpartition("-")[2].islower())


def _is_open(found: Places, first: Word) -> bool:
    """Whether a list tells only some: "including those in Virginia and Maryland"."""
    before = [word.lower for word in found.words if word.start < first.start][-_REACH:]
    return not _OPENING.isdisjoint(before)


def _listed(row: Sequence[Sequence[Word]]) -> _List | None:
    first, last = row[0][-_LONGEST + 2 :], row[-1][: _LONGEST - 2]
    if all(len(part) == 1 for part in row[1:-1]) and len(first) + len(last) > 2 and not first[0].is_capital:
        first, last_words = first[-1:], last[:1]
    else:
        last_words = last
    parts = [first, *row[1:-1], last_words]
    if any(len(part) > _LONGEST for part in parts) or len({_is_name(part[0]) for part in parts}) > 1:
        return None
    return _List(tuple(frozenset(word.stem for word in part) for part in parts), (first[0].start, last[-1].end))


def _members(side: Side, found: Places) -> Iterator[tuple[list[Word], str, bool]]:
    """The runs of telling words, what parts each from the one before, and whether the row ends with it."""
    run: list[Word] = []
    parted, known = "", table(side.language)
    for at, word in enumerate(found.words):
        gap = side.text[found.words[at - 1].end : word.start] if at else ""
        mark = gap.strip()
        if run and (mark or not (_belongs(side, word) or word.lower in known.genitives)):
            yield run, parted, mark not in {"", _COMMA} or (not mark and word.lower not in _JOINS)
            run, parted = [], ""
        if word.lower in _JOINS:
            parted = "and" if mark in {"", _COMMA} else ""
        elif word.lower in known.articles and not run and not mark and parted:
            continue
        elif word.lower in known.articles and not run and mark == _COMMA:
            parted = _COMMA
        elif _belongs(side, word) or (run and not mark and word.lower in known.genitives):
            parted = parted if run or parted == "and" else (_COMMA if mark == _COMMA else "")
            run.append(word)
        else:
            parted = ""
    if run:
        yield run, parted, True


def _belongs(side: Side, word: Word) -> bool:
    known = table(side.language)
    if not (word.is_content or word.is_capital) or word.lower in _OPENING:
        return False
    if any(word.lower in closed for closed in (known.stop, known.saying, known.time, known.articles)):
        return False
    return word.lower not in measures(side.language).numbers and not any(map(str.isdigit, word.text))
