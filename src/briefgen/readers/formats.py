"""Content -> the reports, the broken parts and the inner files that it holds.

What reads a kind of input is one file, and one line in FORMATS.  All but text
and Markdown is read inside a worker (see guarded.py): a stranger's file can
cost any time and memory, and end the process that reads it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

from briefgen.errors import ReadError
from briefgen.model import Report, Skipped, Source
from briefgen.readers import kinds, plain
from briefgen.readers.draft import Broken, Content, Draft, Found, Member, Reader, report_from
from briefgen.readers.files import decode, kind_of

Outcome = Report | Skipped | Member


def _lazily(module: str) -> Reader:
    """The `read` of a reader's module, imported when it is first asked for: start-up stays short."""

    def read(content: Content) -> Iterable[Found]:
        reader: Reader = import_module(f"briefgen.readers.{module}").read
        return reader(content)

    return read


def _text(content: Content) -> Iterable[Found]:
    return [plain.read(decode(content.data))]


def _markdown(content: Content) -> Iterable[Found]:
    from briefgen.readers import markdown

    return [markdown.read(decode(content.data))]


def _pdf(content: Content) -> Iterable[Found]:
    from briefgen.readers import pdf

    return [pdf.read(content.data)]


def _zip(content: Content) -> Iterable[Found]:
    """Word files are zips too."""
    from briefgen.readers import archives, docx

    return [docx.read(content.data)] if archives.is_office(content.data) else _archive(content)


def _archive(content: Content) -> Iterable[Found]:
    from briefgen.readers import archives

    found = archives.members(content.data, content.name)
    if not found:
        raise ReadError("the archive holds no files; nothing to read")
    return found


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input: how it is known, the sign in words for people, and its reader."""

    kind: str
    knows: Callable[[kinds.Beginning], bool]
    sign: str
    read: Reader


# Asked in this order; what none of them knows is text or Markdown, or refused.
FORMATS: tuple[Format, ...] = (
    Format("pdf", kinds.is_pdf, "it begins with %PDF", _pdf),
    Format("zip", kinds.is_zip, "it begins as a zip file", _zip),
    Format("archive", kinds.is_archive, "it begins as a packed file", _archive),
    Format("feed", kinds.is_feed, "its root element is a feed's", _lazily("feeds")),
    Format("html", kinds.is_page, "it holds elements of a web page", _lazily("html")),
    Format("mbox", kinds.is_mailbox, 'it begins with "From", a sender and headers', _lazily("mailbox")),
    Format("mail", kinds.is_mail, "it begins with headers of a mail", _lazily("mail")),
    Format("json", kinds.is_json, "it begins with a JSON object or list", _lazily("records")),
    Format("table", kinds.is_table, "its first line names columns", _lazily("tables")),
)
READERS: Mapping[str, Reader] = {one.kind: one.read for one in FORMATS} | {"text": _text, "markdown": _markdown}

# What these readers cost is known before they begin, and no library is in it that a file could break.
HARMLESS = frozenset({"text", "markdown"})

# A worker has 20 s of processor: some 7,000 records of 300 words are read in this time.
PATIENCE = 15.0

_ITS_NAME = "its name ends so, and what it holds does not speak against it"
_NOTHING_ELSE = "it is text, and no other reader knows it"


@dataclass(frozen=True, slots=True)
class Kind:
    """Which reader takes an input, and why."""

    name: str
    why: str


def kind_of_content(content: Content) -> Kind:
    """Return the reader for an input and why; raises ReadError for what is empty or of a kind that is not read."""
    if not content.data.strip():
        raise ReadError("empty; nothing to read")
    head = kinds.beginning(content)
    known = next((one for one in FORMATS if one.knows(head)), None)
    if known:
        return Kind(known.kind, known.sign if known.knows(replace(head, name="")) else _ITS_NAME)
    return _kind_of_text(decode(content.data), content.name)


def _kind_of_text(text: str, name: str) -> Kind:
    if (kind := kind_of(text, name)) == "text":
        return Kind(kind, _NOTHING_ELSE)
    return Kind(kind, "it begins as Markdown does" if kind_of(text, "") == kind else _ITS_NAME)


def read_content(
    content: Content,
    language: str | None = None,
    now: datetime | None = None,
    kind: Kind | None = None,
    clock: Callable[[], float] = time.process_time,
) -> list[Outcome]:
    """Return the reports that an input holds, what of it is none, and the files in it.

    `kind` is told by the content where it is not given.  A long list is left
    before the worker's time runs out by `clock`, and says so.  Raises
    ReadError where there is nothing of all these.
    """
    kind = kind or kind_of_content(content)
    found: list[Outcome] = []
    end = clock() + PATIENCE
    try:
        for one in READERS[kind.name](content):
            if clock() > end:
                raise ReadError(f"too much for one file: what stands behind part {len(found):,} is not read; split it")
            found.append(_finished(one, content, kind, language, now))
    except ReadError as error:
        if not found:
            raise
        found.append(Skipped(content.name, str(error)))
    if not found:
        raise ReadError("holds no text; nothing to read")
    return found


def _finished(one: Found, content: Content, kind: Kind, language: str | None, now: datetime | None) -> Outcome:
    if isinstance(one, Member):
        return one
    location = f"{content.name}#{one.place}" if one.place else content.name
    if isinstance(one, Broken):
        return Skipped(location, one.reason)
    try:
        return report_from(_told(one, content, kind), Source(location, one.kind or kind.name), language, now)
    except ReadError as error:
        return Skipped(location, str(error))


def _told(draft: Draft, content: Content, kind: Kind) -> Draft:
    """A draft with the reason for its reader, and the address that it came from where it states none.

    Not so a part of a feed or a list: that address is not its own.
    """
    told = draft.reading.came_from or [(name, _RECORDS.get(kind.name, _THE_RECORD)) for name in draft.stated]
    stated = draft.stated
    if content.address and not stated.get("url") and not draft.place:
        stated = {**stated, "url": content.address}
        told = [*told, ("url", "the address that was fetched")]
    return replace(draft, stated=stated, reading=replace(draft.reading, came_from=tuple(told), why=kind.why))


_THE_RECORD = "the file's own record"
_RECORDS = {"markdown": "its front matter"}
