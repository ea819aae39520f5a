"""Page -> file and back: what a server need not send again.

Validators and body are one file with one checksum, so that "not modified" is
only ever asked where the body is there, whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FORM = b"briefgen page 1 "
# A daily brief of some hundred feeds and pages; what was not used longest goes first.
MOST_FILES = 500
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A body with what its server said of it."""

    body: bytes
    etag: str | None
    modified: str | None
    content_type: str | None

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the body only where it has changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


class Cache:
    """Pages in one folder, a file each; whatever is wrong with a file or the folder, the page is fetched anew."""

    def __init__(self, folder: Path, *, files: int = MOST_FILES, size: int = MOST_BYTES) -> None:
        self._folder, self._files, self._size = folder, files, size

    def load(self, url: str) -> Stored | None:
        """Return what is kept of an address, if it is whole."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            path = self._path(url)
            stored = _unpacked(path.read_bytes())
            os.utime(path)
            return stored
        return None

    def store(self, url: str, page: Stored) -> None:
        """Keep a page; a full disk or a folder that cannot be written keeps nothing and harms nothing."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._path(url), _packed(page))
            self._prune()

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.page"

    def _prune(self) -> None:
        """Remove the longest unused until both limits hold."""
        size = 0
        newest_first = sorted(
            ((path.stat(), path) for path in self._folder.iterdir()), key=lambda one: -one[0].st_mtime_ns
        )
        for count, (state, path) in enumerate(newest_first, start=1):
            size += state.st_size
            if count > self._files or size > self._size:
                path.unlink(missing_ok=True)


def usual_folder() -> Path:
    """Return where this system keeps what may be deleted at any time."""
    import platformdirs

    return platformdirs.user_cache_path("briefgen") / "web"


def _packed(page: Stored) -> bytes:
    said = asdict(page)
    del said["body"]
    content = json.dumps(said).encode() + b"\n" + page.body
    return _FORM + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def _unpacked(data: bytes) -> Stored:
    first, _, content = data.partition(b"\n")
    if first != _FORM + hashlib.sha256(content).hexdigest().encode():
        raise ValueError("not whole")
    said, _, body = content.partition(b"\n")
    return Stored(body, **json.loads(said))


def _replace(path: Path, data: bytes) -> None:
    """Not synced to the disk: what a power cut leaves fails its checksum."""
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
