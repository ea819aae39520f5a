"""Comma-, semicolon- or tab-separated values -> drafts: each row is a report, its columns named by the first one.

A broken row costs one line; an open quotation mark costs its row, not the
rest of the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.errors import ReadError
from briefgen.readers.draft import Broken, Content, Found
from briefgen.readers.field_names import known_fields
from briefgen.readers.fields import record_read
from briefgen.readers.files import LIMIT, decode
from briefgen.readers.records import MOST_RECORDS, TOO_MANY

_SEPARATORS = (",", ";", "\t", "|")
# An open quotation mark takes the rest of the file to be found.
_MOST_RESTARTS = 100
_NAMED = {"title", "text", "teaser"}


def read(content: Content) -> Iterator[Found]:
    """Yield a table's rows in order; raises ReadError where no column is known."""
    text = decode(content.data).lstrip("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    separator = max(_SEPARATORS, key=lambda one: (lines[first].count(one), -_SEPARATORS.index(one)))
    header = [cell.strip() for cell in next(_rows(lines[first : first + 1], separator), [])]
    if not _NAMED & known_fields(header, content.fields).keys():
        columns = ", ".join(header[:8])[:100]
        raise ReadError(
            f"no column is called title, text, body or content (they are: {columns}); say which is which with a mapping"
        )
    for count, (number, row) in enumerate(_numbered(lines, first + 1, separator, len(header))):
        if count == MOST_RECORDS:
            yield Broken(str(number), TOO_MANY)
            return
        if isinstance(row, str):
            yield Broken(str(number), row)
        elif any(cell.strip() for cell in row):
            yield _found(header, row, content, str(number))


def _found(header: Sequence[str], row: Sequence[str], content: Content, place: str) -> Found:
    if any(cell.strip() for cell in row[len(header) :]):
        return Broken(
            place,
            f"a row of {len(row)} cells where the first one has {len(header)}; put quotation marks around its text",
        )
    return record_read({name: cell for name, cell in zip(header, row, strict=False) if name}, content.fields, place)


def _numbered(lines: Sequence[str], start: int, separator: str, width: int) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the number of its first line; instead of a broken one what is wrong with it."""
    for _ in range(_MOST_RESTARTS):
        at = start
        rows = _rows(lines[start:], separator)
        try:
            for row in rows:
                yield at + 1, row
                at = start + rows.line_num
            return
        except csv.Error as error:
            row = next(_rows(lines[at : at + 1], separator, strict=False), [])
            # Quotation marks inside quotation marks: the row is whole all the same.
            yield at + 1, row if len(row) == width else f"a broken row ({error}); close its quotation marks"
            start = at + 1
    yield start + 1, f"the rest is not read: more than {_MOST_RESTARTS} broken rows; save the table anew"


def _rows(lines: Sequence[str], separator: str, *, strict: bool = True) -> Any:
    # The standard 128 kB is a long article; the file itself is limited.
    csv.field_size_limit(LIMIT)
    return csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=strict)
