"""Summaries -> one briefing: keys, bottom line, key points, sources, the ledger.

Nothing is chosen here that changes the words: it is decided what stands
where, and every report gets the letter by which it is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, product
from math import log
from string import ascii_uppercase

from briefgen.__about__ import __version__
from briefgen.model import Briefing, Claim, Ledger, Period, Report, Section, Skipped, SourceRow, Summary, instant

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


def compose(summaries: Sequence[Summary], frame: Frame) -> Briefing:
    """Put the summaries of an edition together, the stories that most tell first."""
    summaries = sorted(summaries, key=_rank)
    sources = tuple(_sources(summaries))
    return Briefing(
        title=frame.title,
        as_of=frame.as_of,
        summaries=tuple(summaries),
        sources=sources,
        ledger=_ledger(sources, frame.skipped),
        settings=frame.settings,
        generator=f"briefgen {__version__}",
        period=_period([row.report for row in sources if row.copy_of is None]),
        bottom_line=next((claim.id for summary in summaries for claim in summary.of_section(Section.LEAD)), None),
        key_points=_key_points(summaries, frame.settings),
        skipped=tuple(frame.skipped),
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


def _rank(summary: Summary) -> tuple[bool, float, bool, float, object]:
    """Sort key: origins first, then reports, both in logarithms, so that no giant leaves the others behind.

    Origins are the only sign of editors' judgement that needs no clicks, and
    forty copies of one wire text are one of them.  Ties: the story with the
    newest report, then the canonical order.  A story of which nothing is
    printed comes last.
    """
    story = summary.story
    weight = log(1 + story.origins) + log(1 + len(story.reports)) / 2
    latest = max((instant(report.published) for report in story.reports if report.published), default=None)
    newest = latest.timestamp() if latest else 0.0
    return not summary.claims, -round(weight, 10), latest is None, -newest, story.reports[0].order


def _sources(summaries: Iterable[Summary]) -> Iterator[SourceRow]:
    """Kept reports first, copies after all of them, so that a copy never renames a report; both in canonical order."""
    stories = [summary.story for summary in summaries]
    letters = keys()
    key_of: dict[str, str] = {}
    for report in sorted((report for story in stories for report in story.reports), key=lambda one: one.order):
        key_of[report.id] = next(letters)
        yield SourceRow(key_of[report.id], report)
    for copy in sorted((copy for story in stories for copy in story.copies), key=lambda one: one.report.order):
        yield SourceRow(next(letters), copy.report, key_of[copy.of])


def _ledger(sources: Sequence[SourceRow], skipped: Sequence[Skipped]) -> Ledger:
    copies = sum(row.copy_of is not None for row in sources)
    return Ledger(len(sources) + len(skipped), len(sources) - copies, copies, len(skipped))


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
    """The leads of the stories that several reports tell."""
    told = (summary for summary in summaries if len(summary.story.reports) > 1)
    return (claim.id for summary in told for claim in summary.of_section(Section.LEAD))


def _gain(claim: Claim) -> float:
    return claim.why.gain if claim.why else 0.0
