"""Witnesses of one claim -> where another group of the same name acts: "G7 nations" beside "G7 leaders"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.differences.likeness import are_alike
from briefgen.differences.places import Places, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.measures import measures
from briefgen.text.tables import table

_BEHIND = 8


@dataclass(frozen=True, slots=True)
class _Group:
    """A name and the noun for the group behind it: the line of nouns it is of, if any, its verb, and what follows."""

    name: str
    sort: int | None
    noun: str
    verb: str
    at: Offsets
    behind: frozenset[str]


def actor(left: Side, right: Side) -> Iterator[Found]:
    """Find the groups that go by one name and do the same, and are not the same."""
    ours, theirs = _groups(left), _groups(right)
    if not ours or not theirs:
        return
    sorts = _sorts_in(left), _sorts_in(right)
    for one in ours:
        for other in theirs:
            if one.name != other.name or not one.behind & other.behind:
                continue
            unlisted = None in {one.sort, other.sort}
            if unlisted and not _are_alike_groups(left, one, right, other):
                continue
            if unlisted or (one.sort not in sorts[1] and other.sort not in sorts[0]):
                rule = f"“{left.text[slice(*one.at)]}” beside “{right.text[slice(*other.at)]}” as those who act"
                yield Found(Kind.ACTOR, one.at, other.at, rule)


def _are_alike_groups(left: Side, one: _Group, right: Side, other: _Group) -> bool:
    """Whether two nouns, of which no list tells what they mean, are all that sets two sentences apart."""
    if one.noun == other.noun or one.verb != other.verb or not are_alike(left, right):
        return False
    return one.noun not in places(right).content and other.noun not in places(left).content


@once
def _groups(side: Side) -> Sequence[_Group]:
    """The groups that act: a verb, not one of saying alone, follows them."""
    found, sorts, groups = places(side), _sorts(side.language), []
    for at, word in enumerate(found.words[1:-1], start=1):
        name = found.words[at - 1]
        if not name.is_capital or not word.text.islower():
            continue
        listed = word.lower in sorts or _is_group(side, found, at)
        if listed and _acts(side, found, at):
            behind = found.near(at + 1, at + 1, 0, _BEHIND)
            at_ = name.start, word.end
            groups.append(_Group(name.stem, sorts.get(word.lower), word.stem, found.words[at + 1].stem, at_, behind))
    return groups


def _is_group(side: Side, found: Places, at: int) -> bool:
    """Whether a word that no list has is a plural right behind its name, with a verb of the past behind."""
    word, verb = found.words[at], found.words[at + 1].lower
    known, timed = table(side.language), measures(side.language)
    verbal = word.lower in known.acts or word.lower in known.saying
    noun = word.is_content and word.text.endswith("s") and not verbal
    joined = side.text[found.words[at - 1].end : word.start] == " "
    return noun and joined and (verb in known.acts or verb in timed.verbs or verb.endswith(timed.past))


def _acts(side: Side, found: Places, at: int) -> bool:
    """Whether the next word, right behind the noun, is a verb that tells of an act."""
    word, follower = found.words[at], found.words[at + 1]
    known = table(side.language)
    apart = side.text[word.end : follower.start] != " " or word.is_quoted
    acts = follower.lower not in known.saying and follower.lower not in known.prepositions
    return acts and not apart and follower.text.islower()


@once
def _sorts_in(side: Side) -> set[int]:
    sorts = _sorts(side.language)
    return {sorts[word.lower] for word in places(side).words if word.lower in sorts}


@cache
def _sorts(language: str) -> Mapping[str, int]:
    """Which nouns mean the same group."""
    return {word: sort for sort, line in enumerate(table(language).actors) for word in line.split()}
