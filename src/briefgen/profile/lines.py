"""TOML -> the line of each table, key and entry of a list.

Python's `tomllib` reads and judges a file but keeps no lines (tomlkit, which
edits files, keeps none either).  This goes through the same text, known to be
valid by then, and only counts: whatever it made of another text would be wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

# ("edition", "formats", 0) is the first entry of the key `formats` in [edition].
KeyPath = tuple[str | int, ...]

# A text of several lines ends with up to two quotation marks of its own before the three that close it.
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*)|(?P<end>\n)"""
    r'''|(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<sign>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,."'#]+)""",
    re.DOTALL,
)


def lines(text: str) -> dict[KeyPath, int]:
    r"""Return the lines, counted from 1, of what a valid TOML text holds.

    >>> lines("title = 'A'\n[edition]\nformats = [\n 'md',\n 'pdf'\n]")[("edition", "formats", 1)]
    5
    """
    walk = _Walk(tuple(_tokens(text)))
    walk.document()
    return walk.found


def line_of(path: KeyPath, found: dict[KeyPath, int]) -> int:
    """Return the line of a key, or of the nearest thing around it: a key that is missing stands nowhere."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the text: `sign` is "" at the end of a line, the sign itself, or "word" for a key or a value."""

    sign: str
    text: str
    line: int


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind, words = str(match.lastgroup), match[0]
        if kind != "blank":
            yield _Token({"end": "", "sign": words}.get(kind, "word"), words, line)
        line += words.count("\n")
    yield _Token("", "", line)


@dataclass
class _Walk:
    """The way through the text: where it is, and what was met."""

    tokens: tuple[_Token, ...]
    at: int = 0
    found: dict[KeyPath, int] = field(default_factory=dict)
    entries: dict[KeyPath, int] = field(default_factory=dict)

    @property
    def here(self) -> _Token:
        return self.tokens[min(self.at, len(self.tokens) - 1)]

    def taken(self) -> _Token:
        """The token here; the next one is here then."""
        token = self.here
        self.at += 1
        return token

    def document(self) -> None:
        table: KeyPath = ()
        while self.at < len(self.tokens):
            if self.here.sign == "[":
                table = self.header()
            elif self.here.sign == "word":
                self.pair(table)
            else:
                self.taken()

    def header(self) -> KeyPath:
        """A line [table] or [[entry]]; returns the path of what follows it."""
        line = self.taken().line
        is_entry = self.here.sign == "["
        if is_entry:
            self.taken()
        *around, last = self.key()
        path = (*self.inside(around, line), last)
        if is_entry:
            self.entries[path] = self.entries.get(path, 0) + 1
        self.found.setdefault(path, line)
        return self.inside([last], line, path[:-1])

    def inside(self, parts: list[str], line: int, path: KeyPath = ()) -> KeyPath:
        """The path of a table below another, where a list of tables stands for its last entry."""
        for part in parts:
            path = (*path, part)
            self.found.setdefault(path, line)
            if path in self.entries:
                path = (*path, self.entries[path] - 1)
                self.found.setdefault(path, line)
        return path

    def key(self) -> list[str]:
        """The parts of a key up to the sign behind it."""
        parts = []
        while self.here.sign in {"word", "."}:
            token = self.taken()
            if token.sign == "word":
                parts.append(_plain(token.text))
        return parts

    def pair(self, table: KeyPath) -> None:
        line = self.here.line
        path = self.inside(self.key(), line, table)
        self.taken()
        self.value(path)

    def value(self, path: KeyPath) -> None:
        if self.here.sign == "[":
            self.entries_of(path)
        elif self.here.sign == "{":
            self.pairs_of(path)
        else:
            while self.here.sign in {"word", "."}:
                self.taken()

    def entries_of(self, path: KeyPath) -> None:
        self.taken()
        number = 0
        while self.here.sign != "]" and self.at < len(self.tokens):
            if self.here.sign in {",", ""}:
                self.taken()
                continue
            self.found[*path, number] = self.here.line
            self.value((*path, number))
            number += 1
        self.taken()

    def pairs_of(self, path: KeyPath) -> None:
        self.taken()
        while self.here.sign != "}" and self.at < len(self.tokens):
            if self.here.sign == "word":
                self.pair(path)
            else:
                self.taken()
        self.taken()


def _plain(key: str) -> str:
    """A part of a key without its quotation marks."""
    if key[0] not in "\"'":
        return key
    return str(tomllib.loads(f"key = {key}")["key"])
