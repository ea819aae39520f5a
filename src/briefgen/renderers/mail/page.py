"""Briefing -> the HTML of a mail: styles on every element, small enough to be shown whole.

Gmail hides what is beyond 102 kB of HTML behind a link: a longer brief ends
with a whole story, and says where the rest is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from briefgen.model import Briefing, Facts, SourceRow, Summary
from briefgen.renderers.labels import number
from briefgen.renderers.news import in_a_line, listed, told
from briefgen.renderers.templates import prepared

LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a briefing the page shows: its stories, their sources, the key points, what is new, one-line stories.

    `rest` says where the rest is; None where there is none.
    """

    summaries: Sequence[Summary]
    sources: Sequence[SourceRow]
    key_points: Sequence[str]
    news: bool = False
    also: Sequence[Summary] = ()
    rest: str | None = None


@dataclass(frozen=True)
class Pages:
    """The pages that a template makes of a briefing: the whole one, or as much of it as has room."""

    briefing: Briefing
    template: str
    largest: int = LARGEST

    @cached_property
    def _render(self) -> Callable[..., str]:
        return prepared("mail", self.template)

    @cached_property
    def whole(self) -> bytes:
        """All of the briefing, however long."""
        briefing = self.briefing
        shown = Shown(told(briefing), listed(briefing), briefing.key_points, news=True, also=in_a_line(briefing))
        return self._of(shown)

    @property
    def fits(self) -> bool:
        """Whether all of it can be shown."""
        return len(self.whole) <= self.largest

    def page(self, attached: str) -> bytes:
        """The page; `attached` names where the rest is ("PDF", "Markdown") if there is any."""
        if self.fits:
            return self.whole
        shorter = list(_shorter(self.briefing, f"the attached {attached}"))
        found = bisect_right(shorter, self.largest, key=lambda shown: len(self._of(shown)))
        return self._of(shorter[max(0, found - 1)])

    def _of(self, shown: Shown) -> bytes:
        made: str = _inliner().inline(self._render(self.briefing, shown=shown))
        return made.encode()


def _shorter(briefing: Briefing, where: str) -> Iterator[Shown]:
    """From nothing at all to all stories but the last; a story is cut only where not even the first has room.

    Those of one line come behind those that are told in full, as on the whole page.
    """
    rest = f"The rest is in {where}."
    yield Shown((), (), (), rest=rest)
    yield Shown((), (), briefing.key_points, rest=rest)
    full, short = told(briefing), in_a_line(briefing)
    for first in full[:1]:
        for lines in range(1, len(first.claims) + 1):
            yield _of([_first(first, lines)], [], briefing, rest)
    every = len(full) + len(short)
    for count in range(1, every):
        shown = f"{count} of {number(every, 'story')} are shown. {rest}"
        yield _of(full[:count], short[: max(0, count - len(full))], briefing, shown)


def _first(summary: Summary, lines: int) -> Summary:
    """A story's first lines, without what was found beside them."""
    return replace(summary, claims=summary.claims[:lines], differences=None, only_in=None, facts=Facts())


def _of(full: Sequence[Summary], short: Sequence[Summary], briefing: Briefing, rest: str) -> Shown:
    """These stories, in full or in a line, with their own sources."""
    kept = {report.id for summary in (*full, *short) for report in summary.story.reports}
    rows = [row for row in briefing.sources if row.copy_of is None]
    keys = {row.key for row in rows if row.report.id in kept or row.earlier}
    sources = [row for row in briefing.sources if row.key in keys or row.copy_of in keys]
    return Shown(full, sources, briefing.key_points, news=True, also=short, rest=rest)


@cache
def _inliner() -> Any:
    """Puts styles where mail readers look for them; it loads nothing, neither addresses nor files."""
    from css_inline import CSSInliner

    # Rules for dark screens cannot stand on an element: they stay at the top.
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, minify_css=True)
