"""Stories -> their order in an edition: what weighs most comes first.

Independent origins are the only sign of editors' judgement that needs no
clicks: forty copies of one wire text are one of them, an issuer's own release is none.  Logarithms keep a giant
from leaving all others behind; a burst lifts what is new over what runs long.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from math import log
from typing import TypeVar

from briefgen.config import Layout, Topic
from briefgen.model import Form, Report, Role, Story, Summary, instant
from briefgen.releases import editors
from briefgen.terms import about, mentions

_DIGITS = 10
_DAY = 86_400
_WEEK = 7
# So many stories of one topic stand before the first of another.
_IN_A_ROW = 3
_FORMS = tuple(Form)
# What a report is about stands in its first paragraphs.
_BEGINNING = 60

Parts = tuple[tuple[str, float], ...]
Ranked = TypeVar("Ranked")


def parts(story: Story, as_of: datetime, layout: Layout) -> Parts:
    """Return what makes up a story's weight, by name; the weight is their sum."""
    fresh, weights = len(story.reports), layout.weights
    usual = len(story.past.reports) / _WEEK if story.past else 0.0
    found = {
        "origins": weights.origins * log(1 + editors(story)),
        "reports": weights.reports * log(1 + fresh),
        "burst": weights.burst * log((fresh + 1) / (usual + 1)),
        "age": -weights.age * _days_old(story, as_of),
        "focus": weights.focus * is_focused(story, layout.focus),
    }
    return tuple((name, round(value, _DIGITS)) for name, value in found.items() if value)


def weight(made_of: Parts) -> float:
    """Return the sum of a weight's parts."""
    return round(sum(value for _, value in made_of), _DIGITS)


def plain(story: Story) -> float:
    """Return the weight of a story where no edition came before: its origins and its reports."""
    weights = Layout().weights
    return round(weights.origins * log(1 + editors(story)) + weights.reports * log(1 + len(story.reports)), _DIGITS)


def is_focused(story: Story, terms: Sequence[str]) -> bool:
    """Tell whether a story is about one of the terms: a title has it, or half of its reports at their beginning.

    A storm in the last paragraph of a half marathon's report makes no news of the storm.
    """
    if any(mentions(terms, report.title or "") for report in story.reports):
        return True
    begun = sum(mentions(terms, " ".join(_body(report).split()[:_BEGINNING])) for report in story.reports)
    return 2 * begun >= len(story.reports)


def _body(report: Report) -> str:
    return "\n".join(report.of_role(Role.BODY)) or report.text


def topic_of(story: Story, topics: Iterable[Topic]) -> str | None:
    """Return the name of the topic that most of a story's reports are about, at least half of them; ties to the first.

    A report is about what its title says, else what its text does.
    """
    found = Counter({topic.name: sum(_on(topic, report) for report in story.reports) for topic in topics})
    name, reports = max(found.items(), key=lambda one: one[1], default=("", 0))
    return name if reports and 2 * reports >= len(story.reports) else None


def _on(topic: Topic, report: Report) -> float:
    return 1.0 if mentions(topic.terms, report.title or "") else 0.5 * about(topic.terms, report)


def tie(story: Story) -> tuple[float, bool, float, object]:
    """Return by what stories of one weight are put in order: space, the newest report, then the canonical order.

    How much space editors give a story tells only where several of them do.
    """
    newest, several = _newest(story), len(story.reports) > 1
    space = sum(report.words for report in story.reports) / len(story.reports) if several else 0.0
    return -space, newest is None, -newest.timestamp() if newest else 0.0, story.reports[0].order


def varied(stories: Sequence[Ranked], topic: Callable[[Ranked], str | None]) -> list[Ranked]:
    """Return stories in their order, but never four of one topic in a row where another one is left.

    >>> varied(["a1", "a2", "a3", "a4", "b1"], lambda one: one[0])
    ['a1', 'a2', 'a3', 'b1', 'a4']
    """
    left = defaultdict[str | None, deque[int]](deque)
    for place, one in enumerate(stories):
        left[topic(one)].append(place)
    found = list[int]()
    while len(found) < len(stories):
        last = {topic(stories[place]) for place in found[-_IN_A_ROW:]}
        full = last if len(found) >= _IN_A_ROW and len(last) == 1 and None not in last else set()
        first = {name: places[0] for name, places in left.items() if places}
        name = min({name for name in first if name not in full} or first, key=lambda one: first[one])
        found.append(left[name].popleft())
    return [stories[place] for place in found]


def in_order(summaries: Iterable[Summary]) -> list[Summary]:
    """Return summaries as they stand in a briefing: by form, what has lines first, by weight, topics varied."""
    ranked = groupby(sorted(summaries, key=_rank), key=lambda one: one.place and one.place.form)
    return [one for _, alike in ranked for one in varied(list(alike), _topic)]


def _topic(summary: Summary) -> str | None:
    return summary.place.topic if summary.place else None


def _rank(summary: Summary) -> tuple[object, ...]:
    place = summary.place
    weighs = place.weight if place else plain(summary.story)
    return _FORMS.index(place.form) if place else 0, not summary.claims, -weighs, *tie(summary.story)


def _days_old(story: Story, as_of: datetime) -> float:
    newest = _newest(story)
    return max(0.0, (as_of - newest).total_seconds() / _DAY) if newest else 0.0


def _newest(story: Story) -> datetime | None:
    return max((instant(report.published) for report in story.reports if report.published), default=None)
