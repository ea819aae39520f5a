"""Witnesses of one claim -> where one denies what the other says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.differences.places import Places, Word, places
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind
from briefgen.text.tables import table, words

# "Did not leave until noon" beside "left at noon" is no contradiction.
_LIMITS = words("until till only just yet before unless merely simply necessarily immediately")
# What is asked, wished or supposed is not said: "whether it would close".
_UNREAL = words("to whether if would could should may might unless cannot")
_BEING = words("was were is are be been being")
_BETWEEN = _BEING | words("have has had a an the to also ever actually")
_SKIPPED = 3
_AROUND = 6
_MANY = 3
_WITHOUT, _NOBODY = "without", "nobody"


@dataclass(frozen=True, slots=True)
class _Denied:
    """A negator and the word that it denies, by place."""

    negator: int
    word: int


def negation(left: Side, right: Side) -> Iterator[Found]:
    """Find what one side denies and the other, which denies nothing, says."""
    for found in _denied(left, right):
        yield found
    for found in _denied(right, left):
        yield Found(found.kind, found.right, found.left, found.rule)


def _denied(denying: Side, saying: Side) -> Iterator[Found]:
    if not _may_deny(denying):
        return
    ours, theirs = places(denying), places(saying)
    if _denies(saying, theirs.words, {word.stem for word in ours.words}):
        return
    for one in _negated(denying, ours.words, {word.lower for word in theirs.words}):
        at = _said(ours, one, theirs)
        if at is not None:
            start, end = ours.words[one.negator].start, ours.words[one.word].end
            said = theirs.words[at]
            rule = f"“{denying.text[start:end]}” beside “{said.text}”"
            yield Found(Kind.NEGATION, (start, end), (said.start, said.end), rule)


@once
def _may_deny(side: Side) -> bool:
    """Whether a side has a word that can deny another."""
    known = table(side.language)
    able = known.negators | known.refusals | {_WITHOUT, _NOBODY, "one"}
    return any(word.lower in able for word in places(side).words)


def _denies(side: Side, found: Sequence[Word], beside: set[str]) -> bool:
    """Whether a side has a negator, or denies anything in words whose stems the other side has not."""
    known = table(side.language)
    denies = (word.lower in known.denials and word.stem not in beside for word in found)
    return not known.negators or any(word.lower in known.negators for word in found) or any(denies)


def _negated(side: Side, found: Sequence[Word], beside: set[str]) -> Iterator[_Denied]:
    """The negators outside quotation marks with what they deny, where nothing limits them."""
    known = table(side.language)
    lowered = [word.lower for word in found]
    # What limits both sides alike limits neither.
    if not (_LIMITS - beside).isdisjoint(lowered):
        return
    for at, word in enumerate(lowered):
        refuses = word in known.refusals and lowered[at + 1 : at + 2] == ["to"]
        nobody = word == _NOBODY or lowered[max(0, at - 1) : at + 1] == ["no", "one"]
        if found[at].is_quoted or not (word in known.negators or word == _WITHOUT or refuses or nobody):
            continue
        end = at + 1
        while end < min(len(found), at + 1 + _SKIPPED) and lowered[end] in _BETWEEN:
            end += 1
        # "Were never warned" denies the warning, "never said" nothing that is said.
        passive = at > 0 and lowered[at - 1] in _BEING
        if end < len(found) and found[end].is_content and (passive or lowered[end] not in known.verbs_of_speech):
            yield _Denied(at, end)


def _said(ours: Places, denied: _Denied, theirs: Places) -> int | None:
    """The place where the other side says it: once, of the same matter before and behind, as a fact."""
    word = denied.word
    stem = ours.words[word].stem
    found = [at for at, other in enumerate(theirs.words) if other.stem == stem]
    if len(found) != 1 or sum(one.stem == stem for one in ours.words) != 1 or theirs.words[found[0]].is_quoted:
        return None
    at = found[0]
    led_by = {one.lower for one in theirs.words[max(0, at - 3) : at]}
    if any(one.lower == ours.words[denied.negator].lower for one in theirs.words):
        return None
    if ours.words[denied.negator].lower == _WITHOUT and "with" not in led_by:
        return None
    return at if led_by.isdisjoint(_UNREAL) and _same_matter(ours, word, theirs, at) else None


def _same_matter(ours: Places, word: int, theirs: Places, at: int) -> bool:
    """Whether content words around are shared: on both sides of the word, or several of them behind it."""
    before = ours.near(word, word, _AROUND, 0) & theirs.near(at, at, _AROUND, 0)
    behind = ours.near(word + 1, word + 1, 0, _AROUND) & theirs.near(at + 1, at + 1, 0, _AROUND)
    return bool(before and behind) or len(behind) >= _MANY
