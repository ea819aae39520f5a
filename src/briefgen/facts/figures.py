"""Sentences -> the figures that they hold, each once, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefgen.model import Figure, Passage, Span
from briefgen.parsing.quantities import AGE, Quantity, quantities
from briefgen.text.words import Stemmed


def figures(sentences: Sequence[Stemmed]) -> tuple[Figure, ...]:
    """Return the distinct figures with a unit, by value, class of unit and bound; ages are left out.

    The first sentence that has a figure is quoted.
    """
    found: dict[tuple[Decimal, Decimal, str, str | None], Figure] = {}
    for one, quantity in _with_unit(sentences):
        found.setdefault((quantity.low, quantity.high, quantity.key, quantity.bound), _figure(one, quantity))
    return tuple(found.values())


def _with_unit(sentences: Sequence[Stemmed]) -> Iterator[tuple[Stemmed, Quantity]]:
    for one in sentences:
        for quantity in quantities(one.sentence.text, one.language):
            if quantity.unit and quantity.key != AGE:
                yield one, quantity


def _figure(one: Stemmed, quantity: Quantity) -> Figure:
    span = one.sentence.span
    where = Span(span.report, span.start + quantity.start, span.start + quantity.end)
    passage = Passage(where, one.sentence.text[quantity.start : quantity.end])
    return Figure(passage, _value(quantity), quantity.unit, quantity.bound and quantity.bound.value)


def _value(quantity: Quantity) -> str:
    """The value, or the ends of a range joined by a dash, as plain decimals."""
    return "-".join(_plain(value) for value in dict.fromkeys((quantity.low, quantity.high)))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
