"""A day -> what is older than it and goes: editions' JSON, and texts that no kept edition lists.

What was read and issued stays known, with its hashes: a report whose text went
is not new when it comes again, and no day gets a second edition.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from briefgen.archive import search
from briefgen.archive.records import Pruned
from briefgen.archive.reports import stamp

# The last edition of a profile stays, since the next one tells what is new
# against it; so does one that still waits for a recipient.
_EDITIONS = """
    SELECT number FROM editions AS old
    WHERE day < :day AND json IS NOT NULL
      AND EXISTS (SELECT 1 FROM editions AS later WHERE later.profile = old.profile AND later.day > old.day)
      AND old.number NOT IN (
        SELECT edition FROM deliveries WHERE fate IN ('queued', 'sending', 'unknown'))
      AND old.number NOT IN (
        SELECT number FROM editions AS last WHERE state = 'delivered' AND NOT EXISTS (
            SELECT 1 FROM editions AS later
            WHERE later.profile = last.profile AND later.state = 'delivered' AND later.day > last.day))"""

_TEXTS = f"""
    SELECT number FROM texts WHERE text IS NOT NULL AND sha256 NOT IN (
        SELECT sha256 FROM reports WHERE first_seen >= :moment
        UNION SELECT reports.sha256 FROM reports JOIN sources ON report = reports.number
            JOIN editions ON editions.number = edition WHERE json IS NOT NULL AND edition NOT IN ({_EDITIONS})
        UNION SELECT reports.sha256 FROM reports JOIN intake_reports ON report = reports.number
            JOIN intakes ON intakes.number = intake WHERE state = 'open')"""


def would_go(connection: sqlite3.Connection, before: datetime) -> Pruned:
    """Return what `prune` would take; nothing is changed."""
    named = _named(before)
    editions = connection.execute(
        f"""SELECT profile || '/' || issue, length(json) FROM editions WHERE number IN ({_EDITIONS})
            ORDER BY day, profile""",
        named,
    ).fetchall()
    texts, size = connection.execute(
        f"SELECT count(*), coalesce(sum(length(CAST(text AS BLOB))), 0) FROM texts WHERE number IN ({_TEXTS})", named
    ).fetchone()
    return Pruned(tuple(row[0] for row in editions), texts, size + sum(row[1] for row in editions))


def prune(connection: sqlite3.Connection, before: datetime) -> Pruned:
    """Take out what is older; return what went."""
    gone = would_go(connection, before)
    named = _named(before)
    connection.execute(f"UPDATE texts SET text = NULL WHERE number IN ({_TEXTS})", named)
    connection.execute(f"DELETE FROM lines WHERE edition IN ({_EDITIONS})", named)
    connection.execute(f"UPDATE editions SET json = NULL WHERE number IN ({_EDITIONS})", named)
    search.reindex(connection)
    return gone


def _named(before: datetime) -> dict[str, str]:
    return {"day": before.date().isoformat(), "moment": stamp(before)}
