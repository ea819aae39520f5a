"""Rows of all pages -> which of them are running heads, feet and page numbers.

What stands at the edge of many pages, at the same height, belongs to none of
them; figures are taken as equal, so that "Page 3 of 9" is one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefgen.readers.pdf.rows import Row

# Heads of left and right pages differ, and chapters have their own.
_SHARE = 0.4
_PAGES = 3
_DEEP = 4
# Heights are equal within so many points.
_LEVEL = 6.0

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|seite|p\.|s\.|página|pág\.?|pagina|strona|стр\.?|صفحة)\s*)?"
    r"(?:\d{1,4}(?:\s*(?:of|von|de|sur|из|/|\|)\s*\d{1,4})?|[ivxl]{1,6})[\W_]*",
    re.IGNORECASE,
)

Place = tuple[int, int]


def running(pages: Sequence[Sequence[Row]]) -> set[Place]:
    """Return the places (page, row) of what is repeated from page to page, and of page numbers.

    A row counts only where every row beyond it, towards the edge, does.
    """
    edges = [(index, edge) for index, page in enumerate(pages) for edge in _edges(page)]
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({key for edge in _edges(page) for row in edge for key in _keys(page[row])})
    enough = max(2, min(_PAGES, len(pages)), round(_SHARE * len(pages))) if len(pages) < 10 else _PAGES
    return {(index, row) for index, edge in edges for row in _outermost(pages[index], edge, seen, enough)}


def _edges(page: Sequence[Row]) -> Iterator[list[int]]:
    """The rows next to the upper and to the lower edge, outermost first."""
    downwards = sorted(range(len(page)), key=lambda row: -page[row].base)
    yield downwards[:_DEEP]
    yield downwards[::-1][:_DEEP]


def _outermost(page: Sequence[Row], edge: Iterable[int], seen: Counter[tuple[str, int]], enough: int) -> Iterator[int]:
    for row in edge:
        repeated = any(seen[key] >= enough for key in _keys(page[row]))
        if not repeated and not _NUMBER.fullmatch(page[row].text):
            return
        yield row


def _keys(row: Row) -> list[tuple[str, int]]:
    """What a row is recognised by: its words without figures, and its height, which may be at the edge of a step."""
    words = _DIGITS.sub("0", row.text.casefold())
    step = int(row.base // _LEVEL)
    return [(words, step), (words, int((row.base + _LEVEL / 2) // _LEVEL) + 100_000)]
