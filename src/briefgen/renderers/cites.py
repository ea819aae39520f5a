"""Places in reports -> the letters behind quoted words: "A", and "A p. 3" where the report has pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model import Briefing, Report, Span


@dataclass(frozen=True, slots=True)
class Cite:
    """A report's key, the start of the place that is cited, and its page where the report has pages."""

    key: str
    start: int
    page: int | None = None

    @property
    def letter(self) -> str:
        """As it is printed.

        >>> Cite("A", 0).letter, Cite("B", 120, 3).letter
        ('A', 'B p. 3')
        """
        return self.key if self.page is None else f"{self.key} p. {self.page}"


def cite(span: Span, report: Report, key: str) -> Cite:
    """Return the citation of a place in a report."""
    return Cite(key, span.start, report.page_at(span.start))


def cites_of(spans: Iterable[Span], briefing: Briefing) -> tuple[Cite, ...]:
    """Return the citations of places, sorted by key: of several in one report that of the first."""
    found: dict[str, Span] = {}
    for span in spans:
        found.setdefault(span.report, span)
    rows = briefing.row
    made = [cite(span, rows[report].report, rows[report].key) for report, span in found.items()]
    return tuple(sorted(made, key=lambda one: (len(one.key), one.key)))
