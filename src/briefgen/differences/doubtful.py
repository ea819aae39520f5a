"""Two sentences that may say the same, or not -> the differences that show by themselves that they do.

A figure that one of them denies, an act behind two modals, or two exact
figures of one thing and unit: whoever states either speaks of the other's
matter.  Other differences would only show that they tell of two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.differences.certainty import certainty
from briefgen.differences.hedging import hedging
from briefgen.differences.negation import negation
from briefgen.differences.numbers import numbers
from briefgen.differences.sides import Found, Offsets, Rule, Side
from briefgen.model import Kind
from briefgen.parsing.quantities import Quantity, quantities

# No other rule finds what shows itself.
RULES: tuple[Rule, ...] = (numbers, certainty, negation, hedging)

_DIGIT = re.compile(r"\d")


def doubtful(left: Side, right: Side) -> Iterator[Found]:
    """Yield the differences of two sentences of which nothing else says that they tell the same."""
    found = (one for rule in RULES for one in rule(left, right))
    return (one for one in found if _shows_itself(one, left, right))


def _shows_itself(one: Found, left: Side, right: Side) -> bool:
    if one.kind is Kind.NEGATION:
        return bool(_DIGIT.search(left.text[slice(*one.left)]) and _DIGIT.search(right.text[slice(*one.right)]))
    if one.kind is Kind.NUMBER:
        return _is_exact(left, one.left) and _is_exact(right, one.right)
    return one.kind is Kind.CERTAINTY


def _is_exact(side: Side, at: Offsets) -> bool:
    """Whether the figure that stands here has no bound: of "97" and "more than 300" each may be right."""
    found = [one for one in quantities(side.text, side.language) if _stands(one, at)]
    return bool(found) and all(one.bound is None and not one.is_rough and not one.is_range for one in found)


def _stands(one: Quantity, at: Offsets) -> bool:
    return one.start < at[1] and at[0] < one.end
