"""Sentence -> what it tells: its concepts clause by clause, its acts and whether they are done, its names.

Who says something is no part of it: a fact that another spokesman repeats is
no news.  Words for one act are one concept ("arrested", "in custody"), times
and numbers are none: they are compared as values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from itertools import groupby

from briefgen.differences.sides import Offsets, Side
from briefgen.model import Published, Sentence
from briefgen.parsing.dates import Time, times
from briefgen.parsing.mentions import Mention, mentions
from briefgen.parsing.phrases import Token, tokens_of
from briefgen.parsing.quantities import Quantity, quantities, values
from briefgen.parsing.speakers import Line
from briefgen.text.frequency import is_function_word, zipf
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import Stemmed, stemmer

# Marks and words at which another statement may begin.
MARKS = frozenset(",;:()–—")
JOINING = frozenset({"and", "but", "who", "which", "that", "while", "after", "because", "und", "et", "y"})
# From a verb of saying to the beginning or the end of "a spokesman for the harbour police said".
_LONGEST_SOURCE = 9
# A word as common as this is no name because a sentence begins with it.
_COMMON = 2.5
# From "will" to its verb: "will not be", "may soon also".
_REACH = 4
_AROUND = 4
_TURN, _SAME = "=", "~"
# Twelve is said of many things, 1,450 of one.
_FEW, _SMALL, _LARGE = 12, 1.0, 4.0


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word: what it means, where it stands, in which clause, how rare it is."""

    concept: str
    start: int
    end: int
    clause: int
    rarity: float
    is_idle: bool


class State(StrEnum):
    """How an act is told: as done, as planned or asked for, as open, as not done."""

    DONE = "done"
    PLANNED = "planned"
    OPEN = "open"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Act:
    """A verb or a word for an act: what it means, how it is told, where it stands with the word that says so."""

    concept: str
    state: State
    at: Offsets


@dataclass(frozen=True)
class Matter:
    """A sentence as news looks at it, and when its report was published."""

    words: Stemmed
    published: Published | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence with its place in the report."""
        return self.words.sentence

    @property
    def text(self) -> str:
        """The sentence as it stands in the report."""
        return self.words.sentence.text

    @property
    def language(self) -> str:
        """The report's language."""
        return self.words.language

    @cached_property
    def side(self) -> Side:
        """The sentence as the rules of difference look at it."""
        return Side(self.words, self.published)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What its words mean, whoever says it included."""
        lowered = [word.lower() for word in self.words.written]
        found = {meaning(lowered, place, self.language) for place in range(len(lowered))} - {""}
        return frozenset(found | self.figures.keys())

    @cached_property
    def figures(self) -> Mapping[str, float]:
        """Its numbers as concepts, and how rare they are."""
        return {f"#{value}": _SMALL if value <= _FEW else _LARGE for value in values(self.text, self.language)}

    @cached_property
    def told(self) -> tuple[Word, ...]:
        """The telling words of what is said, without who says it."""
        return tuple(_told(self.tokens, self._source, self.language))

    def around(self, at: Offsets) -> frozenset[str]:
        """The concepts near a stretch of it, those inside left out."""
        start, end = at
        before = [word.concept for word in self.told if word.end <= start][-_AROUND:]
        behind = [word.concept for word in self.told if word.start >= end][:_AROUND]
        return frozenset(before + behind)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """Its words and marks."""
        return tokens_of(self.text)

    @cached_property
    def _source(self) -> frozenset[int]:
        return frozenset(_source(Line(self.text, self.tokens, self.language)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in what is said."""
        found = mentions(self.tokens, self.language)
        return tuple(one.name for one in found if one.first not in self._source and not self._only_begins(one))

    def _only_begins(self, one: Mention) -> bool:
        """Whether a name may be but the capital word that a sentence or a quotation begins with."""
        common = zipf(one.name.lower(), self.language) >= _COMMON
        begins = one.first == 0 or not self.tokens[one.first - 1].is_word
        return (begins and common) or one.name.isupper() or one.name.lower() in measures(self.language).numbers

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Its times of happening."""
        return tuple(one for one in times(self.text, self.language) if not one.saying)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities."""
        return quantities(self.text, self.language)

    @cached_property
    def verbs(self) -> tuple[Act, ...]:
        """What is done, planned or denied."""
        return tuple(_verbs(self.tokens, self._source, self.language))

    @cached_property
    def acts(self) -> frozenset[str]:
        """The acts told as done that turn a story."""
        return frozenset(one.concept for one in self.verbs if one.state is State.DONE and one.concept[0] == _TURN)


def meaning(lowered: Sequence[str], place: int, language: str) -> str:
    """Return what the word at a place means, with the one behind it where both are one act ("called off")."""
    word = lowered[place]
    if word in _opening(language) and place + 1 < len(lowered):
        both = f"{word} {lowered[place + 1]}"
        return _classes(language).get(both) or concept(word, language)
    return concept(word, language)


@lru_cache(maxsize=16384)
def concept(word: str, language: str) -> str:
    """Return what a lower-case word means; empty for a word of grammar, of reporting, of number or time.

    >>> concept("arrested", "en") == concept("custody", "en"), concept("monday", "en")
    (True, '')
    """
    known, counted = table(language), measures(language)
    if word in known.stop or word in known.reporting or word in known.saying or word in known.time:
        return ""
    if word in counted.numbers or word in counted.scales or word in counted.percent or word in counted.vague:
        return ""
    if word in counted.months or word[:1].isdigit() or (len(word) < 2 and word.isascii()):
        return ""
    if is_function_word(word, language):
        return ""
    return _classes(language).get(word) or stemmer(language)(word)


@cache
def _classes(language: str) -> Mapping[str, str]:
    """The words that mean the same as others, with the first word of their line."""
    known = table(language)
    same = [(_SAME, line.split()) for line in (*known.alike, *known.same_acts)]
    marked = [*same, *((_TURN, line.split()) for line in known.turns)]
    return {word.replace("_", " "): f"{mark}{row[0]}" for mark, row in marked for word in row}


@cache
def _opening(language: str) -> frozenset[str]:
    """The words with which an act of two words begins."""
    return frozenset(act.split()[0] for act in _classes(language) if " " in act)


@lru_cache(maxsize=16384)
def rarity(word: str, language: str) -> float:
    """Return how rare a lower-case word is in its language, 0.3 to 7."""
    return min(7.0, max(0.3, 7.0 - zipf(word, language)))


# --- what is told


def _told(tokens: Sequence[Token], source: frozenset[int], language: str) -> Iterator[Word]:
    clause, lowered = 0, _lowered(tokens)
    for place, token in enumerate(tokens):
        if token.text in MARKS or token.lower in JOINING:
            clause += 1
        if not token.is_word or place in source:
            continue
        if found := meaning(lowered, place, language):
            idle = (token.is_capital and place > 0) or lowered[place] in table(language).fillers
            yield Word(found, token.start, token.end, clause, rarity(lowered[place], language), idle)


def _lowered(tokens: Sequence[Token]) -> list[str]:
    return [token.lower.replace("’", "'").removesuffix("'s") for token in tokens]


def clauses(words: Iterable[Word]) -> list[list[Word]]:
    """Return telling words clause by clause."""
    return [list(found) for _, found in groupby(words, key=lambda one: one.clause)]


def _source(line: Line) -> Iterator[int]:
    """The places of the words that say who says it, verb included."""
    verbs = line.known.saying & line.known.reporting
    for said in (one for one in line.said if line.tokens[one.verb].lower in verbs):
        if said.subject.last <= said.verb:
            yield from range(_back(line.tokens, said.verb), said.verb + 1)
        else:
            yield from range(said.verb, _on(line.tokens, said.subject.last))
    if line.source:
        yield from range(line.source.first, _on(line.tokens, line.source.last))


def _back(tokens: Sequence[Token], verb: int) -> int:
    first = verb
    while first > max(0, verb - _LONGEST_SOURCE) and tokens[first - 1].text not in MARKS:
        first -= 1
    return first


def _on(tokens: Sequence[Token], last: int) -> int:
    """The end of who says it, with what the rest of the sentence, if that is short, says of him."""
    rest = len(tokens) - last
    if rest <= _LONGEST_SOURCE and tokens[last].text in MARKS | {"."}:
        return len(tokens)
    return last


# --- acts


def _verbs(tokens: Sequence[Token], source: frozenset[int], language: str) -> Iterator[Act]:
    """The verbs that their form or their company tells, and the words for acts."""
    known, lowered = measures(language), _lowered(tokens)
    for place, (token, word) in enumerate(zip(tokens, lowered, strict=True)):
        if place in source or not token.is_word or not (found := meaning(lowered, place, language)):
            continue
        first, state = _state(tokens, place, language)
        is_past = bool(known.past) and word.endswith(known.past) and not token.is_capital
        is_act = word in table(language).acts and not _is_noun(tokens, place, language)
        if state is not State.DONE or is_past or is_act or found[0] == _TURN:
            yield Act(found, state, (tokens[first].start, token.end))


def _is_noun(tokens: Sequence[Token], place: int, language: str) -> bool:
    """Whether an article stands right before a word: "goes to a vote"."""
    return place > 0 and tokens[place - 1].lower in table(language).articles


def _state(tokens: Sequence[Token], place: int, language: str) -> tuple[int, State]:
    """How a verb is told, and the place of the word that says so."""
    known = table(language)
    for at in range(place - 1, max(-1, place - 1 - _REACH), -1):
        word = tokens[at].lower
        if word in known.negators or (word == "no" and at + 1 < place):
            return at, State.DENIED
        if word in known.doubting:
            return at, State.OPEN
        if word in known.unreal:
            return _before_plan(tokens, at, place, language)
        if not _may_stand_between(word, language):
            break
    return place, State.DONE


def _may_stand_between(word: str, language: str) -> bool:
    """Whether a word parts no verb from what leads to it: "will soon have been", "needs the"."""
    known = table(language)
    return word in known.auxiliary or word in known.articles or word.endswith("ly")


def _before_plan(tokens: Sequence[Token], at: int, place: int, language: str) -> tuple[int, State]:
    """A plan, unless what leads to it denies it or leaves it open: "whether it will sell", "refused to sell"."""
    known = table(language)
    between = {token.lower for token in tokens[at + 1 : place]}
    if not between.isdisjoint(known.articles) and tokens[at].lower in known.leading:
        return place, State.DONE
    if at and tokens[at].lower in known.leading and tokens[at - 1].lower in known.managing:
        return place, State.DONE
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = tokens[before].lower
        if word in known.doubting:
            return before, State.OPEN
        if word in known.negators or word in known.refusals or word == "no":
            return before, State.DENIED
    return at, State.PLANNED
