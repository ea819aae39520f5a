"""How long does an edition take? -> a table by number of reports, with growth and memory.

    python benchmarks/daily.py             1,000 to 20,000 reports of some 500 words, in about ten minutes
    python benchmarks/daily.py --quick     100 to 400, in half a minute, for CI

What is timed is the daily run after reading and without the PDF: taking in,
grouping, following, briefing, JSON and Markdown, the archive.  Each size has
two days: the first from nothing, the second with the first remembered.  Each
run is a process of its own; CPU is user and system together, of one core.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Report
    from briefgen.profile import Profile
    from briefgen.sources import Collected

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
SIZES, QUICK = (1_000, 3_000, 10_000, 20_000), (100, 200, 400)
PROFILE = """
timezone = "UTC"
archive.path = "archive.sqlite3"
edition.output = "out"
edition.formats = ["md"]
"""
_SENTENCES, _WORDS = 22, 22
# Of a story's reports each retells so much of what is known of it.
_RETOLD = 0.6


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one(int(options.one[0]), Path(options.one[1]))))
        return
    sizes = QUICK if options.quick else SIZES
    print(f"{'reports':>8} {'stories':>8} {'told':>5} {'day 1':>8} {'day 2':>8} {'peak MB':>8}   CPU seconds")
    rows = [_row(size) for size in sizes]
    for (less, more), (one_row, other) in zip(pairwise(sizes), pairwise(rows), strict=True):
        exponents = (math.log(other[day] / one_row[day]) / math.log(more / less) for day in ("first", "second"))
        print(f"growth {less:,} to {more:,}: exponents {', '.join(f'{one:.2f}' for one in exponents)}")
    whole = math.log(rows[-1]["first"] / rows[0]["first"]) / math.log(sizes[-1] / sizes[0])
    print(f"growth {sizes[0]:,} to {sizes[-1]:,}: exponent {whole:.2f}")


def _row(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--one", str(size), folder]
        row: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    print(
        f"{size:8,} {row['stories']:8,} {row['told']:5} {row['first']:8.2f} {row['second']:8.2f} {row['peak']:8,}",
        flush=True,
    )
    return row


def one(size: int, folder: Path) -> dict[str, float]:
    """Make two editions of so many reports a day; return what the table shows of them."""
    from briefgen.daily import Ways, run
    from briefgen.profile import profile_from
    from briefgen.sources import Collected

    profile = profile_from(PROFILE, folder / "briefgen.toml")
    took = []
    for day in (0, 1):
        now = MORNING + timedelta(days=day)
        given = Collected(made_up(size, day, now))
        started = time.process_time()
        run(profile, now, Ways(partial(_given, given)))
        took.append(time.process_time() - started)
    brief = json.loads((folder / "out" / f"daily-{MORNING:%Y-%m-%d}.json").read_bytes())
    told = sum(story["place"]["form"] != "counted" for story in brief["stories"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"stories": len(brief["stories"]), "told": told, "first": took[0], "second": took[1], "peak": peak}


def _given(reports: Collected, _: Profile) -> Collected:
    return reports


def made_up(size: int, day: int, now: datetime) -> list[Report]:
    """Return a day's reports: stories of 1 to 30, half of them with copies; on a later day each tenth story goes on."""
    import briefgen

    reports: list[Report] = []
    for number, texts in enumerate(_stories(size, day)):
        for place, text in enumerate(texts):
            moment = now - timedelta(minutes=5 * place + number % 60)
            title = " ".join(text.split()[:8])
            outlet = f"Outlet {(number + place) % 40}"
            reports.append(briefgen.report(text, title=title, outlet=outlet, published=moment, language="en"))
    return reports[:size]


@dataclass(frozen=True)
class Words:
    """English words, and how frequent all up to each of them are."""

    words: tuple[str, ...]
    frequency: tuple[float, ...]

    @classmethod
    def listed(cls) -> Words:
        """The 30,000 most frequent ones."""
        from wordfreq import get_frequency_dict

        found = [(word, value) for word, value in get_frequency_dict("en").items() if word.isalpha() and len(word) > 1]
        words, values = zip(*sorted(found, key=lambda one: -one[1])[:30_000], strict=True)
        return cls(words, tuple(accumulate(values)))

    def sentence(self, chance: random.Random, names: Sequence[str]) -> str:
        """Some words as frequent as they are, four names among them."""
        words = [*chance.choices(self.words, cum_weights=self.frequency, k=_WORDS - 5), *chance.sample(names, 4)]
        chance.shuffle(words)
        return " ".join([words[0].capitalize(), *words[1:], "said"]) + "."


def _stories(size: int, day: int) -> Iterator[list[str]]:
    words, made, number = Words.listed(), 0, 0
    while made < size:
        # A story that goes on has its names of the day before.
        seed = number if number % 10 == 0 else number + size * day
        chance = random.Random(f"{size} {seed} {day}")
        names = [word.capitalize() for word in random.Random(f"{size} {seed}").sample(words.words[2_000:20_000], 30)]
        told = 1 if number % 10 and chance.random() < 0.5 else min(30, 2 + int(chance.expovariate(1 / 4)))
        known = [words.sentence(chance, names) for _ in range(_SENTENCES)]
        yield [_text(chance, known, words, names) for _ in range(told)]
        made, number = made + told, number + 1


def _text(chance: random.Random, known: Sequence[str], words: Words, names: Sequence[str]) -> str:
    lines = [one if chance.random() < _RETOLD else words.sentence(chance, names) for one in known]
    return "\n".join(" ".join(lines[start : start + 4]) for start in range(0, len(lines), 4))


if __name__ == "__main__":
    main()
