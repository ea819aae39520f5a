"""Witnesses of one claim -> where the same words are laid in different mouths.

Words that one side quotes stand on the other quoted from somebody else, or
behind somebody else's name: "the U.S.'s cautious optimism" beside the
Kremlin's.  Two descriptions may be of one person, "a passenger" and "a
woman": they count only where one can never be the other, "the prosecutor" and
"the defence lawyer".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.differences.places import Places, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.parsing.mentions import Mention, may_be_person, mentions
from briefgen.parsing.phrases import Sort, Subject, Token
from briefgen.parsing.speakers import speaker
from briefgen.text.tables import table

_FEWEST, _MOST = 2, 6
# From an owner to the words that are quoted of him.
_LED, _LED_LONGEST = 6, 60
_OWNED = "'s"
# A longer fragment shows the words alone.
_READABLE = 160
# Two sentences say one thing where so many of the shorter one's words are the other's too.
_SAME = 0.7
_LINKS = frozenset({"of", "for", "from", "at", "in", "with", "who"})


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds words: as written, the names in it, the noun that says what it is, and whether it is a person."""

    words: str
    names: frozenset[str]
    noun: str | None
    surname: str | None


@dataclass(frozen=True, slots=True)
class _Held:
    """Words as stems, who is said to hold them, and the stretch of the sentence that has both."""

    words: tuple[str, ...]
    holder: _Holder
    at: Offsets
    is_quoted: bool


def attribution(left: Side, right: Side) -> Iterator[Found]:
    """Find the words that the sides give to different holders."""
    found = [(one, other) for one in _held(left) for other in _by_words(right).get(one.words, ())]
    for one, other in found or _whole(left, right):
        if (one.is_quoted or other.is_quoted) and _are_others(one.holder, left, other.holder, right):
            rule = f"the same words from {one.holder.words} and from {other.holder.words}"
            yield Found(Kind.ATTRIBUTION, one.at, other.at, rule)


@once
def _by_words(side: Side) -> Mapping[tuple[str, ...], Sequence[_Held]]:
    found: dict[tuple[str, ...], list[_Held]] = defaultdict(list)
    for held in _held(side):
        found[held.words].append(held)
    return found


def _are_others(one: _Holder, left: Side, other: _Holder, right: Side) -> bool:
    """Whether two holders cannot be one: other parties, other names of one sort, people not named on the other side."""
    if (one.noun is None) is not (other.noun is None):
        return False
    if one.noun is not None and other.noun is not None:
        return _are_otherparties(one, other, parties(left.language))
    if not one.names.isdisjoint(other.names) or (one.surname is None) is not (other.surname is None):
        return False
    return one.surname not in _capitals(right) and other.surname not in _capitals(left)


def _are_otherparties(one: _Holder, other: _Holder, sorts_of: Mapping[str, int]) -> bool:
    if one.noun == other.noun:
        return bool(one.names and other.names) and one.names.isdisjoint(other.names)
    sorts = sorts_of.get(one.noun or ""), sorts_of.get(other.noun or "")
    return None not in sorts and sorts[0] != sorts[1]


@cache
def parties(language: str) -> Mapping[str, int]:
    """Return which nouns can stand for one and the same speaker."""
    return {word: sort for sort, line in enumerate(table(language).parties) for word in line.split()}


@once
def _capitals(side: Side) -> set[str]:
    return {word.text for word in places(side).words if word.is_capital}


def _whole(left: Side, right: Side) -> Iterator[tuple[_Held, _Held]]:
    """The two sentences as held words, where each has one source and they say one thing."""
    one, other = _source(left), _source(right)
    if one is None or other is None:
        return
    ours, theirs = places(left).content, places(right).content
    # Bodies go by many names: "the department's Bureau of Labor Statistics", "the Labor Department".
    told = all(held.holder.noun or held.holder.surname for held in (one, other))
    if told and len(ours & theirs) >= _SAME * min(len(ours), len(theirs)) > 0:
        yield one, other


@once
def _source(side: Side) -> _Held | None:
    """The one to whom a sentence without quotations is laid."""
    line = places(side).line
    subjects = [said.subject for said in line.said] + ([line.source] if line.source else [])
    if len(subjects) != 1 or line.quotations:
        return None
    start, end = line.tokens[subjects[0].first].start, line.tokens[subjects[0].last - 1].end
    holder = _holder(subjects[0], line.tokens, side.language)
    return _Held((), holder, (start, end), is_quoted=True) if holder else None


@once
def _held(side: Side) -> Sequence[_Held]:
    found = places(side)
    return [*_quoted(side, found), *_owned(side, found), *_owning(side, found)]


def _quoted(side: Side, found: Places) -> Iterator[_Held]:
    """The quotations whose speaker the sentence tells."""
    tokens = found.line.tokens
    for place, at in zip(found.line.quotations, found.quotations, strict=True):
        subject = speaker(found.line, place)
        words = tuple(word.stem for word in found.of(*at))
        holder = _holder(subject, tokens, side.language) if subject and len(words) >= _FEWEST else None
        if subject and holder:
            both = min(at[0], tokens[subject.first].start), max(at[1], tokens[subject.last - 1].end)
            yield _Held(words, holder, both if both[1] - both[0] <= _READABLE else at, is_quoted=True)


def _holder(subject: Subject, tokens: Sequence[Token], language: str) -> _Holder | None:
    phrase = tokens[subject.first : subject.last]
    words = " ".join(token.text for token in phrase)
    if subject.sort is Sort.NOUN:
        return _Holder(words, frozenset(token.lower for token in phrase[1:] if token.is_capital), _noun(phrase), None)
    named = next((one for one in mentions(tokens[: subject.last], language) if one.last == subject.last), None)
    return _named(named, tokens, language) if named and subject.sort is Sort.NAME else None


def _noun(phrase: Sequence[Token]) -> str:
    """The noun that the phrase is about: the last word before what links another one to it."""
    head = next((at for at, token in enumerate(phrase) if at and token.lower in _LINKS), len(phrase)) - 1
    # "The defence lawyer" is the defence.
    return phrase[head - 1].lower if head and phrase[head - 1].lower in ("defence", "defense") else phrase[head].lower


def _named(one: Mention, tokens: Sequence[Token], language: str) -> _Holder:
    is_person = (one.title < one.first or one.is_full) and may_be_person(one, tokens, language)
    names = frozenset(word.lower().replace(".", "") for word in one.name.split())
    return _Holder(one.name, names, None, one.surname if is_person else None)


def _owning(side: Side, found: Places) -> Iterator[_Held]:
    """The quotations that a possessive leads to: "Ada Finch's description of the clash as "a misunderstanding"".

    Behind bare marks the owner may be whom the words are about; so such words
    are set beside others with an owner alone, word for word from the owner on.
    """
    tokens = found.line.tokens
    if not found.quotations:
        return
    owners = [one for one in mentions(tokens, side.language) if tokens[one.last - 1].owns]
    for start, end in found.quotations:
        before = [one for one in owners if tokens[one.last - 1].end <= start]
        if not before:
            continue
        last = tokens[before[-1].last - 1]
        words = [word.stem for word in found.of(last.end, end)]
        between = len(words) - len(found.of(start, end))
        if between <= _LED and last.end + _LED_LONGEST >= start and len(words) - between >= _FEWEST:
            at = tokens[before[-1].title].start, last.end
            yield _Held((_OWNED, *words), _named(before[-1], tokens, side.language), at, is_quoted=True)


def _owned(side: Side, found: Places) -> Iterator[_Held]:
    """The words right behind a possessive, as many as a short quotation may have."""
    tokens = found.line.tokens
    if not any(token.owns for token in tokens):
        return
    for owner in mentions(tokens, side.language):
        last = tokens[owner.last - 1]
        if not last.owns:
            continue
        holder = _named(owner, tokens, side.language)
        behind = [word for word in found.words if word.start > last.start][:_MOST]
        # Behind marks the owner is whom they are about: "the North's "charm offensive"".
        for size in range(_FEWEST, len(behind) + 1) if behind and not behind[0].is_quoted else ():
            words = tuple(word.stem for word in behind[:size])
            yield _Held(words, holder, (tokens[owner.title].start, behind[size - 1].end), is_quoted=False)
