"""Gains + what the reader asks about -> gains that prefer lines about it, whatever the method."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.selection.pool import Gains, Pool

# A line that holds all of the focus comes before any other that was worth less than ten of it, however
# little its method thinks of it: 90 % of the lines on a report's theme instead of 53 (tests/test_reader.py).
PREFERENCE = 9.0
LEAST = 0.1
_DIGITS = 10


def focused(gains: Gains, pool: Pool) -> Gains:
    """Return the gains, those of candidates that hold stems of the pool's focus raised; the same where none does."""
    matches = _matches(pool)
    best = max(matches, default=0.0)
    if not best:
        return gains
    least = LEAST * max(gains.gain(index) for index in range(len(matches)))
    return _Focused(gains, [match / best for match in matches], least)


@dataclass(frozen=True)
class _Focused:
    """A method's gains, raised by how well a candidate matches, 0 to 1; what gains nothing gains nothing still."""

    gains: Gains
    match: Sequence[float]
    least: float

    @property
    def notes(self) -> tuple[str, ...]:
        return self.gains.notes

    def gain(self, candidate: int) -> float:
        gain, match = self.gains.gain(candidate), self.match[candidate]
        return round((gain + self.least * (match > 0)) * (1 + PREFERENCE * match), _DIGITS) if gain else gain

    def take(self, candidate: int) -> None:
        self.gains.take(candidate)

    def reasons(self, candidate: int) -> tuple[float, tuple[str, ...]]:
        return self.gains.reasons(candidate)


def _matches(pool: Pool) -> list[float]:
    """How much of the focus each candidate holds: its rare words count more."""
    if not pool.focus:
        return [0.0] * len(pool.candidates)
    held = [pool.focus.intersection(one.stems) for one in pool.sentences]
    frequency = Counter(stem for stems in held for stem in stems)
    rarity = {stem: math.log((1 + len(held)) / seen) for stem, seen in frequency.items()}
    found = (sorted(set().union(*(held[place] for place in one.places))) for one in pool.candidates)
    return [round(sum(rarity[stem] for stem in stems), _DIGITS) for stems in found]
