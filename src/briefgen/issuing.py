"""Finished files and an archive -> one edition for the day, whenever a run dies.

The order is what makes it safe (docs/archive.md): first what was taken in is
frozen, then every file is whole under its name, then one transaction says that
the edition is there.  Until that commit the next run makes the same files
again from the same intake; after it nothing is made, only put back.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from briefgen.archive import Archive, Edition, Issue
from briefgen.publish import clear_leftovers, write_all
from briefgen.reprint import Reprint, reprint


def issue_edition(archive: Archive, made: Issue, folder: Path) -> Edition:
    """Write the edition's files into the folder and issue it; a day that has one already keeps it.

    Raises WriteError where a file cannot be written, and ArchiveError where
    another edition was issued for that day: then no file is touched.
    """
    clear_leftovers(folder, made.files)
    if archive.edition(made.profile, made.day) is None:
        write_all(folder, made.files)
    return archive.issue(made)


def lost_files(edition: Edition, folder: Path) -> tuple[str, ...]:
    """Return which of an issued edition's files are not in the folder as they were issued."""
    there = _there(edition, folder)
    return tuple(name for name in edition.files if name not in there)


def put_back(archive: Archive, edition: Edition, folder: Path) -> Reprint:
    """Write again those of an issued edition's files that are lost; return what was written and what could not be."""
    clear_leftovers(folder, edition.files)
    lost = lost_files(edition, folder)
    if not lost:
        return Reprint({}, ())
    again = reprint(archive, edition)
    files = {name: data for name, data in again.files.items() if name in lost}
    write_all(folder, files)
    return Reprint(files, again.failures, again.exit_code)


def as_issued(archive: Archive, edition: Edition, folder: Path, names: Collection[str]) -> Reprint:
    """Return these files of an issued edition: as they lie in the folder, those that are lost made again."""
    there = {name: data for name, data in _there(edition, folder).items() if name in names}
    lost = [name for name in names if name not in there]
    if not lost:
        return Reprint(there, ())
    again = reprint(archive, edition, lost)
    return Reprint({**there, **again.files}, again.failures, again.exit_code)


def _there(edition: Edition, folder: Path) -> dict[str, bytes]:
    """The files that are in the folder as they were issued."""
    found = {name: _bytes(folder / name) for name in edition.files}
    return {name: data for name, data in found.items() if sha256(data).hexdigest() == edition.files[name]}


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
