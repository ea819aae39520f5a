"""Paths -> bytes -> characters: which files an input names, and what they hold.

Bytes are judged by what they hold first and by their name second, and read
up to a stated limit, so that a wrong or huge file costs one line.
"""

from __future__ import annotations

import codecs
import glob
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from briefgen.errors import ReadError
from briefgen.text.clean import clean
from briefgen.text.frequency import frequencies
from briefgen.text.language import detect

LIMIT = 20_000_000
TOO_LARGE = f"larger than the limit of {LIMIT // 1_000_000} MB for one file; split it or cut it down"
STDIN = "-"

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_GLOB = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to read, under the path or address that names it; `problem` says why it cannot be.

    `place` is how it is called where that is not its path, `held` its bytes
    where it is no file, and `kind` its reader where that need not be told.
    """

    path: str
    problem: str | None = None
    is_address: bool = False
    place: str = ""
    held: bytes | None = None
    kind: str = ""

    @property
    def location(self) -> str:
        """The path as it is shown: one line, also where the file system holds no proper text."""
        return " ".join(clean(self.place or self.path).split("\n"))

    def data(self) -> bytes:
        """Return the bytes, at most LIMIT of them; ReadError where that cannot be."""
        if self.problem:
            raise ReadError(self.problem)
        if self.held is not None:
            return self.held
        try:
            data = _standard_input() if self.path == STDIN else _file(self.path)
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or str(error)
            raise ReadError(f"cannot be read ({cause}); check the path and its permissions") from error
        if len(data) > LIMIT:
            raise ReadError(TOO_LARGE)
        return data


def offers(inputs: Iterable[str]) -> list[Offer]:
    """Return what the inputs name, each path once, sorted.

    Folders are walked, hidden names passed over, links to folders not followed.
    """
    found = {offer.path: offer for text in inputs for offer in _offers(text)}
    return sorted(found.values(), key=lambda offer: offer.path)


def is_address(text: str) -> bool:
    """Tell whether an input is meant as an address, of whatever scheme, and not as a file.

    >>> is_address("https://news.example/"), is_address("ftp://news.example/"), is_address("notes/a.txt")
    (True, True, False)
    """
    return bool(_ADDRESS.match(text))


def _offers(text: str) -> Iterator[Offer]:
    if text == STDIN:
        yield Offer(STDIN)
    elif is_address(text):
        yield Offer(text, is_address=True)
    elif os.path.isdir(text):
        yield from _walk(os.path.normpath(text))
    elif not os.path.lexists(text) and _GLOB.search(text):
        yield from _expand(text)
    else:
        yield Offer(os.path.normpath(text) if text else "", None if text else "an empty name; name a file or a folder")


def _walk(folder: str) -> Iterator[Offer]:
    failures: list[OSError] = []
    count = 0
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith("."):
                count += 1
                yield _regular(os.path.normpath(os.path.join(place, name)))
    for failure in failures:
        yield Offer(str(failure.filename), f"folder cannot be read ({failure.strerror}); check its permissions")
    if not count and not failures:
        yield Offer(folder, "the folder holds no files; name files or another folder")


def _regular(path: str) -> Offer:
    """An offer of a file met on a walk: a pipe or device there would stop the run."""
    try:
        if stat.S_ISREG(os.stat(path).st_mode):
            return Offer(path)
    except OSError as error:
        return Offer(path, f"cannot be read ({error.strerror}); remove the link or restore its target")
    return Offer(path, "not a regular file; name it on the command line if it is meant")


def _expand(pattern: str) -> Iterator[Offer]:
    paths = glob.glob(pattern, recursive=True)
    if not paths:
        yield Offer(pattern, "no file matches this pattern; check it, or quote it for the shell")
    for path in paths:
        yield from _walk(os.path.normpath(path)) if os.path.isdir(path) else [_regular(os.path.normpath(path))]


def _file(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(LIMIT + 1)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ReadError("cannot be read (standard input is closed); give it something to read")
    return sys.stdin.buffer.read(LIMIT + 1)


# What the first bytes give away, and what to do instead.
_SIGNATURES = (
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd", "a packed file of a kind that is not read; unpack it first"),
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP", "a picture; only text can be briefed"),
    (
        rb"\xd0\xcf\x11\xe0\xa1\xb1(?=.*E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0)",
        "an encrypted Office file; save a copy without a password first",
    ),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office file; save it as DOCX or text first"),
    (rb"\{\\rtf\d", "an RTF file; save it as text first"),
    (
        rb"\x7fELF|MZ.{1,100}This program|\xca\xfe\xba\xbe|SQLite format 3\0",
        "a program or a database; only text can be briefed",
    ),
)
_BINARY = [(re.compile(pattern, re.DOTALL), reason) for pattern, reason in _SIGNATURES]

_XML = re.compile(
    r"\s*(?:<\?xml\b|<!DOCTYPE\s|<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>.*</\1?\2\s*>\s*$)",
    re.DOTALL | re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n.*?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADING = re.compile(r"\s*#{1,2} +\S.*(?:\r?\n|$)")
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd)$", re.IGNORECASE)


def kind_of(text: str, name: str) -> str:
    """Return the reader's name for this text: "markdown" or "text".

    Raises ReadError where it is empty or of a kind that is not read.
    """
    if not text.strip():
        raise ReadError("empty; nothing to read")
    head = text[:8192].replace("\r\n", "\n")
    if _XML.match(head):
        raise ReadError("looks like an XML file that is no feed; save its text first")
    if _MARKDOWN_NAME.search(name) or _FRONT_MATTER.match(text[:65536]) or _HEADING.match(head):
        return "markdown"
    return "text"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Return the characters of a text file in whatever encoding it is in.

    A byte-order mark decides, then UTF-8 (also with a few broken bytes, shown
    as U+FFFD), then UTF-16 without a mark, then the language that makes sense
    of the bytes.  Raises ReadError for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for signature, reason in _BINARY:
        if signature.match(data[:4096]):
            raise ReadError(f"looks like {reason}")
    if 0 in data[:4096] and (wide := _wide(data)) is not None:
        return wide
    if len(_CONTROL.findall(data[:65536])) > len(data[:65536]) / 50:
        raise ReadError("binary; only text can be briefed")
    if b"\x1b$" in data:
        with suppress(UnicodeDecodeError):
            return data.decode("iso2022_jp")
    return found if (found := _utf8(data)) is not None else _legacy(data)


# What stands in texts of any script, and not in one whose bytes are swapped.
_ANYWHERE = re.compile(r"[ \n.,。、，]")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the byte order that gives blanks, ends and letters."""
    found = {encoding: data.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")}
    best = max(found.values(), key=lambda text: len(_ANYWHERE.findall(text[:4096])))
    head = best[:4096]
    sense = sum(one.isalnum() or one.isspace() for one in head)
    return best if _ANYWHERE.search(head) and sense > 0.75 * len(head) and "\0" not in head else None


_DAMAGE = re.compile("\ufffd+")


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
    damaged = len(_DAMAGE.findall(text))
    sound = sum(character > "\x7f" for character in text) - text.count("\ufffd")
    # A torn character among sound ones is damage, not Latin-1, in which
    # neighbours that form sound UTF-8 are rare, nor EUC, where many do by chance.
    return text if damaged <= max(sound / 5, min(sound, 3)) else None


# Western texts hold few bytes beyond ASCII; their languages share the rest of
# the alphabet, so that only the words tell which of these it is.
_WESTERN = ("cp1252", "iso-8859-2", "cp1250", "cp1254", "cp1257")
_FEW = 0.25


def _legacy(data: bytes) -> str:
    """Text of the time before Unicode."""
    high = sum(byte > 0x7F for byte in data[:65536]) / len(data[:65536])
    if high < _FEW and (western := _western(data)) is not None:
        return western
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise ReadError("in an encoding that cannot be told; save it as UTF-8")
    return str(best)


def _western(data: bytes) -> str | None:
    """The decoding in which most words with letters beyond ASCII are words of the language; of equals the first."""
    found = []
    for encoding in _WESTERN:
        with suppress(UnicodeDecodeError):
            found.append(data.decode(encoding))
    return max(found, key=_known_words, default=None)


def _known_words(text: str) -> int:
    listed = frequencies(detect(text))
    return sum(word.lower() in listed for word in _WORD.findall(text[:65536]) if not word.isascii())


_WORD = re.compile(r"[^\W\d_]+")
