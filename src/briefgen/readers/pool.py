"""Jobs -> answers, each from a worker under limits: in parallel, in order, whatever a file does to its reader.

A job that breaks its worker costs one line and the worker, which is replaced.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from queue import LifoQueue
from typing import IO, Self

from briefgen.model import Skipped
from briefgen.readers.guarded import Answer, Job
from briefgen.readers.worker import READER, Limits, answer_from, job_data, receive, send

_ADVICE = "save its text first"


class Pool:
    """As many workers as there are cores, started when they are needed and kept until the pool is closed."""

    def __init__(self, limits: Limits | None = None, workers: int | None = None, reader: str = READER) -> None:
        self._limits = limits or Limits()
        self._workers = [Worker(self._limits, reader) for _ in range(workers or _cores())]
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(len(self._workers), "reading")
        # What waits holds its bytes in memory: two jobs a worker keep all of them busy.
        self._room = threading.Semaphore(2 * len(self._workers))

    def submit(self, job: Job) -> Future[Answer]:
        """Have a job done; waits where too many are waiting."""
        self._room.acquire()
        future = self._threads.submit(self._done, job)
        future.add_done_callback(lambda _: self._room.release())
        return future

    def _done(self, job: Job) -> Answer:
        worker = self._idle.get()
        try:
            return worker.answer(job)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers, also those at work."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """One child process and its replacements."""

    def __init__(self, limits: Limits, reader: str) -> None:
        self._limits = limits
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._closed = False
        self._lock = threading.Lock()

    def answer(self, job: Job) -> Answer:
        """Return what became of a job; one that breaks its worker is skipped with the reason."""
        used = self._done > 0
        answer, reason = self._try(job)
        if answer is None and used and reason in _MAY_BE_INHERITED:
            # Memory that earlier jobs left behind, or a crash that they prepared, is not this job's.
            answer, reason = self._try(job)
        return answer or Answer(job.location, skipped=(Skipped(job.location, f"{self._told(reason)}; {_ADVICE}"),))

    def _try(self, job: Job) -> tuple[Answer | None, str]:
        try:
            process = self._started()
        except (OSError, ValueError) as error:
            return None, f"no process could be started to read it in ({error})"
        late = threading.Event()
        watch = threading.Timer(self._limits.wall, self._end_late, (process, late))
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(process, job, late)
        finally:
            watch.cancel()

    def _exchange(self, process: subprocess.Popen[bytes], job: Job, late: threading.Event) -> tuple[Answer | None, str]:
        received, flooded = None, False
        try:
            jobs, answers = _pipes(process)
            send(jobs, *job_data(job))
            received = receive(answers, self._limits.answer)
        except OverflowError:
            flooded = True
        except (OSError, ValueError, KeyError, TypeError):
            pass  # a pipe that broke, or an answer that is none: the process is asked below how it ended
        self._done += 1
        if received is None:
            code = self.end()
            return None, "flood" if flooded else "wall" if late.is_set() else _reason(code)
        head, blobs = received
        if head.get("last"):
            self.end()
        if "broken" in head:
            return None, str(head["broken"])
        return _checked(head, blobs)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise ValueError("closed")
            if self._process is None:
                self._process = _start(self._limits, self._reader)
                self._done = 0
            return self._process

    def _end_late(self, process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()

    def end(self) -> int:
        """End the process and leave no zombie; return how it ended by itself, if it did."""
        with self._lock:
            process, self._process = self._process, None
        return _end(process) if process else 0

    def kill(self) -> None:
        """End the process at once and start none again; whoever waits for its answer finds that out."""
        with self._lock:
            self._closed = True
            if self._process:
                self._process.kill()

    def _told(self, reason: str) -> str:
        told = _TOLD.get(reason)
        return told(self._limits) if told else reason


_MAY_BE_INHERITED = {"memory", "crash"}
_TOLD: dict[str, Callable[[Limits], str]] = {
    "wall": lambda limits: f"reading took more than {limits.wall:g} s",
    "cpu": lambda limits: f"reading took more than {limits.cpu:g} s of processor time",
    "memory": lambda limits: f"reading needed more than {limits.memory / (1 << 30):.2g} GB of memory",
    "flood": lambda limits: f"reading gave more than {limits.answer // 1_000_000} MB",
    "crash": lambda _: "reading it broke the reader",
}


def _checked(head: dict[str, object], blobs: list[bytes]) -> tuple[Answer | None, str]:
    """The answer, unless the worker answers what no reader would."""
    try:
        return answer_from(head, blobs), ""
    except (KeyError, TypeError, ValueError):
        return None, "crash"


def _reason(code: int) -> str:
    if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
        return "cpu"
    return "wall" if hasattr(signal, "SIGALRM") and code == -signal.SIGALRM else "crash"


def _start(limits: Limits, reader: str) -> subprocess.Popen[bytes]:
    """Start a worker that finds what this process finds, and nothing in the current folder (-P)."""
    found = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-P", "-m", "briefgen.readers.worker", json.dumps(asdict(limits)), reader],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": found, "OPENBLAS_NUM_THREADS": "1"},
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the worker has no pipes")
    return process.stdin, process.stdout


def _end(process: subprocess.Popen[bytes]) -> int:
    """Wait a moment for a process that is ending by itself, else kill it; close its pipes."""
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()
    try:
        code = process.wait(0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    if process.stdout:
        process.stdout.close()
    return code
