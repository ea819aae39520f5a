"""One run at a time: a lock that the kernel frees, and who holds it.

The lock is on a file beside the archive that is never removed: of two runs
one would else lock a file that no longer has a name.  What is written in it is
for people; an end that could not take it out again was no clean one.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from briefgen.archive.records import Holder
from briefgen.archive.trouble import refused
from briefgen.errors import ArchiveLocked, MissingPart

# Whoever only looks (`status`) shares the lock for a moment; a run waits that out, and no second.
_PATIENCE = 0.5
_PAUSE = 0.02

# Of a run that has the lock and has not yet said so.
_NOBODY = Holder(0, "unknown", "unknown")


def lock_of(archive: Path) -> Path:
    """Where the lock of an archive is."""
    return archive.with_name(archive.name + ".lock")


@contextmanager
def held(archive: Path, now: datetime) -> Iterator[bool]:
    """Hold the archive's lock; yield whether the last holder ended cleanly.

    Raises ArchiveLocked, with who holds it, within a second.
    """
    handle = _opened(archive)
    try:
        if not _taken(handle, _PATIENCE):
            raise ArchiveLocked(f"{archive}: {_at_work(_written(handle))}; let it finish, or end it")
        clean = os.fstat(handle).st_size == 0
        try:
            _write(archive, handle, Holder(os.getpid(), socket.gethostname(), now.isoformat(timespec="seconds")))
            yield clean
        finally:
            # A run that failed and lived was not cut short.  A disk that fails here makes the next run look twice.
            with suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def holder(archive: Path) -> Holder | None:
    """Who holds the archive's lock at this moment, if anybody does."""
    try:
        handle = os.open(lock_of(archive), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return None if _taken(handle, 0, shared=True) else _written(handle) or _NOBODY
    finally:
        os.close(handle)


def _opened(archive: Path) -> int:
    try:
        return os.open(lock_of(archive), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise refused(lock_of(archive), error) from error


def _taken(handle: int, patience: float, *, shared: bool = False) -> bool:
    try:
        import fcntl
    except ImportError as error:
        raise MissingPart("no archive on this system: it cannot lock files as POSIX does") from error
    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    last = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            if time.monotonic() >= last:
                return False
            # The kernel tells nobody when a lock comes free, but for one who waits without end.
            time.sleep(_PAUSE)
        else:
            return True


def _write(archive: Path, handle: int, who: Holder) -> None:
    line = json.dumps({"pid": who.pid, "host": who.host, "since": who.since}) + "\n"
    try:
        os.pwrite(handle, line.encode(), 0)
        os.ftruncate(handle, len(line))
    except OSError as error:
        raise refused(lock_of(archive), error) from error


def _written(handle: int) -> Holder | None:
    """Who wrote the lock file; nobody where it is empty or half written."""
    try:
        said = json.loads(os.pread(handle, 1000, 0))
        return Holder(int(said["pid"]), str(said["host"]), str(said["since"]))
    except (ValueError, KeyError, TypeError):
        return None


def _at_work(who: Holder | None) -> str:
    return f"another run is at work (process {who.pid} on {who.host}, since {who.since})" if who else (
        "another run is at work"
    )  # fmt: skip
