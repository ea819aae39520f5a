"""TextRank: PageRank on the words that two sentences share (Mihalcea and Tarau 2004)."""

from __future__ import annotations

from briefgen.selection.classic import content, ranked
from briefgen.selection.pool import Pool, Ranked

# It compares every pair in Python: 400 sentences take 0.5 s, 600 a second.
LARGEST = 600


def textrank(pool: Pool) -> Ranked:
    """Rank by sumy's TextRank: shared words over the logarithms of both lengths."""
    from sumy.summarizers.text_rank import TextRankSummarizer

    return ranked(pool, LARGEST, TextRankSummarizer, content)
