"""Inputs -> reports.

One bad input never stops the others: it becomes a Skipped with its reason.
A new format is one file and one line in READERS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.errors import ReadError
from briefgen.model import Report, Skipped, Source
from briefgen.readers import plain
from briefgen.readers.draft import Draft, report_from
from briefgen.readers.files import Offer, decode, kind_of, offers
from briefgen.text.language import UNKNOWN

Reader = Callable[[str], Draft]


def _markdown(text: str) -> Draft:
    from briefgen.readers import markdown

    return markdown.read(text)


READERS: dict[str, Reader] = {"text": plain.read, "markdown": _markdown}


class Reports(tuple[Report, ...]):
    """The reports that were read, by location; `skipped` holds the other inputs."""

    skipped: tuple[Skipped, ...] = ()


def read(inputs: Iterable[str], language: str | None = None, *, network: bool = True) -> Reports:
    """Read files, folders, globs and "-" (standard input).

    `language` (ISO 639-1) overrides detection; a report too short to tell
    takes the language that most of the others have; without `network` every
    address is refused.  Nothing is raised for a
    bad input: see `.skipped`.
    """
    skipped: list[Skipped] = []
    found: list[Report] = []
    for offer in offers(inputs, network=network):
        try:
            found.append(_read_one(offer, language))
        except ReadError as error:
            skipped.append(Skipped(offer.location, str(error)))
    reports = Reports(with_usual_language(found))
    reports.skipped = tuple(sorted(skipped, key=lambda one: (one.location, one.reason)))
    return reports


def _read_one(offer: Offer, language: str | None) -> Report:
    data = offer.data()
    if not data.strip():
        raise ReadError("empty; nothing to read")
    text = decode(data)
    kind = kind_of(text, offer.location)
    draft = READERS[kind](text)
    return report_from(draft, Source(offer.location, kind), language)


def with_usual_language(reports: Sequence[Report]) -> Iterator[Report]:
    """Give reports too short to tell their language the one that most of the others have."""
    told = Counter(report.language for report in reports if report.language != UNKNOWN)
    usual = min(told, key=lambda code: (-told[code], code), default=UNKNOWN)
    for report in reports:
        yield replace(report, language=usual) if report.language == UNKNOWN else report
