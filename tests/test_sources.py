"""The sources of a daily edition: what is read of each, what is left out, and that nobody's mail is touched."""

from __future__ import annotations

import mailbox
import os
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.errors import UsageError
from briefgen.model import Skipped
from briefgen.profile import Profile, profile_from
from briefgen.readers import mailbox as boxes
from briefgen.sources import Collected, collect
from briefgen.terms import about
from sites import NOT_FOUND, Site, ok
from support import AS_OF, SEEDS, cases

BRIDGE = "Old bridge closed\n\nThe city council voted on Tuesday to close the old bridge for nine months."
FERRY = "Ferries begin\n\nThe harbour board said that ferries will carry 900 cars a day from June."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A profile's folder with two reports in it."""
    folder = tmp_path / "news"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "bridge.txt").write_text(BRIDGE)
    (folder / "reports" / "ferry.txt").write_text(FERRY)
    return folder


def collected(folder: Path, text: str, **wishes: Any) -> Collected:
    return collect(profile_from(text, folder / "briefgen.toml"), **wishes)


def places(reports: Collected) -> list[str]:
    return [report.source.location for report in reports]


def a_mail(subject: str, body: str, sender: str = "Harbour Gazette <desk@gazette.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = subject, sender, "Tue, 20 Jan 2026 07:00:00 +0000"
    mail["Message-ID"] = "<1@gazette.example>"
    mail.set_content(body)
    return mail


def test_places_are_told_from_the_folder_of_the_profile(news: Path) -> None:
    reports = collected(news, '[[sources]]\npath = "reports"')
    assert places(reports) == ["reports/bridge.txt", "reports/ferry.txt"]
    assert reports.skipped == ()


@pytest.mark.parametrize("name", ["n [1]", "n*", "n?"])
def test_a_glob_is_one_below_a_folder_named_like_one(news: Path, name: str) -> None:
    news = news.rename(news.with_name(name))
    assert places(collected(news, '[[sources]]\npath = "reports/b*.txt"')) == ["reports/bridge.txt"]
    gone = collected(news, '[[sources]]\npath = "reports/x*.txt"')
    assert [one.location for one in gone.skipped] == ["reports/x*.txt"]


def test_what_the_profile_states_goes_before_what_a_report_states(news: Path) -> None:
    (news / "reports" / "bridge.txt").write_text(
        f"---\noutlet: Their Own\nlang: fr\n---\n\n# Old bridge closed\n\n{BRIDGE}"
    )
    text = '[[sources]]\npath = "reports/bridge.txt"\noutlet = "Harbour Gazette"\nlanguage = "en"'
    (report,) = collected(news, text)
    told = dict(report.reading.came_from)
    assert (report.outlet, report.language) == ("Harbour Gazette", "en")
    assert (told["outlet"], told["language"]) == ("briefgen.toml", "briefgen.toml")
    (plain,) = collected(news, '[[sources]]\npath = "reports/bridge.txt"')
    assert (plain.outlet, dict(plain.reading.came_from)["outlet"]) == ("Their Own", "its front matter")


def test_a_map_says_how_a_table_calls_its_fields(news: Path) -> None:
    (news / "week.csv").write_text(f'HEAD,BODY\nBridge,"{BRIDGE.splitlines()[2]}"\nFerry,"{FERRY.splitlines()[2]}"\n')
    reports = collected(news, '[[sources]]\npath = "week.csv"\nmap = { title = "HEAD", text = "BODY" }')
    assert ([report.title for report in reports], reports.skipped) == (["Bridge", "Ferry"], ())


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('path = "none"', "none: cannot be read (No such file or directory); check the path and its permissions"),
        ('mbox = "none"', "none: cannot be read (No such file or directory); check the path and its permissions"),
        ('maildir = "none"', "none: no Maildir: it has neither new nor cur in it; check the path"),
        ('mbox = "empty"', 'empty: no message in it: no line "From", a sender and a date, with headers below it'),
        ('path = "folder"', "folder: the folder holds no files; name files or another folder"),
        (
            'maildir = "mail"',
            "mail: nothing in it that no source before it has; check it, or take it out of the profile",
        ),
        (
            'path = "reports/bridge.txt"',
            "reports/bridge.txt: nothing in it that no source before it has; check it, or take it out of the profile",
        ),
    ],
)
def test_a_source_that_gives_nothing_costs_one_line(news: Path, stated: str, told: str) -> None:
    (news / "folder").mkdir()
    (news / "mail" / "new").mkdir(parents=True)
    (news / "empty").touch()
    reports = collected(news, f'[[sources]]\npath = "reports"\n[[sources]]\n{stated}')
    assert places(reports) == ["reports/bridge.txt", "reports/ferry.txt"]
    assert [f"{one.location}: {one.reason}" for one in reports.skipped] == [told]
    assert [count for _, count in reports.gave] == [2, 0]


def test_an_address_is_not_asked_where_the_network_is_off(news: Path) -> None:
    text = '[network]\noff = true\n[[sources]]\npath = "reports"\n[[sources]]\nurl = "https://news.example/feed.xml"'
    reports = collected(news, text)
    assert (len(reports), [one.location for one in reports.skipped]) == (2, ["https://news.example/feed.xml"])


def test_a_feed_is_asked_where_the_profile_allows_it(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(news / "cache"))
    item = f"<title>Old bridge closed</title><description>{BRIDGE[19:]}</description>"
    feed = f"<rss><channel><item>{item}</item></channel></rss>"
    site = Site({"/feed": ok(feed.encode(), Content_Type="application/rss+xml"), "/robots.txt": NOT_FOUND})
    host = site.url.removeprefix("http://").rstrip("/")
    text = f'[[sources]]\nurl = "http://{host}/feed"\noutlet = "Gazette"\n[network]\nallow_private = ["{host}"]'
    try:
        (report,) = collected(news, text)
    finally:
        site.close()
    assert (report.title, report.outlet) == ("Old bridge closed", "Gazette")


def test_a_file_that_two_sources_name_belongs_to_the_first(news: Path) -> None:
    first, second = 'path = "reports/bridge.txt"\noutlet = "Gazette"', 'path = "./reports"\noutlet = "Other"'
    reports = collected(news, f"[[sources]]\n{first}\n[[sources]]\n{second}")
    assert [(one.source.location, one.outlet) for one in reports] == [
        ("reports/bridge.txt", "Gazette"),
        ("reports/ferry.txt", "Other"),
    ]


def test_a_report_that_comes_by_two_sources_is_one(news: Path) -> None:
    box = mailbox.mbox(news / "box")
    box.add(a_mail(*BRIDGE.split("\n\n")))
    box.close()
    reports = collected(news, '[[sources]]\npath = "reports"\n[[sources]]\nmbox = "box"')
    assert places(reports) == ["box#1", "reports/bridge.txt", "reports/ferry.txt"]
    ledger = briefgen.brief(reports, as_of=AS_OF).ledger
    assert (ledger.offered, ledger.read, ledger.duplicate, ledger.rejected) == (3, 2, 1, 0)


def test_the_order_of_the_sources_changes_nothing(news: Path) -> None:
    """But for files that two of them name."""
    box = mailbox.Maildir(news / "mail")
    box.add(a_mail("Third", "A third report says that nobody was hurt at the bridge."))
    parts = [
        '[[sources]]\npath = "reports/f*"\n',
        '[[sources]]\nmaildir = "mail"\n',
        '[[sources]]\npath = "reports/b*"\n',
    ]
    assert collected(news, "".join(parts)) == collected(news, "".join(reversed(parts)))


def test_each_source_is_told_before_it_is_read(news: Path) -> None:
    heard: list[str] = []
    collected(news, '[[sources]]\npath = "reports"\n[[sources]]\npath = "none"', told=heard.append)
    assert heard == ["reports", "none"]


def test_a_profile_without_sources_is_told() -> None:
    with pytest.raises(UsageError, match=r"^briefgen.toml: no sources; add \[\[sources\]\]"):
        collect(Profile())


def test_the_seeds_come_as_they_do_without_a_profile() -> None:
    reports = collect(profile_from('[[sources]]\npath = "seeds"', SEEDS.parent / "briefgen.toml"))
    assert [one.id for one in reports] == [one.id for one in briefgen.read([str(SEEDS)])]


# --- mail


def _state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with the time it was written and what it holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_the_mails_of_a_maildir_are_read_and_neither_moved_nor_marked(news: Path) -> None:
    box = mailbox.Maildir(news / "mail")
    fresh = box.add(a_mail("Bridge", "The old bridge will be closed for nine months, the council said."))
    seen = mailbox.MaildirMessage(a_mail("Ferry", "Ferries will carry 900 cars a day, the harbour board said."))
    seen.set_subdir("cur")
    seen.add_flag("S")
    read = box.add(seen)
    (news / "mail" / "tmp" / "half").write_text("Subject: half\n")
    (news / "mail" / "new" / ".hidden").write_text("Subject: hidden\n")
    os.mkfifo(news / "mail" / "new" / "pipe")
    before = _state(news / "mail")
    reports = collected(news, '[[sources]]\nmaildir = "mail"')
    assert _state(news / "mail") == before
    titles = {one.source.location: one.title for one in reports}
    assert (titles, reports.skipped) == ({f"mail#{fresh}": "Bridge", f"mail#{read}": "Ferry"}, ())
    assert {one.outlet for one in reports} == {"Harbour Gazette"}


def test_a_mail_that_somebody_reads_meanwhile_is_the_same(news: Path) -> None:
    box = mailbox.Maildir(news / "mail")
    name = box.add(a_mail("Bridge", "The old bridge will be closed for nine months, the council said."))
    before = collected(news, '[[sources]]\nmaildir = "mail"')
    (news / "mail" / "new" / name).rename(news / "mail" / "cur" / f"{name}:2,RS")
    assert collected(news, '[[sources]]\nmaildir = "mail"') == before


def test_a_broken_mail_costs_one_line(news: Path) -> None:
    box = mailbox.Maildir(news / "mail")
    box.add(a_mail("Bridge", "The old bridge will be closed for nine months, the council said."))
    (news / "mail" / "new" / "2.x.y").write_bytes(b"")
    reports = collected(news, '[[sources]]\nmaildir = "mail"')
    assert len(reports) == 1
    assert reports.skipped == (Skipped("mail#2.x.y", "holds no text; nothing to read"),)


def test_what_is_attached_to_a_mail_is_a_report_too(news: Path) -> None:
    mail = a_mail("Bridge", "The old bridge will be closed for nine months, the council said.")
    mail.add_attachment(FERRY, filename="ferry.txt")
    box = mailbox.mbox(news / "box")
    box.add(mail)
    box.close()
    assert places(collected(news, '[[sources]]\nmbox = "box"')) == ["box#1", "box#1!ferry.txt"]


def test_a_mailbox_file_is_not_written_to(news: Path) -> None:
    box = mailbox.mbox(news / "box")
    for number in range(3):
        box.add(a_mail(f"Report {number}", f"From the bridge\n\nFrom now on it is closed for {number + 2} months."))
    box.close()
    before = _state(news)
    reports = collected(news, '[[sources]]\nmbox = "box"')
    assert _state(news) == before
    assert [one.title for one in reports] == ["Report 0", "Report 1", "Report 2"]
    assert all("\nFrom now on it is closed" in one.text for one in reports)


def test_a_mailbox_file_may_be_larger_than_an_input(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its messages are read one by one; one that is too large costs a line."""
    monkeypatch.setattr(boxes, "LIMIT", 2_000)
    box = mailbox.mbox(news / "box")
    for number, length in enumerate([1, 100, 2]):
        box.add(a_mail(f"Report {number}", "The bridge is closed for nine months, the council said.\n" * length))
    box.close()
    reports = collected(news, '[[sources]]\nmbox = "box"')
    assert [one.title for one in reports] == ["Report 0", "Report 2"]
    assert [one.location for one in reports.skipped] == ["box#2"]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "From me to you", "A: b", ">From x", "From a@b Mon Jan  1 00:00:00 2026", "text"])
        ),
        min_size=1,
        max_size=4,
    )
)
def test_messages_are_split_where_the_standard_library_splits_them(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("box") / "box"
    box = mailbox.mbox(path)
    for lines in bodies:
        box.add(f"Subject: x\n\n{chr(10).join(lines)}\n".encode())
    box.close()
    found = [offer.data() for offer in boxes.in_file(path)]
    assert len(found) == len(bodies)
    assert all(data.startswith(b"Subject: x\n") for data in found)


# --- what is left out


@pytest.mark.parametrize("case", cases("muted"))
def test_a_report_is_muted_by_whole_words(case: dict[str, Any]) -> None:
    report = briefgen.report(case["text"], title=case.get("title"))
    assert about(case["terms"], report) is case["muted"]


def test_muted_reports_are_counted_and_not_lost(news: Path) -> None:
    reports = collected(news, '[edition]\nmute = ["harbour board"]\n[[sources]]\npath = "reports"')
    assert places(reports) == ["reports/bridge.txt"]
    assert [one.source.location for one in reports.muted] == ["reports/ferry.txt"]
    assert reports.gave == (("reports", 2),)
