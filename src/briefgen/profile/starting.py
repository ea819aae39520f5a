"""A folder -> the two files that a daily edition begins with."""

from __future__ import annotations

import shlex
from pathlib import Path

from briefgen.errors import UsageError
from briefgen.profile.keys import FILE
from briefgen.profile.telling import STORIES, starting
from briefgen.publish import write_all

STORIES_FILE = "stories.toml"


def begin(folder: Path, *, force: bool = False) -> list[Path]:
    """Write briefgen.toml and stories.toml into a folder, made where it is missing; return their paths.

    Raises UsageError where one is there, unless it is meant to be lost.
    """
    files = {FILE: starting(), STORIES_FILE: STORIES}
    there = [str(folder / name) for name in files if (folder / name).exists()]
    if there and not force:
        raise UsageError(f"{' and '.join(there)}: there already; choose another folder, or lose it with --force")
    return write_all(folder, {name: text.encode() for name, text in files.items()})


def next_step(folder: Path) -> str:
    """Return what to do with them, in a line."""
    file = folder / FILE
    command = shlex.join(["briefgen", "daily", "-c", str(file)])
    return f"put reports into {folder / 'reports'}, or name feeds in {file}; then: {command}"
