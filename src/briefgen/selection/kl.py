"""KL: sentences that keep the summary's words distributed as the story's (Haghighi and Vanderwende 2009)."""

from __future__ import annotations

from briefgen.selection.classic import Stemmer, content, ranked
from briefgen.selection.pool import Pool, Ranked

# Cubic, since it weighs every sentence anew for each that it takes: 100 take 0.5 s, 200 take 3.5.
LARGEST = 120


def kl(pool: Pool) -> Ranked:
    """Rank by sumy's KLSum: the order in which it would take the sentences."""
    from sumy.summarizers.kl import KLSummarizer

    def build(_: Stemmer) -> KLSummarizer:
        return KLSummarizer()

    return ranked(pool, LARGEST, build, content)
