"""Plain text -> a draft: paragraphs from lines, whatever way they are laid out.

Lines are paragraphs where each holds whole sentences (one paragraph a line),
and parts of one where they were wrapped at a column; a blank line always ends
a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from briefgen.model import Reading, Role
from briefgen.readers.byline import byline
from briefgen.readers.draft import Draft
from briefgen.readers.layout import Line, Mark, parts_of
from briefgen.text.clean import clean

# Mail is wrapped at 65 to 80 columns; a line that is longer was not wrapped by hand.
_WIDEST = 100
# Below this a column of lines is a list or a poem, not wrapped prose.
_NARROWEST = 35

_MARK = re.compile(r"^\s*(?:[•‣◦▪]\s*|[-*–—·]\s+|\(?\d{1,2}[.)]\s+(?=\S+\s))")
_QUOTED = re.compile(r"^\s*(?:>\s?)+")
_LOWER = re.compile(r"^[a-zß-öø-ÿа-яё,;]")
_SENTENCE_END = re.compile(r"[.!?…:。！？؟।]['\"”’»)\]]*$")


def read(text: str) -> Draft:
    """Return the paragraphs of a plain text with the roles their layout gives them, and what its byline states."""
    parts = parts_of(list(paragraphs(clean(text))))
    found = byline(parts)
    if found is None:
        return Draft(tuple(parts))
    place, stated = found
    parts[place] = (Role.FURNITURE, parts[place][1])
    return Draft(tuple(parts), stated, Reading(tuple((name, "byline") for name in stated)))


def paragraphs(text: str) -> Iterator[Line]:
    r"""Yield the paragraphs of cleaned text, wrapped lines joined, list and quote marks dropped.

    >>> [line.text for line in paragraphs("One line.\nAnother line.\n\n- an item")]
    ['One line.', 'Another line.', 'an item']
    """
    for quoted, group in groupby(text.split("\n"), key=lambda line: bool(_QUOTED.match(line))):
        yield from _joined([_QUOTED.sub("", line).rstrip() if quoted else line.rstrip() for line in group])


def _joined(lines: list[str]) -> Iterator[Line]:
    width = _column(lines)
    current: list[str] = []
    for line in lines:
        if current and not (line and _wrapped(current[-1], line, width)):
            yield _paragraph(current)
            current = []
        if line.strip():
            current.append(line)
    if current:
        yield _paragraph(current)


def _paragraph(lines: list[str]) -> Line:
    text = " ".join(line.strip() for line in lines)
    plain = _MARK.sub("", text)
    return Line(plain, Mark.NONE if plain == text else Mark.ITEM)


def _column(lines: list[str]) -> int:
    """The column at which the lines were wrapped, 0 where they were not.

    Wrapped lines end near one column and mostly inside a sentence; where each
    line is a paragraph most of them end with a full stop.
    """
    inner = [left for left, right in pairwise(lines) if left and right]
    ends = sum(bool(_SENTENCE_END.search(line)) for line in inner)
    lengths = sorted(len(line) for line in lines if line)
    if not inner or ends > 0.6 * len(inner):
        return 0
    # An address or a rule may stick out of a wrapped text.
    width = lengths[int(0.97 * (len(lengths) - 1))]
    return width if _NARROWEST <= width <= _WIDEST else 0


def _wrapped(left: str, right: str, width: int) -> bool:
    """Tell whether the break between two lines was made by wrapping."""
    if not width or _MARK.match(right) or _indented(right) > _indented(left):
        return False
    if _LOWER.match(right.lstrip()) and not _SENTENCE_END.search(left):
        return True
    return len(left) + 1 + len(right.split()[0]) > width


def _indented(line: str) -> int:
    """Where a line's words begin, behind its list mark."""
    mark = _MARK.match(line)
    return mark.end() if mark else len(line) - len(line.lstrip())
