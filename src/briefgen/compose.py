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
    """Put the summaries of an edition together, in the order given."""
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


def _sources(summaries: Iterable[Summary]) -> Iterator[SourceRow]:
    """Kept reports first, copies after all of them, so that a copy never renames a report."""
    stories = [summary.story for summary in summaries]
    letters = keys()
    key_of: dict[str, str] = {}
    for story in stories:
        for report in story.reports:
            key_of[report.id] = next(letters)
            yield SourceRow(key_of[report.id], report)
    for story in stories:
        for copy in story.copies:
            yield SourceRow(next(letters), copy.report, key_of[copy.of])


def _ledger(sources: Sequence[SourceRow], skipped: Sequence[Skipped]) -> Ledger:
    copies = sum(row.copy_of is not None for row in sources)
    return Ledger(len(sources) + len(skipped), len(sources) - copies, copies, len(skipped))


def _period(reports: Iterable[Report]) -> Period:
    stated = sorted((report.published for report in reports if report.published), key=instant)
    return Period(stated[0], stated[-1]) if stated else Period()


def _key_points(summaries: Sequence[Summary], settings: Mapping[str, object]) -> tuple[str, ...]:
    """The three to five agreed lines of one story that gained most behind the bottom line."""
    words = settings.get("words")
    if len(summaries) != 1 or not isinstance(words, int) or words < KEY_POINTS_FROM:
        return ()
    agreed = [claim for claim in summaries[0].of_section(Section.AGREED) if claim.is_single]
    best = sorted(agreed, key=_gain, reverse=True)[:_MOST]
    return tuple(claim.id for claim in agreed if claim in best) if len(best) >= _FEWEST else ()


def _gain(claim: Claim) -> float:
    return claim.why.gain if claim.why else 0.0
