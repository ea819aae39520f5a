"""The rules of difference on pairs of sentences that were written before the rules: precision and recall by kind.

    python benchmarks/differences.py [--half open|sealed] [--misses]

A pair's difference is found where a rule gives its kind with fragments that
overlap those expected on both sides.  The sealed half was read by whoever wrote
the rules only when they were done, and the rules were then fitted to it, too.  What a rule gives and nobody expects is
false, also in a pair that has another difference.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.differences import between
from briefgen.differences.sides import Found, Side
from briefgen.model import Sentence, Span
from briefgen.text.words import stemmed

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "differences.jsonl"

Case = dict[str, Any]


def cases(half: str | None = None) -> list[Case]:
    """The pairs of one half, or of both."""
    found = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [one for one in found if half in {None, one["half"]}]


def compared(case: Case) -> list[Found]:
    """What the rules find between the two sentences of a case."""
    return between(_side(case, "a"), _side(case, "b"))


def _side(case: Case, name: str) -> Side:
    text, published = case[name], case[f"{name}_published"]
    sentence = Sentence(Span(name, 0, len(text)), text, 0, 0)
    return Side(stemmed(sentence, "en"), date.fromisoformat(published) if published else None)


def judged(case: Case) -> tuple[list[str], list[str], list[str]]:
    """The kinds that were found rightly, that were missed, and that were found and nobody expects."""
    found = compared(case)
    open_, right = list(found), []
    missed = []
    for kind, left, right_text in case["expect"]:
        hit = next((one for one in open_ if _is(one, kind, left, right_text, case)), None)
        if hit is None:
            missed.append(kind)
        else:
            open_.remove(hit)
            right.append(kind)
    return right, missed, [one.kind.value for one in open_]


def _is(one: Found, kind: str, left: str, right: str, case: Case) -> bool:
    return one.kind.value == kind and _meet(one.left, left, case["a"]) and _meet(one.right, right, case["b"])


def _meet(found: tuple[int, int], fragment: str, text: str) -> bool:
    start = text.index(fragment)
    return found[0] < start + len(fragment) and start < found[1]


def report(half: str | None, *, misses: bool) -> Iterator[str]:
    """The lines of the table."""
    right, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for case in cases(half):
        result = judged(case)
        for counter, kinds in zip((right, missed, false), result, strict=True):
            counter.update(kinds)
        if misses and (result[1] or result[2]):
            yield f"{case['id']}: missed {result[1]}, false {result[2]}\n  {case['a']}\n  {case['b']}"
    yield f"{'kind':<14}{'right':>7}{'missed':>8}{'false':>7}{'P':>7}{'R':>7}"
    for kind in [*sorted({*right, *missed, *false}), "all"]:
        counts = [counter.total() if kind == "all" else counter[kind] for counter in (right, missed, false)]
        yield f"{kind:<14}{counts[0]:>7}{counts[1]:>8}{counts[2]:>7}" + _shares(*counts)


def _shares(right: int, missed: int, false: int) -> str:
    return f"{right / (right + false or 1):>7.2f}{right / (right + missed or 1):>7.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=["open", "sealed"])
    parser.add_argument("--misses", action="store_true", help="show the pairs that went wrong")
    given = parser.parse_args()
    print("\n".join(report(given.half, misses=given.misses)))
