"""LexRank: a sentence is central where central ones resemble it (Erkan and Radev 2004)."""

from __future__ import annotations

from briefgen.selection.classic import content, ranked
from briefgen.selection.pool import Pool, Ranked

# It compares every pair in Python: 400 sentences take 1 s, 2,000 take 40.
LARGEST = 400


def lexrank(pool: Pool) -> Ranked:
    """Rank by sumy's LexRank: power iteration on the graph of cosines of at least 0.1."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    return ranked(pool, LARGEST, LexRankSummarizer, content)
