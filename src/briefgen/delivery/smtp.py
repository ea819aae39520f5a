"""A mail -> a server that takes it, over a verified line; what is known of its fate.

One connection and one recipient a mail.  Python's own `send_message` raises
the same error for a server that drops before the mail and for one that drops
after it: here the dot that ends the mail is sent by itself, and on which side
of it the line broke is known.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import Timer
from typing import cast

from briefgen.delivery.fate import Fate, Mail, Outcome, reason
from briefgen.delivery.secret import Account
from briefgen.errors import UsageError
from briefgen.system import trusted

_SUBMISSION, _TLS = 587, 465
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# What smtplib calls itself where the host has no full name; ours is nobody's business.
_OWN_NAME = "[127.0.0.1]"
_BLANK = b"\r\n"
_GOING_DOWN = 421
_GOODBYE = 2.0


class Line(StrEnum):
    """How a connection is made secret."""

    TLS = "TLS from the start"
    STARTTLS = "STARTTLS"
    PLAIN = "none, within this machine"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails go, and how."""

    host: str
    port: int
    line: Line
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for the connection, for one answer, for all up to the mail's end, and for the answer to that.

    The last is RFC 5321's: who hangs up earlier gets the mail sent twice.
    """

    connect: float = 15.0
    command: float = 30.0
    total: float = 60.0
    answer: float = 600.0


def server(stated: str, account: Account | None = None) -> Server:
    """Return the server that HOST:PORT names; without a port 587, where a mail client's mail is taken.

    Port 465 is TLS from the start, every other one STARTTLS, without which
    nothing is sent; only to this machine itself a mail without a password
    goes plain.  Raises UsageError for what is no host and port.

    >>> server("mail.example.org")
    Server(host='mail.example.org', port=587, line=<Line.STARTTLS: 'STARTTLS'>, account=None)
    """
    host, port = _split(stated.strip())
    if not host or not host.isascii() or not 0 < port < 65536 or any(one in host for one in " /@[]\\"):
        raise UsageError(f"--smtp: {reason(stated)!r} is no mail server; write it like mail.example.org:587")
    if port == _TLS:
        return Server(host, port, Line.TLS, account)
    return Server(host, port, Line.PLAIN if host in _LOOPBACK and account is None else Line.STARTTLS, account)


def _split(stated: str) -> tuple[str, int]:
    """Host and port; port 0 for what is none."""
    if stated.startswith("["):
        host, closed, behind = stated[1:].partition("]")
        port = behind.removeprefix(":") if closed and behind[:1] in {"", ":"} else "none"
    else:
        host, _, port = stated.partition(":")
    if not port:
        return host, _SUBMISSION
    return host, int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 0


def send(mail: Mail, server: Server, limits: Limits | None = None, trust: ssl.SSLContext | None = None) -> Outcome:
    """Hand a mail to the server; `trust` is the system's authorities where it is None."""
    client = _Client(server, limits or Limits())
    hidden = server.account.hidden if server.account else str
    with client.closing():
        outcome = _up_to_the_dot(client, mail, trust or trusted()) or _answered(client)
    return Outcome(outcome.fate, reason(hidden(outcome.reason)), outcome.for_all)


def _up_to_the_dot(client: _Client, mail: Mail, trust: ssl.SSLContext) -> Outcome | None:
    """Say all but the end of the mail; None where that went well, and nothing is sent where it did not."""
    try:
        with client.within(client.limits.total):
            _opened(client, trust)
            _asked(client, mail)
    except _RefusedError as refused:
        return refused.outcome
    except (OSError, ValueError) as error:
        late = f"it takes longer than {client.limits.total:g} s" if client.is_late else _told(error)
        return Outcome(Fate.UNSENT, f"{client.server.host}: {late} ({client.doing})", for_all=client.is_opening)
    return None


def _opened(client: _Client, trust: ssl.SSLContext) -> None:
    client.reach(trust)
    client.expect("greeting it", client.ehlo, 250)
    if client.server.line is Line.STARTTLS:
        if not client.has_extn("starttls"):
            raise _RefusedError(Fate.UNSENT, "the server offers no STARTTLS; it was given no password and no mail")
        client.expect("STARTTLS", lambda: client.docmd("STARTTLS"), 220)
        client.secure(trust)
        client.expect("greeting it", client.ehlo, 250)
    if client.server.account:
        _signed_in(client, client.server.account)


def _signed_in(client: _Client, account: Account) -> None:
    """Tell user and password; what the server answers is not repeated but for its number."""
    client.step("signing in")
    try:
        client.login(account.user, account.password)
    except smtplib.SMTPAuthenticationError as error:
        raise _RefusedError(Fate.UNSENT, f"user or password refused ({error.smtp_code})") from None
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise _RefusedError(Fate.UNSENT, "the server takes a password in no way that is known here") from None


def _asked(client: _Client, mail: Mail) -> None:
    """Name sender and recipient, and give the mail without its last dot."""
    size = [f"SIZE={len(mail.data)}"] if client.has_extn("size") else []
    client.expect("naming the sender", lambda: client.mail(mail.sender, size), 250)
    client.is_opening = False
    client.expect("naming the recipient", lambda: client.rcpt(mail.recipient), 250, 251)
    client.expect("DATA", lambda: client.docmd("DATA"), 354)
    client.step("giving the mail")
    client.send(_with_dots(mail.data))


def _with_dots(data: bytes) -> bytes:
    """A dot at the start of a line is the end of a mail: each is doubled, and taken back by the server."""
    body = data.replace(b"\r\n.", b"\r\n..")
    body = b"." + body if body.startswith(b".") else body
    return body if body.endswith(_BLANK) else body + _BLANK


def _answered(client: _Client) -> Outcome:
    """Send the dot and wait for the answer: from here on silence is no proof of anything."""
    try:
        client.send(b"." + _BLANK)
    except OSError as error:
        return Outcome(Fate.UNSENT, f"{client.server.host}: {_told(error)} (ending the mail)")
    client.patience(client.limits.answer)
    try:
        with client.within(client.limits.answer):
            code, said = client.getreply()
    except (OSError, ValueError):
        return Outcome(Fate.UNKNOWN, "the connection was lost after the mail's end and before the answer")
    if code in range(200, 300):
        return Outcome(Fate.SENT)
    return _refusal(code, said) or Outcome(Fate.UNKNOWN, f"the server's answer says nothing ({code} {_text(said)})")


def _refusal(code: int, said: bytes) -> Outcome | None:
    """What a refusing answer means; None for another one."""
    told = f"{code} {_text(said)}"
    if code in range(400, 500):
        return Outcome(Fate.LATER, told)
    return Outcome(Fate.REFUSED, told) if code in range(500, 600) else None


def _text(said: bytes) -> str:
    return said.decode("utf-8", "replace")


class _RefusedError(Exception):
    """The server, or we, will not go on; by itself no mail would fare better."""

    def __init__(self, fate: Fate, told: str, *, for_all: bool = True) -> None:
        super().__init__(told)
        self.outcome = Outcome(fate, told, for_all)


class _Client(smtplib.SMTP):
    """smtplib's client, which knows what it is at, and hangs up when its time is over."""

    def __init__(self, server: Server, limits: Limits) -> None:
        super().__init__(local_hostname=_OWN_NAME, timeout=limits.command)
        self.server = server
        self.limits = limits
        self.doing = "connecting"
        # Until the sender is taken nothing is said of one mail alone.
        self.is_opening = True
        self.is_late = False

    def reach(self, trust: ssl.SSLContext) -> None:
        """Connect, and read the server's first line."""
        self.sock = socket.create_connection((self.server.host, self.server.port), self.limits.connect)
        self.patience(self.limits.command)
        if self.server.line is Line.TLS:
            self.secure(trust)
        self.expect("waiting for its greeting", self.getreply, 220)

    def secure(self, trust: ssl.SSLContext) -> None:
        """Go on in TLS; what was said in clear, also what is not read yet, counts no more."""
        self.step("TLS")
        self.file = None
        self.esmtp_features = {}
        line = trust.wrap_socket(
            cast("socket.socket", self.sock), server_hostname=self.server.host, do_handshake_on_connect=False
        )
        self.sock = line
        try:
            line.do_handshake()
        except OSError:
            self.close()
            raise

    def step(self, doing: str) -> None:
        """Note what is done now, for the reason if it fails; there may be no time left for it."""
        self.doing = doing
        if self.is_late:
            raise TimeoutError

    def expect(self, doing: str, command: Callable[[], tuple[int, bytes]], *good: int) -> None:
        """Do a step; an answer that is not good ends the mail."""
        self.step(doing)
        code, said = command()
        # What a line that was hung up has left behind is no answer.
        self.step(doing)
        if code in good:
            return
        told = _refusal(code, said) or Outcome(Fate.UNSENT, f"no answer of a mail server ({code} {_text(said)})")
        # What is refused before there is a recipient says nothing of him: the next run may fare better.
        fate = Fate.UNSENT if self.is_opening else told.fate
        raise _RefusedError(fate, f"{told.reason} ({doing})", for_all=self.is_opening or code == _GOING_DOWN)

    def patience(self, seconds: float) -> None:
        """How long one answer may take from now on."""
        if self.sock:
            self.sock.settimeout(seconds)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Hang up after so many seconds: a timeout of the socket begins anew with each byte."""
        timer = Timer(seconds, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        if self.is_late:
            raise TimeoutError

    def _hang_up(self) -> None:
        self.is_late = True
        if self.sock:
            with suppress(OSError):
                # Not the TLS socket's own: that one would forget its keys while they are in use.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Say goodbye at the end, and care no more for what the server makes of it."""
        try:
            yield
        finally:
            with suppress(OSError, ValueError), self.within(_GOODBYE):
                self.quit()
            self.close()


# The first that fits is told.
_TOLD: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "its certificate is refused",
    ssl.SSLError: "no secure connection can be made",
    socket.gaierror: "the host is not found",
    TimeoutError: "no answer in time",
    ConnectionRefusedError: "the connection is refused",
    smtplib.SMTPServerDisconnected: "the connection was broken off",
    smtplib.SMTPException: "no answer of a mail server",
    ConnectionError: "the connection was broken off",
    OSError: "no connection",
    ValueError: "no answer of a mail server",
}


def _told(error: Exception) -> str:
    """What went wrong, in our words: the error's own could hold what the server said."""
    cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
    said = next(said for kind, said in _TOLD.items() if isinstance(cause, kind))
    detail = getattr(cause, "verify_message", None)
    return f"{said}: {detail}" if detail else said
