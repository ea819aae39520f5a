"""How fast is briefgen, beside its peers? -> six plain tables, measured in one run.

    python benchmarks/speed.py             all six, in about six minutes
    python benchmarks/speed.py --quick     small sizes and few runs, in half a minute, for CI
    python benchmarks/speed.py --only 3    one table; may be given again for another

1. a summary from the shell, beside a script that does it with sumy's LexRank
2. the help from the shell, beside importing Typer, with which it is made
3. 150 words from a long story, beside sumy's LexRank on the same sentences
4. where the time goes, by stage, from 100 to 20,000 sentences; growth and memory
5. a brief as Markdown, HTML and PDF
6. claims, differences and facts of a story of 25 reports

Runs take turns (A B A B), so that what else the machine does falls on all
alike, and each is a process of its own.  Figures are medians, beside them the
least and the largest; ratios are of medians; CPU is user and system together.
What is not installed is said and left out.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import linear_regression, median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.model import Report

HERE = Path(__file__).resolve().parent
SEEDS = tuple(str(path) for path in sorted((HERE.parent / "seeds").glob("*.txt")))
# The console script of the Python that runs this.
BRIEFGEN = str(Path(sys.executable).with_name("briefgen"))
LEXRANK = str(HERE / "lexrank.py")
# Runs a script as if what sumy does not need were not installed.
RUN_BARE = """
import runpy, sys
sys.modules.update(dict.fromkeys(("scipy", "sklearn")))
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""

WORDS = 150
# As many of the made-up sentences are about 150 words.
LINES = 7
# LexRank is quadratic: 500 sentences take it seconds, 2,000 most of a minute.
MEDIUM, LONG = 500, 2_000
SIZES = (100, 500, 2_000, 10_000, 20_000)
QUICK_SIZES = (100, 500, 1_000)

SHELL_RATIO = 0.45
HELP_RATIO = 3.5
TIMES_AS_FAST = 50
FOUND_TARGET = 1.0
TOLD_REPORTS = 25
TOLD_SIZES = (500, 1_500)


def main() -> None:
    """Print the tables that were asked for; in a child process do its job and print what it took."""
    asked = _arguments().parse_args()
    if asked.job:
        name, argument = asked.job
        print(json.dumps(asdict(JOBS[name](argument))))
        return
    print(_circumstances())
    print("Medians of runs that take turns; min and max beside them are of the same runs.")
    for number in asked.only or TABLES:
        print("\n" + "\n".join(TABLES[number](asked.quick)), flush=True)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how fast briefgen is, beside its peers.")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs, for CI")
    parser.add_argument("--only", type=int, action="append", choices=list(TABLES), help="one table; repeatable")
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    return parser


def _circumstances() -> str:
    """What the figures depend on: machine, load, versions."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    versions = ", ".join(f"{name} {_version(name)}" for name in ("briefgen", "sumy", "typer", "weasyprint"))
    return f"{machine}; Python {platform.python_version()}, {versions}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


# --- the tables


def from_the_shell(quick: bool) -> Iterator[str]:
    """Table 1."""
    ours, theirs, bare = "briefgen summarise seeds/*", "lexrank.py seeds/* (sumy)", "lexrank.py (sumy), bare"
    work = {
        ours: partial(process, BRIEFGEN, "summarise", *SEEDS),
        theirs: partial(process, sys.executable, LEXRANK, *SEEDS),
        bare: partial(process, sys.executable, "-c", RUN_BARE, LEXRANK, *SEEDS),
        "python -c pass": partial(process, sys.executable, "-c", "pass"),
    }
    found = in_turn(work, 3 if quick else 15, warm=True)
    yield "1. A summary of the two seeds, from the shell; whole processes"
    yield from _costs(found)
    yield from _at_most(SHELL_RATIO, found, ours, theirs)
    yield from _at_most(SHELL_RATIO, found, ours, bare)
    yield "bare: as if scipy and scikit-learn were not installed; NLTK, which sumy needs, imports them if they are"


def the_help(quick: bool) -> Iterator[str]:
    """Table 2."""
    ours, theirs = "briefgen --help", "python -c 'import typer'"
    work = {
        ours: partial(process, BRIEFGEN, "--help"),
        theirs: partial(process, sys.executable, "-c", "import typer"),
    }
    found = in_turn(work, 3 if quick else 15, warm=True)
    yield "2. The help, from the shell; whole processes"
    yield from _costs(found)
    yield from _at_most(HELP_RATIO, found, ours, theirs)


def long_story(quick: bool) -> Iterator[str]:
    """Table 3."""
    yield f"3. {WORDS} words from one long story; the call alone, inside a process"
    for size in (MEDIUM,) if quick else (MEDIUM, LONG):
        ours, theirs = f"briefgen, {size:,} sentences", f"LexRank (sumy), {size:,} sentences"
        stopped = f"{theirs}, stop words out"
        work = {
            ours: partial(job, "summarise", size),
            theirs: partial(job, "lexrank", size),
            stopped: partial(job, "lexrank without stop words", size),
        }
        found = in_turn(work, 3, once={theirs, stopped} if size == LONG else ())
        yield from _costs(found)
        yield from _times_as_fast(found, ours, theirs, TIMES_AS_FAST if size == LONG else None)
        yield from _times_as_fast(found, ours, stopped, None)
    yield "briefgen: from reports to lines, cutting and stemming included; its first call, nothing cached"
    yield f"LexRank: {LINES} lines; as it comes, its sentences cut and words found beforehand"
    if not quick:
        yield f"LexRank runs only once at {LONG:,} sentences, because of the time that it takes"


def by_stage(quick: bool) -> Iterator[str]:
    """Table 4."""
    size_of = {f"{size:,}": size for size in (QUICK_SIZES if quick else SIZES)}
    found = in_turn({name: partial(job, "stages", size) for name, size in size_of.items()}, 1 if quick else 3)
    totals = {size_of[name]: median(run.cost.cpu for run in runs) for name, runs in found.runs.items()}
    rows = [_stage_row(name, size_of[name], runs) for name, runs in found.runs.items()]
    yield f"4. Where the time goes: {WORDS} words from one story; CPU seconds inside a process"
    yield from _table(["sentences", *STAGES, "the rest", "total", "min", "max", "ms/100", "peak MB", "runs"], rows)
    yield "copies: which reports are copies; sentences: cutting, stemming; claims: similarity, links, groups"
    yield "choice: weighing, choosing; the rest: flaws, repeats, all claims for the record"
    yield "total: after another story, so that tables are loaded; min, max: of the total"
    yield "ms/100: milliseconds of the total for 100 sentences; peak: memory of the whole process"
    yield from _growth(totals)
    yield from _asides(found)


def _stage_row(name: str, size: int, runs: Sequence[Run]) -> list[str]:
    total = median(run.cost.cpu for run in runs)
    stages = [median(run.stages[stage] for run in runs) for stage in STAGES]
    rest = median(run.cost.cpu - sum(run.stages.values()) for run in runs)
    spread = _spread(run.cost.cpu for run in runs)
    return [name, *map(_seconds, (*stages, rest)), *spread, f"{total / size * 1e5:.0f}", _peak(runs), str(len(runs))]


def _growth(totals: Mapping[int, float]) -> Iterator[str]:
    for (less, before), (more, after) in pairwise(totals.items()):
        yield f"growth of the total, {less:,} to {more:,} sentences: n^{_exponent({less: before, more: after}):.2f}"
    if len(totals) > 1:
        yield f"growth of the total, fitted over all sizes: n^{_exponent(totals):.2f}"


def rendering(quick: bool) -> Iterator[str]:
    """Table 5."""
    found = in_turn({form: partial(job, "render", form) for form in ("md", "html", "pdf")}, 1 if quick else 5)
    rows = [
        [form, *_spread(run.cost.cpu for run in runs), *_spread(run.again for run in runs), _peak(runs), str(len(runs))]
        for form, runs in found.runs.items()
    ]
    yield "5. The seeds' brief of 400 words as a file; CPU seconds inside a process"
    yield from _table(["format", "first", "min", "max", "next", "min", "max", "peak MB", "runs"], rows)
    yield "first: with importing what the format needs; next: the same again in that process"
    yield from _asides(found)


def findings(quick: bool) -> Iterator[str]:
    """Table 6."""
    found = in_turn({f"{size:,}": partial(job, "findings", size) for size in TOLD_SIZES}, 1 if quick else 3)
    parts = [*FOUND]
    rows = [
        [
            name,
            *(_seconds(median(run.stages[part] for run in runs)) for part in parts),
            *_spread(run.cost.cpu for run in runs),
        ]
        for name, runs in found.runs.items()
    ]
    yield f"6. What is found in a story of {TOLD_REPORTS} reports; CPU seconds inside a process"
    yield from _table(["sentences", *parts, "total", "min", "max"], rows)
    yield f"claims: similarity, links, groups; target at 1,500 sentences: {FOUND_TARGET:g} in all"
    yield "a quarter of the sentences quotes somebody, a quarter counts, a seventh has a date"
    yield from _asides(found)


Table = Callable[[bool], Iterator[str]]
TABLES: dict[int, Table] = {1: from_the_shell, 2: the_help, 3: long_story, 4: by_stage, 5: rendering, 6: findings}


# --- what is printed


def _costs(found: Found) -> Iterator[str]:
    rows = [[name, *_cost_cells(runs), _peak(runs), str(len(runs))] for name, runs in found.runs.items()]
    yield from _table(["", "CPU s", "min", "max", "wall s", "min", "max", "peak MB", "runs"], rows)
    yield from _asides(found)


def _cost_cells(runs: Sequence[Run]) -> list[str]:
    return [*_spread(run.cost.cpu for run in runs), *_spread(run.cost.wall for run in runs)]


def _asides(found: Found) -> Iterator[str]:
    """What runs had to say, and why others could not be made."""
    yield from dict.fromkeys(run.aside for runs in found.runs.values() for run in runs if run.aside)
    yield from (f"{name}: not measured: {reason}" for name, reason in found.unable.items())


def _at_most(target: float, found: Found, ours: str, theirs: str) -> Iterator[str]:
    if ours in found.runs and theirs in found.runs:
        cpu, wall = _ratios(found, ours, theirs)
        met = "met" if cpu <= target else "missed"
        yield f"ratio to {theirs}: {cpu:.2f} in CPU, {wall:.2f} in wall time; target, in CPU: at most {target}: {met}"


def _times_as_fast(found: Found, ours: str, theirs: str, target: float | None) -> Iterator[str]:
    if ours in found.runs and theirs in found.runs:
        cpu, wall = _ratios(found, theirs, ours)
        goal = f"; target, in CPU: at least {target}: {'met' if cpu >= target else 'missed'}" if target else ""
        yield f"{ours}: {cpu:.1f} times as fast in CPU, {wall:.1f} in wall time{goal}"


def _ratios(found: Found, one: str, other: str) -> tuple[float, float]:
    """The ratios of medians, of CPU and of wall time."""
    left, right = found.runs[one], found.runs[other]
    return (
        median(run.cost.cpu for run in left) / median(run.cost.cpu for run in right),
        median(run.cost.wall for run in left) / median(run.cost.wall for run in right),
    )


def _exponent(seconds: Mapping[int, float]) -> float:
    """The power of the size by which the seconds grow: 1 is linear, 2 quadratic."""
    return linear_regression([math.log(size) for size in seconds], [math.log(one) for one in seconds.values()]).slope


def _spread(values: Iterable[float]) -> list[str]:
    found = list(values)
    return [_seconds(value) for value in (median(found), min(found), max(found))]


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 100 else f"{value:.1f}"


def _peak(runs: Iterable[Run]) -> str:
    return f"{median(run.peak for run in runs):.0f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell: the first one flush left, the others right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for first, *others in (header, *rows):
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


# --- running


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU and on the wall."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Run:
    """One process: what its work cost, its peak memory in MB, and what else is known of it.

    `again` are the CPU seconds of the same work done again, `stages` those of
    the work's stages, `aside` is a line for the reader.
    """

    cost: Cost
    peak: float
    again: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The runs of each piece of work, and why others could not be done."""

    runs: dict[str, list[Run]]
    unable: dict[str, str]


class Unable(Exception):
    """A run that failed; `str()` is its last word."""


def in_turn(
    work: Mapping[str, Callable[[], Run]], turns: int, *, warm: bool = False, once: Collection[str] = ()
) -> Found:
    """Do all work in turn, so many times; what is in `once` only the first time.

    `warm`: with one turn before that is not counted, for bytecode and the
    disk's cache.
    """
    found = Found({}, {})
    for turn in range(-1 if warm else 0, turns):
        for name, act in work.items():
            if name not in found.unable and not (turn > 0 and name in once):
                _take(found, name, act, counted=turn >= 0)
    return found


def _take(found: Found, name: str, act: Callable[[], Run], *, counted: bool) -> None:
    try:
        run = act()
    except Unable as error:
        found.unable[name] = str(error)
        found.runs.pop(name, None)
        return
    if counted:
        found.runs.setdefault(name, []).append(run)


def process(*command: str) -> Run:
    """Run a program and return what its whole process took.

    Linux counts the memory of whoever starts it for a program's own until
    that needs more: peaks below that of this process cannot be seen.
    """
    return _finished(command)[0]


def job(name: str, argument: object) -> Run:
    """Do one of JOBS in a process of its own, which tells what the work took."""
    _, told = _finished([sys.executable, __file__, "--job", name, str(argument)])
    answer = json.loads(told)
    return Run(**{**answer, "cost": Cost(**answer["cost"])})


def _finished(command: Sequence[str]) -> tuple[Run, str]:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as complaints:
        began = time.perf_counter()
        try:
            started = subprocess.Popen(command, stdout=out, stderr=complaints)
        except OSError as error:
            raise Unable(f"{command[0]}: {error.strerror}") from error
        _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - began
        started.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, complaints):
            file.seek(0)
        if started.returncode:
            raise Unable((complaints.read().strip() or f"exit code {started.returncode}").splitlines()[-1])
        return Run(Cost(used.ru_utime + used.ru_stime, wall), _megabytes(used.ru_maxrss)), out.read()


def _megabytes(maxrss: int) -> float:
    """Of a ru_maxrss: in bytes on a Mac, elsewhere in kB."""
    return maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


# --- what a child process does


def _summarise(size: str) -> Run:
    import briefgen

    reports = story(int(size))
    return Run(_cost(lambda: briefgen.summarise(reports, words=WORDS)), _own_peak())


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """A sentence as sumy wants it, its words found; equal only to itself."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All that sumy's LexRank asks of a document."""

    sentences: tuple[Cut, ...]


def _lexrank(size: str) -> Run:
    return _peer(size, ())


def _lexrank_without_stop_words(size: str) -> Run:
    from sumy.utils import get_stop_words

    return _peer(size, get_stop_words("english"))


def _peer(size: str, stop_words: Iterable[str]) -> Run:
    from sumy.summarizers.lex_rank import LexRankSummarizer

    from briefgen.text.sentences import sentences_of
    from briefgen.text.words import tokens

    sentences = tuple(Cut(tuple(tokens(one.text))) for report in story(int(size)) for one in sentences_of(report))
    summariser = LexRankSummarizer()
    summariser.stop_words = stop_words
    return Run(_cost(lambda: summariser(Document(sentences), LINES)), _own_peak())


# What belongs to a stage, by the name under which it is looked up when it is called.
STAGES = {
    "copies": ("briefgen.api.story_of",),
    "sentences": ("briefgen.pipeline.sentences_of", "briefgen.pipeline.stemmed"),
    "claims": ("briefgen.pipeline.similarity", "briefgen.pipeline.links", "briefgen.pipeline.claims"),
    "wordings": ("briefgen.pipeline.standing", "briefgen.pipeline.people", "briefgen.pipeline.best_wording"),
    "choice": ("briefgen.pipeline.fill",),
}


def _stages(size: str) -> Run:
    import briefgen
    from briefgen.selection import METHODS

    clock = Clock(STAGES)
    METHODS["coverage"] = clock.timed("choice", METHODS["coverage"])
    lost = [place for stage, places in STAGES.items() for place in places if not clock.watch(stage, place)]
    briefgen.summarise(story(SIZES[0], seed=2), words=WORDS)
    reports = story(int(size))
    clock.clear()
    cost = _cost(lambda: briefgen.summarise(reports, words=WORDS))
    return Run(cost, _own_peak(), stages=clock.seconds, aside=f"not found: {', '.join(lost)}" if lost else "")


class Clock:
    """The CPU seconds of stages; a stage that another one calls is part of that one."""

    def __init__(self, stages: Iterable[str]) -> None:
        self.seconds = dict.fromkeys(stages, 0.0)
        self._running = False

    def clear(self) -> None:
        """Begin anew."""
        self.seconds = dict.fromkeys(self.seconds, 0.0)

    def watch(self, stage: str, place: str) -> bool:
        """Count what the function at `place` takes for `stage`; False where there is none."""
        home, _, name = place.rpartition(".")
        module = import_module(home)
        if not hasattr(module, name):
            return False
        setattr(module, name, self.timed(stage, getattr(module, name)))
        return True

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for `stage`."""

        def run(*arguments: Any, **named: Any) -> Any:
            if self._running:
                return function(*arguments, **named)
            self._running, began = True, time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[stage] += time.process_time() - began
                self._running = False

        return run


# What table 6 times, by the names under which the pipeline looks it up.
FOUND = {
    "claims": STAGES["claims"],
    "differences": ("briefgen.pipeline.differences",),
    "one-sided": ("briefgen.pipeline.only_in",),
    "facts": ("briefgen.pipeline.facts",),
}


def _findings(size: str) -> Run:
    import briefgen

    clock = Clock(FOUND)
    lost = [place for part, places in FOUND.items() for place in places if not clock.watch(part, place)]
    briefgen.brief(chronicle(100, seed=2), one_story=True)
    reports = chronicle(int(size))
    clock.clear()
    briefgen.brief(reports, one_story=True)
    total = sum(clock.seconds.values())
    return Run(
        Cost(total, total), _own_peak(), stages=clock.seconds, aside=f"not found: {', '.join(lost)}" if lost else ""
    )


def _render(form: str) -> Run:
    import briefgen

    made = briefgen.brief(briefgen.read(SEEDS), words=400, as_of="2026-11-22T07:00+00:00")
    first = _cost(lambda: briefgen.render(made, form))
    again = [_cost(lambda: briefgen.render(made, form)).cpu for _ in range(5)]
    return Run(first, _own_peak(), again=median(again))


JOBS: dict[str, Callable[[str], Run]] = {
    "summarise": _summarise,
    "lexrank": _lexrank,
    "lexrank without stop words": _lexrank_without_stop_words,
    "stages": _stages,
    "render": _render,
    "findings": _findings,
}


def _cost(work: Callable[[], object]) -> Cost:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def _own_peak() -> float:
    """This process's peak memory in MB; on Linux without what its parent hands down in ru_maxrss."""
    status = Path("/proc/self/status")
    own = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")] if status.exists() else []
    return _megabytes(int(own[0].split()[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# --- made-up stories
# In reports of 50 sentences, 20 retell what other reports may tell too: 100
# events in a story of 40 reports, the first ones told by nearly all.  Retold,
# a tenth of the words is left out and a tenth replaced.
PER_REPORT, RETOLD, PER_PARAGRAPH = 50, 20, 3
DROPPED, REPLACED = 0.1, 0.1

FUNCTION_WORDS = (
    "the of to and a in for that on is was with as at by from be it has have an will not are were their after its had "
    "been which but who more than"
)
OPENINGS = {"The": 5, "": 5, "He": 3, "In": 3, "This": 2, "It": 1, "However,": 0.5}


def story(sentences: int, seed: int = 1) -> list[Report]:
    """Make reports of one story, so many sentences in all, the same ones for the same seed."""
    import briefgen

    writer = Writer(random.Random(seed))
    count = max(1, sentences // PER_REPORT)
    events = [writer.sentence() for _ in range(2 * count + RETOLD)]
    return [
        briefgen.report(writer.report(events), title=" ".join(writer.sentence()[:8]), language="en")
        for _ in range(count)
    ]


def chronicle(sentences: int, seed: int = 1) -> list[Report]:
    """Make TOLD_REPORTS reports of one story that quote, count and date, so many sentences in all.

    As many of them are retold as in `story`; a fifth of the retellings has another figure.
    """
    import briefgen

    writer = Writer(random.Random(seed))
    each = sentences // TOLD_REPORTS
    events = [writer.happening() for _ in range(2 * TOLD_REPORTS + RETOLD)]
    return [briefgen.report("\n".join(writer.account(events, each)), language="en") for _ in range(TOLD_REPORTS)]


@dataclass(frozen=True, slots=True)
class Happening:
    """A sentence that reports retell: its words, how it is told (0 to 1), its figure and who says it."""

    words: Sequence[str]
    kind: float
    count: int
    speaker: str


class Writer:
    """Writes news in a language of its own: English function words, all others made of syllables.

    Held against 178 real reports: a sentence has 20 words (real ones 18 to 27),
    12 of them evidence (10 to 14); 200 sentences of a story have 1,100 such
    words (650 to 1,250), and one is compared with 8 others (4 to 17).  In 6,000
    sentences one is compared with 228 others, with 75 in all the real reports
    taken together, which tell 60 stories: long stories are harder here.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        words = sorted({self._new_word() for _ in range(50_000)})
        chance.shuffle(words)
        self._content = Zipf(words)
        self._names = Zipf([word.capitalize() for word in words[:2_000]])
        self._function = Zipf(FUNCTION_WORDS.split())

    def report(self, events: Sequence[Sequence[str]]) -> str:
        """The text of a report: events, the more told ones first, between sentences of its own."""
        known = sorted(range(len(events)), key=lambda index: self.chance.random() ** math.sqrt(index + 1))[-RETOLD:]
        sentences = [self.reworded(events[index]) for index in sorted(known)]
        while len(sentences) < PER_REPORT:
            sentences.insert(self.chance.randint(0, len(sentences)), self.sentence())
        told = [f"{' '.join(sentence)}." for sentence in sentences]
        return "\n".join(" ".join(told[at : at + PER_PARAGRAPH]) for at in range(0, PER_REPORT, PER_PARAGRAPH))

    def sentence(self) -> list[str]:
        """Twelve to thirty words."""
        (opening,) = self.chance.choices(list(OPENINGS), list(OPENINGS.values()))
        middle = [self.word() for _ in range(self.chance.randint(10, 28))]
        return [opening or self._names.pick(self.chance), *middle, self._content.pick(self.chance)]

    def reworded(self, sentence: Sequence[str]) -> list[str]:
        """The sentence with words left out and replaced, but its first and last one."""
        first, *middle, last = sentence
        kept = [word for word in middle if self.chance.random() >= DROPPED]
        return [first, *(self.word() if self.chance.random() < REPLACED else word for word in kept), last]

    def happening(self) -> Happening:
        """Something that reports may tell: a quarter of it said by somebody, a quarter counted, a seventh dated."""
        speaker = f"{self._names.pick(self.chance)} {self._names.pick(self.chance)}"
        return Happening(self.sentence(), self.chance.random(), self.chance.randint(2, 90), speaker)

    def account(self, events: Sequence[Happening], sentences: int) -> Iterator[str]:
        """A report's sentences: events, retold, between others that it has alone."""
        retold = sentences * RETOLD // PER_REPORT
        known = self.chance.sample(events, min(retold, len(events)))
        told = [*known, *(self.happening() for _ in range(sentences - len(known)))]
        self.chance.shuffle(told)
        yield from map(self.told, told)

    def told(self, one: Happening) -> str:
        """The sentence in somebody's mouth, with figures, with a date, or as it is."""
        text, count = " ".join(self.reworded(one.words)), one.count + (self.chance.random() < 0.2)
        if one.kind < 0.25:
            return f"“{text},” {one.speaker} said on Tuesday."
        if one.kind < 0.5:
            return f"{text} killed {count} people and injured {count + 9} others."
        return f"{text} will open on Monday, officials said." if one.kind < 0.65 else f"{text}."

    def word(self) -> str:
        """A function word, a number, a name or a word of content, about as often as in news."""
        kind = self.chance.random()
        if kind < 0.42:
            return self._function.pick(self.chance)
        if kind < 0.47:
            return str(self.chance.randint(2, 2_030))
        return (self._names if kind < 0.56 else self._content).pick(self.chance)

    def _new_word(self) -> str:
        syllables = self.chance.choice((2, 2, 3, 3, 4))
        ending = self.chance.choice(("", "n", "r", "s", "ng", "ted", "ly", "tion"))
        return "".join(self._syllable() for _ in range(syllables)) + ending

    def _syllable(self) -> str:
        consonants = ("b", "br", "c", "d", "f", "g", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w")
        return self.chance.choice(consonants) + self.chance.choice(("a", "e", "i", "o", "u", "ea", "ou"))


class Zipf:
    """Words of which the n-th comes up 1/n as often as the first; the very first ones a little less."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def pick(self, chance: random.Random) -> str:
        """Draw one word."""
        return chance.choices(self._words, cum_weights=self._weights)[0]


if __name__ == "__main__":
    main()
