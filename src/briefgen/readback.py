"""Rendered brief -> the lines that it prints and the letters behind them.

Read with each format's own parser, not with the renderer's: what a reader of
the file sees is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True)
class Printed:
    """A cited line: its words with single blanks, and its reports' keys, with pages where they are named."""

    text: str
    letters: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The reports' keys alone."""
        return tuple(letter.partition(" ")[0] for letter in self.letters)


_COUNT = r"\d+ (?:reports?|outlets?)(?:, \d+ origins?)?(?:, independence not shown)?"
_PERHAPS = r"perhaps also [A-Z]+(?:, [A-Z]+)*"
_DAY = r"day \d+, since [^\[\]]+"
_LABEL = rf"(?: – (?:{_COUNT}(?:, {_PERHAPS})?|{_PERHAPS})(?:, {_DAY})?| – {_DAY})?"
_LETTER = r"[A-Z]+(?: p\. \d+)?"
_CITED = re.compile(rf"(?P<text>.+?) ?\[(?P<letters>{_LETTER}(?:, {_LETTER})*)\] ?{_LABEL}", re.DOTALL)

Reader = Callable[[str, Collection[str]], Iterator[Printed]]


def markdown(text: str, keys: Collection[str]) -> Iterator[Printed]:
    """The cited lines of a Markdown brief, as a Markdown reader shows them."""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            shown = "".join(
                " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or []
            )
            yield from _cited(shown, keys)


def plain(text: str, keys: Collection[str]) -> Iterator[Printed]:
    """The cited lines of a plain-text brief."""
    for line in text.split("\n"):
        yield from _cited(line.removeprefix("* "), keys)


def html(text: str, keys: Collection[str]) -> Iterator[Printed]:
    """The cited lines of an HTML brief: list items, paragraphs and heads that end in citations."""
    reader = _Blocks()
    # Python's parser gives up at a declaration like "<![x["; what stood before it was read.
    with suppress(AssertionError):
        reader.feed(text)
        reader.close()
    for block in reader.blocks:
        yield from _cited(block, keys)


def _cited(line: str, keys: Collection[str]) -> Iterator[Printed]:
    match = _CITED.fullmatch(" ".join(line.split()))
    if match:
        found = Printed(match["text"], tuple(match["letters"].split(", ")))
        yield from [found] if set(found.keys) <= set(keys) else []


class _Blocks(HTMLParser):
    """Gathers the text of paragraphs, list items and heads; what is behind the citation is a label."""

    _ENDS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "div", "section", "br", "tr"})
    # Titles and whole reports stand among the sources: they are no lines of the brief.
    _UNSEEN = frozenset({"style", "script", "title", "details"})

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._text: list[str] = []
        self._unseen = 0
        self._sections: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new block ends the one before; a label stands behind a dash in the other formats."""
        if tag == "section":
            self._sections.append(("class", "sources") in attrs)
            self._unseen += self._sections[-1]
        self._unseen += tag in self._UNSEEN
        if tag in self._ENDS:
            self._end()
        if ("class", "label") in attrs:
            self._text.append(" – ")

    def handle_endtag(self, tag: str) -> None:
        """The end of a block."""
        if tag == "section" and self._sections:
            self._unseen -= self._sections.pop()
        self._unseen -= tag in self._UNSEEN
        if tag in self._ENDS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Text that a reader sees."""
        if not self._unseen:
            self._text.append(data)

    def close(self) -> None:
        """The end of the page."""
        super().close()
        self._end()

    def _end(self) -> None:
        text = "".join(self._text)
        if text.strip():
            self.blocks.append(text)
        self._text = []


READERS: dict[str, Reader] = {"md": markdown, "txt": plain, "html": html}
