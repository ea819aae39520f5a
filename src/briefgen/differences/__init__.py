"""Witnesses of one claim -> where they differ; a rule of comparison is one small file."""

from __future__ import annotations

from briefgen.differences.actor import actor
from briefgen.differences.attribution import attribution
from briefgen.differences.certainty import certainty
from briefgen.differences.dates import dates
from briefgen.differences.negation import negation
from briefgen.differences.numbers import numbers
from briefgen.differences.quotation import quotation
from briefgen.differences.scope import scope
from briefgen.differences.sides import Found, Rule, Side
from briefgen.differences.specificity import specificity

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
)


def between(left: Side, right: Side) -> list[Found]:
    """Return what two sentences that say the same differ in, in the order of the left one's words."""
    found = (one for rule in RULES for one in rule(left, right))
    return sorted(found, key=lambda one: (one.left, one.right, one.kind.value))
