r"""Markdown -> the same Markdown in lines of a plain-text mail.

A line is broken only where a reader of Markdown still sees the same words in
the same blocks: never in a citation or an address, and never so that a line
begins like a list, a heading or a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 78

_LONGEST = 70

_CITATION = re.compile(r"\[[A-Z]+(?:, [A-Z]+)*\][.,;:)”]*")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) ")
_HEADING = re.compile(r"(#{1,2}) (?=\S)")
# A heading of the third level, a row of a table: broken, they would be none.
_WHOLE = re.compile(r"#{3,6} | *\|")
# What begins a block at the start of a line.
_BLOCK = re.compile(r"[-+*=#>~:|]|\d+[.)]")
_BLANKS = re.compile(r"\n{3,}")
# A backslash at the end of a line breaks it for the reader too.
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def wrapped(markdown: str, width: int = WIDTH) -> str:
    r"""Return `markdown` in lines of at most `width`, but for words that are longer.

    A long heading of the first or second level gets its line of signs below;
    of several blank lines one stays.

    >>> print(wrapped("- The bridge is closed. [A, B] – 2 reports", 30))
    - The bridge is closed. [A, B]
      – 2 reports
    """
    lines = _BLANKS.sub("\n\n", markdown).split("\n")
    before = ["", *lines]
    return "\n".join(made for above, line in zip(before, lines, strict=False) for made in _lines(line, above, width))


def _lines(line: str, above: str, width: int) -> Iterable[str]:
    if len(line) <= width or _WHOLE.match(line):
        return [line]
    if heading := _HEADING.match(line):
        # Below a paragraph the line of signs would make a heading of that too, below a "|" a table.
        whole = above.strip() or "|" in line
        return [line] if whole else _heading(heading[1], line[heading.end() :], width)
    item = _ITEM.match(line)
    return _filled(line, item.end() if item else 0, width)


def _heading(signs: str, words: str, width: int) -> list[str]:
    lines = _filled(words, 0, width)
    return [*lines, ("=" if signs == "#" else "-") * min(width, max(map(len, lines)))]


def _filled(line: str, indent: int, width: int) -> list[str]:
    """The words of a line in lines as long as they may be, all but the first behind `indent` blanks."""
    mark, *rest = [line[:indent], *_chunks(line[indent:])]
    lines, current = [], mark
    for chunk in rest:
        if len(current) > indent and len(current) + 1 + len(chunk) > width:
            lines.append(current)
            current = " " * indent
        current += chunk if len(current) == indent else f" {chunk}"
    return [*lines, current]


def _chunks(words: str) -> Sequence[str]:
    """The words between which the line may be broken: a citation is one word, the start of a block none."""
    chunks: list[str] = []
    for word in _words(words):
        if chunks and (_BLOCK.match(word) or _BREAK.search(chunks[-1])):
            chunks[-1] += f" {word}"
        else:
            chunks.append(word)
    return chunks


def _words(text: str) -> Iterator[str]:
    at = 0
    for match in _CITATION.finditer(text):
        # One of nearly a line is broken after its commas; within a word it is no citation.
        if len(match[0]) <= _LONGEST and text[match.start() - 1 : match.start()] in {"", " "}:
            yield from text[at : match.start()].split()
            yield match[0]
            at = match.end()
    yield from text[at:].split()
