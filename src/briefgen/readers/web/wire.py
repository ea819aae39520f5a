"""Judged IP address -> answer: one request over a connection that is bounded in everything.

http.client sets a time limit on each piece that arrives, none on the whole: a
byte a second goes on for ever (12 s at `timeout=3`, measured, for requests and
urllib3 alike).  So the bytes come through a stream of ours, which knows what
time and how many bytes are left, and the answer is parsed from that.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from briefgen.errors import ReadError
from briefgen.readers.web.addresses import Address
from briefgen.readers.web.door import TOO_LONG
from briefgen.system import trusted

# All headers of an answer together; http.client itself allows 100 of them.
HEAD = 64 * 1024
_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
_DIGITS = re.compile(r"[0-9]{1,19}")

# What has a page in it; 203 is one that a proxy has changed.
WITH_BODY = (200, 203)

_CUT = "cut short on its way; try again later"
_MALFORMED = "answers with no proper HTTP; check the address and its port"


class Unreached(ReadError):
    """There is no connection: the address itself is at fault, whatever was to be asked there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its status, its headers by their names in small letters, its body undone of gzip."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may cost: `left` tells the seconds that remain, `size` bytes of body."""

    left: Callable[[], float]
    connect: float
    size: int


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the address, the judged IP addresses that stand for it, the headers."""

    address: Address
    ips: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


Dial = Callable[[str, int, float], socket.socket]


def dial(ip: str, port: int, seconds: float) -> socket.socket:
    """Connect to an IP address; nothing is looked up here."""
    made = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect((ip, port))
    except OSError:
        made.close()
        raise
    return made


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of a host, in the order that the system prefers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def ask(request: Ask, bounds: Bounds, dial: Dial = dial, trust: ssl.SSLContext | None = None) -> Answer:
    """Send one GET and read the answer, its body only where the status is one of a page.

    The certificate is checked against the address's host, not against the IP
    address that is connected to.  Raises ReadError with the cause.
    """
    with closing(_reached(request, bounds, dial, trust)) as line:
        try:
            return _exchange(line, request, bounds)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise ReadError(told(error)) from error


def told(error: Exception) -> str:
    """Say what went wrong on the way, and what to do about it."""
    return next(said for kind, said in _TOLD.items() if isinstance(error, kind)).format(error=_Detail(error))


# The first that fits is told.
_TOLD: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "its certificate is refused ({error.verify}); check the address and the date here",
    ssl.SSLEOFError: _CUT,
    ssl.SSLError: "no secure connection can be made ({error.reason}); check the address and its port",
    socket.gaierror: "its host is not found ({error.reason}); check the address and the connection",
    TimeoutError: TOO_LONG,
    ConnectionRefusedError: "the connection is refused; check the address and its port",
    ConnectionError: "the site breaks the connection off; try again later",
    OSError: "no connection ({error.reason}); check the address and the connection",
    http.client.IncompleteRead: _CUT,
    http.client.HTTPException: _MALFORMED,
    zlib.error: "its gzip is damaged; try again later",
    ValueError: _MALFORMED,
}


class _Detail:
    """An error's own words, for a message."""

    def __init__(self, error: Exception) -> None:
        self.verify = str(getattr(error, "verify_message", "")).rstrip(".")
        self.reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__


def _reached(request: Ask, bounds: Bounds, dial: Dial, trust: ssl.SSLContext | None) -> socket.socket:
    try:
        with ExitStack() as opened:
            plain = opened.enter_context(_connected(request, bounds, dial))
            line = _secured(plain, request, bounds, trust)
            opened.pop_all()
            return line
    except (OSError, ValueError) as error:
        raise Unreached(told(error)) from error


def _connected(request: Ask, bounds: Bounds, dial: Dial) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    *others, last = request.ips
    for ip in others:
        try:
            return dial(ip, request.address.port, min(bounds.connect, bounds.left()))
        except OSError:
            continue
    return dial(last, request.address.port, min(bounds.connect, bounds.left()))


def _secured(plain: socket.socket, request: Ask, bounds: Bounds, trust: ssl.SSLContext | None) -> socket.socket:
    if request.address.scheme == "http":
        return plain
    plain.settimeout(bounds.left())
    context = trust or trusted()
    # Where no length is stated, the proper end of the connection is all that tells a whole page from a cut one.
    return context.wrap_socket(plain, server_hostname=request.address.host, suppress_ragged_eofs=False)


def _exchange(line: socket.socket, request: Ask, bounds: Bounds) -> Answer:
    stream = _Stream(line, bounds.left)
    client = http.client.HTTPConnection(request.address.host, request.address.port)
    client.sock = stream
    client.request("GET", request.address.target, headers=dict(request.headers))
    response = client.getresponse()
    headers = {name.lower(): value for name, value in reversed(response.getheaders())}
    if response.status not in WITH_BODY:
        return Answer(response.status, headers)
    # Chunks have a frame each; twice the limit is enough for every honest one.
    stream.allowance = 2 * bounds.size + HEAD
    stream.refusal = too_large(bounds.size)
    return Answer(response.status, headers, _body(response, headers, bounds.size))


class _Stream:
    """A socket as http.client wants it: what is read and sent is bounded by what is left."""

    def __init__(self, line: socket.socket, left: Callable[[], float]) -> None:
        self._line, self._left = line, left
        self.allowance = HEAD
        self.refusal = f"its headers are larger than {HEAD // 1024} kB; open the page yourself and save it"

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._left())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self))

    def receive(self, buffer: memoryview) -> int:
        self._line.settimeout(self._left())
        count = self._line.recv_into(buffer)
        self.allowance -= count
        if self.allowance < 0:
            raise ReadError(self.refusal)
        return count

    def close(self) -> None:
        """The one who dialled hangs up, since http.client closes before it has read."""


class _Raw(io.RawIOBase):
    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        return self._stream.receive(buffer)


def too_large(size: int) -> str:
    """Say that a page is larger than so many bytes."""
    return f"larger than the limit of {size / 1e6:.3g} MB for one page; open it yourself and save what is needed"


def _body(response: http.client.HTTPResponse, headers: Mapping[str, str], size: int) -> bytes:
    length = _length(response, headers)
    if length is not None and length > size:
        raise ReadError(too_large(size))
    pieces, total = [], 0
    for piece in _decoded(_arriving(response, length), headers.get("content-encoding", "")):
        pieces.append(piece)
        total += len(piece)
        if total > size:
            raise ReadError(too_large(size))
    return b"".join(pieces)


def _length(response: http.client.HTTPResponse, headers: Mapping[str, str]) -> int | None:
    """The stated length; one that is none would make any cut look whole."""
    stated = headers.get("content-length")
    if stated is None or response.chunked:
        return None
    if not _DIGITS.fullmatch(stated.strip()):
        raise ReadError(_MALFORMED)
    return int(stated)


def _arriving(response: http.client.HTTPResponse, length: int | None) -> Iterator[bytes]:
    """The body as it comes; where a length was stated, all of it."""
    arrived = 0
    while chunk := response.read(_PIECE):
        arrived += len(chunk)
        yield chunk
    if length is not None and arrived < length:
        raise ReadError(_CUT)


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body without its compression; gzip is all that was asked for."""
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        yield from chunks
    elif coding in ("gzip", "x-gzip"):
        yield from _gunzipped(chunks)
    else:
        raise ReadError("compressed in a way that was not asked for; open the page yourself and save it")


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undone piece by piece, so that a bomb is stopped at the limit; members follow one another, padding ends them."""
    member, piece = zlib.decompressobj(31), b""
    for chunk in chunks:
        rest = chunk
        while rest or len(piece) == _PIECE:
            if member.eof:
                if not rest.startswith(_GZIP):
                    return
                member = zlib.decompressobj(31)
            piece = member.decompress(rest, _PIECE)
            yield piece
            rest = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise ReadError(_CUT)
