"""Archives and compressed files -> their members' bytes, never more than can be held.

Zip, tar (plain, gzip, bzip2, xz), and gzip, bzip2 or xz of one file.  Nothing
is written to disk; sizes that an archive states are not believed, what comes
out is counted while it comes.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from briefgen.errors import ReadError
from briefgen.readers.draft import Member

# A day's reports are some 10 MB; what unpacks to more is taken apart by hand.
UNPACKED = 100_000_000
MEMBERS = 10_000
MEMBER = 20_000_000
DEPTH = 3
# Text packs to a tenth, tables to a fiftieth; a bomb to a thousandth.
RATIO = 200
_ALLOWANCE = 1_000_000
_CHUNK = 1 << 18
_FED = 1 << 16
_TOO_LARGE = f"larger than the limit of {MEMBER // 1_000_000} MB for one file; split it or cut it down"
# xz may ask for 4 GB to unpack a few bytes.
_XZ_MEMORY = 128 << 20

_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?(?:/|$))|__MACOSX/)")
_SUFFIX = re.compile(r"\.(gz|bz2|xz|tgz|tbz2?|txz)$", re.IGNORECASE)


class TooMuch(ReadError):
    """More comes out than may: the archive is not worth a member more."""


@dataclass
class Budget:
    """What may still come out of an archive and the archives in it."""

    limit: int = UNPACKED
    members: int = MEMBERS
    spent: int = 0

    @property
    def left(self) -> int:
        """Bytes that may still come out."""
        return self.limit - self.spent

    def spend(self, size: int) -> None:
        """Count bytes."""
        self.spent += size
        if self.spent > self.limit:
            raise TooMuch(f"unpacks to more than {self.limit / 1_000_000:g} MB; split it")

    def count(self) -> None:
        """Take a member off."""
        self.members -= 1
        if self.members < 0:
            raise TooMuch(f"holds more than {MEMBERS:,} files; split it")


def members(data: bytes, name: str) -> list[Member]:
    """Return the files in an archive, and in archives in it, by path; hidden ones are passed over.

    `name` is the archive's own, from which a single packed file gets its name.
    Raises ReadError for what is no archive, broken, or beyond a limit.
    """
    found: list[Member] = []
    try:
        found.extend(_members(data, name, Budget(), DEPTH))
    except TooMuch:
        raise
    except ReadError as error:
        if not found:
            raise
        found.append(Member("", problem=str(error)))
    return found


def _members(data: bytes, name: str, budget: Budget, depth: int) -> Iterator[Member]:
    opener = _opener(data)
    if opener is None:
        raise ReadError("no archive that can be read; pack it as zip or tar")
    seen: set[str] = set()
    for member in opener(data, name, budget):
        if _HIDDEN.search(member.name):
            continue
        if member.name in seen:
            yield Member(member.name, problem="a second file of this name in the archive; rename it")
            continue
        seen.add(member.name)
        yield from _inner(member, budget, depth)


def _inner(member: Member, budget: Budget, depth: int) -> Iterator[Member]:
    """The member itself, or what is in it where it is an archive."""
    if member.problem or not is_archive(member.data):
        yield member
    elif depth <= 1:
        yield Member(member.name, problem=f"archives in archives, more than {DEPTH} deep; unpack it first")
    else:
        try:
            for inner in _members(member.data, member.name, budget, depth - 1):
                yield Member(f"{member.name}!{inner.name}", inner.data, inner.problem)
        except TooMuch:
            raise
        except ReadError as error:
            yield Member(member.name, problem=str(error))


def is_archive(data: bytes) -> bool:
    """Whether these bytes are an archive or a packed file; a Word file, a zip too, is none."""
    return _opener(data) is not None and not is_office(data)


def is_office(data: bytes) -> bool:
    """Whether a zip is an Office, OpenDocument or e-book file: its parts tell."""
    if not data.startswith(b"PK"):
        return False
    with suppress(ReadError), opened(data) as archive:
        return not {"[Content_Types].xml", "mimetype"}.isdisjoint(archive.namelist())
    return False


Opener = Callable[[bytes, str, Budget], Iterator[Member]]


def _opener(data: bytes) -> Opener | None:
    for start, opener in _OPENERS:
        if data.startswith(start):
            return opener
    return _tar if data[257:262] == b"ustar" else None


def _zip(data: bytes, _: str, budget: Budget) -> Iterator[Member]:
    with opened(data) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                budget.count()
                yield _zip_member(archive, info, budget)


def opened(data: bytes) -> zipfile.ZipFile:
    """Return a zip whose list of entries could be read; ReadError where it is broken."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error) as error:
        raise ReadError("a broken zip archive; pack it anew") from error


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    name = info.filename.replace("\\", "/")
    if problem := _problem(name, is_link=(info.external_attr >> 28) == 0o12):
        return Member(name, problem=problem)
    if info.flag_bits & 1:
        return Member(name, problem="encrypted; unpack it with its password first")
    try:
        return Member(name, extracted(archive, info, budget))
    except TooMuch:
        raise
    except ReadError as error:
        return Member(name, problem=str(error))


def extracted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, most: int = MEMBER) -> bytes:
    """Return the bytes of a zip's entry, counted while they come; ReadError where that cannot be."""
    try:
        with archive.open(info) as file:
            return _read(file, max(info.compress_size, 1), budget, most)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ReadError("broken or packed in a way that is not known; pack it anew") from error
    except (EOFError, OSError) as error:
        raise ReadError("broken off; pack it anew") from error


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _read(file: _Readable, packed: int, budget: Budget, most: int = MEMBER) -> bytes:
    """Read up to the limits of one file, its ratio and the budget."""
    out = bytearray()
    while chunk := file.read(_CHUNK):
        out += chunk
        budget.spend(len(chunk))
        if len(out) > most:
            raise ReadError(_TOO_LARGE)
        if len(out) > _ALLOWANCE and len(out) > RATIO * packed:
            raise ReadError(f"unpacks to more than {RATIO} times its size; unpack it by hand if it is meant")
    return bytes(out)


def _problem(name: str, *, is_link: bool = False, is_file: bool = True) -> str | None:
    if is_link:
        return "a link in an archive; put the file itself into it"
    if not is_file:
        return "a device or pipe in an archive; only files are read"
    if _OUTSIDE.search(name) or "\0" in name:
        return "its name leads out of the archive; rename it"
    return None


def _tar(data: bytes, _: str, budget: Budget) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for info in archive:
                if not info.isdir():
                    budget.count()
                    yield _tar_member(archive, info, budget)
    except (tarfile.TarError, ValueError, OSError, EOFError, IndexError, OverflowError) as error:
        raise ReadError("a broken tar archive; pack it anew") from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Member:
    name = info.name.removeprefix("./")
    if problem := _problem(name, is_link=info.issym() or info.islnk(), is_file=info.isreg()):
        return Member(name, problem=problem)
    file = archive.extractfile(info)
    if file is None:
        return Member(name, problem="not a file; only files are read")
    try:
        return Member(name, _read(file, max(info.size, 1), budget))
    except TooMuch:
        raise
    except ReadError as error:
        return Member(name, problem=str(error))


def _packed(unpacker: Callable[[], _Unpacker], what: str) -> Opener:
    """A reader of one packed file, or of the tar in it."""

    def opened(data: bytes, name: str, budget: Budget) -> Iterator[Member]:
        inner = _unpacked(data, unpacker, what, budget)
        if inner[257:262] == b"ustar":
            yield from _tar(inner, name, budget)
            return
        if len(inner) > MEMBER:
            raise ReadError(_TOO_LARGE)
        budget.count()
        budget.spend(len(inner))
        yield Member(_inner_name(name), inner)

    return opened


class _Unpacker(Protocol):
    """What zlib, bz2 and lzma unpack with, a bounded stretch at a time."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _unpacked(data: bytes, unpacker: Callable[[], _Unpacker], what: str, budget: Budget) -> bytes:
    try:
        return _read(_Stream(memoryview(data), unpacker), len(data), replace(budget), budget.left)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise ReadError(f"a broken {what} file; pack it anew") from error


@dataclass
class _Stream:
    """Packed bytes, one packed stream behind the other, unpacked a stretch at a time."""

    packed: memoryview
    unpacker: Callable[[], _Unpacker]
    place: int = 0
    current: _Unpacker | None = None
    tail: bytes = b""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` unpacked bytes; empty at the end, EOFError where the end is missing."""
        while self.current or self.place < len(self.packed):
            if out := self._step(size):
                return out
        return b""

    def _step(self, size: int) -> bytes:
        current = self.current = self.current or self.unpacker()
        fed = self.tail or bytes(self.packed[self.place : self.place + _FED])
        self.place += 0 if self.tail else len(fed)
        out = current.decompress(fed, size)
        self.tail = b"" if current.eof else getattr(current, "unconsumed_tail", b"")
        if current.eof:
            self.place -= len(current.unused_data)
            self.current = None
            self._skip_padding()
        elif not (out or fed):
            raise EOFError
        return out

    def _skip_padding(self) -> None:
        while self.place < len(self.packed) and not self.packed[self.place]:
            self.place += 1


def _inner_name(name: str) -> str:
    base = re.split(r"[/\\!]", name)[-1]
    return _SUFFIX.sub("", base) or base


_OPENERS: tuple[tuple[bytes, Opener], ...] = (
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
    (b"\x1f\x8b\x08", _packed(lambda: zlib.decompressobj(31), "gzip")),
    (b"BZh", _packed(bz2.BZ2Decompressor, "bzip2")),
    (b"\xfd7zXZ\0", _packed(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _XZ_MEMORY), "xz")),
)
