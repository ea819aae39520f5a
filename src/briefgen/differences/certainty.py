"""Witnesses of one claim -> where one is surer than the other of the same act.

The same verb behind another modal phrase: "is preparing to dismiss" beside
"would likely dismiss".  "Will" beside "would" is only reported speech, and a
plan is as good as a "will": neither is shown.  What only may have happened on
one side is set beside the bare fact on the other, where that one hedges
nothing and names nobody who says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.differences.places import Places, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table, words

_GRADES = (
    "planned",
    "scheduled",
    "certain",
    "expected",
    "likely",
    "possible",
    "advised",
    "binding",
    "weighed",
    "decided",
)
# What somebody should do is set beside what he must do, not beside what may come.
_ASKED = frozenset({"advised", "binding"})
_OPEN = frozenset({"expected", "likely", "possible"})
_SHARED = 2
_AUXILIARIES = words("was were has had have been is are and who that he she it they then also")
# Headlines use them one for another: "is set to", "is expected to".
_EQUAL = tuple(
    frozenset(pair.split())
    for pair in (
        "planned certain",
        "planned scheduled",
        "scheduled certain",
        "scheduled expected",
        "expected likely",
        "weighed possible",
        "decided certain",
        "decided planned",
        "decided scheduled",
    )
)


@dataclass(frozen=True, slots=True)
class _Modal:
    """A verb behind a modal phrase: how sure that makes it, its stem, where both stand, and the words around."""

    grade: str
    stem: str
    at: Offsets
    around: frozenset[str]


def certainty(left: Side, right: Side) -> Iterator[Found]:
    """Find the verbs that one side is surer of."""
    yield from _graded(left, right)
    yield from _hedged(left, right)
    for found in _hedged(right, left):
        yield Found(found.kind, found.right, found.left, found.rule)


def _graded(left: Side, right: Side) -> Iterator[Found]:
    ours, theirs = _modals(left), _modals(right)
    for one in ours:
        for other in theirs:
            if _differ(one, other) and not _both_have_both(one.stem, ours, theirs):
                yield _found(left, one.at, right, other.at)


def _found(left: Side, ours: Offsets, right: Side, theirs: Offsets) -> Found:
    rule = f"“{left.text[slice(*ours)]}” beside “{right.text[slice(*theirs)]}”"
    return Found(Kind.CERTAINTY, ours, theirs, rule)


def _hedged(left: Side, right: Side) -> Iterator[Found]:
    """Find what may be so on the left and is so on the right."""
    if not _modals(left) or _hedges(right, told=bool(places(left).line.said)):
        return
    later = left.published is not None and right.published is not None and left.published != right.published
    for one in _modals(left):
        is_open = one.grade in _OPEN or (one.grade in ("planned", "scheduled") and not later)
        if is_open and (fact := _fact(one, places(right), right)):
            yield _found(left, one.at, right, fact)


def _hedges(side: Side, *, told: bool) -> bool:
    """Whether a side is unsure of anything, or lets somebody say it where the other side, not `told`, does not."""
    known, found = table(side.language), places(side)
    if not known.hedges or (found.line.said and not told):
        return True
    return any(not some.isdisjoint(found.lowered) for some in (known.hedges, known.negators, known.denials))


def _fact(hedged: _Modal, found: Places, side: Side) -> Offsets | None:
    """Where the verb stands as a fact: once, in the past, of the same matter on both sides of it."""
    known = table(side.language)
    at = [place for place, word in enumerate(found.words) if word.stem == hedged.stem]
    if len(at) != 1 or not found.words[at[0]].text.endswith("ed") or found.words[at[0]].is_quoted:
        return None
    around = found.near(at[0], at[0] + 1, 4, 4)
    before = found.words[at[0] - 1].lower
    if len(around & hedged.around) < _SHARED or (before in known.stop and before not in _AUXILIARIES):
        return None
    return found.words[at[0]].start, found.words[at[0]].end


def _differ(one: _Modal, other: _Modal) -> bool:
    grades = {one.grade, other.grade}
    if one.stem != other.stem or len(grades) == 1 or grades in _EQUAL or len(grades & _ASKED) == 1:
        return False
    return bool(one.around & other.around)


def _both_have_both(stem: str, ours: Sequence[_Modal], theirs: Sequence[_Modal]) -> bool:
    """Whether one degree of certainty stands on both sides: then the other is of something else."""
    grades = [{modal.grade for modal in modals if modal.stem == stem} for modals in (ours, theirs)]
    return not grades[0].isdisjoint(grades[1])


@once
def _modals(side: Side) -> list[_Modal]:
    found, grades = places(side), _grades(side.language)
    if not grades:
        return []
    return [modal for match in _pattern(side.language).finditer(side.text) if (modal := _modal(match, found, grades))]


def _modal(match: re.Match[str], found: Places, grades: dict[str, str]) -> _Modal | None:
    verb = next((at for at, word in enumerate(found.words) if word.start == match.start("verb")), None)
    if verb is None or not found.words[verb].is_content or found.words[verb].is_quoted:
        return None
    word = found.words[verb]
    return _Modal(grades[match["phrase"]], word.stem, (match.start(), word.end), found.near(verb, verb + 1, 4, 4))


@cache
def _grades(language: str) -> dict[str, str]:
    """How sure each phrase of a language makes what follows."""
    known = table(language)
    return {phrase: grade for grade in _GRADES for phrase in getattr(known, grade)}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, sorted(_grades(language), key=lambda phrase: (-len(phrase), phrase))))
    return re.compile(
        rf"\b(?P<phrase>{phrases}) (?:also |soon |\w+ly )?(?:an? )?(?:be |have been |have )?(?P<verb>\w+)"
    )
