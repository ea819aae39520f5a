"""Rows in reading order -> paragraphs, their words whole again.

A paragraph ends where the next row is set off, indented or set differently,
or where its own last row ends early; it goes on in the next column and on the
next page where its sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefgen.readers.pdf.rows import Row

_SENTENCE_END = re.compile(r"[.!?…:。！？؟।]['\"”’»)\]]*$")
_ITEM = re.compile(r"(?:[•‣◦▪●■–—·]\s*|[-*]\s+|\(?\d{1,2}[.)]\s+(?=\S+\s))")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?=[-\u00ad\u2010]$)")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"\w[–—/]$")
_NO_SPACES = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")

# A row may be lower than the one before by so much of the usual distance.
_SET_OFF = 1.35
_OTHER_SIZE = 0.1
_INDENT = 0.7
_EARLY = 0.15
# How many captions and headings may stand between two parts of a paragraph.
_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading: its rows, and whether an item mark stood before it."""

    rows: tuple[Row, ...]

    @property
    def size(self) -> float:
        """The size in which most of it is set."""
        return max(self.rows, key=lambda row: len(row.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is set in bold."""
        return all(row.bold for row in self.rows)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.rows[0].page

    @property
    def is_item(self) -> bool:
        """Whether it begins as an item of a list does."""
        return bool(_ITEM.match(self.rows[0].text))


def blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the paragraphs that rows in reading order make up."""
    if not rows:
        return []
    leading = _leading(rows)
    found = [[rows[0]]]
    for above, below in pairwise(rows):
        if _goes_on(above, below, leading, len(found[-1])):
            found[-1].append(below)
        else:
            found.append([below])
    return _reunited([Block(tuple(block)) for block in found])


def _leading(rows: Sequence[Row]) -> Callable[[float], float]:
    """The usual distance of rows, by their size."""
    steps: dict[int, list[float]] = {}
    for above, below in pairwise(rows):
        if not below.first and 0 < above.base - below.base < 3 * above.size and _same_size(above, below):
            steps.setdefault(round(above.size), []).append(above.base - below.base)
    usual = {size: _smaller_half(found) for size, found in steps.items()}
    return lambda size: usual.get(round(size), 1.2 * size)


def _smaller_half(steps: Sequence[float]) -> float:
    """Distances within paragraphs are the smaller ones where many paragraphs are short."""
    return median(sorted(steps)[: max(1, (2 * len(steps)) // 3)])


def _goes_on(above: Row, below: Row, leading: Callable[[float], float], length: int) -> bool:
    """Whether `below` belongs to the paragraph of `above`, which has `length` rows so far."""
    if not _same_size(above, below) or _ITEM.match(below.text) or (above.bold != below.bold and length == 1):
        return False
    if below.first:
        return (
            _is_open(above)
            and (_begins_small(below) or not _SENTENCE_END.search(above.text))
            and below.page == above.page
        )
    if above.base - below.base > _SET_OFF * leading(above.size) or above.base <= below.base:
        return False
    if _SENTENCE_END.search(above.text) and not _begins_small(below):
        return not (_is_indented(below) and not _is_indented(above)) and not _ends_early(above)
    return not (_is_indented(below) and not _is_indented(above) and not _begins_small(below)) or length == 1


def _same_size(above: Row, below: Row) -> bool:
    return abs(above.size - below.size) <= _OTHER_SIZE * max(above.size, below.size)


def _is_indented(row: Row) -> bool:
    return row.left > row.start + _INDENT * row.size


def _ends_early(row: Row) -> bool:
    return row.right < row.end - max(_EARLY * (row.end - row.start), row.size)


def _is_open(row: Row) -> bool:
    """Whether a row ends inside a sentence."""
    return not _SENTENCE_END.search(row.text)


def _begins_small(row: Row) -> bool:
    letter = next((sign for sign in row.text if sign.isalpha()), "")
    return letter.islower() or row.text[:1] in {",", ";"}


def _reunited(found: list[Block]) -> list[Block]:
    """Join the parts of paragraphs that columns, pages, captions and headings have parted."""
    whole: list[Block] = []
    taken: set[int] = set()
    for index, block in enumerate(found):
        if index in taken:
            continue
        rows, last = block.rows, index
        while (following := _continuation(Block(rows), found, last, taken)) is not None:
            taken.add(following)
            rows, last = rows + found[following].rows, following
        whole.append(Block(rows))
    return whole


def _continuation(block: Block, found: Sequence[Block], last: int, taken: set[int]) -> int | None:
    """Which later block goes on with the sentence that this one breaks off in."""
    end = block.rows[-1]
    if not _is_open(end) or _ends_early(end) or (len(block.rows) == 1 and block.bold):
        return None
    hyphened = bool(_HYPHEN.search(end.text))
    for index in range(last + 1, min(last + 1 + _BETWEEN, len(found))):
        begin = found[index].rows[0]
        moved = begin.page != end.page or begin.base > end.base or begin.left > end.right
        if index not in taken and moved and _same_size(end, begin) and begin.bold == end.bold:
            goes_on = _begins_small(begin) or (not hyphened and not _is_indented(begin) and index == last + 1)
            return index if goes_on else None
    return None


def words(block: Block, knows: Callable[[str], bool]) -> str:
    """Return a block's text on one line, words that were parted at row ends whole again.

    `knows` tells whether something is a word: "fire-" and "men" are one,
    "long-" and "term" are two with a hyphen.
    """
    text = ""
    for row in block.rows:
        text = _attached(text, row.text, knows)
    return text


def _attached(text: str, following: str, knows: Callable[[str], bool]) -> str:
    if not text:
        return following
    if _HYPHEN.search(text):
        return (text[:-1] if _is_parted(text, following, knows) else text.rstrip("\u00ad")) + following
    if _DASH.search(text) or (_NO_SPACES.match(text[-1]) and _NO_SPACES.match(following)):
        return text + following
    return f"{text} {following}"


def _is_parted(text: str, following: str, knows: Callable[[str], bool]) -> bool:
    """Whether a hyphen at a row's end was put there by the setting.

    Nobody types a soft hyphen or U+2010: where one of these ends a row, a program put it there.
    """
    set_by_program = text[-1] != "-"
    before, after = _WORD_BEFORE.search(text), _WORD_AFTER.match(following)
    if not before or not after or not after[0][0].islower():
        return set_by_program
    if text[-1] == "\u00ad" or knows(before[0] + after[0]):
        return True
    if knows(f"{before[0]}-{after[0]}"):
        return False
    return set_by_program or not (knows(before[0]) and knows(after[0]))


def vocabulary(found: Iterable[Block]) -> set[str]:
    """Return the words that stand whole within rows, with and without hyphens, in small letters."""
    return {word for block in found for text in _unparted(block) for word in _whole_words(text)}


def _unparted(block: Block) -> Iterator[str]:
    """The rows without the halves of words at their beginnings."""
    above = ""
    for row in block.rows:
        yield _WORD_AFTER.sub("", row.text, count=1) if _HYPHEN.search(above) else row.text
        above = row.text


def _whole_words(text: str) -> Iterator[str]:
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![-\u00ad\u2010])", text.casefold().replace("\u2010", "-")):
        yield match[0]
