"""A mail -> a file in a Maildir: whole in `new/`, or not there.

Written in `tmp/`, synced, and then renamed: a reader that looks at `new/`
never sees half a mail.
"""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from briefgen.delivery.fate import Fate, Mail, Outcome
from briefgen.publish import sync

_COUNTER = count(1)


def send(mail: Mail, folder: Path) -> Outcome:
    """Put a mail into a Maildir, made where it is missing."""
    name = _unique()
    try:
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        _written(folder / "tmp" / name, mail.data.replace(b"\r\n", b"\n"))
        (folder / "tmp" / name).rename(folder / "new" / name)
        sync(folder / "new")
    except OSError as error:
        with suppress(OSError):
            (folder / "tmp" / name).unlink(missing_ok=True)
        return Outcome(Fate.UNSENT, f"{folder}: cannot be written ({error.strerror})", for_all=True)
    return Outcome(Fate.SENT)


def _unique() -> str:
    """A name that no other delivery has: time, process, count and host, as the Maildir convention wants it."""
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072")
    now = time.time_ns()
    return f"{now // 10**9}.M{now // 1000 % 10**6:06}P{os.getpid()}Q{next(_COUNTER)}.{host}"


def _written(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
