"""Witnesses of one claim -> where one only lets seem what the other one tells as a fact.

"Seemed to suggest" beside "suggested", "what it called an attack" beside "the
attack": the same word, right behind a hedge on one side and behind none on
the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from briefgen.differences.places import Places, Word, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table, words

# From the hedge to the word that it weakens.
_REACH = 3
_NEAR, _SHARED = 6, 2
_INNER = words("have has had been be was were is are to the a an also as")
_BEFORE, _BEHIND, _SHORTEST = 4, 2, 4
# What is charged or ruled on is told as a fact all the same; what is asked or hoped for is none.
_CERTAIN = words("according trial charged charge charges")
_OPEN = words("if whether to")


def hedging(left: Side, right: Side) -> Iterator[Found]:
    """Find what one side hedges and the other tells."""
    if left.language != right.language:
        return
    yield from _hedged(left, right)
    for found in _hedged(right, left):
        yield Found(found.kind, found.right, found.left, found.rule)


def _hedged(unsure: Side, sure: Side) -> Iterator[Found]:
    ours, theirs = places(unsure), places(sure)
    for start, end in _hedges(unsure):
        word = _weakened(unsure, ours, end)
        at = _told(sure, theirs, ours, word, unsure.language) if word is not None else None
        if word is None or at is None:
            continue
        # What somebody says on one side alone is no plainer than what "allegedly" was.
        if _is_said(sure, theirs.words[at].start) and not _is_said(unsure, start):
            continue
        one, other = (start, ours.words[word].end), (theirs.words[at].start, theirs.words[at].end)
        rule = f"“{unsure.text[slice(*one)]}” beside “{sure.text[slice(*other)]}”"
        yield Found(Kind.CERTAINTY, one, other, rule)


@once
def _hedges(side: Side) -> Sequence[Offsets]:
    pattern = _pattern(side.language)
    return [match.span() for match in pattern.finditer(side.text)] if pattern else []


def _is_said(side: Side, start: int) -> bool:
    """Whether somebody is named who says it, by another word than the one that begins here."""
    line = places(side).line
    return line.source is not None or any(line.tokens[one.verb].start != start for one in line.said)


def _weakened(side: Side, found: Places, end: int) -> int | None:
    """The first telling word behind the hedge, close to it and in its clause."""
    begin = next((at for at, word in enumerate(found.words) if word.start >= end), len(found.words))
    for at in range(begin, min(begin + _REACH + 1, len(found.words))):
        word = found.words[at]
        if any(mark in side.text[end : word.start] for mark in ',;:."“'):
            return None
        if word.is_content and word.lower not in _INNER and word.text.islower():
            return at if len(word.text) >= _SHORTEST and word.lower not in table(side.language).saying else None
    return None


def _told(side: Side, found: Places, ours: Places, word: int, language: str) -> int | None:
    """Where the other side has the word or its equal: once, unhedged, outside marks, of the same matter."""
    equal = _equals(language)
    key = equal.get(ours.words[word].lower, ours.words[word].stem)
    at = [place for place, one in enumerate(found.words) if equal.get(one.lower, one.stem) == key]
    if len(at) != 1 or found.words[at[0]].is_quoted or not _is_act(found.words[at[0]], language):
        return None
    around = ours.near(word, word + 1, _NEAR, _NEAR) & found.near(at[0], at[0] + 1, _NEAR, _NEAR)
    return at[0] if len(around) >= _SHARED and not _is_hedged(side, found, at[0]) else None


def _is_act(word: Word, language: str) -> bool:
    """Whether a word tells what was done: a verb of the past."""
    known = word.lower in _equals(language) or word.lower in table(language).acts
    return word.text.islower() and (known or word.lower.endswith("ed"))


def _is_hedged(side: Side, found: Places, at: int) -> bool:
    """Whether anything in the sentence makes it less than a fact: a hedge, a denial, or somebody who says it there."""
    known = table(side.language)
    before = {word.lower for word in found.words[max(0, at - _BEFORE) : at]}
    near = {word.lower for word in (*found.words[max(0, at - _NEAR) : at], *found.words[at + 1 : at + 1 + _BEHIND])}
    denied = any(not some.isdisjoint(before) for some in (known.negators, known.denials, _OPEN))
    return bool(denied or (near & known.hedges) - _CERTAIN or _hedges(side))


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    phrases = sorted(table(language).seeming, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?i:{'|'.join(phrases)})\b") if phrases else None


@cache
def _equals(language: str) -> Mapping[str, str]:
    """Verbs that reports use one for another."""
    lines: Sequence[str] = table(language).same_acts
    return {word: line.split()[0] for line in lines for word in line.split()}
