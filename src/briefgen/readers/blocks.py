"""A tree -> its blocks: the stretches of text between two breaks, what their markup says, how much of them is links.

A walk without recursion, linear in the page, over HTML as it stands and over
what trafilatura makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from lxml import etree

from briefgen.readers.layout import Line, Mark
from briefgen.readers.plain import paragraphs
from briefgen.text.clean import clean, clean_line

_SENTENCE = re.compile(r"[.!?…:。！？؟।][\"'”’»)\]]*(?:\s|$)")
_ENOUGH_WORDS = 12
_FEWEST_WORDS = 4
# Scripts without blanks have one word a sentence.
_FEWEST_LETTERS = 30
_LINKED = 0.5

Element = Any  # lxml has no public type for what a walk meets


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of text; `linked` counts its characters that lead elsewhere."""

    text: str
    mark: Mark
    linked: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether its markup makes it a heading."""
        return self.mark in (Mark.TITLE, Mark.HEADING)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as sentences, not as a menu's lines."""
        if self.is_heading or self.linked > _LINKED * len(self.text):
            return False
        words = len(self.text.split())
        ended = bool(_SENTENCE.search(self.text))
        return (ended and (words >= _FEWEST_WORDS or len(self.text) > _FEWEST_LETTERS)) or words >= _ENOUGH_WORDS


@dataclass(frozen=True, slots=True)
class Markup:
    """What the elements of a kind of tree do: part blocks, break lines, join cells, keep blanks, stand apart."""

    blocks: frozenset[str]
    apart: frozenset[str]
    pause: str
    cells: frozenset[str]
    kept_blanks: frozenset[str]
    link: str
    mark: Callable[[Element], Mark]
    passed_over: Callable[[Element], bool] = lambda _: False


def _mark_of_html(element: Element) -> Mark:
    if element.tag == "h1":
        return Mark.TITLE
    if element.tag in {"h2", "h3", "h4", "h5", "h6"}:
        return Mark.HEADING
    return Mark.ITEM if element.tag in {"li", "tr"} else Mark.NONE


def _mark_of_article(element: Element) -> Mark:
    if element.tag == "head":
        return Mark.TITLE if element.get("rend") == "h1" else Mark.HEADING
    return Mark.ITEM if element.tag in {"item", "row"} else Mark.NONE


_NO_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|disqus|respond|related|sidebar|footer|cookies?|consent|gdpr|"
    r"newsletter|promo|adverts?|menu|breadcrumbs?|share|sharing|social|widget|subscribe|login|nav|navigation|pagination|popup|modal|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)


def _is_beside(element: Element) -> bool:
    """Whether an element's own names say that it is none of the article."""
    names = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('role') or ''}"
    return element.tag not in {"html", "body", "main", "article"} and bool(_NO_ARTICLE.search(names))


_BLOCKS = """
p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tbody thead tfoot tr caption
center address figure body html hr details summary hgroup nav aside footer form figcaption fieldset legend menu dialog
head title noscript template
"""
_ONLY_MARKUP = """
script style noscript template svg button select option textarea iframe object video audio canvas map datalist input
head title meta link
"""
_APART = f"{_ONLY_MARKUP} nav aside footer form figcaption menu dialog label legend fieldset"
_TABLES = frozenset({"td", "th"})
HTML = Markup(
    frozenset(_BLOCKS.split()), frozenset(_ONLY_MARKUP.split()), "br", _TABLES, frozenset({"pre"}), "a", _mark_of_html
)
PAGE = Markup(
    frozenset(_BLOCKS.split()),
    frozenset(_APART.split()),
    "br",
    _TABLES,
    frozenset({"pre"}),
    "a",
    _mark_of_html,
    _is_beside,
)
ARTICLE = Markup(
    frozenset({"body", "head", "p", "list", "item", "quote", "code", "table", "row", "div", "ab", "comments"}),
    frozenset({"graphic"}), "lb", frozenset({"cell"}), frozenset({"code"}), "ref", _mark_of_article,
)  # fmt: skip


def blocks_of(tree: Element, markup: Markup) -> Iterator[Block]:
    """Yield the blocks of a tree in order; a block's line breaks are kept."""
    pieces: list[str] = []
    linked = 0
    mark = Mark.NONE
    for piece in _pieces(tree, markup):
        if isinstance(piece, Mark):
            yield from _block(pieces, mark, linked)
            pieces, linked, mark = [], 0, piece
        else:
            text, in_link = piece
            pieces.append(text)
            linked += len(text) if in_link else 0
    yield from _block(pieces, mark, linked)


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the paragraphs of blocks; a block with line breaks holds several, or one that is wrapped."""
    for block in blocks:
        if "\n" in block.text and not block.is_heading:
            yield from (
                line if line.mark is not Mark.NONE else Line(line.text, block.mark) for line in paragraphs(block.text)
            )
        else:
            yield Line(clean_line(block.text), block.mark)


def prose_of(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that read as sentences, with the headings that stand right before one."""
    return [
        block
        for block, following in zip_longest(blocks, blocks[1:])
        if block.is_prose or (block.is_heading and following is not None and following.is_prose)
    ]


def _block(pieces: Sequence[str], mark: Mark, linked: int) -> Iterator[Block]:
    text = clean("".join(pieces)).strip(" \n,")
    if text:
        yield Block(text, mark, linked)


def _pieces(tree: Element, markup: Markup) -> Iterator[Mark | tuple[str, bool]]:
    """The texts of a tree, each with whether it is a link's, and a mark wherever a block begins or ends."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    links = blanks = 0
    skipped: Element = None
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in markup.blocks:
            yield markup.mark(element) if starts else Mark.NONE
        if starts and (not tag or tag in markup.apart or markup.passed_over(element)):
            walk.skip_subtree()
            skipped = element
            continue
        if element is not skipped:
            step = 1 if starts else -1
            links += step * (tag == markup.link)
            blanks += step * (tag in markup.kept_blanks)
        if not starts:
            yield from _closing(tag, markup)
        text = element.text if starts else element.tail if element is not tree else None
        if text:
            yield (text if blanks else _joined(text)), links > 0


def _closing(tag: str, markup: Markup) -> Iterator[tuple[str, bool]]:
    if tag == markup.pause:
        yield "\n", False
    elif tag in markup.cells:
        yield ", ", False


_BLANKS = re.compile(r"\s+")


def _joined(text: str) -> str:
    """A text node with its blanks and line ends, which HTML does not show, made single blanks."""
    return _BLANKS.sub(" ", text)
