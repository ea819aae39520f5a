"""What a run took in -> frozen, so that a run that died is done again from the same reports.

An intake is open until its edition is issued, or until it is dismissed because
nothing in it could be printed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from briefgen.archive import reports
from briefgen.archive.records import Intake
from briefgen.model import Skipped

_SELECT = "SELECT number, profile, day, as_of, since, skipped, muted FROM intakes"


def freeze(connection: sqlite3.Connection, intake: Intake, now: datetime) -> Intake:
    """Store an intake and its reports; return the one that stands, which is an earlier run's where there was one.

    Of one that was dismissed nothing came: it is opened again, and what the new one has is added to it.
    """
    earlier = intake_of(connection, intake.profile, intake.day)
    if earlier and _state(connection, intake) != "dismissed":
        return earlier
    reports.remember(connection, intake.reports, now)
    row = connection.execute(
        """INSERT INTO intakes (profile, day, as_of, since, skipped, muted, state) VALUES (?, ?, ?, ?, ?, ?, 'open')
            ON CONFLICT (profile, day) DO UPDATE SET state = 'open', as_of = excluded.as_of, since = excluded.since,
                skipped = excluded.skipped, muted = excluded.muted
            RETURNING number""",
        (
            intake.profile,
            intake.day.isoformat(),
            intake.as_of.isoformat(),
            intake.since and intake.since.isoformat(),
            json.dumps([[one.location, one.reason] for one in intake.skipped]),
            intake.muted,
        ),
    ).fetchone()
    numbers = reports.numbers_of(connection, {one.id for one in intake.reports})
    connection.executemany(
        "INSERT OR IGNORE INTO intake_reports VALUES (?, ?)", ((row[0], number) for number in numbers.values())
    )
    stands = intake_of(connection, intake.profile, intake.day)
    assert stands is not None  # noqa: S101 - it was stored in this transaction
    return stands


def intake_of(connection: sqlite3.Connection, profile: str, day: date) -> Intake | None:
    """Return the intake of a profile's day, whatever became of it."""
    row = connection.execute(f"{_SELECT} WHERE profile = ? AND day = ?", (profile, day.isoformat())).fetchone()
    return _intake(connection, row) if row else None


def _state(connection: sqlite3.Connection, intake: Intake) -> str:
    named = (intake.profile, intake.day.isoformat())
    state: str = connection.execute("SELECT state FROM intakes WHERE profile = ? AND day = ?", named).fetchone()[0]
    return state


def days(connection: sqlite3.Connection, profile: str) -> dict[date, bool]:
    """Return the days that have an intake, oldest first, and whether an edition came of each."""
    rows = connection.execute("SELECT day, state = 'issued' FROM intakes WHERE profile = ? ORDER BY day", (profile,))
    return {date.fromisoformat(day): bool(issued) for day, issued in rows}


def open_intakes(connection: sqlite3.Connection, profile: str) -> tuple[Intake, ...]:
    """Return the profile's intakes of which no edition came, by day."""
    rows = connection.execute(f"{_SELECT} WHERE profile = ? AND state = 'open' ORDER BY day", (profile,)).fetchall()
    return tuple(_intake(connection, row) for row in rows)


def close(connection: sqlite3.Connection, profile: str, day: date, state: str) -> None:
    """Say what became of an open intake: "issued" or "dismissed"."""
    connection.execute(
        "UPDATE intakes SET state = ? WHERE profile = ? AND day = ? AND state = 'open'",
        (state, profile, day.isoformat()),
    )


def _intake(connection: sqlite3.Connection, row: Sequence[Any]) -> Intake:
    number, profile, day, as_of, since, skipped, muted = row
    rows = connection.execute(
        "SELECT id FROM reports JOIN intake_reports ON report = reports.number WHERE intake = ?", (number,)
    )
    return Intake(
        profile=profile,
        day=date.fromisoformat(day),
        as_of=datetime.fromisoformat(as_of),
        reports=reports.reports_of(connection, [row[0] for row in rows]),
        since=datetime.fromisoformat(since) if since else None,
        skipped=tuple(Skipped(location, reason) for location, reason in json.loads(skipped)),
        muted=muted,
    )
