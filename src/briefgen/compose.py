"""Summaries -> one briefing: keys, bottom line, key points, sources, the ledger.

Nothing is chosen here that changes the words: it is decided what stands
where, and every report gets the letter by which it is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, product
from string import ascii_uppercase

from briefgen.__about__ import __version__
from briefgen.model import (
    Briefing,
    Claim,
    Form,
    Ledger,
    Masthead,
    Period,
    Report,
    Section,
    Skipped,
    SourceRow,
    Summary,
    instant,
)
from briefgen.order import in_order

DEFAULT_TITLE = "Briefing"

# Shorter summaries are key points themselves.
KEY_POINTS_FROM = 300
_FEWEST, _MOST = 3, 5


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the summaries: title, time, skipped inputs, settings as they are shown."""

    as_of: datetime
    settings: Mapping[str, object]
    title: str = DEFAULT_TITLE
    skipped: Sequence[Skipped] = ()
    masthead: Masthead | None = None


def compose(summaries: Sequence[Summary], frame: Frame) -> Briefing:
    """Put the summaries of an edition together, the stories that most tell first."""
    summaries = in_order(summaries)
    sources = tuple(_sources(summaries))
    return Briefing(
        title=frame.title,
        as_of=frame.as_of,
        summaries=tuple(summaries),
        sources=sources,
        ledger=_ledger(sources, frame.skipped),
        settings=frame.settings,
        generator=f"briefgen {__version__}",
        period=_period([row.report for row in sources if row.copy_of is None and not row.earlier]),
        bottom_line=next((claim.id for summary in summaries for claim in summary.of_section(Section.LEAD)), None),
        key_points=_key_points(summaries, frame.settings),
        skipped=tuple(frame.skipped),
        masthead=frame.masthead,
    )


def unmatched(focus: str, *, in_reports: bool = False) -> str:
    """Return the note on a focus that no line is about; `in_reports`: a sentence is that cannot be printed."""
    what = "no line that can be printed" if in_reports else "nothing"
    return f"{what} matches the focus “{focus}”; this is the general summary"


def keys() -> Iterator[str]:
    """Yield A, B ... Z, AA, AB ...

    >>> from itertools import islice
    >>> list(islice(keys(), 25, 28))
    ['Z', 'AA', 'AB']
    """
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))


def _sources(summaries: Sequence[Summary]) -> Iterator[SourceRow]:
    """Kept reports first, copies after all of them, so that a copy never renames a report; both in canonical order.

    In an edition those of stories that are only counted come after those that
    are told, and earlier reports that are cited in between: what is cited has short keys.
    """
    told, counted = _parted(summaries)
    letters = keys()
    key_of: dict[str, str] = {}
    for earlier, reports in ((False, _reports(told)), (True, _cited(summaries)), (False, _reports(counted))):
        for report in sorted(reports, key=lambda one: one.order):
            key_of[report.id] = next(letters)
            yield SourceRow(key_of[report.id], report, earlier=earlier)
    copies = (copy for summary in summaries for copy in summary.story.copies)
    for copy in sorted(copies, key=lambda one: one.report.order):
        yield SourceRow(next(letters), copy.report, key_of[copy.of])


def _parted(summaries: Iterable[Summary]) -> tuple[list[Summary], list[Summary]]:
    """The summaries of which something is told, and the others."""
    found: tuple[list[Summary], list[Summary]] = [], []
    for summary in summaries:
        found[summary.place is not None and summary.place.form is Form.COUNTED].append(summary)
    return found


def _reports(summaries: Iterable[Summary]) -> Iterator[Report]:
    return (report for summary in summaries for report in summary.story.reports)


def _cited(summaries: Iterable[Summary]) -> Iterator[Report]:
    """The earlier reports in which a value stood that changed, or a line that nobody reports any more."""
    for summary in summaries:
        if summary.news and summary.story.past:
            cited = {one.before.span.report for one in summary.news.changed}
            cited |= {one.wording.report for one in summary.news.gone}
            yield from (report for report in summary.story.past.reports if report.id in cited)


def _ledger(sources: Sequence[SourceRow], skipped: Sequence[Skipped]) -> Ledger:
    copies = sum(row.copy_of is not None for row in sources)
    read = sum(row.copy_of is None and not row.earlier for row in sources)
    return Ledger(read + copies + len(skipped), read, copies, len(skipped))


def _period(reports: Iterable[Report]) -> Period:
    stated = sorted((report.published for report in reports if report.published), key=instant)
    return Period(stated[0], stated[-1]) if stated else Period()


def _key_points(summaries: Sequence[Summary], settings: Mapping[str, object]) -> tuple[str, ...]:
    """Of one story the three to five agreed lines that gained most; of several the leads of those behind the first."""
    if len(summaries) > 1:
        return tuple(_leads(summaries[1:]))[:_MOST]
    words = settings.get("words")
    if not summaries or not isinstance(words, int) or words < KEY_POINTS_FROM:
        return ()
    agreed = [claim for claim in summaries[0].of_section(Section.AGREED) if claim.is_single]
    best = sorted(agreed, key=_gain, reverse=True)[:_MOST]
    return tuple(claim.id for claim in agreed if claim in best) if len(best) >= _FEWEST else ()


def _leads(summaries: Iterable[Summary]) -> Iterator[str]:
    """The leads of the stories that several reports tell; what is told in one line anyhow is not told twice."""
    told = (one for one in summaries if len(one.story.reports) > 1 and not (one.place and one.place.form is Form.LINE))
    return (claim.id for summary in told for claim in summary.of_section(Section.LEAD))


def _gain(claim: Claim) -> float:
    return claim.why.gain if claim.why else 0.0
