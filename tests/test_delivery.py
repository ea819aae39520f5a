"""Handing mails over: to real servers, to servers that fail at each stage, with the sender killed on the way.

All servers are on loopback.  What must hold whatever happens: no server has a
mail for one recipient twice, no delivery says "sent" that no server has, and
every failure names its recipient and its reason.
"""

from __future__ import annotations

import json
import mailbox
import os
import smtplib
import socket
import ssl
import stat
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from briefgen.config import Keys
from briefgen.delivery import maildir, secret, sendmail, smtp
from briefgen.delivery.fate import Fate, Mail, Outcome, reason
from briefgen.delivery.outbox import (
    Delivery,
    InMemory,
    Outbox,
    State,
    begun,
    queue,
    recover,
    recovered,
    resent,
    settled,
    work_off,
)
from briefgen.delivery.smtp import Limits, Line, Server
from briefgen.errors import UsageError
from briefgen.mailing import Mailing, deliver
from briefgen.model import Briefing
from briefgen.renderers.eml import Letter
from briefgen.renderers.mail.headers import Address
from servers import PASSWORD, USER, Faulty, Post, Taken, post_office
from support import HERE, Ran

Run = Callable[..., Ran]

# The real server does not know that TLS from the start is TLS.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

QUICK = Limits(connect=1.0, command=0.4, total=0.8, answer=1.2)
DATA = b"From: news@example.org\r\nSubject: Brief\r\n\r\nThe bridge is closed.\r\n.\r\n..two dots\r\n"
ACCOUNT = secret.Account(USER, PASSWORD)
PEOPLE = ("ann@example.org", "bob@example.org", "eve@example.org")


def mail(recipient: str = PEOPLE[0]) -> Mail:
    return Mail("news@example.org", recipient, DATA)


@pytest.fixture(autouse=True)
def _bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten minutes for an answer are right outside: here something is broken long before."""
    monkeypatch.setattr(Limits.__init__, "__defaults__", (5.0, 5.0, 10.0, 10.0))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def served(authority: trustme.CA) -> ssl.SSLContext:
    """What a server shows that its host's name trusts."""
    return context_of(authority, "localhost")


@pytest.fixture(scope="module")
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def context_of(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


# --- a real server


def test_a_mail_arrives_as_it_is() -> None:
    with post_office() as post:
        assert smtp.send(mail(), smtp.server(f"127.0.0.1:{post.port}")) == Outcome(Fate.SENT)
    assert post.taken == [Taken("news@example.org", "ann@example.org", DATA)]


def test_a_mail_goes_over_starttls_with_a_password(served: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    with post_office(served, auth=True) as post:
        server = Server("localhost", post.port, Line.STARTTLS, ACCOUNT)
        assert smtp.send(mail(), server, trust=trust) == Outcome(Fate.SENT)
    assert (len(post.taken), post.signed_in) == (1, [USER])


def test_a_mail_goes_over_tls_from_the_start(served: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    with post_office(served, at_once=True, auth=True) as post:
        server = Server("localhost", post.port, Line.TLS, ACCOUNT)
        assert smtp.send(mail(), server, trust=trust) == Outcome(Fate.SENT)
    assert (len(post.taken), post.signed_in) == (1, [USER])


@pytest.mark.parametrize("line", [Line.STARTTLS, Line.TLS])
@pytest.mark.parametrize("what", ["another authority", "another name"])
def test_a_certificate_that_does_not_hold_ends_it(
    line: Line, what: str, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    bad = (
        context_of(trustme.CA(), "localhost") if what == "another authority" else context_of(authority, "evil.example")
    )
    with post_office(bad, at_once=line is Line.TLS, auth=True) as post:
        outcome = smtp.send(mail(), Server("localhost", post.port, line, ACCOUNT), QUICK, trust)
    assert (outcome.fate, outcome.for_all) == (Fate.UNSENT, True)
    assert "its certificate is refused" in outcome.reason
    assert (post.taken, post.signed_in) == ([], [])


def test_a_wrong_password_is_told_and_shown_nowhere(served: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    with post_office(served, auth=True) as post:
        server = Server("localhost", post.port, Line.STARTTLS, secret.Account(USER, "canary-7301"))
        outcome = smtp.send(mail(), server, trust=trust)
    assert outcome == Outcome(Fate.UNSENT, "user or password refused (535)", for_all=True)
    assert "canary" not in repr(server)


def test_a_mail_too_large_is_not_sent() -> None:
    with post_office(limit=50) as post:
        outcome = smtp.send(mail(), smtp.server(f"127.0.0.1:{post.port}"))
    assert (outcome.fate, post.taken) == (Fate.UNSENT, [])
    assert "552" in outcome.reason


@given(st.binary(max_size=60), st.lists(st.sampled_from([b".", b"..", b".a", b"", b"a."]), max_size=6))
def test_dots_never_end_a_mail_and_are_taken_back(head: bytes, lines: list[bytes]) -> None:
    """What the server makes of it is the mail, its last line ended."""
    data = b"\r\n".join([head.replace(b"\r", b"").replace(b"\n", b""), *lines])
    given_, dots = smtp._with_dots(data).split(b"\r\n"), [b"."]
    assert dots[0] not in given_
    assert b"\r\n".join(line.removeprefix(b".") for line in given_).removesuffix(b"\r\n") == data.removesuffix(b"\r\n")


# --- the stages of failure

UNSENT, LATER, REFUSED, SENT, UNKNOWN = Fate.UNSENT, Fate.LATER, Fate.REFUSED, Fate.SENT, Fate.UNKNOWN

STAGES: dict[str, tuple[tuple[str, ...], dict[str, Any], Fate | None, str]] = {
    "421 greeting": (("greeting", "421 come later"), {}, UNSENT, "421 come later"),
    "554 greeting": (("greeting", "554 not you"), {}, UNSENT, "554 not you"),
    "stall at greeting": (("greeting", "stall"), {}, UNSENT, "no answer in time"),
    "drip at greeting": (("greeting", "drip"), {}, UNSENT, "it takes longer than"),
    "drop at greeting": (("greeting", "drop"), {}, UNSENT, "broken off"),
    "no mail server": (("greeting", "SSH-2.0-x"), {}, UNSENT, "no answer of a mail server"),
    "drop at EHLO": (("EHLO", "drop"), {}, UNSENT, "broken off"),
    "stall at EHLO": (("EHLO", "stall"), {}, UNSENT, "no answer in time"),
    "drop at MAIL": (("MAIL", "drop"), {}, UNSENT, "broken off"),
    "sender refused": (("MAIL", "550 who are you"), {}, UNSENT, "550 who are you"),
    "drop at RCPT": (("RCPT", "drop"), {}, UNSENT, "broken off"),
    "stall at RCPT": (("RCPT", "stall"), {}, UNSENT, "no answer in time"),
    "mailbox busy": (("RCPT", "450 busy"), {}, LATER, "450 busy"),
    "no such recipient": (("RCPT", "550 no such user"), {}, REFUSED, "550 no such user"),
    "drop at DATA": (("DATA", "drop"), {}, UNSENT, "broken off"),
    "451 at DATA": (("DATA", "451 not now"), {"keeps": False}, LATER, "451 not now"),
    "drop in the mail": (("body", "drop"), {}, None, ""),
    "451 after the dot": (("dot", "451 try again"), {"keeps": False}, LATER, "451 try again"),
    "452 after the dot": (("dot", "452 disk full"), {"keeps": False}, LATER, "452 disk full"),
    "550 after the dot": (("dot", "550 no"), {"keeps": False}, REFUSED, "550 no"),
    "554 after the dot": (("dot", "554 spam"), {"keeps": False}, REFUSED, "554 spam"),
    "drop after the dot": (("dot", "drop"), {}, UNKNOWN, "before the answer"),
    "drop after the dot, mail lost": (("dot", "drop"), {"keeps": False}, UNKNOWN, "before the answer"),
    "stall after the dot": (("dot", "stall"), {}, UNKNOWN, "before the answer"),
    "drip after the dot": (("dot", "drip"), {}, UNKNOWN, "before the answer"),
    "half an answer": (("dot", "250-so"), {}, UNKNOWN, "before the answer"),
    "no answer but noise": (("dot", "what"), {}, UNKNOWN, "says nothing"),
    "slow 250": ((), {"slow": 0.6}, SENT, ""),
    "drop at QUIT": (("QUIT", "drop"), {}, SENT, ""),
    "stall at QUIT": (("QUIT", "stall"), {}, SENT, ""),
}  # fmt: skip


@pytest.mark.parametrize("what", STAGES)
def test_each_failure_has_its_fate(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "_GOODBYE", 0.2)
    fault, settings, fate, told = STAGES[what]
    began = time.monotonic()
    with Faulty(*fault, **settings) as server:
        outcome = smtp.send(mail(), smtp.server(f"127.0.0.1:{server.port}"), QUICK)
        taken = len(server.taken)
    assert time.monotonic() - began < 8
    assert told in outcome.reason
    # A mail of one piece is in the server's hands before the line breaks: both are right, and neither is "sent".
    assert outcome.fate is fate or (fate is None and outcome.fate in {UNSENT, UNKNOWN})
    assert taken == (fate is SENT or (fate is UNKNOWN and settings.get("keeps", True)))
    assert (outcome.reason == "") == (fate is SENT)


def test_a_line_that_breaks_before_the_dot_is_sent_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system does not take of the dot, no server can have."""
    said = smtplib.SMTP.send

    def breaks(self: smtplib.SMTP, data: bytes | str) -> None:
        if data == b".\r\n":
            self.close()
            raise smtplib.SMTPServerDisconnected("Server not connected")
        said(self, data)

    with Faulty() as server:
        monkeypatch.setattr(smtplib.SMTP, "send", breaks)
        outcome = smtp.send(mail(), smtp.server(f"127.0.0.1:{server.port}"), QUICK)
        assert server.taken == []
    assert outcome == Outcome(Fate.UNSENT, "127.0.0.1: the connection was broken off (ending the mail)")


def test_nobody_at_the_door() -> None:
    with Faulty() as server:
        port = server.port
    outcome = smtp.send(mail(), smtp.server(f"127.0.0.1:{port}"), QUICK)
    assert outcome == Outcome(Fate.UNSENT, "127.0.0.1: the connection is refused (connecting)", for_all=True)


def test_a_host_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", nowhere)
    outcome = smtp.send(mail(), smtp.server("mail.example.org"), QUICK)
    assert outcome == Outcome(Fate.UNSENT, "mail.example.org: the host is not found (connecting)", for_all=True)


@pytest.mark.parametrize(
    ("offers", "stage", "fault", "told"),
    [
        ((), "", "", "offers no STARTTLS"),
        (("AUTH PLAIN LOGIN",), "", "", "offers no STARTTLS"),
        (("STARTTLS", "AUTH PLAIN"), "STARTTLS", "454 not now", "454 not now"),
        (("STARTTLS", "AUTH PLAIN"), "STARTTLS", "drop", "broken off"),
        (("STARTTLS", "AUTH PLAIN"), "STARTTLS", "220 go on", "(TLS)"),
    ],
)
def test_without_tls_no_password_is_said(offers: tuple[str, ...], stage: str, fault: str, told: str) -> None:
    with Faulty(stage, fault, offers=offers) as server:
        outcome = smtp.send(mail(), smtp.server(f"localhost:{server.port}", ACCOUNT), QUICK)
        heard = " ".join(server.heard)
    assert (outcome.fate, outcome.for_all) == (Fate.UNSENT, True)
    assert told in outcome.reason
    for words in (PASSWORD, b64encode(PASSWORD.encode()).decode(), "AUTH", "MAIL", "RCPT"):
        assert words not in heard


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("535 wrong: {}", "user or password refused (535)"),
        ("drop", "broken off"),
        ("999 {}", "user or password refused (999)"),
        ("334 " + b64encode(b"again").decode(), "user or password refused (502)"),
    ],
)
def test_what_a_server_says_of_a_password_is_not_repeated(
    fault: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without TLS, for which there is no way outside of this test."""
    echo = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    with Faulty("AUTH", fault.format(echo), offers=("AUTH PLAIN",)) as server:
        outcome = smtp.send(mail(), Server("127.0.0.1", server.port, Line.PLAIN, ACCOUNT), QUICK)
    assert outcome.fate is Fate.UNSENT
    assert told in outcome.reason
    assert echo not in outcome.reason


def test_a_server_that_takes_no_password_in_a_known_way_gets_none() -> None:
    with Faulty(offers=("AUTH XOAUTH2",)) as server:
        outcome = smtp.send(mail(), Server("127.0.0.1", server.port, Line.PLAIN, ACCOUNT), QUICK)
        assert not heard(server, "AUTH")
    assert outcome.reason == "the server takes a password in no way that is known here"


def test_a_password_in_a_later_answer_is_not_repeated() -> None:
    both = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    text = f"550 {PASSWORD} {b64encode(PASSWORD.encode()).decode()} {both}"
    with Faulty("RCPT", text) as server:
        account = Server("127.0.0.1", server.port, Line.PLAIN, None)
        told = smtp.send(mail(), account, QUICK).reason
    assert ACCOUNT.hidden(told) == "550 *** *** *** (naming the recipient)"


def test_what_a_server_says_is_one_clean_line() -> None:
    with Faulty("RCPT", "550-no\r\n550-such \x1b[31m\u202euser\r\n550 " + "x" * 900) as server:
        told = smtp.send(mail(), smtp.server(f"127.0.0.1:{server.port}"), QUICK).reason
    assert told.startswith("550 no such [31m")
    assert told.isprintable()
    assert len(told) <= 301


@pytest.mark.parametrize(
    ("stated", "host", "port", "line"),
    [
        ("mail.example.org", "mail.example.org", 587, Line.STARTTLS),
        ("mail.example.org:465", "mail.example.org", 465, Line.TLS),
        ("mail.example.org:25", "mail.example.org", 25, Line.STARTTLS),
        ("localhost:25", "localhost", 25, Line.PLAIN),
        ("[::1]:2525", "::1", 2525, Line.PLAIN),
        ("[2001:db8::1]", "2001:db8::1", 587, Line.STARTTLS),
    ],
)
def test_a_server_is_host_and_port(stated: str, host: str, port: int, line: Line) -> None:
    assert smtp.server(stated) == Server(host, port, line)
    assert smtp.server(stated, ACCOUNT).line is not Line.PLAIN


@pytest.mark.parametrize(
    "stated", ["", ":25", "a:b", "a:0", "a:99999", "a b:25", "smtp://a:25", "u@h:25", "[::1", "ä:25"]
)
def test_a_server_that_is_none_is_refused(stated: str) -> None:
    with pytest.raises(UsageError, match="no mail server"):
        smtp.server(stated)


# --- passwords


def test_a_password_comes_from_one_of_three_places(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\nsecond line\n", encoding="utf-8")
    command = f"{sys.executable} -c \"print('{PASSWORD}')\""
    for keys in (Keys(USER, password=PASSWORD), Keys(USER, file=str(file)), Keys(USER, command=command)):
        assert secret.account(keys) == ACCOUNT
        assert PASSWORD not in repr(secret.account(keys))
    assert PASSWORD not in repr(Keys(USER, PASSWORD))
    assert secret.account(Keys()) is None


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (Keys(password="canary"), "no user"),
        (Keys(USER), "no password"),
        (Keys(USER, "canary", "/nowhere"), "several passwords"),
        (Keys(USER, file="/nowhere/at/all"), "cannot be read"),
        (Keys(USER, command="false canary"), "ended with 1"),
        (Keys(USER, command="/nowhere/at/all canary"), "cannot be run"),
        (Keys(USER, command="'canary"), "cannot be run"),
        (Keys(USER, command="true"), "empty"),
        (Keys(USER, "canäry"), "not ASCII"),
        (Keys(USER, "canary\x00"), "not ASCII"),
    ],
)
def test_a_password_that_cannot_be_had_is_told_without_a_word_of_it(keys: Keys, told: str) -> None:
    with pytest.raises(UsageError, match=told) as error:
        secret.account(keys)
    assert "can" not in str(error.value).replace("cannot", "")


def test_a_file_that_others_may_read_is_known(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.touch(0o600)
    assert not secret.is_open(str(file))
    file.chmod(0o644)
    assert secret.is_open(str(file))
    assert not secret.is_open(str(tmp_path / "none"))


# --- sendmail and Maildir


def a_sendmail(folder: Path, ends: str) -> Path:
    """A program that keeps its arguments and its input, and then ends so."""
    path = folder / "sendmail"
    path.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/arguments\ncat > {folder}/mail\n{ends}\n', encoding="utf-8"
    )
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("ends", "fate"),
    [
        ("exit 0", Fate.SENT),
        ("exit 67", Fate.REFUSED),
        ("exit 69", Fate.UNSENT),
        ("exit 75", Fate.UNKNOWN),
        ("kill -9 $$", Fate.UNKNOWN),
        ("exec sleep 5", Fate.UNKNOWN),
    ],
)
def test_sendmail_takes_the_mail_and_says_what_came_of_it(tmp_path: Path, ends: str, fate: Fate) -> None:
    outcome = sendmail.send(mail(), a_sendmail(tmp_path, ends), patience=0.5)
    assert outcome.fate is fate
    assert bool(outcome.reason) == (fate is not Fate.SENT)
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8").split("\n")
    assert arguments == ["-i", "-f", "news@example.org", "--", "ann@example.org", ""]
    assert (tmp_path / "mail").read_bytes() == DATA.replace(b"\r\n", b"\n")


def test_a_sendmail_that_cannot_be_run_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = sendmail.send(mail(), tmp_path)
    assert (outcome.fate, outcome.for_all) == (Fate.UNSENT, True)
    monkeypatch.setattr(sendmail, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="there is none here"):
        sendmail.program()
    made = a_sendmail(tmp_path, "exit 0")
    assert sendmail.program() == made


def test_a_maildir_holds_each_mail_whole(tmp_path: Path) -> None:
    box = tmp_path / "box"
    assert [maildir.send(mail(), box).fate for _ in range(3)] == [Fate.SENT] * 3
    found = list(mailbox.Maildir(box, create=False))
    assert [one.as_bytes() for one in found] == [DATA.replace(b"\r\n", b"\n")] * 3
    names = [path.name for path in (box / "new").iterdir()]
    assert len(set(names)) == 3
    assert not list((box / "tmp").iterdir())
    assert {stat.S_IMODE((box / "new" / name).stat().st_mode) for name in names} == {0o600}


def test_a_maildir_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "box").write_text("a file", encoding="utf-8")
    outcome = maildir.send(mail(), tmp_path / "box")
    assert (outcome.fate, outcome.for_all) == (Fate.UNSENT, True)
    assert str(tmp_path / "box") in outcome.reason


def test_a_mail_that_cannot_be_renamed_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert maildir.send(mail(), tmp_path).reason.endswith("cannot be written (No space left on device)")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


# --- the outbox

WAITING = tuple(Delivery("7", one, f"<{one}>") for one in PEOPLE)


def test_a_delivery_goes_from_state_to_state() -> None:
    one = begun(WAITING[0])
    assert (one.state, one.attempts) == (State.SENDING, 1)
    after = {fate: settled(one, Outcome(fate, "why")).state for fate in Fate}
    assert after == {
        Fate.SENT: State.SENT,
        Fate.REFUSED: State.REFUSED,
        Fate.UNKNOWN: State.UNKNOWN,
        Fate.LATER: State.QUEUED,
        Fate.UNSENT: State.QUEUED,
    }
    assert recovered(one).state is State.UNKNOWN
    assert resent(recovered(one)).state is State.QUEUED


@pytest.mark.parametrize("state", State)
def test_no_delivery_skips_a_state(state: State) -> None:
    one = replace(WAITING[0], state=state)
    assert recovered(one).state is (State.UNKNOWN if state is State.SENDING else state)
    allowed: dict[Callable[[Delivery], Delivery], set[State]] = {
        begun: {State.QUEUED},
        resent: {State.UNKNOWN, State.REFUSED},
        lambda it: settled(it, Outcome(Fate.SENT)): {State.SENDING},
    }
    for step, states in allowed.items():
        if state not in states:
            with pytest.raises(ValueError, match="cannot go on from there"):
                step(one)


@given(st.lists(st.lists(st.sampled_from(Fate), min_size=3, max_size=3), max_size=6), st.integers(1, 4))
def test_whatever_comes_nobody_gets_a_mail_twice(runs: list[list[Fate]], cap: int) -> None:
    """A recipient who was sent to, refused, or is in doubt is never tried again; at most `cap` are tried a run."""
    outbox = InMemory(WAITING)
    last: dict[str, Fate] = {}
    for fates in runs:
        tried: list[str] = []

        def send(delivery: Delivery, fates: list[Fate] = fates, tried: list[str] = tried) -> Outcome:
            tried.append(delivery.recipient)
            assert last.get(delivery.recipient) in {None, Fate.LATER, Fate.UNSENT}
            assert delivery.message_id == f"<{delivery.recipient}>"
            last[delivery.recipient] = fates[len(tried) - 1]
            return Outcome(last[delivery.recipient], "why")

        recover(outbox)
        queue(outbox, WAITING)
        done = work_off(outbox, send, cap)
        assert len(tried) == len(set(tried)) <= cap
        assert {one.recipient for one in done} >= set(tried)
        assert all(one.reason for one in outbox.deliveries() if one.recipient in last and last[one.recipient] != "sent")
    assert len(outbox.deliveries()) == 3
    for one in outbox.deliveries():
        assert (one.state is State.SENT) == (last.get(one.recipient) is Fate.SENT)


def test_what_meets_all_is_tried_once() -> None:
    outbox = InMemory(WAITING)
    tried: list[str] = []

    def refuse(delivery: Delivery) -> Outcome:
        tried.append(delivery.recipient)
        return Outcome(Fate.UNSENT, "user or password refused (535)", for_all=True)

    done = work_off(outbox, refuse)
    assert tried == ["ann@example.org"]
    assert [one.state for one in done] == [State.QUEUED] * 3
    assert {one.reason for one in done[1:]} == {"not tried: user or password refused (535)"}


def test_only_the_edition_that_is_meant_is_worked_off() -> None:
    other = replace(WAITING[0], edition="6")
    outbox = InMemory([*WAITING, other])
    done = work_off(outbox, lambda _: Outcome(Fate.SENT), edition="7")
    assert [one.edition for one in done] == ["7"] * 3
    assert other in outbox.deliveries()


def sending(server: Faulty, limits: Limits | None = None) -> Callable[[Delivery], Outcome]:
    return lambda one: smtp.send(mail(one.recipient), smtp.server(f"127.0.0.1:{server.port}"), limits)


def all_well(outbox: Outbox, taken: Iterable[Taken], unknown: Sequence[str] = ()) -> None:
    """No mail twice, no "sent" that no server has, no failure without its reason."""
    got = [one.recipient for one in taken]
    for one in outbox.deliveries():
        assert got.count(one.recipient) <= 1
        if one.state is State.SENT:
            assert got.count(one.recipient) == 1
        elif one.recipient in got:
            assert one.state is State.UNKNOWN
        assert one.state is State.SENT or one.reason


@pytest.mark.parametrize("what", STAGES)
def test_a_second_run_makes_good_what_can_be_made_good(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three recipients, a fault, then a server that is well: all have it once, but who is in doubt or refused."""
    monkeypatch.setattr(smtp, "_GOODBYE", 0.2)
    fault, settings, fate, _ = STAGES[what]
    outbox = InMemory(WAITING)
    with Faulty(*fault, **settings) as faulty, Faulty() as well:
        work_off(outbox, sending(faulty, replace(QUICK, answer=0.8)))
        all_well(outbox, faulty.taken)
        work_off(outbox, sending(well))
        all_well(outbox, [*faulty.taken, *well.taken])
        work_off(outbox, sending(well))
        all_well(outbox, [*faulty.taken, *well.taken])
    states = {one.state for one in outbox.deliveries()}
    if fate is not None:
        assert states == {{Fate.REFUSED: State.REFUSED, Fate.UNKNOWN: State.UNKNOWN}.get(fate, State.SENT)}


def test_one_recipient_of_three_who_is_refused_costs_the_others_nothing() -> None:
    outbox = InMemory(WAITING)
    with Faulty("RCPT", "550 no such user", only="bob@example.org") as server:
        done = work_off(outbox, sending(server))
        all_well(outbox, server.taken)
    assert [one.state for one in done] == [State.SENT, State.REFUSED, State.SENT]
    assert done[1].reason == "550 no such user (naming the recipient)"


# --- the sender killed

CHILD = """
import json, os, sys
from dataclasses import asdict
from briefgen.delivery import smtp
from briefgen.delivery.fate import Mail
from briefgen.delivery.outbox import Delivery, InMemory, State, work_off

class Told(InMemory):
    def put(self, delivery):
        super().put(delivery)
        os.write(1, (json.dumps(asdict(delivery)) + "\\n").encode())

data = sys.stdin.buffer.read()
port, people = int(sys.argv[1]), sys.argv[2:]
outbox = Told([Delivery("7", one, f"<{one}>") for one in people])
server = smtp.server(f"127.0.0.1:{port}")
work_off(outbox, lambda one: smtp.send(Mail("news@example.org", one.recipient, data), server))
"""


class Killed:
    """A sender in a process of its own, which tells each state before it goes on."""

    def __init__(self, port: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(port), *PEOPLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdin
        self.process.stdin.write(DATA)
        self.process.stdin.close()

    def kill(self) -> InMemory:
        """Kill it; what it told is what its archive would hold."""
        self.process.kill()
        assert self.process.stdout
        told = self.process.stdout.read().split(b"\n")
        self.process.stdout.close()
        self.process.wait(10)
        outbox = InMemory(WAITING)
        for line in told[:-1]:
            row = json.loads(line)
            outbox.put(Delivery(**{**row, "state": State(row["state"])}))
        return outbox


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not reached() and time.monotonic() < end:
        time.sleep(0.005)
    assert reached()


def heard(server: Faulty, word: str) -> bool:
    return any(said.startswith(word) for said in server.heard)


REACHED: dict[str, Callable[[Faulty], bool]] = {
    "greeting": lambda server: server.met > 0,
    "EHLO": lambda server: heard(server, "EHLO"),
    "MAIL": lambda server: heard(server, "MAIL"),
    "RCPT": lambda server: heard(server, "RCPT"),
    "DATA": lambda server: heard(server, "DATA"),
    "dot": lambda server: bool(server.taken),
    "QUIT": lambda server: heard(server, "QUIT"),
}


@pytest.mark.parametrize("stage", REACHED)
def test_a_sender_killed_at_a_stage_leaves_no_mail_twice_and_none_in_silence(stage: str) -> None:
    with Faulty(stage, "stall") as faulty, Faulty() as well:
        child = Killed(faulty.port)
        until(lambda: REACHED[stage](faulty))
        outbox = child.kill()
        assert {one.state for one in outbox.deliveries()} == {State.SENDING, State.QUEUED}
        recover(outbox)
        work_off(outbox, sending(well))
        taken = [*faulty.taken, *well.taken]
    all_well(outbox, taken)
    states = [one.state for one in outbox.deliveries()]
    assert states == [State.UNKNOWN, State.SENT, State.SENT]
    assert "the run ended before the answer" in next(iter(outbox.deliveries())).reason


@pytest.mark.parametrize("milliseconds", [1, 3, 10, 30, 100, 200])
def test_a_sender_killed_at_any_time_leaves_no_mail_twice(milliseconds: int) -> None:
    with Faulty(slow=0.05) as server, Faulty() as well:
        child = Killed(server.port)
        until(lambda: server.met > 0)
        time.sleep(milliseconds / 1000)
        outbox = child.kill()
        time.sleep(0.1)
        recover(outbox)
        work_off(outbox, sending(well))
        all_well(outbox, [*server.taken, *well.taken])


# --- a brief to several


def test_a_mail_that_is_not_what_it_was_made_of_goes_to_nobody(
    seed_briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[str] = []

    def post(one: Mail) -> Outcome:
        posted.append(one.recipient)
        return Outcome(Fate.SENT)

    tampered = Address(PEOPLE[1], "Bob\r\nBcc: x")
    mailing = Mailing(seed_briefing, Letter(Address("news@example.org")))
    done = deliver(mailing, [Address(PEOPLE[0]), tampered, Address(PEOPLE[2])], post)
    assert posted == [PEOPLE[0], PEOPLE[2]]
    assert [one.state for one in done] == [State.SENT, State.QUEUED, State.SENT]
    assert "would not hold what it was made of" in done[1].reason


def test_a_brief_is_delivered_once_and_again_under_the_same_id(seed_briefing: Briefing) -> None:
    """The first run fails, the second, with another sender, sends; the third has nothing to do."""
    outbox = InMemory()
    posted: list[bytes] = []
    people = [Address(one) for one in PEOPLE]
    first, second = (Mailing(seed_briefing, Letter(Address(f"{name}@example.org"))) for name in ("desk", "news"))

    def post(one: Mail) -> Outcome:
        posted.append(one.data)
        return Outcome(Fate.LATER if len(posted) < 4 else Fate.SENT, "busy")

    for mailing, tried in ((first, 3), (second, 3), (second, 0)):
        assert len(deliver(mailing, people, post, outbox)) == tried
    ids = [message_from_bytes(data)["Message-ID"] for data in posted]
    assert len(posted) == 6
    assert ids[:3] == ids[3:]
    assert [one.attempts for one in outbox.deliveries()] == [2, 2, 2]


# --- the command


@pytest.fixture
def brief_json(run: Run, tmp_path: Path) -> Path:
    run("brief", HERE.parent / "seeds", "-w", "200", "-f", "md", "-o", tmp_path, "--name", "b", "-q")
    return tmp_path / "b.json"


@pytest.fixture(autouse=True)
def _no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP", "SMTP_USER", "SMTP_PASSWORD", "SMTP_PASSWORD_FILE", "SMTP_PASSWORD_COMMAND", "MAIL_FROM"):
        monkeypatch.delenv(f"BRIEFGEN_{name}", raising=False)


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as office:
        yield office


def test_a_brief_is_sent_to_each_recipient_by_himself(run: Run, brief_json: Path, post: Post) -> None:
    to = [argument for one in PEOPLE for argument in ("--to", one)]
    smtp_at = f"127.0.0.1:{post.port}"
    told = run("mail", brief_json, *to, "--from", "Desk <news@example.org>", "--smtp", smtp_at, "--attach", "md,json")
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines() == [f"briefgen: {one}: sent" for one in PEOPLE]
    assert [one.recipient for one in post.taken] == list(PEOPLE)
    for taken in post.taken:
        mail = message_from_bytes(taken.data, policy=default)
        assert mail["To"] == taken.recipient
        [_, attached] = mail.iter_attachments()
        assert str(attached.get_filename()).endswith(".json")
        assert attached.get_payload(decode=True) == brief_json.read_bytes()
    assert len({message_from_bytes(one.data)["Message-ID"] for one in post.taken}) == 3


def test_a_sample_goes_to_one_address(run: Run, post: Post) -> None:
    told = run("mail", "--test", PEOPLE[0], "--from", "news@example.org", "--smtp", f"127.0.0.1:{post.port}")
    assert (told.code, told.err) == (0, "briefgen: ann@example.org: sent\n")
    assert message_from_bytes(post.taken[0].data)["Subject"].startswith("Sample brief, ")


@pytest.mark.parametrize(("stage", "fault"), [("RCPT", "550 no such user"), ("dot", "drop"), ("dot", "451 later")])
def test_a_delivery_that_failed_has_its_exit_code_and_its_line(run: Run, stage: str, fault: str) -> None:
    with Faulty(stage, fault) as server:
        to = ("--test", PEOPLE[0], "--from", "news@example.org", "--smtp", f"127.0.0.1:{server.port}")
        told = run("mail", *to)
    assert (told.code, told.out, told.err.count("\n")) == (7, "", 1)
    assert "ann@example.org: " in told.err


def test_more_than_the_cap_waits_and_is_told(run: Run, tmp_path: Path, brief_json: Path) -> None:
    to = [argument for one in PEOPLE for argument in ("--to", one)]
    told = run("mail", brief_json, *to, "--maildir", tmp_path / "box", "--cap", 2)
    assert told.code == 7
    assert told.err.splitlines()[2] == "briefgen: eve@example.org: not sent: beyond 2 mails a run"
    assert len(mailbox.Maildir(tmp_path / "box")) == 2


def test_a_dry_run_writes_the_mail_and_sends_nothing(run: Run, tmp_path: Path, brief_json: Path, post: Post) -> None:
    to = ("--to", PEOPLE[0], "--smtp", f"127.0.0.1:{post.port}", "--dry-run")
    out = run("mail", brief_json, *to).out
    assert message_from_bytes(out.encode())["To"] == PEOPLE[0]
    assert run("mail", brief_json, *to, "-o", tmp_path / "x.eml") == Ran(0, "", "")
    written = message_from_bytes((tmp_path / "x.eml").read_bytes())
    assert written["Message-ID"] == message_from_bytes(out.encode())["Message-ID"]
    assert post.taken == []


def test_a_brief_can_be_written_as_mail_beside_its_other_files(run: Run, tmp_path: Path) -> None:
    assert run("brief", HERE.parent / "seeds", "-f", "eml", "-o", tmp_path, "--name", "b").code == 0
    assert message_from_bytes((tmp_path / "b.eml").read_bytes())["Subject"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "ann@example.org"], "no way to send it"),
        (["--to", "nobody", "--dry-run"], "is no mail address"),
        (["--maildir", "box"], "no recipient"),
        (["--to", "a@b.example", "--smtp", "localhost:25"], "no sender"),
        (["--to", "a@b.example", "--sendmail", "--maildir", "box"], "choose one"),
        (["--to", "a@b.example", "--smtp", "a b", "--from", "c@d.example"], "no mail server"),
        (["--to", "a@b.example", "--dry-run", "--attach", "docx"], "no such attachment"),
        (["--to", "a@b.example", "--dry-run", "--list-id", "x"], "no list's name"),
        (["--to", "a@b.example", "--dry-run", "-t", "nosuch"], "no such template"),
        (["--test", "a@b.example", "--dry-run"], "leave out the brief and --to"),
    ],
)
def test_what_cannot_be_meant_is_told_on_one_line(
    run: Run, brief_json: Path, arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(brief_json.parent)
    ran = run("mail", brief_json, *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
    assert not (brief_json.parent / "box").exists()


def test_a_brief_that_cannot_be_proved_is_not_sent(run: Run, brief_json: Path, tmp_path: Path) -> None:
    brief_json.write_text(brief_json.read_text(encoding="utf-8").replace("Kursk", "Kursq", 1), encoding="utf-8")
    ran = run("mail", brief_json, "--to", PEOPLE[0], "--maildir", tmp_path / "box")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "not proved" in ran.err
    assert not (tmp_path / "box").exists()


def test_the_password_is_shown_nowhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A canary in a file that others may read: warned of, and in no output of a run that fails."""
    file = tmp_path / "password"
    file.write_text("canary-7301", encoding="utf-8")
    file.chmod(0o644)
    monkeypatch.setenv("BRIEFGEN_SMTP_USER", USER)
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD_FILE", str(file))
    with Faulty(offers=("AUTH PLAIN",)) as server:
        at = ("--smtp", f"localhost:{server.port}")
        told = run("mail", "--test", PEOPLE[0], "--from", "news@example.org", *at)
        assert "canary" not in " ".join(server.heard)
    assert told.code == 7
    assert "close it with chmod 600" in told.err
    assert "offers no STARTTLS" in told.err
    assert "canary" not in told.out + told.err


@pytest.mark.parametrize(
    ("command", "kept_out"),
    [([], ["smtplib", "email", "css_inline", "ssl", "idna"]), (["mail"], ["smtplib", "css_inline", "ssl", "idna"])],
)
def test_help_needs_nothing_of_mail(command: list[str], kept_out: list[str]) -> None:
    code = (
        f"import sys; from briefgen.cli import run; run([*{command}, '--help']);"
        f"print([name for name in {kept_out} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_a_reason_is_one_clean_line() -> None:
    assert reason("a\r\nb\x00\u202ec") == "a bc"
    assert asdict(Outcome(Fate.SENT)) == {"fate": Fate.SENT, "reason": "", "for_all": False}
