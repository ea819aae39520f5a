"""A planted week through the daily run -> what its editions find, and what they tell again.

    python benchmarks/editions.py            the made-up week: editions of any length, of 3,000 and of 1,200 words
    python benchmarks/editions.py --woven    the week woven from real clusters (BRIEFGEN_DATA names the data)

Sources, grouping, following, the archive and the editions are the real ones; only the reports are planted.
A planted new claim or changed value is found where the day's edition calls a claim that says it new or changed,
printed or left out for the budget.  What is told again: printed lines that are called new though all that they
say was planted as a repetition of sentences that stand behind printed lines of earlier editions.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import briefgen
from briefgen.daily import Ways, run
from briefgen.profile import Profile, profile_from
from briefgen.sources import Collected
from planted import FIRST_DAY, Day, PlantedReport, Quote, planted_week, woven_week

HERE = Path(__file__).parent
WEEK, PLAN = HERE.parent / "tests" / "cases" / "week.jsonl", HERE / "week_plan.json"
PROFILE = """
timezone = "UTC"
archive.path = "archive.sqlite3"
edition.output = "out"
edition.formats = ["md"]
edition.also = 0
edition.site = false
"""
Object = Mapping[str, Any]


def main() -> None:
    """Print a row for each length of the edition."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--woven", action="store_true", help="the week woven from real clusters")
    options = parser.parse_args()
    days = woven_week(PLAN, Path(os.environ["BRIEFGEN_DATA"])) if options.woven else planted_week(WEEK)
    print(f"{'words':>9}  {'new':>14}  {'changed':>14}  {'lines called new':>16}  {'told before':>11}")
    for words in (1_000_000, 3_000, 1_200):
        with tempfile.TemporaryDirectory() as folder:
            counts = sum((judged(day, briefs) for day, briefs in editions(days, words, Path(folder))), Counter[str]())
        print(
            f"{words:9,}  {_share(counts, 'new found', 'new'):>14}  {_share(counts, 'changed found', 'changed'):>14}"
            f"  {counts['lines']:16}  {counts['again'] / max(1, counts['lines']):11.3f}"
        )


def _share(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part]}/{counts[whole]} {counts[part] / max(1, counts[whole]):.3f}"


def editions(days: Sequence[Day], words: int, folder: Path) -> Iterator[tuple[Day, list[Object]]]:
    """Make the edition of each day, for the morning after; yield the day and all editions so far, the latest last."""
    profile = _profile(words, folder)
    made: list[Object] = []
    for day in days:
        now = FIRST_DAY + timedelta(days=day.number, hours=6)
        reports = Collected(_report(one) for one in day.reports)
        outcome = run(profile, now, Ways(lambda _, found=reports: found))  # type: ignore[misc]
        made += [
            json.loads(path.read_bytes()) for one in outcome.editions for path in one.files if path.suffix == ".json"
        ]
        yield day, made


def _profile(words: int, folder: Path) -> Profile:
    profile = profile_from(PROFILE, folder / "briefgen.toml")
    each = 150 if words < 1_000_000 else 10_000
    return replace(profile, edition=replace(profile.edition, words=words, story_words=each))


def _report(one: PlantedReport) -> briefgen.Report:
    text = f"{one.title}\n\n{one.text}" if one.title else one.text
    return briefgen.report(text, title=one.title or None, outlet=one.outlet or None, published=one.published)


def judged(day: Day, made: Sequence[Object]) -> Counter[str]:
    """Count what the day's edition finds and tells again; `made` are the editions so far, its own the last."""
    edition, earlier = made[-1], made[:-1]
    fresh = {row["claim"] for row in edition["changes"]["new"]}
    whole = {row["story"] for row in edition["changes"]["new"] if row["claim"] is None}
    changed = {row["claim"] for row in edition["changes"]["changed"]}
    news = [
        claim
        for story in edition["stories"]
        for claim in (*story["claims"], *story["unprinted"])
        if story["id"] in whole or claim["id"] in fresh | changed
    ]
    told = {_plain(witness["text"]) for claim in news for witness in claim["witnesses"]}
    issued = {_plain(one["text"]) for brief in earlier for claim in _printed(brief) for one in claim["witnesses"]}
    old = {
        _plain(claim.wording.text)
        for truth in day.truths
        for claim in truth.old
        if all(_says(issued, quote) for quote in claim.said)
    }
    counts: Counter[str] = Counter()
    for truth in day.truths:
        counts["new"] += len(truth.new)
        counts["new found"] += sum(_any(told, claim.wordings) for claim in truth.new)
        counts["changed"] += len(truth.changed)
        counts["changed found"] += sum(_any(told, value.now) for value in truth.changed)
    ids = {claim["id"] for claim in news}
    lines = [claim for claim in _printed(edition) if claim["id"] in ids] if earlier else []
    counts["lines"] = len(lines)
    counts["again"] = sum(all(_is(_plain(one["text"]), old) for one in claim["witnesses"]) for claim in lines)
    return counts


def _printed(brief: Object) -> Iterator[Object]:
    return (claim for story in brief["stories"] for claim in story["claims"])


def _any(told: set[str], quotes: Sequence[Quote]) -> bool:
    return any(_says(told, quote) for quote in quotes)


def _says(told: set[str], quote: Quote) -> bool:
    return _is(_plain(quote.text), told)


def _is(text: str, among: set[str]) -> bool:
    """Whether a sentence is among others, cut alike or with a neighbour."""
    return text in among or any(text in one or one in text for one in among)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


if __name__ == "__main__":
    main()
