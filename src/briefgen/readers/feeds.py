"""RSS, Atom or RDF -> drafts: each entry is a report, in full where the feed has it in full, else its teaser.

feedparser reads what feeds really are, in whatever encoding; it is always
given bytes, since a text may name a file or an address that it would open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from time import struct_time
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Reading
from briefgen.readers.dates import stated_date
from briefgen.readers.draft import Broken, Content, Draft, Found, language_told
from briefgen.readers.html import lines_of_markup
from briefgen.readers.layout import Line, parts_below
from briefgen.readers.plain import paragraphs
from briefgen.readers.stated import web_address
from briefgen.text.clean import clean, clean_line

# 10,000 entries take 2 s, 100,000 22 s and 300 MB; feeds of news hold 10 to 300.
MOST_ENTRIES = 1_000
# A summary this long is the article; teasers have 20 to 80 words.
_WHOLE = 200

_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);", re.DOTALL)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[\+\d+ chars\])\s*$")
_MORE = re.compile(
    r"(?:continue reading|read (?:more|on|the (?:rest|full))|full (?:story|article)|the post .{1,200} appeared first on"
    r"|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leggi tutto|lees (?:meer|verder)|läs mer"
    r"|читать далее)\b.{0,200}",
    re.IGNORECASE,
)

Entry = Mapping[str, Any]


def read(content: Content) -> Iterator[Found]:
    """Yield a feed's entries in order; raises ReadError for a feed without any."""
    data, passed_over = _cut(content.data)
    feed = _parsed(data, content)
    entries: Sequence[Entry] = feed.get("entries", [])
    if not entries:
        raise ReadError(f"a feed without entries{_cause(feed)}; nothing to read")
    about = _about(dict(feed.get("feed", {})))
    for number, entry in enumerate(entries, 1):
        # A plain dictionary: feedparser's own looks under other names, too, and warns of it.
        yield _draft(dict(entry), about, str(number), content.address)
    if passed_over:
        number = len(entries) + passed_over
        yield Broken(
            str(number), f"{passed_over:,} more entries are not read; the limit is {MOST_ENTRIES:,} for a feed"
        )


def _cut(data: bytes) -> tuple[bytes, int]:
    """The feed with its first entries only, well-formed as before, and how many entries are left out."""
    ends = [match.end() for match in _END.finditer(data)]
    if len(ends) <= MOST_ENTRIES:
        return data, 0
    return data[: ends[MOST_ENTRIES - 1]] + data[ends[-1] :], len(ends) - MOST_ENTRIES


def _parsed(data: bytes, content: Content) -> Any:
    import feedparser

    headers = {"content-type": f"application/xml; charset={content.charset}"} if content.charset else {}
    try:
        return feedparser.parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # it raises what it meets: LookupError, AssertionError, UnicodeDecodeError, ...
        raise ReadError(
            f"a feed that cannot be read ({type(error).__name__}); check it with a feed validator"
        ) from error


def _cause(feed: Any) -> str:
    cause = feed.get("bozo_exception")
    return f" ({clean_line(str(cause))[:100]})" if cause else ""


def _about(feed: Entry) -> dict[str, str]:
    """What the feed states for all of its entries."""
    found = {"outlet": _line(feed.get("title_detail")), "language": str(feed.get("language") or "")}
    return {name: value for name, value in found.items() if value}


def _draft(entry: Entry, about: Mapping[str, str], place: str, base: str | None) -> Draft:
    title = _line(entry.get("title_detail"))
    lines, teaser = _text_of(entry)
    parts = tuple(parts_below(title, lines)) if lines else ()
    stated = {
        "title": title,
        "outlet": _outlet(entry) or about.get("outlet", ""),
        "author": _author(entry),
        "published": _published(entry),
        "url": _link(entry, base or ""),
        "language": language_told(about.get("language"), parts),
    }
    stated = {name: value for name, value in stated.items() if value}
    came_from = tuple((name, _place_of(name, value, about)) for name, value in stated.items())
    notes = ("a teaser: the article stands at its address",) if teaser else ()
    return Draft(parts, stated, Reading(came_from, teaser=teaser, notes=notes), place)


def _place_of(name: str, value: str, about: Mapping[str, str]) -> str:
    if about.get(name) == value:
        return "the feed"
    return "its words" if name == "language" else "the entry"


def _text_of(entry: Entry) -> tuple[list[Line], bool]:
    """The entry's paragraphs, of whichever of its texts is longest, and whether they are but a teaser."""
    whole = max((_lines(one) for one in entry.get("content") or ()), key=_amount, default=[])
    summary = _lines(entry.get("summary_detail"))
    lines, more = _without_more(max(whole, summary, key=_amount))
    words = sum(len(line.text.split()) for line in lines)
    cut = bool(lines and _CUT.search(lines[-1].text)) or _amount(whole) < 2 * _amount(summary)
    return lines, bool(lines) and (more or (words < _WHOLE and cut))


def _without_more(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines without an invitation to read on at their end, and whether there was one."""
    kept = list(lines)
    while kept and _MORE.fullmatch(kept[-1].text):
        kept.pop()
    return (kept, len(kept) < len(lines)) if kept else (lines, False)


def _amount(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _lines(detail: Entry | None) -> list[Line]:
    """The paragraphs of one of an entry's texts: markup where it is, or looks like, markup."""
    if not detail:
        return []
    value, kind = str(detail.get("value") or ""), str(detail.get("type") or "")
    if not value.strip():
        return []
    if "html" in kind or _MARKUP.search(value):
        return lines_of_markup(value)
    return list(paragraphs(clean(value)))


def _line(detail: Entry | None) -> str:
    """A title: on one line, without markup."""
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    if _MARKUP.search(value):
        value = " ".join(line.text for line in lines_of_markup(value))
    return clean_line(value)


def _outlet(entry: Entry) -> str:
    """The outlet that an entry of a gathered feed comes from."""
    source = entry.get("source") or {}
    return clean_line(str(source.get("title") or ""))


def _author(entry: Entry) -> str:
    names = [str(one.get("name") or "") for one in entry.get("authors") or () if one]
    return clean_line(", ".join(dict.fromkeys(filter(None, names))))


def _published(entry: Entry) -> str:
    """When it was published, else last changed, as ISO 8601."""
    for name in ("published", "created", "updated"):
        found = stated_date(clean_line(str(entry.get(name) or ""))) or _day(entry.get(f"{name}_parsed"))
        if found:
            return found.isoformat()
    return ""


def _day(moment: struct_time | None) -> date | None:
    """The day of a date in a form that only feedparser knows; it takes a missing zone for UTC."""
    try:
        return date(*moment[:3]) if moment else None
    except ValueError:
        return None


def _link(entry: Entry, base: str) -> str:
    addresses = (entry.get("feedburner_origlink"), entry.get("link"), entry.get("id"))
    return next((found for one in addresses if one and (found := web_address(str(one), base))), "")
