"""Briefing -> a few lines for the terminal: the claims, and whose letters they carry.

Not a template: a one-shot summary starts in a third of the time without Jinja.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.model import Briefing
from briefgen.renderers.escape import markdown
from briefgen.renderers.labels import day, letters


def text(briefing: Briefing, *, cite: bool = True) -> str:
    """Return the lines as plain text, the sources below them."""
    return "\n".join(_lines(briefing, str, cite=cite)) + "\n"


def as_markdown(briefing: Briefing, *, cite: bool = True) -> str:
    """Return the lines as a Markdown list, the sources below them."""
    return "\n".join(_lines(briefing, markdown, cite=cite, mark="- ")) + "\n"


def _lines(briefing: Briefing, escape: Callable[[str], str], *, cite: bool, mark: str = "") -> Iterator[str]:
    for claim in briefing.claims.values():
        cited = f" [{', '.join(letters(claim, briefing))}]" if cite else ""
        yield f"{mark}{escape(claim.text)}{cited}"
    for note in (note for summary in briefing.summaries for note in summary.notes):
        yield f"\nNote: {escape(note)}."
    if cite:
        # Two Markdown lists on end would be one: a line of its own parts them.
        yield "\nSources:\n" if mark else ""
        yield from _sources(briefing, escape, mark)


def _sources(briefing: Briefing, escape: Callable[[str], str], mark: str) -> Iterator[str]:
    for row in briefing.sources:
        report = row.report
        about = [report.outlet or "outlet not stated", day(report.published) if report.published else "date not stated"]
        copy = f", a copy of {row.copy_of}" if row.copy_of else ""
        named = f"{report.title or 'no title'} – {', '.join(about)} – {report.source.location}{copy}"
        yield f"{mark}{row.key}  {escape(named)}"
