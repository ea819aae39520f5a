"""A summariser of sumy -> a method: our sentences and words go in, its ratings rank our candidates.

sumy keys its ratings by sentence, so that equal sentences of two reports
would be one: ours are numbered objects.  Its stemmer gets numbers back instead
of words, since sets of strings change their order from run to run, and with
it the last digit of sums.  sumy is imported by the method that needs it: it
brings NLTK, and that scipy where there is one (2 s).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from briefgen.selection.coverage import coverage
from briefgen.selection.lead import lead
from briefgen.selection.pool import Pool, Ranked
from briefgen.text.frequency import is_function_word
from briefgen.text.words import Stemmed

# What is rated nothing comes last, but it comes: a ranking leaves nothing out.
LEAST = 1e-10
# What a function word is where the summariser needs to know that one stood there.
NOTHING = ""

_DIGITS = 10

Stemmer = Callable[[str], int]


@dataclass(frozen=True, eq=False, slots=True)
class Numbered:
    """A sentence as sumy wants it; equal only to itself."""

    place: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """Sentences as sumy wants them."""

    sentences: tuple[Numbered, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of all sentences."""
        return tuple(chain.from_iterable(one.words for one in self.sentences))


def ranked(pool: Pool, largest: int, build: Callable[[Stemmer], Any], words: Callable[[Stemmed], list[str]]) -> Ranked:
    """Rank the candidates of a pool by a summariser of sumy.

    `build` makes it from a stemmer; `words` are what it sees of a sentence.
    Of a story of more than `largest` sentences it sees only those whose
    candidates `coverage` likes best, and a note says so; the others rank last.
    """
    places = best_places(pool, largest)
    document = Document(tuple(Numbered(place, tuple(words(pool.sentences[place]))) for place in places))
    return by_rating(pool, rated(build(numbers(pool)), document), places)


def content(one: Stemmed) -> list[str]:
    """The stems of a sentence's words, function words left out."""
    return [stem for stem in with_gaps(one) if stem is not NOTHING]


def with_gaps(one: Stemmed) -> list[str]:
    """The stems of a sentence's words, NOTHING for a function word."""
    pairs = zip(one.written, one.stems, strict=True)
    return [NOTHING if is_function_word(word.lower(), one.language) else stem for word, stem in pairs]


def numbers(pool: Pool) -> Stemmer:
    """What gives each stem of a pool its number, and all others a negative one."""
    number = {stem: index for index, stem in enumerate(sorted({stem for one in pool.sentences for stem in one.stems}))}
    return lambda stem: number.get(stem, -1)


def best_places(pool: Pool, largest: int) -> list[int]:
    """All places of a small story; of a large one those of the candidates with the largest first gain."""
    if len(pool.sentences) <= largest:
        return list(range(len(pool.sentences)))
    gains = coverage(pool)
    order = sorted(range(len(pool.candidates)), key=lambda index: (-gains.gain(index), index))
    places = dict.fromkeys(place for index in order for place in pool.candidates[index].places)
    return sorted(list(places)[:largest])


def rated(summariser: Any, document: Any) -> dict[int, float]:
    """Run a summariser and catch its ratings where it hands them to the count."""
    caught: list[Any] = []

    def keep_all(infos: Sequence[Any]) -> Sequence[Any]:
        caught.extend(infos)
        return infos

    import numpy

    # Two sentences without a common word make LexRank divide by zero: such
    # ratings say nothing.  LSA warns of stories with few words; so be it.
    with numpy.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        summariser(document, keep_all)
    return {info.sentence.place: _finite(float(info.rating)) for info in caught}


def by_rating(pool: Pool, ratings: Mapping[int, float], places: Sequence[int]) -> Ranked:
    """Rank the candidates by the mean rating of their sentences; the worst ones count nothing.

    `places` are those that were looked at.  Without any rating the order of
    the reports decides, so that something is printed.
    """
    lowest = min(0.0, *ratings.values()) if ratings else 0.0
    scores = [_mean([ratings.get(place, lowest) - lowest for place in one.places]) for one in pool.candidates]
    ranking = [max(round(score, _DIGITS), LEAST) for score in scores] if any(scores) else lead(pool).scores
    return Ranked(ranking, notes=_notes(len(places), len(pool.sentences)))


def _notes(seen: int, total: int) -> tuple[str, ...]:
    return (f"only the {seen} of {total} sentences that coverage likes best were weighed",) if seen < total else ()


def _finite(rating: float) -> float:
    return round(rating, _DIGITS) if math.isfinite(rating) else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
