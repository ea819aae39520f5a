"""What an edition says is new -> what of it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from briefgen.model import Briefing, News, Passage, Report, Summary
from briefgen.order import weight
from briefgen.proof.claims import short


def changes_held(briefing: Briefing) -> Iterator[str]:
    """Whether what changed stands where it is said to, then and now, and what is said to be new is told today."""
    for summary in briefing.summaries:
        name = f"story {short(summary.story.id)}"
        if summary.news:
            yield from (f"{name}: {failure}" for failure in _held(summary, summary.news))
        if summary.place and summary.place.weight != weight(summary.place.parts):
            yield f"{name}: its weight is not what its parts make"


def _held(summary: Summary, news: News) -> Iterator[str]:
    told = {claim.id for claim in (*summary.claims, *(one.claim for one in summary.unprinted))}
    fresh = summary.story.report
    earlier = {report.id: report for report in summary.story.past.reports} if summary.story.past else {}
    yield from (f"claim {short(one)} is called new and is none of it" for one in sorted(news.fresh - told))
    for row in news.changed:
        if row.claim not in told:
            yield f"claim {short(row.claim)} is said to have changed and is none of it"
        sides = (_quoted(row.before, earlier, "an earlier report"), _quoted(row.now, fresh, "a report of it"))
        yield from chain.from_iterable(sides)
    for line in news.gone:
        yield from _quoted(Passage(line.wording, line.text), earlier, "an earlier report")


def _quoted(passage: Passage, reports: Mapping[str, Report], where: str) -> Iterator[str]:
    report, span = reports.get(passage.span.report), passage.span
    if report is None:
        yield f"“{short(passage.text)}” stands in no such place: not of {where}"
    elif not passage.text or report.text[span.start : span.end] != passage.text:
        yield f"“{short(passage.text)}” does not stand at its place in its source"
