"""JSON of a brief -> Entry: what the index and the feed tell of it.

All texts are cleaned once more: a JSON may come from anywhere, and what hides
or reorders words has no place in a list of many.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_DNS, UUID, uuid5

from briefgen.config import language_code
from briefgen.model import Form
from briefgen.proof.shape import Absent, Maybe
from briefgen.text.clean import clean_line

Object = Mapping[str, Any]

NAMESPACE = uuid5(NAMESPACE_DNS, "briefgen")

# What of a brief's JSON is used here: to check all of it takes ten times as
# long as to parse it, which is felt where a folder holds hundreds.
LISTED = {
    "title": str,
    "edition": Maybe(str),
    "as_of": str,
    "sources": [{"key": str, "id": str, "language": str}],
    "ledger": {"read": int, "duplicate": int},
    "bottom_line": Maybe(str),
    "key_points": [str],
    "stories": [
        {
            "id": str,
            "headline": Maybe({"text": str, "source": str}),
            "place": Absent({"form": str}),
            "claims": [
                {
                    "id": str,
                    "text": str,
                    "wording": {"source": str},
                    "witnesses": [{"source": str, "page": Absent(int)}],
                }
            ],
        }
    ],
}


@dataclass(frozen=True, slots=True)
class Line:
    """Quoted words, the letters of their reports, and the id of their place in the brief's page."""

    text: str
    anchor: str
    letters: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief of the folder.

    `stem` is its files' name without ending, `forms` the endings that are
    there; `lines` are all its printed words; `id` is the same wherever and
    whenever the brief is listed.
    """

    id: UUID
    stem: str
    title: str
    as_of: datetime
    edition: str | None
    reports: int
    stories: int
    bottom_line: Line | None
    key_points: tuple[Line, ...]
    headlines: tuple[Line, ...]
    lines: tuple[str, ...]
    forms: tuple[str, ...]

    def address(self, form: str, anchor: str = "") -> str:
        """The relative address of one of its files, and of a place in it."""
        name = quote(os.fsencode(f"{self.stem}.{form}"), safe="")
        return f"{name}#{quote(clean_line(anchor))}" if anchor else name


def entry_of(brief: Object, stem: str, forms: Iterable[str]) -> Entry:
    """Return the entry of a brief of the shape LISTED; ValueError where its time is none on our calendars."""
    claims = {claim["id"]: claim for story in brief["stories"] for claim in story["claims"]}
    languages = {row["key"]: language_code(row["language"]) for row in brief["sources"]}
    lines = {name: _line(claim, languages) for name, claim in claims.items()}
    return Entry(
        id=_id(brief, stem),
        stem=stem,
        title=clean_line(brief["title"]),
        as_of=_time(brief["as_of"]),
        edition=clean_line(brief["edition"] or "") or None,
        reports=brief["ledger"]["read"] + brief["ledger"]["duplicate"],
        stories=len(brief["stories"]),
        bottom_line=lines.get(brief["bottom_line"]),
        key_points=tuple(lines[name] for name in brief["key_points"] if name in lines),
        headlines=tuple(_headlines(brief, languages)),
        lines=tuple(line.text for line in lines.values()),
        forms=tuple(forms),
    )


def _id(brief: Object, stem: str) -> UUID:
    """Made of what never changes about an edition; its reports are in it since two newsrooms may have a "daily/3"."""
    named = f"{brief['title']}/{brief['edition']}" if brief["edition"] else quote(os.fsencode(stem))
    reports = sorted(row["id"] for row in brief["sources"])
    return uuid5(NAMESPACE, clean_line("\n".join([named, brief["as_of"], *reports])))


def _time(stated: str) -> datetime:
    moment = datetime.fromisoformat(stated).replace(microsecond=0)
    if moment.tzinfo is None:
        raise ValueError(f"as_of {stated} has no offset")
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"as_of {stated} is beyond all calendars") from error
    return moment


def _line(claim: Object, languages: Mapping[str, str | None]) -> Line:
    language = languages.get(claim["wording"]["source"])
    return Line(clean_line(claim["text"]), claim["id"], tuple(_letters(claim["witnesses"])), language)


def _letters(witnesses: Iterable[Object]) -> list[str]:
    """The keys of the reports that say it, each once, with the page of its first witness."""
    first: dict[str, str] = {}
    for one in witnesses:
        page = one.get("page")
        first.setdefault(clean_line(one["source"]), f" p. {page}" if page is not None else "")
    return [key + first[key] for key in sorted(first, key=lambda key: (len(key), key))]


def _headlines(brief: Object, languages: Mapping[str, str | None]) -> Iterator[Line]:
    """The headlines of the stories that are told, each with the id of its section, or of its line where it has one."""
    for story in brief["stories"]:
        form = story.get("place", {}).get("form", Form.FULL)
        headline = story["headline"]
        if form == Form.COUNTED or not headline or not (text := clean_line(headline["text"])):
            continue
        anchor = story["claims"][0]["id"] if form == Form.LINE and story["claims"] else story["id"]
        yield Line(text, anchor, (clean_line(headline["source"]),), languages.get(headline["source"]))
