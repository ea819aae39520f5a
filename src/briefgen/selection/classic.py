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
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any

from briefgen.selection.coverage import Vocabulary, centralities, coverage
from briefgen.selection.pool import Pool, Ranked
from briefgen.text.frequency import is_function_word
from briefgen.text.tables import table
from briefgen.text.words import Stemmed

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


Words = Callable[[Stemmed], list[str]]


def ranked(
    pool: Pool, largest: int, build: Callable[[Stemmer], Any], words: Words, places: Sequence[int] | None = None
) -> Ranked:
    """Rank the candidates of a pool by a summariser of sumy.

    `build` makes it from a stemmer; `words` are what it sees of a sentence; it
    sees all sentences, or those at `places`.  Of more than `largest` it sees
    only those whose candidates `coverage` likes best, and a note says so; the
    others rank last.
    """
    places = range(len(pool.sentences)) if places is None else places
    seen = best_places(pool, largest, places)
    document = Document(tuple(Numbered(place, tuple(words(pool.sentences[place]))) for place in seen))
    note = f"only the {len(seen)} of {len(places)} sentences that coverage likes best were weighed"
    return by_rating(pool, rated(build(numbers(pool)), document), (note,) if len(seen) < len(places) else ())


def content(one: Stemmed) -> list[str]:
    """The stems of a sentence's words, stop words left out."""
    return [stem for stem in with_gaps(one) if stem is not NOTHING]


def with_gaps(one: Stemmed) -> list[str]:
    """The stems of a sentence's words, NOTHING for a stop word."""
    pairs = zip(one.written, one.stems, strict=True)
    return [NOTHING if is_stop_word(word.lower(), one.language) else stem for word, stem in pairs]


@cache
def is_stop_word(word: str, language: str) -> bool:
    """Whether a lower-case word is among its language's commonest, or listed as one that tells nothing."""
    return is_function_word(word, language) or word in table(language).stop


def shares(pool: Pool) -> dict[str, float]:
    """What share of all words of content each stem has."""
    counts = Counter(chain.from_iterable(map(content, pool.sentences)))
    return {stem: count / counts.total() for stem, count in counts.items()}


def numbers(pool: Pool) -> Stemmer:
    """What gives each stem of a pool its number, and all others a negative one."""
    number = {stem: index for index, stem in enumerate(sorted({stem for one in pool.sentences for stem in one.stems}))}
    return lambda stem: number.get(stem, -1)


def printable(pool: Pool) -> list[int]:
    """The places of the sentences of all lines that may be printed."""
    lines = [one for index, one in enumerate(pool.candidates) if pool.fit is None or index in pool.fit]
    return sorted({place for one in lines for place in one.places})


def best_places(pool: Pool, largest: int, places: Sequence[int]) -> list[int]:
    """Of some places all, or the `largest` whose candidates have the largest first gain.

    In the order of position and text, which no other headline or date of a
    report changes: some summarisers take the first of equals.
    """
    if len(places) > largest:
        gains = coverage(pool)
        liked = ranking(pool, [gains.gain(index) for index in range(len(pool.candidates))])
        by_gain = dict.fromkeys(place for index in liked for place in pool.candidates[index].places)
        places = [place for place in by_gain if place in set(places)][:largest]
    return sorted(places, key=lambda place: _order(pool, place))


def ranking(pool: Pool, scores: Sequence[float]) -> list[int]:
    """The candidates by falling score, of equals the one that stands earlier in its report, then by text."""
    first = [_order(pool, one.places[0]) for one in pool.candidates]
    return sorted(range(len(scores)), key=lambda index: (-round(scores[index], _DIGITS), *first[index], index))


def _order(pool: Pool, place: int) -> tuple[int, str]:
    sentence = pool.sentences[place].sentence
    return sentence.position, sentence.text


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


def by_rating(pool: Pool, ratings: Mapping[int, float], notes: tuple[str, ...] = ()) -> Ranked:
    """Rank the candidates by their sentences' mean rating times what merging knows of them.

    A candidate scores what share of them it is not behind: the ratings of one
    method say nothing beside another's, and what has none comes last, but it
    comes.
    """
    lowest = min(0.0, *ratings.values()) if ratings else 0.0
    scores = [0.0] * len(pool.candidates)
    weighed = [
        weight * _mean([ratings.get(place, lowest) - lowest for place in one.places])
        for one, weight in zip(pool.candidates, _weights(pool), strict=True)
    ]
    for rank, index in enumerate(ranking(pool, weighed)):
        scores[index] = 1 - rank / len(scores)
    return Ranked(scores, notes)


def _weights(pool: Pool) -> list[float]:
    """How central each line is, times how many origins say it, over how far down its report it stands.

    What `coverage` goes by too; ratings know nothing of it.  Mean ROUGE-2 of
    the eight methods 15.0 on long articles and 19.9 on teasers, by ratings
    alone 13.0 and 18.9; without any of the three some method falls behind
    what sumy prints.  Roots and powers of them change less than 0.3.
    """
    central = centralities(pool, Vocabulary.of(pool))
    return [
        share * one.origins / (1 + pool.sentences[one.places[0]].sentence.position)
        for one, share in zip(pool.candidates, central, strict=True)
    ]


def _finite(rating: float) -> float:
    return round(rating, _DIGITS) if math.isfinite(rating) else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
