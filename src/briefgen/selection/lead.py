"""Lead: the first sentences of each report in turn, the baseline that news is hard to beat by."""

from __future__ import annotations

from briefgen.selection.pool import Pool, Ranked


def lead(pool: Pool) -> Ranked:
    """Rank candidates by their position in their report, reports in canonical order."""
    order = sorted(
        range(len(pool.candidates)),
        key=lambda index: (pool.sentences[pool.candidates[index].places[0]].sentence.position, index),
    )
    scores = [0.0] * len(order)
    for rank, index in enumerate(order):
        scores[index] = 1.0 / (1 + rank)
    return Ranked(scores)
