"""Reports and editions that nobody wrote, for the tests of the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from briefgen.archive import Archive, Issue, writing
from briefgen.archive.records import RunningStory
from briefgen.model import Paragraph, Report, Role, Source

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)

BRIDGE = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
FERRY = "A free ferry will cross the Tam every hour from now on, the mayor said."


def a_report(text: str = BRIDGE, title: str = "Bridge Closes", **stated: object) -> Report:
    """A report of one paragraph below its title."""
    whole = f"{title}\n{text}"
    paragraphs = (
        Paragraph(0, len(title), Role.HEADLINE),
        Paragraph(len(title) + 1, len(whole), Role.BODY),
    )
    known: dict[str, object] = {"source": Source("in/one.txt", "text"), "title": title, "language": "en"}
    return Report(text=whole, paragraphs=paragraphs, **(known | stated))  # type: ignore[arg-type]


def a_json(*reports: Report, lines: tuple[str, ...] = (BRIDGE,), as_of: datetime = NOW, texts: bool = True) -> bytes:
    """As much of a brief's JSON as the archive looks at, written as renderers/json.py writes."""
    claims = [{"id": f"c{number}", "text": line} for number, line in enumerate(lines)]
    brief: dict[str, object] = {
        "schema_version": 1,
        "as_of": as_of.isoformat(),
        "sources": [{"id": report.id} for report in reports],
        "stories": [{"headline": {"text": reports[0].title}, "claims": claims}] if reports else [],
    }
    if texts:
        brief["texts"] = {report.id: report.text for report in reports}
    return (json.dumps(brief, ensure_ascii=False, indent=1) + "\n").encode()


def an_issue(
    *reports: Report,
    number: int = 1,
    day: date = DAY,
    profile: str = "daily",
    files: Mapping[str, bytes] | None = None,
    stories: tuple[RunningStory, ...] = (),
    recipients: Mapping[str, str] | None = None,
    lines: tuple[str, ...] = (BRIDGE,),
) -> Issue:
    """An edition of these reports, ready to be issued."""
    made = {f"{profile}-{day}.json": a_json(*reports, lines=lines), f"{profile}-{day}.md": b"# Brief\n"}
    return Issue(profile, number, day, files or made, stories=stories, recipients=recipients or {})


@contextmanager
def issued(path: Path, *issues: Issue, reports: tuple[Report, ...] = ()) -> Iterator[Archive]:
    """An open archive with these reports and editions."""
    with writing(path, NOW) as archive:
        archive.remember_reports(reports, NOW)
        for one in issues:
            archive.issue(one)
        yield archive
