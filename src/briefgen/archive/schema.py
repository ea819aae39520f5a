"""An archive of any version -> one of this version; a newer one is refused.

Each step is a function that takes the archive from the version before it.
All steps to be taken are one transaction, and a copy is put beside the archive
first.  What has been released is never changed here: new steps are added.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from briefgen.archive.trouble import refused
from briefgen.errors import ArchiveError

Step = Callable[[sqlite3.Connection], None]

# "brfg": by this an archive is told from other programs' SQLite files.
APPLICATION = 0x62726667

_FIRST = (
    # Texts stand apart: reports, copies and editions share them.  One that was pruned is null, none is ever missing.
    """CREATE TABLE texts (
        number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, text TEXT)""",
    # `stated` is all that makes up the report beside its text, `seal` the hash of it and `first_seen`; the columns
    # before it are for queries.
    """CREATE TABLE reports (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
        title TEXT, outlet TEXT, published TEXT, language TEXT NOT NULL, url TEXT,
        stated TEXT NOT NULL, seal TEXT NOT NULL, first_seen TEXT NOT NULL)""",
    "CREATE INDEX reports_by_text ON reports (sha256)",
    """CREATE TABLE addresses (
        report INTEGER NOT NULL REFERENCES reports, location TEXT NOT NULL, first_seen TEXT NOT NULL,
        PRIMARY KEY (report, location)) WITHOUT ROWID""",
    """CREATE TABLE intakes (
        number INTEGER PRIMARY KEY, profile TEXT NOT NULL, day TEXT NOT NULL, as_of TEXT NOT NULL, since TEXT,
        skipped TEXT NOT NULL, muted INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'issued', 'dismissed')), UNIQUE (profile, day))""",
    """CREATE TABLE intake_reports (
        intake INTEGER NOT NULL REFERENCES intakes, report INTEGER NOT NULL REFERENCES reports,
        PRIMARY KEY (intake, report)) WITHOUT ROWID""",
    "CREATE INDEX intakes_by_report ON intake_reports (report)",
    # `json` is compressed, and null once it was pruned; `texts_apart`: without its texts, which `texts` has; `seal`
    # is the hash of all that never changes, the files included.
    """CREATE TABLE editions (
        number INTEGER PRIMARY KEY, profile TEXT NOT NULL, issue INTEGER NOT NULL, day TEXT NOT NULL,
        as_of TEXT NOT NULL, since TEXT, state TEXT NOT NULL CHECK (state IN ('made', 'delivered')),
        sha256 TEXT NOT NULL, stories INTEGER NOT NULL, json BLOB, texts_apart INTEGER NOT NULL, seal TEXT NOT NULL,
        UNIQUE (profile, issue), UNIQUE (profile, day))""",
    """CREATE TABLE files (
        edition INTEGER NOT NULL REFERENCES editions, place INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (edition, place)) WITHOUT ROWID""",
    """CREATE TABLE sources (
        edition INTEGER NOT NULL REFERENCES editions, report INTEGER NOT NULL REFERENCES reports,
        PRIMARY KEY (edition, report)) WITHOUT ROWID""",
    "CREATE INDEX sources_by_report ON sources (report)",
    """CREATE TABLE lines (
        number INTEGER PRIMARY KEY, edition INTEGER NOT NULL REFERENCES editions, claim TEXT NOT NULL,
        headline TEXT NOT NULL, text TEXT NOT NULL)""",
    """CREATE TABLE stories (
        number INTEGER PRIMARY KEY, profile TEXT NOT NULL, id TEXT NOT NULL, first_day TEXT NOT NULL,
        last_day TEXT NOT NULL, name TEXT, part_of TEXT, UNIQUE (profile, id))""",
    """CREATE TABLE story_reports (
        story INTEGER NOT NULL REFERENCES stories, report INTEGER NOT NULL REFERENCES reports, day TEXT NOT NULL,
        PRIMARY KEY (story, report)) WITHOUT ROWID""",
    """CREATE TABLE deliveries (
        edition INTEGER NOT NULL REFERENCES editions, recipient TEXT NOT NULL, message_id TEXT NOT NULL,
        fate TEXT NOT NULL CHECK (fate IN ('queued', 'sending', 'sent', 'refused', 'unknown')),
        attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, seal TEXT NOT NULL,
        PRIMARY KEY (edition, recipient)) WITHOUT ROWID""",
    # Only the index: what it was made of stands in the other tables (search.py).
    """CREATE VIRTUAL TABLE passages USING fts5(title, body, content='',
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'")""",
)


def first(connection: sqlite3.Connection) -> None:
    """Make the tables of version 1 in an empty file."""
    for statement in _FIRST:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


STEPS: tuple[Step, ...] = (first,)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return the archive's version; nothing is changed.

    Raises ArchiveError for a newer one, and for a file that is no archive.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise ArchiveError(
            f"{path}: no archive of briefgen, or emptied; put your latest copy in its place, or name another "
            "with --archive"
        )
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(STEPS):
        raise ArchiveError(
            f"{path}: of a newer briefgen (schema {version}, this one knows {len(STEPS)}); update briefgen"
        )
    return version


def bring_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Take an archive from `version` to the newest, all or nothing; a copy of it is put beside it first."""
    if version == len(STEPS):
        return
    if version:
        _back_up(connection, path, version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        # Ctrl-C too: whatever ends it, nothing is half done, and it is raised on.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def backup_of(path: Path, version: int) -> Path:
    """Where the copy is that was made before a migration from `version`."""
    return path.with_name(f"{path.name}.v{version}.backup")


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy page by page under a passing name, so that under the final one stands a whole copy or none."""
    target = backup_of(path, version)
    beside = target.with_name(f".{target.name}.tmp")
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        with closing(sqlite3.connect(beside)) as copy:
            connection.backup(copy)
        settle(beside, target)
    except OSError as error:
        raise refused(target, error) from error


def settle(beside: Path, target: Path) -> None:
    """Give a finished file its name, and make both last."""
    _synced(beside, os.O_RDWR)
    os.replace(beside, target)
    _synced(target.parent, os.O_RDONLY)


def _synced(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
