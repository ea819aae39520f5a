"""A mailbox file (mbox) -> drafts: one report a message.

Split here and not by the standard library's `mailbox`, which wants a file to
open and lock: what came through standard input or an archive has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import ReadError
from briefgen.readers.draft import Broken, Content, Found
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
