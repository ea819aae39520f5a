"""Pages, feeds, mails and records become reports: what is kept, what is dropped, what is said of the rest."""

from __future__ import annotations

import base64
import json
import quopri
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.errors import ReadError
from briefgen.model import Report, Role, Skipped
from briefgen.readers.byline import stated
from briefgen.readers.dates import stated_date
from briefgen.readers.draft import Content, Member
from briefgen.readers.formats import FORMATS, READERS, Outcome, kind_of_content, read_content
from briefgen.text.clean import clean
from support import Ran, cases

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April, the council said."
THIRD = "Ferries will carry 900 cars a day until the bearings are replaced, the harbour master told reporters."
PROSE = [FIRST, SECOND, THIRD]
MORE = [
    f"Bearing number {n} will be lifted out by crane in week {n} of the works, the engineers said." for n in range(20)
]


def all_of(content: str | bytes, name: str = "input", **said: Any) -> list[Outcome]:
    data = content if isinstance(content, bytes) else content.encode()
    return read_content(Content(data, name, **said), now=NOW)


def reports(content: str | bytes, name: str = "input", **said: Any) -> list[Report]:
    return [one for one in all_of(content, name, **said) if isinstance(one, Report)]


def told(content: str | bytes, name: str = "input", **said: Any) -> list[tuple[str, str]]:
    return [(one.location, one.reason) for one in all_of(content, name, **said) if isinstance(one, Skipped)]


def the_report(content: str | bytes, name: str = "input", **said: Any) -> Report:
    [report] = reports(content, name, **said)
    return report


def bodies(report: Report) -> list[str]:
    return list(report.of_role(Role.BODY))


def page(body: str = "", head: str = "", prose: list[str] = PROSE) -> str:
    article = "".join(f"<p>{text}</p>" for text in prose)
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><article>{body}{article}</article></body></html>"


# --- kinds

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Courier</title><language>en</language>
<item><title>Old bridge closes</title><link>https://quay.example/bridge?utm_source=rss</link>
<description>{FIRST}</description><pubDate>Tue, 03 Mar 2026 07:00:00 +0100</pubDate></item></channel></rss>"""
SENT = "From: Quay Courier <news@quay.example>\nDate: Tue, 3 Mar 2026 07:00:00 +0100\nSubject: Re: Bridge\n"
MAIL = f"{SENT}\n{FIRST}\n{SECOND}\n"
RECORD = json.dumps({"title": "Bridge", "text": FIRST})
KINDS = {
    "page": (page(), "x", "html"),
    "page-behind-a-comment": (f"<!-- saved -->\n<html><body><p>{FIRST}", "x.txt", "html"),
    "page-with-a-declaration": (f'<?xml version="1.0"?>\n{page()}', "x", "html"),
    "a-piece-of-a-page": (f"<div><p>{FIRST}</p><p>{SECOND}</p></div>", "x", "html"),
    "wide-page": (page().encode("utf-16"), "x", "html"),
    "feed": (RSS, "x.html", "feed"),
    "feed-with-a-stylesheet": (RSS.replace("?>", '?><?xml-stylesheet href="a.css"?><!-- a -->', 1), "x", "feed"),
    "atom": ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "x", "feed"),
    "mail": (MAIL, "x", "mail"),
    "mail-by-its-name": ("Subject: Bridge\n\n" + FIRST, "x.eml", "mail"),
    "mailbox": ("From a@b.example Tue Mar  3 07:00:00 2026\n" + MAIL, "x", "mbox"),
    "record": (RECORD, "x", "json"),
    "lines": (f"{RECORD}\n{RECORD}\n", "x.txt", "json"),
    "table": (f'title,text\nBridge,"{FIRST}"\n', "x", "table"),
    "table-with-tabs": (f"headline\tbody\nBridge\t{FIRST}\n", "x", "table"),
    "text": (FIRST, "x.html", "text"),
    "text-with-a-bracket": (f"[Update] {FIRST}", "x", "text"),
    "text-that-lists": (f"Title, text and more\n\n{FIRST}", "x", "text"),
    "text-that-tells-of-a-tag": (f"{FIRST} The <b> tag is bold.", "x", "text"),
    "markdown": (f"# Bridge\n\n{FIRST}", "x", "markdown"),
    "markdown-with-tags": (f"<div align=center>x</div>\n\n# Bridge\n\n{FIRST}", "x.md", "markdown"),
}


@pytest.mark.parametrize(("content", "name", "kind"), KINDS.values(), ids=KINDS.keys())
def test_a_kind_is_told_by_what_the_input_holds(content: str | bytes, name: str, kind: str) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    assert kind_of_content(Content(data, name)).name == kind


def test_a_format_is_read_by_one_reader_and_imports_nothing_until_then() -> None:
    assert READERS.keys() == {one.kind for one in FORMATS} | {"text", "markdown"}
    code = "import sys, briefgen.cli; print({'lxml', 'trafilatura', 'feedparser'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


# --- pages


def test_a_page_gives_its_article_and_what_it_states() -> None:
    head = """<title>Old bridge closes | Quay Courier</title><meta property=og:site_name content="Quay Courier">
    <link rel=canonical href="https://quay.example/bridge#top"><script type="application/ld+json">
    {"@graph": [{"@type": "NewsArticle", "headline": "Old bridge closes", "datePublished": "2026-03-03T07:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ruiz"}]}]}</script>"""
    report = the_report(page("<h1>Old bridge closes</h1><h2>What next?</h2>", head))
    assert (report.title, report.outlet, report.author) == ("Old bridge closes", "Quay Courier", "Ann Lee, Bo Ruiz")
    assert report.published == datetime.fromisoformat("2026-03-03T07:00:00+01:00")
    assert (report.url, report.language) == ("https://quay.example/bridge", "en")
    assert bodies(report) == PROSE
    assert list(report.of_role(Role.HEADING)) == ["What next?"]
    came_from = dict(report.reading.came_from)
    assert came_from["title"] == "<h1>"
    assert came_from["published"] == "JSON-LD datePublished"
    assert came_from["url"] == "link canonical"


HIDDEN = {
    "display": '<p style="color:red; display : none">',
    "visibility": '<p style="visibility:hidden">',
    "font": '<p style="font-size:0px">',
    "opacity": '<p style="opacity:0;">',
    "attribute": "<p hidden>",
    "aria": '<p aria-hidden="true">',
    "outlook": '<p style="mso-hide:all">',
    "script": "<script>",
    "style": "<style>",
    "template": "<template><p>",
    "noscript": "<noscript><p>",
    "caption": "<figure><figcaption>",
    "form": "<form><button>",
}


@pytest.mark.parametrize("tag", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_a_page_does_not_show_is_not_kept(tag: str) -> None:
    secret = "Nobody sees this sentence, which says that the mayor has resigned from all offices."
    close = "".join(f"</{name.split()[0]}>" for name in reversed(tag.strip("<>").split("><")))
    report = the_report(page().replace("</article>", f"{tag}{secret}{close}<p>{MORE[0]}</p></article>"))
    assert "Nobody sees" not in report.text
    assert bodies(report) == [*PROSE, MORE[0]]


def test_a_page_hidden_behind_an_open_dialogue_is_kept() -> None:
    html = page(prose=[*PROSE, *MORE]).replace("<article>", "<div aria-hidden=true><article>")
    assert bodies(the_report(html + "<dialog>Accept all cookies?</dialog>")) == [*PROSE, *MORE]


def test_small_print_is_shown() -> None:
    html = page().replace("<p>", '<p style="font-size:0.9em">')
    assert bodies(the_report(html)) == PROSE


@pytest.mark.parametrize("depth", [100, 255, 300, 1000, 5000])
@pytest.mark.parametrize("tag", ["div", "b", "section", "my-part", "x", "blockquote"])
def test_no_text_is_lost_to_depth(tag: str, depth: int) -> None:
    prose = "".join(f"<p>{text}</p>" for text in PROSE)
    html = f"<html><body>{f'<{tag}>' * depth}{prose}{f'</{tag}>' * depth}<p>{MORE[0]}</p>"
    assert {*PROSE, MORE[0]} <= set(the_report(html).text.split("\n"))


def test_no_text_is_lost_to_length() -> None:
    size = 10_500_000
    text = f"{FIRST} " * (size // len(FIRST))
    assert len(the_report(page(prose=[text, SECOND])).text) > 0.99 * size


BOMBS = {
    "nested": "<div>" * 200_000 + FIRST,
    "tables": "<table><tr><td>" * 3000 + FIRST,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{FIRST}",
    "separators": f"<title>{'a | ' * 200_000}</title><body><h1>{'b - ' * 100_000}</h1><p>{FIRST}",
    "open-tags": "<p " * 500_000 + f"><p>{FIRST}",
    "references": "&#" * 500_000 + f"<p>{FIRST}",
    "data": f'<script type="application/ld+json">{"[" * 100_000}</script><p>{FIRST}',
    "hidden": "<p hidden>x" * 20_000 + f"<p>{FIRST}",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_of_a_page_ends_in_time(bomb: str) -> None:
    start = time.process_time()
    all_of(f"<html><body>{bomb}")
    assert time.process_time() - start < 10


CHARSETS = {
    "header": ({"charset": "iso-8859-2"}, "", "iso-8859-2"),
    "meta": ({}, "<meta charset=iso-8859-2>", "iso-8859-2"),
    "long-meta": ({}, '<meta http-equiv=Content-Type content="text/html; charset=windows-1250">', "cp1250"),
    "utf-8-in-spite-of-its-meta": ({}, "<meta charset=iso-8859-1>", "utf-8"),
    "utf-8-in-spite-of-the-header": ({"charset": "iso-8859-1"}, "", "utf-8"),
    "a-mark": ({}, "<meta charset=iso-8859-1>", "utf-8-sig"),
    "wide": ({}, "<meta charset=utf-16>", "utf-16"),
    "unknown": ({"charset": "nosuch"}, "<meta charset=rot13>", "utf-8"),
}


@pytest.mark.parametrize(("said", "meta", "encoding"), CHARSETS.values(), ids=CHARSETS.keys())
def test_a_page_is_read_in_its_own_encoding(said: dict[str, str], meta: str, encoding: str) -> None:
    czech = "Most přes řeku bude uzavřen na devět měsíců, oznámilo v úterý město Hradiště po prohlídce ložisek."
    html = page(head=meta, prose=[czech, czech.replace("devět", "pět"), czech.replace("devět", "šest")])
    assert czech in the_report(html.encode(encoding), **said).text


def test_a_page_of_which_little_is_taken_says_so() -> None:
    links = "".join(f"<li><a href=x>{text}</a></li>" for text in MORE * 3)
    report = the_report(page().replace("</body>", f"<footer><ul>{links}</ul></footer></body>"))
    assert bodies(report) == PROSE
    assert report.reading.kept is not None
    assert report.reading.kept < 0.1
    assert [note for note in report.reading.notes if note.startswith("only ")]


TITLES = {
    "site-behind": ("Bridge closes for months - Quay Courier", "Bridge closes for months"),
    "site-before": ("Quay Courier: Bridge closes for months", "Bridge closes for months"),
    "its-own-dash": (
        "Bridge closes - and stays shut for months | Quay Courier",
        "Bridge closes - and stays shut for months",
    ),
    "alone": ("Bridge closes for months", "Bridge closes for months"),
    "entities": ("Bridge &amp; pier close &lt;today&gt;", "Bridge & pier close <today>"),
}


@pytest.mark.parametrize(("title", "expected"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_without_the_name_of_its_site(title: str, expected: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="Quay Courier">'
    assert the_report(page(head=head)).title == expected


def test_a_heading_that_is_no_title_is_outvoted() -> None:
    head = '<title>Bridge closes for months - Q</title><meta property="og:title" content="Bridge closes for months">'
    assert the_report(page("<h1>Quay Courier</h1>", head)).title == "Bridge closes for months"


DATES = {
    "2026-03-03T07:00:00+01:00": datetime.fromisoformat("2026-03-03T07:00:00+01:00"),
    "2026-03-03T07:00:00.123Z": datetime(2026, 3, 3, 7, tzinfo=UTC),
    "2026-03-03 07:00": date(2026, 3, 3),
    "20260303": date(2026, 3, 3),
    "March 3, 2026": date(2026, 3, 3),
    "3. März 2026": date(2026, 3, 3),
    "le 3 mars 2026": date(2026, 3, 3),
    "Tue, 3 Mar 2026 07:00:00 GMT": datetime(2026, 3, 3, 7, tzinfo=UTC),
    "1772521200": datetime(2026, 3, 3, 7, tzinfo=UTC),
    "0001-01-01T00:00:00Z": None,
    "1970-01-01T00:00:00Z": None,
    "2099-01-01": None,
    "9999-99-99": None,
    "2026-02-30": None,
    "soon": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=DATES.keys())
def test_a_date_is_aware_or_a_day_or_not_stated(text: str, expected: datetime | date | None) -> None:
    assert the_report(json.dumps({"text": FIRST, "date": text})).published == expected


@given(st.text(max_size=60))
def test_any_text_can_be_asked_for_its_date(text: str) -> None:
    found = stated_date(text)
    assert found is None or not isinstance(found, datetime) or found.utcoffset() is not None


# --- feeds


def feed(*items: str, about: str = "<title>Quay Courier</title>") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{about}{inside}</channel></rss>'


def test_an_entry_is_a_report() -> None:
    report = the_report(RSS, "feed.xml")
    assert (report.source.location, report.source.kind) == ("feed.xml#1", "feed")
    assert (report.title, report.outlet) == ("Old bridge closes", "Quay Courier")
    assert report.published == datetime.fromisoformat("2026-03-03T07:00:00+01:00")
    assert report.url == "https://quay.example/bridge?utm_source=rss"
    assert bodies(report) == [FIRST]
    assert report.reading.teaser


def test_full_content_comes_before_the_summary_and_is_no_teaser() -> None:
    full = "".join(f"<p>{text}</p>" for text in [*PROSE, *MORE])
    whole = f"<content:encoded><![CDATA[{full}<script>x()</script>]]></content:encoded>"
    item = f"<title>Bridge</title><description>{FIRST}</description>{whole}"
    report = the_report(feed(item))
    assert bodies(report) == [*PROSE, *MORE]
    assert not report.reading.teaser


def test_an_atom_entry_in_xhtml_is_read() -> None:
    inside = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p></div>'
    entry = f'<entry><title type="html">Old &amp;amp; new</title><content type="xhtml">{inside}</content></entry>'
    report = the_report(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title>{entry}</feed>')
    assert (report.title, bodies(report)) == ("Old & new", [FIRST, SECOND])


def test_an_invitation_to_read_on_is_no_text() -> None:
    teaser = f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;Continue reading...&lt;/p&gt;"
    report = the_report(feed(f"<title>Bridge</title><description>{teaser}</description>"))
    assert report.text == f"Bridge\n{FIRST}"
    assert report.reading.teaser


def test_an_empty_entry_costs_one_line() -> None:
    content = feed("<title>Bridge</title>", "<link>https://quay.example/</link>")
    assert [one.title for one in reports(content, "f")] == ["Bridge"]
    assert told(content, "f") == [("f#2", "holds no text; nothing to read")]


def test_a_long_feed_is_read_to_its_limit_and_the_rest_counted() -> None:
    content = feed(*(f"<title>Entry number {n}</title>" for n in range(1200)))
    assert len(reports(content, "f")) == 1000
    assert told(content, "f") == [("f#1200", "200 more entries are not read; the limit is 1,000 for a feed")]


def test_no_entity_brings_a_file_in(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the canary sings")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    content = feed(f"<title>Bridge &x;</title><description>{FIRST} &x;</description>").replace("?>", f"?>{entity}", 1)
    assert "canary" not in "".join(one.text for one in reports(content))


def test_entities_that_multiply_end_in_time() -> None:
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    content = feed(f"<title>&a9;</title><description>{FIRST}</description>").replace(
        "?>", f'?><!DOCTYPE rss [<!ENTITY a0 "ha">{steps}]>', 1
    )
    start = time.process_time()
    assert sum(len(one.text) for one in reports(content)) < 1_000_000
    assert time.process_time() - start < 5


# --- mails


def mail(body: str, headers: str = "", kind: str = "text/plain; charset=utf-8") -> str:
    return f"{SENT}{headers}Content-Type: {kind}\n\n{body}"


def test_a_mail_is_a_report() -> None:
    report = the_report(mail(f"{FIRST} {SECOND}\n\n{THIRD}\n"))
    assert (report.title, report.outlet) == ("Bridge", "Quay Courier")
    assert report.published == datetime.fromisoformat("2026-03-03T07:00:00+01:00")
    assert bodies(report) == [f"{FIRST} {SECOND}", THIRD]


FURNITURE = {
    "quoted": f"On Monday Ann wrote:\n> {SECOND}\n> {THIRD}",
    "quoted-in-german": f"Am 2. März 2026 schrieb Ann Lee:\n> {SECOND}",
    "original": f"-----Original Message-----\nFrom: Ann\n\n{SECOND}",
    "signature": "-- \nAnn Lee\nHarbour office",
    "footer": "To unsubscribe from this list, click here: https://quay.example/u",
    "footer-in-french": "Pour vous désinscrire, cliquez ici.",
}


@pytest.mark.parametrize("aside", FURNITURE.values(), ids=FURNITURE.keys())
def test_what_a_mail_quotes_and_its_footer_are_furniture(aside: str) -> None:
    report = the_report(mail(f"{FIRST}\n\n{MORE[0]}\n\n{MORE[1]}\n\n{aside}\n"))
    assert bodies(report) == [FIRST, MORE[0], MORE[1]]
    assert set(aside.split("\n")[-1].strip("> ").split()) <= set(" ".join(report.of_role(Role.FURNITURE)).split())


def test_a_mail_that_only_quotes_is_read() -> None:
    assert bodies(the_report(mail(f"> {FIRST} {SECOND}\n>\n> {THIRD}\n"))) == [f"{FIRST} {SECOND}", THIRD]


def alternative(plain: str, html: str) -> str:
    head = "--q\nContent-Type: text/{}; charset=utf-8\n\n".format
    parts = f"{head('plain')}{plain}\n{head('html')}{html}\n--q--\n"
    return mail(parts, kind="multipart/alternative; boundary=q")


def test_of_two_parts_the_one_with_the_text_is_read() -> None:
    html = "".join(f"<p>{text}</p>" for text in PROSE)
    assert bodies(the_report(alternative("Your mail program shows no HTML.", html))) == PROSE
    assert bodies(the_report(alternative("\n\n".join(PROSE), "<img src=x><p>Read it online.</p>"))) == PROSE
    assert bodies(the_report(alternative("\n\n".join(PROSE), html))) == PROSE


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_encodings_of_parts_are_undone(encoding: str) -> None:
    text = f"{FIRST} Die Brücke – „zu“.".encode("cp1252")
    coded = (base64.encodebytes(text) if encoding == "base64" else quopri.encodestring(text)).decode()
    report = the_report(mail(coded, f"Content-Transfer-Encoding: {encoding}\n", "text/plain; charset=windows-1252"))
    assert "Die Brücke – „zu“." in report.text


def test_an_attached_document_is_read_and_a_picture_is_not() -> None:
    parts = f"""--q\nContent-Type: text/plain\n\n{FIRST}
--q\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="report.pdf"
Content-Transfer-Encoding: base64\n\neCB5
--q\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="a.DOCX"\n\nz
--q\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="a.exe"\n\nz
--q\nContent-Type: message/rfc822\nContent-Disposition: attachment\n
Subject: Inner\nContent-Type: multipart/mixed; boundary=r\n
--r\nContent-Type: application/pdf\n\nin\n--r--\n
--q\nContent-Type: image/png\nContent-Disposition: attachment; filename="logo.png"\n\nx\n--q--\n"""
    content = mail(parts, kind="multipart/mixed; boundary=q")
    assert bodies(the_report(content)) == [FIRST]
    pdf, word, inner = (one for one in all_of(content, "m.eml") if isinstance(one, Member))
    assert pdf == Member("report.pdf", b"x y")
    assert word == Member("a.DOCX", b"z")
    assert inner.name == "attachment"
    assert inner.data.startswith(b"Subject: Inner\n")


def test_what_is_attached_to_a_mail_is_a_report_of_its_own(tmp_path: Path) -> None:
    page = base64.encodebytes(f"<html><body><p>{SECOND}</p></body></html>".encode()).decode()
    parts = f"""--q\nContent-Type: text/plain\n\n{FIRST}
--q\nContent-Type: text/html\nContent-Transfer-Encoding: base64
Content-Disposition: attachment; filename="page.html"\n\n{page}\n--q--\n"""
    (tmp_path / "m.eml").write_text(mail(parts, kind="multipart/mixed; boundary=q"))
    found = briefgen.read([str(tmp_path)])
    assert [Path(one.source.location).name for one in found] == ["m.eml", "m.eml!page.html"]
    assert found[1].text == SECOND


def test_mails_in_mails_end(tmp_path: Path) -> None:
    inner = FIRST
    for depth in range(9):
        head, start, end = f"multipart/mixed; boundary=q{depth}", f"--q{depth}", f"--q{depth}--"
        part = f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}"
        inner = f"Subject: x\nMIME-Version: 1.0\nContent-Type: {head}\n\n{start}\n{part}\n{end}\n"
    (tmp_path / "m.eml").write_text(inner)
    [one] = briefgen.read([str(tmp_path)]).skipped[-1:]
    assert one.reason == "packed and attached more than 5 deep; unpack it first"


EVIL = {
    "encoded-subject": "Subject: " + "=?utf-8?q?a?= " * 20_000,
    "folded-subject": "Subject:\n" + " =?utf-8?q?a?=\n" * 20_000 + "X-A: b",
    "parameters": "Content-Type: text/plain" + "".join(f"; a{n}=b" for n in range(10_000)),
    "brackets": "From: " + "(" * 7000,
    "unknown-charset": "Subject: =?nosuch?b?AAAA?= x\nContent-Type: text/plain; charset=nosuch",
    "no-charset-at-all": 'Content-Type: text/plain; charset="=?x?q?y?="',
    "a-date-that-is-none": "Date: Thu, 99 Foo 0000 99:99:99 +9999",
    "many": "X-A: b\n" * 100_000 + "X-B: c",
}


@pytest.mark.parametrize("headers", EVIL.values(), ids=EVIL.keys())
def test_evil_headers_cost_little_and_lose_no_text(headers: str) -> None:
    start = time.process_time()
    report = the_report(f"Message-ID: <a@b>\n{headers}\nTo: c@d.example\n\n{FIRST}\n", "m.eml")
    assert time.process_time() - start < 5
    assert FIRST in report.text


@pytest.mark.parametrize("depth", [10, 300, 3000])
def test_parts_inside_parts_end_in_time(depth: int) -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    start = time.process_time()
    try:
        found = all_of(f"From: a@b.example\nSubject: Bridge\n{nested}\n{FIRST}\n", "m.eml")
        assert isinstance(found[0], Report)
        assert depth > 10 or FIRST in found[0].text
    except ReadError as error:
        assert "nested too deep" in str(error)  # noqa: PT017 - both ends are right
    assert time.process_time() - start < 5


def test_a_mailbox_gives_its_messages_and_a_broken_one_costs_one_line() -> None:
    envelope = "From news@quay.example Tue Mar  3 07:00:00 2026\n"
    last = mail(f"{SECOND}\n>From here on {THIRD}")
    content = f"{envelope}{mail(FIRST)}\n\n{envelope}Date: x\n\n\n\n{envelope}{last}\n"
    found = all_of(content, "box")
    assert [one.source.location for one in found if isinstance(one, Report)] == ["box#1", "box#3"]
    assert [one.location for one in found if isinstance(one, Skipped)] == ["box#2"]
    assert "\nFrom here on" in reports(content)[1].text


# --- records


def test_the_usual_names_of_fields_are_known() -> None:
    row = {
        "Headline": "Bridge", "articleBody": [FIRST, SECOND], "webUrl": "https://quay.example/a",
        "pub_date": "2026-03-03", "source": {"id": None, "name": "Quay Courier"}, "byline": "Ann Lee", "lang": "en-GB",
    }  # fmt: skip
    report = the_report(json.dumps(row))
    assert (report.title, report.outlet, report.author) == ("Bridge", "Quay Courier", "Ann Lee")
    assert (report.published, report.url, report.language) == (date(2026, 3, 3), "https://quay.example/a", "en")
    assert bodies(report) == [FIRST, SECOND]
    assert dict(report.reading.came_from)["outlet"] == "field source"


def test_a_mapping_names_other_fields() -> None:
    content = json.dumps([{"KOPF": "Bridge", "RUMPF": FIRST}])
    with pytest.raises(ReadError, match="mapping"):
        all_of(content)
    report = the_report(content, fields={"title": "KOPF", "text": "RUMPF"})
    assert (report.title, bodies(report)) == ("Bridge", [FIRST])


def test_markup_in_a_field_is_read_as_such() -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p><script>x()</script>"
    report = the_report(json.dumps({"title": {"rendered": "Old &amp; new<br>"}, "content": {"rendered": text}}))
    assert bodies(report) == [FIRST, SECOND]
    assert "x()" not in report.text


@pytest.mark.parametrize(
    "shape", [lambda rows: rows, lambda rows: {"status": "ok", "articles": rows}, lambda rows: {"docs": rows}]
)
def test_records_are_found_in_lists_and_objects(shape: Callable[[Any], Any]) -> None:
    rows = [{"title": f"Bridge {n}", "text": text} for n, text in enumerate(PROSE)]
    assert [one.title for one in reports(json.dumps(shape(rows)))] == ["Bridge 0", "Bridge 1", "Bridge 2"]


BAD_LINES = {
    "cut": '{"text": "x',
    "no-json": "bridge",
    "a-number": "12",
    "deep": "[" * 100_000,
    "empty-object": "{}",
    "no-text": '{"width": 3}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_costs_one_line_and_is_named(line: str) -> None:
    content = f"{RECORD}\n{line}\n\n{RECORD}\n"
    assert [one.source.location for one in reports(content, "r.jsonl")] == ["r.jsonl#1", "r.jsonl#4"]
    assert [place for place, _ in told(content, "r.jsonl")] == ["r.jsonl#2"]


def test_a_broken_element_of_a_list_costs_one_line() -> None:
    content = f'[{RECORD}, {{"title": "T" "text": 1}}, {RECORD}, {{"title": "cut'
    assert [one.source.location for one in reports(content, "r.json")] == ["r.json#1", "r.json#3"]
    assert [place for place, _ in told(content, "r.json")] == ["r.json#2", "r.json#4"]


@pytest.mark.parametrize("value", ["9" * 5000, "NaN", "-Infinity", "1e999", r'"\ud800"', "true", "null", "[[[]]]"])
def test_odd_values_do_not_cost_the_record(value: str) -> None:
    report = the_report(f'{{"title": "Bridge", "text": "{FIRST}", "date": {value}, "author": {value}}}')
    assert bodies(report) == [FIRST]
    report.text.encode()


TABLES = {
    "commas": f'title,text\nA,"{FIRST}"\nB,"{SECOND}"\n',
    "semicolons": f"title;text\nA;{FIRST}\nB;{SECOND}\n",
    "tabs": f"title\ttext\nA\t{FIRST}\nB\t{SECOND}\n",
    "windows": f'\ufefftitle,text\r\nA,"{FIRST}"\r\nB,"{SECOND}"\r\n',
    "lines-in-a-cell": f'text,title\n"{FIRST}",A\n"\n{SECOND}\n",B\n',
}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES.keys())
def test_rows_are_reports(content: str) -> None:
    found = reports(content, "t.csv")
    assert [one.title for one in found] == ["A", "B"]
    assert [bodies(one) for one in found] == [[FIRST], [SECOND]]


BAD_ROWS = {"too-many-cells": "X,y,z", "open-mark": '"X,y', "no-text": ","}


@pytest.mark.parametrize("row", BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_costs_one_line_and_is_named(row: str) -> None:
    content = f'title,text\nA,"{FIRST}"\n{row}\nB,"{SECOND}"\n'
    assert [one.title for one in reports(content, "t.csv")] == ["A", "B"]
    assert [place for place, _ in told(content, "t.csv")] == ([] if row == "," else ["t.csv#3"])


def test_quotation_marks_inside_quotation_marks_cost_nothing() -> None:
    [report] = reports('title,text\nA,"The mayor said "no" to the plan for the old bridge."\n', "t.csv")
    assert "no" in report.text
    assert report.title == "A"


def test_a_table_without_known_columns_says_so() -> None:
    with pytest.raises(ReadError, match="kopf, rumpf"):
        all_of(f"kopf,rumpf\nA,{FIRST}\n", "t.csv")


# --- whatever is inside


NAUGHTY = [
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "{{7*7}}",
    "\ud800",
    "\0",
    "&lt;img src=x onerror=x&gt;",
    "' OR 1=1",
    "﷽",
    "=1+1",
]


def wrapped(text: str) -> dict[str, str]:
    """The same words as every kind of input."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return {
        "html": page(prose=[f"{FIRST} {safe}", SECOND]),
        "feed": feed(f"<title>Bridge</title><description>{safe.replace('&', '&amp;')} {FIRST} {SECOND}</description>"),
        "mail": mail(f"{FIRST} {text}\n\n{SECOND}"),
        "json": json.dumps({"title": text, "text": f"{FIRST} {SECOND}", "author": text}),
    }


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
@pytest.mark.parametrize("kind", ["html", "feed", "mail", "json"])
def test_naughty_words_are_words(kind: str, text: str) -> None:
    for report in reports(wrapped(text)[kind].encode("utf-8", "surrogatepass")):
        assert clean(report.text) == report.text
        assert SECOND in report.text
        report.text.encode()
        for paragraph in report.paragraphs:
            assert report.text[paragraph.start : paragraph.end].strip()


BEGINNINGS = [
    b"",
    b"<html><body>",
    b"<?xml version='1.0'?><rss><channel><item>",
    b"From: a@b.c\nTo: d@e.f\n",
    b"[{",
    b"title,text\n",
    b"From a@b Tue Mar 3 07:00:00 2026\nSubject: x\n\n",
]
ENDINGS = ["x", "x.html", "x.eml", "x.json", "x.jsonl", "x.csv", "x.xml"]


@given(
    st.sampled_from(BEGINNINGS),
    st.binary(max_size=400),
    st.sampled_from(ENDINGS),
)
def test_no_bytes_raise_anything_but_a_reason(start: bytes, rest: bytes, name: str) -> None:
    try:
        found = all_of(start + rest, name)
    except ReadError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either end is right
        return
    assert found
    for one in found:
        if isinstance(one, Report):
            assert clean(one.text) == one.text


PIECES = """
<p> </p> <div> <b> </b> <br> <table><tr><td> <!-- --> <a\tx=1> &amp; &#0; &#xD800; <script> </script> \ufeff a
"""
MARKUP = st.lists(st.sampled_from([*PIECES.strip().split(" "), FIRST]), max_size=40)


@given(MARKUP)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    content = f"<html><body>{''.join(pieces)}</body></html>"
    text = "\n".join(one.text for one in reports(content))
    assert "<script" not in text


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, *MORE]), min_size=3, max_size=12, unique=True))
def test_paragraphs_of_a_page_are_kept_as_they_stand(prose: list[str]) -> None:
    report = the_report(page(prose=prose))
    assert [text for text in report.text.split("\n") if text in prose] == prose


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, *MORE]), min_size=1, max_size=8, unique=True))
def test_one_text_is_the_same_through_every_reader(prose: list[str]) -> None:
    escaped = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in prose)
    ways = [
        feed(f"<title>Bridge works go on</title><description>{escaped}</description>"),
        mail("\n\n".join(prose)).replace("Re: Bridge", "Bridge works go on"),
        json.dumps({"title": "Bridge works go on", "text": "\n".join(prose)}),
        json.dumps({"title": "Bridge works go on", "html": "".join(f"<p>{text}</p>" for text in prose)}),
    ]
    assert {the_report(way).text for way in ways} == {"\n".join(["Bridge works go on", *prose])}


# --- through the command


def test_the_ledger_adds_up_over_all_kinds(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(head="<title>Bridge closes for months</title>"))
    (tmp_path / "feed.xml").write_text(
        feed(f"<title>Pier</title><description>{MORE[0]}</description>", "<link>x</link>")
    )
    (tmp_path / "mail.eml").write_text(mail("\n".join(MORE[1:6])))
    (tmp_path / "rows.jsonl").write_text(f"{RECORD}\nbroken\n")
    ran = run("brief", tmp_path, "-o", tmp_path / "out", "-f", "md")
    assert ran.code == 4
    ledger = json.loads(next((tmp_path / "out").glob("*.json")).read_text())["ledger"]
    assert ledger["rejected"] == ran.err.count("\n") == 2
    assert ledger["offered"] == ledger["read"] + ledger["duplicate"] + ledger["rejected"] == 6


def test_inspect_says_where_what_is_stated_comes_from(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page("<h1>Bridge closes</h1>", '<meta name=author content="Ann Lee">'))
    told_text = run("inspect", path).out
    assert "read as html" in told_text
    assert "title: Bridge closes (from <h1>)" in told_text
    assert "author: Ann Lee (from meta author)" in told_text
    assert json.loads(run("inspect", path, "-f", "json").out)[0]["came_from"]["author"] == "meta author"


def test_a_brief_of_briefgen_is_no_report(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{FIRST} {SECOND}")
    run("brief", tmp_path / "a.txt", "-o", tmp_path, "-f", "md", "--name", "made")
    assert "a brief, no report" in run("summarise", tmp_path / "made.json").err


# --- real input


@pytest.mark.data
def test_real_pages_are_read_as_well_as_promised(data: Path) -> None:
    import readers as measured

    every = measured.pages(data)
    scores = []
    for one in every:
        texts = [measured.text_of(report) for report in measured.read(one.name, one.data) if isinstance(report, Report)]
        scores.append(measured.agreement("\n".join(texts), one.article))
    precision, recall = (sum(values) / len(every) for values in zip(*scores, strict=True))
    assert 2 * precision * recall / (precision + recall) >= 0.957


@pytest.mark.data
def test_real_mails_all_give_text(data: Path) -> None:
    for path in sorted((data / "mail").glob("*.eml")):
        assert any(one.words for one in reports(path.read_bytes(), path.name)), path.name


@pytest.mark.data
def test_real_feeds_give_all_their_entries(data: Path) -> None:
    import readers as measured

    for path in sorted((data / "feeds").glob("*/*.*")):
        content = path.read_bytes()
        items = len(measured._ITEM.findall(measured._ASIDE.sub(b"", content)))
        assert len(reports(content, path.name)) == items, path.name


@pytest.mark.parametrize("case", cases("bylines"))
def test_a_byline_states_author_outlet_and_day(case: dict[str, Any]) -> None:
    assert stated(case["line"]) == case["stated"]


@pytest.mark.parametrize(
    "lines",
    [
        ("", "By Mara Lind, Quay Courier, 3 March 2026", FIRST),
        ("", FIRST, SECOND, "By Mara Lind, Quay Courier, 3 March 2026"),
    ],
)
def test_a_byline_of_a_plain_text_is_stated_and_not_quoted(lines: tuple[str, ...]) -> None:
    """Below the title or at the end; its words are nobody's news."""
    report = reports("\n\n".join(("Old bridge closes", *lines)))[0]
    assert (report.author, report.outlet, report.published) == ("Mara Lind", "Quay Courier", date(2026, 3, 3))
    assert dict(report.reading.came_from)["outlet"] == "byline"
    assert not any("Mara" in text for text in report.of_role(Role.BODY, Role.STANDFIRST))


def test_who_speaks_in_the_middle_of_a_text_is_no_byline() -> None:
    report = reports("\n\n".join(("Old bridge closes", FIRST, SECOND, "By Mara Lind, Quay Courier", THIRD)))[0]
    assert (report.author, report.outlet) == (None, None)
