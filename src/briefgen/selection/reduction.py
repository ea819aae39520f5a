"""Reduction: the sum of a sentence's likeness to all others (after TextRank; Adam Fabish)."""

from __future__ import annotations

from briefgen.selection.classic import content, ranked
from briefgen.selection.pool import Pool, Ranked

# It compares every word of every pair in Python: 400 sentences take 0.6 s.
LARGEST = 500


def reduction(pool: Pool) -> Ranked:
    """Rank by sumy's Reduction: TextRank's graph, summed instead of walked."""
    from sumy.summarizers.reduction import ReductionSummarizer

    return ranked(pool, LARGEST, ReductionSummarizer, content)
