"""Jobs on standard input -> answers on standard output: the process that reads what is risky.

Started by pool.py as `python -m briefgen.readers.worker`, so that it works
from any script, and kept for many jobs.  Jobs and answers are data (JSON and
raw bytes), never code: a worker that was taken over can only answer.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from briefgen.model import Paragraph, Reading, Report, Role, Skipped, Source
from briefgen.readers.draft import Member
from briefgen.readers.guarded import Answer, Job

READER = "briefgen.readers.guarded:read"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one input may cost: seconds of processor and of time, bytes of memory, of files and of answer.

    A worker that nobody ends when its time is over, since its parent is gone, ends itself some seconds (`grace`) later.
    """

    cpu: float = 20.0
    wall: float = 30.0
    grace: float = 5.0
    memory: int = 1536 << 20
    files: int = 256 << 20
    answer: int = 256 << 20


# A worker that has grown by so much, or has read so many inputs, is replaced: what an
# input may cost shall not hang on those before it.  The tables of languages take 200 MB.
_GROWN = 384 << 20
_JOBS = 2_000


def main(arguments: Sequence[str]) -> None:
    """Answer jobs until there are none."""
    limits, reader = Limits(**json.loads(arguments[0])), _reader(arguments[1])
    jobs, answers = _channels()
    _limit(limits)
    before = _held()
    for count in range(1, _JOBS + 1):
        received = receive(jobs)
        if received is None:
            return
        _arm(limits)
        head, blobs = _answered(reader, job_from(*received))
        head["last"] = bool(head.get("broken")) or count == _JOBS or _held() - before > _GROWN
        _disarm()
        send(answers, head, blobs)
        if head["last"]:
            return


def _reader(name: str) -> Callable[[Job], Answer]:
    module, _, function = name.partition(":")
    reader: Callable[[Job], Answer] = getattr(import_module(module), function)
    return reader


def _answered(reader: Callable[[Job], Answer], job: Job) -> tuple[dict[str, Any], list[bytes]]:
    try:
        return answer_data(reader(job))
    except MemoryError:
        return {"broken": "memory"}, []
    except Exception as error:  # noqa: BLE001  # a bug of a reader costs one line, like a broken file
        return {"broken": f"reading it failed ({type(error).__name__})"}, []


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for jobs and answers; whatever else prints or asks gets nothing."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    return jobs, answers


def missing() -> str | None:
    """Say which limits this system cannot keep, if any."""
    try:
        import resource  # noqa: F401  # POSIX only
    except ImportError:
        return "no limits of memory and processor time on this system, only of time"
    return "no limit of memory on this system" if sys.platform == "darwin" else None


def _limit(limits: Limits) -> None:
    """Set what holds for the whole process; Ctrl-C is for the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_refuse)
    with suppress(ImportError):
        import resource

        for name, amount in (("RLIMIT_AS", limits.memory), ("RLIMIT_FSIZE", limits.files), ("RLIMIT_CORE", 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (amount, amount))


# No reader needs any of these; a file that gets one to try shall not succeed.
_REFUSED = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")


def _refuse(event: str, _: object) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} while reading a file")


def _arm(limits: Limits) -> None:
    """Give the next job its own time: processor time counts on, and an orphan ends by its alarm."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(limits.wall + limits.grace))
    with suppress(ImportError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + limits.cpu), most))


def _disarm() -> None:
    """Let a worker that waits wait as long as it takes: where nobody gives it jobs any more, its input ends."""
    if hasattr(signal, "alarm"):
        signal.alarm(0)


def _held() -> int:
    """The memory that the limit counts, in bytes, as it is now where the system tells, else the most so far.

    Of Linux the most so far is no measure: a child begins with that of its parent.
    """
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# --- what goes through the pipes: a length, JSON, and the raw bytes that it counts


def send(stream: IO[bytes], head: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Write one message."""
    text = json.dumps({**head, "sizes": [len(blob) for blob in blobs]}).encode()
    stream.write(len(text).to_bytes(8, "big") + text)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def receive(stream: IO[bytes], most: int = 1 << 40) -> tuple[dict[str, Any], list[bytes]] | None:
    """Read one message, None where it ends too early; OverflowError where it is larger than `most` bytes."""
    length = stream.read(8)
    size = int.from_bytes(length, "big")
    text = _exactly(stream, size, most) if len(length) == 8 else None
    if text is None:
        return None
    head, blobs = json.loads(text), []
    for one in head["sizes"]:
        size += one
        blob = _exactly(stream, one, most - size + one)
        if blob is None:
            return None
        blobs.append(blob)
    return head, blobs


def _exactly(stream: IO[bytes], size: int, most: int) -> bytes | None:
    if size > most:
        raise OverflowError(size)
    data = stream.read(size)
    return data if len(data) == size else None


def job_data(job: Job) -> tuple[dict[str, Any], list[bytes]]:
    """Return a job as a message."""
    head = {one.name: getattr(job, one.name) for one in fields(job) if one.name != "data"}
    head |= {"fields": dict(job.fields), "now": job.now.isoformat() if job.now else None}
    return head, [job.data]


def job_from(head: Mapping[str, Any], blobs: Sequence[bytes]) -> Job:
    """Return the job that a message is."""
    said = {one.name: head[one.name] for one in fields(Job) if one.name != "data"}
    now = datetime.fromisoformat(said["now"]) if said["now"] else None
    return Job(**said | {"data": blobs[0], "now": now})


def answer_data(answer: Answer) -> tuple[dict[str, Any], list[bytes]]:
    """Return an answer as a message."""
    head = {
        "location": answer.location,
        "reports": [_report_data(report) for report in answer.reports],
        "skipped": [[one.location, one.reason] for one in answer.skipped],
        "members": [[one.name, one.problem] for one in answer.members],
    }
    return head, [one.data for one in answer.members]


def answer_from(head: Mapping[str, Any], blobs: Sequence[bytes]) -> Answer:
    """Return the answer that a message is."""
    return Answer(
        head["location"],
        tuple(_report(data) for data in head["reports"]),
        tuple(Skipped(*one) for one in head["skipped"]),
        tuple(Member(name, blob, problem) for (name, problem), blob in zip(head["members"], blobs, strict=True)),
    )


def _report_data(report: Report) -> dict[str, Any]:
    data = {one.name: getattr(report, one.name) for one in fields(report)}
    data["source"] = asdict(report.source)
    data["reading"] = asdict(report.reading)
    data["paragraphs"] = [[one.start, one.end, one.role.value, one.page] for one in report.paragraphs]
    data["published"] = report.published.isoformat() if report.published else None
    return data


def _report(data: dict[str, Any]) -> Report:
    paragraphs = tuple(Paragraph(start, end, Role(role), page) for start, end, role, page in data["paragraphs"])
    return Report(
        **data
        | {
            "source": Source(**data["source"]),
            "paragraphs": paragraphs,
            "published": _moment(data["published"]),
            "urls": tuple(data["urls"]),
            "reading": _reading(data["reading"]),
        }
    )


def _reading(data: dict[str, Any]) -> Reading:
    came_from = tuple((what, where) for what, where in data["came_from"])
    return Reading(**data | {"came_from": came_from, "notes": tuple(data["notes"])})


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


if __name__ == "__main__":
    main(sys.argv[1:])
