"""How well are reports grouped into stories, beside its peers? -> plain tables, measured in one run.

    python benchmarks/stories.py            all tables, in about ten minutes
    python benchmarks/stories.py --quick    fewer batches and sizes, in about two minutes
    python benchmarks/stories.py --only 2   one table; may be given again for another

1. sets of reports with known events: BCubed precision, recall and F1 (Bagga and Baldwin 1998) of
   briefgen, of average linkage at a fixed cosine of .20, and of scikit-learn's agglomerative clustering
2. mixed days: all sets shuffled together, a third of the reports alone in their story
3. batches of 2 to 40 reports, without any archive
4. one story of 120 near-alike reports among 550
5. copies: how many folds put two clusters together
6. CPU seconds from 1,000 to 10,000 made-up reports, words and fingerprints ready, and how they grow
7. batches of 40 to 250 reports, with 600 others remembered
8. a month followed day by day, beside the whole month at once and the nearest report of the last week
9. CPU seconds of following 1,000 made-up reports with 3,000 remembered, beside grouping all 4,000

The data are found through BRIEFGEN_DATA; without it, or without scikit-learn, what is left out is said.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from statistics import mean

import briefgen
from briefgen.following import Memory, follow
from briefgen.grouping import compare, words_of
from briefgen.linkage import average_linkage
from briefgen.model import Past, Report, Role, Story
from briefgen.origins import fingerprint, keepers
from briefgen.text.frequency import frequencies

# What a simple program would take.
FIXED = 0.20

SETS = {
    "ecbplus": "stories/ecbplus.jsonl",
    "multinews": "stories/multinews_dev.jsonl",
    "neus": "summaries/neus_dev.jsonl",
    "feed items": "stories/feed_duplicates.jsonl",
}
# Of the feed items the clusters tell copies, not events.
EVENTS = ("ecbplus", "multinews", "neus")


@dataclass(frozen=True)
class Told:
    """A report and the event that it is of."""

    report: Report
    event: str


Batch = Sequence[Told]
Grouper = Callable[[Sequence[Report]], Sequence[int]]


@dataclass(frozen=True)
class Score:
    """BCubed precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        """As it stands in a table."""
        return f"{100 * self.precision:5.1f} {100 * self.recall:5.1f} {100 * self.f1:5.1f}"


def main() -> None:
    """Print the tables that are asked for."""
    options = _options()
    sets = load(Path(os.environ["BRIEFGEN_DATA"])) if "BRIEFGEN_DATA" in os.environ else {}
    if not sets:
        print("BRIEFGEN_DATA names no folder with stories: tables 1 to 5, 7 and 8 are skipped")
    if "sklearn" not in PEERS_THERE:
        print("scikit-learn is not installed (pip install scikit-learn): its column is skipped")
    for number, table in enumerate(TABLES, 1):
        if number in (options.only or range(1, len(TABLES) + 1)) and (sets or table in MADE_UP):
            print(f"\n{number}. {(table.__doc__ or '').splitlines()[0]}")
            table(sets, options.quick)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer batches, smaller sizes")
    parser.add_argument("--only", type=int, action="append", choices=range(1, len(TABLES) + 1), help="one table")
    return parser.parse_args()


# --- data


def load(folder: Path) -> dict[str, list[Told]]:
    """Return the sets that are there, each report with its event."""
    paths = {name: folder / path for name, path in SETS.items()}
    return {name: [_told(one) for one in _rows(path)] for name, path in paths.items() if path.is_file()}


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (
            ({**one, "cluster": row["id"], "lang": row["lang"]} for one in row.get("docs", ()))
            if "docs" in row
            else (row,)
        )


def _told(row: Mapping[str, str]) -> Told:
    report = briefgen.report(row["text"], title=row["title"], published=row["date"], language=row["lang"])
    return Told(report, row["cluster"])


def mixed(sets: Mapping[str, Batch], seed: int, events: int | None = None) -> list[Told]:
    """Return a day of all sets: some of the events cut to one report, till a third of the reports are alone."""
    chance = random.Random(seed)
    told: dict[str, list[Told]] = defaultdict(list)
    for name, reports in sets.items():
        for one in reports:
            told[f"{name} {one.event}"].append(replace(one, event=f"{name} {one.event}"))
    chosen = chance.sample(sorted(told), min(len(told), events or len(told)))
    day = {event: told[event] for event in chosen}
    for event in chosen:
        if 3 * sum(len(reports) == 1 for reports in day.values()) >= sum(map(len, day.values())):
            break
        day[event] = [chance.choice(day[event])]
    shuffled = [one for reports in day.values() for one in reports]
    chance.shuffle(shuffled)
    return shuffled


def batches(reports: Batch, size: int, count: int) -> Iterator[list[Told]]:
    """Yield `count` batches of `size` reports: of each event one to five, in any order."""
    chance = random.Random(size)
    by_event: dict[str, list[Told]] = defaultdict(list)
    for one in reports:
        by_event[one.event].append(one)
    for _ in range(count):
        batch: list[Told] = []
        for event in chance.sample(sorted(by_event), min(size, len(by_event))):
            few = min(chance.choice((1, 1, 1, 2, 3, 5)), len(by_event[event]), size - len(batch))
            batch += chance.sample(by_event[event], few)
        chance.shuffle(batch)
        yield batch


# --- groupers


def ours(reports: Sequence[Report]) -> list[int]:
    """Group by briefgen."""
    return _numbers(reports, briefgen.group(reports))


def _numbers(reports: Sequence[Report], stories: Sequence[Story]) -> list[int]:
    number = {
        report.id: place
        for place, story in enumerate(stories)
        for report in (*story.reports, *(copy.report for copy in story.copies))
    }
    return [number[report.id] for report in reports]


def fixed(reports: Sequence[Report]) -> list[int]:
    """Group by average linkage at one cosine, with briefgen's vectors."""
    compared = compare({str(place): words_of(report) for place, report in enumerate(reports)}, reports[0].language)
    pairs = {pair: cosine for pair, cosine in compared.cosines.items() if cosine >= FIXED / 10}
    groups = average_linkage(len(reports), pairs, FIXED)
    number = {place: name for name, places in enumerate(groups) for place in places}
    return [number[place] for place in range(len(reports))]


def sklearn(reports: Sequence[Report]) -> list[int]:
    """Group by scikit-learn as its users would: TfidfVectorizer, average linkage, cosine distance .80."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    if len(reports) < 2:
        return [0] * len(reports)
    texts = [f"{report.title or ''} {report.text}" for report in reports]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    linkage = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=1 - FIXED)
    return [int(name) for name in linkage.fit_predict(vectors.toarray())]


def _there() -> dict[str, Grouper]:
    from importlib.util import find_spec

    return {"sklearn": sklearn} if find_spec("sklearn") else {}


PEERS_THERE = _there()
GROUPERS: dict[str, Grouper] = {"briefgen": ours, f"cosine {FIXED:.2f}": fixed, **PEERS_THERE}


def bcubed(found: Sequence[int | str], events: Sequence[str]) -> Score:
    """Compare groups with events, report by report."""
    group, event, both = Counter(found), Counter(events), Counter(zip(found, events, strict=True))
    precision = sum(count * count / group[name] for (name, _), count in both.items())
    recall = sum(count * count / event[name] for (_, name), count in both.items())
    return Score(precision / len(events), recall / len(events))


def average(batches: Sequence[Batch], grouper: Grouper) -> Score:
    """Return the mean scores over some batches."""
    return average_of(
        [bcubed(grouper([one.report for one in batch]), [one.event for one in batch]) for batch in batches]
    )


def average_of(scores: Sequence[Score]) -> Score:
    """Return the mean of some scores."""
    return Score(mean(one.precision for one in scores), mean(one.recall for one in scores))


def _compared(rows: Mapping[str, Sequence[Batch]]) -> None:
    print(f"{'':<22} reports" + "".join(f"  {name:>17}" for name in GROUPERS))
    print(f"{'':<29}" + "".join(f"  {'P     R    F1':>17}" for _ in GROUPERS))
    for name, some in rows.items():
        scores = "".join(f"  {average(some, grouper)!s:>17}" for grouper in GROUPERS.values())
        print(f"{name:<22} {mean(map(len, some)):7.0f}{scores}")


# --- tables


Sets = Mapping[str, list[Told]]


def known_events(sets: Sets, quick: bool) -> None:  # noqa: ARG001 - all tables are called alike
    """Sets with known events, each grouped as one batch."""
    _compared({name: [sets[name]] for name in EVENTS if name in sets})


def mixed_days(sets: Sets, quick: bool) -> None:
    """Mixed days: all sets shuffled, a third of the reports alone; means of three days."""
    events = {name: reports for name, reports in sets.items() if name in EVENTS}
    days = range(1 if quick else 3)
    rows = {
        "all sets": [mixed(sets, seed) for seed in days],
        "without feed items": [mixed(events, seed) for seed in days],
    }
    rows |= {f"{size} events": [mixed(events, seed, size) for seed in days] for size in (160, 60, 30)}
    _compared(rows)


def small_batches(sets: Sets, quick: bool) -> None:
    """Batches without any archive; means of 200 batches."""
    count = 30 if quick else 200
    sizes = (2, 3, 5, 10, 40)
    _compared(
        {f"{name}, {size}": list(batches(sets[name], size, count)) for name in EVENTS if name in sets for size in sizes}
    )


def big_story(sets: Sets, quick: bool) -> None:
    """One story of 120 near-alike reports among 550; reports of it in its largest group, others in there."""
    for seed in range(1 if quick else 3):
        batch = _with_big_story(sets, seed)
        found = ours([one.report for one in batch])
        groups = Counter(name for name, one in zip(found, batch, strict=True) if one.event == "big")
        name, largest = groups.most_common(1)[0]
        print(f"seed {seed}: {largest} of {groups.total()} together, {found.count(name) - largest} others among them")


def _with_big_story(sets: Sets, seed: int) -> list[Told]:
    """Made of an event's sentences: each report has three fifths of them, and a tenth as many of other events."""
    chance = random.Random(seed)
    others = [one for name in EVENTS for one in sets[name]]
    events: dict[str, list[str]] = defaultdict(list)
    for one in sets["multinews"]:
        events[one.event] += _sentences(one.report)
    event = chance.choice(sorted(event for event, told in events.items() if 30 <= len(told) <= 120))
    foreign = [sentence for other, told in events.items() if other != event for sentence in told]
    big = [_resampled(events[event][:40], foreign, chance) for _ in range(120)]
    rest = chance.sample([one for one in others if one.event != event], 430)
    return [*(Told(briefgen.report(text, language="en"), "big") for text in big), *rest]


def _sentences(report: Report) -> list[str]:
    return [line for line in report.text.replace(". ", ".\n").split("\n") if len(line.split()) > 4]


def _resampled(own: Sequence[str], foreign: Sequence[str], chance: random.Random) -> str:
    told = chance.sample(own, math.ceil(0.6 * len(own))) + chance.sample(foreign, math.ceil(0.1 * len(own)))
    chance.shuffle(told)
    return "\n\n".join(told)


def remembering(sets: Sets, quick: bool) -> None:
    """Batches with 600 other reports of their set remembered, and the same without; means of ten batches."""
    print(f"{'':<22} reports  {'with memory':>17}  {'without':>17}")
    for name in (name for name in EVENTS if name in sets):
        for size in (40, 100, 250):
            days = [_with_rest(sets[name], size, seed) for seed in range(1 if quick else 10)]
            if days := [(batch, rest) for batch, rest in days if len(batch) == size]:
                remembered = average_of([_followed(batch, rest) for batch, rest in days])
                print(f"{name:<22} {size:7}  {remembered!s:>17}  {average([batch for batch, _ in days], ours)!s:>17}")


def _with_rest(reports: Batch, size: int, seed: int) -> tuple[list[Told], list[Report]]:
    """So many reports, of whole events but the last, and 600 at most of the other events."""
    chance = random.Random(f"{seed} {size}")
    told = _by_event(reports)
    batch: list[Told] = []
    rest: list[Report] = []
    for event in chance.sample(sorted(told), len(told)):
        if len(batch) < size:
            batch += told[event][: size - len(batch)]
        else:
            rest += [one.report for one in told[event]]
    chance.shuffle(batch)
    return batch, chance.sample(rest, min(len(rest), 600))


def _by_event(reports: Batch) -> dict[str, list[Told]]:
    told: dict[str, list[Told]] = defaultdict(list)
    for one in reports:
        told[one.event].append(one)
    return told


def _followed(batch: Batch, background: Sequence[Report]) -> Score:
    fresh = [one.report for one in batch]
    found = _numbers(fresh, follow(fresh, Memory((), tuple(background))))
    return bcubed(found, [one.event for one in batch])


def a_month(sets: Sets, quick: bool) -> None:
    """A month told day by day; a gold story that is silent for over seven days counts as two."""
    sets = {name: sets[name] for name in ("multinews", "neus") if name in sets} if quick else sets
    print(f"{'':<22} reports" + "".join(f"  {name:>17}" for name in FOLLOWERS) + "  renamed absorbed")
    for name, month in _months(sets, 1 if quick else 2).items():
        events = [one.event for one in month]
        followed, renamed, absorbed = through_time(month)
        scores = [bcubed(followed, events), *(bcubed(peer(month), events) for peer in PEERS_OF_FOLLOWING.values())]
        told = "".join(f"  {score!s:>17}" for score in scores)
        print(f"{name:<22} {len(month):7}{told}  {renamed:7} {absorbed:8}")


def _months(sets: Sets, seeds: int) -> dict[str, list[Told]]:
    single = [reports[0] for reports in _by_event(sets.get("neus", ())).values()]
    months: dict[str, list[Told]] = {}
    for seed in range(seeds):
        both = [name for name in ("ecbplus", "multinews") if name in sets]
        months |= {f"{name}, seed {seed}": month([*sets[name], *single[:40]], seed) for name in both}
        if len(both) > 1:
            months[f"both, seed {seed}"] = month([*chain.from_iterable(sets[name] for name in both), *single], seed)
    return months


def month(reports: Batch, seed: int) -> list[Told]:
    """Date the reports: each event begins somewhere in 30 days and lasts up to six, a tenth come up again later."""
    chance = random.Random(seed)
    dated = []
    for event, told in sorted(_by_event(reports).items()):
        start, lasting = chance.uniform(0, 30), chance.randint(1, 6)
        days = sorted(start + min(chance.expovariate(2 / lasting), lasting) for _ in told)
        if chance.random() < 0.1:
            pause, half = chance.uniform(5, 12), len(days) // 2
            days = [*days[:half], *(day + pause for day in days[half:])]
        part = 0
        for one, day, before in zip(chance.sample(told, len(told)), days, [days[0], *days], strict=False):
            part += int(day) - int(before) > WINDOW
            moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
            dated.append(Told(replace(one.report, published=moment), f"{event} {part}"))
    return sorted(dated, key=lambda one: one.report.order)


WINDOW = 7


def through_time(month: Batch) -> tuple[list[str], int, int]:
    """Follow a month: the story that each report is of in the end, how many stories changed their id, were absorbed."""
    told: dict[str, Past] = {}
    part_of: dict[str, str] = {}
    earlier: list[Report] = []
    story_of: dict[str, str] = {}
    renamed = 0
    for day in sorted({_day(one.report) for one in month}):
        fresh = [one.report for one in month if _day(one.report) == day]
        active = {name: past for name, past in told.items() if (day - past.last_day).days <= WINDOW}
        held = {report.id for past in active.values() for report in past.reports}
        background = [report for report in reversed(earlier) if report.id not in held][:600]
        for story in follow(fresh, Memory(tuple(active.values()), tuple(background))):
            reports = [*story.reports, *(copy.report for copy in story.copies)]
            renamed += story.past is not None and story.id not in active
            told[story.id] = _grown(story, reports, day)
            part_of |= dict.fromkeys(story.past.absorbed if story.past else (), story.id)
            for name in story.past.absorbed if story.past else ():
                told.pop(name)
            story_of |= dict.fromkeys((report.id for report in reports), story.id)
        earlier += fresh
    return [_in_the_end(story_of[one.report.id], part_of) for one in month], renamed, len(part_of)


def _grown(story: Story, reports: Sequence[Report], day: date) -> Past:
    """What is remembered of a story after the day on which it was told."""
    if story.past is None:
        return Past(story.id, day, day, tuple(reports))
    return replace(story.past, last_day=day, reports=(*story.past.reports, *reports), absorbed=())


def _in_the_end(story: str, part_of: Mapping[str, str]) -> str:
    while story in part_of:
        story = part_of[story]
    return story


def _day(report: Report) -> date:
    assert isinstance(report.published, datetime)
    return report.published.date()


def all_at_once(month: Batch) -> list[int]:
    """Group the whole month as one batch, as if the future were known."""
    return ours([one.report for one in month])


def one_by_one(month: Batch) -> list[int]:
    """Put each report with the nearest of the last seven days from a cosine of .20 on (as in topic tracking)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{one.report.title or ''} {one.report.text}" for one in month]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    cosines, days = (vectors @ vectors.T).toarray(), [_day(one.report) for one in month]
    found: list[int] = []
    for place, day in enumerate(days):
        window = [other for other in range(place) if (day - days[other]).days <= WINDOW]
        nearest = max(window, key=lambda other: float(cosines[place, other]), default=place)
        found.append(found[nearest] if nearest != place and cosines[place, nearest] >= FIXED else place)
    return found


PEERS_OF_FOLLOWING: dict[str, Callable[[Batch], list[int]]] = {"all at once": all_at_once}
if "sklearn" in PEERS_THERE:
    PEERS_OF_FOLLOWING["nearest .20"] = one_by_one
FOLLOWERS = ("briefgen", *PEERS_OF_FOLLOWING)


def folds(sets: Sets, quick: bool) -> None:  # noqa: ARG001 - all tables are called alike
    """Copies folded, and how many of them put two clusters together."""
    for name, reports in sets.items():
        told = {one.report.id: one for one in reports}
        copies = [copy for story in briefgen.group([one.report for one in reports]) for copy in story.copies]
        across = [copy for copy in copies if told[copy.report.id].event != told[copy.of].event]
        apart = [copy for copy in across if _body(copy.report) != _body(told[copy.of].report)]
        print(f"{name:<22} {len(copies):4} folded, {len(across)} across clusters, {len(apart)} of them of other bodies")


def _body(report: Report) -> str:
    return " ".join(report.of_role(Role.BODY))


def speed(sets: Sets, quick: bool) -> None:  # noqa: ARG001 - all tables are called alike
    """CPU seconds by number of made-up reports, of 250 words each."""
    sizes = (500, 1_500) if quick else (1_000, 3_000, 10_000)
    print(f"{'reports':>8}  {'words':>6}  {'grouping':>8}  {'stories':>7}  {'peak MB':>7}")
    took = []
    for size in sizes:
        reports = made_up(size)
        started = time.process_time()
        words = {report.id: words_of(report) for report in reports}
        prints = [fingerprint(report) for report in reports]
        ready = time.process_time()
        kept = sorted(set(keepers(reports, prints)))
        stories = compare({reports[place].id: words[reports[place].id] for place in kept}, "en").stories()
        took.append(time.process_time() - ready)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:8,}  {ready - started:6.2f}  {took[-1]:8.2f}  {len(stories):7,}  {peak:7,}")
    for (less, more), (first, second) in zip(pairwise(sizes), pairwise(took), strict=True):
        print(f"growth {less:,} to {more:,}: exponent {math.log(second / first) / math.log(more / less):.2f}")


def keeping_up(sets: Sets, quick: bool) -> None:  # noqa: ARG001 - all tables are called alike
    """CPU seconds for made-up reports, a quarter of them fresh and the rest remembered, beside grouping all of them."""
    print(f"{'fresh':>8}  {'remembered':>10}  {'following':>9}  {'grouping':>8}  {'gone on':>7}")
    for size in (600,) if quick else (1_200, 4_000):
        reports = made_up(size)
        earlier, fresh = reports[: 3 * size // 4], reports[3 * size // 4 :]
        stories = briefgen.group(earlier)
        today = date(2026, 3, 1)
        pasts = tuple(Past(story.id, today, today, story.reports) for story in stories[len(stories) // 5 :])
        background = tuple(report for story in stories[: len(stories) // 5] for report in story.reports)
        memory = Memory(pasts, background)
        found, took = _timed(partial(follow, fresh, memory))
        _, whole = _timed(partial(briefgen.group, reports))
        gone_on = sum(story.past is not None for story in found)
        print(f"{len(fresh):8,}  {len(earlier):10,}  {took:9.2f}  {whole:8.2f}  {gone_on:7,}")


def _timed(work: Callable[[], tuple[Story, ...]]) -> tuple[tuple[Story, ...], float]:
    started = time.process_time()
    return work(), time.process_time() - started


def made_up(size: int) -> list[Report]:
    """Return reports of English words, as frequent as they are, and of made-up ones: stories of 1 to 30, copies."""
    chance = random.Random(size)
    listed = {word: value for word, value in frequencies("en").items() if word.isalpha()}
    common, weights = list(listed), [10**value for value in listed.values()]
    texts: list[str] = []
    while len(texts) < size:
        own = [f"s{len(texts)}x{number}" for number in range(40)]
        told = 1 if chance.random() < 0.6 else min(30, 2 + int(chance.expovariate(1 / 5)))
        for _ in range(min(told, size - len(texts))):
            words = [*chance.choices(common, weights, k=210), *chance.sample(own, 24), *chance.choices(own, k=16)]
            chance.shuffle(words)
            texts.append(" ".join(words))
        if chance.random() < 0.1 and len(texts) < size:
            texts.append(texts[-1] + " w5 w6")
    reports = [briefgen.report(text, language="en") for text in texts]
    return sorted(reports, key=lambda report: report.order)


TABLES: Sequence[Callable[[Sets, bool], None]] = (
    known_events,
    mixed_days,
    small_batches,
    big_story,
    folds,
    speed,
    remembering,
    a_month,
    keeping_up,
)
# These need no data.
MADE_UP = (speed, keeping_up)


if __name__ == "__main__":
    main()
