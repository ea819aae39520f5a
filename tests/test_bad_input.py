"""Bad input: one line each, never a traceback, the documented exit code, and the others go on."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefgen.readers import files
from support import SEEDS, Ran

Run = Callable[..., Ran]

FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April."
REPORT = f"Harlow Quay Closes Its Oldest Bridge\n\n{FIRST} {SECOND}\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """One ordinary report."""
    return saved(tmp_path / "good.txt", REPORT)


def saved(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TooSlow(Exception):
    """More time went than a test allows."""


@contextmanager
def within(seconds: float, clock: int = signal.ITIMER_VIRTUAL) -> Iterator[None]:
    """Stop what takes more processor time, which other processes do not count in; ITIMER_REAL stops waiting, too."""

    def stop(*_: object) -> None:
        raise TooSlow(f"{seconds} s are over")

    number = signal.SIGALRM if clock == signal.ITIMER_REAL else signal.SIGVTALRM
    before = signal.signal(number, stop)
    signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        signal.setitimer(clock, 0)
        signal.signal(number, before)


def assert_refused(run: Run, bad: object, good: Path, reason: str, *options: str) -> None:
    """`bad` costs one line and nothing else: alone (code 3) and beside a good report (code 4)."""
    alone, beside = run("summarise", bad, *options), run("summarise", bad, good, "--no-cite", *options)
    assert (alone.code, alone.out) == (3, "")
    told, *rest = alone.err.splitlines()
    assert reason in told
    assert told.startswith("briefgen: ")
    assert ";" in told, "what to do is not said"
    assert rest == ["briefgen: nothing to do: no input could be read"]
    assert (beside.code, beside.err) == (4, told + "\n")
    assert beside.out == run("summarise", good, "--no-cite").out == f"{FIRST}\n{SECOND}\n"


# --- files that hold no text

CONTENTS = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n ", "empty"),
    "only-a-mark": (b"\xff\xfe", "empty"),
    "only-hidden-characters": ("\u200b\u2060\u202e\ufeff".encode(), "holds no text"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "nothing-but-nul": (b"\0" * 9000, "binary"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a broken PDF"),
    "zip-or-word": (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "a broken zip archive"),
    "empty-zip": (b"PK\x05\x06" + b"\0" * 18, "holds no files"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a broken gzip file"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
    "gif": (b"GIF89a\x01\0\x01\0", "a picture"),
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Office file"),
    "rtf": (rb"{\rtf1\ansi The bridge is shut.}", "an RTF file"),
    "html": (b"\n<!DOCTYPE html>\n<html><body><script>a()</script><p hidden>The bridge is shut.</p>", "holds no text"),
    "xml": (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "an XML file"),
    "xml-without-a-declaration": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>The bridge is shut.</a>', "an XML file"),
    "feed": (b'<?xml version="1.0"?><rss><channel/></rss>', "a feed without entries"),
    "mail": (b"From: <a@mail.example>\nDate: Tue, 3 Mar 2026 07:00:00 +0000\n\n", "holds no text"),
    "json": (b'{"title": "Bridge", "text": ', "not valid JSON"),
    "json-of-something-else": (b'{"width": [1, 2, 3]}', "JSON without a record"),
    "program": (b"\x7fELF\x02\x01\x01", "a program"),
    "database": (b"SQLite format 3\0", "a program or a database"),
}
DISGUISED = {
    "feed-behind-a-utf-8-mark": ('\ufeff<?xml version="1.0"?><rss><channel/></rss>'.encode(), "a feed without entries"),
    "xml-in-utf-16": ('<?xml version="1.0"?><opml/>'.encode("utf-16"), "an XML file"),
}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        *(pytest.param(*case, id=label) for label, case in CONTENTS.items()),
        *(pytest.param(*case, id=label) for label, case in DISGUISED.items()),
    ],
)
def test_what_holds_no_text_costs_one_line(run: Run, tmp_path: Path, good: Path, content: bytes, reason: str) -> None:
    bad = saved(tmp_path / "bad.txt", content)
    assert_refused(run, bad, good, reason)
    assert f"briefgen: {bad}: " in run("summarise", bad).err


@pytest.mark.parametrize(
    ("size", "code"), [pytest.param(300_000_000, 4, id="300-mb"), pytest.param(files.LIMIT + 1, 4, id="one-too-many")]
)
def test_a_huge_file_is_refused_by_the_stated_limit_in_little_memory(
    run: Run, tmp_path: Path, good: Path, size: int, code: int
) -> None:
    bad = saved(tmp_path / "huge.txt", b"")
    os.truncate(bad, size)
    run("summarise", good)
    tracemalloc.start()
    ran = run("summarise", bad, good)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (ran.code, ran.err.count("\n")) == (code, 1)
    assert f"{bad}: larger than the limit of 20 MB" in ran.err
    assert peak < 3 * files.LIMIT


# --- paths that lead nowhere


def _empty_folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def _only_hidden(tmp_path: Path) -> Path:
    saved(tmp_path / "folder/.report.txt", REPORT)
    return saved(tmp_path / "folder/.git/report.txt", REPORT).parents[1]


def _dangling(tmp_path: Path) -> Path:
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    return tmp_path / "link.txt"


def _dangling_in_a_folder(tmp_path: Path) -> Path:
    return _dangling(_empty_folder(tmp_path)).parent


def _circular(tmp_path: Path) -> Path:
    (_empty_folder(tmp_path) / "self.txt").symlink_to("self.txt")
    return tmp_path / "folder"


def _pipe_in_a_folder(tmp_path: Path) -> Path:
    os.mkfifo(_empty_folder(tmp_path) / "pipe.txt")
    return tmp_path / "folder"


PATHS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda folder: folder / "missing.txt", "No such file"),
    "below-a-file": (lambda folder: folder / "good.txt" / "report.txt", "Not a directory"),
    "name-too-long": (lambda folder: folder / ("x" * 300), "File name too long"),
    "no-name": (lambda _: "", "an empty name"),
    "empty-folder": (_empty_folder, "holds no files"),
    "only-hidden-files": (_only_hidden, "holds no files"),
    "glob-without-a-match": (lambda folder: folder / "*.report", "no file matches"),
    "glob-of-hidden-files": (lambda folder: _only_hidden(folder) / "*", "no file matches"),
    "dangling-link": (_dangling, "No such file"),
    "dangling-link-in-a-folder": (_dangling_in_a_folder, "No such file"),
    "circular-link-in-a-folder": (_circular, "symbolic links"),
    "pipe-in-a-folder": (_pipe_in_a_folder, "not a regular file"),
    "http": (lambda _: "http://127.0.0.1:8765/bridge", "--allow-private 127.0.0.1:8765"),
    "https-in-capitals": (lambda _: "HTTPS://[::1]/", "is not public"),
    "file-address": (lambda _: "file:///etc/hostname", "only http and https"),
}


@pytest.mark.parametrize(("path", "reason"), PATHS.values(), ids=PATHS.keys())
def test_a_path_that_leads_nowhere_costs_one_line(
    run: Run, tmp_path: Path, good: Path, path: Callable[[Path], object], reason: str
) -> None:
    with within(20, signal.ITIMER_REAL):
        assert_refused(run, path(tmp_path), good, reason)


def test_without_network_the_refusal_of_an_address_names_the_option(run: Run, good: Path) -> None:
    assert_refused(run, "https://news.example/bridge", good, "(--no-network)", "--no-network")


def test_a_pipe_that_a_pattern_matches_does_not_hang(run: Run, tmp_path: Path, good: Path) -> None:
    """As in a walked folder: nobody named the pipe."""
    os.mkfifo(tmp_path / "pipe.txt")
    with within(2, signal.ITIMER_REAL):
        ran = run("summarise", tmp_path / "*.txt")
    assert (ran.code, "pipe.txt: not a regular file" in ran.err) == (4, True)


def test_an_unreadable_file_costs_one_line(
    run: Run, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so the refusal is played."""
    bad = saved(tmp_path / "locked.txt", REPORT)

    def refuse(path: str, mode: str) -> Any:
        if path == str(bad):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return Path(path).open(mode)

    monkeypatch.setattr(files, "open", refuse, raising=False)
    assert_refused(run, bad, good, "cannot be read (Permission denied)")


def test_an_unreadable_folder_costs_one_line(
    run: Run, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "locked/report.txt", REPORT)

    def refuse(path: str) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert_refused(run, tmp_path / "locked", good, "folder cannot be read (Permission denied)")


def test_each_bad_input_of_a_folder_is_named_once_and_the_good_ones_are_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    bad = {"a.txt": b"", "b/c.txt": b"%PDF-1.7", ".e.txt": b"", "f.txt": b"\0" * 99}
    for name, content in {**bad, "d.txt": REPORT.encode()}.items():
        saved(folder / name, content)
    (folder / "g.txt").symlink_to("nowhere")
    os.mkfifo(folder / "h.txt")
    ran = run("summarise", folder, folder / "a.txt", "missing.txt", "missing.txt")
    named = [line.removeprefix("briefgen: ").partition(": ")[0] for line in ran.err.splitlines()]
    assert named == [*(str(folder / name) for name in ("a.txt", "b/c.txt", "f.txt", "g.txt", "h.txt")), "missing.txt"]
    assert (ran.code, ran.out.count(FIRST)) == (4, 1)


def test_quiet_does_not_hide_what_was_rejected(run: Run, good: Path) -> None:
    ran = run("summarise", good, "missing.txt", "-q")
    assert (ran.code, ran.err.count("\n"), "missing.txt" in ran.err) == (4, 1, True)


def test_a_known_report_that_cannot_be_read_shows_in_the_exit_code(run: Run, good: Path) -> None:
    """Otherwise a script repeats old news and never learns why."""
    ran = run("summarise", good, "--known", "missing.txt")
    assert (ran.code, ran.err.count("missing.txt")) == (4, 1)


# --- names

NAMES = {
    "newline": os.fsencode("new\nline.txt"),
    "carriage-return": b"new\rline.txt",
    "no-utf-8": b"caf\xe9.txt",
    "emoji": "bridge \N{BRIDGE AT NIGHT}.txt".encode(),
    "right-to-left": "gpj\u202etxt.txt".encode(),
    "terminal-escape": b"\x1b[31mred.txt",
    "tab-and-blanks": b"a\t  b.txt",
    "glob-characters": b"star*[x]?.txt",
    "quotes": b"a'b\"c`d$e.txt",
    "hash-and-percent": b"50%#1.txt",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_strange_name_is_read_and_shown_in_one_harmless_line(
    run: Run, tmp_path: Path, good: Path, name: bytes
) -> None:
    path = os.fsdecode(os.fsencode(tmp_path / "named") + b"/" + name)
    (tmp_path / "named").mkdir()
    Path(path).write_text(REPORT, encoding="utf-8")
    for way in (path, tmp_path / "named"):
        ran = run("summarise", way)
        source = ran.out.splitlines()[-1]
        assert (ran.code, ran.err) == (0, "")
        assert source.startswith(
            f"A  Harlow Quay Closes Its Oldest Bridge – outlet not stated, date not stated – {tmp_path}"
        )
        assert not any(hidden in ran.out for hidden in "\x1b\r\u202e\t")
    Path(path).write_bytes(b"")
    assert_refused(run, path, good, "empty")
    assert not any(hidden in run("summarise", path).err for hidden in "\x1b\r\u202e\t")


@pytest.mark.parametrize(
    "arguments", [["./-dash.txt"], ["--", "-dash.txt"], ["-dash*"], ["."]], ids=["dot", "dashes", "glob", "folder"]
)
def test_a_name_with_a_leading_dash_can_be_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    saved(tmp_path / "-dash.txt", REPORT)
    monkeypatch.chdir(tmp_path)
    if arguments == ["-dash*"]:
        arguments = ["--", *arguments]
    ran = run("summarise", *arguments)
    assert (ran.code, ran.out.splitlines()[-1][-11:]) == (0, " – -dash.txt"[-11:])


# --- reports that hold little or strange things

UNPRINTABLE = {
    "headlines": (
        "Harlow Quay shuts its oldest bridge\nFerry to run from Wednesday\nDrivers face a long detour\n",
        "only headlines or less",
    ),
    "digits-and-marks": ("12 34 56. 3.14 2.71! 99?\n#### ---- ....\n1 2 3 4 5 6 7 8 9 10\n", "only headlines or less"),
    "no-blanks": ("x" * 5000, "cannot stand alone"),
    "full-stops": ("." * 5000, "cannot stand alone"),
}


@pytest.mark.parametrize(("text", "reason"), UNPRINTABLE.values(), ids=UNPRINTABLE.keys())
def test_what_gives_no_line_is_read_and_that_is_said(run: Run, tmp_path: Path, text: str, reason: str) -> None:
    report = saved(tmp_path / "report.txt", text)
    for ran in (run("summarise", report), run("brief", report, "-o", tmp_path / "out")):
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith("briefgen: nothing to print: ")
        assert (reason in ran.err, ran.err.count("\n")) == (True, 1)
    assert not (tmp_path / "out").exists()
    assert run("inspect", report).code == 0


STOP_WORDS = (
    "Not What They Had Been\n\nIt was that which they had been for. And so they were not with him or at it all.\n"
)


def test_a_report_of_stop_words_gives_no_line(run: Run, tmp_path: Path) -> None:
    ran = run("summarise", saved(tmp_path / "stop.txt", STOP_WORDS))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("briefgen: nothing to print: ")


def test_a_report_that_is_known_already_gives_no_line(run: Run, good: Path) -> None:
    ran = run("summarise", good, "--known", good)
    assert (ran.code, ran.out, ran.err) == (3, "", "briefgen: nothing to print: 2 read before\n")


def test_a_report_of_one_sentence_is_printed(run: Run, tmp_path: Path) -> None:
    ran = run("summarise", saved(tmp_path / "one.txt", FIRST), "--no-cite")
    assert (ran.code, ran.out, ran.err) == (0, FIRST + "\n", "")


def test_a_text_in_no_known_language_is_quoted_all_the_same(run: Run, tmp_path: Path) -> None:
    lines = [
        "Odwal briz ukan telmo vash drel opin zarto melik sotan.",
        "Zurn parish elvo snirk talem odwal briz ukan vash.",
    ]
    ran = run("summarise", saved(tmp_path / "report.txt", "Vorbu Talem Snirk\n\n" + " ".join(lines)), "--no-cite")
    assert (ran.code, ran.out.splitlines(), ran.err) == (0, lines, "")


def test_two_identical_files_are_one_report_and_a_copy_of_it(run: Run, tmp_path: Path, good: Path) -> None:
    copy = saved(tmp_path / "later.txt", REPORT)
    ran = run("summarise", copy, good, "-v")
    assert "briefgen: offered 2 = read 1 + duplicate 1 + rejected 0\n" in ran.err
    first, second = ran.out.splitlines()[-2:]
    assert first.endswith(f" – {good}")
    assert second.startswith("B  ")
    assert second.endswith(f" – {copy}, a copy of A")
    assert ran.out.startswith(f"{FIRST} [A]\n{SECOND} [A]\n")


def test_five_hundred_copies_of_one_text_are_fast_and_change_nothing(run: Run, tmp_path: Path, good: Path) -> None:
    for number in range(500):
        saved(tmp_path / f"copies/{number}.txt", REPORT)
    alone = run("summarise", good, "--no-cite")
    with within(5):
        ran = run("summarise", tmp_path / "copies", "--no-cite", "-v")
    assert (ran.code, ran.out) == (0, alone.out)
    assert "offered 500 = read 1 + duplicate 499 + rejected 0" in ran.err


def test_a_sentence_of_100_000_words_does_not_push_out_an_ordinary_report(run: Run, tmp_path: Path, good: Path) -> None:
    endless = saved(tmp_path / "endless.txt", f"Talks on {' '.join(f'word{n % 5000}' for n in range(100_000))}.\n")
    with within(10):
        ran = run("summarise", endless, good, "--no-cite")
    assert (ran.code, ran.out) == (0, f"{FIRST}\n{SECOND}\n")


SLOW = {
    "comments-before-text": ("<!---->" * 100 + "\n" + REPORT, 0),
    "sentences-in-lower-case": (REPORT + "we go on. " * 20_000, 0),
    "brackets-never-closed": (REPORT + "(a. " * 20_000, 0),
    "quotations-never-closed": (REPORT + "“A. " * 2_000, 0),
    "emphasis-never-closed": ("# Bridge Shut\n\n" + FIRST + "\n\n" + "*a " * 4_000, 0),
    "blank-lines": ("\n" * 500_000 + REPORT, 0),
    "combining-marks": (REPORT + "e" + "\u0301" * 100_000, 0),
    "fences-of-front-matter": ("---\ntitle: x\n" * 5_000 + REPORT, 0),
}


@pytest.mark.parametrize(
    ("text", "code"),
    [pytest.param(text, code, id=label) for label, (text, code) in SLOW.items()],
)
def test_no_text_takes_time_without_end(run: Run, tmp_path: Path, text: str, code: int) -> None:
    report = saved(tmp_path / "slow.txt", text)
    with within(2):
        assert run("summarise", report).code == code


FRONT_MATTER = {
    "address-that-is-none": "---\nurl: http://[bad\n---\n",
    "toml-nested-deeply": f"+++\na = {'[' * 3000}\n+++\n",
    "yaml-that-is-none": '---\ntitle: [a, {b\ndate: "soon\n: :\n\t- x\n---\n',
    "dates-at-the-ends-of-time": "---\ndate: 0001-01-01T00:00:00+14:00\n---\n",
    "date-that-is-none": "---\ndate: 2026-99-99\n---\n",
    "language-that-is-none": "---\nlang: ../../x\n---\n",
    "script-as-outlet": "---\nsource: <script>alert(1)</script>\nurl: javascript:alert(1)\n---\n",
    "control-characters": "---\ntitle: A\x00\x1b[31m\u202eB\n---\n",
    "never-closed": "---\ntitle: x\n\n",
}


@pytest.mark.parametrize("head", [pytest.param(head, id=label) for label, head in FRONT_MATTER.items()])
def test_wrong_front_matter_stops_nothing(run: Run, tmp_path: Path, good: Path, head: str) -> None:
    report = saved(
        tmp_path / "report.md", f"{head}\n# Ferry to Run\n\nA ferry will run from Wednesday, the mayor said.\n"
    )
    ran = run("brief", report, good, "-f", "md,html,txt", "-o", tmp_path / "out", "--name", "x")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x.html", "x.json", "x.md", "x.txt"]
    assert run("verify", tmp_path / "out/x.json", report, good).code == 0


# --- the command itself

USAGE: dict[str, tuple[list[str], str]] = {
    "no-words": (["-w", "0"], "words: 0 is not a length"),
    "words-below-none": (["--words=-5"], "words: -5 is not a length"),
    "no-sentences": (["-n", "0"], "sentences: 0 is not a number of lines"),
    "method": (["-m", "guess"], "guess: no such method; use one of: coverage"),
    "format": (["-f", "docx"], "docx: no such format; use one of: "),
    "format-in-a-list": (["-f", "md,docx"], "docx: no such format; use one of: "),
    "template": (["-t", "letter"], "letter: no such template; use a folder, or one of: brief"),
    "template-of-nothing": (["-t", "."], ".: holds no template"),
    "name-with-folders": (["--name", "../x"], "--name: '../x' is no plain file name"),
    "name-that-hides": (["--name", ".x"], "--name: '.x' is no plain file name"),
    "name-of-two-lines": (["--name", "a\nb"], "--name: 'a\\nb' is no plain file name"),
    "time": (["--as-of", "soon"], "--as-of: 'soon' is no ISO 8601 time"),
    "no-time": (["--as-of", ""], "--as-of: '' is no ISO 8601 time"),
}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        *(pytest.param(*case, id=label) for label, case in USAGE.items()),
        pytest.param(["--as-of", "0001-01-01"], "--as-of: "),
        pytest.param(["--name", "a\x1b[31mb"], "--name: "),
        pytest.param(["-m", "a\nb"], "no such method"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("brief", good, "-f", "md", "-o", tmp_path / "out", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"briefgen: {told}") or told in ran.err
    assert (ran.err.count("\n"), (tmp_path / "out").exists()) == (1, False)


@pytest.mark.parametrize("option", ["--title", "--focus", "--lang"])
def test_an_option_that_is_no_utf_8_is_cleaned_or_refused(run: Run, tmp_path: Path, good: Path, option: str) -> None:
    ran = run("brief", good, "-f", "md", "-o", tmp_path / "out", option, "caf\udce9")
    assert ran.code in (0, 2)
    assert ran.err.count("\n") == (ran.code == 2)


@pytest.mark.parametrize("stated", ["soon", "1e5", "9" * 30, "2026-11-22"])
def test_a_wrong_source_date_epoch_is_told_in_one_line(
    run: Run, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    ran = run("brief", good, "-o", tmp_path / "out", "-f", "md")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"briefgen: SOURCE_DATE_EPOCH: {stated!r} is no number of seconds")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["summarise"], "INPUT"),
        (["summarise", str(SEEDS), "-w", "many"], "--words"),
        (["summarise", str(SEEDS), "--nosuch"], "--nosuch"),
        (["summarise", "-dash.txt"], "-d"),
        (["nosuch"], "nosuch"),
        (["brief", str(SEEDS), "-o"], "-o"),
    ],
    ids=["no-input", "no-number", "no-option", "leading-dash", "no-command", "no-value"],
)
def test_what_the_parser_does_not_understand_is_told(run: Run, arguments: list[str], told: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("briefgen: ")
    assert (told in ran.err, ran.err.count("\n")) == (True, 1)


# --- a real process


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "briefgen", *map(str, arguments)]


def in_shell(redirection: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a redirection of the shell."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *command(*arguments)],
        capture_output=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["summarise", SEEDS], id="data"),
        pytest.param(["methods"], id="list"),
        pytest.param(["--help"]),
    ],
)
def test_a_closed_pipe_ends_quietly_with_0(arguments: list[object]) -> None:
    assert hung_up_on(*arguments) == (0, b"")


def test_a_closed_pipe_does_not_keep_a_brief_from_its_files(tmp_path: Path) -> None:
    assert hung_up_on("brief", SEEDS, "-f", "md,txt", "-o", tmp_path, "--name", "x") == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.json", "x.md", "x.txt"]


def hung_up_on(*arguments: object) -> tuple[int, bytes]:
    """Exit code and stderr of the command, whose stdout nobody reads."""
    child = subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    with child.stderr:
        told = child.stderr.read()
    return child.wait(30), told


def test_ctrl_c_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    """A pipe that nobody writes to: that it was opened tells that reading has begun."""
    os.mkfifo(tmp_path / "pipe.txt")
    child = subprocess.Popen(
        command("summarise", tmp_path / "pipe.txt"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    writer = _opened(tmp_path / "pipe.txt")
    out, err = _interrupted(child)
    os.close(writer)
    assert (child.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def _interrupted(child: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """What it says after Ctrl-C, pressed again where the first one fell right between a check and a blocking read."""
    for _ in range(30):
        child.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.communicate(timeout=1)
    child.kill()
    raise TooSlow("it does not end")


def _opened(pipe: Path) -> int:
    """The pipe's writing end, as soon as somebody reads."""
    for _ in range(600):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            # A pipe says only to who tries that it has a reader now; the tries are bounded.
            time.sleep(0.05)
    raise TooSlow("nobody opened the pipe")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    ("redirection", "arguments", "code", "told"),
    [
        pytest.param(">/dev/full", ["summarise", SEEDS], 1, "No space left"),
        pytest.param(">&-", ["summarise", SEEDS], 1, "briefgen: "),
        pytest.param("<&-", ["summarise", "-"], 3, "-: cannot be read"),
        pytest.param("</dev/null", ["summarise", "-"], 3, "-: empty", id="nothing-on-stdin"),
    ],
)
def test_streams_that_are_full_or_closed_cost_one_line(
    redirection: str, arguments: list[object], code: int, told: str
) -> None:
    ran = in_shell(redirection, *arguments)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False)
    assert told in ran.stderr.decode()


def test_what_a_program_asks_for_is_refused_like_what_a_person_types(tmp_path: Path) -> None:
    """Names that no shell can give: a NUL, a lone surrogate."""
    import briefgen

    reports = briefgen.read(["a\0b", "\ud800", str(saved(tmp_path / "good.txt", REPORT))])
    assert len(reports) == 1
    assert [one.reason.startswith("cannot be read (") for one in reports.skipped] == [True, True]
    assert json.dumps([one.location for one in reports.skipped], ensure_ascii=False).encode()
