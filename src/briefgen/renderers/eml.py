"""Briefing -> a mail: the Markdown as plain text, a page made for mail, and what is attached.

The bytes are written here down to the boundaries, so that the same brief to
the same recipient is the same mail, and they are read again before anybody
gets them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import blake2b, sha256

from briefgen.errors import UsageError
from briefgen.model import Briefing
from briefgen.renderers import DEFAULT_TEMPLATE, json
from briefgen.renderers.labels import day
from briefgen.renderers.mail import headers
from briefgen.renderers.mail.headers import Address
from briefgen.renderers.mail.page import Pages
from briefgen.renderers.mail.reread import check
from briefgen.renderers.mail.text import wrapped
from briefgen.renderers.templates import MAIL_TEXT
from briefgen.renderers.templates import render as render_template

# What can be attached: its type, and how the page names it.
ATTACHABLE = {
    "pdf": ("application", "pdf", "PDF"),
    "md": ("text", "markdown", "Markdown"),
    "json": ("application", "json", "JSON"),
}

# A profile's name that is a file's name on every system.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")

# Bodies in seven bits: no server on the way needs an extension, and no line is too long.
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail has around the brief; a draft has neither sender nor recipient.

    `date` is the brief's own time where nothing is said, `message_id` that of
    the brief and the recipient; `list_id` and `unsubscribe` are a list's name
    and where to leave it.
    """

    sender: Address | None = None
    recipient: Address | None = None
    date: datetime | None = None
    message_id: str | None = None
    list_id: str | None = None
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What is the same for all recipients: the bytes below the headers, and the kinds of their parts."""

    data: bytes
    kinds: tuple[str, ...]


def render(briefing: Briefing, template: str = DEFAULT_TEMPLATE) -> bytes:
    """Return a draft of the mail, without sender and recipient."""
    return message(briefing, Letter(), body(briefing, template=template))


def name(briefing: Briefing) -> str:
    """Return what this brief is known by: its edition and title, or the hash of its JSON where it has none."""
    if briefing.edition is not None:
        return f"{briefing.edition} {briefing.title}"
    return "sha256:" + sha256(json.render(briefing, texts=False)).hexdigest()


def body(briefing: Briefing, attached: Mapping[str, bytes] | None = None, template: str = DEFAULT_TEMPLATE) -> Body:
    """Return text and page of a brief and the files `attached` by format ("pdf", "md", "json").

    Where the page is cut and neither PDF nor Markdown is among them, the
    Markdown is attached.  Raises UsageError for another format.
    """
    pages = Pages(briefing, template)
    files = _attached(dict(attached or {}))
    if not (pages.fits or {"pdf", "md"} & files.keys()):
        files = _attached({**files, "md": render_template(briefing, "md", template).encode()})
    holding = next((ATTACHABLE[form][2] for form in files), "")
    text = wrapped(render_template(briefing, MAIL_TEXT, template))
    made = _parts(text, pages.page(holding).decode())
    for form, data in files.items():
        main, sub, _ = ATTACHABLE[form]
        charset = {"charset": "utf-8"} if main == "text" else None
        filename = f"{_stem(briefing)}.{form}"
        made.add_attachment(data, maintype=main, subtype=sub, params=charset, filename=filename)
    if files:
        made.set_boundary(_boundary(text, "mixed"))
    return Body(made.as_bytes(policy=_POLICY), tuple(part.get_content_type() for part in made.walk()))


def message(briefing: Briefing, letter: Letter, body: Body) -> bytes:
    """Return the finished mail, read again: its headers and recipient are exactly those of `letter`.

    Raises MailError where the bytes do not hold what they should.
    """
    fields = _fields(briefing, letter)
    made = b"".join(headers.field(label, value) for label, value in fields) + body.data
    stated = [(label, "" if label in {"From", "To"} else value) for label, value in fields]
    check(made, stated, (letter.sender, letter.recipient), body.kinds)
    return made


def _fields(briefing: Briefing, letter: Letter) -> list[tuple[str, str]]:
    bottom_line = briefing.claims[briefing.bottom_line].text if briefing.bottom_line else ""
    fields = [
        ("From", letter.sender and letter.sender.header),
        ("To", letter.recipient and letter.recipient.header),
        ("Subject", headers.subject(briefing.title, day(briefing.as_of), bottom_line)),
        ("Date", headers.date(letter.date or briefing.as_of)),
        ("Message-ID", letter.message_id or headers.message_id(name(briefing), letter.recipient, letter.sender)),
        ("Auto-Submitted", "auto-generated"),
        ("List-Id", letter.list_id and headers.list_id(letter.list_id)),
        ("List-Unsubscribe", letter.unsubscribe and headers.unsubscribe(letter.unsubscribe)),
    ]
    return [(label, value) for label, value in fields if value]


def _attached(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files in the order of ATTACHABLE."""
    for form in files:
        if form not in ATTACHABLE:
            raise UsageError(f"{form}: cannot be attached; use some of: {', '.join(ATTACHABLE)}")
    return {form: files[form] for form in ATTACHABLE if form in files}


def _stem(briefing: Briefing) -> str:
    """What attachments are called: an edition's as its files; a stranger's JSON may have any profile."""
    edition = briefing.masthead
    if edition and _PLAIN.fullmatch(edition.profile):
        return f"{edition.profile}-{edition.day}"
    return f"brief-{briefing.as_of:%Y-%m-%d}"


def _parts(text: str, html: str) -> EmailMessage:
    """Text and page, the richer one last."""
    made = EmailMessage(_POLICY)
    made.set_content(text, charset="utf-8", cte=_encoding(text))
    made.add_alternative(html, subtype="html", charset="utf-8", cte=_encoding(html))
    made.set_boundary(_boundary(text, "alternative"))
    return made


def _encoding(text: str) -> str:
    """Quoted-printable, which can be read as it stands, unless it is much the longer one."""
    beyond = len(text.encode()) - len(text)
    return "quoted-printable" if beyond < len(text) // 6 else "base64"


def _boundary(text: str, kind: str) -> str:
    """What parts the parts: with a sign of equality before an underscore, which no encoded body can hold."""
    return f"=_{blake2b(f'{kind}{text}'.encode(), digest_size=12).hexdigest()}"
