"""Bytes of a mail -> proof that they hold exactly our headers, our recipient and our parts.

Read with both of Python's parsers, which disagree where somebody meddled:
what is not as it was set is an error, and never a mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default
from email.utils import getaddresses
from typing import Any

from briefgen.errors import MailError
from briefgen.renderers.mail.headers import Address

Headers = Sequence[tuple[str, str]]
Mailboxes = Sequence[Address | None]

# RFC 5322: no line end but CR and LF together (2.3), no line longer than this (2.1.1).
_NOWHERE = re.compile(rb"\r(?!\n)|(?<!\r)\n|\x00|[\x80-\xff]")
_LONGEST_LINE = 998
# An encoded word can hold a line end, which some program behind us may write out (CVE-2024-6923).
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_MAILBOXES = ("From", "To")
_OF_THE_BODY = ("MIME-Version", "Content-Type")


def check(data: bytes, headers: Headers, mailboxes: Mailboxes, parts: Sequence[str]) -> None:
    """Raise MailError where a mail holds anything but these headers, mailboxes and kinds of parts.

    `headers` are names and values in order, those of the body's form left out
    and the mailboxes' values empty; `mailboxes` are the sender and the
    recipient, where there are any.
    """
    wrong = next(_faults(data, headers, mailboxes, parts), None)
    if wrong:
        raise MailError(f"the mail would not hold what it was made of: {wrong}; it was not sent")


def _faults(data: bytes, headers: Headers, mailboxes: Mailboxes, parts: Sequence[str]) -> Iterator[str]:
    if _NOWHERE.search(data):
        yield "a character or a line end that stands in no mail"
    if max(map(len, data.split(b"\r\n"))) > _LONGEST_LINE:
        yield "a line that is too long"
    expected = [[(_joined(box.name), box.address)] if box else [] for box in mailboxes]
    for message, decoded, boxes in _read(data):
        held = [(name, "" if name in _MAILBOXES else decoded(value)) for name, value in message.items()]
        if [pair for pair in held if pair[0] not in _OF_THE_BODY] != list(headers):
            yield "other headers"
        if any(_CONTROLS.search(value) for _, value in held):
            yield "a header with a line end in it"
        if [boxes(message, name) for name in _MAILBOXES] != expected:
            yield "another sender or recipient"
        if [part.get_content_type() for part in message.walk()] != list(parts):
            yield "other parts"
        if any(part.defects for part in message.walk()):
            yield "a part that is damaged"


Decoded = Callable[[Any], str]
Boxes = Callable[[Any, str], list[tuple[str, str]]]


def _read(data: bytes) -> Iterator[tuple[Message, Decoded, Boxes]]:
    """The mail as each of the parsers has it, and how its values and mailboxes are read there."""
    yield message_from_bytes(data, policy=default), str, _boxes
    yield message_from_bytes(data), _decoded, _boxes_of_old


def _boxes(message: Any, name: str) -> list[tuple[str, str]]:
    found = message[name].addresses if name in message else ()
    return [(_joined(one.display_name), one.addr_spec) for one in found]


def _boxes_of_old(message: Any, name: str) -> list[tuple[str, str]]:
    return [(_joined(_decoded(phrase)), box) for phrase, box in getaddresses(message.get_all(name, []))]


def _joined(name: str) -> str:
    """Without blanks: Python 3.11 puts one between two encoded words of a name, where RFC 2047 has none."""
    return name.replace(" ", "")


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value.replace("\r\n", ""))))
