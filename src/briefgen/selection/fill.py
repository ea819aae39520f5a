"""Gains + word budget -> the lines that are printed, and why the others are not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
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


def fill(
    lengths: Sequence[int], gains: Gains, budget: Budget, repeats: Repeats, among: Iterable[int]
) -> tuple[Pick, ...]:
    """Take the candidate with the largest gain that fits and repeats nothing, again and again.

    `lengths` are the candidates' words; `repeats(candidate, taken)` says
    whether a candidate says what is taken already; only those in `among` are
    looked at.  Ends when nothing that fits gains anything.  Gains only fall,
    so that a heap whose top alone is weighed again finds the largest one
    (Minoux 1978); ties go to the smaller number.
    """
    heap = [(-gains.gain(index), index) for index in among]
    heapify(heap)
    taken: list[Pick] = []
    left = budget.words

    def may(index: int) -> bool:
        return lengths[index] <= left and not repeats(index, [pick.candidate for pick in taken])

    while len(taken) < budget.lines:
        best = _best(heap, gains, may)
        if best is None:
            break
        runner_up = _best(heap, gains, may)
        if runner_up is not None:
            heappush(heap, runner_up)
        gain, index = best
        taken.append(Pick(index, -gain, *gains.reasons(index), runner_up[1] if runner_up else None))
        gains.take(index)
        left -= lengths[index]
    return tuple(taken)


Entry = tuple[float, int]


def _best(heap: list[Entry], gains: Gains, may: Callable[[int], bool]) -> Entry | None:
    """Take the best entry off the heap; entries that may not be printed are thrown away for good."""
    while heap:
        _, index = heappop(heap)
        if not may(index):
            continue
        entry = (-gains.gain(index), index)
        if entry[0] == 0:
            continue
        if not heap or entry <= heap[0]:
            return entry
        heappush(heap, entry)
    return None
