"""Words -> shingles: the runs of neighbouring words by which copies give themselves away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

# Hashes rather than words: a third of the memory, and the same in every run.
# Two of a million runs in 2^32 places meet by chance some hundred times, which
# moves no containment of hundreds of runs by a hundredth.
Shingles = frozenset[int]

# A run that stands in more texts than this is everybody's, or all of them are
# copies of the first ones; either way the first ones suffice.
_COMMON = 50


def shingles(words: Sequence[str], size: int) -> Shingles:
    """Return hashes of the runs of `size` words; a shorter sequence is one run of its own.

    >>> len(shingles(["a", "b", "c"], 2)), len(shingles(["a"], 2)), len(shingles([], 2))
    (2, 1, 0)
    """
    if len(words) <= size:
        return frozenset({crc32(" ".join(words).encode())} if words else ())
    runs = zip(*(words[start:] for start in range(size)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


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
