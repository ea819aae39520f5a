"""Two sentences of a story -> how much they say the same, apart from who says it.

Read against their sources, most of the claims that were wrong had one speaker
and two statements: her name and role are rare words, and weigh much.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from briefgen.frames import Offsets, frame, opening
from briefgen.text.similarity import NOTHING, Likeness, Similarity, Vector, evidence
from briefgen.text.tables import table
from briefgen.text.words import Stemmed

# As many sentences as a large story has: each is looked at once for all its pairs.
_SENTENCES = 8192


@dataclass(frozen=True)
class Statements:
    """A story's sentences as what they say; `likeness` is of the whole sentences."""

    sentences: Sequence[Stemmed]
    likeness: Similarity

    @cached_property
    def _frames(self) -> list[frozenset[str]]:
        """The words of each sentence that only tell who speaks."""
        return [_frame(one) for one in self.sentences]

    def between(self, left: int, right: int, least: float = 0.0) -> Likeness:
        """Compare two sentences by their places, the words left out that name one speaker on both sides; symmetric."""
        found = self.likeness.between(left, right, least)
        if found is NOTHING:
            return found
        framed = self._framed(left, right)
        return self._without(left, right, framed) if framed else found

    def shared(self, left: int, right: int) -> set[int]:
        """The keys that two sentences share, those left out that name one speaker on both sides."""
        return self.likeness.shared(left, right).difference(self._framed(left, right))

    def _framed(self, left: int, right: int) -> Collection[int]:
        """The shared words that only tell who speaks: of one side's frame, and of the other's or of its opening."""
        if not (self._frames[left] or self._frames[right]):
            return frozenset()
        keys, one, other = self.likeness.keys, self.sentences[left], self.sentences[right]
        shared = {keys[key]: key for key in self.likeness.shared(left, right)}
        mine, theirs = self._frames[left] & shared.keys(), self._frames[right] & shared.keys()
        words = mine & theirs
        if mine - theirs:
            words |= mine & _opening(other)
        if theirs - mine:
            words |= theirs & _opening(one)
        return frozenset(shared[word] for word in words)

    def _without(self, left: int, right: int, framed: Collection[int]) -> Likeness:
        one = self.likeness
        common = one.shared(left, right).difference(framed)
        story = _cosine(one.story[left], one.story[right], common, framed)
        product = _cosine(one.product[left], one.product[right], common, framed)
        plain = sum(one.plain[key] for key in common)
        return Likeness(len(common), plain, round(story, 10), round((story + product) * math.sqrt(plain), 10))


def _cosine(left: Vector, right: Vector, common: Iterable[int], left_out: Collection[int]) -> float:
    lengths = _rest(left, left_out) * _rest(right, left_out)
    return sum(left[key] * right[key] for key in sorted(common)) / lengths if lengths else 0.0


def _rest(vector: Mapping[int, float], left_out: Collection[int]) -> float:
    """The length of what is left of a vector of length 1."""
    return math.sqrt(sum(value * value for key, value in vector.items() if key not in left_out))


def _frame(one: Stemmed) -> frozenset[str]:
    """The words of a sentence that stand nowhere but where it says who speaks."""
    return _framing(one.sentence.text, one.language) if _speaks(one) else frozenset()


def _opening(one: Stemmed) -> frozenset[str]:
    """The words that stand nowhere but there or in the name that the sentence opens with."""
    return _heading(one.sentence.text, one.language)


def _speaks(one: Stemmed) -> bool:
    """Whether a sentence has a verb of saying at all, by its words alone."""
    known = _verbs(one.language)
    return any(word.lower() in known for word in one.written)


@cache
def _verbs(language: str) -> frozenset[str]:
    known = table(language)
    sources = {phrase.split()[0] for phrase in known.according}
    return known.verbs_of_speech | known.speech_participles | sources


@lru_cache(maxsize=_SENTENCES)
def _framing(text: str, language: str) -> frozenset[str]:
    return _only_in(text, frame(text, language), language)


@lru_cache(maxsize=_SENTENCES)
def _heading(text: str, language: str) -> frozenset[str]:
    return _only_in(text, frame(text, language) | opening(text, language), language)


def _only_in(text: str, stretches: Collection[Offsets], language: str) -> frozenset[str]:
    """The words that stand in these stretches and nowhere else."""
    words = evidence(" ".join(text[start:end] for start, end in stretches), language)
    return words - evidence(_without(text, stretches), language) if words else words


def _without(text: str, stretches: Iterable[Offsets]) -> str:
    letters = list(text)
    for start, end in stretches:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
