"""SumBasic: probable words, squared down once they are said (Nenkova and Vanderwende 2005)."""

from __future__ import annotations

from briefgen.selection.classic import content, printable, ranked, shares
from briefgen.selection.pool import Pool, Ranked

# Quadratic, since it weighs every sentence anew for each that it takes: 1,000 take 0.4 s.
LARGEST = 1_500


def sumbasic(pool: Pool) -> Ranked:
    """Rank by sumy's SumBasic: the order in which it would take the lines that may be printed.

    How probable a word is, all sentences say.
    """
    from sumy.summarizers.sum_basic import SumBasicSummarizer

    class OfTheStory(SumBasicSummarizer):  # type: ignore[misc]
        """Takes the story's probabilities, not those of the lines to choose from."""

        def _compute_tf(self, _: object) -> dict[str, float]:
            return frequency

    frequency = shares(pool)
    return ranked(pool, LARGEST, lambda _: OfTheStory(), content, printable(pool))
