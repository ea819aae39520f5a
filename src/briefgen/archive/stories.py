"""Stories of an edition -> stories through time, whose ids never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from briefgen.archive import reports
from briefgen.archive.records import RunningStory

_KEEP = """INSERT INTO stories (profile, id, first_day, last_day, name, part_of) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (profile, id) DO UPDATE SET
        first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day),
        name = coalesce(excluded.name, name), part_of = coalesce(excluded.part_of, part_of)"""

_SELECT = "SELECT number, profile, id, first_day, last_day, name, part_of FROM stories"


def keep(connection: sqlite3.Connection, profile: str, day: date, told: Iterable[RunningStory]) -> None:
    """Store stories, or add to those that are known what is new in them: reports, days, a name, whose part it is."""
    for story in told:
        days = story.first_day.isoformat(), story.last_day.isoformat()
        connection.execute(_KEEP, (profile, story.id, *days, story.name, story.part_of))
        number = connection.execute("SELECT number FROM stories WHERE profile = ? AND id = ?", (profile, story.id))
        place = number.fetchone()[0]
        rows = reports.numbers_of(connection, story.reports)
        connection.executemany(
            "INSERT OR IGNORE INTO story_reports VALUES (?, ?, ?)",
            ((place, report, day.isoformat()) for report in rows.values()),
        )


def followable(connection: sqlite3.Connection, profile: str, day: date, days: int) -> tuple[RunningStory, ...]:
    """Return the profile's stories with a report in the `days` days before `day`, oldest first.

    A story that turned out to be part of an older one is not among them: the
    older one has its reports.
    """
    since = day - timedelta(days=days)
    rows = connection.execute(
        f"""{_SELECT}
            WHERE profile = ? AND last_day >= ? AND first_day < ? AND part_of IS NULL ORDER BY first_day, id""",
        (profile, since.isoformat(), day.isoformat()),
    ).fetchall()
    return tuple(_story(connection, row) for row in rows)


def story_named(connection: sqlite3.Connection, profile: str, identifier: str) -> RunningStory | None:
    """Return a story by its id, however long ago it was told."""
    row = connection.execute(f"{_SELECT} WHERE profile = ? AND id = ?", (profile, identifier)).fetchone()
    return _story(connection, row) if row else None


def parts(connection: sqlite3.Connection, profile: str) -> dict[str, str]:
    """Return the older story that each of those is part of which turned out to be one, by their ids."""
    rows = connection.execute("SELECT id, part_of FROM stories WHERE profile = ? AND part_of IS NOT NULL", (profile,))
    return dict(rows.fetchall())


def _story(connection: sqlite3.Connection, row: Sequence[Any]) -> RunningStory:
    """The story, its own reports and those of the stories that turned out to be part of it, as they came."""
    number, profile, identifier, first, last, name, part_of = row
    found = connection.execute(
        """SELECT DISTINCT reports.id FROM story_reports JOIN reports ON reports.number = report
            JOIN stories ON stories.number = story
            WHERE story = ? OR (stories.profile = ? AND stories.part_of = ?) ORDER BY day, reports.id""",
        (number, profile, identifier),
    )
    days = date.fromisoformat(first), date.fromisoformat(last)
    return RunningStory(identifier, *days, tuple(told[0] for told in found), name, part_of)
