"""Gains + word budget -> the lines that are printed, and why the others are not."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from briefgen.selection.pool import Gains


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate that was taken: its gain, what it was taken for, and the runner-up."""

    candidate: int
    gain: float
    centrality: float
    concepts: tuple[str, ...]
    beat: int | None


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be printed: words in all, or lines in number."""

    words: float = math.inf
    lines: float = math.inf


Repeats = Callable[[int, Sequence[int]], bool]


# What a line that hangs gains, where it may be printed at all: less than others, for a reader misses something
# (ROUGE-1/-2 on Multi-News 46.3/15.4 with 0.5, 46.7/16.2 with 0.7, 46.9/16.6 with 1.0, 46.0/15.1 without such lines).
WEAK = 0.7


def fill(
    lengths: Sequence[int],
    gains: Gains,
    budget: Budget,
    repeats: Repeats,
    among: Iterable[int],
    weak: Collection[int] = frozenset(),
) -> tuple[Pick, ...]:
    """Take the candidate with the largest gain that fits and repeats nothing, again and again.

    `lengths` are the candidates' words; `repeats(candidate, taken)` says
    whether a candidate says what is taken already; only those in `among` are
    looked at.  The `weak` ones gain less (WEAK), and are taken in preference to
    another one only: they fill no room that nothing else would have.  Ends
    when nothing that fits gains anything.  Gains only fall, so that a heap
    whose top alone is weighed again finds the largest one (Minoux 1978); ties
    go to the smaller number.
    """
    taken: list[Pick] = []
    left = budget.words

    def gain(index: int) -> float:
        return gains.gain(index) * (WEAK if index in weak else 1.0)

    def may(index: int) -> bool:
        return lengths[index] <= left and not repeats(index, [pick.candidate for pick in taken])

    heap = [(-gain(index), index) for index in among]
    heapify(heap)
    while len(taken) < budget.lines:
        best = _best(heap, gain, may)
        if best is None or (best[1] in weak and not any(may(i) and gain(i) for _, i in heap if i not in weak)):
            break
        runner_up = _best(heap, gain, may)
        if runner_up is not None:
            heappush(heap, runner_up)
        value, index = best
        taken.append(Pick(index, -value, *gains.reasons(index), runner_up[1] if runner_up else None))
        gains.take(index)
        left -= lengths[index]
    return tuple(taken)


Entry = tuple[float, int]


def _best(heap: list[Entry], gain: Callable[[int], float], may: Callable[[int], bool]) -> Entry | None:
    """Take the best entry off the heap; entries that may not be printed are thrown away for good."""
    while heap:
        _, index = heappop(heap)
        if not may(index):
            continue
        entry = (-gain(index), index)
        if entry[0] == 0:
            continue
        if not heap or entry <= heap[0]:
            return entry
        heappush(heap, entry)
    return None
