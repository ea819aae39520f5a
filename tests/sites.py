"""Sites on loopback that misbehave as told, and a world in which names lead to them.

A route is what is sent: bytes, or a function of the request's headers that
yields them piece by piece.  Nothing here ever leaves this machine.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event, Thread

from briefgen.readers.web import Door, Limits, World

Headers = Mapping[str, str]
Route = bytes | Callable[[Headers], Iterable[bytes]]

PUBLIC = "93.184.216.34"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def ok(body: bytes = b"<p>News.</p>", **headers: str) -> bytes:
    """A whole answer with its length and these headers, an underscore for each hyphen."""
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body


def status(code: int, **headers: str) -> bytes:
    """An answer without a body."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {code} So\r\nContent-Length: 0\r\n{lines}\r\n".encode()


def redirect(location: str, code: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return f"HTTP/1.1 {code} Go\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


class Site:
    """A server on loopback; `asked` holds the paths in order, `headers` what came with each."""

    def __init__(
        self, routes: Mapping[str, Route], tls: ssl.SSLContext | None = None, *, rude: bool = False, mute: bool = False
    ) -> None:
        self.routes = dict(routes)
        self.asked: list[str] = []
        self.headers: list[Headers] = []
        self.met = 0
        self._tls, self._rude, self._mute = tls, rude, mute
        self._over = Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._threads = [Thread(target=self._serve)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pages(self) -> list[str]:
        """What was asked but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def wait(self, seconds: float) -> bool:
        """Sleep, but not beyond the test; True while it goes on."""
        return not self._over.wait(seconds)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                self.met += 1
                self._threads.append(Thread(target=self._attend, args=(line,)))
                self._threads[-1].start()

    def _attend(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            line.settimeout(5)
            if self._mute:
                self._over.wait(5)
                return
            if self._tls is None:
                self._answer(line)
                return
            with self._tls.wrap_socket(line, server_side=True) as secure:
                self._answer(secure)
                if not self._rude:
                    secure.unwrap()

    def _answer(self, line: socket.socket) -> None:
        head = b""
        while head[:3] in b"GET" and b"\r\n\r\n" not in head and (piece := line.recv(65536)):
            head += piece
        if not head.startswith(b"GET "):
            line.sendall(NOT_FOUND)
            return
        first, *rest = head.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        self.asked.append(path)
        self.headers.append({name.lower(): value for name, _, value in (one.partition(": ") for one in rest if one)})
        route = self.routes.get(path, NOT_FOUND)
        for sent in [route] if isinstance(route, bytes) else route(self.headers[-1]):
            if self._over.is_set():
                return
            line.sendall(sent)


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def read(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_800_000_000 + self.seconds, UTC)


class Net:
    """Names and IP addresses of a small world; each IP address leads to a site on loopback, or nowhere.

    `looked` holds the names asked for, `dialled` the IP addresses connected to.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[tuple[str, ...]]] = {}
        self.sites: dict[str, Site] = {}
        self.looked: list[str] = []
        self.dialled: list[str] = []

    def add(self, name: str, site: Site | None, *answers: tuple[str, ...]) -> None:
        """Let a name lead to a site; with several answers, each question gets the next one."""
        self.names[name] = list(answers or [(PUBLIC,)])
        if site:
            self.sites |= {ip: site for answer in answers or [(PUBLIC,)] for ip in answer}

    def resolve(self, name: str, _port: int) -> tuple[str, ...]:
        self.looked.append(name)
        if name not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self.names[name]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, ip: str, _port: int, seconds: float) -> socket.socket:
        self.dialled.append(ip)
        if ip not in self.sites:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self.sites[ip].port), seconds)

    def door(self, clock: Clock | None = None, trust: ssl.SSLContext | None = None, **settings: object) -> Door:
        """A door into this world; with a clock, one whose time passes by sleeping only."""
        world = World(self.resolve, self.dial, trust)
        if clock:
            world = replace(world, clock=clock.read, sleep=clock.sleep, now=clock.now)
        return Door(world=world, **({"limits": QUICK} | settings))  # type: ignore[arg-type]  # settings as the test has them


# The usual limits in the proportions of a test: what is meant to run out sets its own time.
QUICK = Limits(total=5.0, connect=2.0, robots=2.0, size=300_000, redirects=5, pause=0.0, patience=10.0)
