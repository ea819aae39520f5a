"""How well and how fast are pages, feeds, mails and records read? -> plain tables, measured in one run.

    python benchmarks/readers.py            all tables, in about half a minute
    python benchmarks/readers.py --only 1   one table; may be given again for another

1. pages with known articles: F1, precision and recall of 4-word shingles (the means of the pages', as in the
   article extraction benchmark of Scrapinghub, 2020), of briefgen and of trafilatura alone; CPU milliseconds a page
2. what pages plainly state, found again by crude patterns of the benchmark's own: title, date, outlet
3. feeds: their items counted in the raw XML, and the entries read
4. mails: those that give text, and those in whose text a tag or an undone encoding is left
5. hostile files: reports, refusals, tracebacks, the slowest

The data are found through BRIEFGEN_DATA; what is absent is skipped, and said.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

from briefgen.errors import ReadError
from briefgen.model import Report, Role, Skipped
from briefgen.readers.draft import Content
from briefgen.readers.formats import Outcome, kind_of_content, read_content

SIZE = 4
Found = TypeVar("Found")
_WORD = re.compile(r"\w+")
_LEFT = re.compile(r"</?(?:p|div|td|table|font|span|br|html|body)\b[^>]*>|=3D|=20\n", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
HOSTILE = (
    "pages_trafilatura", "pages_readability", "feeds_feedparser", "feeds_feedvalidator", "feeds_listparser",
    "enc_chardet", "eml_cpython", "eml_mikel_mail", "json_nst", "xml_defused", "xss_bleach", "html5lib", "blns",
    "bidi_trojan", "payloads_patt",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A saved page and the article that stands in it."""

    name: str
    data: bytes
    article: str


def pages(data: Path) -> list[Page]:
    """The pages with their articles; none where the folder has none."""
    truth = data / "pages" / "ground-truth.json"
    if not truth.is_file():
        return []
    told: Mapping[str, Mapping[str, str]] = json.loads(truth.read_text(encoding="utf-8"))
    files = {name: data / "pages" / "html" / f"{name}.html.gz" for name in told}
    return [Page(name, gzip.decompress(path.read_bytes()), told[name]["articleBody"]) for name, path in files.items()]


def read(name: str, data: bytes) -> list[Outcome]:
    """The reports of one input and what of it is none."""
    try:
        return read_content(Content(data, name))
    except ReadError as error:
        return [Skipped(name, str(error))]


def text_of(report: Report) -> str:
    """What of a report is article: all but its headline and furniture."""
    return "\n".join(report.of_role(Role.STANDFIRST, Role.HEADING, Role.BODY))


def shingled(text: str) -> Counter[tuple[str, ...]]:
    """The runs of words of a text, as often as they stand there."""
    words = _WORD.findall(text)
    return Counter(tuple(words[place : place + SIZE]) for place in range(max(1, len(words) - SIZE + 1)))


def agreement(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of a text's shingles."""
    one, other = shingled(found), shingled(true)
    shared = (one & other).total()
    return shared / max(1, one.total()), shared / max(1, other.total())


def row(name: str, *cells: object) -> None:
    """Print a line of a table."""
    shown = (f"{cell:9.3f}" if isinstance(cell, float) else f"{cell!s:>9}" for cell in cells)
    print(f"{name:<28}{' '.join(shown)}")


def timed(call: Callable[[], Found]) -> tuple[Found, float]:
    """What a call gives and the CPU seconds that it took."""
    start = time.process_time()
    return call(), time.process_time() - start


# --- the tables


def articles(data: Path) -> None:
    """Pages beside trafilatura alone."""
    import trafilatura

    every = pages(data)
    if not every:
        print("no folder pages: skipped")
        return

    def ours() -> list[str]:
        read_as = ([one for one in read(page.name, page.data) if isinstance(one, Report)] for page in every)
        return ["\n".join(map(text_of, reports)) for reports in read_as]

    def alone() -> list[str]:
        found = (trafilatura.bare_extraction(page.data, fast=True, with_metadata=True) for page in every)
        return [str(getattr(one, "text", None) or "") for one in found]

    row("pages", "F1", "precision", "recall", "ms/page")
    for name, call in {"trafilatura alone": alone, "briefgen": ours}.items():
        call()
        texts, seconds = timed(call)
        scores = [agreement(text, page.article) for text, page in zip(texts, every, strict=True)]
        precision, recall = (mean(values) for values in zip(*scores, strict=True))
        f1 = 2 * precision * recall / (precision + recall)
        row(f"{name} ({len(every)})", f1, precision, recall, 1000 * seconds / len(every))


def stated(data: Path) -> None:
    """What pages plainly state, by patterns that share nothing with the reader's."""
    right: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for page in pages(data):
        raw = page.data.decode(errors="replace")
        report = next((one for one in read(page.name, page.data) if isinstance(one, Report)), None)
        for what, values in (("title", _titles(raw)), ("date", _dates(raw)), ("outlet", _outlets(raw))):
            if values and report:
                plain[what] += 1
                right[what] += _said(report, what) in values
    row("stated", "plainly", "right", "share")
    for what in plain:
        row(what, plain[what], right[what], right[what] / plain[what])


def _titles(raw: str) -> set[str]:
    """The first-level headings that stand in the page's title, too."""
    title = _bare(next(iter(re.findall(r"<title[^>]*>(.*?)</title>", raw, re.DOTALL | re.IGNORECASE)), ""))
    headings = (_bare(one) for one in re.findall(r"<h1[^>]*>(.*?)</h1>", raw, re.DOTALL | re.IGNORECASE))
    return {one for one in headings if len(one) > 10 and one in title}


def _dates(raw: str) -> set[str]:
    return {day for day in re.findall(r"\"datePublished\"\s*:\s*\"(\d{4}-\d\d-\d\d)", raw)[:1] if day > "1900"}


def _outlets(raw: str) -> set[str]:
    """The name of the site; what a site states as its address is no name."""
    pattern = r"<meta[^>]*property=[\"']og:site_name[\"'][^>]*content=[\"']([^\"'<>]{2,60})[\"']"
    return {_bare(one) for one in re.findall(pattern, raw, re.IGNORECASE)[:1] if "//" not in one}


def _bare(markup: str) -> str:
    return "".join(_WORD.findall(html.unescape(re.sub(r"<[^>]*>", " ", markup)))).casefold()


def _said(report: Report, what: str) -> str:
    if what == "date":
        day = report.published.date() if isinstance(report.published, datetime) else report.published
        return day.isoformat() if isinstance(day, date) else ""
    return _bare((report.title if what == "title" else report.outlet) or "")


def feeds(data: Path) -> None:
    """Entries read of the items that the raw XML has."""
    row("feeds", "items", "entries", "teasers", "ms")
    for path in sorted((data / "feeds").glob("*/*.*")):
        content = path.read_bytes()
        found, seconds = timed(lambda name=path.name, content=content: read(name, content))  # type: ignore[misc]
        reports = [one for one in found if isinstance(one, Report)]
        items = len(_ITEM.findall(_ASIDE.sub(b"", content)))
        row(path.name, items, len(reports), sum(one.reading.teaser for one in reports), int(1000 * seconds))


def mails(data: Path) -> None:
    """Mails that give text, and what is left in it."""
    found = [(path, read(path.name, path.read_bytes())) for path in sorted((data / "mail").glob("*.eml"))]
    reports = [one for _, some in found for one in some if isinstance(one, Report)]
    row("mails", "messages", "reports", "no text", "tags left", "no title", "no outlet", "no date")
    row(
        "",
        len(found),
        len(reports),
        sum(not one.words for one in reports),
        sum(bool(_LEFT.search(one.text)) for one in reports),
        sum(one.title is None for one in reports),
        sum(one.outlet is None for one in reports),
        sum(one.published is None for one in reports),
    )


def hostile(data: Path) -> None:
    """What becomes of malformed and attacking files."""
    row("hostile", "files", "reports", "refused", "crashes", "median ms", "most ms")
    for name in HOSTILE:
        paths = [path for path in sorted((data / "hostile" / name).rglob("*")) if path.is_file()]
        if not paths:
            continue
        outcome: Counter[str] = Counter()
        times = []
        for path in paths:
            start = time.process_time()
            outcome.update(_outcomes(path))
            times.append(1000 * (time.process_time() - start))
        row(name, len(paths), outcome["report"], outcome["refused"], outcome["crash"], median(times), max(times))


def _outcomes(path: Path) -> Iterator[str]:
    content = Content(path.read_bytes(), path.name)
    try:
        kind_of_content(content)
        yield from ("report" if isinstance(one, Report) else "refused" for one in read_content(content))
    except ReadError:
        yield "refused"
    except Exception as error:  # noqa: BLE001 - what is counted here
        print(f"{path}: {type(error).__name__}: {error}")
        yield "crash"


TABLES: Sequence[Callable[[Path], None]] = (articles, stated, feeds, mails, hostile)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, action="append", choices=range(1, len(TABLES) + 1), help="one table")
    chosen: list[int] = parser.parse_args().only or list(range(1, len(TABLES) + 1))
    folder = os.environ.get("BRIEFGEN_DATA")
    if not folder or not Path(folder).is_dir():
        print("BRIEFGEN_DATA names no folder: nothing is measured")
        return
    for number in chosen:
        TABLES[number - 1](Path(folder))
        print()


if __name__ == "__main__":
    main()
