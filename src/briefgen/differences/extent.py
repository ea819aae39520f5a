"""Two witnesses -> where one tells less of the extent than the other: a superlative, a seldom, a single one.

"One of the highest-paid" beside "the highest-paid"; "has barely spoken" beside
"has not spoken"; "a lawmaker" beside "lawmakers".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from briefgen.differences.places import Places, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table, words

_REACH, _NEAR, _SHARED = 4, 8, 2
# "A nerve agent" is no man.
_NO_MEN = words("agent host star leader author anchor")


def extent(left: Side, right: Side) -> Iterable[Found]:
    """Yield where the same thing is told of one among several and of one alone, or of little and of nothing."""
    if left.language != right.language or not table(left.language).seldom:
        return
    yield from _ranked(left, right)
    yield from _seldom(left, right)
    yield from _single(left, right)
    for found in (*_ranked(right, left), *_seldom(right, left), *_single(right, left)):
        yield Found(found.kind, found.right, found.left, found.rule)


# --- the highest, one of the highest


def _ranked(among: Side, alone: Side) -> Iterator[Found]:
    """What is one of the highest on one side, the highest on the other."""
    ours, theirs = _ranks(among), _ranks(alone)
    for (one, at, is_among), (other, place, is_one) in product(ours, theirs):
        told_too = any(word == one and is_one_too for word, _, is_one_too in theirs)
        if one == other and is_among and not is_one and not told_too:
            rule = f"“{among.text[slice(*at)]}” beside “{alone.text[slice(*place)]}”"
            yield Found(Kind.SCOPE, at, place, rule)


@once
def _ranks(side: Side) -> Sequence[tuple[str, Offsets, bool]]:
    return list(_superlatives(side))


def _superlatives(side: Side) -> Iterator[tuple[str, Offsets, bool]]:
    """Each superlative behind "the" or a possessive, and whether "one of" stands before it."""
    no_superlatives = table(side.language).no_superlatives
    found = places(side).words
    for at, word in enumerate(found):
        if not _is_superlative(word.lower, no_superlatives) or word.is_quoted:
            continue
        before = [one.lower for one in found[max(0, at - _REACH) : at]]
        is_among = "one of" in " ".join(before) or "among" in before
        first = next((place for place in range(max(0, at - _REACH), at) if found[place].lower in {"one", "among"}), at)
        start = found[first if is_among else at].start
        end = found[min(at + 1, len(found) - 1)].end
        yield _key(word.lower, found[at + 1].lower if at + 1 < len(found) else ""), (start, end), is_among


def _key(word: str, behind: str) -> str:
    """A superlative and what it measures: "highest-paid", "highest paid"."""
    return word.replace("-", " ") if "-" in word else f"{word} {behind}"


def _is_superlative(word: str, no_superlatives: frozenset[str]) -> bool:
    first = word.partition("-")[0]
    return first.endswith("est") and len(first) > len("best") and first not in no_superlatives


# --- barely, not


def _seldom(little: Side, none: Side) -> Iterator[Found]:
    """What hardly happened on one side, and did not on the other."""
    if table(little.language).seldom.isdisjoint(places(little).lowered):
        return
    ours, theirs = places(little), places(none)
    known = table(little.language)
    for at, word in enumerate(ours.words[:-1]):
        if word.lower not in known.seldom or word.is_quoted:
            continue
        verb = ours.words[at + 1]
        for place, other in enumerate(theirs.words):
            before = [one.lower for one in theirs.words[max(0, place - 2) : place]]
            if other.stem != verb.stem or not known.negators.intersection(before) or other.is_quoted:
                continue
            if len(_around(ours, at + 1) & _around(theirs, place)) >= _SHARED:
                first = next(i for i in range(max(0, place - 2), place) if theirs.words[i].lower in known.negators)
                rule = f"“{word.text} {verb.text}” beside “{theirs.words[first].text} {other.text}”"
                yield Found(
                    Kind.NEGATION, (word.start, verb.end), (theirs.words[first].start, other.end), rule
                )  # fmt: skip


def _around(found: Places, at: int) -> frozenset[str]:
    return found.near(at, at + 1, _NEAR, _NEAR)


# --- a lawmaker, lawmakers


def _single(one: Side, several: Side) -> Iterator[Found]:
    """Who is one on one side, and several on the other."""
    if not _singles(one):
        return
    ours, theirs = places(one), places(several)
    plurals = {word.lower: at for at, word in enumerate(theirs.words) if word.text.islower() and not word.is_quoted}
    alone = theirs.lowered
    for first, head in _singles(one):
        word, noun = ours.words[first], ours.words[head].lower
        at = plurals.get(f"{noun}s", plurals.get(f"{noun}es"))
        told = ours.lowered & {f"{noun}s", f"{noun}es"}
        if at is None or noun in alone or told or _is_of(theirs, at):
            continue
        if len(_around(ours, head) & _around(theirs, at)) >= _SHARED:
            rule = f"one {noun} beside several"
            at_several = theirs.words[at].start, theirs.words[at].end
            yield Found(Kind.NUMBER, (word.start, ours.words[head].end), at_several, rule)


@once
def _singles(side: Side) -> Sequence[tuple[int, int]]:
    """The places of "a" and of the noun behind it, for people by what they are."""
    found, roles = places(side), table(side.language).roles
    opened = [at for at, word in enumerate(found.words) if word.lower in {"a", "an"} and not word.is_quoted]
    heads = [(first, head) for first in opened if (head := _head(side, found, first + 1)) is not None]
    nouns = [(first, head, found.words[head].lower) for first, head in heads]
    return [(first, head) for first, head, noun in nouns if noun in roles and noun not in _NO_MEN]


def _head(side: Side, found: Places, first: int) -> int | None:
    at = first
    while at < min(len(found.words), first + 3) and found.words[at].is_content and found.words[at].text.islower():
        if at > first and side.text[found.words[at - 1].end : found.words[at].start] != " ":
            break
        at += 1
    return at - 1 if at > first else None


def _is_of(found: Places, at: int) -> bool:
    """Whether a plural is only what one is of: "one of the lawmakers"."""
    return any(word.lower in {"of", "one"} for word in found.words[max(0, at - 3) : at])
