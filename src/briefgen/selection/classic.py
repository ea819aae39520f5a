"""The summarisers of sumy, over our sentences and words, ranking our candidates.

sumy keys its ratings by sentence, so that equal sentences of two reports
would be one: ours are numbered objects.  Its stemmer gets numbers back instead
of words, since sets of strings change their order from run to run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.selection.coverage import coverage
from briefgen.selection.lead import lead
from briefgen.selection.pool import Pool, Ranked
from briefgen.text.frequency import is_function_word

# LexRank compares every pair in Python: 250 sentences 1 s, 2,000 40 s.
LARGEST = 400
# What is rated nothing comes last, but it comes: a ranking leaves nothing out.
LEAST = 1e-10


@dataclass(frozen=True, eq=False, slots=True)
class _Numbered:
    """A sentence as sumy wants it; equal only to itself."""

    place: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    sentences: tuple[_Numbered, ...]


def lexrank(pool: Pool) -> Ranked:
    """Rank by sumy's LexRank (Erkan and Radev 2004), stop words left out.

    Of a story of more than LARGEST sentences only those are given to it whose
    candidates `coverage` likes best; the others rank last.
    """
    from sumy.summarizers.lex_rank import LexRankSummarizer

    places = _best_places(pool)
    number = {stem: index for index, stem in enumerate(sorted({s for p in places for s in pool.sentences[p].stems}))}
    stems = {word.lower(): stem for p in places for word, stem in _words(pool, p)}
    summariser = LexRankSummarizer(lambda word: number[stems[word]])
    ratings = _ratings(summariser, _Document(tuple(_numbered(pool, place) for place in places)))
    # Without any rating the order of the reports decides, so that something is printed.
    scores = [_mean([ratings.get(place, 0.0) for place in one.places]) for one in pool.candidates]
    return Ranked([max(score, LEAST) for score in scores]) if any(scores) else lead(pool)


def _words(pool: Pool, place: int) -> list[tuple[str, str]]:
    one = pool.sentences[place]
    return list(zip(one.written, one.stems, strict=True))


def _numbered(pool: Pool, place: int) -> _Numbered:
    one = pool.sentences[place]
    return _Numbered(place, tuple(word for word in one.written if not is_function_word(word.lower(), one.language)))


def _best_places(pool: Pool) -> list[int]:
    """All places of a small story; of a large one those of the candidates with the largest first gain."""
    if len(pool.sentences) <= LARGEST:
        return list(range(len(pool.sentences)))
    gains = coverage(pool)
    order = sorted(range(len(pool.candidates)), key=lambda index: (-gains.gain(index), index))
    places = [place for index in order for place in pool.candidates[index].places]
    return sorted(dict.fromkeys(places[:LARGEST]))


def _ratings(summariser: Any, document: _Document) -> dict[int, float]:
    """Run a summariser and catch its ratings where it hands them to the count."""
    caught: list[Any] = []

    def keep_all(infos: Sequence[Any]) -> Sequence[Any]:
        caught.extend(infos)
        return infos

    import numpy

    # Two sentences without a common word make it divide by zero: such ratings say nothing.
    with numpy.errstate(divide="ignore", invalid="ignore"):
        summariser(document, keep_all)
    return {info.sentence.place: _finite(float(info.rating)) for info in caught}


def _finite(rating: float) -> float:
    return round(rating, 10) if math.isfinite(rating) else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
