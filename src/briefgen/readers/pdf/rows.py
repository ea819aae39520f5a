"""Runs of a page -> its rows in reading order, column by column.

Where the file draws its text first says little about where it is read first,
so that order is taken from the places: down the columns, whatever runs across
them parting the page into bands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from briefgen.readers.pdf.runs import RIGHT_TO_LEFT, Run

# In ems: what is nearer belongs together whatever stands around it; columns are further apart.
_TOGETHER = 0.6
# Columns of prose are so many rows of so many characters at least; a table's are shorter: it is read by rows.
_ROWS = 4
_CHARACTERS = 18
# So many places are tried for a gutter, and so many pieces looked at beside each (a table has many on a row).
_PLACES = 6
_LEVEL = 40
_SAME_ROW = 0.45

_NOTE_MARK = re.compile(r"[\d*†‡,\s]{1,5}")
_BEFORE_NOTE = re.compile(r"(?:[^\W\d_]{3,}|[.!?…,;:»”’\"')])$")
_OPEN_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text in a column that reaches from `start` to `end`."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    aside: bool = False
    start: float = 0.0
    end: float = 0.0
    page: int = 0
    first: bool = False


def rows(runs: Iterable[Run], page: int = 0) -> list[Row]:
    """Return the rows of a page in reading order; the first one of each column or band is marked."""
    found = [run for run in runs if run.text]
    kept = list(_pieces([run for run in found if not run.aside]))
    asides = [replace(row, aside=True) for row in _stacked(list(_pieces([run for run in found if run.aside])))]
    inner = [row for region in _regions(kept) for row in _column(region)]
    return [replace(row, page=page) for row in (*inner, *asides)]


def _pieces(runs: Sequence[Run]) -> Iterator[Run]:
    """Join runs that are drawn one behind the other and stand together."""
    current: list[Run] = []
    for run in runs:
        if current and not _together(current[-1], run):
            yield _joined(current)
            current = []
        current.append(run)
    if current:
        yield _joined(current)


def _together(left: Run, right: Run) -> bool:
    size = max(left.size, right.size)
    level = abs(left.base - right.base) <= _SAME_ROW * size
    if RIGHT_TO_LEFT.search(left.text + right.text) and right.left < left.left:
        left, right = right, left
    return level and -0.5 * size <= right.left - left.right <= _TOGETHER * size


def _joined(runs: Sequence[Run]) -> Run:
    """One run of several on a line, in the order in which they are read, blanks where there are gaps."""
    main = max(runs, key=lambda run: len(run.text.strip()) * run.size)
    text, before = "", None
    for run in _in_reading_order(runs):
        if before and _is_note_mark(run, main, text):
            continue
        text += (" " if before and _is_parted(before, run, text) else "") + run.text
        before = run
    edges = (min(run.left for run in runs), max(run.right for run in runs))
    return Run(text, *edges, main.base, main.size, main.blank, main.bold, main.aside)


def _in_reading_order(runs: Sequence[Run]) -> Iterator[Run]:
    """From the left; in Arabic and Hebrew from the right, with what is Latin or a number in it from the left."""
    rightwards = sorted(runs, key=lambda run: run.left)
    letters = "".join(run.text for run in runs)
    if 2 * len(RIGHT_TO_LEFT.findall(letters)) <= sum(map(str.isalpha, letters)):
        yield from rightwards
        return
    for embedded, group in groupby(reversed(rightwards), key=_is_embedded):
        together = list(group)
        yield from reversed(together) if embedded else together


def _is_embedded(run: Run) -> bool:
    return not RIGHT_TO_LEFT.search(run.text) and any(map(str.isalnum, run.text))


def _is_parted(before: Run, run: Run, text: str) -> bool:
    gap = max(run.left - before.right, before.left - run.right)
    return gap > max(before.blank, run.blank) and not text.endswith(" ") and not run.text.startswith(" ")


def _is_note_mark(run: Run, main: Run, text: str) -> bool:
    """A raised figure behind a word, which a quoted line would run into the word."""
    raised = run.base - main.base > 0.15 * main.size and run.size < 0.8 * main.size
    return raised and bool(_NOTE_MARK.fullmatch(run.text)) and bool(_BEFORE_NOTE.search(text))


def _regions(pieces: list[Run]) -> Iterator[list[Run]]:
    """Part what stands on a page into stretches that are read one after the other."""
    bands = next((found for gutter in _gutters(pieces) if (found := _bands(pieces, gutter))), [])
    if not bands:
        yield pieces
    for band in bands:
        if isinstance(band, tuple):
            yield from _regions(band[0])
            yield from _regions(band[1])
        else:
            yield band


def _bands(pieces: Sequence[Run], gutter: float) -> list[list[Run] | tuple[list[Run], list[Run]]]:
    """Pairs of columns, and what runs across or stands between them, from top to bottom; empty without a pair."""
    bands: list[list[Run] | tuple[list[Run], list[Run]]] = []
    for across, group in groupby(
        sorted(pieces, key=lambda run: -run.base), key=lambda run: run.left < gutter < run.right
    ):
        band = list(group)
        left, right = [run for run in band if run.right <= gutter], [run for run in band if run.left >= gutter]
        if not across and _are_columns(left, right):
            bands.append((left, right))
        elif bands and isinstance(bands[-1], list):
            bands[-1].extend(band)
        else:
            bands.append(band)
    return bands if any(isinstance(band, tuple) for band in bands) else []


def _gutters(pieces: Sequence[Run]) -> list[float]:
    """Where most rows have a gap at the same place: the best places, where columns may part."""
    if len(pieces) < 2 * _ROWS:
        return []
    em = median(run.size for run in pieces)
    edges = sorted(edge for low, high in _gaps(pieces, em) for edge in ((low, 1), (high, -1)))
    found, depth = [], 0
    for (place, step), (following, _) in pairwise(edges):
        depth += step
        if depth >= _ROWS - 1 and following > place:
            found.append((depth, following - place, (place + following) / 2))
    return [middle for _, _, middle in sorted(found, reverse=True)[:_PLACES]]


def _gaps(pieces: Sequence[Run], em: float) -> Iterator[tuple[float, float]]:
    """The gaps between each piece and the next one to its right, about as high as it."""
    downwards = sorted(pieces, key=lambda run: -run.base)
    begin = 0
    for run in downwards:
        while downwards[begin].base > run.base + em:
            begin += 1
        level = itertools.takewhile(lambda one: one.base >= run.base - em, downwards[begin:])  # noqa: B023  # used at once
        following = min((one.left for one in itertools.islice(level, _LEVEL) if one.left >= run.right), default=None)
        if following is not None and following - run.right > _TOGETHER * em:
            yield run.right, following


def _are_columns(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether both sides hold rows of prose that stand beside each other."""
    sides = (_stacked(left), _stacked(right))
    if any(len(side) < _ROWS or _length(side) < _CHARACTERS for side in sides):
        return False
    low = max(min(row.base for row in side) for side in sides)
    high = min(max(row.base for row in side) for side in sides)
    return all(sum(low <= row.base <= high for row in side) >= _ROWS - 1 for side in sides)


def _length(side: Sequence[Row]) -> float:
    return median(len(row.text) for row in side)


def _column(pieces: list[Run]) -> Iterator[Row]:
    """The rows of one column, with its edges."""
    found = _stacked(pieces)
    if not found:
        return
    start, end = min(row.left for row in found), sorted(row.right for row in found)[int(0.95 * (len(found) - 1))]
    for place, row in enumerate(found):
        yield replace(row, start=start, end=max(end, row.left), first=not place)


def _stacked(pieces: Sequence[Run]) -> list[Row]:
    """Rows from top to bottom, each from its beginning to its end."""
    lines: list[list[Run]] = []
    for run in sorted(pieces, key=lambda run: (-run.base, run.left)):
        if lines and _same_row(lines[-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [row for line in lines if (row := _row(line)).text]


def _same_row(line: Sequence[Run], run: Run) -> bool:
    main = max(line, key=lambda one: one.size)
    return abs(main.base - run.base) <= _SAME_ROW * min(main.size, run.size)


def _row(line: Sequence[Run]) -> Row:
    whole = _joined(line)
    text = _OPEN_SPACED.sub(lambda match: match[0].replace(" ", ""), whole.text).strip()
    return Row(text, whole.left, whole.right, whole.base, whole.size, whole.bold)
