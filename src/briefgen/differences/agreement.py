"""Two values -> whether they can be one, told with another bound or rounding."""

from __future__ import annotations

from decimal import Decimal

from briefgen.parsing.quantities import AGE, Quantity
from briefgen.text.measures import Bound

# News says "about $973,000" of $972,814 and "at least 70" of 75 dead, "a third"
# of 35 percent and "at least two" of three.
_ROUNDING = Decimal("0.05")
_ROUGH = Decimal("0.10")
_SLACK = Decimal("0.25")
_FEW = Decimal(2)
_LARGE = 100


def may_agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two values may be one.

    >>> from briefgen.parsing.quantities import quantities
    >>> few, more = quantities("at least 70 dead", "en")[0], quantities("75 dead", "en")[0]
    >>> may_agree(few, more)
    True
    """
    low, high = sorted((one, other), key=lambda each: (each.low, each.high))
    gap = high.low - low.low
    if one.key == AGE:
        return gap < 1
    if one.is_rough or other.is_rough:
        return gap <= _ROUGH * high.low
    if one.is_range or other.is_range:
        return high.low <= low.high
    return _are_bounded_alike(low, high, gap) or _are_rounded_alike(low, high, gap)


def _are_bounded_alike(low: Quantity, high: Quantity, gap: Decimal) -> bool:
    """Whether the bound of one leaves room for the other one."""
    if low.bound is Bound.AT_LEAST and high.bound is not Bound.AT_LEAST:
        return gap <= max(_SLACK * high.low, _FEW)
    return high.bound is Bound.AT_MOST and low.bound is not Bound.AT_MOST


def _are_rounded_alike(low: Quantity, high: Quantity, gap: Decimal) -> bool:
    """Whether the coarser value can be the finer one rounded, or a hedged one is near enough."""
    fine, coarse = sorted((_precision(low), _precision(high)))
    near = gap <= _ROUNDING * high.low
    hedged = low.bound is not None or high.bound is not None
    if coarse == fine:
        return hedged and near
    return (near and gap <= coarse) or (hedged and gap * 2 <= coarse)


def _precision(one: Quantity) -> Decimal:
    """The size of the last digit that is told: 1,000 for 24,000; of small whole numbers always 1."""
    exponent = int(one.low.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(exponent) if exponent < 0 or one.low >= _LARGE else Decimal(1)
