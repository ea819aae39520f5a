"""Planted file -> days of reports, each day with what is truly new, changed and old in it.

Whether a program tells news from repetition can only be judged where the answer is known. Two weeks
stand ready: one made up from the first to the last word (tests/cases/week.jsonl), one woven from real
clusters with planted sentences (benchmarks/week_plan.json beside the data that BRIEFGEN_DATA names).
Nothing here reads a line of briefgen, so that the judge does not lean on the judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class PlantedReport:
    """A report as a reader of that day would have got it; `copy_of` names the earlier report it copies."""

    id: str
    day: int
    story: str
    title: str
    outlet: str
    published: datetime
    text: str
    copy_of: str | None = None


@dataclass(frozen=True)
class Quote:
    """A sentence exactly as it stands in a report; `value` is the part of it that a change is about."""

    report: str
    text: str
    value: str | None = None


@dataclass(frozen=True)
class NewClaim:
    """A fact that no earlier day told; `wordings` are all sentences of the day that tell it, the first first."""

    wordings: tuple[Quote, ...]
    trap: str | None = None


@dataclass(frozen=True)
class ChangedValue:
    """A value that an earlier day gave otherwise; `now` are all sentences of the day that give the new one."""

    kind: str
    old: Quote
    now: tuple[Quote, ...]
    trap: str | None = None


@dataclass(frozen=True)
class OldClaim:
    """A sentence that only repeats; `said` are the earlier sentences that hold all of it."""

    wording: Quote
    said: tuple[Quote, ...]
    trap: str | None = None


@dataclass(frozen=True)
class Truth:
    """What one day of one story holds, beside what was told of it on the days before."""

    day: int
    story: str
    new: tuple[NewClaim, ...]
    changed: tuple[ChangedValue, ...]
    old: tuple[OldClaim, ...]
    background: tuple[Quote, ...]
    gone: tuple[Quote, ...]


@dataclass(frozen=True)
class Day:
    """All reports of a day and the truths of all stories told on it."""

    number: int
    reports: tuple[PlantedReport, ...]
    truths: tuple[Truth, ...]


def planted_week(path: Path) -> list[Day]:
    """The days of a file of report and truth lines, in order; a story has no truth on its first day."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = [_report(row) for row in rows if row["type"] == "report"]
    truths = [_truth(row) for row in rows if row["type"] == "truth"]
    return _days(reports, truths)


def _days(reports: Iterable[PlantedReport], truths: Iterable[Truth]) -> list[Day]:
    reports, truths = tuple(reports), tuple(truths)
    return [
        Day(number, tuple(r for r in reports if r.day == number), tuple(t for t in truths if t.day == number))
        for number in sorted({report.day for report in reports})
    ]


def _report(row: Mapping[str, Any]) -> PlantedReport:
    facts = {name: row[name] for name in ("id", "day", "story", "title", "outlet", "text")}
    return PlantedReport(**facts, published=datetime.fromisoformat(row["published"]), copy_of=row.get("copy_of"))


def _truth(row: Mapping[str, Any]) -> Truth:
    return Truth(
        day=row["day"],
        story=row["story"],
        new=tuple(NewClaim(_wordings(new), new.get("trap")) for new in row["new"]),
        changed=tuple(_changed(changed) for changed in row["changed"]),
        old=tuple(_old(old) for old in row["old"]),
        background=tuple(Quote(**quote) for quote in row["background"]),
        gone=tuple(Quote(**quote) for quote in row["gone"]),
    )


def _changed(row: Mapping[str, Any]) -> ChangedValue:
    return ChangedValue(row["kind"], Quote(**row["old"]), _wordings(row["new"]), row.get("trap"))


def _old(row: Mapping[str, Any]) -> OldClaim:
    said = [row["said"], *row.get("also_said", ())]
    return OldClaim(_quote(row), tuple(Quote(**quote) for quote in said), row.get("trap"))


def _wordings(row: Mapping[str, Any]) -> tuple[Quote, ...]:
    return _quote(row), *(Quote(**quote) for quote in row["also"])


def _quote(row: Mapping[str, Any]) -> Quote:
    return Quote(row["report"], row["text"], row.get("value"))
