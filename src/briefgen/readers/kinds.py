"""Bytes and a name -> the kind of input: by what it holds first, by its name second.

Each kind has one test of an input's beginning; they are asked in the order of
the table in `readers`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property

from briefgen.readers.draft import Content
from briefgen.readers.field_names import USUAL, plain_name

_HEAD = 8192
_PDF = re.compile(rb"\s*%PDF-\d")
_PACKED = re.compile(rb"\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\0|.{257}ustar", re.DOTALL)
_COMMENT = r"(?:<!--(?:(?!-->).){0,2000}-->\s*|<\?(?!xml\s)[^>]{0,500}\?>\s*){0,9}"
_DOCTYPE = r"<!doctype\s[^>\[]{0,500}(?:\[(?:(?!\]\s*>).){0,6000}\]\s*)?>\s*"
_PROLOG = rf"\s*(?:<\?xml[^>]{{0,300}}>\s*)?{_COMMENT}(?:{_DOCTYPE})?{_COMMENT}"
_PAGE = re.compile(
    rf"{_PROLOG}<(?:html|head|body|title|meta|base|link\s)\b|\s*(?:<\?xml[^>]{{0,300}}>\s*)?{_COMMENT}<!doctype html\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rf"{_PROLOG}<(?:[\w-]+:)?(?:rss|feed|RDF|channel)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b")
_TAGS = re.compile(
    r"</(?:p|div|span|a|h[1-6]|td|tr|table|li|ul|b|i|em|strong|font|center|section|article|blockquote)>"
    r"|<(?:p|br|hr)\s*/?>",
    re.IGNORECASE,
)
_FEW_TAGS = 3
_FRAGMENT = re.compile(
    r"\s*<(?:p|div|span|table|h[1-6]|ul|ol|section|article|main|center|blockquote|script|style|img|iframe|svg|form|"
    r"a\s|b>|i>|br|hr)\b",
    re.IGNORECASE,
)

_NAMES = (
    "From To Cc Subject Date Message-ID Received MIME-Version Return-Path Delivered-To Content-Type Reply-To Sender"
)
_HEADER = rf"(?:{_NAMES.replace(' ', '|')}|X-[\w-]+|DKIM-Signature|Authentication-Results|List-[\w-]+)"
_ENVELOPE = r"From \S+[^\n]{4,200}\n"
_HEADERS = r"(?:[A-Za-z][\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)"
_MAIL = re.compile(rf"(?:{_HEADER}:[^\n]*\n(?:[ \t][^\n]*\n)*){_HEADERS}*?{_HEADER}:", re.IGNORECASE)
_MAILBOX = re.compile(rf"\s*{_ENVELOPE}(?:>?{_ENVELOPE})?{_HEADERS}", re.IGNORECASE)

_OPENING = re.compile(r"\ufeff?\s*[\[{]")
_FIELDS = frozenset(name for names in USUAL.values() for name in names)
_CELL = re.compile(r"[\w .:-]{1,40}")


@dataclass(frozen=True)
class Beginning:
    """The first characters of an input and its name in small letters."""

    data: bytes
    name: str

    @cached_property
    def text(self) -> str:
        """The first characters; bytes beyond ASCII mean nothing here."""
        head = self.data[:_HEAD]
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return head.decode(encoding, errors="ignore").lstrip("\ufeff").replace("\r\n", "\n")
        if head.count(0) > len(head) / 4:
            # UTF-16 or UTF-32 without a mark: markup is ASCII in either.
            head = head.replace(b"\0", b"")
        return head.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")

    def named(self, *endings: str) -> bool:
        """Whether the name ends like this."""
        return self.name.endswith(endings)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def beginning(content: Content) -> Beginning:
    """Return what the kinds are told by."""
    return Beginning(content.data[:_HEAD], content.name.lower())


def is_pdf(head: Beginning) -> bool:
    """PDF by its first line."""
    return bool(_PDF.match(head.data))


def is_zip(head: Beginning) -> bool:
    """A zip, which Word files are, too, by its first bytes."""
    return head.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_archive(head: Beginning) -> bool:
    """A tar, or a file packed with gzip, bzip2 or xz, by its first bytes."""
    return bool(_PACKED.match(head.data))


def is_feed(head: Beginning) -> bool:
    """RSS, Atom or RDF by its root element; other XML by the name of a feed."""
    return bool(_FEED.match(head.text)) or (head.named(".rss", ".atom", ".rdf") and bool(_XML.match(head.text)))


def is_page(head: Beginning) -> bool:
    """HTML by its root element, by its tags, or by its name and any tag."""
    if _PAGE.match(head.text):
        return True
    tags = len(_TAGS.findall(head.text))
    if head.named(".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"):
        return tags > 0 or head.text.lstrip().startswith("<")
    fragment = bool(_FRAGMENT.match(head.text)) and not head.named(".md", ".markdown", ".mdown", ".mkd")
    return fragment and (tags >= _FEW_TAGS or head.text.rstrip().endswith(">"))


def is_mailbox(head: Beginning) -> bool:
    """Messages one after another, each behind a line "From sender date"."""
    return bool(_MAILBOX.match(head.text))


def is_mail(head: Beginning) -> bool:
    """A message by its first header lines, of which two are a mail's own; one is enough where the name says so."""
    if head.named(".eml"):
        return bool(re.match(r"\s*[A-Za-z][\w-]{1,60}:", head.text))
    return bool(_MAIL.match(head.text.lstrip("\n")))


def is_json(head: Beginning) -> bool:
    """JSON or JSON lines by the first value, or by the name and an opening bracket."""
    if not _OPENING.match(head.text):
        return head.named(".jsonl", ".ndjson", ".json")
    return head.named(".json", ".jsonl", ".ndjson", ".geojson") or _begins_with_data(head.text)


def _begins_with_data(text: str) -> bool:
    """Whether a text begins as an object or a list of them; "[Update] The bridge" does not."""
    return bool(re.match(r"\s*(?:\[\s*)*\{\s*\"(?:[^\"\\\n]|\\.){1,100}\"\s*:|\s*\{\s*\}\s*$", text)) or _is_value(text)


def _is_value(text: str) -> bool:
    import json

    try:
        return isinstance(json.loads(text), (list, dict))
    except (ValueError, RecursionError):
        return False


def is_table(head: Beginning) -> bool:
    """Comma-, semicolon- or tab-separated values by the names in the first line, or by the file's name."""
    line = head.text.lstrip().split("\n", 1)[0]
    for separator in (",", ";", "\t", "|"):
        cells = [cell.strip(" \"'") for cell in line.split(separator)]
        if (
            len(cells) > 1
            and all(_CELL.fullmatch(cell) for cell in cells)
            and len(_FIELDS.intersection(map(plain_name, cells))) > 1
        ):
            return True
    return head.named(".csv", ".tsv")
