"""Workers: answers in order whatever a file does to its reader, limits kept, children ended."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefgen
import misbehaving
from briefgen.model import Report
from briefgen.readers.guarded import Answer, Job
from briefgen.readers.pool import Pool
from briefgen.readers.worker import Limits, answer_data, answer_from, missing
from making import a_docx, a_pdf, a_zip, paragraph, shown

# What workers do is shown with workers of one's own.
pytestmark = pytest.mark.cold

SMALL = Limits(cpu=1, wall=8, memory=600 << 20, files=256 << 20, answer=1_000_000)
TEXT = "The bridge is shut."


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(SMALL, 1, "misbehaving:read") as pool:
        yield pool


def done(pool: Pool, *kinds: str) -> list[Answer]:
    futures = [pool.submit(Job(kind, TEXT.encode(), f"{index}.pdf")) for index, kind in enumerate(kinds)]
    return [future.result() for future in futures]


def worker_of(answer: Answer) -> str | None:
    """The process that gave an answer."""
    return answer.reports[0].title


BREAKING = {
    "spin": "reading took more than 1 s of processor time",
    "allocate": "reading needed more than 0.59 GB of memory",
    "crash": "reading it broke the reader",
    "abort": "reading it broke the reader",
    "exit": "reading it broke the reader",
    "flood": "reading gave more than 1 MB",
    "lie": "reading it broke the reader",
    "raise": "reading it failed (KeyError)",
    "recurse": "reading it failed (RecursionError)",
    "connect": "reading it failed (PermissionError)",
    "start": "reading it failed (PermissionError)",
    "write_much": "reading it failed (OSError)",
}


@pytest.mark.parametrize(("kind", "reason"), BREAKING.items(), ids=BREAKING.keys())
def test_a_file_that_breaks_its_reader_costs_one_line(pool: Pool, kind: str, reason: str) -> None:
    start = time.monotonic()
    before, broken, after = done(pool, "good", kind, "good")
    assert [one.reports[0].text for one in (before, after)] == [f"{worker_of(one)}\n{TEXT}" for one in (before, after)]
    assert broken.reports == ()
    assert [(one.location, one.reason) for one in broken.skipped] == [("1.pdf", f"{reason}; save its text first")]
    assert time.monotonic() - start < 20


def test_a_file_that_makes_its_reader_wait_costs_one_line() -> None:
    with Pool(dataclasses.replace(SMALL, wall=1.5), 1, "misbehaving:read") as pool:
        late, after = done(pool, "sleep", "good")
    assert [one.reason for one in late.skipped] == ["reading took more than 1.5 s; save its text first"]
    assert len(after.reports) == 1


@pytest.mark.parametrize("kind", ["print", "ask", "interrupt"])
def test_what_a_reader_prints_asks_or_is_told_by_ctrl_c_changes_nothing(pool: Pool, kind: str) -> None:
    assert [len(one.reports) for one in done(pool, kind, "good")] == [1, 1]


def test_one_worker_reads_many_inputs_and_is_replaced_when_it_has_grown(pool: Pool) -> None:
    first, second, grown, fresh = done(pool, "good", "good", "grow", "good")
    assert worker_of(first) == worker_of(second) == worker_of(grown) != worker_of(fresh)


def test_memory_that_another_input_left_behind_is_not_held_against_the_next() -> None:
    """What an input may cost must not hang on those before it: the second is tried in a fresh worker."""
    tight = dataclasses.replace(SMALL, memory=550 << 20)
    with Pool(tight, 1, "misbehaving:read") as pool:
        assert [len(one.reports) for one in done(pool, "grow_some", "grow_some", "grow_some")] == [1, 1, 1]


def test_answers_come_in_the_order_of_the_jobs_from_all_workers() -> None:
    with Pool(SMALL, 3, "misbehaving:read") as pool:
        answers = done(pool, *["good", "print", "exit", "good"] * 8)
    assert [one.location for one in answers] == [f"{index}.pdf" for index in range(32)]
    assert [len(one.skipped) for one in answers] == [0, 0, 1, 0] * 8


def test_an_answer_goes_through_the_pipe_whole() -> None:
    """Every field of a report: one that is added and forgotten here would be lost without a word."""
    with Pool(SMALL, 1, "misbehaving:everything") as pool:
        job = Job("pdf", b"", "\u202e a\nb", "en")
        sent, received = misbehaving.everything(job), pool.submit(job).result()
    assert received == sent
    assert all(getattr(sent.reports[0], one.name) for one in dataclasses.fields(Report))
    assert answer_from(*_through_json(sent)) == sent


def _through_json(answer: Answer) -> tuple[dict[str, object], list[bytes]]:
    import json

    head, blobs = answer_data(answer)
    return json.loads(json.dumps(head)), blobs


def children() -> list[int]:
    told = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(number) for number in told.read_text().split()] if told.exists() else []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are counted in /proc")
def test_a_pool_leaves_no_child_and_no_zombie() -> None:
    before = children()
    with Pool(SMALL, 2, "misbehaving:read") as pool:
        done(pool, "good", "exit", "crash", "good")
        pool.submit(Job("sleep", b"x", "x"))
        start = time.monotonic()
    assert time.monotonic() - start < 1.5
    assert children() == before


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from briefgen.readers.guarded import Job
from briefgen.readers.pool import Pool
from briefgen.readers.worker import Limits
with Pool(Limits(wall={wall}, grace=1), 1, "misbehaving:read") as pool:
    print(pool.submit(Job("good", b"x", "x")).result().reports[0].title, flush=True)
    pool.submit(Job("sleep", b"x", "x")).result()
"""


def test_a_worker_may_wait_longer_for_its_next_job_than_a_job_may_take() -> None:
    with Pool(Limits(wall=1, grace=0), 1, "misbehaving:read") as pool:
        first = done(pool, "good")
        time.sleep(1.3)
        assert [one.skipped for one in (*first, *done(pool, "good"))] == [(), ()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked for in /proc")
@pytest.mark.parametrize(("number", "wall"), [(signal.SIGINT, 60), (signal.SIGTERM, 1), (signal.SIGKILL, 1)])
def test_no_child_outlives_a_parent_that_is_stopped(number: signal.Signals, wall: float) -> None:
    """Ctrl-C ends the children at once; one whose parent is killed while it reads ends by its own alarm."""
    script = SCRIPT.format(paths=sys.path, wall=wall)
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert parent.stdout
    child = Path(f"/proc/{int(parent.stdout.readline())}")
    time.sleep(0.3)
    parent.send_signal(number)
    parent.communicate(timeout=10)
    end = time.monotonic() + wall + 4
    while child.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not child.exists()


def test_a_script_without_a_guard_reads_and_nothing_in_its_folder_is_run(tmp_path: Path) -> None:
    """Workers start from any script, and files that lie about are data, also where they are named like modules."""
    (tmp_path / "a.pdf").write_bytes(a_pdf(shown((50, 700, 10, TEXT))))
    for name in ("pypdf", "json", "briefgen", "random"):
        (tmp_path / f"{name}.py").write_text("import os; os._exit(9)")
    script = tmp_path / "deep" / "script.py"
    script.parent.mkdir()
    script.write_text("import briefgen\nfor report in briefgen.read(['a.pdf']): print(report.text)\n")
    source = str(Path(briefgen.__file__).parents[1])
    ran = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"{TEXT}\n", "")


def test_where_no_worker_can_be_started_each_file_costs_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(shown((50, 700, 10, TEXT))))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    found = briefgen.read([str(tmp_path)])
    assert len(found) == 0
    assert found.skipped[0].reason.startswith("no process could be started to read it in (")


def test_this_system_keeps_all_limits_or_says_which_not() -> None:
    assert missing() is None or sys.platform != "linux"


# --- the whole way, from files to reports


def mixed(folder: Path) -> Path:
    """A folder with files of many kinds, good and bad."""
    page, word = a_pdf(shown((50, 700, 10, TEXT))), a_docx(paragraph(TEXT))
    files = {
        "a.pdf": page,
        "b.docx": word,
        "c.txt": TEXT.encode(),
        "d.zip": a_zip(
            {"x/b.docx": word, "a.pdf": page, "c.txt": TEXT.encode(), "empty.txt": b"", "broken.pdf": page[:200]}
        ),
        "e.pdf": page[:200],
        "f": word,
        "g.zip": a_zip({}),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_files_of_all_kinds_are_read_in_the_order_of_their_places(tmp_path: Path) -> None:
    found = briefgen.read([str(mixed(tmp_path))])
    told = [(report.source.location.removeprefix(f"{tmp_path}/"), report.source.kind) for report in found]
    assert told == [
        ("a.pdf", "pdf"),
        ("b.docx", "docx"),
        ("c.txt", "text"),
        ("d.zip!x/b.docx", "docx"),
        ("d.zip!a.pdf", "pdf"),
        ("d.zip!c.txt", "text"),
        ("f", "docx"),
    ]
    assert {report.text for report in found} == {TEXT}
    bad = {one.location.removeprefix(f"{tmp_path}/"): one.reason for one in found.skipped}
    assert sorted(bad) == ["d.zip!broken.pdf", "d.zip!empty.txt", "e.pdf", "g.zip"]
    assert bad["g.zip"] == "the archive holds no files; nothing to read"


def test_two_runs_read_the_same(tmp_path: Path) -> None:
    mixed(tmp_path)
    assert briefgen.read([str(tmp_path)]) == briefgen.read([str(tmp_path)])


def test_text_alone_starts_no_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert len(briefgen.read([str(tmp_path)])) == 1
