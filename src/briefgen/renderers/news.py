"""Edition -> what is new in it, in words and rows, and which of its stories are told at what length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from briefgen.model import Briefing, Form, News, Passage, SourceRow, Story, Summary
from briefgen.renderers.cites import cites_of
from briefgen.renderers.findings import KINDS, Cited, Row, Table, fragment
from briefgen.renderers.labels import day, headline, number, standing

# What a reader takes in before the first story.
MOST_CHANGED, MOST_GONE, MOST_QUIET = 8, 4, 6


def told(briefing: Briefing) -> list[Summary]:
    """The stories that are told in full; of a brief that is no edition all."""
    return [one for one in briefing.summaries if _form(one) is Form.FULL]


def in_a_line(briefing: Briefing) -> list[Summary]:
    """The stories of which one line is printed."""
    return [one for one in briefing.summaries if _form(one) is Form.LINE]


def quiet(briefing: Briefing) -> list[Summary]:
    """The stories followed in which nothing is new."""
    return [one for one in briefing.summaries if _is_quiet(one)]


def _is_quiet(summary: Summary) -> bool:
    """Whether nothing is new: neither a line, printed or not, nor a value."""
    news = summary.news
    return _form(summary) is Form.COUNTED and news is not None and not news.fresh and not news.changed


def untold(briefing: Briefing) -> str:
    """How many stories there was no room for: "14 more stories of 17 reports"; nothing where there was."""
    rest = [one for one in briefing.summaries if _form(one) is Form.COUNTED and not _is_quiet(one)]
    reports = sum(len(one.story.reports) for one in rest)
    return f"{len(rest)} more {'story' if len(rest) == 1 else 'stories'} of {number(reports, 'report')}" if rest else ""


def _form(summary: Summary) -> Form:
    return summary.place.form if summary.place else Form.FULL


def stories(briefing: Briefing) -> str:
    """How many stories there are, and how many are told: "212 stories, 20 of them told"."""
    count = len(briefing.summaries)
    shown = sum(_form(one) is not Form.COUNTED for one in briefing.summaries)
    return number(count, "story") + (f", {shown or 'none'} of them told" if shown < count else "")


def listed(briefing: Briefing) -> list[SourceRow]:
    """The sources that are listed in print: those of stories that are told, and what else is cited."""
    hidden = {
        report.id
        for summary in briefing.summaries
        if _form(summary) is Form.COUNTED and not _is_quiet(summary)
        for report in summary.story.reports
    }
    cited = {cite.key for row in rows(briefing) for cell in row.cells for cite in cell.cites}
    kept = {
        row.key for row in briefing.sources if row.copy_of is None and (row.report.id not in hidden or row.key in cited)
    }
    return [row for row in briefing.sources if (row.copy_of or row.key) in kept]


def unlisted(briefing: Briefing) -> str:
    """How many sources are not listed in print; nothing where all are."""
    rest = len(briefing.sources) - len(listed(briefing))
    return (
        f"{rest} more, of stories that are not told, {'is' if rest == 1 else 'are'} listed in the JSON" if rest else ""
    )


def status(summary: Summary, briefing: Briefing) -> str:
    """Topic, what an editor calls it, for how long it has run, how many reports say it and how independently."""
    past = summary.story.past
    topic = summary.place.topic if summary.place else None
    name = past.name if past else None
    parts = [topic, name, running(summary.story, briefing), standing(summary.story, fresh=past is not None)]
    return " · ".join(part for part in parts if part)


def running(story: Story, briefing: Briefing) -> str:
    """For how long a story has been followed: "day 3, since 20 November 2026"; nothing for a new one."""
    if story.past is None or briefing.masthead is None:
        return ""
    absorbed = f", with what was reported as {', '.join(story.past.absorbed)}" if story.past.absorbed else ""
    return f"day {_days(story.past.first_day, briefing.masthead.day)}, since {day(story.past.first_day)}{absorbed}"


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def edition(briefing: Briefing) -> str:
    """Which edition it is: "edition 3"; nothing for a brief that is none."""
    return f"edition {briefing.masthead.number}" if briefing.masthead else ""


def since(briefing: Briefing) -> str:
    """What is compared with: "edition 2 of 21 November 2026"; nothing where none came before."""
    masthead = briefing.masthead
    if masthead is None or masthead.since is None or masthead.since_as_of is None:
        return ""
    return f"edition {masthead.since.rpartition('/')[2]} of {day(masthead.since_as_of)}"


def remarks(briefing: Briefing) -> list[str]:
    """What else is to be said of the edition: days that had none, days without news, reports left out."""
    masthead = briefing.masthead
    if masthead is None:
        return []
    before = "the day before" if masthead.missed == 1 else f"the {masthead.missed} days before"
    since_then = f" since {since(briefing)}" if since(briefing) else ""
    found = [
        "" if told(briefing) or in_a_line(briefing) else f"Nothing new is reported{since_then}.",
        f"This edition covers {masthead.missed + 1} days: none was made on {before}." if masthead.missed else "",
        f"For {number(masthead.silent, 'day')} no source has brought anything new." if masthead.silent else "",
        f"{number(masthead.muted, 'report')} left out for a muted term." if masthead.muted else "",
    ]
    return [one for one in found if one]


def balance(briefing: Briefing) -> str:
    """What is new, counted: "2 new stories · 3 new lines in 1 story followed · 1 changed value · 4 unchanged"."""
    followed = [one.news for one in briefing.summaries if one.news is not None]
    new = sum(one.news is None and not _is_passed_over(one) for one in briefing.summaries)
    lines = sum(len({claim.id for claim in one.claims} & one.news.fresh) for one in briefing.summaries if one.news)
    running = sum(bool(news.fresh) for news in followed)
    counted = [
        (new, number(new, "new story")),
        (lines, f"{number(lines, 'new line')} in {number(running, 'story')} followed"),
        *_totals(followed),
    ]
    return " · ".join(told for amount, told in counted if amount) or "nothing new"


def _is_passed_over(summary: Summary) -> bool:
    """Whether a story of earlier days has no room today."""
    return _form(summary) is Form.COUNTED and summary.story.past is not None


def _totals(followed: Sequence[News]) -> Iterator[tuple[int, str]]:
    changed, gone = sum(len(one.changed) for one in followed), sum(len(one.gone) for one in followed)
    same = sum(one.unchanged for one in followed)
    yield changed, number(changed, "changed value")
    yield gone, f"{number(gone, 'line')} no longer reported"
    yield same, f"{same} unchanged"


def changes(briefing: Briefing) -> list[Table]:
    """The values that changed, before and now, and the lines that no fresh report says; none empty."""
    names = {one.story.id: f"story {place}" for place, one in enumerate(told(briefing), 1)}
    called = [(one, headline(one) or names.get(one.story.id, "")) for one in briefing.summaries if one.news]
    changed = [[*_changed(one, named, briefing)] for one, named in called]
    gone = [[*_gone(one, named, briefing)] for one, named in called]
    tables = (
        _by_turns("changed", "Changed", changed, MOST_CHANGED),
        _by_turns("gone", "No longer reported", gone, MOST_GONE),
    )
    return [table for table in tables if table.rows]


def _by_turns(name: str, heading: str, stories: Sequence[Sequence[Row]], most: int) -> Table:
    """A table of as many rows as there is room for, each story's first before any one's second; a story's together."""
    every = [(turn, place, row) for place, rows in enumerate(stories) for turn, row in enumerate(rows)]
    taken = sorted(every, key=lambda one: one[:2])[:most]
    shown = sorted(taken, key=lambda one: (one[1], one[0]))
    return Table(name, heading, tuple(row for _, _, row in shown), len(every) - len(taken))


def _changed(summary: Summary, named: str, briefing: Briefing) -> Iterator[Row]:
    for one in summary.news.changed if summary.news else ():
        head = _head(KINDS[one.kind], named)
        yield Row(head, (fragment(one.before, briefing), fragment(one.now, briefing)))


def _gone(summary: Summary, named: str, briefing: Briefing) -> Iterator[Row]:
    reports = {report.id: report for report in summary.story.past.reports} if summary.story.past else {}
    for line in summary.news.gone if summary.news else ():
        span = line.wording
        passage = Passage(span, reports[span.report].text[span.start : span.end])
        yield Row(_head(f"edition {line.edition.rpartition('/')[2]}", named), (_cited(passage, briefing),))


def _head(what: str, named: str) -> str:
    return f"{what} ({named})" if named else what


def _cited(passage: Passage, briefing: Briefing) -> Cited:
    return Cited(passage.text, cites_of([passage.span], briefing), passage.span)


def unmoved(briefing: Briefing) -> list[Row]:
    """The stories in which nothing is new, by their headlines; the first ones."""
    found = [one for one in quiet(briefing) if one.headline]
    return [Row(running(one.story, briefing), (_headed(one, briefing),)) for one in found[:MOST_QUIET]]


def more_unmoved(briefing: Briefing) -> int:
    """How many more stories are as they were."""
    return len(quiet(briefing)) - len(unmoved(briefing))


def _headed(summary: Summary, briefing: Briefing) -> Cited:
    assert summary.headline is not None  # noqa: S101 - only such are asked for
    return Cited(headline(summary) or "", cites_of([summary.headline], briefing), summary.headline)


def rows(briefing: Briefing) -> Iterable[Row]:
    """All rows of an edition that are cited and no line of a story."""
    return (*(row for table in changes(briefing) for row in table.rows), *unmoved(briefing))


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        told, in_a_line, untold, stories, listed, unlisted, status, running, edition, since, remarks, balance, changes,
        unmoved, more_unmoved,
    )
}  # fmt: skip
