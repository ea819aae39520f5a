"""A mailbox, a file (mbox) or a folder (Maildir) -> its messages: one report each.

Split here and not by the standard library's `mailbox`, which wants a file to
open, lock and write to: what came through standard input or an archive has
none, and whose mail is read shall find it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import IO

from briefgen.errors import ReadError
from briefgen.readers.draft import Broken, Content, Found
from briefgen.readers.files import LIMIT, TOO_LARGE, Offer
from briefgen.readers.mail import message_read

_ENVELOPE = re.compile(rb"(?:\A\s*|(?<=\n\n)|(?<=\r\n\r\n))From \S+[^\n]{4,200}\r?\n(?=[A-Za-z][\w-]*:|>?From )")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def read(content: Content) -> Iterator[Found]:
    """Yield the messages of a mailbox in order; one that cannot be read costs one line."""
    starts = list(_ENVELOPE.finditer(content.data))
    ends = [match.start() for match in starts[1:]] + [len(content.data)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), 1):
        place = str(number) if len(starts) > 1 else ""
        yield from _message(_ESCAPED.sub(b"", content.data[match.end() : end]), place)


def _message(data: bytes, place: str) -> list[Found]:
    try:
        return message_read(data, place)
    except ReadError as error:
        return [Broken(place, str(error))]


# --- a mailbox that is named as a source: of any size, one message in memory at a time


def in_file(path: Path) -> Iterator[Offer]:
    """Yield the messages of a mailbox file as inputs of their own, numbered from 1; none is marked or moved."""
    try:
        with path.open("rb") as file:
            yield from _numbered(path, _split(file))
    except OSError as error:
        yield Offer(str(path), f"cannot be read ({error.strerror}); check the path and its permissions")


def _numbered(path: Path, messages: Iterable[tuple[bytes, ...]]) -> Iterator[Offer]:
    """Each message by its place; what stands before the first one is none."""
    number = 0
    for number, lines in enumerate(messages):
        place = f"{path}#{number}"
        if number and sum(map(len, lines)) > LIMIT:
            yield Offer(place, TOO_LARGE)
        elif number:
            yield Offer(place, held=_ESCAPED.sub(b"", b"".join(lines)), kind="mail")
    if not number:
        yield Offer(str(path), 'no message in it: no line "From", a sender and a date, with headers below it')


def _split(file: IO[bytes]) -> Iterator[tuple[bytes, ...]]:
    """The lines before the first message, and those of each message; of one beyond the limit only so many."""
    lines: list[bytes] = []
    size, blank = 0, True
    for line, following in pairwise(chain(iter(lambda: file.readline(LIMIT), b""), [b""])):
        if blank and _ENVELOPE.match(line + following):
            yield tuple(lines)
            lines, size = [], 0
        elif size <= LIMIT:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    yield tuple(lines)


def in_folder(path: Path) -> Iterator[Offer]:
    """Yield the mails of a Maildir in the order in which they came, new and read ones; none is marked or moved.

    A mail is called by the part of its name that stays when it is read.
    """
    parts = [path / part for part in ("new", "cur") if (path / part).is_dir()]
    if not parts:
        yield Offer(str(path), "no Maildir: it has neither new nor cur in it; check the path")
    try:
        mails = (one for part in parts for one in part.iterdir() if one.is_file() and not one.name.startswith("."))
        found = {_lasting(one.name): one for one in mails}
    except OSError as error:
        yield Offer(str(path), f"cannot be read ({error.strerror}); check its permissions")
        return
    for name, one in sorted(found.items()):
        yield Offer(str(one), place=f"{path}#{name}", kind="mail")


def _lasting(name: str) -> str:
    """A mail's name without its flags: "1700000000.M1P2.host:2,S" is the mail that was "1700000000.M1P2.host"."""
    return re.split(r"[:;!]2,", name, maxsplit=1)[0]
