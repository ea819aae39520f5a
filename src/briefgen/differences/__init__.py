"""Witnesses of one claim -> where they differ; a rule of comparison is one small file."""

from __future__ import annotations

from briefgen.differences.sides import Found, Rule, Side

RULES: tuple[Rule, ...] = ()


def between(left: Side, right: Side) -> list[Found]:
    """Return what two sentences that say the same differ in, in the order of the left one's words."""
    found = (one for rule in RULES for one in rule(left, right))
    return sorted(found, key=lambda one: (one.left, one.right, one.kind.value))
