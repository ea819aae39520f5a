"""Fresh sentence -> known, changed or new, beside what was told before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefgen.editions.changes import Change, changes
from briefgen.editions.earlier import Earlier, Near
from briefgen.editions.evidence import evidence, weighed
from briefgen.editions.matter import Matter

# A value told otherwise is news even where much else was told; SURE is what is known word for word.
CHANGED, SURE = -1.0, -9.0


class Sort(StrEnum):
    """What a fresh sentence is beside the earlier ones."""

    KNOWN = "known"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a fresh sentence is, what it changes, the earlier sentences that tell of the same, how surely it is news."""

    sort: Sort
    changes: tuple[Change, ...] = ()
    near: tuple[Near, ...] = ()
    score: float = 0.0


def verdict(fresh: Matter, past: Earlier) -> Verdict:
    """Judge one fresh sentence."""
    near = tuple(past.near(fresh))
    if fresh.words.stems in past.same_words:
        return Verdict(Sort.KNOWN, near=near, score=SURE)
    found = changes(fresh, near, past)
    score = weighed({**evidence(fresh, near, past), "changes": float(bool(found))})
    if found and score > CHANGED:
        return Verdict(Sort.CHANGED, found, near, score)
    return Verdict(Sort.NEW if score > 0 else Sort.KNOWN, (), near, score)
