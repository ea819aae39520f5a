"""Sentences of one story -> how much two of them say the same.

Lexical throughout: q = (cos_story + cos_prod) * sqrt(non), where cos_story
weighs words by their rarity in the story, cos_prod by that times their rarity
in the language, and `non` counts shared words and figures that are neither names
nor titles.  On hand-judged pairs of news sentences q found more true pairs at a
precision of .9 than sentence embeddings did (.44 against .27 of them).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from briefgen.text.frequency import is_function_word, zipf
from briefgen.text.tables import table
from briefgen.text.words import Stemmed, stemmer, tokens

_ROUNDING = 1e-9

# Fewer shared words than this are chance, whatever their weight.
LEAST_SHARED = 3

# In a story of ordinary sentences no word that tells anything stands in more.
COMMON = 400

# In German every noun is capital: there only what the language does not know is a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_NAME_ZIPF = 3.0


class Likeness(NamedTuple):
    """What two sentences share: words in all, words beside names and titles, and the measures."""

    shared: int
    plain: int
    cos_story: float
    q: float


NOTHING = Likeness(0, 0, 0.0, 0.0)

# Weight of each key of a sentence, by the key's number, the whole of length 1.
Vector = Mapping[int, float]


@dataclass(frozen=True)
class Similarity:
    """A story's sentences as vectors of numbered keys.

    Numbers rather than words: sets of numbers come in one order in every run,
    and so do the sums over them.  `mass` is each sentence's weight of the words
    that others have too.
    """

    keys: Sequence[str]
    story: Sequence[Vector]
    product: Sequence[Vector]
    plain: Sequence[bool]
    mass: Sequence[float]

    def shared(self, left: int, right: int) -> set[int]:
        """The keys that two sentences share."""
        return self.story[left].keys() & self.story[right].keys()

    def between(self, left: int, right: int, least: float = 0.0) -> Likeness:
        """Compare two sentences by their places; symmetric, nothing where they share too little, or q is below `least`.

        Of the pairs that are compared in a story nine of ten are far below: told so, it takes half the time.
        """
        one, other = self.story[left], self.story[right]
        common = one.keys() & other.keys()
        if len(common) < LEAST_SHARED:
            return NOTHING
        mine, theirs = self.product[left], self.product[right]
        story = product = 0.0
        plain, counts = 0, self.plain
        for key in common:
            story += one[key] * other[key]
            product += mine[key] * theirs[key]
            plain += counts[key]
        q = (story + product) * math.sqrt(plain)
        # Ten digits: the order of summing must decide nothing.
        if q < least - _ROUNDING:
            return NOTHING
        return Likeness(len(common), plain, round(story, 10), round(q, 10))

    def candidates(self, reports: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of two reports that share LEAST_SHARED words, each once, in order.

        An inverted index: a word that stands in more than COMMON sentences
        leads to no pair by itself.
        """
        if len(set(reports)) < 2:
            return
        frequency = Counter(key for vector in self.story for key in vector)
        posting: dict[int, list[int]] = {key: [] for key, count in frequency.items() if 1 < count <= COMMON}
        for later, vector in enumerate(self.story):
            rows = [posting[key] for key in vector if key in posting]
            shared = Counter(chain.from_iterable(rows))
            for earlier in sorted(place for place, count in shared.items() if count >= LEAST_SHARED):
                if reports[earlier] != reports[later]:
                    yield earlier, later
            for row in rows:
                row.append(later)


def similarity(sentences: Sequence[Stemmed]) -> Similarity:
    """Weigh the words of a story's sentences, all of them, in any languages."""
    words = [_evidence(one) for one in sentences]
    counts = [Counter(word.key for word in found) for found in words]
    frequency = Counter(key for found in counts for key in found)
    number = {key: index for index, key in enumerate(frequency)}
    background = _background(words)
    total = len(sentences)
    rarity = {key: math.log((total + 1) / (count + 1)) + 1 for key, count in frequency.items()}
    product = {key: math.log((total + 1) / (count + 0.5)) * background[key] for key, count in frequency.items()}
    idle = _names(sentences, words) | {
        stem for one in {one.language for one in sentences} for stem in _filler_stems(one)
    }
    return Similarity(
        keys=list(frequency),
        story=[_vector(found, rarity, number) for found in counts],
        product=[_vector(found, product, number) for found in counts],
        plain=[key not in idle for key in frequency],
        mass=[round(sum(product[key] for key in found if frequency[key] > 1), 10) for found in counts],
    )


def _vector(counts: Mapping[str, int], weight: Mapping[str, float], number: Mapping[str, int]) -> Vector:
    raw = {number[key]: (1 + math.log(count)) * weight[key] for key, count in counts.items()}
    norm = math.sqrt(sum(value * value for value in raw.values()))
    return {key: value / norm for key, value in raw.items()} if norm else raw


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that can be evidence: its key, its rarity in its language, and its vote for being a name."""

    key: str
    rarity: float
    name: int


def evidence(text: str, language: str) -> frozenset[str]:
    """Return the keys of the words of a text that can be evidence.

    >>> sorted(evidence("The mayor said she had resigned on Tuesday.", "en"))
    ['mayor', 'resign', 'tuesday']
    """
    stem = stemmer(language)
    found = (_word(word, stem(word.lower()), language) for word in tokens(text))
    return frozenset(word.key for word in found if word is not None)


def _evidence(one: Stemmed) -> list[_Word]:
    """The words of a sentence that can be evidence, in order."""
    language = one.language
    found = (_word(word, stem, language) for word, stem in zip(one.written, one.stems, strict=True))
    return [word for word in found if word is not None]


@cache
def _word(word: str, stem: str, language: str) -> _Word | None:
    """None for a stop word, a word of reporting or a single letter."""
    # "US" is a country, "us" a stop word.
    if word in {"US", "USA"}:
        return _Word("US", 7.0 - zipf("usa", language), 1)
    lower = word.lower()
    known = table(language)
    letter = len(word) < 2 and word.isascii() and not word.isdigit()
    if letter or lower in known.stop or lower in known.reporting or is_function_word(lower, language):
        return None
    return _Word(stem, min(7.0, max(0.3, 7.0 - zipf(lower, language))), _votes_name(word, language))


def _votes_name(word: str, language: str) -> int:
    if word[0].isdigit():
        return 0
    if language in _CAPITAL_NOUNS:
        return 1 if word[0].isupper() and zipf(word.lower(), language) < _NAME_ZIPF else -1
    return 1 if word[0].isupper() else -1


def _background(words: Sequence[Sequence[_Word]]) -> dict[str, float]:
    """Rarity in the language, 0.3 to 7: of a stem's surface forms the commonest counts."""
    found: dict[str, float] = {}
    for word in {word for sentence in words for word in sentence}:
        found[word.key] = min(found.get(word.key, 7.0), word.rarity)
    return found


def _names(sentences: Sequence[Stemmed], words: Sequence[Sequence[_Word]]) -> set[str]:
    """Keys that are capital more often than not, the first words of sentences left out."""
    votes: Counter[str] = Counter()
    for one, found in zip(sentences, words, strict=True):
        first = _word(one.written[0], one.stems[0], one.language) if one.written else None
        for word in found[1:] if found and found[0] is first else found:
            votes[word.key] += word.name
    return {key for key, count in votes.items() if count > 0} | {"US"}


@cache
def _filler_stems(language: str) -> frozenset[str]:
    stem = stemmer(language)
    known = table(language)
    return frozenset(stem(word) for word in known.fillers | known.time | known.groups)
