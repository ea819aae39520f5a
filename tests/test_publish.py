"""Publishing: files that are whole or not there, their names and paths, missing parts, the ledger."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen import publish
from briefgen.errors import UsageError, WriteError
from support import AS_OF, Ran

Run = Callable[..., Ran]

FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April."
REPORT = f"Harlow Quay Closes Its Oldest Bridge\n\n{FIRST} {SECOND}\n"
OTHER = "Ferry to Run at Harlow Quay\n\nA free ferry will cross the Tam every hour from now on, the mayor said.\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """One ordinary report."""
    return saved(tmp_path / "good.txt", REPORT)


def saved(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    """All that lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


# --- one file


def test_files_are_written_in_order_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a/b/c"
    paths = publish.write_all(folder, {"z.json": b"{}", "a.md": "Grüße".encode()})
    assert paths == [folder / "z.json", folder / "a.md"]
    assert [path.read_bytes() for path in paths] == [b"{}", "Grüße".encode()]
    assert names(folder) == ["a.md", "z.json"]


def test_a_file_is_replaced_as_a_whole_and_never_changed_in_place(tmp_path: Path) -> None:
    """Who has the old file open goes on reading the old one."""
    path = publish.write(tmp_path / "x.md", b"old" * 1000)
    with path.open("rb") as before:
        publish.write(path, b"new")
        assert before.read() == b"old" * 1000
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["x.md"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_gets_the_permissions_of_any_other_new_file(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        path = publish.write(tmp_path / "x.md", b"new")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("step", ["tempfile.mkstemp", "os.fsync", "os.chmod", "os.replace"])
@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_a_write_that_fails_at_any_step_harms_nothing(
    run: Run, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch, step: str, cause: int
) -> None:
    out = tmp_path / "out"
    publish.write_all(out, {"x.json": b"old json", "x.md": b"old md"})

    def fail(*_: object, **__: object) -> Any:
        raise OSError(cause, os.strerror(cause))

    monkeypatch.setattr(f"briefgen.publish.{step}", fail)
    ran = run("brief", good, "-o", out, "-f", "md", "--name", "x")
    monkeypatch.undo()
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"briefgen: {out / 'x.json'}: cannot be written ({os.strerror(cause)}); ")
    assert ran.err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"x.json": b"old json", "x.md": b"old md"}


def test_ctrl_c_while_writing_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.publish.os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish.write(tmp_path / "x.md", b"new")
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_synced_still_gets_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, *rest: Any) -> int:
        if path == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr("briefgen.publish.os.open", refuse)
    assert publish.write(tmp_path / "x.md", b"new").read_bytes() == b"new"


def test_a_refusal_keeps_its_cause(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="Is a directory") as caught:
        publish.write(saved(tmp_path / "x/y", "").parent, b"new")
    assert isinstance(caught.value.__cause__, OSError)


GOOD_NAMES = ["brief", "brief-2026-11-22", "Grüße", "今日", "a b", "v1.2", "-x", "x" * 100]
BAD_NAMES = [
    "",
    ".",
    "..",
    ".x",
    "../x",
    "/x",
    "x/",
    "a/b",
    "a\\b",
    "a\nb",
    "a\0b",
    "a:b",
    "a*b",
    "a?b",
    'a"b',
    "<a>",
    "a|b",
]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_plain_name_is_taken(name: str) -> None:
    assert publish.stem(name) == name


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_is_none_or_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no plain file name; use "):
        publish.stem(name)


# --- where it cannot be written


@pytest.mark.parametrize(
    ("place", "cause"),
    [
        pytest.param("good.txt", "File exists", id="a-file"),
        pytest.param("good.txt/out", "Not a directory", id="below-a-file"),
        pytest.param("x" * 300, "File name too long", id="name-too-long"),
        pytest.param("dangling", "File exists", id="dangling-link"),
    ],
)
def test_an_output_folder_that_cannot_be_costs_one_line(
    run: Run, tmp_path: Path, good: Path, place: str, cause: str
) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    ran = run("brief", good, "-f", "md", "-o", tmp_path / place)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"briefgen: {tmp_path / place}: cannot be written ({cause}); ")
    assert (ran.err.count("\n"), good.read_text()) == (1, REPORT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_costs_one_line(run: Run, tmp_path: Path, good: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o555)
    ran = run("brief", good, "-f", "md", "-o", tmp_path / "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "cannot be written (Permission denied)" in ran.err


@pytest.mark.parametrize(
    ("place", "cause"),
    [("folder", "Is a directory"), ("missing/x.txt", "No such file"), ("good.txt/x", "Not a directory")],
    ids=["a-folder", "no-folder", "below-a-file"],
)
def test_a_summary_that_cannot_be_written_costs_one_line(
    run: Run, tmp_path: Path, good: Path, place: str, cause: str
) -> None:
    (tmp_path / "folder").mkdir()
    ran = run("summarise", good, "-o", tmp_path / place)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith(f"briefgen: {tmp_path / place}: cannot be written ({cause}")
    assert names(tmp_path) == ["folder", "good.txt"]


def test_a_pipe_or_device_as_output_is_written_to_and_stays_what_it_is(run: Run, tmp_path: Path, good: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    ran = run("summarise", good, "--no-cite", "-o", pipe)
    assert (ran.code, stat.S_ISFIFO(pipe.stat().st_mode)) == (0, True)
    assert os.read(reader, 10_000).decode() == f"{FIRST}\n{SECOND}\n"
    os.close(reader)


# The limit is lifted before the interpreter ends: what measures coverage writes a file then.
SMALL_DISK = """
import resource, sys
from briefgen.cli import run
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), most))
code = run(sys.argv[2:])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("share", "written", "refused"),
    [(0.001, [], "x.json"), (0.5, ["x.json", "x.md"], "x.html")],
    ids=["first", "third"],
)
def test_a_full_disk_leaves_whole_files_and_the_earlier_ones(
    run: Run, tmp_path: Path, good: Path, share: float, written: list[str], refused: str
) -> None:
    """No file may be larger than a share of the page, which is the largest by far."""
    out = tmp_path / "out"
    common = ["-f", "md,html", "-o", str(out), "--name", "x", "--no-embed-texts", "--as-of", AS_OF]
    run("brief", good, *common)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    limit = int(share * len(before["x.html"]))
    other = saved(tmp_path / "other.txt", OTHER)
    ran = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(limit), "brief", str(other), *common], capture_output=True, timeout=30
    )
    assert ran.stderr.decode().startswith(f"briefgen: {out / refused}: cannot be written (File too large); ")
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    after = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(after) == sorted(before)
    assert sorted(name for name in after if after[name] != before[name]) == written


def test_the_path_of_a_folder_that_is_no_utf_8_is_told(tmp_path: Path, good: Path) -> None:
    """As in most people's locale; only that of C lets such names pass."""
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    ran = subprocess.run(
        [sys.executable, "-m", "briefgen", "brief", good, "-f", "md", "-o", folder, "--name", "x"],
        capture_output=True,
        timeout=30,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout.splitlines()) == 2


# --- a part of the system is missing


@pytest.fixture
def no_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A WeasyPrint that finds no Pango, banner on stdout and all."""
    banner = 'print("-----\\nWeasyPrint could not import some external libraries.\\n-----")\n'
    saved(tmp_path / "modules/weasyprint.py", banner + "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path / "modules")


@pytest.mark.parametrize(
    ("forms", "endings"),
    [
        ("md,pdf", ["json", "md"]),
        ("pdf", ["json"]),
        ("pdf,html,txt,md", ["json", "html", "txt", "md"]),
        ("md", ["json", "md"]),
    ],
)
def test_without_pango_all_but_the_pdf_is_made_and_what_to_install_is_said(
    run: Run, tmp_path: Path, good: Path, no_pango: None, forms: str, endings: list[str]
) -> None:
    ran = run("brief", good, "-f", forms, "-o", tmp_path / "out", "--name", "x")
    assert ran.out.splitlines() == [str(tmp_path / f"out/x.{ending}") for ending in endings]
    assert names(tmp_path / "out") == sorted(f"x.{ending}" for ending in endings)
    if "pdf" in forms:
        assert (ran.code, ran.err.count("\n")) == (5, 1)
        assert ran.err.startswith("briefgen: no PDF without Pango; install")
    else:
        assert (ran.code, ran.err) == (0, "")


def test_without_pango_an_old_pdf_is_not_taken_for_the_new_one(
    run: Run, tmp_path: Path, good: Path, no_pango: None
) -> None:
    """It stays, and it is not told as made."""
    saved(tmp_path / "out/x.pdf", "old")
    ran = run("brief", good, "-o", tmp_path / "out", "--name", "x")
    assert "x.pdf" not in ran.out
    assert (tmp_path / "out/x.pdf").read_text() == "old"


def test_a_missing_part_outweighs_rejected_inputs_and_both_are_told(
    run: Run, tmp_path: Path, good: Path, no_pango: None
) -> None:
    ran = run("brief", good, "missing.txt", "-o", tmp_path / "out")
    assert ran.code == 5
    assert [line.split(":")[1] for line in ran.err.splitlines()] == [
        " missing.txt",
        " no PDF without Pango; install it with",
    ]


def test_without_pango_the_doctor_tells(run: Run, no_pango: None) -> None:
    ran = run("doctor")
    assert (ran.code, ran.err) == (5, "")
    assert "--  PDF: no PDF without Pango; " in ran.out
    assert "WeasyPrint could not" not in ran.out


# --- formats, names, times


@pytest.mark.parametrize(
    ("options", "endings"),
    [
        pytest.param([], ["json", "md", "pdf"], id="default"),
        pytest.param(["-f", "md"], ["json", "md"], id="one"),
        pytest.param(["-f", " MD , txt,"], ["json", "md", "txt"], id="written-carelessly"),
        pytest.param(["-f", "txt,md", "-f", "md", "-f", "json"], ["json", "txt", "md"], id="repeated"),
    ],
)
def test_each_format_is_written_once_and_the_json_always(
    run: Run, tmp_path: Path, good: Path, options: list[str], endings: list[str]
) -> None:
    ran = run("brief", good, "-o", tmp_path / "out", "--name", "x", *options)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [str(tmp_path / f"out/x.{ending}") for ending in endings]
    assert (tmp_path / "out/x.pdf").exists() == ("pdf" in endings)


@pytest.mark.parametrize(
    ("stated", "epoch", "name"),
    [
        ("2026-03-03T23:30-08:00", None, "brief-2026-03-03"),
        ("2026-03-03T07:00Z", "0", "brief-2026-03-03"),
        (None, "1767225600", "brief-2026-01-01"),
        ("2026-03-03", None, "brief-2026-03-03"),
        ("1969-07-20T20:17Z", None, "brief-1969-07-20"),
    ],
)
def test_the_file_is_named_after_the_day_of_the_brief(
    run: Run,
    tmp_path: Path,
    good: Path,
    monkeypatch: pytest.MonkeyPatch,
    stated: str | None,
    epoch: str | None,
    name: str,
) -> None:
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    run("brief", good, "-f", "md", "-o", tmp_path / "out", *(["--as-of", stated] if stated else []))
    assert names(tmp_path / "out") == [f"{name}.json", f"{name}.md"]


def test_the_same_inputs_and_time_give_the_same_bytes(run: Run, tmp_path: Path, good: Path) -> None:
    """Also the PDF, and also where an older edition is overwritten."""
    for place in ("first", "second", "second"):
        run("brief", good, "-f", "md,html,txt,pdf", "-o", tmp_path / place, "--as-of", AS_OF)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / place).iterdir()} for place in ("first", "second")
    )
    assert len(first) == 5
    assert first == second


# --- the ledger

INPUTS = {
    "one": (["a.txt"], (1, 1, 0, 0), 0),
    "one-twice": (["a.txt", "./a.txt"], (1, 1, 0, 0), 0),
    "copies": (["a.txt", "copy.txt", "again.txt"], (3, 1, 2, 0), 0),
    "two-and-a-copy": (["a.txt", "b.txt", "copy.txt"], (3, 2, 1, 0), 0),
    "some-rejected": (["a.txt", "b.txt", "empty.txt", "missing.txt", "https://news.example"], (5, 2, 0, 3), 4),
    "all-sorts": (["."], (6, 3, 2, 1), 4),
    "a-headline-alone": (["a.txt", "headline.txt"], (2, 2, 0, 0), 0),
    "empty-glob-and-folder": (["a.txt", "*.pdf", "folder"], (3, 1, 0, 2), 4),
}


@pytest.mark.parametrize(("inputs", "ledger", "code"), INPUTS.values(), ids=INPUTS.keys())
def test_the_ledger_adds_up(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inputs: list[str],
    ledger: tuple[int, int, int, int],
    code: int,
) -> None:
    """In the JSON, with its sources and skipped inputs, and as told."""
    (tmp_path / "in/folder").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "in")
    contents = {
        "a": REPORT,
        "b": OTHER,
        "copy": REPORT,
        "again": REPORT,
        "headline": "Bridge to Close at Tolle",
        "empty": "",
    }
    for name, content in contents.items():
        saved(Path(f"{name}.txt"), content)
    ran = run("brief", *inputs, "-f", "txt", "-o", tmp_path / "out", "--name", "x", "-v")
    told = json.loads((tmp_path / "out/x.json").read_bytes())
    offered, read, duplicate, rejected = ledger
    assert told["ledger"] == {"offered": offered, "read": read, "duplicate": duplicate, "rejected": rejected}
    assert offered == read + duplicate + rejected
    assert len(told["sources"]) == read + duplicate
    assert sum(row["copy_of"] is not None for row in told["sources"]) == duplicate
    assert len(told["skipped"]) == rejected
    assert f"offered {offered} = read {read} + duplicate {duplicate} + rejected {rejected}\n" in ran.err
    assert all(f"briefgen: {one['location']}: {one['reason']}\n" in ran.err for one in told["skipped"])
    assert ran.code == code
    assert run("verify", tmp_path / "out/x.json").code == 0


def test_of_copies_the_first_path_is_kept_and_every_path_is_listed(run: Run, tmp_path: Path) -> None:
    paths = [saved(tmp_path / name, REPORT) for name in ("c.txt", "a.txt", "b.txt")]
    run("brief", *paths, "-f", "txt", "-o", tmp_path / "out", "--name", "x")
    told = json.loads((tmp_path / "out/x.json").read_bytes())
    rows = [(row["key"], Path(row["location"]).name, row["copy_of"]) for row in told["sources"]]
    assert rows == [("A", "a.txt", None), ("B", "b.txt", "A"), ("C", "c.txt", "A")]
    assert "3 reports, 2 of them copies" in (tmp_path / "out/x.txt").read_text()
