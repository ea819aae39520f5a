"""Inputs -> reports.

One bad input never stops the others: it becomes a Skipped with its reason.
A new format is one file and one line in FORMATS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from types import MappingProxyType

from briefgen.errors import ReadError
from briefgen.model import Report, Skipped, Source
from briefgen.readers import kinds, plain
from briefgen.readers.draft import Broken, Content, Found, Reader, report_from
from briefgen.readers.files import Offer, decode, kind_of, offers
from briefgen.text.language import UNKNOWN

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def _lazily(module: str) -> Reader:
    """The `read` of a reader's module, imported when it is first asked for: start-up stays short."""

    def read(content: Content) -> Iterable[Found]:
        reader: Reader = import_module(f"briefgen.readers.{module}").read
        return reader(content)

    return read


def _text(content: Content) -> Iterable[Found]:
    return [plain.read(decode(content.data))]


def _markdown(content: Content) -> Iterable[Found]:
    from briefgen.readers import markdown

    return [markdown.read(decode(content.data))]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input: how it is known, in words for people, and its reader."""

    kind: str
    knows: Callable[[kinds.Beginning], bool]
    read: Reader


# Asked in this order; what none of them knows is text or Markdown, or refused.
FORMATS: tuple[Format, ...] = (
    Format("feed", kinds.is_feed, _lazily("feeds")),
    Format("html", kinds.is_page, _lazily("html")),
    Format("mbox", kinds.is_mailbox, _lazily("mailbox")),
    Format("mail", kinds.is_mail, _lazily("mail")),
    Format("json", kinds.is_json, _lazily("records")),
    Format("table", kinds.is_table, _lazily("tables")),
)
READERS: Mapping[str, Reader] = {one.kind: one.read for one in FORMATS} | {"text": _text, "markdown": _markdown}


class Reports(tuple[Report, ...]):
    """The reports that were read, by location; `skipped` holds the other inputs."""

    skipped: tuple[Skipped, ...] = ()


def read(
    inputs: Iterable[str],
    language: str | None = None,
    *,
    network: bool = True,
    fields: Mapping[str, str] = _NO_FIELDS,
    now: datetime | None = None,
) -> Reports:
    """Read files, folders, globs and "-" (standard input).

    `language` (ISO 639-1) overrides detection; a report too short to tell
    takes the language that most of the others have; without `network` every
    address is refused.  `fields` maps "text", "title" ... to the names that
    the columns of JSON and CSV have; a date later than `now` by more than a
    day is not believed.  Nothing is raised for a bad input: see `.skipped`.
    """
    now = now or datetime.now(UTC)
    skipped: list[Skipped] = []
    found: list[Report] = []
    for offer in offers(inputs, network=network):
        for one in _read_one(offer, language, fields, now):
            found.append(one) if isinstance(one, Report) else skipped.append(one)
    reports = Reports(with_usual_language(found))
    reports.skipped = tuple(sorted(skipped, key=lambda one: (one.location, one.reason)))
    return reports


def _read_one(
    offer: Offer, language: str | None, fields: Mapping[str, str], now: datetime
) -> Iterator[Report | Skipped]:
    """The reports of one input and what of it is none; always at least one of either."""
    try:
        content = Content(offer.data(), offer.location, fields=fields)
        yield from read_content(content, language, now)
    except ReadError as error:
        yield Skipped(offer.location, str(error))


def read_content(content: Content, language: str | None = None, now: datetime | None = None) -> list[Report | Skipped]:
    """Return the reports that an input holds and what of it is none; raises ReadError where there is neither."""
    if not content.data.strip():
        raise ReadError("empty; nothing to read")
    kind = kind_of_content(content)
    found = [_finished(one, Source(_place(content.name, one), kind), language, now) for one in READERS[kind](content)]
    if not found:
        raise ReadError("holds no text; nothing to read")
    return found


def kind_of_content(content: Content) -> str:
    """Return the name of the reader for an input; raises ReadError for a kind that is not read."""
    head = kinds.beginning(content)
    known = next((one.kind for one in FORMATS if one.knows(head)), None)
    return known or kind_of(decode(content.data), content.name)


def _finished(one: Found, source: Source, language: str | None, now: datetime | None) -> Report | Skipped:
    if isinstance(one, Broken):
        return Skipped(source.location, one.reason)
    try:
        return report_from(one, source, language, now)
    except ReadError as error:
        return Skipped(source.location, str(error))


def _place(name: str, one: Found) -> str:
    return f"{name}#{one.place}" if one.place else name


def with_usual_language(reports: Sequence[Report]) -> Iterator[Report]:
    """Give reports too short to tell their language the one that most of the others have."""
    told = Counter(report.language for report in reports if report.language != UNKNOWN)
    usual = min(told, key=lambda code: (-told[code], code), default=UNKNOWN)
    for report in reports:
        yield replace(report, language=usual) if report.language == UNKNOWN else report
