"""Witnesses of one claim -> where they differ; a rule of comparison is one small file."""

from __future__ import annotations

from briefgen.differences.actor import actor
from briefgen.differences.ages import ages
from briefgen.differences.attribution import attribution
from briefgen.differences.beginnings import beginnings
from briefgen.differences.certainty import certainty
from briefgen.differences.dates import dates
from briefgen.differences.extent import extent
from briefgen.differences.hedging import hedging
from briefgen.differences.naming import naming
from briefgen.differences.negation import negation
from briefgen.differences.numbers import numbers
from briefgen.differences.paraphrase import paraphrase
from briefgen.differences.quotation import quotation
from briefgen.differences.recalled import recalled
from briefgen.differences.renamed import renamed
from briefgen.differences.scope import scope
from briefgen.differences.sides import Found, Rule, Side
from briefgen.differences.specificity import specificity
from briefgen.differences.vague import vague

RULES: tuple[Rule, ...] = (
    numbers,
    dates,
    scope,
    attribution,
    quotation,
    certainty,
    negation,
    actor,
    specificity,
    naming,
    paraphrase,
    vague,
    hedging,
    ages,
    extent,
    beginnings,
    renamed,
    recalled,
)


def between(left: Side, right: Side) -> list[Found]:
    """Return what two sentences that say the same differ in, in the order of the left one's words."""
    found = {(one.kind, one.left, one.right): one for rule in reversed(RULES) for one in rule(left, right)}.values()
    return sorted(found, key=lambda one: (one.left, one.right, one.kind.value))
