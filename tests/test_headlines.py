"""Which title heads a story."""

from __future__ import annotations

from typing import Any

import pytest

import briefgen
from briefgen.headlines import headline
from briefgen.model import Report
from briefgen.origins import story_of
from support import cases

FIRST = "The council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Ferries will carry 900 cars a day until the bearings of the bridge are replaced."


def headed(*reports: Report) -> str | None:
    span = headline(story_of(reports), [FIRST], {"bridg": 3, "close": 2, "council": 1})
    titles = {report.headline: report.title for report in reports}
    return titles[span] if span else None


def titled(title: str, outlet: str | None = None, body: str = FIRST) -> Report:
    return briefgen.report(body, title=title, outlet=outlet)


@pytest.mark.parametrize("case", cases("headlines"))
def test_a_report_alone_keeps_its_title_unless_it_is_none(case: dict[str, Any]) -> None:
    found = headed(titled(case["title"], case["outlet"]))
    assert found == (case["title"] if case["heads"] else None)


def test_of_several_titles_one_that_shares_no_word_with_the_lines_heads_nothing() -> None:
    seal = titled("Young seal takes a wrong turn", body=SECOND)
    assert headed(titled("Old bridge to close, council says"), seal) == "Old bridge to close, council says"


def test_several_reports_without_a_fit_title_have_none() -> None:
    assert headed(titled("Young seal takes a wrong turn"), titled("Moor fire still burning", body=SECOND)) is None
