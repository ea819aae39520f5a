"""A story of several days -> the words that only say which story it is, and the pairs that share nothing else.

Every report of the week says "the explosion at the grain terminal of
Bruckmoor", whatever became known that day: reports of different days that
share that share the story, and no statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefgen.model import Published, Report
from briefgen.statements import Statements
from briefgen.text.measures import measures

# Of the pairs of different days that one week's claims had, 70 of 77 that are refused shared no statement,
# and of 98 that are kept ten; 0.4 refuses what many reports say ("the dust extraction was off").
_SHARE = 0.5
# So much of the longer sentence is the whole statement, whatever the words.
_WHOLE = 2 / 3
_SEVERAL = 2
# A smaller number is part of a name: "silo 3", "line 4".
_DIGITS = 2


def days_of(reports: Sequence[Report]) -> dict[str, date]:
    """Return the stated days of reports by id."""
    return {report.id: day_of(report.published) for report in reports if report.published}


def day_of(published: Published) -> date:
    """Return the day of a moment, as it is written there."""
    return date(published.year, published.month, published.day)


@dataclass(frozen=True)
class Setting:
    """The setting of a story; `reports` tells of each sentence which report it is of, `days` when that came out."""

    reports: Sequence[str]
    statements: Statements
    days: Mapping[str, date]

    def is_all(self, left: int, right: int) -> bool:
        """Whether sentences that are not of one stated day have nothing but their setting in common."""
        mine, theirs = self.days.get(self.reports[left]), self.days.get(self.reports[right])
        if len(set(self.days.values())) < _SEVERAL or (mine is not None and mine == theirs):
            return False
        shared = self.statements.shared(left, right)
        story = self.statements.likeness.story
        if len(shared) >= _WHOLE * max(len(story[left]), len(story[right])):
            return False
        return shared <= self._words and not (self._fate(left) & self._fate(right))

    @cached_property
    def _words(self) -> frozenset[int]:
        """The words that half of the reports have, figures aside."""
        reports: dict[int, set[str]] = defaultdict(set)
        for report, vector in zip(self.reports, self.statements.likeness.story, strict=True):
            for key in vector:
                reports[key].add(report)
        least = _SHARE * len(set(self.reports))
        keys = self.statements.likeness.keys
        return frozenset(key for key, some in reports.items() if len(some) >= least and not _is_figure(keys[key]))

    def _fate(self, place: int) -> frozenset[str]:
        """What happened to people, as one word for all that say it: killed, died, lives."""
        one = self.statements.sentences[place]
        known = measures(one.language).roles
        return frozenset(known[word.lower()] for word in one.written if word.lower() in known)


def _is_figure(key: str) -> bool:
    return key[0].isdigit() and sum(map(str.isdigit, key)) >= _DIGITS
