"""Mail servers on loopback: a real one (aiosmtpd), and one that fails at the stage it is told.

Both keep what they took: recipient and bytes of each mail.  Nothing here ever
leaves this machine.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "ann", "correct horse battery staple"


@dataclass(frozen=True)
class Taken:
    """A mail that a server has."""

    sender: str
    recipient: str
    data: bytes


@dataclass
class Post:
    """A real server and what it took."""

    port: int
    taken: list[Taken] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.taken += [Taken(envelope.mail_from, one, envelope.content) for one in envelope.rcpt_tos]
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        if isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode()):
            self.signed_in.append(data.login.decode())
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False)


@contextmanager
def post_office(
    tls: ssl.SSLContext | None = None, *, at_once: bool = False, auth: bool = False, limit: int | None = None
) -> Iterator[Post]:
    """A real server; with `tls` it wants STARTTLS, or `at_once` nothing else; with `auth` it wants a password."""
    post = Post(0)
    # A port that was free is asked for by number: aiosmtpd does not tell the one it got.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls if at_once else None,
        tls_context=None if at_once else tls,
        require_starttls=tls is not None and not at_once,
        auth_required=auth,
        auth_require_tls=not at_once,
        authenticator=post.authenticate if auth else None,
        data_size_limit=limit,
    )
    controller.start()
    post.port = port
    try:
        yield post
    finally:
        controller.stop()


Talk = Callable[["Line"], None]


class Line:
    """One client: what it says, line by line, and what it is told."""

    def __init__(self, plain: socket.socket, over: Event) -> None:
        self.socket = plain
        self.over = over
        self._file = plain.makefile("rb")

    def say(self, *lines: str) -> None:
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def hear(self) -> str:
        said = self._file.readline()
        if not said:
            raise ConnectionError
        return said.decode("latin-1").rstrip("\r\n")

    def mail(self) -> bytes:
        """All up to the lonely dot."""
        lines: list[bytes] = []
        while (line := self._file.readline()) != b".\r\n":
            if not line:
                raise ConnectionError
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def wait(self, seconds: float) -> None:
        self.over.wait(seconds)

    def close(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self.socket.close()


class Faulty:
    """A server that goes wrong at one stage: "drop", "stall" or an answer, by the word that the client says.

    Stages: "greeting", "EHLO", "MAIL", "RCPT", "DATA", "body" (after its first
    line), "dot", "QUIT", "STARTTLS", "AUTH".  `slow` waits before the answer
    to the dot.  `heard` is all that clients said but their mails, `met` how many there were.
    """

    def __init__(
        self,
        stage: str = "",
        fault: str = "drop",
        *,
        only: str = "",
        slow: float = 0.0,
        offers: tuple[str, ...] = (),
        keeps: bool = True,
    ) -> None:
        self.taken: list[Taken] = []
        self.heard: list[str] = []
        self.met = 0
        self._stage, self._fault, self._only, self._slow = stage, fault, only, slow
        self._offers, self._keeps = offers, keeps
        self._over = Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._threads = [Thread(target=self._serve)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._socket.accept()
                plain.settimeout(8)
                self.met += 1
                self._threads.append(Thread(target=self._attend, args=(Line(plain, self._over),)))
                self._threads[-1].start()

    def _attend(self, line: Line) -> None:
        with suppress(OSError):
            self._talk(line)
        line.close()

    def _talk(self, line: Line) -> None:
        sender = recipient = ""
        self._answer(line, "greeting", "220 here")
        while True:
            word, _, rest = line.hear().partition(" ")
            word = word.upper()
            self.heard.append(f"{word} {rest}")
            if word == "EHLO":
                self._answer(line, word, *(f"250-{one}" for one in ("here", *self._offers)), "250 HELP")
            elif word == "MAIL":
                sender = rest
                self._answer(line, word, "250 OK")
            elif word == "RCPT":
                recipient = rest.removeprefix("TO:<").removesuffix(">")
                self._answer(line, word, "250 OK", about=recipient)
            elif word == "DATA":
                self._answer(line, word, "354 go on")
                if self._stage == "body":
                    line.hear()
                    raise ConnectionError
                taken = Taken(sender, recipient, line.mail())
                if self._keeps:
                    self.taken.append(taken)
                line.wait(self._slow)
                self._answer(line, "dot", "250 OK")
            elif word == "QUIT":
                self._answer(line, word, "221 bye")
                return
            else:
                self._answer(line, word, "502 what")

    def _answer(self, line: Line, stage: str, *good: str, about: str = "") -> None:
        if stage != self._stage or (self._only and self._only != about):
            line.say(*good)
        elif self._fault == "drop":
            raise ConnectionError
        elif self._fault == "stall":
            line.wait(8)
        elif self._fault == "drip":
            for _ in range(80):
                line.socket.sendall(b"2")
                line.wait(0.1)
        else:
            line.say(self._fault)
