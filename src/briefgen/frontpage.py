"""Stories -> the briefing of an edition: weighed, the words shared among them, told in full, in a line, or counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.compose import Frame, compose
from briefgen.config import Layout, Settings
from briefgen.model import NOTHING, Briefing, Claim, Form, Place, Reason, Story, Summary
from briefgen.order import Parts, parts, tie, topic_of, varied, weight
from briefgen.pipeline import LONGEST_LEAD, summarise
from briefgen.selection.fill import Budget
from briefgen.selection.pool import Method
from briefgen.text.words import count

# A story told in one line takes about so many words of the edition's: news sentences have 24 on average.
_LINE = 30
# With fewer words a story is not told in full.
_FEWEST = 50
# A story that is old news may weigh nothing.
_LEAST = 0.1


@dataclass(frozen=True)
class Weighed:
    """A story, what makes up its weight in the edition, and its topic."""

    story: Story
    parts: Parts
    topic: str | None

    def at(self, form: Form, words: int = 0) -> Place:
        """Its place, with so many words."""
        return Place(form, words, weight(self.parts), self.parts, self.topic)


def make_edition(
    stories: Iterable[Story], settings: Settings, layout: Layout, method: Method, frame: Frame
) -> Briefing:
    """Make the briefing of an edition of stories, fresh reports with what earlier editions told.

    `settings.words` is the most that one story takes, `layout.words` what all
    take together: never more.  A story in which nothing is new is only counted.
    """
    ranked = ordered(stories, layout, frame)
    return compose([*_told(ranked, settings, layout, method)], frame)


def ordered(stories: Iterable[Story], layout: Layout, frame: Frame) -> list[Weighed]:
    """Return stories with their weights, the weightiest first, topics varied."""
    weighed = [Weighed(one, parts(one, frame.as_of, layout), topic_of(one, layout.topics)) for one in stories]
    ranked = sorted(weighed, key=lambda one: (-weight(one.parts), *tie(one.story)))
    return varied(ranked, lambda one: one.topic)


def in_full(stories: int, words: int, each: int, also: int) -> int:
    """Return how many of so many stories are told in full, so that lines for up to `also` others find room.

    >>> in_full(3, 1200, 150, 12), in_full(40, 1200, 150, 12), in_full(40, 100, 150, 12)
    (3, 5, 1)
    """
    some = range(stories, 1, -1)
    return next((full for full in some if full * each + _LINE * min(also, stories - full) <= words), min(1, stories))


def _told(ranked: Sequence[Weighed], settings: Settings, layout: Layout, method: Method) -> Iterator[Summary]:
    """The summaries of all stories; what one does not need of its share goes to those behind it, then to the first."""
    first = [*_shared(ranked, settings, layout, method)]
    left = layout.words - sum(map(_used, first))
    for summary in first:
        fuller = _fuller(summary, left, settings, method)
        left -= _used(fuller) - _used(summary)
        yield fuller


def _shared(ranked: Sequence[Weighed], settings: Settings, layout: Layout, method: Method) -> Iterator[Summary]:
    """The summaries of all stories, each within its share; none is told in full behind one in a line."""
    left, full = layout.words, in_full(len(ranked), layout.words, settings.words, layout.also)
    lines, form = min(layout.also, len(ranked) - full), Form.FULL
    for place, one in enumerate(ranked):
        if form is Form.FULL:
            full, lines = _more_in_full(full, lines, left, len(ranked) - place, settings.words)
            room = left - _LINE * lines
            form = Form.FULL if full and room >= min(_FEWEST, layout.words) else Form.LINE
        if form is Form.FULL:
            share = _share(ranked[place : place + full], room, settings.words)
            summary = _summary(one.at(form, share), one.story, settings, Budget(words=share), method)
            full -= bool(summary.claims)
        elif lines and left >= min(_LINE, layout.words):
            summary = _in_a_line(one, min(left, LONGEST_LEAD), settings, method)
            lines -= bool(summary.claims)
        else:
            summary = _counted(Summary(one.story, ()), one.at(Form.COUNTED))
        left -= _used(summary)
        yield summary


def _in_a_line(one: Weighed, share: int, settings: Settings, method: Method) -> Summary:
    line, budget = replace(settings, facts=()), Budget(words=share, lines=1)
    return _summary(one.at(Form.LINE, share), one.story, line, budget, method)


def _more_in_full(full: int, lines: int, left: int, stories: int, each: int) -> tuple[int, int]:
    """How many of the stories left are told in full and in a line: more in full where those before needed little."""
    more = max(full, min(stories, (left - _LINE * lines) // each))
    return more, min(lines, stories - more)


def _used(summary: Summary) -> int:
    return sum(count(claim.text) for claim in summary.claims)


def _fuller(summary: Summary, left: int, settings: Settings, method: Method) -> Summary:
    """A story told in full with words that are left over, where a line of it waits for so many."""
    place, used = summary.place, _used(summary)
    if place is None or place.form is not Form.FULL:
        return summary
    share = min(2 * settings.words, used + left)
    if share <= place.words or not any(count(one.text) <= share - used for one in _waiting(summary)):
        return summary
    fuller = _summary(replace(place, words=share), summary.story, settings, Budget(words=share), method)
    return fuller if _used(fuller) > used else summary


def _waiting(summary: Summary) -> Iterator[Claim]:
    """The claims for which there was no room."""
    return (one.claim for one in summary.unprinted if one.reason is Reason.BUDGET)


def _share(among: Sequence[Weighed], room: int, each: int) -> int:
    """The words of the first of these stories: by its weight, at most twice what a story gets on a full day."""
    weights = [max(weight(one.parts), _LEAST) for one in among]
    return min(2 * each, max(int(room * weights[0] / sum(weights)), min(room, _FEWEST)))


def _summary(place: Place, story: Story, settings: Settings, budget: Budget, method: Method) -> Summary:
    summary = summarise(story, settings, method, budget=budget)
    return replace(summary, place=place) if summary.claims else _counted(summary, replace(place, form=Form.COUNTED))


def _counted(summary: Summary, place: Place) -> Summary:
    """A story of which nothing is told: its first title stands for it, and nothing was looked for beside it."""
    first = next((report.headline for report in summary.story.reports if report.headline), None)
    return replace(
        summary, headline=first, differences=None, only_in=None, facts=NOTHING, ties=None, place=replace(place, words=0)
    )
