"""Lines -> which of them say again what another one says.

Two lines repeat each other where they share a sentence or a claim, where
their sentences are much alike, or where half of the smaller one's content
words stand in the other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from briefgen.claims import Members, links
from briefgen.text.similarity import Similarity, similarity
from briefgen.text.words import Stemmed

REDUNDANT = 0.5
# What was read is held to a little less: another list of stop words then finds a repeat in 3 lines of 562, else
# in 7 of 570 (329 clusters, every other report read).
KNOWN = 0.45
# A line that shares fewer words with another is not worth comparing.
_FEWEST = 2

Keys = frozenset[int]


@dataclass(frozen=True)
class Repeats:
    """What the lines of one story are made of.

    `wordings`, `members` and `said` give, line by line, the places of the
    sentences printed and of the claim's witnesses, and the content words
    printed, with those of a name that is put in; `alike` the sentences of
    which one is enough.
    """

    wordings: Sequence[Members]
    members: Sequence[Members]
    said: Sequence[Keys]
    alike: frozenset[tuple[int, int]]

    def any(self, line: int, taken: Iterable[int]) -> bool:
        """Tell whether a line repeats one of those taken."""
        return any(self.between(line, other) for other in taken)

    def between(self, line: int, other: int) -> bool:
        """Tell whether two lines say the same; symmetric."""
        mine, theirs = self.wordings[line], self.wordings[other]
        if not {*mine}.isdisjoint(self.members[other] + theirs) or not {*theirs}.isdisjoint(self.members[line]):
            return True
        if any((min(a, b), max(a, b)) in self.alike for a in mine for b in theirs):
            return True
        return redundant(self.said[line], self.said[other])

    def outdone(self, origins: Sequence[int], fit: Iterable[int]) -> frozenset[int]:
        """The lines that say half of their words after a line which more origins say and which may be printed."""
        overlaps = _Overlaps.of(self.said)
        found: set[int] = set()
        for strong in (line for line in fit if origins[line] > 1):
            near = (line for line in overlaps.near(strong) if origins[line] < origins[strong] and line not in found)
            found.update([line for line in near if self._says_part(line, strong)])
        return frozenset(found)

    def _says_part(self, line: int, other: int) -> bool:
        shared = len(self.said[line] & self.said[other])
        return shared >= _FEWEST and shared >= REDUNDANT * min(len(self.said[line]), len(self.said[other]))


@dataclass(frozen=True)
class _Overlaps:
    """Lines by their words, for finding those that share half of the smaller one's.

    Such a line shares one of the rarer half of the smaller one's words, and
    one over: looked for by these alone, very few lines of a long story are
    met for a word that nearly all have (prefix filtering: Chaudhuri, Ganti,
    Kaushik 2006).
    """

    rare: Sequence[Sequence[int]]
    by_word: Mapping[int, Sequence[int]]
    by_rare: Mapping[int, Sequence[int]]
    words: Sequence[Keys]

    @classmethod
    def of(cls, words: Sequence[Keys]) -> _Overlaps:
        frequency = Counter(chain.from_iterable(words))
        ordered = (sorted(line, key=lambda word: (frequency[word], word)) for line in words)
        rare = [line[: len(line) - math.ceil(REDUNDANT * len(line)) + 1] for line in ordered]
        return cls(rare, _posting(words), _posting(rare), words)

    def near(self, line: int) -> set[int]:
        """The lines that may share half of the smaller one's words with a line, and some that do not."""
        by_mine = (self.by_word[word] for word in self.rare[line])
        by_theirs = (self.by_rare.get(word, ()) for word in self.words[line])
        return {*chain.from_iterable(by_mine), *chain.from_iterable(by_theirs)}


def _posting(lines: Iterable[Iterable[int]]) -> dict[int, list[int]]:
    posting: dict[int, list[int]] = defaultdict(list)
    for line, words in enumerate(lines):
        for word in words:
            posting[word].append(line)
    return dict(posting)


def redundant(left: Keys, right: Keys) -> bool:
    """Tell whether half of the smaller set stands in the other; two empty sets are the same.

    >>> redundant(frozenset({1, 2, 3, 4}), frozenset({3, 4, 5})), redundant(frozenset({1, 2, 3}), frozenset({3, 4, 5}))
    (True, False)
    """
    smaller = min(len(left), len(right))
    return len(left & right) >= REDUNDANT * smaller if smaller else left == right


def content_of(likeness: Similarity) -> list[Keys]:
    """The content words of each sentence."""
    return [frozenset(vector) for vector in likeness.story]


def already_known(sentences: Sequence[Stemmed], known: Sequence[Stemmed], origins: int) -> frozenset[int]:
    """Return the places of the sentences that say what a known sentence says."""
    if not known:
        return frozenset()
    together = [*sentences, *known]
    likeness = similarity(together)
    reports = [
        *(one.sentence.span.report for one in sentences),
        *(f"known {one.sentence.span.report}" for one in known),
    ]
    linked = {
        link.left
        for link in links(reports, together, likeness, origins)
        if link.repeats and link.right >= len(sentences)
    }
    return frozenset(linked | _read(content_of(likeness), len(sentences)))


def lines_known(lines: Sequence[Stemmed], known: Sequence[Stemmed]) -> frozenset[int]:
    """Return the places of the lines much of whose words a known sentence has.

    For lines that are more than one sentence: two may say together what
    neither says alone, and a name put in may complete what was read.
    """
    return frozenset(_read(content_of(similarity([*lines, *known])), len(lines))) if lines and known else frozenset()


def _read(content: Sequence[Keys], first_known: int) -> set[int]:
    read = set(content[first_known:])
    return {place for place, words in enumerate(content[:first_known]) if _is_read(words, read)}


def _is_read(words: Keys, read: Collection[Keys]) -> bool:
    return words in read or any(_tells(words, other) for other in read if words and other)


def _tells(words: Keys, other: Keys) -> bool:
    return len(words & other) >= KNOWN * min(len(words), len(other))
