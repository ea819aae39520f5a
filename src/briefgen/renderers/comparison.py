"""Comparison -> what a reader sees of it: text, Markdown, a page, data.

The first report is A, the second B, whatever their dates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from briefgen.comparison import Comparison, Pair
from briefgen.model import Difference, Passage, Report, Sentence
from briefgen.renderers.cites import Cite, cite
from briefgen.renderers.escape import markdown, plain
from briefgen.renderers.findings import ITEMS, KINDS
from briefgen.renderers.labels import day, number

_KEYS = ("A", "B")

Object = dict[str, Any]
Escape = Callable[[str], str]


def text(one: Comparison) -> str:
    """Return the comparison as plain text."""
    return "\n".join(_lines(one, plain, str.upper, "* ")) + "\n"


def as_markdown(one: Comparison) -> str:
    """Return the comparison as Markdown."""
    return "\n".join(_lines(one, markdown, lambda heading: f"## {heading}", "- ")) + "\n"


def html(one: Comparison) -> str:
    """Return the comparison as one page, the reports side by side."""
    from briefgen.renderers.templates import page

    return page(
        "compare.html.j2",
        comparison=one,
        standing=standing(one),
        kinds=KINDS,
        items=ITEMS,
        letter=lambda passage: _cite(passage, one).letter,
    )


def as_json(one: Comparison) -> str:
    """Return the comparison as JSON; places are those of the reports' texts, whose hashes are given."""
    return json.dumps(_as_data(one), ensure_ascii=False, indent=1) + "\n"


def standing(one: Comparison) -> str:
    """What can be said of the two as a whole: "2 reports, independence not shown; …"."""
    share = f"{one.overlap:.0%} of the shorter one’s runs of five words stand in the other"
    if one.copy:
        return f"1 report and its copy: {share}; nothing to compare"
    if one.origins == 1:
        return f"2 reports of one origin: {share}"
    return f"2 {'outlets' if one.independent else 'reports, independence not shown'}; {share}"


def _cite(passage: Passage | Sentence, one: Comparison) -> Cite:
    key, report = ("A", one.left) if passage.span.report == one.left.id else ("B", one.right)
    return cite(passage.span, report, key)


# --- for people


def _lines(one: Comparison, escape: Escape, heading: Callable[[str], str], mark: str) -> Iterator[str]:
    for key, report in zip(_KEYS, (one.left, one.right), strict=True):
        yield f"{mark if mark == '- ' else ''}{key}  {escape(_about(report))}"
    yield f"\n{standing(one)[0].upper()}{standing(one)[1:]}."
    for title, rows in _sections(one, escape):
        yield f"\n{heading(title)}\n"
        yield from (f"{mark}{row}" for row in rows)


def _about(report: Report) -> str:
    published = day(report.published) if report.published else "date not stated"
    stated = f"{report.outlet or 'outlet not stated'}, {published}, {report.source.location}"
    return f"{report.title or 'no title'} – {stated}, {number(report.words, 'word')}"


def _sections(one: Comparison, escape: Escape) -> Iterator[tuple[str, list[str]]]:
    """The headings and their rows, none empty; that they differ in nothing is said."""
    found = [
        (f"Both say ({len(one.agreed)})", [_both(pair, one, escape) for pair in one.agreed]),
        (f"Perhaps the same ({len(one.perhaps)})", [_both(pair, one, escape) for pair in one.perhaps]),
        (f"Where they differ ({len(one.differences)})", [_difference(row, one, escape) for row in one.differences]),
        (
            f"Figures, dates and quotations in one only ({len(one.only_in)})",
            [f"{ITEMS[row.kind]}: {_fragment(row.passage, one, escape)}" for row in one.only_in],
        ),
        (f"Only in A ({len(one.only_left)})", [escape(row.text) for row in one.only_left]),
        (f"Only in B ({len(one.only_right)})", [escape(row.text) for row in one.only_right]),
    ]
    yield from ((title, rows) for title, rows in found if rows)


def _both(pair: Pair, one: Comparison, escape: Escape) -> str:
    """The two sentences, one below the other; once where they are the same to the letter."""
    left, right = (_cite(side, one).letter for side in (pair.left, pair.right))
    if pair.left.text == pair.right.text:
        return f"{escape(pair.left.text)} [{left}, {right}]"
    return f"{escape(pair.left.text)} [{left}]\n  {escape(pair.right.text)} [{right}]"


def _difference(row: Difference, one: Comparison, escape: Escape) -> str:
    return f"{KINDS[row.kind]}: " + "; ".join(_fragment(side, one, escape) for side in (row.left, row.right))


def _fragment(passage: Passage, one: Comparison, escape: Escape) -> str:
    return f"{escape(f'“{passage.text}”')} [{_cite(passage, one).letter}]"


# --- for programs


def _as_data(one: Comparison) -> Object:
    return {
        "schema_version": 1,
        "sources": [_source(key, report) for key, report in zip(_KEYS, (one.left, one.right), strict=True)],
        "copy": one.copy,
        "origins": one.origins,
        "independence": "shown" if one.independent else "not shown",
        "overlap": round(one.overlap, 4),
        "agreed": _pairs(one.agreed, one),
        "perhaps": _pairs(one.perhaps, one),
        "differences": [
            {"kind": row.kind.value, **_sides(row.left, row.right, one), "rule": row.rule} for row in one.differences
        ],
        "only_in": [{"kind": row.kind.value, **_quoted(row.passage, one)} for row in one.only_in],
        "only_a": [_quoted(row, one) for row in one.only_left],
        "only_b": [_quoted(row, one) for row in one.only_right],
    }


def _source(key: str, report: Report) -> Object:
    return {
        "key": key,
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "location": report.source.location,
        "language": report.language,
        "words": report.words,
        "sha256": report.sha256,
    }


def _pairs(pairs: Iterable[Pair], one: Comparison) -> list[Object]:
    return [{**_sides(pair.left, pair.right, one), "score": pair.score} for pair in pairs]


def _sides(left: Passage | Sentence, right: Passage | Sentence, one: Comparison) -> Object:
    return {"a": _quoted(left, one), "b": _quoted(right, one)}


def _quoted(passage: Passage | Sentence, one: Comparison) -> Object:
    cited = _cite(passage, one)
    place = {"source": cited.key, "start": passage.span.start, "end": passage.span.end}
    return {**place, **({} if cited.page is None else {"page": cited.page}), "text": passage.text}
