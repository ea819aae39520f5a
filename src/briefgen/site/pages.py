"""Entries -> the index page and the Atom feed (RFC 4287).

Pure: the same entries give the same bytes.  Both stay small: what a page of
many editions has no room for is left to the briefs themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from markupsafe import escape

from briefgen.errors import UsageError
from briefgen.renderers.labels import clock, day, month, number, web
from briefgen.renderers.templates import page
from briefgen.site.entries import NAMESPACE, Entry, Line
from briefgen.site.words import LETTERS, Index, words_of
from briefgen.text.clean import clean_line

INDEX = "index.html"
FEED = "feed.xml"

# What the two files begin with, by which they are known as ours when they are written anew.
MARKS = {INDEX: '<meta name="generator" content="briefgen site">', FEED: "<generator>briefgen site</generator>"}

# The index of a thousand editions loads at once, also over a slow line, where it is below a megabyte.
LIMIT = 960_000
# The newest ones: who subscribes today does not want three years, and a reader keeps what it has seen.
FED = 50

_HEADLINES = 6
# A line of a brief has at most 40 words, a headline fewer; longer ones are cut visibly.
_LONGEST = 400
# What stands around a headline: a list item, a link, its letter.
_AROUND = 60

FORMS = {
    "html": ("Page", "text/html"),
    "pdf": ("PDF", "application/pdf"),
    "md": ("Markdown", "text/markdown"),
    "txt": ("Text", "text/plain"),
    "json": ("JSON", "application/json"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the index shows it: as many of its headlines as there is room for, and how many more there are."""

    entry: Entry
    headlines: tuple[Line, ...] = ()

    @property
    def more(self) -> int:
        """How many headlines are not shown; none are counted where none is."""
        return len(self.entry.headlines) - len(self.headlines) if self.headlines else 0


@dataclass(frozen=True, slots=True)
class Month:
    """A heading of the index: its id in the page, its name and its rows."""

    id: str
    name: str
    rows: tuple[Row, ...]


def site(entries: Iterable[Entry], *, title: str | None = None, base: str | None = None) -> dict[str, str]:
    """Return the feed and the index page of at least one entry, by file name; the index last, which links to all.

    `title` is the newest entry's where nothing is said; with a base address
    (see `base_address`) the feed's links are absolute.
    """
    ordered = sorted(_distinct(entries), key=_newest_first)
    named = title or heading(ordered[0])
    return {FEED: _feed(ordered, named, base), INDEX: _index(ordered, named)}


def base_address(stated: str) -> str:
    """Return the address under which the folder is published, with its slash.

    Raises UsageError for one that no link can begin with.

    >>> base_address("https://example.org/briefs")
    'https://example.org/briefs/'
    """
    parts = urlsplit(stated) if web(stated) and clean_line(stated) == stated else None
    if parts is None or parts.query or parts.fragment:
        raise UsageError(f"--base-url: {stated!r} is no address of a folder; write it like https://example.org/briefs/")
    return stated.rstrip("/") + "/"


def _newest_first(entry: Entry) -> tuple[int, float, str]:
    """By the day on the entry's own clock, since months are headings, then by the moment, then by name."""
    return -entry.as_of.toordinal(), -entry.as_of.timestamp(), entry.stem


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each with an id of its own: of copies the one with the shortest name keeps it."""
    seen: set[UUID] = set()
    found = []
    for entry in sorted(entries, key=lambda entry: (len(entry.stem), entry.stem)):
        one = replace(entry, id=uuid5(entry.id, entry.address(""))) if entry.id in seen else entry
        seen.add(one.id)
        found.append(one)
    return found


# --- the index


def _index(entries: Sequence[Entry], title: str) -> str:
    """The page; of the room beyond the bare list half is for headlines that are shown, the rest for words to search.

    First come the headlines of all, then their lines; each time the newest first.
    """
    render = _renderer(entries, title)
    room = LIMIT - len(render([Row(entry) for entry in entries], "").encode())
    rows, unused = _with_headlines(entries, room // 2)
    index = Index(room - room // 2 + unused)
    for place, entry in enumerate(entries):
        index.add(place, words_of(line.text for line in entry.headlines))
    for place, entry in enumerate(entries):
        index.add(place, words_of(entry.lines))
    return render(rows, index.packed())


def _renderer(entries: Sequence[Entry], title: str) -> Callable[[Sequence[Row], str], str]:
    def rendered(rows: Sequence[Row], index: str) -> str:
        return page(
            "site/index.html.j2",
            title=title,
            mark=MARKS[INDEX],
            years=_years(rows),
            first=entries[-1],
            latest=entries[0],
            count=len(entries),
            index=json.dumps({"letters": LETTERS, "words": index}, ensure_ascii=False).replace("<", "\\u003c"),
            **_SHOWN,
        )

    return rendered


def _with_headlines(entries: Sequence[Entry], room: int) -> tuple[list[Row], int]:
    """The newest editions with their headlines as far as there is room, and the room that is left."""
    rows = []
    for entry in entries:
        shown = entry.headlines[:_HEADLINES]
        cost = sum(map(partial(_cost, entry), shown))
        rows.append(Row(entry, shown if cost <= room else ()))
        room -= cost if cost <= room else 0
    return rows, room


def _cost(entry: Entry, headline: Line) -> int:
    """How many bytes of the page a headline takes."""
    return _AROUND + len(escape(clipped(headline.text)).encode()) + len(entry.address("html", headline.anchor))


def _years(rows: Sequence[Row]) -> list[tuple[int, list[Month]]]:
    """The years and their months, the newest first."""
    return [(year, list(_months(found))) for year, found in groupby(rows, lambda row: row.entry.as_of.year)]


def _months(rows: Iterable[Row]) -> Iterator[Month]:
    for day_of_first, found in groupby(rows, lambda row: row.entry.as_of.date().replace(day=1)):
        yield Month(f"m{day_of_first.isoformat()[:7]}", month(day_of_first), tuple(found))


def clipped(text: str) -> str:
    """Return a text, cut visibly where it is longer than any line should be.

    >>> clipped("a" * 999)[-8:]
    'aaaa […]'
    """
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " […]"


# --- the feed


def _feed(entries: Sequence[Entry], title: str, base: str | None) -> str:
    return page(
        "site/feed.xml.j2",
        id=_feed_id(entries, base).urn,
        mark=MARKS[FEED],
        title=title,
        base=base or "",
        entries=entries[:FED],
        updated=max(entry.as_of for entry in entries[:FED]),
        **_SHOWN,
    )


def _feed_id(entries: Sequence[Entry], base: str | None) -> UUID:
    """Of its address where that is known, else of its oldest entry, which stays when new ones come."""
    return uuid5(NAMESPACE_URL, base + FEED) if base else uuid5(NAMESPACE, str(entries[-1].id))


def _utc(moment: datetime) -> str:
    """As RFC 3339 wants it; in UTC, since an offset with seconds would be none of its."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def heading(entry: Entry) -> str:
    """The title of an entry; of one that has none the name of its files."""
    return clipped(entry.title or clean_line(entry.stem) or "Brief")


def weekday(moment: datetime) -> str:
    """The name of a day, whatever language the machine speaks."""
    return _WEEKDAYS[moment.weekday()]


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHOWN = {
    "forms": FORMS, "feed": FEED, "home": INDEX, "clipped": clipped, "heading": heading,
    "day": day, "weekday": weekday, "clock": clock, "number": number, "utc": _utc,
}  # fmt: skip
