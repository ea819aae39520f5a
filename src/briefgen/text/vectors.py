"""Words of whole reports -> vectors: how much each word tells of what a report is about.

A word of a report weighs sqrt(1 + ln c) * ln((1 + n + N) / (1 + df + N p)).
c counts the word in the report, less the later it stands; df of the batch's n
reports have it, more than 2 n p + 20 counting as so many; p is the share of reports in its language that would have it,
from how common the word is, as if N such reports had been read before the
batch (a Bayesian prior).  So two reports can be compared without an archive,
and in a large batch its own frequencies decide.  Tf-idf after Salton and
Buckley (1988), with the length of the vectors made 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.text.frequency import frequencies, zipf
from briefgen.text.words import stemmer, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How often each lower-case word stands in a report, later places counting less.
Counts = Mapping[str, float]

# Weight of each term by its number; the whole has length 1.
Vector = Mapping[int, float]

# Words of the head count twice; in the body a word counts half every 200 words
# on (+.8 F on eleven sets of news; half-lives of 100 and 400 gave the same).
_HEAD = 2.0
_HALF_LIFE = 200

# The reports read before the batch, and their words.
_PRIOR = 300
_LENGTH = 300
# A word is as rare in the batch as if no story had it more often: else one of
# 120 reports among 550 fell into 15 pieces.  Beyond twice what the language
# expects, so many reports are a story's.
_STORY = 20


def counts(head: str, body: str) -> dict[str, float]:
    """Count the words of a report.

    >>> counts("Bridge shut", "The bridge")
    {'bridge': 2.996540262827868, 'shut': 2.0, 'the': 1.0}
    """
    found: dict[str, float] = defaultdict(float)
    for word in tokens(head):
        found[word.lower()] += _HEAD
    for place, word in enumerate(tokens(body)):
        found[word.lower()] += _fading(place)
    return dict(found)


@cache
def _fading(place: int) -> float:
    return float(0.5 ** (place / _HALF_LIFE))


@dataclass(frozen=True)
class Vectors:
    """Reports of one language as vectors of numbered terms.

    Numbers rather than words: they come in one order in every run, and so do
    the sums over them.  `forms` are the words of each term, `heads` each
    report's terms that another one has too, the heaviest first, `postings`
    the reports that have each shared term, and what it weighs there.
    """

    forms: Sequence[Sequence[str]]
    vectors: Sequence[Vector]
    heads: Sequence[Sequence[int]]
    postings: Sequence[Vector]

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self.vectors)

    def cosine(self, left: int, right: int) -> float:
        """How alike two reports are, 0 to 1."""
        one, other = self.vectors[left], self.vectors[right]
        # Ten digits: the order of summing must decide nothing.
        return round(sum(one[term] * other[term] for term in one.keys() & other.keys()), 10)

    def shared(self, left: int, right: int) -> list[tuple[Sequence[str], float]]:
        """The terms that two reports share, as words and what they add to the cosine, the most first."""
        one, other = self.vectors[left], self.vectors[right]
        added = [(one[term] * other[term], term) for term in one.keys() & other.keys()]
        return [(self.forms[term], weight) for weight, term in sorted(added, key=lambda pair: (-pair[0], pair[1]))]

    def alike(self, place: int, visits: int) -> dict[int, float]:
        """The other reports that share rare terms with one, each with what these add to the cosine.

        As many of its heaviest terms are followed as are in `visits` reports
        together: the work for a report does not grow with the batch.
        """
        found: dict[int, float] = defaultdict(float)
        for term in self.heads[place]:
            having = self.postings[term]
            visits -= len(having)
            if visits < 0:
                break
            mine = self.vectors[place][term]
            for other, weight in having.items():
                found[other] += mine * weight
        found.pop(place, None)
        return found

    def neighbour(self, rank: int, pool: Sequence[int]) -> list[float]:
        """Each report's cosine with its `rank`-th nearest of the others in the pool, which must be more than `rank`."""
        import numpy as np

        index = _Index.of([self.vectors[place] for place in pool], len(self.forms))
        where = {place: column for column, place in enumerate(pool)}
        levels = []
        for place, vector in enumerate(self.vectors):
            cosines = index.products(vector)
            if place in where:
                cosines[where[place]] = 0.0
            levels.append(round(float(np.partition(cosines, -rank)[-rank]), 10))
        return levels


@dataclass(frozen=True)
class _Index:
    """Vectors by term, as arrays: `places` and `weights` of term t stand from `starts[t]` to `starts[t + 1]`."""

    count: int
    starts: NDArray[np.intp]
    places: NDArray[np.intp]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, vectors: Sequence[Vector], terms: int) -> _Index:
        import numpy as np

        found = np.fromiter((term for vector in vectors for term in vector), dtype=np.intp)
        places = np.repeat(np.arange(len(vectors)), [len(vector) for vector in vectors])
        weights = np.fromiter((weight for vector in vectors for weight in vector.values()), dtype=np.float64)
        order = np.argsort(found, kind="stable")
        starts = np.searchsorted(found[order], np.arange(terms + 1))
        return cls(len(vectors), starts, places[order], weights[order])

    def products(self, vector: Vector) -> NDArray[np.float64]:
        """Its product with each of the vectors, summed term by term."""
        import numpy as np

        terms = np.fromiter(vector.keys(), dtype=np.intp, count=len(vector))
        factors = np.fromiter(vector.values(), dtype=np.float64, count=len(vector))
        lengths = self.starts[terms + 1] - self.starts[terms]
        # The entries of all its terms, one stretch behind the other.
        offsets = np.repeat(self.starts[terms] - np.cumsum(lengths) + lengths, lengths)
        entries = np.arange(lengths.sum()) + offsets
        weights = self.weights[entries] * np.repeat(factors, lengths)
        return np.bincount(self.places[entries], weights, self.count).astype(np.float64, copy=False)


def weigh(reports: Sequence[Counts], language: str) -> Vectors:
    """Weigh the words of reports of one language."""
    number = _numbers(reports, language)
    counted = [_stemmed(report, number) for report in reports]
    forms = _forms(number)
    having = Counter(term for report in counted for term in report)
    rarity = [_rarity(having[term], words, len(reports), language) for term, words in enumerate(forms)]
    vectors = [_vector(report, rarity) for report in counted]
    postings: list[dict[int, float]] = [{} for _ in forms]
    for place, vector in enumerate(vectors):
        for term, weight in vector.items():
            if having[term] > 1:
                postings[term][place] = weight
    heads = [_head(vector, having) for vector in vectors]
    return Vectors(forms, vectors, heads, postings)


def _numbers(reports: Iterable[Counts], language: str) -> dict[str, int]:
    """The number of each word's stem, in the order in which they come."""
    stem = stemmer(language)
    number: dict[str, int] = {}
    words = dict.fromkeys(chain.from_iterable(reports))
    return {word: number.setdefault(stem(word), len(number)) for word in words}


def _stemmed(report: Counts, number: Mapping[str, int]) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for word, count in report.items():
        found[number[word]] += count
    return found


def _forms(number: Mapping[str, int]) -> list[list[str]]:
    forms: dict[int, list[str]] = defaultdict(list)
    for word, term in number.items():
        forms[term].append(word)
    return [sorted(forms[term]) for term in range(len(forms))]


def _rarity(having: int, words: Sequence[str], reports: int, language: str) -> float:
    """Inverse document frequency, the prior reports counted in."""
    rate = sum(10 ** (value - 9) for value in (zipf(word, language) for word in words) if value)
    share = 1 - math.exp(-_LENGTH * rate)
    # Where the language has no list of words, only the batch tells which are common.
    told = min(having, _STORY + 2 * share * reports) if frequencies(language) else having
    return max(0.0, math.log((1 + reports + _PRIOR) / (1 + told + _PRIOR * share)))


def _vector(counted: Mapping[int, float], rarity: Sequence[float]) -> dict[int, float]:
    raw = {term: _strength(count) * rarity[term] for term, count in counted.items() if rarity[term]}
    length = math.sqrt(sum(weight * weight for weight in raw.values()))
    return {term: weight / length for term, weight in raw.items()}


def _strength(count: float) -> float:
    """A flat curve: with 1 + ln c itself sister events (two earthquakes) were taken for one oftener."""
    return math.sqrt(1 + math.log(count) if count >= 1 else count)


def _head(vector: Vector, having: Mapping[int, int]) -> list[int]:
    # Ties stay in the order of the report's words, which is the same in every run.
    return sorted((term for term in vector if having[term] > 1), key=vector.__getitem__, reverse=True)
