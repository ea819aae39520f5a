"""A mail -> a draft: its best part, without what it answers to and without its footer.

Headers are cut before they are parsed: 240 kB of encoded subject cost the
standard library 2.7 GB.  What a mail quotes of earlier ones and what tells how
to unsubscribe stays in the text as furniture, which is never quoted.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.policy import default
from email.utils import getaddresses

from briefgen.errors import ReadError
from briefgen.model import Reading, Role
from briefgen.readers.blocks import Block
from briefgen.readers.dates import stated_date
from briefgen.readers.draft import Content, Draft, Found, Member, Part, language_told
from briefgen.readers.html import lines_of_markup
from briefgen.readers.layout import Line, parts_below
from briefgen.readers.plain import paragraphs
from briefgen.readers.stated import web_address
from briefgen.readers.tree import characters
from briefgen.text.clean import clean, clean_line

_LONGEST_HEADER = 8_000
_LONGEST_HEADERS = 64_000
_DEEPEST = 20
_MOST_PARTS = 200

_BOUNDED = re.compile(rb"\A(?:[^\r\n]+\r?\n)+|(?<=\n)--[^\n]{1,200}\n(?:[^\r\n]+\r?\n)+")
_HEADER = re.compile(rb"^[\x21-\x39\x3b-\x7e]{1,200}:[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE)

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|sv|vs|antw|rv|res|enc|odp|subject)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_DOCUMENTS = re.compile(
    r"application/(?:pdf|msword|rtf|epub\+zip|vnd\.(?:openxmlformats|oasis|ms-)\S*|zip|gzip|x-zip\S*|x-tar|json|xml)"
    r"|message/.*|text/.*",
    re.IGNORECASE,
)
_DOCUMENT_NAME = re.compile(
    r"\.(?:pdf|doc[xm]|dotx|zip|tar|tgz|gz|bz2|xz|html?|xhtml|eml|mbox|txt|md|csv|tsv|jsonl?|rss|atom|xml)$",
    re.IGNORECASE,
)
_NO_DOCUMENTS = re.compile(
    r"text/(?:calendar|x-vcard|vcard|directory|css|javascript|x-amp-html|rfc822-headers)"
    r"|message/(?:delivery-status|disposition-\S+)",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|table|center)\b", re.IGNORECASE | re.DOTALL
)

# "On Tuesday Ann wrote:" and its like; everything behind a mark of an original message.
_WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Em|Op|Den|Dne|W dniu)\b.{4,200}\b(?:wrote|writes|schrieb\b.{0,80}|a écrit|escribió|ha scritto|"
    r"escreveu|schreef\b.{0,80}|skrev\b.{0,80}|napsal\w*|napisał\w*)\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original (?:message|appointment)|ursprüngliche nachricht|message d'origine|mensaje original|"
    r"messaggio originale)\s*-{2,}$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*(?:>\s?)+")
_SIGNATURE = re.compile(r"^-- ?$")

# What mails say about themselves, by language.
_ABOUT_ITSELF = (
    r"unsubscribe|(?:to )?opt[- ]?out|(?:if you )?no longer wish to receive|to be removed from",
    r"manage (?:your )?(?:subscription|preferences)|remove (?:yourself|your name) from",
    r"(?:update|change) (?:your )?(?:e-?mail )?(?:preferences|profile|address)",
    r"you (?:are|have been|'re|’re) (?:currently )?(?:receiving|subscribed|sent)",
    r"you (?:have )?received? this (?:e-?mail|message|newsletter)",
    r"this (?:e-?mail|message|newsletter) (?:was|is) (?:being )?sent to",
    r"view (?:this|it) (?:e-?mail |message |newsletter )?(?:in|as|on)",
    r"(?:add|forward) (?:us|this)\b.{0,40}(?:address book|friend)",
    r"abbestellen|abmelden|newsletter abzumelden|im browser (?:ansehen|anzeigen|öffnen)",
    r"désabonner|désinscrire|désinscription|voir (?:cet e-?mail )?dans (?:votre|le) navigateur",
    r"darse de baja|cancelar (?:la|su|tu) suscripción|cancelar (?:a )?inscrição",
    r"annulla(?:re)? l['’]iscrizione|disiscri\w+|cancellarsi",
    r"uitschrijven|afmelden|avregistrera|afmeld|отписаться|отказаться от рассылки",
)
_FOOTER = re.compile(rf"\b(?:{'|'.join(_ABOUT_ITSELF)})\b", re.IGNORECASE)
_LONGEST_FOOTER = 500
# A footer stands in the last part of its mail; what follows its first line there belongs to it.
_LAST = 0.75
_HTML_IS_AS_GOOD = 0.8


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of a mail's text, and which of them are history or signature."""

    lines: tuple[Line, ...]
    beside: frozenset[int] = frozenset()

    @property
    def prose(self) -> int:
        """How many characters read as sentences."""
        return sum(len(line.text) for line in self.lines if Block(line.text, line.mark).is_prose)


def read(content: Content) -> Iterator[Found]:
    """Yield a mail's report and each document attached to it; raises ReadError where there is no text."""
    yield from message_read(content.data)


def message_read(data: bytes, place: str = "") -> list[Found]:
    """Return the same for one message's bytes, its place in a mailbox told."""
    try:
        message = email.message_from_bytes(_trimmed(data), policy=default)
        bodies = list(_bodies(message, 0))
        return [_draft(message, bodies, place), *_attached(message, place)]
    except (RecursionError, MemoryError) as error:
        raise ReadError("a mail whose parts are nested too deep; save its text first") from error


def _trimmed(data: bytes) -> bytes:
    """A mail whose headers, its own and its parts', are no longer than headers are."""
    return _BOUNDED.sub(lambda head: _short_headers(head[0]), data.replace(b"\0", b""))


def _short_headers(head: bytes) -> bytes:
    if len(head) <= _LONGEST_HEADER:
        return head
    short = _HEADER.sub(lambda header: header[0] if len(header[0]) <= _LONGEST_HEADER else _cut(header[0]), head)
    return short if len(short) <= _LONGEST_HEADERS else short[:_LONGEST_HEADERS].rsplit(b"\n", 1)[0] + b"\n"


def _cut(header: bytes) -> bytes:
    return header[:_LONGEST_HEADER].replace(b"\n", b" ").replace(b"\r", b" ") + b"\n"


def _draft(message: Message, bodies: Sequence[Body], place: str) -> Draft:
    title = _REPLY.sub("", _header(message, "subject")).strip()
    parts = tuple(part for number, body in enumerate(bodies) for part in _parts(body, "" if number else title))
    stated = {
        "title": title,
        "outlet": _sender(message),
        "published": _date(message),
        "url": web_address(_header(message, "archived-at").strip("<>")) or "",
        "language": language_told(_header(message, "content-language"), parts),
    }
    where = {
        "title": "Subject",
        "outlet": "From",
        "published": "Date",
        "url": "Archived-At",
        "language": "its words",
    }
    stated = {name: value for name, value in stated.items() if value}
    return Draft(parts, stated, Reading(tuple((name, where[name]) for name in stated)), place)


# --- headers


def _header(message: Message, name: str) -> str:
    """A header as it is meant; what cannot be decoded stays as it was sent, what cannot be parsed is not stated."""
    try:
        return clean_line(str(message.get(name) or ""))
    except Exception:  # noqa: BLE001 - strangers' headers make the parser raise IndexError, TypeError, AttributeError, ...
        return ""


def _sender(message: Message) -> str:
    """The display name of the first sender."""
    try:
        names = [name for name, _ in getaddresses([_header(message, "from")])]
    except (RecursionError, ValueError, IndexError):
        return ""
    return next((line for name in names if (line := clean_line(name).strip("\"' "))), "")


def _date(message: Message) -> str:
    found = stated_date(_header(message, "date"))
    return found.isoformat() if found else ""


# --- parts


def _bodies(part: Message, depth: int) -> Iterator[Body]:
    """The texts of a message in order, of alternatives the best one."""
    kind = part.get_content_type()
    if depth > _DEEPEST or _is_attached(part):
        return
    if part.is_multipart():
        children = [body for child in _children(part) for body in _bodies(child, depth + 1)]
        yield from _best(children) if kind == "multipart/alternative" else children
    elif kind == "text/html":
        yield _html(_characters(part))
    elif kind.startswith("text/") and not _NO_DOCUMENTS.match(kind):
        text = _characters(part)
        yield _html(text) if _is_markup(text) else _plain(text)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)][:_MOST_PARTS] if isinstance(payload, list) else []


def _is_markup(text: str) -> bool:
    """Whether a part that calls itself plain is a page."""
    return bool(_PAGE.match(text))


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except Exception:  # noqa: BLE001 - as in _header
        return False


def _characters(part: Message) -> str:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        data = None
    if not isinstance(data, bytes):
        return ""
    try:
        charset = part.get_content_charset()
    except Exception:  # noqa: BLE001 - as in _header
        charset = None
    try:
        return characters(Content(data, "", charset)) if data.strip() else ""
    except ReadError:
        return ""


def _best(bodies: Sequence[Body]) -> list[Body]:
    """Of alternatives the one with most prose; of nearly equal ones the last, which is the sender's preferred one."""
    most = max((body.prose for body in bodies), default=0)
    fair = [body for body in bodies if body.prose >= _HTML_IS_AS_GOOD * most]
    return fair[-1:] if most else sorted(bodies, key=lambda body: sum(len(line.text) for line in body.lines))[-1:]


def _html(markup: str) -> Body:
    lines = lines_of_markup(markup)
    return Body(tuple(lines), frozenset(_history([line.text for line in lines])))


def _plain(text: str) -> Body:
    """The paragraphs of a plain part: quoted answers and the signature told apart before lines are joined."""
    lines: list[Line] = []
    beside: set[int] = set()
    rows = clean(text).split("\n")
    aside = _aside(rows)
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or aside[end] != aside[start]:
            found = list(paragraphs("\n".join(rows[start:end])))
            beside.update(range(len(lines), len(lines) + len(found)) if aside[start] else ())
            lines += found
            start = end
    return Body(tuple(lines), frozenset(beside))


def _aside(rows: Sequence[str]) -> list[bool]:
    """Which lines are quoted, introduce what is quoted, or are the signature; none where all are."""
    aside = [bool(_QUOTED.match(row)) for row in rows]
    for place in _history(rows):
        aside[place] = True
    signature = next((place for place, row in enumerate(rows) if _SIGNATURE.match(row)), len(rows))
    if len(rows) - signature < max(12, len(rows) / 3):
        aside[signature:] = [True] * (len(rows) - signature)
    for place, row in enumerate(rows):
        following = next((other for other in range(place + 1, min(place + 3, len(rows))) if rows[other].strip()), None)
        if following is not None and aside[following] and _WROTE.match(row.strip()):
            aside[place] = True
    own = any(row.strip() and not one for row, one in zip(rows, aside, strict=True))
    return aside if own else [False] * len(rows)


def _history(texts: Sequence[str]) -> Iterable[int]:
    """The places behind the mark of an original message, where something stands before it."""
    mark = next((place for place, text in enumerate(texts) if _ORIGINAL.match(text.strip())), None)
    own = mark is not None and sum(len(text.split()) for text in texts[:mark]) >= 5
    return range(mark, len(texts)) if own and mark is not None else ()


def _parts(body: Body, title: str) -> list[Part]:
    """The paragraphs with their roles; history and footers are furniture."""
    own = [line for place, line in enumerate(body.lines) if place not in body.beside]
    roles = iter(parts_below(title, own)[-len(own) :] if own else ())
    footer = _footer([line.text for line in body.lines])
    parts: list[Part] = []
    for place, line in enumerate(body.lines):
        role, text = (Role.FURNITURE, line.text) if place in body.beside else next(roles)
        parts.append((Role.FURNITURE if place in footer else role, text))
    return parts


def _footer(texts: Sequence[str]) -> set[int]:
    """The places of the lines that tell how to unsubscribe and the like, and of what stands below them at the end."""
    found = {place for place, text in enumerate(texts) if len(text) <= _LONGEST_FOOTER and _FOOTER.search(text)}
    last = min((place for place in found if place >= _LAST * len(texts)), default=len(texts))
    return found | set(range(last, len(texts)))


# --- what is attached


def _attached(message: Message, place: str) -> Iterator[Member]:
    """Each attached document, and each attached mail as a whole."""
    for part in _parts_within(message, 0):
        if _is_document(part):
            yield Member(f"{place}/{_name(part)}".strip("/"), *_bytes(part))


def _parts_within(message: Message, depth: int) -> Iterator[Message]:
    """The parts that stand beside the text, or as it; what is in an attached mail is that mail's."""
    for part in _children(message) if depth <= _DEEPEST else ():
        if part.is_multipart() and not _is_attached(part):
            yield from _parts_within(part, depth + 1)
        else:
            yield part


def _is_document(part: Message) -> bool:
    kind = part.get_content_type()
    if kind.startswith("text/") and not _is_attached(part):
        return False
    named = kind == "application/octet-stream" and _DOCUMENT_NAME.search(_name(part))
    return bool(named or (_DOCUMENTS.fullmatch(kind) and not _NO_DOCUMENTS.fullmatch(kind)))


def _bytes(part: Message) -> tuple[bytes, str | None]:
    """What is attached, or why it is not there."""
    try:
        mails = _children(part) if part.is_multipart() else None
        data = part.get_payload(decode=True) if mails is None else b"".join(one.as_bytes() for one in mails)
    except Exception:  # noqa: BLE001 - as in _header
        data = None
    return (data, None) if isinstance(data, bytes) else (b"", "attached to a mail and broken; save it by hand")


def _name(part: Message) -> str:
    try:
        return clean_line(part.get_filename() or "")[:100] or "attachment"
    except Exception:  # noqa: BLE001 - as in _header
        return "attachment"
