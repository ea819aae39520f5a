"""Planted file -> days of reports, each day with what is truly new, changed and old in it.

Whether a program tells news from repetition can only be judged where the answer is known. Two weeks
stand ready: one made up from the first to the last word (tests/cases/week.jsonl), one woven from real
clusters with planted sentences (benchmarks/week_plan.json beside the data that BRIEFGEN_DATA names).
Nothing here reads a line of briefgen, so that the judge does not lean on the judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# The first day of both weeks, a Monday.
FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC)


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
    """The days of a file of report and truth lines, in order; a story has no truth on its first day.

    Each sentence of a follow-up report stands in its story's truth of the day once: as new (also in another
    wording: "also"), as changed beside the old value, as old beside what was said, or as background, which
    is neither clearly. "gone" are some, not all, earlier sentences that nobody repeats that day. A copy
    ("copy_of") is not classed: it says what its source said.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    reports = [_report(row) for row in rows if row["type"] == "report"]
    truths = [_truth(row) for row in rows if row["type"] == "truth"]
    return _days(reports, truths)


def woven_week(plan: Path, data_folder: Path) -> list[Day]:
    """The days of a plan over real clusters, each report with the sentences that the plan puts into it.

    The plan holds no text of the data, only where to put ours: the truth of such a day is what was planted.
    What real reports themselves tell anew is no part of it, so a claim outside of the truth is neither
    right nor wrong.
    """
    planned = json.loads(plan.read_text(encoding="utf-8"))
    records = _records(data_folder / planned["set"])
    return _week(_Cluster(row, records[row["record"]]) for row in planned["clusters"])


def _records(path: Path) -> dict[str, list[str]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: [document["text"] for document in row["docs"]] for row in rows}


def _week(clusters: Iterable[_Cluster]) -> list[Day]:
    clusters = tuple(clusters)
    reports = (report for cluster in clusters for report in cluster.reports())
    truths = (truth for cluster in clusters for truth in cluster.truths())
    return _days(reports, truths)


@dataclass(frozen=True)
class _Cluster:
    """One cluster of the plan beside the texts of its documents."""

    plan: Mapping[str, Any]
    texts: Sequence[str]

    def reports(self) -> Iterator[PlantedReport]:
        return (self._report(int(document)) for document in self.plan["days"])

    def truths(self) -> Iterator[Truth]:
        days = sorted(set(self.plan["days"].values()))
        return (self._truth(day) for day in days[1:])

    def _report(self, document: int) -> PlantedReport:
        story, day = self.plan["story"], self._day(document)
        # No title, date or outlet is known of these documents: only the day is ours.
        published = FIRST_DAY + timedelta(days=day - 1, hours=6 + document)
        return PlantedReport(self._id(document), day, story, "", "", published, self._text(document))

    def _text(self, document: int) -> str:
        """The document with the planted sentences, each at the end of its paragraph."""
        parts = re.split(r"(\n+)", self.texts[document])
        paragraphs = [at for at in range(0, len(parts), 2) if parts[at].strip()]
        for row in self.plan["planted"]:
            if row["document"] == document:
                at = paragraphs[row["paragraph"]]
                parts[at] = f"{parts[at].rstrip()} {row['text']}"
        return "".join(parts)

    def _truth(self, day: int) -> Truth:
        rows = [row for row in self.plan["planted"] if self._day(row["document"]) == day]
        return Truth(
            day,
            self.plan["story"],
            new=tuple(NewClaim((self._quote(row),)) for row in rows if row["as"] == "new"),
            changed=tuple(self._changed(row) for row in rows if row["as"] == "changed"),
            old=tuple(OldClaim(self._quote(row), (self._said(row),)) for row in rows if row["as"] == "old"),
            background=(),
            gone=(),
        )

    def _changed(self, row: Mapping[str, Any]) -> ChangedValue:
        seed = self._seed(row["of"])
        old = Quote(self._id(seed["document"]), seed["text"], row["old"])
        return ChangedValue(row["kind"], old, (Quote(self._id(row["document"]), row["text"], row["new"]),))

    def _said(self, row: Mapping[str, Any]) -> Quote:
        """The earlier sentence: one of ours, or one of the data, cut out where the plan says it stands."""
        if "of" in row:
            return self._quote(self._seed(row["of"]))
        said = row["said"]
        return Quote(self._id(said["document"]), self.texts[said["document"]][said["start"] : said["end"]])

    def _seed(self, label: str) -> Mapping[str, Any]:
        return next(row for row in self.plan["planted"] if row.get("label") == label)

    def _quote(self, row: Mapping[str, Any]) -> Quote:
        return Quote(self._id(row["document"]), row["text"])

    def _day(self, document: int) -> int:
        return int(self.plan["days"][str(document)])

    def _id(self, document: int) -> str:
        return f"{self.plan['story']}-{self._day(document)}-{document}"


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
