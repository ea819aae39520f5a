"""What the shell offers behind TAB: asked of the scripts that are shipped, in the shells themselves."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from briefgen import Briefing, render
from support import HERE, cases

SCRIPTS = HERE.parent / "share" / "completion"
# What the shell ran, so that a line that was completed can be read whatever the terminal shows.
SHOW = "printf '[%s]'"


def bash_is_old() -> bool:
    """macOS brings one of 2007, whose completion knows no `compopt`."""
    return bool(subprocess.run(["bash", "-c", "((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404))"]).returncode)


in_bash = pytest.mark.skipif(not shutil.which("bash") or bash_is_old(), reason="no bash of version 4.4 or later")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, seed_briefing: Briefing) -> Path:
    """A folder with a brief, a file with a blank in its name, and the command in bin/."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "brief-2026-11-22.json").write_bytes(render(seed_briefing, "json"))
    (folder / "other.json").write_text("{}")
    (folder / "of today").write_text("A barge struck a pier of the bridge at Tolle on Monday.")
    command = folder / "bin" / "briefgen"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefgen "$@"\n')
    command.chmod(0o755)
    return folder


def environment(desk: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "TERM": "dumb", "HOME": str(desk)}


def offered(desk: Path, line: list[str]) -> list[str]:
    """What bash's completion function puts into COMPREPLY."""
    script = (
        f'source "{SCRIPTS}/briefgen.bash"; COMP_WORDS=(briefgen "$@"); COMP_CWORD=$#; _briefgen briefgen; '
        'for one in "${COMPREPLY[@]}"; do echo "$one"; done'
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *line], cwd=desk, env=environment(desk), capture_output=True, text=True
    )
    return told.stdout.splitlines()


@in_bash
@pytest.mark.parametrize("case", cases("completion"))
def test_bash_offers_what_there_is(desk: Path, case: dict[str, Any]) -> None:
    found = offered(desk, case["line"])
    assert [name for name in found if name in case["found"]] == case["found"]
    assert len(found) == len(case["found"]) or "by id" in case["label"]


def typed(shell: list[str], desk: Path, keys: str, settle: float) -> str:
    """What a shell's command line holds after these keys, read back as the arguments that it runs."""
    main, terminal = pty.openpty()
    running = subprocess.Popen(
        shell, cwd=desk, env=environment(desk), stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    )
    os.close(terminal)
    try:
        _until(main, b"READY", 30)
        os.write(main, keys.encode())
        # Where keys typed ahead stop a completion, as in zsh, they wait for its answer.
        _quiet(main, settle)
        os.write(main, f"\x01{SHOW} \x05; echo; echo DO''NE\r".encode())
        screen = _until(main, b"DONE", 30)
    finally:
        running.kill()
        running.wait()
        os.close(main)
    return str(re.findall(r"^(\[briefgen\].*?)\r?$", screen, re.MULTILINE)[-1])


def _until(terminal: int, sign: bytes, seconds: float) -> str:
    read, end = b"", time.monotonic() + seconds
    while sign not in read and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            read += os.read(terminal, 4096)
    assert sign in read, read.decode(errors="replace")
    return read.decode(errors="replace")


def _quiet(terminal: int, seconds: float) -> None:
    """Read until nothing came for so long."""
    while select.select([terminal], [], [], seconds)[0]:
        os.read(terminal, 4096)


TYPED = [
    ("briefgen summarise -m lex\t", "[briefgen][summarise][-m][lexrank]"),
    # In a comma list no blank parts what is typed next.
    ("briefgen brief -f md,pd\t,h\t", "[briefgen][brief][-f][md,pdf,html]"),
    ("briefgen verify brief-\t", "[briefgen][verify][brief-2026-11-22.json]"),
    ("briefgen inspect of\t--st\t", "[briefgen][inspect][of today][--stories]"),
    # A pattern earlier in the line is for the shell, when the line is run.
    ("briefgen brief * --aud\t", "[briefgen][brief][bin][brief-2026-11-22.json][of today][other.json][--audit]"),
]


@in_bash
@pytest.mark.parametrize(("keys", "run"), TYPED)
def test_bash_completes_what_is_typed(desk: Path, keys: str, run: str) -> None:
    start = desk / ".bashrc"
    start.write_text(f"source '{SCRIPTS}/briefgen.bash'\nbind 'set enable-bracketed-paste off'\nPS1=''\necho REA''DY\n")
    assert typed(["bash", "--noprofile", "--rcfile", str(start), "-i"], desk, keys, settle=0) == run


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(("keys", "run"), TYPED)
def test_zsh_completes_what_is_typed(desk: Path, keys: str, run: str) -> None:
    (desk / ".zshrc").write_text(
        f"bindkey -e\nfpath=('{SCRIPTS}' $fpath)\nautoload -Uz compinit; compinit -u -D\nPS1=''\necho REA''DY\n"
    )
    assert typed(["zsh", "-d", "-i"], desk, keys, settle=2) == run


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_offers_what_there_is(desk: Path) -> None:
    for line, first in (("briefgen summarise -m lex", "lexrank"), ("briefgen verify oth", "other.json")):
        script = f"source '{SCRIPTS}/briefgen.fish'; complete --do-complete '{line}'"
        told = subprocess.run(
            ["fish", "--no-config", "-c", script], cwd=desk, env=environment(desk), capture_output=True, text=True
        )
        assert told.stdout.splitlines()[0].split("\t")[0] == first
