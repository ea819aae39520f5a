"""What SQLite or the disk complains of -> one line that names the archive and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import ArchiveError, ArchiveLocked, MissingPart

_DAMAGED = "damaged ({0}); put your latest copy of it in its place, or move it away to begin anew"
_UNWRITABLE = "cannot be written ({0}); free space or check the disk, and run this again; what it held is unharmed"

# A table that is missing is damage; any other such error would be a mistake of ours.
_NOT_UNDERSTOOD = "cannot be used ({0}); if your latest copy of it can, it was damaged, else please report this"

# By SQLite's primary result code (sqlite.org/rescode.html).
_TOLD = {
    1: _NOT_UNDERSTOOD,
    8: "cannot be written ({0}); allow writing to it and to its folder, or name another with --archive",
    10: _UNWRITABLE,
    11: _DAMAGED,
    13: _UNWRITABLE,
    14: "cannot be opened ({0}); check the path and the permissions of its folder",
    26: "no archive of briefgen, or damaged ({0}); name another with --archive",
}
_BUSY = {5, 6}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into an error of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _refusal(path, error) from error
    except UnicodeDecodeError as error:
        # SQLite quotes from a damaged schema, and what it quotes is no text.
        raise damaged(path, "its tables cannot be read") from error


@contextmanager
def read_back(path: Path) -> Iterator[None]:
    """The same where rows are read: one that cannot be what was written is damage too."""
    try:
        with told(path):
            yield
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        # Dates that are none, a number for a text, nothing where there was a row: a flipped bit reads like that.
        raise damaged(path, str(error)) from error


def damaged(path: Path, why: str) -> ArchiveError:
    """What is said of an archive that does not hold what was put in."""
    return ArchiveError(f"{path}: {_DAMAGED.format(_one_line(why))}")


def refused(path: Path, error: OSError) -> ArchiveError:
    """What is said of a file that the system does not give."""
    return ArchiveError(
        f"{path}: cannot be written ({error.strerror}); free space, check its folder's permissions, "
        "or name another archive with --archive"
    )


def _refusal(path: Path, error: sqlite3.Error) -> ArchiveError | MissingPart:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _BUSY:
        return ArchiveLocked(f"{path}: another program is using it ({error}); let it finish, then run this again")
    if "no such module" in str(error):
        return MissingPart(f"this Python's SQLite has no full-text search ({error}); install one with FTS5")
    return ArchiveError(f"{path}: {_TOLD.get((code or 11) & 0xFF, _NOT_UNDERSTOOD).format(_one_line(str(error)))}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
