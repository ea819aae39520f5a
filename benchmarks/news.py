"""Planted week -> how much of what is new and changed is found, and how much of what is called new was told before.

python benchmarks/news.py [FILE] [--woven] [--half 0|1] [--show new|changed|row|old|rows]
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import briefgen
from briefgen.editions import Since, since
from briefgen.model import Claim, Past, Report, Story
from briefgen.origins import story_of
from briefgen.pipeline import claims_of, tell
from planted import Day, PlantedReport, Quote, Truth, planted_week, woven_week

PLAN = Path(__file__).parent / "week_plan.json"
WEEK = Path(__file__).parent.parent / "tests" / "cases" / "week.jsonl"


@dataclass(frozen=True)
class Judged:
    """One day of one story: its truth, its fresh claims, what was said of them; `report` is by planted id."""

    truth: Truth
    claims: Sequence[Claim]
    found: Since
    report: dict[str, Report]

    def of(self, quote: Quote) -> list[Claim]:
        """The claims that a planted sentence bears out."""
        report = self.report.get(quote.report)
        if report is None:
            return []
        return [claim for claim in self.claims if any(self._is(one.text, quote) for one in claim.witnesses)]

    def _is(self, text: str, quote: Quote) -> bool:
        return plain(text) in plain(quote.text) or plain(quote.text) in plain(text)

    def ids(self, quotes: Sequence[Quote]) -> set[str]:
        """The ids of the claims that planted sentences bear out."""
        return {claim.id for quote in quotes for claim in self.of(quote)}

    def is_told_as_new(self, quotes: Sequence[Quote]) -> bool:
        """Whether one of the sentences is a claim that is called new or changed."""
        changed = {row.claim for row in self.found.news.changed}
        return not self.ids(quotes).isdisjoint(self.found.news.fresh | changed)


def plain(text: str) -> str:
    """Text without what differs in quotation marks and blanks."""
    return re.sub(r"\W+", " ", text).strip().lower()


def judged(days: Sequence[Day]) -> Iterator[Judged]:
    """Every story on every day on which it was told before."""
    for day in days:
        for truth in day.truths:
            earlier = [
                one for old in days if old.number < day.number for one in old.reports if one.story == truth.story
            ]
            fresh = [one for one in day.reports if one.story == truth.story]
            yield judge(truth, earlier, fresh)


def judge(truth: Truth, earlier: Sequence[PlantedReport], fresh: Sequence[PlantedReport]) -> Judged:
    """Tell one story as it would be told on this day."""
    old, new = {one.id: a_report(one) for one in earlier}, {one.id: a_report(one) for one in fresh}
    story = replace(story_of(new.values()), past=_past(truth, list(old.values())))
    return Judged(truth, *_told(story), new)


def _told(story: Story) -> tuple[Sequence[Claim], Since]:
    told = tell(story)
    claims = claims_of(told)
    found = since(story, told.sentences, told.members, [claim.id for claim in claims])
    assert found is not None
    return claims, found


def _past(truth: Truth, reports: Sequence[Report]) -> Past:
    days = sorted(one.published for one in reports if one.published)
    first, last = (date(*one.timetuple()[:3]) for one in (days[0], days[-1]))
    return Past(id=truth.story, first_day=first, last_day=last, reports=tuple(reports))


def a_report(one: PlantedReport) -> Report:
    """A planted report as briefgen reads it."""
    return briefgen.report(one.text, title=one.title, outlet=one.outlet, published=one.published, language="en")


# --- what is counted


def counted(every: Sequence[Judged], show: str | None = None) -> Counter[str]:
    """All counts over a week; what went wrong of the sort that `show` names is printed."""
    counts: Counter[str] = Counter()
    for one in every:
        for what, right, told in _answers(one):
            counts[what] += 1
            counts[f"{what} right"] += right
            if show == what and not right:
                print(f"{one.truth.story}-{one.truth.day}: {told}")
        counts.update(_totals(one))
    return counts


def _answers(one: Judged) -> Iterator[tuple[str, bool, str]]:
    """What was asked, whether the answer is right, and the sentence."""
    for new in one.truth.new:
        yield "new", one.is_told_as_new(new.wordings), new.wordings[0].text
    for changed in one.truth.changed:
        told = f"{changed.kind}: {changed.old.text} -> {changed.now[0].text}"
        # With its row, or called new: then the new value stands in the line.
        yield "changed", one.is_told_as_new(changed.now), told
        yield "row", any(row.claim in one.ids(changed.now) for row in one.found.news.changed), told
    for old in one.truth.old:
        yield "old", not one.is_told_as_new([old.wording]), f"{old.wording.text} <- {old.said[0].text}"
    planted = {name for changed in one.truth.changed for name in one.ids(changed.now)}
    for row in one.found.news.changed:
        yield "rows", row.claim in planted, f"{row.kind}: {row.before.text} -> {row.now.text}"


def _totals(one: Judged) -> Counter[str]:
    old = {name for wording in one.truth.old for name in one.ids([wording.wording])}
    return Counter({"called new": len(one.found.news.fresh), "told before": len(old & one.found.news.fresh)})


def main() -> None:
    """Print the figures of a planted week."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=WEEK)
    parser.add_argument("--show", help="new, changed, row, old, rows: print what went wrong")
    parser.add_argument("--half", type=int, choices=(0, 1), help="every other story only")
    parser.add_argument("--woven", action="store_true", help="the week that is woven from BRIEFGEN_DATA")
    asked = parser.parse_args()
    days = woven_week(PLAN, Path(os.environ["BRIEFGEN_DATA"])) if asked.woven else planted_week(asked.file)
    counts = counted(list(in_half(judged(days), asked.half)), asked.show)
    for what in ("new", "changed", "row", "old", "rows"):
        share = counts[f"{what} right"] / max(1, counts[what])
        print(f"{what}: {counts[f'{what} right']} of {counts[what]} = {share:.3f}")
    share = counts["told before"] / max(1, counts["called new"])
    print(f"called new: {counts['called new']}, of them told before {counts['told before']} = {share:.3f}")


def in_half(every: Iterable[Judged], half: int | None) -> Iterator[Judged]:
    """Those of every other story, by name, or all."""
    every = list(every)
    names = sorted({one.truth.story for one in every})
    return (one for one in every if half is None or names.index(one.truth.story) % 2 == half)


if __name__ == "__main__":
    main()
