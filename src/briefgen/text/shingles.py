"""Words -> shingles: the runs of neighbouring words by which copies give themselves away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from zlib import crc32

import regex

_HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_THAI = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")

# Hashes rather than words: a third of the memory.  Words are hashed by crc32 and
# runs as tuples of numbers, which gives the same in every run, unlike hashes of
# strings.
Shingles = frozenset[int]

# What tells the script of a text.
_SAMPLE = 50

# A run that stands in more texts than this is everybody's, or all of them are
# copies of the first ones; either way the first ones suffice.
_COMMON = 50


def shingles(words: Sequence[str], size: int) -> Shingles:
    """Return hashes of the runs of `size` words; a shorter sequence is one run of its own.

    In scripts without blanks a run has as many pairs of characters as `size` words are long.

    >>> len(shingles(["a", "b", "c"], 2)), len(shingles(["a"], 2)), len(shingles([], 2))
    (2, 1, 0)
    """
    numbers = [_number(word) for word in words]
    size *= pieces_a_word(words)
    if len(numbers) <= size:
        return frozenset({hash(tuple(numbers))} if numbers else ())
    return frozenset(map(hash, zip(*(numbers[start:] for start in range(size)), strict=False)))


def pieces_a_word(words: Sequence[str]) -> int:
    """Return how many pieces of a text make up one word: several where most are pairs of characters.

    A word is some two characters in Chinese and Japanese, four in Thai.
    """
    sample = words[:: max(1, len(words) // _SAMPLE)]
    if all(map(str.isascii, sample)):
        return 1
    counts = Counter(_pace(word) for word in sample)
    return max(counts, key=lambda pace: (counts[pace], pace))


@cache
def _pace(word: str) -> int:
    return 2 if _HAN.match(word) else 4 if _THAI.match(word) else 1


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


def overlapping(prints: Sequence[Shingles], least: float, every: int = 1) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier, later, containment) for the pairs that share at least `least` of the smaller.

    Only pairs that share a run are looked at, so that unrelated texts cost
    nothing; only one run in `every` is looked at, and the first (Broder 1997):
    of pairs that share 50 runs one in a million is missed with four, of equal
    ones none.
    """
    posting: dict[int, list[int]] = defaultdict(list)
    for later, whole in enumerate(prints):
        own = whole if every == 1 else _sample(whole, every)
        known = [posting[run] for run in own if run in posting]
        shared = Counter(chain.from_iterable(known))
        # Runs that many texts share are not all counted.
        uncounted = sum(len(having) >= _COMMON for having in known)
        for earlier in sorted(shared):
            most = shared[earlier] + uncounted
            if every == 1 and most < least * min(len(prints[earlier]), len(whole)):
                continue
            share = containment(prints[earlier], whole)
            if share >= least:
                yield earlier, later, share
        for run in own:
            if len(posting[run]) < _COMMON:
                posting[run].append(later)


def _sample(whole: Shingles, every: int) -> set[int]:
    return {run for run in whole if not run % every} | ({min(whole)} if whole else set())
