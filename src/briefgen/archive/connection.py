"""A path -> an open, checked archive of this version.

One file and a rollback journal, not a write-ahead log: there is one writer at
a time, the archive is one file that can be copied whenever nobody writes, it
can be read where nothing may be written, and no second file exists whose loss
takes editions with it.  `synchronous = EXTRA` makes a commit last through a
power cut, the removal of the journal included.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from briefgen.archive import schema
from briefgen.archive.lock import held
from briefgen.archive.trouble import damaged, read_back, refused, told
from briefgen.errors import ArchiveError

# A reader or another program may have it for a moment; nothing of ours takes ten seconds.
PATIENCE = 10.0

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
)


@contextmanager
def to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive that nothing will be written to; one that a run died on is mended and checked."""
    path = real(path)
    if not path.exists():
        raise ArchiveError(f"{path}: no archive is there; `briefgen daily` makes it, --archive names another")
    with closing(_opened(path, clean=not journal_of(path).exists())) as connection:
        with read_back(path):
            if schema.version_of(connection, path) < len(schema.STEPS):
                raise OlderSchema(f"{path}: of an older briefgen; any command that writes brings it up to date")
            connection.execute("PRAGMA query_only = ON")
        yield connection


class OlderSchema(ArchiveError):
    """An archive that must be migrated before it can be read."""


@contextmanager
def to_write(path: Path, now: datetime) -> Iterator[sqlite3.Connection]:
    """Open an archive as its only writer: made where it is missing, migrated where it is older.

    Raises ArchiveLocked within a second where another run is at work.
    """
    path = real(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(path, error) from error
    with held(path, now) as was_clean:
        _sweep(path)
        clean = was_clean and not journal_of(path).exists()
        if not path.exists():
            _make(path)
        with closing(_opened(path, clean=clean)) as connection:
            with read_back(path):
                schema.bring_up(connection, path, schema.version_of(connection, path))
            yield connection


def real(path: Path) -> Path:
    """Return the path without links: two names of one archive must have one lock."""
    return Path(os.path.realpath(path))


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what a transaction changes until it is committed."""
    return path.with_name(path.name + "-journal")


def connected(path: Path) -> sqlite3.Connection:
    """Connect to a file that exists; transactions are only those that are begun in so many words."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(setting)
    return connection


def _opened(path: Path, *, clean: bool) -> sqlite3.Connection:
    """Connect to an archive; after an end that was none look through the whole of it first."""
    with read_back(path):
        connection = connected(path)
        # This is also what mends a transaction that was cut short.
        schema.version_of(connection, path)
        if not clean:
            check(connection, path)
        return connection


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Look through the whole file, its indexes too (.1 s for 10,000 reports); raise ArchiveError for damage."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, found)


def _make(path: Path) -> None:
    """Make an archive under a passing name, so that there is a whole one or none: an empty file is a damaged one."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        os.close(handle)
        with told(path), closing(connected(Path(name))) as connection:
            schema.bring_up(connection, path, 0)
        _part_from_journal(path)
        schema.settle(Path(name), path)
    except OSError as error:
        raise refused(path, error) from error
    finally:
        _sweep(path)


def _part_from_journal(path: Path) -> None:
    """Set aside the journal of an archive that was moved away: SQLite would undo its changes in the new one."""
    with suppress(FileNotFoundError):
        os.replace(journal_of(path), f"{journal_of(path)}.left")


def _sweep(path: Path) -> None:
    """Remove what a run left that died while it made an archive or a copy; nobody else is at work."""
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp*"):
        with suppress(OSError):
            left.unlink()
