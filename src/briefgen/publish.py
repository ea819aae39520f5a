"""Bytes -> files that are whole or not there.

Each file is written beside its name, synced and renamed, so that a full disk
or a power cut leaves what stood there before.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.errors import UsageError, WriteError


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, made where it is missing; return their paths in order.

    Raises WriteError with the first path that cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error
    return [write(folder / name, data) for name, data in files.items()]


def write(path: Path, data: bytes) -> Path:
    """Write one file atomically and return its path.

    A link is followed; a device or a pipe is written to as it stands.
    """
    return write_lines(path, (data,))


def write_lines(path: Path, lines: Iterable[bytes]) -> Path:
    """Do as `write` with what comes line by line and need not be in memory at once."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(lines)
        else:
            _replace(target, lines)
    except OSError as error:
        raise _refused(path, error) from error
    return path


def clear_leftovers(folder: Path, names: Iterable[str]) -> None:
    """Remove what a run left that died while it wrote these files; only where no other run writes them."""
    begun = tuple(_prefix(name) for name in names)
    left = [path for path in folder.glob(".*.tmp") if path.name.startswith(begun)]
    for path in left:
        with suppress(OSError):
            path.unlink()


def _prefix(name: str) -> str:
    return f".{name[:40]}."


def _replace(target: Path, lines: Iterable[bytes]) -> None:
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target.name), suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, target)
    finally:
        # After the rename there is nothing left to remove; after anything else there is.
        with suppress(OSError):
            os.unlink(beside)
    sync(target.parent)


def _refused(path: Path, error: OSError) -> WriteError:
    return WriteError(f"{path}: cannot be written ({error.strerror}); free space, or choose another place for it")


def _umask() -> int:
    """The permissions that the user does not give away; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def sync(folder: Path) -> None:
    """Make the rename itself last; where folders cannot be synced (Windows) it lasts anyhow."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def stem(name: str) -> str:
    """Return a file name without folders; raise UsageError for one that would leave the folder."""
    if (
        not name
        or name != os.path.basename(name)
        or name.startswith(".")
        or not name.isprintable()
        or any(c in name for c in ':*?"<>|\\')
    ):
        raise UsageError(f"--name: {name!r} is no plain file name; use letters, digits and hyphens")
    return name
