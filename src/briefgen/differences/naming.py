"""Witnesses of one claim -> where one gives the name of what the other calls by its noun alone.

"A Save-A-Lot grocery store" beside "a local grocery store", "a former spy"
beside "former spy Ada Finch".  Only what "a" opens is a mere description: "the
mayor" may be named a sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.differences.places import Places, Word, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.frequency import zipf
from briefgen.text.tables import table, words

# From "a" to its noun, and the words around both that must be shared.
_LONGEST, _NEAR = 5, 6
_SHARED, _FULL = 1, 2
# A commoner noun stands for anything: "a time", "a way".
_COMMON = 5.6
_NAMING = words("named called identified")
_PLACING = words("in of from")
# A nation's adjective alone names nothing: "a rocket", "a Palestinian rocket".
_NATIONAL = re.compile(r"(?:ian|ean|can|ese|ish|eli|aqi|ani|nch|^us|^usa)$")
_OFF = words("ago later earlier away old")
_PEOPLE = words("man woman boy girl child")
_ARTICLES = words("a an")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun with what stands before and behind it: where, the names in it, and the words around."""

    noun: str
    at: Offsets
    names: frozenset[str]
    around: frozenset[str]
    is_apposed: bool = False


def naming(left: Side, right: Side) -> Iterator[Found]:
    """Find what one side names and the other one describes by the same noun."""
    if left.language != right.language or not table(left.language).indefinite:
        return
    for one, other in _named_once(left, right):
        yield _found(left, one, right, other)
    for other, one in _named_once(right, left):
        yield _found(left, one, right, other)


def _found(left: Side, one: _Phrase, right: Side, other: _Phrase) -> Found:
    rule = f"“{left.text[slice(*one.at)]}” beside “{right.text[slice(*other.at)]}”: one gives a name"
    return Found(Kind.SPECIFICITY, one.at, other.at, rule)


def _named_once(naming_: Side, plain: Side) -> Iterator[tuple[_Phrase, _Phrase]]:
    """The named phrases of the first side with the descriptions of the second."""
    described = _by_noun(plain)
    nouns = described.keys() & places(naming_).lowered
    if not nouns:
        return
    told = {_key(word) for word in places(plain).words}
    lowered = {_key(word) for word in places(plain).words if word.text.islower()}
    for one in _named(naming_, frozenset(nouns)):
        other = described[one.noun]
        new = {name for name in one.names if not _is_told(name, told)}
        near = len(one.around & other.around) >= _SHARED
        if not one.names - new <= other.names | lowered or (one.is_apposed and not other.names):
            continue
        if near and other.names <= _capitals(naming_) and any(not _NATIONAL.search(name) for name in new):
            yield one, other


@once
def _by_noun(side: Side) -> dict[str, _Phrase]:
    return {one.noun: one for one in _described(side)}


def _is_told(name: str, told: set[str]) -> bool:
    """Whether a sentence has a name, or one of its family: "Malaysia", "Malaysian"."""
    return any(one == name or (len(name) > 3 and len(one) > 3 and one[:5] == name[:5]) for one in told)


def _key(word: Word) -> str:
    return word.lower.replace(".", "")


@once
def _capitals(side: Side) -> frozenset[str]:
    return frozenset(_key(word) for word in places(side).words if word.is_capital)


# --- described


def _described(side: Side) -> Iterator[_Phrase]:
    """The phrases that "a" opens whose noun stands once in the sentence, with no name of their own behind it."""
    found = places(side)
    for first, word in enumerate(found.words):
        if word.lower not in _ARTICLES or word.is_quoted:
            continue
        head = _head(side, found, first + 1)
        if head is None or not _is_noun(side, found, head):
            continue
        inner = [*found.words[first + 1 : head], *_named_behind(found, head)]
        names = frozenset(_key(one) for one in inner if one.is_capital)
        at = word.start, found.words[head].end
        yield _Phrase(found.words[head].lower, at, names, _around(found, first, head, head + 1))


def _head(side: Side, found: Places, first: int) -> int | None:
    """The last of the words that may belong to the phrase that begins here."""
    at = first
    while at < min(len(found.words), first + _LONGEST) and _may_belong(side, found, at, opens=at == first):
        at += 1
    return at - 1 if at > first and found.words[at - 1].text.islower() else None


def _may_belong(side: Side, found: Places, at: int, *, opens: bool) -> bool:
    word, known = found.words[at], table(side.language)
    if not opens and found.is_apart(at):
        return False
    if word.is_quoted or word.lower in known.stop or word.lower in known.saying:
        return False
    verb = not opens and word.text.islower() and (word.lower in known.acts or word.text.endswith(("ed", "ing")))
    return not verb and (word.is_content or word.is_capital)


def _is_noun(side: Side, found: Places, head: int) -> bool:
    word, known = found.words[head], table(side.language)
    once = sum(one.stem == word.stem for one in found.words) == 1
    rare = zipf(word.lower, side.language) < _COMMON or word.lower in _PEOPLE
    common = not rare or word.lower in known.time
    return once and not common and not word.text.endswith(("ing", "ly")) and word.lower not in _OFF


def _named_behind(found: Places, head: int) -> list[Word]:
    """The capital words of what follows: "a woman, Ada Finch", "a girl named Ada", "a man from Tolle"."""
    behind = found.words[head + 1 : head + 5]
    if not behind:
        return []
    named = behind[0].is_capital or behind[0].lower in _NAMING | _PLACING
    return [word for word in behind if word.is_capital] if named else []


def _around(found: Places, first: int, head: int, last: int) -> frozenset[str]:
    """The stems around a phrase and of what describes its noun."""
    inner = frozenset(word.stem for word in found.words[first:head] if word.is_content)
    return inner | found.near(first, last, _NEAR, _NEAR)


# --- named


def _named(side: Side, nouns: frozenset[str]) -> Iterator[_Phrase]:
    """The phrases around these nouns that have a name before or behind the noun."""
    found = places(side)
    for head, word in enumerate(found.words):
        if word.lower not in nouns or word.is_quoted:
            continue
        begin, last = _first(side, found, head), _last(side, found, head)
        first = _apposed(side, found, begin)
        if last == head + 1 and _goes_on(side, found, head):
            continue
        # "The Hurricane Center" is no hurricane; "Police Chief Ada Finch" is a chief.
        if word.is_capital and (last == head + 1 or word.lower not in table(side.language).titles):
            continue
        names = [one for one in found.words[first:last] if one.is_capital and not _is_idle(side, found, one)]
        if names and not any(one.is_quoted for one in found.words[first:last]):
            at = found.words[first].start, found.words[last - 1].end
            keys = frozenset(_key(one) for one in names)
            yield _Phrase(word.lower, at, keys, _around(found, first, head, last), is_apposed=first < begin)


def _goes_on(side: Side, found: Places, head: int) -> bool:
    """Whether another noun follows: a "hurricane wind scale" is no hurricane."""
    if head + 1 == len(found.words) or found.is_apart(head + 1):
        return False
    word = found.words[head + 1]
    verb = word.lower in table(side.language).acts or word.text.endswith(("ed", "s"))
    return word.text.islower() and word.is_content and not verb


def _is_idle(side: Side, found: Places, word: Word) -> bool:
    """Whether a capital tells no name: a day, or the sentence's first word."""
    known = table(side.language)
    idle = any(word.lower in some for some in (known.time, known.stop, known.callings))
    # "An Obama-era ban" names no ban.
    compound = "-" in word.text and word.text.rpartition("-")[2].islower()
    opens = word is found.words[0] and not found.words[1].is_capital
    return idle or opens or compound


def _first(side: Side, found: Places, head: int) -> int:
    first = head
    while first > max(0, head - _LONGEST) and not found.is_apart(first):
        before = found.words[first - 1]
        if not _may_belong(side, found, first - 1, opens=True) or _owns(side, before):
            break
        if before.text.islower() and before.lower in table(side.language).acts:
            break
        first -= 1
    if first and found.words[first - 1].lower in table(side.language).articles and not found.is_apart(first):
        return first - 1
    return next((at for at in range(first, head) if found.words[at].is_capital), first)


def _apposed(side: Side, found: Places, first: int) -> int:
    """Where a full name begins to which the phrase stands in apposition: "Ada Finch, a spokeswoman for Tolle"."""
    at = first
    if first < _FULL or found.words[first].lower not in table(side.language).articles:
        return first
    if side.text[found.words[first - 1].end : found.words[first].start] != ", ":
        return first
    while at and found.words[at - 1].is_capital and (at == first or not found.is_apart(at)):
        at -= 1
    return at if first - at >= _FULL else first


def _owns(side: Side, word: Word) -> bool:
    """Whether it is a possessive: "Israel's defence" is not named Israel."""
    return side.text[word.start : word.end].endswith(("'s", "’s", "s'", "s’"))


def _last(side: Side, found: Places, head: int) -> int:
    """The end of a name right behind the noun, behind a comma, or behind "named"."""
    at = head + 1
    if at < len(found.words) and found.words[at].lower in _NAMING:
        at += 1
    end = at
    while end < len(found.words) and _names(side, found, end) and (end == at or not found.is_apart(end)):
        end += 1
    between = side.text[found.words[head].end : found.words[head + 1].start] if at < len(found.words) else ""
    comma = between.strip() == ","
    if end == at or (between.strip() and not comma):
        return _placed(side, found, head)
    return end if not comma or (_closes(side, found, end) and end - at > 1) else head + 1


def _placed(side: Side, found: Places, head: int) -> int:
    """The end of the place that somebody in office is of: "a federal judge in Tolle"."""
    known, at = table(side.language), head + 2
    if at >= len(found.words) or not (found.words[head].lower in known.roles or _is_place_of(side, found, head)):
        return head + 1
    if found.words[head + 1].lower not in _PLACING or found.is_apart(head + 1):
        return head + 1
    while at < len(found.words) and _names(side, found, at) and not found.is_apart(at):
        at += 1
    return at if at > head + 2 else head + 1


def _is_place_of(side: Side, found: Places, head: int) -> bool:
    """Whether "the" opens a noun that "of" gives its name to: "the port of Tolle"."""
    known = table(side.language)
    led, link = found.words[head - 1].lower if head else "", found.words[head + 1].lower
    return led in known.definite and link in known.genitives


def _names(side: Side, found: Places, at: int) -> bool:
    return found.words[at].is_capital and found.words[at].lower not in table(side.language).time


def _closes(side: Side, found: Places, end: int) -> bool:
    behind = side.text[found.words[end - 1].end :].lstrip()
    return behind[:1] in {",", ".", ";", ")", "-", "–", "—"}
