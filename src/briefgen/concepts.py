"""Stems that decided for a line -> words that people read, with who else has them.

A method weighs stems; what it tells of them is shown as the printed line has
it, beside one report of each origin that says it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from briefgen.text.words import Stemmed, spelled

Bearers = Mapping[str, tuple[str, ...]]


def bearers(concepts: Collection[str], sentences: Iterable[Stemmed], origin_of: Mapping[str, int]) -> Bearers:
    """Return for each concept the first report of each origin that has it, in the order of the sentences.

    A concept is a stem, or two neighbouring ones with a blank between.
    """
    found: dict[str, dict[int, str]] = {concept: {} for concept in concepts}
    for one in sentences:
        report = one.sentence.span.report
        for concept in found.keys() & _concepts(one.stems):
            found[concept].setdefault(origin_of[report], report)
    return {concept: tuple(first.values()) for concept, first in found.items()}


def _concepts(stems: Sequence[str]) -> set[str]:
    return {*stems, *map(" ".join, pairwise(stems))}


def as_written(concept: str, line: Iterable[Stemmed]) -> str:
    """Return the words of a line that have a concept's stems; the stems where it has none."""
    size = concept.count(" ") + 1
    for one in line:
        for at in range(len(one.stems) - size + 1):
            if " ".join(one.stems[at : at + size]) == concept:
                return spelled(one.written[at : at + size])
    return concept
