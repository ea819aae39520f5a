"""SumBasic: probable words, squared down once they are said (Nenkova and Vanderwende 2005)."""

from __future__ import annotations

from briefgen.selection.classic import content, ranked
from briefgen.selection.pool import Pool, Ranked

# Quadratic, since it weighs every sentence anew for each that it takes: 1,000 take 0.4 s.
LARGEST = 1_500


def sumbasic(pool: Pool) -> Ranked:
    """Rank by sumy's SumBasic: the order in which it would take the sentences."""
    from sumy.summarizers.sum_basic import SumBasicSummarizer

    return ranked(pool, LARGEST, SumBasicSummarizer, content)
