"""Markdown -> a draft: headings, paragraphs, list items, quotes and front matter.

markdown-it-py parses; what is left are the words a reader would see.  Code
blocks, pictures and comments are no report and are dropped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefgen.readers.draft import Draft
from briefgen.readers.layout import Line, Mark, parts_of
from briefgen.text.clean import clean, clean_line

_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+) *\n(.*?)\n\1 *(?:\n|$)", re.DOTALL)
_YAML_LINE = re.compile(r"([A-Za-z_-]+) *: *(.+)")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)

_KEYS = {
    "title": "title",
    "source": "outlet",
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "author": "author",
    "by": "author",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
    "lang": "language",
    "language": "language",
}


def read(text: str) -> Draft:
    """Return the paragraphs of a Markdown text and what its front matter states."""
    text = clean(text)
    stated: Mapping[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        stated = front_matter(match[1], match[2])
        text = text[match.end() :]
    return Draft(tuple(parts_of(list(_lines(text)))), stated)


def front_matter(fence: str, block: str) -> dict[str, str]:
    """Return what is stated of title, outlet, author, published, url and language.

    Plain `key: value` lines of YAML (fence "---") or TOML (fence "+++");
    other keys, lists and tables are passed over, and so is what is malformed.
    """
    found = _toml(block) if fence == "+++" else _yaml(block)
    return {_KEYS[key.lower()]: value for key, value in found.items() if key.lower() in _KEYS and value}


def _toml(block: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in tomllib.loads(block).items() if not isinstance(value, (dict, list))}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _yaml(block: str) -> dict[str, str]:
    found = (_YAML_LINE.fullmatch(line.rstrip()) for line in block.split("\n"))
    return {match[1]: _unquoted(match[2]) for match in found if match}


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return "" if value[:1] in {"[", "{", "|", ">", "&", "*"} else value.split(" #")[0].strip()


def _lines(text: str) -> Iterator[Line]:
    """The paragraphs of Markdown text in order, with what their markup says."""
    # An indented paragraph in a report is no program: it stays text.
    tokens = MarkdownIt("commonmark").enable("table").disable("code").parse(text)
    items = 0
    cells: list[str] = []
    for before, token in pairwise(tokens):
        items += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "tr_close":
            yield Line(", ".join(cells), Mark.ITEM)
            cells = []
        elif token.type == "html_block":
            yield Line(_plain(_TAG.sub("", token.content)))
        elif token.type == "inline" and before.tag in {"td", "th"}:
            cells.append(_words(token))
        elif token.type == "inline":
            yield Line(_words(token), _mark(before, items))


def _mark(opening: Token, items: int) -> Mark:
    if opening.tag == "h1":
        return Mark.TITLE
    if opening.type == "heading_open":
        return Mark.HEADING
    return Mark.ITEM if items else Mark.NONE


def _words(token: Token) -> str:
    """The text of an inline token: markup and pictures dropped, line breaks made blanks."""
    pieces = (
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or []
        if child.type not in {"image", "html_inline"}
    )
    return _plain("".join(pieces))


def _plain(text: str) -> str:
    """Cleaned once more: a character that was written as an entity (&#x202e;) has only now become one."""
    return clean_line(text)
