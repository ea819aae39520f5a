"""One record of a table, a list or a feed in JSON -> a draft, by the usual names of its fields.

Names differ from export to export; a mapping says which is which where the
usual ones are not used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Reading
from briefgen.readers.dates import stated_date
from briefgen.readers.draft import Broken, Draft, Found, language_told
from briefgen.readers.field_names import known_fields
from briefgen.readers.html import lines_of_markup
from briefgen.readers.layout import Line, parts_below
from briefgen.readers.plain import paragraphs
from briefgen.readers.stated import web_address
from briefgen.text.clean import clean, clean_line

_MARKUP = re.compile(r"</(?:p|div|span|a|li|ul|h[1-6]|strong|em|b|i|table|blockquote)>|<(?:p|br)\s*/?>", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.|\[\+\d+ chars\])\s*$")
_TAIL = re.compile(r"\s*\[\+\d+ chars\]\s*$")
# Under these names an object holds what it is about.
_INNER = (
    "rendered",
    "text",
    "value",
    "content",
    "name",
    "title",
    "main",
    "html",
    "$date",
    "$numberlong",
    "#text",
    "_",
    "full",
)
_DEEP = 4

Record = Mapping[str, Any]


def is_record(record: Any, fields: Mapping[str, str]) -> bool:
    """Whether an object is a report: it has a text or a title of its own."""
    if not isinstance(record, Mapping):
        return False
    known = known_fields(map(str, record), fields)
    return any(what in known and _words(record[known[what]]).strip() for what in ("text", "title"))


def record_read(record: Record, fields: Mapping[str, str], place: str, without: str = "") -> Found:
    """Return a record's draft, or why it is none; `without` is said where no field is known."""
    known = known_fields(record, fields)
    if not {"text", "teaser", "title"} & known.keys():
        return Broken(
            place, without or "no field is called title, text, body or content; say which is which with a mapping"
        )
    values = {what: record[name] for what, name in known.items()}
    text = _words(values.get("text"))
    teaser = not text.strip()
    text = text if not teaser else _words(values.get("teaser"))
    teaser = bool(text.strip()) and (teaser or bool(_CUT.search(text)))
    title = clean_line(" ".join(line.text for line in _lines(_words(values.get("title")))))
    try:
        lines = _lines(_TAIL.sub("", text))
    except ReadError:
        lines = []
    parts = tuple(parts_below(title, lines)) if lines else ()
    if not parts and not title:
        return Broken(place, "holds no text; nothing to read")
    stated = {
        "title": title,
        "outlet": clean_line(_words(values.get("outlet"))),
        "author": clean_line(_words(values.get("author")).replace("\n", ", ")),
        "published": _date(values.get("published")),
        "url": web_address(_words(values.get("url"))) or "",
        "language": language_told(_words(values.get("language")), parts),
    }
    stated = {name: value for name, value in stated.items() if value}
    came_from = tuple((name, f"field {known[name]}") for name in stated if name in known and name != "language")
    notes = ("a teaser: the article is not in the record",) if teaser else ()
    return Draft(parts, stated, Reading(came_from, teaser=teaser, notes=notes), place)


def _lines(text: str) -> list[Line]:
    return lines_of_markup(text) if _MARKUP.search(text) else list(paragraphs(clean(text)))


def _words(value: Any, depth: int = 0) -> str:
    """The text of a value: of several one a line, of an object what it holds under a usual name."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < _DEEP:
        return "\n".join(filter(None, (_words(one, depth + 1) for one in value)))
    if isinstance(value, Mapping) and depth < _DEEP:
        lower = {str(name).lower(): one for name, one in value.items()}
        return next((found for name in _INNER if name in lower and (found := _words(lower[name], depth + 1))), "")
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _date(value: Any) -> str:
    found = stated_date(clean_line(_words(value)))
    return found.isoformat() if found else ""
