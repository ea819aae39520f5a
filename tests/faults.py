"""A run that dies at its N-th write, rename, sync or removal, in a process of its own; then the same command again.

    python tests/faults.py SEEDS POINTS SEED

prints one JSON line a point.  The run is killed either before the N-th step or
in the middle of it (half of the bytes written).  SQLite's own steps are counted
where its library can be reached (`seam`), Python's always.  It is forked, so
that a point costs milliseconds; it stands apart from pytest because only a
process without threads can be forked safely.

This is the death of a process, not of the machine: what the kernel was given is there.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from briefgen import api
from briefgen.archive import Archive, writing
from briefgen.archive import Fate as Kept
from briefgen.archive.connection import connected
from briefgen.daily import Ways, run
from briefgen.delivery.fate import Fate, Mail, Outcome, Post
from briefgen.errors import ArchiveError
from briefgen.profile import Profile, profile_from
from briefgen.sources import Collected

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
YESTERDAY, TODAY = date(2026, 11, 21), date(2026, 11, 22)
PROFILE = """
timezone = "UTC"
archive.path = "a.sqlite3"
edition.output = "out"
edition.formats = ["md", "txt"]
delivery.to = ["ann@example.org", "bob@example.org"]
delivery.from = "desk@example.org"
delivery.maildir = "unused"
"""

# What SQLite's unix layer changes the disk by (os_unix.c, aSyscall).
_CALLS = {
    b"write": ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t),
    b"pwrite": ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long),
    b"pwrite64": ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long),
    b"ftruncate": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_long),
    b"unlink": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p),
}
# sqlite3_vfs: three numbers, then pointers; xSetSystemCall and xGetSystemCall are the 16th and 17th behind pNext.
_FIRST_POINTER, _SET, _GET = 16, 16, 17


class Seam:
    """Counts steps; at the one that was chosen the process is gone."""

    def __init__(self) -> None:
        self.steps = 0
        self.fatal = 0
        self.torn = False
        self.kept: list[Any] = []

    def dies(self) -> bool:
        """Count a step; whether it is the one."""
        self.steps += 1
        return self.steps == self.fatal

    def over(self, name: str) -> None:
        """Count what os.NAME does."""
        original = getattr(os, name)

        def counted(*arguments: Any, **more: Any) -> Any:
            if self.dies():
                die()
            return original(*arguments, **more)

        setattr(os, name, counted)

    def over_sqlite(self) -> bool:
        """Count what SQLite does; False where its library is out of reach."""
        try:
            import _sqlite3

            library = ctypes.CDLL(_sqlite3.__file__)
            library.sqlite3_vfs_find.restype = ctypes.c_void_p
            vfs = library.sqlite3_vfs_find(None)
        except (ImportError, AttributeError, OSError):
            return False
        pointers = ctypes.cast(vfs + _FIRST_POINTER, ctypes.POINTER(ctypes.c_void_p))
        get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(pointers[_GET])
        put = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)(pointers[_SET])
        for name, kind in _CALLS.items():
            if address := get(vfs, name):
                counted = kind(self._counted(kind(address), tears=b"write" in name))
                self.kept.append(counted)
                put(vfs, name, ctypes.cast(counted, ctypes.c_void_p))
        return bool(self.kept)

    def _counted(self, original: Callable[..., int], *, tears: bool) -> Callable[..., int]:
        def counted(*arguments: Any) -> int:
            if self.dies():
                if tears and self.torn:
                    original(*arguments[:2], arguments[2] // 2, *arguments[3:])
                die()
            return original(*arguments)

        return counted


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Kitchen:
    """The daily run itself, with reports that are read once, and a sink for its mails."""

    def __init__(self, seeds: Path) -> None:
        self.reports = api.read([str(seeds)])
        self.made: dict[tuple[str, datetime], dict[str, bytes]] = {}

    def run(self, folder: Path, day: date, now: datetime) -> None:
        """Do what `briefgen daily` does: on the first day one report has come, on the second both are there."""
        found = Collected(self.reports[: 1 + (day == TODAY)])
        run(self.profile(folder), now.replace(day=day.day), Ways(lambda _: found, lambda: self.post(folder / "sink")))

    def profile(self, folder: Path) -> Profile:
        return profile_from(PROFILE, folder / "briefgen.toml")

    def post(self, sink: Path) -> Post:
        """A way that keeps of each mail whose edition it is and for whom."""

        def send(mail: Mail) -> Outcome:
            name = message_from_bytes(mail.data)["Message-ID"]
            handle = os.open(sink, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(handle, f"{name} {mail.recipient}\n".encode())
            os.close(handle)
            return Outcome(Fate.SENT)

        return send

    def learn(self, start: Path, folder: Path) -> None:
        """What the undisturbed run makes of this start, at one time and later."""
        for now in (NOW, LATER):
            place = copied(start, folder / f"learnt-{start.name}-{now:%H}")
            self.run(place, TODAY, now)
            self.made[start.name, now] = {one.name: one.read_bytes() for one in (place / "out").iterdir()}


def forked(work: Callable[[], None]) -> int:
    """Do the work in a child; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a child must not go on as its parent would
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def counted_steps(kitchen: Kitchen, seam: Seam, start: Path, folder: Path) -> int:
    """How many steps the undisturbed run takes."""
    folder.mkdir()
    place = copied(start, folder / "counted")
    told = folder / "steps"

    def work() -> None:
        seam.steps = 0
        kitchen.run(place, TODAY, NOW)
        told.write_text(str(seam.steps))

    forked(work)
    return int(told.read_text())


def copied(start: Path, place: Path) -> Path:
    shutil.copytree(start, place)
    return place


def one_point(kitchen: Kitchen, seam: Seam, start: Path, place: Path, fatal: int, *, torn: bool) -> list[str]:
    """Kill the run there, run again, run a third time; return what is not as it should be."""
    copied(start, place)

    def work() -> None:
        seam.steps, seam.fatal, seam.torn = 0, fatal, torn
        kitchen.run(place, TODAY, NOW)

    ended = forked(work)
    wrong = [] if ended in (-signal.SIGKILL, 0) else [f"the first run ended with {ended}"]
    kitchen.run(place, TODAY, LATER)
    wrong += found_wrong(kitchen, start, place)
    before = tree(place)
    kitchen.run(place, TODAY, LATER + timedelta(hours=1))
    if tree(place) != before:
        wrong.append("the third run changed something")
    shutil.rmtree(place)
    return wrong


def found_wrong(kitchen: Kitchen, start: Path, place: Path) -> list[str]:
    wrong = []
    with writing(place / "a.sqlite3", LATER) as archive:
        today = [one for one in archive.editions() if one.day == TODAY]
        if len(today) != 1:
            return [f"{len(today)} editions"]
        intake = archive.intake("daily", TODAY)
        files = kitchen.made[start.name, intake.as_of if intake else NOW]
        if archive.json_of(today[0]) != files[f"daily-{TODAY}.json"]:
            wrong.append("other bytes in the archive")
        for edition in archive.editions():
            archive.json_of(edition)
        wrong += sent_wrong(archive, place / "sink", today[0].name)
        if archive.open_intakes("daily"):
            wrong.append("an intake is open")
    out = {one.name: one.read_bytes() for one in (place / "out").iterdir()}
    if out != files:
        wrong.append(f"other files: {sorted(out)}")
    if left := [str(one) for one in place.rglob("*") if ".tmp" in one.name or "journal" in one.name]:
        wrong.append(f"left: {left}")
    return wrong + unsound(place / "a.sqlite3")


def sent_wrong(archive: Archive, sink: Path, edition: str) -> list[str]:
    lines = sink.read_text().splitlines() if sink.exists() else []
    wrong = [] if len(lines) == len(set(lines)) else ["sent twice"]
    for one in archive.deliveries():
        has = f"{one.message_id} {one.recipient}" in lines
        if one.edition == edition and not (one.fate is Kept.UNKNOWN or (one.fate is Kept.SENT and has)):
            wrong.append(f"{one.recipient}: {one.fate}, in the sink: {has}")
    return wrong


def unsound(path: Path) -> list[str]:
    with closing(connected(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        connection.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    return [] if found == ["ok"] else found


def tree(place: Path) -> dict[str, str]:
    files = (one for one in place.rglob("*") if one.is_file())
    return {str(one.relative_to(place)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def points_of(kitchen: Kitchen, seam: Seam, folder: Path, most: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Kill before and within every step where there is time, else at some by chance; from nothing, and on day two."""
    for start in (folder / "nothing", folder / "one"):
        kitchen.learn(start, folder)
        steps = counted_steps(kitchen, seam, start, folder / f"count-{start.name}")
        every = [(step, torn) for step in range(1, steps + 1) for torn in (False, True)]
        for fatal, torn in every if most >= len(every) else sorted(chance.sample(every, most)):
            try:
                wrong = one_point(kitchen, seam, start, folder / f"{start.name}-{fatal}-{torn}", fatal, torn=torn)
            except ArchiveError as error:
                wrong = [str(error)]
            yield {"start": start.name, "step": fatal, "of": steps, "torn": torn, "wrong": wrong}


def main(seeds: str, points: int, seed: int) -> None:
    kitchen, seam = Kitchen(Path(seeds)), Seam()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "nothing").mkdir()
        (folder / "one").mkdir()
        kitchen.run(folder / "one", YESTERDAY, NOW)
        for call in ("fsync", "replace", "pwrite", "ftruncate", "write", "unlink", "chmod"):
            seam.over(call)
        reached = seam.over_sqlite()
        for point in points_of(kitchen, seam, folder, points // 2, random.Random(seed)):
            sys.stdout.write(json.dumps({**point, "sqlite": reached}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
