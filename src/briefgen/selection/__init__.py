"""Claims + word budget -> the lines of a summary: one way of filling, several of ranking.

A new method is one small file and one line here; CONTRIBUTING.md says how.
"""

from __future__ import annotations

from briefgen.selection.coverage import coverage
from briefgen.selection.edmundson import edmundson
from briefgen.selection.fill import Budget, Pick, fill
from briefgen.selection.kl import kl
from briefgen.selection.lead import lead
from briefgen.selection.lexrank import lexrank
from briefgen.selection.lsa import lsa
from briefgen.selection.luhn import luhn
from briefgen.selection.pool import Candidate, Gains, Method, Pool
from briefgen.selection.reduction import reduction
from briefgen.selection.sumbasic import sumbasic
from briefgen.selection.textrank import textrank

# The name of each is its function's; the line is what `briefgen methods` says.
_ALL: tuple[tuple[Method, str], ...] = (
    (coverage, "ours, the default: what most origins lead with, each thing once"),
    (lead, "the first sentences of each report in turn"),
    (lexrank, "sumy's LexRank (Erkan and Radev 2004): what central sentences resemble; at most 400 sentences"),
    (lsa, "sumy's LSA (Steinberger and Ježek 2004): what is strong in many topics; at most 400 sentences"),
    (textrank, "sumy's TextRank (Mihalcea and Tarau 2004): a walk along shared words; at most 600 sentences"),
    (luhn, "sumy's Luhn (1958): dense in repeated words; at most 2,000 sentences"),
    (kl, "sumy's KLSum (Haghighi and Vanderwende 2009): words spread as in the reports; at most 120 sentences"),
    (sumbasic, "sumy's SumBasic (Nenkova and Vanderwende 2005): probable words, each once; at most 1,500 sentences"),
    (reduction, "sumy's Reduction (Fabish 2013): alike to all others; at most 500 sentences"),
    (edmundson, "sumy's Edmundson (1969): words of the headlines and the focus, and place"),
)
METHODS: dict[str, Method] = {method.__name__: method for method, _ in _ALL}
DESCRIPTIONS: dict[str, str] = {method.__name__: line for method, line in _ALL}

__all__ = ["DESCRIPTIONS", "METHODS", "Budget", "Candidate", "Gains", "Method", "Pick", "Pool", "fill"]
