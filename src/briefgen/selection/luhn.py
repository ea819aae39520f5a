"""Luhn: the densest stretch of words that the story repeats (Luhn 1958)."""

from __future__ import annotations

from briefgen.selection.classic import NOTHING, Stemmer, ranked, with_gaps
from briefgen.selection.pool import Pool, Ranked

# It looks for every word along a row of words: 1,000 sentences take 0.2 s, 2,000 a second.
LARGEST = 2_000


def luhn(pool: Pool) -> Ranked:
    """Rank by sumy's Luhn; function words stay in as the gaps of a stretch."""
    from sumy.summarizers.luhn import LuhnSummarizer

    def build(_: Stemmer) -> LuhnSummarizer:
        # It wants words, not numbers; its order comes from counts.
        summariser = LuhnSummarizer()
        summariser.stop_words = {NOTHING}
        return summariser

    return ranked(pool, LARGEST, build, with_gaps)
