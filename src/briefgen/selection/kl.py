"""KL: sentences that keep the summary's words distributed as the story's (Haghighi and Vanderwende 2009)."""

from __future__ import annotations

from briefgen.selection.classic import content, printable, ranked, shares
from briefgen.selection.pool import Pool, Ranked

# Cubic, since it weighs every sentence anew for each that it takes: 100 take 0.5 s, 200 take 3.5.
LARGEST = 120


def kl(pool: Pool) -> Ranked:
    """Rank by sumy's KLSum: the order in which it would take the lines that may be printed.

    The words of all sentences are the reports' words, whoever says them.
    """
    from sumy.summarizers.kl import KLSummarizer

    class OfTheStory(KLSummarizer):  # type: ignore[misc]
        """Holds each summary against the story, not against the lines to choose from."""

        def compute_tf(self, _: object) -> dict[str, float]:
            return frequency

    frequency = shares(pool)
    return ranked(pool, LARGEST, lambda _: OfTheStory(), content, printable(pool))
