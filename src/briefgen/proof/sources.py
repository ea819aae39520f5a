"""The sources of a brief -> what of them does not hold, alone and beside the inputs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from briefgen.compose import keys
from briefgen.model import Paragraph, Report, Role
from briefgen.proof.claims import short
from briefgen.text.language import UNKNOWN

Object = Mapping[str, Any]


def texts_held(brief: Object, reports: Mapping[str, Report]) -> Iterator[str]:
    """Whether each source has its key and its text; where one has not, nothing else can be proved."""
    rows = brief["sources"]
    originals = {row["key"] for row in rows if row["copy_of"] is None}
    for row, key in zip(rows, islice(keys(), len(rows)), strict=True):
        if row["key"] != key:
            yield f"{_name(row)}: the key at this place is {key}"
        if row["copy_of"] is not None and row["copy_of"] not in originals:
            yield f"{_name(row)}: a copy of {short(row['copy_of'])}, which is no source"
        yield from (f"{_name(row)}: {failure}" for failure in _text(row, reports[row["key"]]))


def _text(row: Object, report: Report) -> Iterator[str]:
    if not report.text:
        yield "its text is missing, here and among the inputs"
    elif report.sha256 != row["sha256"]:
        yield "its text is not the one that was read (SHA-256 differs)"
    elif report.id != row["id"]:
        yield "its id is not of this address and text"
    elif not _covered(report):
        yield "its paragraphs are not those of its text"


def _covered(report: Report) -> bool:
    """Whether the paragraphs stand in order and nothing but white space stands between them."""
    at = 0
    for paragraph in report.paragraphs:
        if not at <= paragraph.start <= paragraph.end or report.text[at : paragraph.start].strip():
            return False
        at = paragraph.end
    return at <= len(report.text) and not report.text[at:].strip()


def stated(brief: Object, reports: Mapping[str, Report], given: Sequence[Report]) -> Iterator[str]:
    """Whether what is stated of each source is what its text has, and the input that it was read from."""
    given = _as_among(reports.values(), given)
    for row in brief["sources"]:
        report = reports[row["key"]]
        for failure in (*_counted(row, report), *_read_from(report, given)):
            yield f"{_name(row)}: {failure}"


def _as_among(sources: Iterable[Report], given: Sequence[Report]) -> list[Report]:
    """The inputs as a brief of several stories has them: a paragraph that two sources share may be furniture there."""
    seen = Counter(text for report in sources for text in set(report.of_role(*Role)))
    roles = {
        (report.id, one.start): one.role
        for report in sources
        for one in report.paragraphs
        if one.role is Role.FURNITURE and seen[report.text[one.start : one.end]] > 1
    }

    def as_there(report: Report) -> Report:
        told = (replace(one, role=roles.get((report.id, one.start), one.role)) for one in report.paragraphs)
        return replace(report, paragraphs=tuple(told))

    return list(map(as_there, given))


def _counted(row: Object, report: Report) -> Iterator[str]:
    if row["words"] != report.words:
        yield f"says {row['words']} words, its body has {report.words}"
    if row["title"] != next(report.of_role(Role.HEADLINE), None):
        yield f"its title “{short(row['title'] or '')}” is not the headline of its text"
    if row["published"] != (report.published.isoformat() if report.published else None):
        yield f"“{short(row['published'])}” is no date of publication"


def _read_from(report: Report, given: Sequence[Report]) -> list[str]:
    """How the source differs from the input with its text that is most like it."""
    same = [one for one in given if one.id == report.id]
    if given and not same:
        return ["none of the inputs given has this text"]
    return min((_differences(report, one) for one in same), key=len, default=[])


def _differences(report: Report, given: Report) -> list[str]:
    """Where the brief states something else than the input; the same text and address are known."""
    one, other = _facts(report), _facts(given)
    return [
        f"its {what} is {short(str(one[what]))}, that of the input {short(str(other[what]))}"
        for what in one
        if one[what] != other[what] and not {one[what], other[what]} & _NOTHING.get(what, set())
    ]


# What tells nothing: input that was piped or typed has no file, a report too short to tell has the language of those
# that it was read with.
_NOTHING: dict[str, set[str | None]] = {"file": {"-", "text"}, "language": {UNKNOWN}}


def _facts(report: Report) -> dict[str, str | None]:
    return {
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "date": report.published.isoformat() if report.published else None,
        "language": report.language,
        # Its name alone: the same folder has many paths.
        "file": re.split(r"[\\/]", report.source.location)[-1],
        "layout": ", ".join(map(_placed, report.paragraphs)),
    }


def _placed(one: Paragraph) -> str:
    return f"{one.role} {one.start}-{one.end}" + (f" on page {one.page}" if one.page else "")


def _name(row: Object) -> str:
    return f"source {short(row['key'])} ({row['location']})"
