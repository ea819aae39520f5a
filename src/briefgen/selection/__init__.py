"""Claims + word budget -> the lines of a summary: one way of filling, several of ranking.

A new method is one small file and one line in METHODS.
"""

from __future__ import annotations

from briefgen.selection.classic import lexrank
from briefgen.selection.coverage import coverage
from briefgen.selection.fill import Budget, Pick, fill
from briefgen.selection.lead import lead
from briefgen.selection.pool import Candidate, Gains, Method, Pool

METHODS: dict[str, Method] = {"coverage": coverage, "lead": lead, "lexrank": lexrank}

DESCRIPTIONS: dict[str, str] = {
    "coverage": "ours, the default: what most origins lead with, each thing once",
    "lead": "the first sentences of each report in turn",
    "lexrank": "sumy's LexRank (Erkan and Radev 2004), through our merging",
}

__all__ = ["DESCRIPTIONS", "METHODS", "Budget", "Candidate", "Gains", "Method", "Pick", "Pool", "fill"]
