"""Mails of editions: `briefgen daily` against servers that fail, killed on the way, and who decides what is in doubt.

What must hold whatever happens: no server has an edition for one recipient
twice, but where somebody chose so; no row says "sent" that no server has;
every failure names its recipient and its reason, and ends with 7.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import trustme

from briefgen.archive import Delivery, writing
from briefgen.delivery import smtp
from briefgen.delivery.fate import Fate
from briefgen.delivery.smtp import Limits
from servers import PASSWORD, USER, Faulty, Taken, post_office
from support import Ran
from test_delivery import REACHED, STAGES, UNKNOWN, context_of, until

Run = Callable[..., Ran]
Folder = Path

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

TO = ("ann@example.org", "bob@example.org")
PROFILE = f"""
timezone = "UTC"
sources = [{{ path = "reports" }}]
archive.path = "a.sqlite3"
edition = {{ formats = ["md"], site = false }}
delivery = {{ to = {json.dumps(TO)}, from = "desk@example.org" }}
"""
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
WHEN = ("--as-of", "2026-03-02T07:00Z")


@pytest.fixture
def cli(run: Run) -> Run:
    """The command."""
    return run


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A profile's folder with an edition that waits for two recipients, since there was no way to send it."""
    from briefgen.cli import run

    folder = tmp_path_factory.mktemp("issued")
    (folder / "reports").mkdir()
    (folder / "reports" / "bridge.txt").write_text(
        "Bridge closed\n\nThe council of Harlow Quay closed the old bridge on Monday after a barge struck a pier.\n"
    )
    (folder / "briefgen.toml").write_text(PROFILE)
    assert run(["daily", "-c", str(folder / "briefgen.toml"), *WHEN, "-q"]) == 7
    return folder


@pytest.fixture
def folder(issued: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A copy of its own, in which the test runs."""
    shutil.copytree(issued, tmp_path / "news")
    monkeypatch.chdir(tmp_path / "news")
    return tmp_path / "news"


@pytest.fixture(autouse=True)
def _bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server here answers at once, or never."""
    monkeypatch.setattr(Limits.__init__, "__defaults__", (1.0, 0.25, 0.5, 0.9))
    monkeypatch.setattr(smtp, "_GOODBYE", 0.1)


@pytest.fixture
def daily(cli: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """The day's run, with a mail server at this port."""

    def run(port: int = 0, *more: object) -> Ran:
        if port:
            monkeypatch.setenv("BRIEFGEN_SMTP", f"127.0.0.1:{port}")
        return cli("daily", *WHEN, *more)

    return run


def rows(folder: Folder) -> dict[str, Delivery]:
    with writing(folder / "a.sqlite3", NOW) as archive:
        return {one.recipient: one for one in archive.deliveries()}


def fates(folder: Folder) -> dict[str, str]:
    return {to: row.fate.value for to, row in rows(folder).items()}


def ids(taken: Iterable[Taken]) -> dict[str, set[str]]:
    """The Message-IDs of each recipient's mails."""
    found: dict[str, set[str]] = {}
    for one in taken:
        found.setdefault(one.recipient, set()).add(str(message_from_bytes(one.data)["Message-ID"]))
    return found


def all_well(folder: Folder, taken: Iterable[Taken]) -> None:
    """No mail twice, no "sent" that no server has, nothing in a server's hands that is to be sent, reasons for all."""
    had = Counter(one.recipient for one in taken)
    assert set(had.values()) <= {1}
    for to, row in rows(folder).items():
        assert had[to] == 1 or row.fate != "sent"
        assert had[to] == 0 or row.fate in {"sent", "unknown", "sending"}
        assert row.fate in {"sent", "sending"} or row.reason


# --- the stages of failure


# Each way of failing once; `test_delivery.py` has more of each, against the outbox in memory.
ONCE = (
    "421 greeting", "stall at greeting", "drop at EHLO", "drop at MAIL", "drop at RCPT", "drop at DATA",
    "drop in the mail", "mailbox busy", "451 after the dot", "no such recipient", "550 after the dot",
    "drop after the dot", "drop after the dot, mail lost", "slow 250", "drop at QUIT",
)  # fmt: skip


@pytest.mark.parametrize("what", ONCE)
def test_an_edition_gets_through_whatever_stage_fails(
    daily: Callable[..., Ran], cli: Run, folder: Folder, what: str
) -> None:
    """A fault, then a server that is well, twice: everybody has it once, but who is refused or in doubt."""
    fault, settings, fate, told = STAGES[what]
    with Faulty(*fault, **settings) as faulty, Faulty() as well:
        first = daily(faulty.port)
        all_well(folder, faulty.taken)
        mended = daily(well.port)
        taken = [*faulty.taken, *well.taken]
        all_well(folder, taken)
        again = daily(well.port)
        assert [*faulty.taken, *well.taken] == taken
    fate = fate or (UNKNOWN if "unknown" in fates(folder).values() else Fate.UNSENT)
    after = {Fate.REFUSED: "refused", Fate.UNKNOWN: "unknown"}.get(fate, "sent")
    assert set(fates(folder).values()) == {after}
    assert first.code == (0 if fate is Fate.SENT else 7)
    if fate is not Fate.SENT:
        assert all(re.search(rf"^briefgen: {to}: .+: .+", first.err, re.MULTILINE) for to in TO)
        assert told in first.err
    held = 7 if fate is Fate.UNKNOWN else 0
    assert (mended.code, again.code, cli("status").code) == (held, held, held)
    assert again.err.count("nobody knows") == (2 if held else 0)
    assert cli("status").out.count("unknown whether it arrived: daily/1 to ") == (2 if held else 0)


def test_nobody_at_the_door_is_told_of_each_recipient(daily: Callable[..., Ran], folder: Folder) -> None:
    with Faulty() as gone:
        port = gone.port
    told = daily(port)
    assert told.code == 7
    assert "ann@example.org: not sent: 127.0.0.1: the connection is refused (connecting)" in told.err
    assert "bob@example.org: not sent: not tried: 127.0.0.1: the connection is refused" in told.err
    assert set(fates(folder).values()) == {"queued"}


def test_one_who_is_refused_costs_the_other_nothing(daily: Callable[..., Ran], folder: Folder) -> None:
    with Faulty("RCPT", "550 no such user", only="ann@example.org") as server:
        told = daily(server.port)
        again = daily(server.port)
        all_well(folder, server.taken)
    assert (told.code, again.code) == (7, 0)
    assert "ann@example.org: refused: 550 no such user (naming the recipient)" in told.err
    assert fates(folder) == {"ann@example.org": "refused", "bob@example.org": "sent"}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("STARTTLS stripped", "offers no STARTTLS"),
        ("a certificate of nobody", "its certificate is refused"),
        ("another password", "user or password refused (535)"),
    ],
)
def test_a_line_that_is_not_safe_gets_no_password_and_no_mail(
    cli: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch, what: str, told: str
) -> None:
    authority = trustme.CA()
    if what == "another password":
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
        monkeypatch.setattr(smtp, "trusted", lambda: trust)
    monkeypatch.setattr(Limits.__init__, "__defaults__", (5.0, 5.0, 10.0, 10.0))
    monkeypatch.setenv("BRIEFGEN_SMTP_USER", USER)
    monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD", "canary" if what == "another password" else PASSWORD)
    tls: ssl.SSLContext | None = None if what == "STARTTLS stripped" else context_of(authority, "localhost")
    with post_office(tls, auth=tls is not None) as post:
        monkeypatch.setenv("BRIEFGEN_SMTP", f"localhost:{post.port}")
        ran = cli("daily", *WHEN)
        assert (post.taken, post.signed_in) == ([], [])
    assert ran.code == 7
    assert told in ran.err
    assert "canary" not in ran.err + ran.out
    assert PASSWORD not in ran.err + ran.out
    assert set(fates(folder).values()) == {"queued"}
    assert all(told in str(row.reason) for row in rows(folder).values())


# --- the run killed


@pytest.fixture
def killed(folder: Folder) -> Iterator[Callable[..., None]]:
    """Begin the day's run in a process of its own, and kill it where it is told."""
    processes: list[subprocess.Popen[bytes]] = []

    def kill(port: int, reached: Callable[[], bool], seconds: float = 0.0) -> None:
        environment = {**os.environ, "BRIEFGEN_SMTP": f"127.0.0.1:{port}"}
        command = [sys.executable, "-m", "briefgen", "daily", *WHEN, "-q"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
        processes.append(process)
        until(reached)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    yield kill
    for process in processes:
        process.kill()
        process.wait(10)


@pytest.mark.parametrize("stage", ["greeting", "RCPT", "dot", "QUIT"])
def test_a_run_killed_at_a_stage_leaves_its_mail_in_doubt_and_no_other(
    daily: Callable[..., Ran], cli: Run, folder: Folder, killed: Callable[..., None], stage: str
) -> None:
    with Faulty(stage, "stall") as faulty, Faulty() as well:
        killed(faulty.port, lambda: REACHED[stage](faulty))
        assert cli("status").code == 7
        told = daily(well.port)
        all_well(folder, [*faulty.taken, *well.taken])
        assert [one.recipient for one in well.taken] == ["bob@example.org"]
    assert told.code == 7
    assert "ann@example.org: may have been sent, nobody knows: the run ended while it was sending" in told.err
    assert fates(folder) == {"ann@example.org": "unknown", "bob@example.org": "sent"}


KILLS = [(what, milliseconds) for what in STAGES for milliseconds in (1, 10, 60, 200)]
# All of them with BRIEFGEN_FAULTS, in some minutes.
TRIED = KILLS if os.environ.get("BRIEFGEN_FAULTS") else random.Random(7).sample(KILLS, 4)


@pytest.mark.parametrize(("what", "milliseconds"), TRIED)
def test_a_run_killed_at_any_time_at_any_stage_sends_nothing_twice(
    daily: Callable[..., Ran], folder: Folder, killed: Callable[..., None], what: str, milliseconds: int
) -> None:
    fault, settings, _, _ = STAGES[what]
    with Faulty(*fault, **settings) as faulty, Faulty() as well:
        killed(faulty.port, lambda: faulty.met > 0, milliseconds / 1000)
        time.sleep(0.1)
        daily(well.port)
        all_well(folder, [*faulty.taken, *well.taken])
        daily(well.port)
        all_well(folder, [*faulty.taken, *well.taken])
    assert set(fates(folder).values()) <= {"sent", "unknown", "refused"}


# --- who decides


@pytest.fixture
def doubtful(daily: Callable[..., Ran]) -> Iterator[Faulty]:
    """A server that has both mails and did not say so."""
    with Faulty("dot", "drop") as server:
        assert daily(server.port).code == 7
        yield server


def test_what_is_resent_by_choice_has_the_same_id(
    daily: Callable[..., Ran], cli: Run, folder: Folder, doubtful: Faulty
) -> None:
    told = cli("outbox", "daily/1", "ann@example.org", "--resend")
    assert told == Ran(0, "daily/1 to ann@example.org: waits; the next `briefgen daily` sends it\n", "")
    with Faulty() as well:
        assert daily(well.port).code == 7
        assert [one.recipient for one in well.taken] == ["ann@example.org"]
        assert ids(well.taken)["ann@example.org"] == ids(doubtful.taken)["ann@example.org"]
    assert fates(folder) == {"ann@example.org": "sent", "bob@example.org": "unknown"}


def test_what_somebody_saw_is_sent(daily: Callable[..., Ran], cli: Run, folder: Folder, doubtful: Faulty) -> None:
    told = cli("outbox", "last", "--sent")
    assert told == Ran(0, "".join(f"daily/1 to {to}: sent\n" for to in TO), "")
    assert (cli("status").code, cli("outbox")) == (0, Ran(0, "", ""))
    with Faulty() as well:
        assert daily(well.port).code == 0
        assert well.taken == []
    assert len(doubtful.taken) == 2
    assert set(fates(folder).values()) == {"sent"}


def test_a_profile_may_choose_to_resend_all(daily: Callable[..., Ran], folder: Folder, doubtful: Faulty) -> None:
    stated = PROFILE.replace('from = "desk@example.org"', 'from = "desk@example.org", on_unknown = "resend"')
    (folder / "briefgen.toml").write_text(stated)
    with Faulty() as well:
        assert daily(well.port).code == 0
        assert ids(well.taken) == ids(doubtful.taken)
        daily(well.port)
        assert len(well.taken) == 2
    assert {row.attempts for row in rows(folder).values()} == {2}


def test_what_was_refused_may_be_tried_again(daily: Callable[..., Ran], cli: Run, folder: Folder) -> None:
    with Faulty("RCPT", "550 no such user") as strict, Faulty() as well:
        daily(strict.port)
        assert "refused: daily/1 to ann@example.org, 1 attempt: 550 no such user" in cli("outbox").out
        assert cli("outbox", "1", "--sent").code == 3
        assert cli("outbox", "1", "Ann <ann@example.org>", "--resend").code == 0
        assert daily(well.port).code == 0
        assert [one.recipient for one in well.taken] == ["ann@example.org"]
    assert fates(folder)["bob@example.org"] == "refused"


def test_the_outbox_is_listed_for_people_and_programs(
    cli: Run,
    folder: Folder,
    doubtful: Faulty,
) -> None:
    listed = cli("outbox")
    assert listed.code == 7
    assert listed.out.splitlines() == [
        *(
            f"unknown whether it arrived: daily/1 to {to}, 1 attempt: "
            "the connection was lost after the mail's end and before the answer"
            for to in TO
        ),
        "to decide: `briefgen outbox EDITION ADDRESS` with --resend, or with --sent where it is there",
    ]
    found = json.loads(cli("outbox", "-f", "json").out)
    assert {one["message_id"] for one in found} == {row.message_id for row in rows(folder).values()}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["daily/1"], 2, "name an edition and --resend or --sent"),
        (["--resend"], 2, "name an edition and --resend or --sent"),
        (["daily/1", "--resend", "--sent"], 2, "choose one"),
        (["daily/7", "--resend"], 2, "no such edition"),
        (["daily/1", "eve@example.org", "--resend"], 2, "no mail to eve@example.org"),
        (["daily/1", "nobody", "--resend"], 2, "is no mail address"),
        (["daily/1", "ann@example.org", "--resend"], 2, "is queued; only what is unknown or refused"),
        (["daily/1", "--resend"], 3, "none of its mails is unknown or refused"),
        (["daily/1", "--sent"], 3, "none of its mails is unknown"),
        (["--archive", "none.sqlite3"], 1, "none.sqlite3"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_told(
    cli: Run, folder: Folder, arguments: list[str], code: int, told: str
) -> None:
    before = fates(folder)
    ran = cli("outbox", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert told in ran.err
    assert fates(folder) == before
    assert not (folder / "none.sqlite3").exists()


# --- a profile that changed, or is not whole


def test_who_was_taken_off_the_profile_gets_nothing_more(daily: Callable[..., Ran], folder: Folder) -> None:
    (folder / "briefgen.toml").write_text(PROFILE.replace('"ann@example.org", ', ""))
    with Faulty() as well:
        told = daily(well.port)
        assert daily(well.port).code == 0
        assert [one.recipient for one in well.taken] == ["bob@example.org"]
    assert told.code == 7
    assert "ann@example.org: refused: is no recipient of the profile any more" in told.err


@pytest.mark.parametrize(
    ("taken_out", "way", "told"),
    [
        ('from = "desk@example.org"', "smtp", "no sender; state from below [delivery], or set BRIEFGEN_MAIL_FROM"),
        ("", "", "no way to send it; state smtp, sendmail or maildir below [delivery]"),
    ],
)
def test_a_profile_that_cannot_send_says_so_of_each_recipient(
    daily: Callable[..., Ran], folder: Folder, taken_out: str, way: str, told: str
) -> None:
    (folder / "briefgen.toml").write_text(PROFILE.replace(f", {taken_out} ", " ") if taken_out else PROFILE)
    with Faulty() as well:
        ran = daily(well.port if way else 0)
        assert (well.taken, well.met) == ([], 0)
    assert ran.code == 7
    assert [f"briefgen: {to}: not sent: {told}" for to in TO] == [
        line for line in ran.err.splitlines() if "example.org" in line
    ]


def test_no_password_is_asked_for_where_nothing_waits(
    daily: Callable[..., Ran], folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Faulty() as well:
        assert daily(well.port).code == 0
        monkeypatch.setenv("BRIEFGEN_SMTP_PASSWORD_COMMAND", f"touch {folder / 'asked'}")
        monkeypatch.setenv("BRIEFGEN_SMTP_USER", USER)
        assert daily(well.port).code == 0
    assert not (folder / "asked").exists()


def test_a_failure_that_would_meet_the_next_edition_too_ends_the_run(
    cli: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password that is refused is said once a run, whatever number of editions waits."""
    (folder / "reports" / "ferry.txt").write_text("Ferry\n\nA free ferry crosses the Tam from Tuesday, Ann Lee said.\n")
    with Faulty("MAIL", "550 who are you") as server:
        monkeypatch.setenv("BRIEFGEN_SMTP", f"127.0.0.1:{server.port}")
        told = cli("daily", "--as-of", "2026-03-03T07:00Z")
        assert (told.code, server.met) == (7, 1)
    with writing(folder / "a.sqlite3", NOW) as archive:
        assert [(one.edition, one.fate.value) for one in archive.deliveries()] == [
            ("daily/1", "queued"), ("daily/1", "queued"), ("daily/2", "queued"), ("daily/2", "queued"),
        ]  # fmt: skip


def test_the_cap_counts_over_editions_and_is_told(cli: Run, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "reports" / "ferry.txt").write_text("Ferry\n\nA free ferry crosses the Tam from Tuesday, Ann Lee said.\n")
    (folder / "briefgen.toml").write_text(PROFILE.replace("from =", "cap = 2, from ="))
    with Faulty() as well:
        monkeypatch.setenv("BRIEFGEN_SMTP", f"127.0.0.1:{well.port}")
        told = cli("daily", "--as-of", "2026-03-03T07:00Z")
        assert len(well.taken) == 2
    assert told.code == 7
    assert told.err.count("not sent: beyond 2 mails a run") == 2


def test_a_format_that_is_no_file_of_the_edition_is_attached_all_the_same(
    daily: Callable[..., Ran], folder: Folder
) -> None:
    """The edition has Markdown; the JSON is always there, and a PDF is made for the mail."""
    (folder / "briefgen.toml").write_text(PROFILE.replace("from =", 'attach = ["pdf", "md", "json"], from ='))
    with Faulty() as well:
        assert daily(well.port).code == 0
        parts = [part for part in message_from_bytes(well.taken[0].data).walk() if part.get_filename()]
    assert [part.get_filename() for part in parts] == [f"daily-2026-03-02.{form}" for form in ("pdf", "md", "json")]
    for part in parts[1:]:
        assert part.get_payload(decode=True) == (folder / "output" / str(part.get_filename())).read_bytes()
    assert bytes(parts[0].get_payload(decode=True)).startswith(b"%PDF")


def test_an_attachment_that_cannot_be_made_costs_a_line_and_no_mail(
    daily: Callable[..., Ran], folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefgen.errors import MissingPart
    from briefgen.renderers import RENDERERS

    def missing(*_: Any) -> bytes:
        raise MissingPart("the PDF needs Pango")

    monkeypatch.setitem(RENDERERS, "pdf", missing)
    (folder / "briefgen.toml").write_text(PROFILE.replace("from =", 'attach = ["pdf"], from ='))
    with Faulty() as well:
        told = daily(well.port)
        assert len(well.taken) == 2
    assert told.code == 5
    assert "daily/1: not attached: the PDF needs Pango" in told.err
