"""Stories -> the same without the lines that stand in several of them: subscriptions, notices, portraits of a firm.

What two reports on different events have word for word is news of neither.
Not so where they share half of their words: then one is a version of the
other that grouping kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations

from briefgen.model import Paragraph, Report, Role, Story
from briefgen.origins import story_of

_VERSION = 0.5


def without_boilerplate(stories: Sequence[Story]) -> tuple[Story, ...]:
    """Return the stories with such paragraphs as furniture; those that have none are the same objects."""
    boilerplate = _shared(stories)
    return tuple(_story(story, boilerplate) for story in stories)


def _shared(stories: Sequence[Story]) -> frozenset[str]:
    """The paragraphs that stand in reports of several stories which are no versions of each other."""
    bearers: dict[str, list[tuple[int, Report]]] = defaultdict(list)
    for number, story in enumerate(stories):
        for report in _reports(story):
            for text in set(report.of_role(Role.BODY)):
                bearers[text].append((number, report))
    return frozenset(text for text, found in bearers.items() if _is_everybodys(found))


def _is_everybodys(bearers: Sequence[tuple[int, Report]]) -> bool:
    # Of very many the first ones tell.
    return any(
        one != other and not _are_versions(left, right) for (one, left), (other, right) in combinations(bearers[:8], 2)
    )


def _are_versions(left: Report, right: Report) -> bool:
    ours, theirs = ({*report.of_role(Role.BODY)} for report in (left, right))
    shared = sum(len(text.split()) for text in ours & theirs)
    return shared >= _VERSION * min(left.words, right.words)


def _reports(story: Story) -> Iterable[Report]:
    return chain(story.reports, (copy.report for copy in story.copies))


def _story(story: Story, boilerplate: frozenset[str]) -> Story:
    bare = [_without(report, boilerplate) for report in _reports(story)]
    changed = any(one is not other for one, other in zip(bare, _reports(story), strict=True))
    return replace(story_of(bare), past=story.past, name=story.name) if changed else story


def _without(report: Report, boilerplate: frozenset[str]) -> Report:
    if boilerplate.isdisjoint(report.of_role(Role.BODY)):
        return report
    return replace(report, paragraphs=tuple(_paragraphs(report, boilerplate)))


def _paragraphs(report: Report, boilerplate: frozenset[str]) -> Iterator[Paragraph]:
    for one in report.paragraphs:
        is_boilerplate = one.role is Role.BODY and report.text[one.start : one.end] in boilerplate
        yield replace(one, role=Role.FURNITURE) if is_boilerplate else one
