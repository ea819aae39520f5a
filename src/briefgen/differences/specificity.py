"""Witnesses of one claim -> where one names what the other only describes.

Two ways to see that a name and a description stand for one thing: the same
uncommon word and "of" lead to both ("reminiscent of historical
conflicts" beside "reminiscent of events from World War Two"), or they stand
between the same words ("bound for a neighbouring country, hidden" beside
"bound for Talesia, hidden").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.differences.likeness import are_alike
from briefgen.differences.places import Places, Word, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.frequency import zipf
from briefgen.text.tables import table, words

# A commoner head goes with anything: "part of the plan", "part of Kursk".
_UNCOMMON = 4.3
_LONGEST = 6
_LED_BY = 4
_INNER = words("of from the a an its his her their and")
_DESCRIBED = 6
# A shorter one that no list has is a slip of the pen.
_COINED = 7


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that name or describe: what leads to them, what follows, and whether the words alone decide."""

    words: tuple[Word, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    led_by: frozenset[str] = frozenset()
    is_common: bool = False

    @property
    def at(self) -> Offsets:
        """Where the phrase stands."""
        return self.words[0].start, self.words[-1].end

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(word.stem for word in self.words if word.is_content)

    @property
    def names(self) -> frozenset[str]:
        """The stems of its capital words."""
        return frozenset(word.stem for word in self.words if word.is_capital)


def specificity(left: Side, right: Side) -> Iterator[Found]:
    """Find what is named on one side, described on the other, and named nowhere there."""
    named = _capitals(left), _capitals(right)
    seen: set[tuple[Offsets, Offsets]] = set()
    for one, other in _pairs(left, right):
        elsewhere = not one.names.isdisjoint(named[1]) or not other.names.isdisjoint(named[0])
        if not elsewhere and (one.at, other.at) not in seen and _are_other_words(one, other):
            seen.add((one.at, other.at))
            rule = f"“{left.text[slice(*one.at)]}” beside “{right.text[slice(*other.at)]}”: one gives a name"
            yield Found(Kind.SPECIFICITY, one.at, other.at, rule)


@once
def _capitals(side: Side) -> frozenset[str]:
    return frozenset(word.stem for word in places(side).words if word.is_capital)


def _are_other_words(one: _Phrase, other: _Phrase) -> bool:
    """Whether the two share no word, or no other than the noun: "a regional hospital", "Saint Brannoc Hospital"."""
    named, plain = (one, other) if one.names else (other, one)
    shared = one.stems & other.stems
    return not shared or (shared < named.stems and shared == {_noun(plain).stem})


def _noun(plain: _Phrase) -> Word:
    return [word for word in plain.words if word.is_content][-1]


def _pairs(left: Side, right: Side) -> Iterator[tuple[_Phrase, _Phrase]]:
    for one in _led(left):
        for other in _led(right):
            if one.before != other.before or (one.is_common and not are_alike(left, right)):
                continue
            if not one.led_by.isdisjoint(other.led_by) and _is_named_once(one, other):
                yield one, other
    yield from ((one, other) for one in _described(left) for other in _named(right) if _in_one_place(one, other))
    yield from ((one, other) for other in _described(right) for one in _named(left) if _in_one_place(other, one))


def _is_named_once(one: _Phrase, other: _Phrase) -> bool:
    """Whether one phrase alone has names, and ends in one."""
    named, plain = (one, other) if one.names else (other, one)
    return not plain.names and named.words[-1].is_capital


# --- behind the same uncommon word and preposition


@once
def _led(side: Side) -> Sequence[_Phrase]:
    found, led = places(side), []
    links = table(side.language).genitives
    for at in range(1, len(found.words) - 1):
        head, link = found.words[at - 1], found.words[at]
        if link.lower not in links or not head.text.islower() or not head.is_content:
            continue
        if behind := _behind(side, found, at):
            led_by, common = found.near(at - 1, at - 1, _LED_BY, 0), zipf(head.lower, side.language) >= _UNCOMMON
            led.append(_Phrase(behind, (head.stem, link.lower), (), led_by, is_common=common))
    return led


def _behind(side: Side, found: Places, at: int) -> tuple[Word, ...]:
    """The words of the phrase, up to a mark or a closed-class word that joins none."""
    last = at + 1
    acts = table(side.language).acts
    while last < min(len(found.words), at + 1 + _LONGEST) and found.words[last].text not in acts:
        word = found.words[last]
        apart = last > at + 1 and found.is_apart(last)
        plain = word.is_content and word.lower not in table(side.language).stop
        if apart or not (plain or word.is_capital or word.lower in _INNER):
            break
        last += 1
    while last > at + 1 and not (found.words[last - 1].is_content or found.words[last - 1].is_capital):
        last -= 1
    return tuple(found.words[at + 1 : last])


# --- in the same place


@once
def _described(side: Side) -> Sequence[_Phrase]:
    """The short phrases without a name that "a" opens."""
    found, described = places(side), []
    indefinite = table(side.language).indefinite
    for first, word in enumerate(found.words):
        last = first + 1
        while word.lower in indefinite and last < len(found.words) and _describes(found, last):
            last += 1
        if 1 < last - first <= _DESCRIBED and not word.is_quoted:
            described.append(_placed(found, first, last))
    return described


def _describes(found: Places, at: int, *, owned: bool = False) -> bool:
    word = found.words[at]
    apart = not owned and found.is_apart(at)
    return word.is_content and not word.is_capital and not word.is_quoted and not apart


@once
def _named(side: Side) -> Sequence[_Phrase]:
    return list(_names(side))


def _names(side: Side) -> Iterator[_Phrase]:
    """The runs of capital words, whole, without an article, and the words that no dictionary has."""
    found = places(side)
    known = table(side.language)
    first = 0
    while first < len(found.words):
        last = _run_end(found, first)
        begin = first + (last > first + 1 and found.words[first].lower in known.articles)
        run = found.words[begin:last]
        if run and not any(word.is_quoted or word.lower in known.stop or word.lower in known.time for word in run):
            yield _placed(found, begin, last + _owns_noun(side, found, last), led=begin - first)
        elif not run and _is_coined(side, found.words[first]):
            yield _placed(found, first, first + 1)
        first = max(last, first + 1)


def _owns_noun(side: Side, found: Places, last: int) -> bool:
    """Whether a noun is named by whom it is of: "Hallander's syndrome"."""
    if not 0 < last < len(found.words):
        return False
    owns = side.text[: found.words[last].start].rstrip(" ").endswith(("'s", "’s"))
    return owns and _describes(found, last, owned=True)


def _is_coined(side: Side, word: Word) -> bool:
    """Whether a word in small letters is a substance's or a thing's own name: no list of words has it."""
    plain = word.text.isalpha() and word.text.islower() and not word.is_quoted
    return plain and len(word.text) >= _COINED and zipf(word.lower, side.language) == 0


def _run_end(found: Places, first: int) -> int:
    last = first
    while last < len(found.words) and found.words[last].is_capital:
        if last > first and found.is_apart(last):
            break
        last += 1
    return last


def _placed(found: Places, first: int, last: int, led: int = 0) -> _Phrase:
    """The phrase with what stands around; `led` articles before it are none of that."""
    before = tuple(word.stem for word in found.words[max(0, first - led - 2) : first - led])
    ends = last == len(found.words) or found.is_apart(last)
    behind = () if ends else tuple(word.stem for word in found.words[last : last + 2])
    return _Phrase(tuple(found.words[first:last]), before, behind)


def _in_one_place(one: _Phrase, other: _Phrase) -> bool:
    """Whether the same two words lead to both, and behind both the same go on or a mark stands; or both begin so."""
    if len(one.before) == 2:
        return one.before == other.before and one.behind[:1] == other.behind[:1]
    return not one.before and not other.before and len(one.behind) == 2 and one.behind == other.behind
