"""How good are the summaries, beside those of others? -> one table a set of clusters, measured in one run.

    python benchmarks/quality.py                     the sets of BRIEFGEN_DATA/summaries, else the sample here
    python benchmarks/quality.py FILE.jsonl -w 100   another set of that form, at 100 words
    python benchmarks/quality.py -m coverage -p ""   only the default method, no peers, in half a minute
    python benchmarks/quality.py --limit 20          the first twenty clusters of each set

A line of a set is {"id", "lang", "docs": [{"title", "date", "source", "text"}], "references": [...]}.  Each
cluster is one story.  "ours" is the whole pipeline, a method of selection each; "sumy" its summarisers as
its own command drives them; both see the same texts, ours the titles, dates and outlets too where there are any.
Peers are cut at the budget in the middle of a line, which favours them; ours never pass it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
from typing import Any

# A thread of its own for every product of matrices makes two workers slower, not faster.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import briefgen
import measures
import peers
from briefgen.model import Report, Summary
from briefgen.origins import story_of
from briefgen.selection import METHODS
from measures import ROUGE

HERE = Path(__file__).resolve().parent
SAMPLE = HERE / "sample.jsonl"

# Words a summary, for the sets that have always been measured so; else the mean length of the references.
BUDGETS = {"multinews_dev": 220, "neus_dev": 66}
DEFAULT = "coverage"
OURS = "ours "
# From here on a line that hangs costs nothing to leave out: there is always another one.
MANY_ORIGINS = 5
RESAMPLES = 10_000
COPIES = 5


def main() -> None:
    """Print one table a set."""
    asked = _arguments().parse_args()
    methods, others = _names(asked.methods, METHODS), _names(asked.peers, peers.PEERS)
    checked = _names(asked.invariance, METHODS)
    print(f"briefgen {version('briefgen')}, sumy {version('sumy')}, rouge-score {version('rouge-score')}")
    for path in asked.files or _sets():
        clusters = read(Path(path))[: asked.limit]
        words = asked.words or BUDGETS.get(Path(path).stem) or _usual_length(clusters)
        systems = [OURS + name for name in methods] + others
        with ProcessPoolExecutor(asked.workers, initializer=warm_up, initargs=(systems,)) as pool:
            table = measured(clusters, words, systems, pool)
            kept = {name: list(pool.map(_invariant, *_each(clusters, words, name), chunksize=2)) for name in checked}
        print("\n" + "\n".join(_report(Path(path).stem, clusters, words, table, kept)), flush=True)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the summaries, beside those of others.")
    parser.add_argument("files", nargs="*", metavar="FILE.jsonl", help="sets of clusters")
    parser.add_argument("-w", "--words", type=int, help="budget; else as usual for the set")
    parser.add_argument("-m", "--methods", default=",".join(METHODS), help="methods of briefgen, a comma list")
    parser.add_argument("-p", "--peers", default=",".join(peers.PEERS), help="peers, a comma list")
    parser.add_argument("-i", "--invariance", default=DEFAULT, help="methods to shuffle and add copies for")
    parser.add_argument("--limit", type=int, help="so many clusters of each set")
    parser.add_argument("--workers", type=int, default=2)
    return parser


def _names(given: str, known: Iterable[str]) -> list[str]:
    names = [name.strip() for name in given.split(",") if name.strip()]
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"{', '.join(unknown)}: not known; use some of: {', '.join(known)}")
    return names


def _sets() -> list[Path]:
    """The sets of BRIEFGEN_DATA; the sample of this folder where there are none."""
    found = sorted(Path(os.environ.get("BRIEFGEN_DATA", os.devnull), "summaries").glob("*.jsonl"))
    if not found:
        print("BRIEFGEN_DATA names no folder with summaries/*.jsonl: only the made-up sample is measured")
    return found or [SAMPLE]


def _each(clusters: Sequence[Cluster], words: int, name: str) -> tuple[Sequence[Cluster], list[int], list[str]]:
    return clusters, [words] * len(clusters), [name] * len(clusters)


# --- clusters


@dataclass(frozen=True, slots=True)
class Cluster:
    """The documents on one event, and what people made of them, cut into sentences."""

    name: str
    language: str
    documents: tuple[Mapping[str, str], ...]
    references: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> list[str]:
        """The texts of the documents."""
        return [one["text"] for one in self.documents]

    @property
    def reports(self) -> list[Report]:
        """The documents as reports."""
        return [_report_of(one, self.language) for one in self.documents]


def read(path: Path) -> list[Cluster]:
    """Read a set; documents without a text are left out."""
    with path.open(encoding="utf-8") as file:
        return [_cluster(json.loads(line)) for line in file if line.strip()]


def _cluster(row: Mapping[str, Any]) -> Cluster:
    language = row.get("lang") or "en"
    documents = [{name: one.get(name) or "" for name in ("title", "date", "source", "text")} for one in row["docs"]]
    return Cluster(
        str(row["id"]),
        language,
        tuple(one for one in documents if one["text"].strip()),
        tuple(tuple(peers.sentences(one, language)) for one in row["references"]),
    )


def _report_of(document: Mapping[str, str], language: str) -> Report:
    stated = {"title": document["title"], "outlet": document["source"], "published": document["date"]}
    return briefgen.report(document["text"], language=language, **{name: text or None for name, text in stated.items()})


def _usual_length(clusters: Iterable[Cluster]) -> int:
    lengths = [len(" ".join(reference).split()) for one in clusters for reference in one.references]
    return round(fmean(lengths))


# --- one cluster, one system


@dataclass(frozen=True, slots=True)
class Printed:
    """What a system printed of a cluster: its lines, and the document of each."""

    lines: tuple[str, ...]
    documents: tuple[int, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """How good that is; `origins` are the cluster's."""

    rouge: tuple[float, ...]
    words: int
    over: bool
    repeats: int
    dangling: int
    hanging: int
    lines_words: int
    balance: float
    milliseconds: float
    origins: int


def measured(
    clusters: Sequence[Cluster], words: int, systems: Iterable[str], pool: ProcessPoolExecutor
) -> dict[str, list[Row | None]]:
    """The rows of each system, cluster by cluster; None where it was skipped."""
    return {
        system: list(pool.map(_measure, clusters, [words] * len(clusters), [system] * len(clusters), chunksize=2))
        for system in systems
    }


def _measure(cluster: Cluster, words: int, system: str) -> Row | None:
    if system in peers.LONGEST and _size(cluster) > peers.LONGEST[system]:
        return None
    printed = _printed(cluster, words, system)
    lines = printed.lines if system.startswith(OURS) else measures.cut(printed.lines, words)
    used = [len(line.split()) for line in lines]
    english = cluster.language == "en"
    return Row(
        rouge=measures.rouge(lines, cluster.references, cluster.language),
        words=sum(used),
        over=sum(used) > words,
        repeats=measures.repeats(lines, cluster.language),
        dangling=sum(map(measures.dangles, printed.lines)) if english else 0,
        hanging=sum(measures.hangs(line, cluster.language) for line in printed.lines),
        lines_words=sum(len(line.split()) for line in printed.lines),
        balance=measures.balance(list(zip(printed.documents, used, strict=False)), len(cluster.documents)),
        milliseconds=printed.milliseconds,
        origins=story_of(cluster.reports).origins,
    )


def _size(cluster: Cluster) -> int:
    """How many sentences a cluster has."""
    return sum(1 for text in cluster.texts for _ in peers.sentences(text, cluster.language))


def _printed(cluster: Cluster, words: int, system: str) -> Printed:
    if system.startswith(OURS):
        return ours(cluster, words, system.removeprefix(OURS))
    return theirs(cluster, words, system)


def ours(cluster: Cluster, words: int, method: str) -> Printed:
    """The lines of briefgen, from texts to lines."""
    began = time.process_time()
    reports = cluster.reports
    summary = briefgen.summarise(reports, words=words, method=method)
    spent = time.process_time() - began
    place = {report.id: index for index, report in enumerate(reports)}
    documents = tuple(place[claim.wording.report] for claim in summary.claims)
    return Printed(summary.sentences, documents, 1000 * spent)


def theirs(cluster: Cluster, words: int, peer: str) -> Printed:
    """The lines of a peer, from texts to lines, before the last one is cut."""
    began = time.process_time()
    lines = peers.PEERS[peer](cluster.texts, words, cluster.language)
    spent = time.process_time() - began
    whole = [" ".join(text.split()) for text in cluster.texts]
    documents = tuple(next((i for i, text in enumerate(whole) if " ".join(x.split()) in text), 0) for x in lines)
    return Printed(tuple(lines), documents, 1000 * spent)


def warm_up(systems: Iterable[str]) -> None:
    """Load what is loaded once, so that the first cluster does not pay for it."""
    cluster = read(SAMPLE)[0]
    for system in systems:
        _printed(cluster, 50, system)


# --- the same in any order, and whatever is copied


def _invariant(cluster: Cluster, words: int, method: str) -> dict[str, bool]:
    """Whether the reports shuffled give the same bytes, and five more copies of one the same lines."""
    chance = random.Random(cluster.name)
    before = briefgen.summarise(cluster.reports, words=words, method=method)
    shuffled = cluster.reports
    chance.shuffle(shuffled)
    one = chance.choice(cluster.documents)
    after = briefgen.summarise(shuffled, words=words, method=method)
    return {"shuffled": repr(after) == repr(before)} | {
        kind: _choice(_with_copies(cluster, copied(one), words, method)) == _choice(before)
        for kind, copied in COPYING.items()
    }


def _with_copies(cluster: Cluster, copy: Mapping[str, str], words: int, method: str) -> Summary:
    added = [_report_of(copy, cluster.language) for _ in range(COPIES)]
    return briefgen.summarise([*cluster.reports, *added], words=words, method=method)


def _choice(summary: Summary) -> list[str]:
    return sorted(summary.sentences)


def _cut_short(document: Mapping[str, str]) -> Mapping[str, str]:
    text = document["text"]
    return {**document, "text": text[: round(0.8 * len(text))].rsplit(maxsplit=1)[0]}


COPYING: dict[str, Callable[[Mapping[str, str]], Mapping[str, str]]] = {
    "exact copies": lambda document: document,
    "copies cut by a fifth": _cut_short,
    "copies with another headline": lambda document: {**document, "title": "What Is Known So Far About the Matter"},
}


# --- what is printed


Table = Mapping[str, Sequence[Row | None]]


def _report(
    name: str, clusters: Sequence[Cluster], words: int, table: Table, kept: Mapping[str, Sequence[Mapping[str, bool]]]
) -> Iterator[str]:
    documents = [len(one.documents) for one in clusters]
    yield f"{name}: {len(clusters)} clusters of {min(documents)} to {max(documents)} documents, {words} words a summary"
    yield from _aligned(HEADER, [_cells(system, rows) for system, rows in table.items()])
    yield from LEGEND
    yield from _skipped(table)
    yield from _intervals(table)
    for method, found in kept.items():
        yield from _kept(method, found)


HEADER = (
    "system", "clusters", "R1", "R2", "RLsum", "words", "over", "redundant", "dangling", "5+", "hanging", "5+",
    "balance", "ms",
)  # fmt: skip
LEGEND = (
    "R1, R2, RLsum: ROUGE F1 in per cent, stemmed, mean over references; words: mean used; over: clusters over budget",
    "redundant: pairs of lines, in all, that share half of the smaller one's content words",
    "dangling: lines a 100 words that hang by crude rules of the benchmark's own, in stories of under 5 origins and",
    "  of 5 and more; hanging: the same by briefgen's rules; a peer's lines are judged before the last one is cut",
    "balance: how evenly the words come from the documents, 0 to 1; ms: CPU milliseconds a cluster, from text to lines",
)


def _cells(system: str, rows: Sequence[Row | None]) -> list[str]:
    done = [row for row in rows if row]
    if not done:
        return [system, "0"] + ["-"] * (len(HEADER) - 2)
    few, many = ([row for row in done if (row.origins >= MANY_ORIGINS) is many] for many in (False, True))
    return [
        system,
        str(len(done)),
        *(f"{fmean(row.rouge[place] for row in done):.2f}" for place in range(len(ROUGE))),
        f"{fmean(row.words for row in done):.1f}",
        str(sum(row.over for row in done)),
        str(sum(row.repeats for row in done)),
        *(_per_hundred(part, lambda row: row.dangling) for part in (few, many)),
        *(_per_hundred(part, lambda row: row.hanging) for part in (few, many)),
        f"{fmean(row.balance for row in done):.2f}",
        f"{fmean(row.milliseconds for row in done):.0f}",
    ]


def _per_hundred(rows: Sequence[Row], count: Callable[[Row], int]) -> str:
    words = sum(row.lines_words for row in rows)
    return f"{100 * sum(map(count, rows)) / words:.2f}" if words else "-"


def _skipped(table: Table) -> Iterator[str]:
    for system, rows in table.items():
        if skipped := sum(row is None for row in rows):
            most = peers.LONGEST[system]
            yield f"{system}: {skipped} clusters of more than {most} sentences skipped: its time grows with their cube"


def _intervals(table: Table) -> Iterator[str]:
    """What ours is ahead of each peer by, on the clusters that both did."""
    ours, others = (
        [name for name in table if name.startswith(OURS) is mine and any(table[name])] for mine in (True, False)
    )
    first = next((name for name in (OURS + DEFAULT, *ours) if name in table), "")
    pairs = [(first, other) for other in others if first]
    twins = [(OURS + name, f"sumy {name}") for name in METHODS]
    pairs += [(mine, theirs) for mine, theirs in twins if mine in ours and theirs in others]
    if pairs:
        yield "minus, with 95 % intervals (paired bootstrap over clusters):"
        rows = [[left, right, *_differences(table[left], table[right])] for left, right in pairs]
        yield from _aligned(("system", "minus", "R1", "", "R2", ""), rows)


def _differences(left: Sequence[Row | None], right: Sequence[Row | None]) -> Iterator[str]:
    both = [(one.rouge, other.rouge) for one, other in zip(left, right, strict=True) if one and other]
    for place in (0, 1):
        differences = [one[place] - other[place] for one, other in both]
        low, high = interval(differences)
        yield f"{fmean(differences):+.2f}"
        yield f"[{low:+.2f}, {high:+.2f}]"


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean, by resampling (Efron 1979); the same for the same differences."""
    import numpy

    values = numpy.array(differences)
    chosen = numpy.random.default_rng(1).integers(len(values), size=(RESAMPLES, len(values)))
    low, high = numpy.percentile(values[chosen].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def _kept(method: str, found: Sequence[Mapping[str, bool]]) -> Iterator[str]:
    share = {kind: 100 * fmean(one[kind] for one in found) for kind in found[0]}
    copies = ", ".join(f"{kind} {percent:.1f} %" for kind, percent in share.items() if kind != "shuffled")
    yield f"ours {method}: shuffled, the same bytes {share['shuffled']:.1f} %; the same lines with five more {copies}"


def _aligned(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell: the first one flush left, the others right."""
    whole = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    for first, *others in whole:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


if __name__ == "__main__":
    main()
