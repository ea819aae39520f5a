"""The pairs of sentences that were written before the rules of difference, each and as a whole.

The rules were fitted to half of them, and to the other half once it was unsealed: what is asserted
here keeps what was reached, and tells nothing of pairs that nobody has read.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import differences

Case = dict[str, Any]

# Known weaknesses by the id of their pair, each with its reason.
FAILS = {
    "attribution-03": "who is named as a source by two reports may be two who agree: on real news such rows were false",
    "attribution-10": "a source without quotation marks, as in the pair above",
    "attribution-09": "a passenger may be the shopkeeper of another report: descriptions differ more often than people",
}
PRECISION, RECALL = 0.95, 0.85


def _all() -> list[Any]:
    """The pairs, those that fail marked with the reason."""
    marks = {name: pytest.mark.xfail(reason=reason, strict=True) for name, reason in FAILS.items()}
    return [pytest.param(case, id=case["id"], marks=marks.get(case["id"], ())) for case in differences.cases()]


@pytest.mark.parametrize("case", _all())
def test_a_pair_differs_in_what_its_writer_says_and_in_nothing_else(case: Case) -> None:
    """Every expected difference is found where it stands, and none beside it."""
    _, missed, false = differences.judged(case)
    assert (missed, false) == ([], [])


def test_of_all_pairs_few_differences_are_missed_and_fewer_are_false() -> None:
    """Over the whole file precision and recall stay where a reader can trust what is shown."""
    counts = Counter[str]()
    for case in differences.cases():
        right, missed, false = differences.judged(case)
        counts.update(right=len(right), missed=len(missed), false=len(false))
    assert counts["right"] / (counts["right"] + counts["false"]) >= PRECISION
    assert counts["right"] / (counts["right"] + counts["missed"]) >= RECALL


def test_every_weakness_is_one_of_the_pairs() -> None:
    """A reason whose pair is gone would excuse nothing."""
    assert FAILS.keys() <= {case["id"] for case in differences.cases()}
