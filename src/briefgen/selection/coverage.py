"""Coverage: concepts weighed by how many origins lead with them, covered once.

A concept is a stem or two neighbouring ones.  It weighs the more, the more
origins have it and the earlier they say it; a line gains what weight it adds
to what is printed, times its centrality, per length^0.8.  Greedy choice on
such gains is within 1-1/e of the best cover (Nemhauser, Wolsey, Fisher 1978);
the centrality is LexRank's first power step in linear time (Erkan, Radev
2004).  Constants were tuned on newswire clusters; see docs/method.md.

All sums are of whole numbers, so that pure Python and numpy give the same
choice to the bit, on any machine and in any order of the inputs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from briefgen.selection.pool import Gains, Pool
from briefgen.text.frequency import is_function_word
from briefgen.text.words import Stemmed, count

EARLINESS = 0.4
SPREAD = 1.0
LENGTH = 0.8
# Shorter lines gain nothing by being short: fragments would fill the brief.  ROUGE does not mind (46.7/16.2 on 90
# clusters with 1 to 12 words).
SHORT = 10
UNIGRAM = 0.04
SINGLE = 0.5
TITLE = 1.5
NOVELTY = 0.8
FOCUS = (0.2, 5.0)

SCALE = 1 << 36
# Ten digits: beyond them lies only rounding.
_DIGITS = 10
_SHORTEST, _LONGEST = 5, 80
_SHOWN = 5


# Each once, in no order; a set takes six times the memory, and 20,000 sentences have 700,000 of them.
Concepts = tuple[int, ...]


def coverage(pool: Pool) -> Gains:
    """Return the gains of the candidates."""
    vocabulary = Vocabulary.of(pool)
    concepts = [vocabulary.concepts(one.stems) for one in pool.sentences]
    weight = _weights(pool, concepts, vocabulary)
    central = centralities(pool, vocabulary)
    constant = [
        one.factor * own * max(one.length, SHORT) ** -LENGTH for one, own in zip(pool.candidates, central, strict=True)
    ]
    return _Gains(pool, vocabulary, concepts, weight, constant, central)


@dataclass(frozen=True)
class Vocabulary:
    """Numbers for stems, and for pairs of them."""

    number: Mapping[str, int]
    stems: Sequence[str]

    @classmethod
    def of(cls, pool: Pool) -> Vocabulary:
        """Number the stems of a pool in order of appearance."""
        stems = list(dict.fromkeys(stem for one in pool.sentences for stem in one.stems))
        return cls({stem: index for index, stem in enumerate(stems)}, stems)

    def concepts(self, stems: Sequence[str]) -> Concepts:
        """The stems that are known and the pairs of neighbours, as numbers, each once."""
        numbers = [self.number.get(stem, -1) for stem in stems]
        size = len(self.stems)
        pairs = ((left + 1) * size + right for left, right in pairwise(numbers) if left >= 0 <= right)
        return tuple({*pairs, *(one for one in numbers if one >= 0)})

    def is_single(self, concept: int) -> bool:
        """Whether the number is a stem's, not a pair's."""
        return concept < len(self.stems)

    def words(self, concept: int) -> str:
        """The stems of a concept, for people."""
        if self.is_single(concept):
            return self.stems[concept]
        left, right = divmod(concept, len(self.stems))
        return f"{self.stems[left - 1]} {self.stems[right]}"


@dataclass(frozen=True)
class _Gains:
    """Concepts and their whole-number weights; what is covered is the only thing that changes."""

    pool: Pool
    vocabulary: Vocabulary
    concepts: Sequence[Concepts]
    weight: Mapping[int, int]
    constant: Sequence[float]
    central: Sequence[float]
    covered: set[int] = field(default_factory=set)
    notes: tuple[str, ...] = ()

    def gain(self, candidate: int) -> float:
        weight = sum(self.weight.get(concept, 0) for concept in self._new(candidate))
        return round(self.constant[candidate] * weight / SCALE, _DIGITS)

    def take(self, candidate: int) -> None:
        for place in self.pool.candidates[candidate].places:
            self.covered.update(self.concepts[place])

    def reasons(self, candidate: int) -> tuple[float, tuple[str, ...]]:
        weighed = sorted((-self.weight.get(one, 0), self.vocabulary.words(one)) for one in self._new(candidate))
        return round(self.central[candidate], _DIGITS), tuple(words for _, words in weighed[:_SHOWN])

    def _new(self, candidate: int) -> set[int]:
        places = self.pool.candidates[candidate].places
        return set().union(*(self.concepts[place] for place in places)) - self.covered


# --- concepts


def _weights(pool: Pool, concepts: Sequence[Concepts], vocabulary: Vocabulary) -> dict[int, int]:
    early, spread = _early(pool, concepts)
    for concept, votes in _title_votes(pool, vocabulary).items():
        if concept in early:
            early[concept] += votes
    total = pool.origins or 1
    share = [(said / total) ** SPREAD * (SINGLE if said == 1 and total > 2 else 1.0) for said in range(total + 1)]
    single, pair = [UNIGRAM * value for value in share], [(1 - UNIGRAM) * value for value in share]
    size = len(vocabulary.stems)
    weight = {
        concept: int(value * (single if concept < size else pair)[spread[concept]]) for concept, value in early.items()
    }
    for concept, factor in _factors(pool, concepts, vocabulary).items():
        if concept in weight:
            weight[concept] = int(weight[concept] * factor)
    return weight


def _early(pool: Pool, concepts: Sequence[Concepts]) -> tuple[dict[int, int], Counter[int]]:
    """For each concept the sum over its origins of (1 + first position)^-a, and their number."""
    early: dict[int, int] = defaultdict(int)
    spread: Counter[int] = Counter()
    for places in _by_origin(pool):
        first: dict[int, int] = {}
        for place in reversed(places):
            value = round(SCALE * (1 + pool.sentences[place].sentence.position) ** -EARLINESS)
            first.update(dict.fromkeys(concepts[place], value))
        for concept, value in first.items():
            early[concept] += value
        spread.update(first.keys())
    return early, spread


def _by_origin(pool: Pool) -> list[list[int]]:
    """The places of the sentences that count, by origin, by position in their reports."""
    found: dict[int, list[int]] = {}
    for place, (one, origin) in enumerate(zip(pool.sentences, pool.origin_of, strict=True)):
        if _counts(one):
            found.setdefault(origin, []).append(place)
    return [sorted(places, key=lambda place: pool.sentences[place].sentence.position) for places in found.values()]


def _counts(one: Stemmed) -> bool:
    """Whether a sentence has a say: fragments and run-on paragraphs have none."""
    return _SHORTEST <= count(one.sentence.text) <= _LONGEST


def _title_votes(pool: Pool, vocabulary: Vocabulary) -> Counter[int]:
    votes: Counter[int] = Counter()
    said = {(origin, concept) for origin, stems in pool.titles for concept in vocabulary.concepts(stems)}
    for _, concept in said:
        votes[concept] += round(SCALE * TITLE)
    return votes


def _factors(pool: Pool, concepts: Sequence[Concepts], vocabulary: Vocabulary) -> dict[int, float]:
    """What novelty and focus make of each concept's weight; 1 where not named."""
    factors: dict[int, float] = {}
    known = Counter(concept for report in pool.known for concept in _told(report, vocabulary))
    for concept, told in known.items():
        factors[concept] = 1 - NOVELTY * told / len(pool.known)
    for concept, relevance in _relevances(pool, concepts).items():
        factors[concept] = factors.get(concept, 1.0) * relevance
    return factors


def _told(report: Iterable[Sequence[str]], vocabulary: Vocabulary) -> set[int]:
    return {concept for stems in report for concept in vocabulary.concepts(stems)}


def _relevances(pool: Pool, concepts: Sequence[Concepts]) -> dict[int, float]:
    """How much more the sentences with a concept match the focus than sentences do on average."""
    if not pool.focus:
        return {}
    matches = _matches(pool)
    average = sum(matches) / len(matches)
    if not average:
        return {}
    total: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for match, found in zip(matches, concepts, strict=True):
        seen.update(found)
        total.update(dict.fromkeys(found, match))
    low, high = FOCUS
    return {concept: min(high, max(low, total[concept] / seen[concept] / average)) for concept in seen}


def _matches(pool: Pool) -> list[int]:
    """How well each sentence matches the focus: rare words of it count more; whole numbers."""
    frequency = Counter(stem for one in pool.sentences for stem in set(one.stems) & pool.focus)
    size = len(pool.sentences)
    rarity = {stem: round(SCALE * math.log((1 + size) / seen)) for stem, seen in frequency.items()}
    return [sum(rarity[stem] for stem in set(one.stems) & pool.focus) for one in pool.sentences]


# --- centrality


def centralities(pool: Pool, vocabulary: Vocabulary) -> list[float]:
    """The average cosine of each candidate to all sentences, as a share of the largest."""
    content = [_content(one, vocabulary) for one in pool.sentences]
    centroid: dict[int, int] = defaultdict(int)
    for one, found in zip(pool.sentences, content, strict=True):
        if found and _counts(one):
            value = round(SCALE / math.sqrt(len(found)))
            for stem in found:
                centroid[stem] += value
    raw = [_cosine(set().union(*(content[place] for place in one.places)), centroid) for one in pool.candidates]
    largest = max(raw, default=0.0)
    return [value / largest if largest else 0.0 for value in raw]


def _content(one: Stemmed, vocabulary: Vocabulary) -> frozenset[int]:
    """The stems of words that are no function words, as numbers."""
    number, language = vocabulary.number, one.language
    pairs = zip(one.written, one.stems, strict=True)
    return frozenset([number[stem] for word, stem in pairs if _is_content(word, language)])


@cache
def _is_content(word: str, language: str) -> bool:
    return not is_function_word(word.lower(), language)


def _cosine(found: Iterable[int], centroid: Mapping[int, int]) -> float:
    stems = list(found)
    return sum(centroid.get(stem, 0) for stem in stems) / math.sqrt(len(stems)) if stems else 0.0
