"""An edition's recipients -> what became of each: the outbox.

A delivery is queued, then `sending` before the last byte leaves, then `sent`,
`refused`, or queued again where it surely did not arrive.  One that a run died
on while it was `sending` is unknown, and stays so until someone decides.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import blake2b

from briefgen.archive.records import Delivery, Fate
from briefgen.errors import ArchiveError

_MAY_FOLLOW = {
    Fate.QUEUED: {Fate.SENDING, Fate.REFUSED, Fate.QUEUED},
    Fate.SENDING: {Fate.SENT, Fate.REFUSED, Fate.UNKNOWN, Fate.QUEUED},
    Fate.UNKNOWN: {Fate.QUEUED, Fate.SENT, Fate.REFUSED},
    Fate.SENT: set[Fate](),
    Fate.REFUSED: {Fate.QUEUED},
}

_SELECT = """SELECT profile || '/' || issue, recipient, message_id, fate, attempts, reason, deliveries.seal
    FROM deliveries JOIN editions ON editions.number = edition"""


def queue(connection: sqlite3.Connection, edition: int, recipients: Mapping[str, str]) -> None:
    """Queue an edition for its recipients, each with its mail's Message-ID."""
    connection.executemany(
        "INSERT INTO deliveries (edition, recipient, message_id, fate, seal) VALUES (?, ?, ?, 'queued', ?)",
        ((edition, *to, _seal(*to)) for to in recipients.items()),
    )


def deliveries(connection: sqlite3.Connection) -> tuple[Delivery, ...]:
    """Return all deliveries, by day, profile and recipient."""
    rows = connection.execute(f"{_SELECT} ORDER BY day, profile, recipient").fetchall()
    return tuple(_delivery(*row) for row in rows)


def mark(connection: sqlite3.Connection, delivery: Delivery, fate: Fate, reason: str | None) -> Delivery:
    """Say what became of a delivery; an attempt is counted when it begins.

    With the first recipient that has it the edition is delivered.  Raises
    ArchiveError where that cannot follow on what is stored: what was sent is
    never sent again.
    """
    stands = _stored(connection, delivery)
    if fate not in _MAY_FOLLOW[stands.fate]:
        raise ArchiveError(f"{stands.edition} to {stands.recipient}: is {stands.fate}, and cannot become {fate}")
    edition = connection.execute(
        "SELECT number FROM editions WHERE profile || '/' || issue = ?", (delivery.edition,)
    ).fetchone()[0]
    connection.execute(
        "UPDATE deliveries SET fate = ?, reason = ?, attempts = attempts + ? WHERE edition = ? AND recipient = ?",
        (fate.value, reason, fate is Fate.SENDING, edition, delivery.recipient),
    )
    if fate is Fate.SENT:
        connection.execute("UPDATE editions SET state = 'delivered' WHERE number = ?", (edition,))
    return _stored(connection, delivery)


def interrupted(connection: sqlite3.Connection) -> tuple[Delivery, ...]:
    """Make unknown what a run died on while it was sending; return what is unknown now."""
    connection.execute(
        """UPDATE deliveries SET fate = 'unknown', reason = 'the run ended while it was sending'
            WHERE fate = 'sending'"""
    )
    return tuple(one for one in deliveries(connection) if one.fate is Fate.UNKNOWN)


def _stored(connection: sqlite3.Connection, delivery: Delivery) -> Delivery:
    row = connection.execute(
        f"{_SELECT} WHERE profile || '/' || issue = ? AND recipient = ?", (delivery.edition, delivery.recipient)
    ).fetchone()
    if row is None:
        raise ArchiveError(f"{delivery.edition} to {delivery.recipient}: no such delivery was queued")
    return _delivery(*row)


def _delivery(
    edition: str, recipient: str, message_id: str, fate: str, attempts: int, reason: str | None, seal: str
) -> Delivery:
    if _seal(recipient, message_id) != seal:
        raise ValueError(f"a recipient of {edition} is not what was stored")
    return Delivery(edition, recipient, message_id, Fate(fate), attempts, reason)


def _seal(recipient: str, message_id: str) -> str:
    """One flipped bit must not send an edition to somebody else."""
    return blake2b(f"{recipient}\0{message_id}".encode(), digest_size=8).hexdigest()
