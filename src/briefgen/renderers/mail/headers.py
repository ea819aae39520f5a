r"""Text of strangers -> header values that hold that text and nothing else.

Python's own `email` wrote a real "Bcc:" line for a subject with a newline in
an encoded word (CVE-2024-6923, 3.11.7), so values are cleaned, encoded and
folded here; what comes out is ASCII, and its only line ends are folds.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from unicodedata import normalize

import idna

from briefgen.errors import UsageError
from briefgen.text.clean import clean_line

LONGEST_SUBJECT = 120
_LONGEST_NAME = 100
_FOLD = 76

# What stands between the dots of an address (RFC 5322, 3.2.3), and a host's label.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# A name in quotation marks may hold anything, another one no second mailbox.
_MAILBOX = re.compile(r"""(?P<name>"(?:[^"\\]|\\.)*"|[^"<>@]*?) ?<(?P<address>[^<>]+)>""")
_ESCAPED = re.compile(r"\\(.)")
_PHRASE = re.compile(rf"{_ATOM}(?: {_ATOM})*")
_LIST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_WEB = re.compile(r"https://[A-Za-z0-9._~:/?#@!$&'*+=%-]+")


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: its address in ASCII, a host of other letters as IDNA has it, and its name."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What is behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def header(self) -> str:
        """The mailbox as a header has it, not folded."""
        return f"{_phrase(self.name)} <{self.address}>" if self.name else self.address


def address(stated: str) -> Address:
    """Return the one mailbox that `stated` names: an address, with or without a name before it.

    Raises UsageError for what is none, or more than one.

    >>> address("Zoë Lee <zoe@bücher.example>")
    Address(address='zoe@xn--bcher-kva.example', name='Zoë Lee')
    """
    line = clean_line(stated)
    match = _MAILBOX.fullmatch(line)
    name, found = (match["name"], match["address"]) if match else ("", line)
    local, _, domain = found.rpartition("@")
    # A sign that is not seen may be missing in a name, but never in the address that was typed.
    if found in normalize("NFC", stated) and _is_local(local):
        domain = _ascii(domain)
        if _DOMAIN.fullmatch(domain) and len(local) + len(domain) < 254:
            return Address(f"{local}@{domain}", _tame(_unquoted(name))[:_LONGEST_NAME].strip())
    raise UsageError(
        f"{line[:80]!r} is no mail address; write one, like ann@example.org or “Ann Lee <ann@example.org>”"
    )


def _unquoted(name: str) -> str:
    return _ESCAPED.sub(r"\1", name[1:-1]) if name.startswith('"') else name


def _is_local(local: str) -> bool:
    # With a hyphen in front it could pass for an option of `sendmail`.
    return bool(_LOCAL.fullmatch(local)) and len(local) <= 64 and not local.startswith("-")


def _ascii(domain: str) -> str:
    """A host's name as the network has it; none for what is no name."""
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""


def list_id(stated: str) -> str:
    """Return a List-Id's value; raise UsageError for what is none.

    >>> list_id("daily.example.org")
    '<daily.example.org>'
    """
    bare = stated.strip().removeprefix("<").removesuffix(">")
    if not _LIST.fullmatch(bare) or len(bare) > 255:
        raise UsageError(f"{clean_line(stated)[:80]!r} is no list's name; write it like daily.example.org")
    return f"<{bare}>"


def unsubscribe(stated: str) -> str:
    """Return a List-Unsubscribe's value of a mail or https address; raise UsageError for what is neither.

    >>> unsubscribe("stop@example.org"), unsubscribe("https://example.org/stop?me")
    ('<mailto:stop@example.org?subject=unsubscribe>', '<https://example.org/stop?me>')
    """
    if _WEB.fullmatch(stated) and len(stated) < 900:
        return f"<{stated}>"
    return f"<mailto:{address(stated.removeprefix('mailto:')).address}?subject=unsubscribe>"


def subject(title: str, day: str, bottom_line: str) -> str:
    """Return title, day and bottom line in at most 120 characters, cut between two words.

    >>> subject("Morning", "22 November 2026", "The bridge is closed. " * 9)[-40:]
    'ge is closed. The bridge is closed. The…'
    """
    whole = _tame(f"{title}, {day}" + (f": {bottom_line}" if bottom_line else ""))
    if len(whole) <= LONGEST_SUBJECT:
        return whole
    room = whole[:LONGEST_SUBJECT]
    cut = room[: room.rfind(" ")] if " " in room[LONGEST_SUBJECT // 2 :] else room[:-1]
    return cut.rstrip(" .,;:–-") + "…"


def message_id(brief: str, recipient: Address | None, sender: Address | None) -> str:
    """Return the Message-ID that this brief has for this recipient, each time the same."""
    seed = f"{brief}\0{recipient.address if recipient else ''}"
    return f"<{blake2b(seed.encode(), digest_size=16).hexdigest()}@{sender.domain if sender else 'briefgen.invalid'}>"


def date(moment: datetime) -> str:
    """A time as mail writes it: "Sun, 22 Nov 2026 07:00:00 +0000"."""
    return format_datetime(moment)


def field(name: str, value: str) -> bytes:
    r"""Return a header's line or lines, folded between words, each with its line end.

    >>> field("Subject", "Tägliches")
    b'Subject: =?utf-8?B?VMOkZ2xpY2hlcw==?=\r\n'
    """
    lines, current = [], f"{name}:"
    for word in _words(value):
        if len(current) + 1 + len(word) > _FOLD and current != f"{name}:":
            lines.append(current)
            current = ""
        current += f" {word}"
    return "".join(f"{line}\r\n" for line in (*lines, current)).encode("ascii")


def _words(value: str) -> list[str]:
    """The pieces between which a value is folded; a name in quotation marks stays whole, older readers want it so."""
    if not value.isascii():
        return list(_encoded(value))
    return value.rsplit(" ", 1) if value.startswith('"') else value.split(" ")


def _encoded(text: str) -> Iterator[str]:
    """Encoded words of RFC 2047, each of whole characters and at most 75 long."""
    piece = b""
    for character in text:
        following = character.encode()
        if len(piece) + len(following) > 45:
            yield f"=?utf-8?B?{b64encode(piece).decode()}?="
            piece = b""
        piece += following
    yield f"=?utf-8?B?{b64encode(piece).decode()}?="


def _phrase(name: str) -> str:
    if not name.isascii():
        return " ".join(_encoded(name))
    if _PHRASE.fullmatch(name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _tame(text: str) -> str:
    """Text on one clean line, single blanks between its words, in which nothing passes for an encoded word."""
    return " ".join(clean_line(text).split()).replace("=?", "= ?")
