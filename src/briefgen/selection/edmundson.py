"""Edmundson: cue words, words of the headlines, and the place in the report (Edmundson 1969)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from briefgen.selection.classic import Numbered, by_rating, numbers, rated
from briefgen.selection.pool import Pool, Ranked
from briefgen.text.frequency import is_function_word
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

    Bonus words are those of the headlines and of the focus; in a story without
    headlines those of the reports' first sentences.  Stigma words are pronouns
    and demonstratives, which need what stood before; null words the function words.
    """
    from sumy.summarizers.edmundson import EdmundsonSummarizer

    number = numbers(pool)
    headings = _headings(pool)
    summariser = EdmundsonSummarizer(number)
    summariser.null_words = _function_words(pool.sentences)
    summariser.bonus_words = {*chain.from_iterable(headings), *pool.focus} - _function_words(pool.sentences)
    summariser.stigma_words = _leaning_words(pool.sentences)
    ratings: dict[int, float] = {}
    for report in _reports(pool, headings):
        ratings |= rated(summariser, report)
    return by_rating(pool, ratings, range(len(pool.sentences)))


def _headings(pool: Pool) -> list[Sequence[str]]:
    titles = [stems for _, stems in pool.titles]
    return titles or [one.stems for one in pool.sentences if not one.sentence.position]


def _reports(pool: Pool, headings: Iterable[Sequence[str]]) -> Iterable[Report]:
    named = tuple(Numbered(-1, tuple(stems)) for stems in headings)
    places = enumerate(pool.sentences)
    for _, report in groupby(places, key=lambda one: one[1].sentence.span.report):
        paragraphs = groupby(report, key=lambda one: one[1].sentence.paragraph)
        yield Report(named, tuple(Paragraph(tuple(map(_numbered, some))) for _, some in paragraphs))


def _numbered(placed: tuple[int, Stemmed]) -> Numbered:
    place, one = placed
    return Numbered(place, one.stems)


# sumy refuses an empty set of words: the empty word is in none.
def _function_words(sentences: Iterable[Stemmed]) -> set[str]:
    return {""} | {
        stem
        for one in sentences
        for word, stem in zip(one.written, one.stems, strict=True)
        if is_function_word(word.lower(), one.language)
    }


def _leaning_words(sentences: Iterable[Stemmed]) -> set[str]:
    return {""} | {
        stem
        for one in sentences
        for word, stem in zip(one.written, one.stems, strict=True)
        if word.lower() in table(one.language).pronouns | table(one.language).demonstratives
    }
