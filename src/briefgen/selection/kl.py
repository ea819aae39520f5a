"""KL: sentences that keep the summary's words distributed as the story's (Haghighi and Vanderwende 2009)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from briefgen.selection.classic import content, printable, ranked, shares
from briefgen.selection.pool import Pool, Ranked

# Cubic, since it weighs every sentence anew for each that it takes: 100 take 0.5 s, 200 take 3.5.
LARGEST = 120


def kl(pool: Pool) -> Ranked:
    """Rank by sumy's KLSum: the order in which it would take the lines that may be printed.

    The words of all sentences are the reports' words, whoever says them.  The
    divergence is over all of them: sumy's passes over those that the summary
    lacks, and likes short lines of rare words (ROUGE-2 16.7 instead of 20.5 on
    teasers, 14.3 instead of 15.0 on long articles).
    """
    from sumy.summarizers.kl import KLSummarizer

    class OfTheStory(KLSummarizer):  # type: ignore[misc]
        """Holds each summary against the story, not against the lines to choose from."""

        def compute_tf(self, _: object) -> dict[str, float]:
            return frequency

        @staticmethod
        def _kl_divergence(summary: Mapping[str, float], story: Mapping[str, float]) -> float:
            # No share is 0, since each is larger by the rarest word's (a tenth or ten times of it: ROUGE-2 19.8 to
            # 20.5 on teasers, 14.8 to 15.2 on long articles); what is the same for every summary is left out.
            return -math.fsum(story[word] * math.log1p(share / rarest) for word, share in summary.items())

    frequency = shares(pool)
    rarest = min(frequency.values(), default=1.0)
    return ranked(pool, LARGEST, lambda _: OfTheStory(), content, printable(pool))
