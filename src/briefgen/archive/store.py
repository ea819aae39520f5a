"""One open archive: what each question and each change is called, and where a transaction begins and ends.

Every method that changes something is one transaction, all or nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from briefgen.archive import deliveries, editions, intakes, prune, reports, schema, search, stories
from briefgen.archive.connection import OlderSchema, check, real, to_read, to_write
from briefgen.archive.lock import holder
from briefgen.archive.records import Delivery, Edition, Fate, Hit, Intake, Issue, Pruned, RunningStory, Status
from briefgen.archive.trouble import read_back, told
from briefgen.model import Report

# A story without reports for longer sleeps: as Europe Media Monitor has it.
FOLLOWED = 7
_BATCH = 200


@contextmanager
def writing(path: Path, now: datetime) -> Iterator[Archive]:
    """Open the archive as the one run at work: made where it is missing, migrated where it is older.

    Raises ArchiveLocked, with who is at work, within a second.
    """
    with to_write(path, now) as connection:
        yield Archive(real(path), connection)


@contextmanager
def reading(path: Path, now: datetime) -> Iterator[Archive]:
    """Open an archive to look into it, also while a run is at work; one of an older schema is migrated first.

    Raises ArchiveError where there is none.
    """
    try:
        with to_read(path) as connection:
            yield Archive(real(path), connection)
        return
    except OlderSchema:
        pass
    with to_write(path, now) as connection:
        yield Archive(real(path), connection)


@dataclass(frozen=True)
class Archive:
    """An open archive; made by `writing` and `reading`."""

    path: Path
    connection: sqlite3.Connection

    # --- reports

    def remember_reports(self, given: Iterable[Report], now: datetime) -> tuple[str, ...]:
        """Store reports and their texts; return the ids that were not known."""
        with self._change() as connection:
            return reports.remember(connection, given, now)

    def seen(self, given: Iterable[Report], profile: str | None = None) -> dict[str, datetime]:
        """Return which of the reports are known, by id, and since when.

        A report is known by its id or by its text, at whatever address.  With
        a profile it counts only where an edition of it, or an intake that is
        closed, had it.
        """
        with self._look() as connection:
            return reports.seen(connection, tuple(given), profile)

    def reports(self, ids: Iterable[str]) -> tuple[Report, ...]:
        """Return the reports of these ids in canonical order; without those whose texts were pruned."""
        with self._look() as connection:
            return reports.reports_of(connection, ids)

    def latest_reports(self, most: int, before: datetime | None = None) -> tuple[Report, ...]:
        """Return the reports that came last before a time, in canonical order: the background of a small batch."""
        with self._look() as connection:
            return reports.latest(connection, most, before)

    def all_reports(self) -> Iterator[tuple[Report, str, tuple[str, ...]]]:
        """Return each report whose text is here, as they came, with when it was first seen and where it was found.

        In batches: whoever reads slowly keeps nobody from writing.
        """
        number = 0
        while batch := self._batch_after(number):
            number = batch[-1][0]
            yield from ((report, first_seen, self._addresses(report.id)) for _, report, first_seen in batch)

    def _batch_after(self, number: int) -> tuple[tuple[int, Report, str], ...]:
        with self._look() as connection:
            return reports.after(connection, number, _BATCH)

    def _addresses(self, report: str) -> tuple[str, ...]:
        with self._look() as connection:
            return reports.addresses_of(connection, report)

    # --- intakes

    def freeze(self, intake: Intake, now: datetime) -> Intake:
        """Store what a run took in; return the intake that stands for that day, an earlier run's where there is one.

        One that was dismissed is opened again, with what has come since.
        """
        with self._change() as connection:
            return intakes.freeze(connection, intake, now)

    def dismiss(self, profile: str, day: date) -> None:
        """Close an intake of which no edition comes, since nothing in it can be printed."""
        with self._change() as connection:
            intakes.close(connection, profile, day, "dismissed")

    def intake(self, profile: str, day: date) -> Intake | None:
        """Return what was taken in for that day, whatever became of it."""
        with self._look() as connection:
            return intakes.intake_of(connection, profile, day)

    def days(self, profile: str) -> dict[date, bool]:
        """Return the days on which the profile was run, oldest first, and whether an edition came of each."""
        with self._look() as connection:
            return intakes.days(connection, profile)

    def open_intakes(self, profile: str) -> tuple[Intake, ...]:
        """Return the profile's intakes of which no edition came: days on which a run died."""
        with self._look() as connection:
            return intakes.open_intakes(connection, profile)

    # --- editions

    def issue(self, made: Issue) -> Edition:
        """Store an edition whose files are written; the same one twice is once.

        With its files, sources, lines, stories and queued deliveries, in one
        transaction.  Raises ArchiveError where another was issued for that day
        or its reports were never remembered.
        """
        with self._change() as connection:
            return editions.issue(connection, made)

    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, by day, then by profile."""
        with self._look() as connection:
            return editions.editions(connection)

    def edition(self, profile: str, day: date) -> Edition | None:
        """Return the edition of a profile's day."""
        with self._look() as connection:
            return editions.edition_of(connection, profile, day)

    def last_edition(self, profile: str, *, delivered: bool = True) -> Edition | None:
        """Return the profile's last edition that reached a reader; without `delivered` the last one made."""
        with self._look() as connection:
            return editions.last_edition(connection, profile, delivered=delivered)

    def next_number(self, profile: str) -> int:
        """Return the number of the profile's next edition; the same until one is issued."""
        with self._look() as connection:
            return editions.next_number(connection, profile)

    def named(self, name: str) -> Edition:
        """Return the edition that a user names: "daily/3", "3", "2026-11-22" or "last"; else raise UsageError."""
        with self._look() as connection:
            return editions.named(connection, name)

    def json_of(self, edition: Edition) -> bytes:
        """Return an edition's JSON as it was issued, to the byte; ArchiveError where it was pruned."""
        with self._look() as connection:
            return editions.json_of(connection, edition)

    def texts_of(self, edition: Edition) -> dict[str, str]:
        """Return the texts that an edition stands on, by report id."""
        with self._look() as connection:
            return editions.texts_of(connection, edition)

    # --- stories

    def followable(self, profile: str, day: date, days: int = FOLLOWED) -> tuple[RunningStory, ...]:
        """Return the profile's stories that had a report in the `days` days before `day`, oldest first."""
        with self._look() as connection:
            return stories.followable(connection, profile, day, days)

    def story(self, profile: str, identifier: str) -> RunningStory | None:
        """Return a story by its id, however long ago it was told."""
        with self._look() as connection:
            return stories.story_named(connection, profile, identifier)

    def parts(self, profile: str) -> dict[str, str]:
        """Return, by their ids, the stories that turned out to be part of older ones, and of which."""
        with self._look() as connection:
            return stories.parts(connection, profile)

    # --- deliveries

    def deliveries(self) -> tuple[Delivery, ...]:
        """Return all deliveries, by day, profile and recipient."""
        with self._look() as connection:
            return deliveries.deliveries(connection)

    def mark(self, delivery: Delivery, fate: Fate, reason: str | None = None) -> Delivery:
        """Say what became of a delivery; with the first one sent its edition is delivered."""
        with self._change() as connection, read_back(self.path):
            return deliveries.mark(connection, delivery, fate, reason)

    def interrupted(self) -> tuple[Delivery, ...]:
        """Make unknown what a run died on while it was sending; return all that is unknown."""
        with self._change() as connection, read_back(self.path):
            return deliveries.interrupted(connection)

    # --- the whole

    def search(self, words: str, most: int) -> tuple[Hit, ...]:
        """Return the reports and past lines that have all the words, the best first."""
        with self._look() as connection:
            return search.find(connection, words, most)

    def would_go(self, before: datetime) -> Pruned:
        """Return what pruning would take."""
        with self._look() as connection:
            return prune.would_go(connection, before)

    def prune(self, before: datetime) -> Pruned:
        """Take out the JSON of editions and the texts that are older; return what went, and shrink the file."""
        with self._change() as connection:
            gone = prune.prune(connection, before)
        with told(self.path):
            self.connection.execute("VACUUM")
        return gone

    def status(self) -> Status:
        """Return how the archive stands, once the whole of it was looked through."""
        issued = self.editions()
        with self._look() as connection:
            check(connection, self.path)
            return Status(
                path=self.path,
                size=self.path.stat().st_size,
                schema=len(schema.STEPS),
                reports=_count(connection, "reports"),
                texts=_count(connection, "texts WHERE text IS NOT NULL"),
                editions=len(issued),
                last=tuple({one.profile: one for one in issued}.values()),
                unfinished=_unfinished(connection),
                deliveries=deliveries.deliveries(connection),
                holder=holder(self.path),
            )

    # --- transactions

    @contextmanager
    def _look(self) -> Iterator[sqlite3.Connection]:
        with read_back(self.path):
            yield self.connection

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction.  It begins as a writer: one that reads first and then writes fails at once when another did.

        (SQLite's "database is locked" then waits for nothing, whatever the time-out.)
        """
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # Ctrl-C too: nothing is half done, and it is raised on.
                # On a full disk SQLite has rolled back by itself.
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _unfinished(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows: Sequence[tuple[str]] = connection.execute(
        "SELECT profile || '/' || day FROM intakes WHERE state = 'open' ORDER BY day, profile"
    ).fetchall()
    return tuple(row[0] for row in rows)
