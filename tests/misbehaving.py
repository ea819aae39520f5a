"""Readers that do what a hostile file may make one do; a worker loads this module by its name."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from briefgen.model import Reading, Skipped, Source
from briefgen.readers.draft import Draft, Member, report_from
from briefgen.readers.guarded import Answer, Job
from briefgen.readers.layout import Line, parts_of

_KEPT: list[bytes] = []


def read(job: Job) -> Answer:
    """Do what the kind of the job names, then answer with its text."""
    if job.kind in DEEDS:
        DEEDS[job.kind](job)
    draft = Draft(tuple(parts_of([Line(job.data.decode())])), {"title": str(os.getpid())})
    return Answer(job.location, (report_from(draft, Source(job.location, job.kind), job.language),))


def everything(job: Job) -> Answer:
    """Answer with all that an answer can hold."""
    parts = tuple(parts_of([Line("Caf\u00e9 \U0001f309"), Line("It is shut. It stays so.")]))
    draft = Draft(
        parts, _STATED, Reading((("title", "the field head"),), 0.25, True, ("a note",), "it is so"), pages=(1, 2)
    )
    timed = report_from(draft, Source(job.location, "pdf"), job.language)
    dated = report_from(Draft(draft.parts, {**_STATED, "published": "2026-03-03"}), Source(job.location, "pdf"))
    timed = replace(timed, urls=("https://a.example/c",))
    return Answer(
        job.location, (timed, dated), (Skipped("x", "no text"),), (Member("a", b"\0\xff"), Member("b", problem="?"))
    )


_STATED = {
    "title": "Bridge",
    "outlet": "Harbour",
    "author": "Ann Lee",
    "url": "https://a.example/b",
    "published": datetime(2026, 3, 3, 7, tzinfo=UTC).isoformat(),
    "language": "en",
}


def _sleep(_: Job) -> None:
    time.sleep(600)


def _spin(_: Job) -> None:
    while True:
        pass


def _allocate(_: Job) -> None:
    while True:
        _KEPT.append(bytes(16 << 20))


def _grow(_: Job) -> None:
    _KEPT.append(b"x" * (400 << 20))


def _grow_some(_: Job) -> None:
    _KEPT.append(b"x" * (300 << 20))


def _crash(_: Job) -> None:
    ctypes.string_at(0)


def _abort(_: Job) -> None:
    os.abort()


def _exit(_: Job) -> None:
    os._exit(0)


def _raise(_: Job) -> None:
    raise KeyError("a bug")


def _recurse(job: Job) -> None:
    _recurse(job)


def _print(_: Job) -> None:
    for _line in range(2000):
        sys.stdout.write("x" * 1000)
        os.write(1, b"y" * 1000)
        os.write(2, b"z" * 1000)


def _flood(_: Job) -> None:
    """Write into the pipe of answers itself, which nobody keeps a reader from finding."""
    for number in range(3, 64):
        with suppress(OSError):
            os.write(number, b"\0\0\0\0\x0f\0\0\0" + b"x" * 100_000)


def _lie(_: Job) -> None:
    for number in range(3, 64):
        with suppress(OSError):
            os.write(number, b"\0\0\0\0\0\0\0\x02[]")


def _ask(_: Job) -> None:
    assert sys.stdin.read() == ""


def _connect(_: Job) -> None:
    socket.create_connection(("127.0.0.1", 9), 1)


def _start(_: Job) -> None:
    subprocess.run(["true"], check=True)


def _write_much(_: Job) -> None:
    with open(os.devnull.replace("null", "shm/briefgen-test"), "wb") as file:  # noqa: PTH123  # any place in memory
        os.unlink(file.name)  # noqa: PTH108
        file.write(bytes(400 << 20))


def _interrupt(_: Job) -> None:
    os.kill(os.getpid(), signal.SIGINT)


DEEDS: dict[str, Callable[[Job], None]] = {
    name.removeprefix("_"): deed
    for name, deed in list(globals().items())
    if name.startswith("_") and callable(deed) and getattr(deed, "__module__", "") == __name__
}
