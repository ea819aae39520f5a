"""LSA: long vectors in the space of the strongest topics (Steinberger and Ježek 2004)."""

from __future__ import annotations

from briefgen.selection.classic import content, ranked
from briefgen.selection.pool import Pool, Ranked

# It fills a matrix of words by sentences in Python: 400 sentences take 1 s and more.
LARGEST = 400


def lsa(pool: Pool) -> Ranked:
    """Rank by sumy's LSA: the length of each sentence's vector after singular value decomposition.

    Lengths do not know the signs that a decomposition is free to choose, and
    are rounded: the same on any machine.
    """
    from sumy.summarizers.lsa import LsaSummarizer

    return ranked(pool, LARGEST, LsaSummarizer, content)
