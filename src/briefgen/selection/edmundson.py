"""Edmundson: cue words, words of the headlines, and the place in the report (Edmundson 1969)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from briefgen.selection.classic import NOTHING, Numbered, by_rating, is_stop_word, numbers, rated
from briefgen.selection.pool import Pool, Ranked
from briefgen.text.tables import table
from briefgen.text.words import Stemmed


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as sumy wants it."""

    sentences: tuple[Numbered, ...]


@dataclass(frozen=True)
class Report:
    """A report as sumy wants it, under the headlines of its story."""

    headings: tuple[Numbered, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Numbered, ...]:
        """All sentences in order."""
        return tuple(chain.from_iterable(one.sentences for one in self.paragraphs))


def edmundson(pool: Pool) -> Ranked:
    """Rank by sumy's Edmundson, report by report; linear, so that no story is too large.

    Bonus words are those of the headlines and of the focus; without any, the
    place alone decides.  Stigma words are the function words that need what
    stood before, pronouns and demonstratives; null words are all stop words.
    """
    from sumy.summarizers.edmundson import EdmundsonSummarizer

    headings = [stems for _, stems in pool.titles]
    stop = _stems(pool.sentences, is_stop_word)
    summariser = EdmundsonSummarizer(numbers(pool))
    # It refuses an empty set of words; the empty word is in no sentence.
    summariser.null_words = {NOTHING} | stop
    summariser.bonus_words = {NOTHING} | ({*chain.from_iterable(headings), *pool.focus} - stop)
    summariser.stigma_words = {NOTHING} | _stems(pool.sentences, _leans)
    ratings: dict[int, float] = {}
    for report in _reports(pool, headings):
        ratings |= rated(summariser, report)
    return by_rating(pool, ratings)


def _reports(pool: Pool, headings: Iterable[Sequence[str]]) -> Iterable[Report]:
    named = tuple(Numbered(-1, tuple(stems)) for stems in headings)
    places = enumerate(pool.sentences)
    for _, report in groupby(places, key=lambda one: one[1].sentence.span.report):
        paragraphs = groupby(report, key=lambda one: one[1].sentence.paragraph)
        yield Report(named, tuple(Paragraph(tuple(map(_numbered, some))) for _, some in paragraphs))


def _numbered(placed: tuple[int, Stemmed]) -> Numbered:
    place, one = placed
    return Numbered(place, one.stems)


def _stems(sentences: Iterable[Stemmed], is_such: Callable[[str, str], bool]) -> set[str]:
    """The stems of the words for which a question to word and language is answered yes."""
    return {
        stem
        for one in sentences
        for word, stem in zip(one.written, one.stems, strict=True)
        if is_such(word.lower(), one.language)
    }


def _leans(word: str, language: str) -> bool:
    return word in table(language).pronouns | table(language).demonstratives
