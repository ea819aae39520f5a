"""What every selection method sees: a story's sentences and the candidates among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefgen.text.words import Stemmed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line that may be printed: what it costs and what it brings.

    `length` is in words of the budget; `places` are the sentences of the
    wording: what only another witness says is not said by printing it;
    `factor` weighs its gain, 0 to 1; so many `origins` say its claim.
    """

    length: int
    places: tuple[int, ...]
    factor: float = 1.0
    origins: int = 1


@dataclass(frozen=True)
class Pool:
    """The material of one story.

    `sentences` are in canonical order; `origin_of` numbers each one's origin;
    `titles` are (origin, stems); `focus` are stems to write about; `known` are
    the stems, sentence by sentence, of each report that the reader has read;
    `fit` are the candidates that may be printed, None where all may.
    """

    sentences: Sequence[Stemmed]
    origin_of: Sequence[int]
    candidates: Sequence[Candidate]
    titles: Sequence[tuple[int, Sequence[str]]] = ()
    focus: frozenset[str] = frozenset()
    known: Sequence[Sequence[Sequence[str]]] = ()
    fit: frozenset[int] | None = None

    @property
    def origins(self) -> int:
        """How many independent origins the sentences have."""
        return len(set(self.origin_of))


class Gains(Protocol):
    """What printing a candidate would add, given what is printed; it never rises."""

    def gain(self, candidate: int) -> float:
        """The candidate's gain now; nothing to gain is 0."""

    def take(self, candidate: int) -> None:
        """Print the candidate."""

    def reasons(self, candidate: int) -> tuple[float, tuple[str, ...]]:
        """Its centrality, 0 to 1, and the weightiest words that it would bring, before it is taken."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader of the summary should know of how the lines were weighed."""


Method = Callable[[Pool], Gains]


@dataclass(frozen=True)
class Ranked:
    """Gains of a method that ranks once: the rank does not depend on what is printed."""

    scores: Sequence[float]
    notes: tuple[str, ...] = ()

    def gain(self, candidate: int) -> float:
        """The candidate's score."""
        return self.scores[candidate]

    def take(self, candidate: int) -> None:
        """Nothing changes."""

    def reasons(self, candidate: int) -> tuple[float, tuple[str, ...]]:
        """The score as a share of the best one."""
        best = max(self.scores, default=0.0)
        return (self.scores[candidate] / best if best else 0.0, ())
