"""A reader's draft -> the finished report.

Readers say which paragraphs there are and what is stated about them; here the
final text is put together, so that every format gets its spans alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from briefgen.config import language_code
from briefgen.errors import ReadError
from briefgen.model import Paragraph, Published, Reading, Report, Role, Source
from briefgen.readers.dates import sensible
from briefgen.text import language as languages
from briefgen.text.clean import clean_line

Part = tuple[Role, str]

UNREAD = Reading()

# Below it a text is too short to contradict what is stated.
_TELLS = 400


@dataclass(frozen=True, slots=True)
class Content:
    """What an input holds: its bytes, its name, and what was said of it when it came.

    `charset` and `address` are those of the answer that brought it; `fields`
    maps "title", "text", "url" ... to the names that a table's columns have.
    """

    data: bytes
    name: str
    charset: str | None = None
    address: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found: paragraphs with their roles, and what is stated beside them.

    `stated` may hold title, outlet, author, published, url and language;
    `reading` says how it came about.  `place` tells the parts of one input
    apart ("3" for a feed's third entry); `pages` are those on which the parts
    begin, in formats that have pages; `kind` is the format where only the
    reader could tell it.
    """

    parts: tuple[Part, ...]
    stated: Mapping[str, str] = field(default_factory=dict)
    reading: Reading = UNREAD
    place: str = ""
    pages: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of an input that is no report: an entry, a line, a message, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """One file in another, an archive's or a mail's, by its path in it, or why it is not read."""

    name: str
    data: bytes = b""
    problem: str | None = None


Found = Draft | Broken | Member
Reader = Callable[[Content], Iterable[Found]]


def report_from(draft: Draft, source: Source, language: str | None = None, now: datetime | None = None) -> Report:
    """Put the report together: its text is the paragraphs, one a line.

    A stated title that the paragraphs do not have comes first.  What is stated
    is cleaned here, so that whoever states it can neither hide characters nor
    break lines; a `language` that is no code counts as not given, nor does a
    date that no report can have, seen from `now`.  Raises ReadError where
    there is neither text nor title.
    """
    draft = replace(draft, stated=_cleaned(draft.stated))
    parts = _with_title(draft)
    if not parts:
        raise ReadError("holds no text; nothing to read")
    text = "\n".join(words for _, words in parts)
    made = Report(
        source=source,
        text=text,
        paragraphs=tuple(_placed(parts, _pages(draft, len(parts)))),
        title=next((words for role, words in parts if role is Role.HEADLINE), None),
        outlet=draft.stated.get("outlet"),
        author=draft.stated.get("author"),
        published=sensible(published(draft.stated.get("published")), now),
        language=language_code(language) or language_code(draft.stated.get("language")) or languages.detect(text),
        url=draft.stated.get("url"),
    )
    given = language_code(language) is not None
    return replace(made, reading=replace(draft.reading, came_from=tuple(_came_from(draft, made, given=given))))


def _came_from(draft: Draft, made: Report, *, given: bool) -> Iterator[tuple[str, str]]:
    """Where each value of the report came from: what its reader said, else what can be told here."""
    told = dict(draft.reading.came_from)
    for name in ("title", "outlet", "author", "published", "url", "language"):
        if name == "language" and given:
            yield name, "as it was given"
        elif getattr(made, name) and name in draft.stated:
            yield name, told.get(name, "as it was given")
        elif name == "title" and made.title:
            yield name, "its layout"
        elif name == "language" and made.language != languages.UNKNOWN:
            yield name, told.get(name, "its words")


def published(stated: Published | str | None) -> Published | None:
    """Return an aware datetime or a bare date; anything else counts as not stated.

    >>> published("2026-03-03"), published("2026-03-03T07:00:00"), published("soon")
    (datetime.date(2026, 3, 3), None, None)
    """
    if isinstance(stated, str):
        stated = _parsed(stated.strip())
    if isinstance(stated, datetime):
        return stated if stated.utcoffset() is not None else None
    return stated


def language_told(stated: str | None, parts: Iterable[Part]) -> str:
    """Return the language that a long text tells itself, else the stated one: many sites state that of their menus."""
    text = "\n".join(words for _, words in parts)
    told = languages.detect(text) if len(text) >= _TELLS else languages.UNKNOWN
    return (stated or "") if told == languages.UNKNOWN else told


def _parsed(text: str) -> Published | None:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return None


def _cleaned(stated: Mapping[str, str]) -> dict[str, str]:
    """What is stated, each on one line; what shows nothing is not stated."""
    lines = {name: clean_line(text) for name, text in stated.items()}
    return {name: line for name, line in lines.items() if _shows(line)}


def _shows(line: str) -> bool:
    """Whether a line holds more than blanks, joiners and marks without a letter."""
    return any(unicodedata.category(sign)[0] not in "CMZ" for sign in line)


def _with_title(draft: Draft) -> list[Part]:
    """Put a title that is stated beside the text first, once; other headlines are headings then."""
    parts = [part for part in draft.parts if part[1]]
    title = draft.stated.get("title")
    if not title:
        return parts
    repeats = {words.casefold() for _, words in parts[:5]} & {title.casefold()}
    roles = {False: Role.HEADING, True: Role.HEADLINE}
    parts = [
        (roles[words.casefold() in repeats] if role is Role.HEADLINE or words.casefold() in repeats else role, words)
        for role, words in parts
    ]
    return parts if repeats else [(Role.HEADLINE, title), *parts]


def _pages(draft: Draft, length: int) -> list[int | None]:
    """The page of each part that is left; a title from elsewhere, put before them, is on none."""
    pages: list[int | None] = [page for (_, words), page in zip(draft.parts, draft.pages, strict=False) if words]
    return [None] * (length - len(pages)) + pages


def _placed(parts: list[Part], pages: list[int | None]) -> list[Paragraph]:
    placed, start = [], 0
    for (role, words), page in zip(parts, pages, strict=True):
        placed.append(Paragraph(start, start + len(words), role, page))
        start += len(words) + 1
    return placed
