"""Words -> shingles: the runs of neighbouring words by which copies give themselves away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from zlib import crc32

# Hashes rather than words: a third of the memory.  Words are hashed by crc32 and
# runs as tuples of numbers, which gives the same in every run, unlike hashes of
# strings.
Shingles = frozenset[int]

# A run that stands in more texts than this is everybody's, or all of them are
# copies of the first ones; either way the first ones suffice.
_COMMON = 50


def shingles(words: Sequence[str], size: int) -> Shingles:
    """Return hashes of the runs of `size` words; a shorter sequence is one run of its own.

    >>> len(shingles(["a", "b", "c"], 2)), len(shingles(["a"], 2)), len(shingles([], 2))
    (2, 1, 0)
    """
    numbers = [_number(word) for word in words]
    if len(numbers) <= size:
        return frozenset({hash(tuple(numbers))} if numbers else ())
    return frozenset(map(hash, zip(*(numbers[start:] for start in range(size)), strict=False)))


@cache
def _number(word: str) -> int:
    return crc32(word.encode())


def containment(left: Shingles, right: Shingles) -> float:
    """Return the share of the smaller set that stands in the other, 0 to 1 (Broder 1997).

    >>> containment(frozenset({1, 2, 3}), frozenset({2, 3, 4, 5}))
    0.6666666666666666
    """
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def overlapping(prints: Sequence[Shingles], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier, later, containment) for the pairs that share at least `least` of the smaller.

    Only pairs that share a run are looked at, so that unrelated texts cost nothing.
    """
    posting: dict[int, list[int]] = defaultdict(list)
    for later, own in enumerate(prints):
        shared = Counter(earlier for run in own for earlier in posting[run])
        for earlier in sorted(shared):
            share = containment(prints[earlier], own)
            if share >= least:
                yield earlier, later, share
        for run in own:
            if len(posting[run]) < _COMMON:
                posting[run].append(later)
