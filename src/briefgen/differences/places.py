"""Witness of a claim -> its words with offsets and stems, its quotations, and who says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefgen.differences.sides import Offsets, Side, once
from briefgen.parsing.phrases import Token, quoted, tokens_of
from briefgen.parsing.quotes import passages
from briefgen.parsing.speakers import Line
from briefgen.text.frequency import is_function_word
from briefgen.text.words import stemmer


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: its stem, its offsets, and what it is.

    Whether it stands in quotation marks, whether it tells something, how it is in small
    letters, and whether it is written like a name.
    """

    text: str
    stem: str
    start: int
    end: int
    is_quoted: bool
    is_content: bool
    lower: str
    is_capital: bool


@dataclass(frozen=True)
class Places:
    """A sentence as a rule of comparison looks at it."""

    words: Sequence[Word]
    quotations: Sequence[Offsets]
    line: Line

    @cached_property
    def lowered(self) -> frozenset[str]:
        """The words in small letters."""
        return frozenset(word.lower for word in self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of the telling words."""
        return frozenset(word.stem for word in self.words if word.is_content)

    def of(self, start: int, end: int) -> list[Word]:
        """The words between two offsets."""
        return [word for word in self.words if start <= word.start and word.end <= end]

    def is_apart(self, at: int) -> bool:
        """Whether more than a blank stands before the word at a place."""
        return self.line.text[self.words[at - 1].end : self.words[at].start] != " "

    def near(self, first: int, last: int, before: int, behind: int) -> frozenset[str]:
        """The content stems around the words at these places."""
        around = [*self.words[max(0, first - before) : first], *self.words[last : last + behind]]
        return frozenset(word.stem for word in around if word.is_content)


@once
def places(side: Side) -> Places:
    """Return a sentence's words, quotations, and the line in which quotations are single tokens."""
    text, language = side.text, side.language
    marked = [(start, end) for start, end, closed in passages(text) if closed]
    tokens = tokens_of(text)
    words = tuple(_word(token, marked, language) for token in tokens if token.is_word)
    return Places(words, marked, Line(text, tokens_of(_masked(text, marked)) if marked else tokens, language))


def is_named(words: Sequence[Word]) -> bool:
    """Tell whether all that tells something is written like a name."""
    return all(word.is_capital for word in words if word.is_content)


def _word(token: Token, marked: Sequence[Offsets], language: str) -> Word:
    text, stem, content, lower, capital = _read(token.text, language)
    inside = bool(marked) and any(start <= token.start < end for start, end in marked)
    return Word(text, stem, token.start, token.end, inside, content, lower, capital)


# A word stands in a story many times.
@lru_cache(maxsize=8192)
def _read(written: str, language: str) -> tuple[str, str, bool, str, bool]:
    text = written.replace("’", "'").removesuffix("'s")
    lower = text.lower()
    content = not is_function_word(lower, language) and (len(lower) > 1 or lower.isdigit())
    return text, stemmer(language)(lower), content, lower, text[0].isupper()


def _masked(text: str, marked: Sequence[Offsets]) -> str:
    for start, end in marked:
        text = text[:start] + quoted(end - start) + text[end:]
    return text
