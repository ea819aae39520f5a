"""Sentences of one story -> how much two of them say the same.

Lexical throughout: q = (cos_story + cos_prod) * sqrt(non), where cos_story
weighs words by their rarity in the story, cos_prod by that times their rarity
in the language, and `non` counts shared words that are neither names nor
titles.  On hand-judged pairs of news sentences q found more true pairs at a
precision of .9 than sentence embeddings did (.44 against .27 of them).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.text.frequency import is_function_word, zipf
from briefgen.text.tables import table
from briefgen.text.words import Stemmed, stemmer

# Fewer shared words than this are chance, whatever their weight.
LEAST_SHARED = 3

# In German every noun is capital: there only what the language does not know is a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_NAME_ZIPF = 3.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two sentences share: words in all, words beside names and titles, and the measures."""

    shared: int
    plain: int
    cos_story: float
    q: float


@dataclass(frozen=True)
class Similarity:
    """The keys of a story's sentences and their weights.

    `mass` is each sentence's weight of the words that others have too.
    """

    keys: tuple[Mapping[str, int], ...]
    rarity: Mapping[str, float]
    product: Mapping[str, float]
    names: frozenset[str]
    norms: tuple[tuple[float, float], ...]
    mass: tuple[float, ...]

    def shared(self, left: int, right: int) -> list[str]:
        """The words that two sentences share, sorted."""
        return sorted(self.keys[left].keys() & self.keys[right].keys())

    def between(self, left: int, right: int) -> Likeness:
        """Compare two sentences by their places; symmetric, 0 where they share nothing."""
        common = self.shared(left, right)
        plain = sum(key not in self.names for key in common)
        story = self._cosine(common, self.rarity, left, right, 0)
        product = self._cosine(common, self.product, left, right, 1)
        q = (story + product) * math.sqrt(plain)
        # Ten digits: the order of summing must decide nothing.
        return Likeness(len(common), plain, round(story, 10), round(q, 10))

    def _cosine(self, common: Sequence[str], weights: Mapping[str, float], left: int, right: int, which: int) -> float:
        norm = self.norms[left][which] * self.norms[right][which]
        if not norm:
            return 0.0
        a, b = self.keys[left], self.keys[right]
        return sum(_damped(a[key]) * _damped(b[key]) * weights[key] ** 2 for key in common) / norm

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that can share LEAST_SHARED words, each once, in order.

        Prefix filtering (Chaudhuri, Ganti, Kaushik 2006): such a pair shares
        a word even among all but the two commonest ones of each.
        """
        frequency = Counter(key for keys in self.keys for key in keys)
        posting: dict[str, list[int]] = defaultdict(list)
        for later, keys in enumerate(self.keys):
            rare = sorted(keys, key=lambda key: (frequency[key], key))[: max(0, len(keys) - LEAST_SHARED + 1)]
            for earlier in sorted({earlier for key in rare for earlier in posting[key]}):
                yield earlier, later
            for key in rare:
                posting[key].append(later)


def similarity(sentences: Sequence[Stemmed]) -> Similarity:
    """Weigh the words of a story's sentences, all of them, in any languages."""
    keys = tuple(_keys(one) for one in sentences)
    frequency = Counter(key for found in keys for key in found)
    total = len(sentences)
    background = _background(sentences)
    rarity = {key: math.log((total + 1) / (count + 1)) + 1 for key, count in frequency.items()}
    product = {key: math.log((total + 1) / (count + 0.5)) * background[key] for key, count in frequency.items()}
    norms = tuple((_norm(found, rarity), _norm(found, product)) for found in keys)
    mass = tuple(round(sum(product[key] for key in found if frequency[key] > 1), 10) for found in keys)
    return Similarity(keys, rarity, product, frozenset(_names(sentences) | _fillers(sentences)), norms, mass)


def _norm(keys: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return math.sqrt(sum((_damped(count) * weights[key]) ** 2 for key, count in keys.items()))


def _damped(count: int) -> float:
    return 1 + math.log(count)


def _keys(one: Stemmed) -> Counter[str]:
    """The words that can be evidence, counted: no stop word, no reporting word, no single letter."""
    return Counter(
        key
        for word, stem in zip(one.written, one.stems, strict=True)
        if (key := _key(word, stem, one.language)) is not None
    )


def _key(word: str, stem: str, language: str) -> str | None:
    # "US" is a country, "us" a stop word.
    if word in {"US", "USA"}:
        return "US"
    return None if _is_idle(word.lower(), language) else stem


@cache
def _is_idle(word: str, language: str) -> bool:
    known = table(language)
    return (
        (len(word) < 2 and not word.isdigit() and word.isascii())
        or word in known.stop
        or word in known.reporting
        or is_function_word(word, language)
    )


def _background(sentences: Sequence[Stemmed]) -> dict[str, float]:
    """Rarity in the language: the commonest surface form of a stem counts, 0.3 to 7."""
    found: dict[str, float] = {}
    for one in sentences:
        for word, stem in zip(one.written, one.stems, strict=True):
            key = _key(word, stem, one.language)
            if key is not None:
                found[key] = min(found.get(key, 7.0), _rarity(word.lower(), one.language))
    return found


@cache
def _rarity(word: str, language: str) -> float:
    return min(7.0, max(0.3, 7.0 - zipf(word, language)))


def _names(sentences: Sequence[Stemmed]) -> set[str]:
    """Keys that are capital more often than not, the first words of sentences left out."""
    capital: Counter[str] = Counter()
    for one in sentences:
        for word, stem in list(zip(one.written, one.stems, strict=True))[1:]:
            capital[stem] += _votes_name(word, one.language)
    return {stem for stem, votes in capital.items() if votes > 0} | {"US"}


def _votes_name(word: str, language: str) -> int:
    if word[0].isdigit():
        return 0
    if language in _CAPITAL_NOUNS:
        return 1 if word[0].isupper() and zipf(word.lower(), language) < _NAME_ZIPF else -1
    return 1 if word[0].isupper() else -1


def _fillers(sentences: Sequence[Stemmed]) -> set[str]:
    return {stem for language in {one.language for one in sentences} for stem in _filler_stems(language)}


@cache
def _filler_stems(language: str) -> frozenset[str]:
    stem = stemmer(language)
    return frozenset(stem(word) for word in table(language).fillers)
