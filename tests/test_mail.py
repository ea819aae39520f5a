"""The mail: its claims are the brief's, its headers ours alone, its page small and legible; two parsers agree."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from quopri import decodestring
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
import test_daily as daily
from briefgen import readback
from briefgen.errors import MailError, UsageError
from briefgen.model import Briefing, Facts, Masthead
from briefgen.profile import profile_from
from briefgen.renderers.eml import Body, Letter, body, message
from briefgen.renderers.mail import headers
from briefgen.renderers.mail.headers import Address, address
from briefgen.renderers.mail.page import LARGEST, Pages
from briefgen.renderers.mail.reread import check
from briefgen.renderers.mail.text import WIDTH, wrapped
from briefgen.renderers.news import in_a_line, told
from briefgen.text.clean import clean_line
from briefgen.verify import proved
from support import AS_OF, cases
from test_formats import FLAGS, STRANGERS, TEXT, bare, claims_of, lines_with, marked, md_lines, one_line, reports_with

SENDER = Address("news@example.org", "The briefing desk")
ANN = Address("ann@example.org", "Ann Lee")
LETTER = Letter(SENDER, ANN)
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]


def mail_of(briefing: Briefing, letter: Letter = LETTER, **attached: bytes) -> bytes:
    return message(briefing, letter, body(briefing, attached))


def parsed(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def text_of(data: bytes) -> str:
    return str(parsed(data).get_body(("plain",)).get_content()).replace("\r\n", "\n")  # type: ignore[union-attr]


def page_of(data: bytes) -> str:
    return str(parsed(data).get_body(("html",)).get_content()).replace("\r\n", "\n")  # type: ignore[union-attr]


@dataclass
class ByHand:
    """A mail read without Python's `email`: fields of the head, and the leaves' fields and bytes."""

    fields: list[tuple[str, str]]
    leaves: list[tuple[dict[str, str], bytes]]


def by_hand(data: bytes) -> ByHand:
    fields, rest = _fields(data)
    return ByHand(fields, list(_leaves(dict(fields), rest)))


def _fields(data: bytes) -> tuple[list[tuple[str, str]], bytes]:
    head, _, rest = data.partition(b"\r\n\r\n")
    lines = re.sub(rb"\r\n(?=[ \t])", b"", head).decode("ascii").split("\r\n")
    return [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)], rest


def _leaves(fields: dict[str, str], data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    boundary = re.search(r'boundary="([^"]+)"', fields["Content-Type"])
    if not boundary:
        yield fields, b64decode(data) if fields["Content-Transfer-Encoding"] == "base64" else decodestring(data)
        return
    _, *parts, end = data.split(b"--" + boundary[1].encode())
    assert end.strip() == b"--"
    for part in parts:
        inner, content = _fields(part.removeprefix(b"\r\n"))
        yield from _leaves(dict(inner), content.removesuffix(b"\r\n"))


# --- the same claims everywhere


def test_both_parts_hold_each_claim_with_its_letters(seed_briefing: Briefing) -> None:
    one = bare(seed_briefing)
    data = briefgen.render(one, "eml")
    assert dict(md_lines(text_of(data).encode())) == claims_of(one)
    lines = readback.html(page_of(data), {row.key for row in one.sources})
    assert {line.text: line.keys for line in lines if line.text in claims_of(one)} == claims_of(one)


def test_what_stands_beside_the_claims_is_in_both_parts(seed_briefing: Briefing) -> None:
    data = briefgen.render(seed_briefing, "eml")
    page = shown(page_of(data))
    for words in ("28 parts", "coalition of the willing", "Mélanie Joly", "up to 25 countries"):
        assert words in one_line(text_of(data))
        assert words in page


def test_two_parsers_and_the_hand_read_the_same(seed_briefing: Briefing) -> None:
    data = mail_of(seed_briefing, md=briefgen.render(seed_briefing, "md"))
    now, then, mine = parsed(data), message_from_bytes(data), by_hand(data)
    assert [name for name, _ in mine.fields] == now.keys() == then.keys() == NAMES
    leaves = [part for part in now.walk() if not part.is_multipart()]
    old = [part.get_payload(decode=True) for part in then.walk() if not part.is_multipart()]
    assert [content for _, content in mine.leaves] == [part.get_payload(decode=True) for part in leaves] == old
    assert [part["Content-Type"].partition(";")[0] for part, _ in mine.leaves] == [
        *("text/plain", "text/html"),
        "text/markdown",
    ]


def test_attachments_are_those_that_were_given(seed_briefing: Briefing) -> None:
    files = {form: briefgen.render(seed_briefing, form) for form in ("json", "md")}
    found = list(parsed(message(seed_briefing, LETTER, body(seed_briefing, files))).iter_attachments())
    assert [part.get_filename() for part in found] == ["brief-2026-11-22.md", "brief-2026-11-22.json"]
    assert [part.get_payload(decode=True) for part in found] == [files["md"], files["json"]]
    with pytest.raises(UsageError, match="cannot be attached"):
        body(seed_briefing, {"html": b""})


# --- editions

SMALL = {
    "Salt museum": "The town of Alder opened a museum of salt in its old brewery, the council there said.",
    "Mayor": "Voters in Birch chose Carla Dunn as their mayor over a rival of thirty years, officials said.",
    "Scooters": "A court in Cedar banned scooters from parks after nine children were hurt by riders, its clerk said.",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    """The second edition of a profile: a story that goes on with a changed value, a new one, others in a line."""
    folder = tmp_path_factory.mktemp("edition")
    stated = f"""{daily.PROFILE}
        [[sections]]
        name = "Work"
        keywords = ["strike"]
    """
    profile = profile_from(stated, folder / "briefgen.toml")
    profile = daily.with_(profile, words=200, story_words=60, also=3)
    daily.on_day(profile, 2, *daily.FIRST)
    bridge = [
        daily.a_report(daily.RISE, daily.DIVERS, line, title="Crack in the old bridge", outlet=outlet, day=3)
        for outlet, line in (
            ("Courier", daily.FERRY),
            ("Post", "The barge was towed to the yard at Norden."),
            ("Echo", ""),
        )
    ]
    strike = [
        daily.a_report(daily.STRIKE, line, title="Bakers to strike", outlet=outlet, day=3)
        for outlet, line in (
            ("Post", "The union has nine hundred members in Norden."),
            ("Echo", "Bread will come by rail."),
        )
    ]
    small = [daily.a_report(line, title=title, day=3) for title, line in SMALL.items()]
    daily.on_day(profile, 3, *bridge, *strike, *small)
    return proved((folder / "out" / "daily-2026-03-03.json").read_bytes())


def test_the_edition_of_these_tests_has_all_that_an_edition_has(edition: Briefing) -> None:
    text = text_of(mail_of(edition))
    assert (len(told(edition)), len(in_a_line(edition))) == (2, 3)
    for words in (
        "## What is new since edition 1",
        "### Changed",
        "## Also reported",
        "Work · 2 reports",
        "day 2, since",
    ):
        assert words in text


def cited(lines: Iterable[readback.Printed], briefing: Briefing) -> list[tuple[str, tuple[str, ...]]]:
    """Of the lines that were read those that are claims, with their letters."""
    claims = claims_of(briefing)
    return [(line.text, line.keys) for line in lines if line.text in claims]


def test_an_editions_mail_prints_the_claims_of_its_markdown(edition: Briefing) -> None:
    """Each as often, with the same letters, in the same order; the mail read by Python's parser and by hand."""
    keys = {row.key for row in edition.sources}
    data = mail_of(edition)
    expected = cited(readback.markdown(briefgen.render(edition, "md").decode(), keys), edition)
    assert {text for text, _ in expected} == set(claims_of(edition))
    assert dict(expected) == claims_of(edition)
    (_, text), (_, page) = by_hand(data).leaves
    assert cited(readback.markdown(text_of(data), keys), edition) == expected
    assert cited(readback.markdown(text.decode(), keys), edition) == expected
    assert cited(readback.html(page_of(data), keys), edition) == expected
    assert cited(readback.html(page.decode(), keys), edition) == expected


def test_a_changed_value_says_which_one_is_the_earlier(edition: Briefing) -> None:
    data = mail_of(edition)
    said = "before “Twelve people” [H]; now “Fifteen people” [E]"
    assert re.sub(r"\[\w+\]", "[]", said) in re.sub(r"\[\w+\]", "[]", one_line(text_of(data)))
    assert re.sub(r"\[\w+\]", "[]", said) in re.sub(r"\[\w+\]", "[]", shown(page_of(data)))


def test_an_editions_text_reads_as_it_stands(edition: Briefing) -> None:
    text = text_of(mail_of(edition))
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert "\n\n\n" not in text
    assert not re.search(r"(?m)^\||<[a-z]", text)


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
def test_an_edition_is_cut_at_a_storys_end_and_those_in_a_line_go_first(edition: Briefing, share: float) -> None:
    pages = Pages(edition, "brief", int(len(Pages(edition, "brief").whole) * share))
    page = pages.page("PDF").decode()
    assert len(page.encode()) <= pages.largest
    assert "The rest is in the attached PDF." in page
    full = [one for one in told(edition) if all(claim.text in shown(page) for claim in one.claims)]
    line = [one for one in in_a_line(edition) if one.claims[0].text in shown(page)]
    assert not line or len(full) == 2
    stated = re.search(r"(\d) of 5 stories are shown", page)
    assert int(stated[1]) == len(full) + len(line) if stated else not line
    assert len(line) < 3


def test_an_edition_of_nothing_in_full_is_cut_too(edition: Briefing) -> None:
    """Its first stories in a line, or its title alone."""
    bare_ = replace(edition, summaries=tuple(in_a_line(edition)), bottom_line=None, key_points=())
    whole = len(Pages(bare_, "brief").whole)
    assert "2 of 3 stories are shown." in Pages(bare_, "brief", whole - 1).page("PDF").decode()
    assert "The rest is in the attached PDF." in Pages(bare_, "brief", 1).page("PDF").decode()
    quiet = replace(edition, summaries=(), bottom_line=None, key_points=(), title="T" * 200_000)
    assert "The rest is in the attached Markdown." in page_of(mail_of(quiet))


def test_an_edition_keeps_its_id_and_its_files_names(edition: Briefing) -> None:
    first, later = (mail_of(replace(edition, as_of=edition.as_of + timedelta(hours=h)), md=b"#") for h in (0, 5))
    assert parsed(first)["Message-ID"] == parsed(later)["Message-ID"]
    assert [part.get_filename() for part in parsed(first).iter_attachments()] == ["daily-2026-03-03.md"]


@pytest.mark.parametrize("text", STRANGERS, ids=range(len(STRANGERS)))
def test_a_strangers_profile_is_no_name_of_a_file(edition: Briefing, text: str) -> None:
    assert edition.masthead
    data = mail_of(replace(edition, masthead=replace(edition.masthead, profile=text)), md=b"#")
    assert by_hand(data).leaves[2][0]["Content-Disposition"] == 'attachment; filename="brief-2026-03-03.md"'


def editions_saying(texts: Sequence[str], edition: Briefing) -> Briefing:
    """The edition with a story for each text, its topic and what an editor calls it; the first one is all else."""
    [followed] = [one for one in told(edition) if one.story.past]
    assert followed.story.past
    assert followed.place
    assert edition.masthead
    stories = [
        replace(
            followed,
            differences=None, only_in=None, facts=Facts(), news=None,
            place=replace(followed.place, topic=text),
            story=replace(followed.story, past=replace(followed.story.past, name=text, absorbed=(text,))),
        )
        for text in texts
    ]  # fmt: skip
    masthead = replace(edition.masthead, profile=texts[0], since=f"{texts[0]}/1")
    told_ = replace(edition, title=texts[0], summaries=tuple(stories), masthead=masthead)
    return replace(told_, bottom_line=None, key_points=())


def said_as_written(texts: Sequence[str], edition: Briefing) -> None:
    briefing = editions_saying(texts, edition)
    data = mail_of(briefing)
    held(data)
    plain, page = one_line(marked(text_of(data)).text), shown(page_of(data))
    for text in map(one_line, texts):
        assert plain.count(text) >= 3
        assert page.count(text) >= 3
    assert not [tag for tag, _ in Elements(page_of(data)).tags if tag in {"a", "script", "img"}]


@pytest.mark.parametrize("text", STRANGERS, ids=range(len(STRANGERS)))
def test_naughty_words_of_an_edition_are_shown_as_written(edition: Briefing, text: str) -> None:
    """As title, profile, topic, name of a story, and id of one that turned out to be part of it."""
    said_as_written([text], edition)


# --- text


def test_lines_of_the_text_are_short(seed_briefing: Briefing) -> None:
    lines = text_of(briefgen.render(seed_briefing, "eml")).split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert sum(len(line) > WIDTH * 2 // 3 for line in lines) > 20


def test_a_citation_and_an_address_stay_whole() -> None:
    address = "https://example.org/" + "a" * 90
    text = wrapped(f"- {'word ' * 13}and ends so [A, B, C, D] – <{address}>, behind it")
    assert "[A, B, C, D]" in text
    assert f"<{address}>," in text.split()


def test_a_citation_of_more_than_a_line_is_broken_between_letters() -> None:
    keys = ", ".join(f"{first}{second}" for first in "ABC" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    text = wrapped(f"- It is closed. [{keys}]")
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert one_line(text) == f"- It is closed. [{keys}]"


@pytest.mark.parametrize("signs", ["#", "##"])
def test_a_long_heading_stays_one(signs: str) -> None:
    text = wrapped(f"\n{signs} {'Bridge closed ' * 12}[A]")
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert marked(text).blocks == [(f"h{len(signs)}", ("Bridge closed " * 12) + "[A]")]


WORDS = st.sampled_from((
    *("word", "[A, B]", "[A]", "–", "-", "+", "*", "1.", "12)", "#", "##", ">", "---", "===", "~~~", "|", "||", ":-"),
    *("\\", "a\\", "\\*", "1986.", "x" * 40, "Ж" * 30, "<https://example.org/a_b>", "__", "=", "***", "`", "<b>"),
))  # fmt: skip


@given(st.lists(st.lists(WORDS, min_size=1, max_size=40), min_size=1, max_size=4), st.sampled_from(["", "- ", "## "]))
def test_wrapped_markdown_reads_the_same(lines: list[list[str]], mark: str) -> None:
    """Escaped as a template's values are, then wrapped: the same blocks with the same words."""
    from briefgen.renderers.escape import markdown

    text = "\n\n".join(mark + markdown(" ".join(words)) for words in lines)
    before, after = marked(text), marked(wrapped(text))
    assert [(kind, one_line(words)) for kind, words in after.blocks] == [
        (kind, one_line(words)) for kind, words in before.blocks
    ]
    assert after.kinds - {"softbreak"} == before.kinds - {"softbreak"}


# --- the page


class Elements(HTMLParser):
    """All elements with their attributes, and the text that is seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, _tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text.append(data)


def shown(page: str) -> str:
    return one_line("".join(Elements(page).text))


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "div"),
    *("h1", "h2", "h3", "p", "ul", "li", "span", "a", "b"),
}


def test_the_page_asks_for_nothing_and_has_its_styles_on_its_elements() -> None:
    report = replace(briefgen.report(TEXT), url="https://tolle.example/news?id=1&x=2")
    page = page_of(mail_of(briefgen.brief([report], as_of=AS_OF)))
    elements = Elements(page)
    assert {tag for tag, _ in elements.tags} <= TAGS
    assert [attributes["href"] for tag, attributes in elements.tags if tag == "a"] == [report.url]
    assert not re.search(r"url\(|@import|\bsrc\b|expression|position:", page)
    styled = [tag for tag, attributes in elements.tags if "style" in attributes]
    assert styled.count("h2") == page.count("<h2") > 1
    assert "prefers-color-scheme: dark" in page


def many_stories(count: int) -> Briefing:
    """A brief of so many stories, each with its report."""
    stories = [
        briefgen.report(f"Bridge at {name} closed after barge struck pier\n\n{TEXT.replace('Tolle', name)}")
        for name in (f"Tolle{index}" for index in range(count))
    ]
    single = [briefgen.brief([one], as_of=AS_OF, facts=()) for one in stories]
    first = single[0]
    sources = [replace(one.sources[0], key=f"K{index}") for index, one in enumerate(single)]
    return replace(first, summaries=tuple(one.summaries[0] for one in single), sources=tuple(sources))


def test_a_long_brief_is_cut_at_a_storys_end() -> None:
    briefing = many_stories(150)
    data = mail_of(briefing, pdf=b"%PDF")
    page = page_of(data)
    assert LARGEST * 0.9 < len(page.encode()) <= LARGEST < 102_000
    stories = int(re.search(r"(\d+) of 150 stories are shown. The rest is in the attached PDF.", page)[1])  # type: ignore[index]
    assert re.findall(r"Bridge at Tolle(\d+) closed after barge struck pier <", page) == [
        str(index) for index in range(stories)
    ]
    for index in (0, stories - 1, stories, 149):
        assert (f">K{index}</b>" in page) == (index < stories)
    assert text_of(data).count("## Bridge at") == 150


def test_a_brief_that_is_cut_has_the_rest_with_it() -> None:
    data = mail_of(many_stories(150))
    assert "The rest is in the attached Markdown." in page_of(data)
    [attached] = parsed(data).iter_attachments()
    assert attached.get_content_type() == "text/markdown"
    assert b"Bridge at Tolle149" in attached.get_payload(decode=True)


def test_a_single_story_without_end_is_cut_between_lines() -> None:
    report = briefgen.report("Bridge Closed\n\n" + "\n\n".join(lines_with(["300 pages"] * 400)), language="en")
    briefing = briefgen.brief([report], words=50_000, as_of=AS_OF)
    page = page_of(mail_of(briefing, md=b"#"))
    assert LARGEST * 0.9 < len(page.encode()) <= LARGEST
    assert "The rest is in the attached Markdown." in page
    lines = [line.text for line in readback.html(page, {"A"})]
    assert 100 < len(lines) < len(briefing.claims)
    assert set(lines) <= {*claims_of(briefing), "Bridge Closed"}


def test_lines_without_end_leave_a_page_that_says_where_they_are() -> None:
    report = briefgen.report(f"Bridge Closed\n\nMayor Ann Lee of Tolle said on Monday that {'x' * 90000} was shut.")
    page = page_of(mail_of(briefgen.brief([report], title="T" * 60_000, words=900, as_of=AS_OF)))
    assert "The rest is in the attached Markdown." in page


def test_a_template_of_ones_own_makes_the_page_and_the_text(tmp_path: Path, seed_briefing: Briefing) -> None:
    for name, title in (("mail", "<h1>Mine & yours</h1>"), ("md", "# Mine")):
        text = f'{{% extends "brief/brief.{name}.j2" %}}{{% block title %}}{title}{{% endblock %}}'
        (tmp_path / f"brief.{name}.j2").write_text(text, encoding="utf-8")
    data = message(seed_briefing, LETTER, body(seed_briefing, template=str(tmp_path)))
    assert text_of(data).startswith("# Mine\n")
    assert re.search("<h1[^>]*>Mine &amp; yours</h1>", page_of(data))


# --- the headers


def test_the_same_brief_to_the_same_recipient_is_the_same_mail(seed_briefing: Briefing) -> None:
    assert mail_of(seed_briefing) == mail_of(seed_briefing)
    to = [Letter(SENDER, replace(ANN, address=f"{name}@example.org")) for name in ("ann", "bob", "ann")]
    ann, bob, again = (parsed(mail_of(seed_briefing, one))["Message-ID"] for one in to)
    assert ann == again != bob
    other = replace(seed_briefing, masthead=Masthead("daily", 7, date(2026, 11, 22)))
    ids = [parsed(mail_of(one))["Message-ID"] for one in (other, replace(other, as_of=other.as_of.replace(hour=9)))]
    assert ids[0] == ids[1] != ann


def test_a_draft_has_neither_sender_nor_recipient(seed_briefing: Briefing) -> None:
    assert parsed(briefgen.render(seed_briefing, "eml")).keys() == NAMES[2:]


def test_the_head_says_what_the_mail_is(seed_briefing: Briefing) -> None:
    letter = replace(LETTER, list_id="daily.example.org", unsubscribe="mailto:stop@example.org")
    mail = parsed(mail_of(seed_briefing, letter))
    assert mail["Subject"].startswith("Briefing, 22 November 2026: U.S. President Donald Trump recently highlighted")
    assert len(mail["Subject"]) <= 120
    assert mail["Date"].datetime.isoformat() == AS_OF
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<daily.example.org>"
    assert mail["List-Unsubscribe"] == "<mailto:stop@example.org?subject=unsubscribe>"
    assert [str(one) for one in mail["To"].addresses] == ["Ann Lee <ann@example.org>"]


@pytest.mark.parametrize("case", cases("mailboxes"))
def test_a_mailbox_is_understood_or_refused(case: dict[str, Any]) -> None:
    if case["header"] is None:
        with pytest.raises(UsageError, match="is no mail address"):
            address(case["stated"])
    else:
        assert address(case["stated"]).header == case["header"]


@pytest.mark.parametrize(
    ("read", "stated"),
    [
        *(
            (headers.list_id, one)
            for one in ("daily", "a b.example", "<x.y>\r\nBcc: z", "daily.example.org>, <b.c", "")
        ),
        *(
            (headers.unsubscribe, one)
            for one in ("http://example.org", "https://a>\r\nBcc: b", "https://ä", "stop", "")
        ),
    ],
)
def test_a_list_is_named_in_full_or_refused(read: Any, stated: str) -> None:
    with pytest.raises(UsageError):
        read(stated)


NAUGHTY = (
    *STRANGERS,
    "A =?UTF-8?Q?=0ABcc=3A_injected=40example.com=0A?= z",
    "=?utf-8?B?DQpCY2M6IGJAZXhhbXBsZS5vcmc=?=",
    "Bridge\r\nBcc: injected@example.com\r\n\r\nbody",
    "Bridge\nBcc: injected@example.com",
    *(f"Bridge{sign}Bcc: injected@example.com" for sign in "\r\x0b\x0c\x1c\x85\u2028\u2029\0"),
    "\u202egnitirw\u202c \u2066isolated\u2069 \U000e0041\U000e0042",
    "half \ud83d a pair",
    ".\r\n.\r\nMAIL FROM:<evil@example.com>",
    "From nobody Thu Jan  1 00:00:00 1970",
    "--=_boundary--",
    "é" * 300,
    "漢字" * 200,
    "word " * 200,
    "x" * 2000,
    "😀" * 90,
    "ZWJ 👩‍👩‍👧‍👦 " * 30,
    "tab\there",
    "   ",
    "; filename=evil.exe",
    '"quoted" <evil@example.com>, another@example.com',
)


def held(data: bytes, names: list[str] = NAMES, to: str = ANN.address) -> None:
    """What every mail must hold, read by hand: these fields once each, one recipient, seven bits, short lines."""
    mine = by_hand(data)
    assert [name for name, _ in mine.fields] == names
    outside_names = re.sub(r'"(?:[^"\\]|\\.)*"', "", dict(mine.fields)["To"])
    assert re.findall(r"[^\s<>,]+@[^\s<>,]+", outside_names) == [to]
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert len(re.findall(rb"[\r\n]", data)) == 2 * data.count(b"\r\n")
    assert len(mine.leaves) == 2
    assert parsed(data)["To"].addresses[0].addr_spec == to
    assert not {tag for tag, _ in Elements(page_of(data)).tags} - TAGS
    assert len(parsed(data)["Subject"]) <= 120


@pytest.fixture(scope="module")
def plain() -> tuple[Briefing, Body]:
    briefing = briefgen.brief([briefgen.report(TEXT)], as_of=AS_OF)
    return briefing, body(briefing)


def saying(text: str, briefing: Briefing) -> Briefing:
    """The briefing with its title and claims as only a stranger's JSON could have them: not cleaned."""
    [summary] = briefing.summaries
    claims = tuple(replace(claim, text=f"{text} {claim.text}") for claim in summary.claims)
    return replace(briefing, title=text, summaries=(replace(summary, claims=claims),))


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_text_in_the_head_stays_text(text: str, plain: tuple[Briefing, Body]) -> None:
    """As title and bottom line, and as sender's and recipient's name."""
    briefing, made = plain
    held(message(saying(text.replace("\ud83d", "?"), briefing), LETTER, made))
    name = re.sub(r'["\\]', "", text)
    letter = Letter(
        replace(SENDER, name=address(f'"{name}" <ann@example.org>').name), address(f'"{name}" <ann@example.org>')
    )
    held(message(briefing, letter, made))


@pytest.mark.parametrize("what", ["title", "outlet", "author", "location", "url"])
def test_naughty_text_of_reports_is_shown_as_written(what: str) -> None:
    texts = [text for text in STRANGERS if what != "url" or not text.startswith("<")]
    data = mail_of(briefgen.brief(reports_with(what, texts), words=40, as_of=AS_OF, one_story=True))
    held(data)
    plain, page = one_line(marked(text_of(data)).text), shown(page_of(data))
    assert not [text for text in texts if one_line(text) not in plain]
    assert not [text for text in texts if what != "location" and one_line(text) not in page]
    assert not [a for tag, a in Elements(page_of(data)).tags if tag == "a"]


def test_naughty_lines_are_shown_as_written() -> None:
    report = briefgen.report("Bridge Closed\n\n" + "\n\n".join(lines_with(STRANGERS)), language="en")
    briefing = bare(briefgen.brief([report], words=5000, as_of=AS_OF))
    data = mail_of(briefing)
    held(data)
    assert len(briefing.claims) > 0.7 * len(STRANGERS)
    assert dict(md_lines(text_of(data).encode())) == claims_of(briefing)
    lines = readback.html(page_of(data), {"A"})
    assert {line.text for line in lines} >= set(claims_of(briefing))


@given(st.text(max_size=300), st.text(max_size=150))
def test_any_subject_holds_on_one_line_what_it_was_made_of(title: str, line: str) -> None:
    subject = headers.subject(title, "22 November 2026", line)
    data = headers.field("Subject", subject) + b"\r\n"
    assert str(message_from_bytes(data, policy=default)["Subject"]) == subject
    assert [name for name, _ in _fields(data)[0]] == ["Subject"]
    assert len(subject) <= 120
    assert max(map(len, data.split(b"\r\n"))) <= 130


@given(st.text(alphabet=st.characters(blacklist_characters='<>"\\@'), max_size=150))
def test_any_name_is_a_name_and_nothing_else(name: str) -> None:
    found = address(f"{name} <ann@example.org>")
    data = headers.field("To", found.header) + b"\r\n"
    [box] = message_from_bytes(data, policy=default)["To"].addresses
    # Python 3.11 reads a blank between two encoded words of a name, where RFC 2047 has none.
    assert (box.display_name.replace(" ", ""), box.addr_spec) == (found.name.replace(" ", ""), "ann@example.org")
    assert len(found.name) <= 100


# --- the proof of the finished bytes

TAMPERED = {
    "a recipient more": (b"To: ", b"To: bob@example.org,\r\n "),
    "a header more": (b"Date: ", b"Bcc: bob@example.org\r\nDate: "),
    "a header twice": (b"Date: ", b"Subject: x\r\nDate: "),
    "a header less": (b"Auto-Submitted: auto-generated\r\n", b""),
    "another subject": (b"Subject: ", b"Subject: x "),
    "an encoded line end": (b"Subject: ", b"Subject: =?utf-8?Q?=0ABcc=3A_b=40example.org?= "),
    "another sender": (b"news@example.org", b"evil@example.org"),
    "another name": (b"Ann Lee", b"Ann Lea"),
    "a bare line end": (b"Ann Lee", b"Ann\nLee"),
    "a byte beyond ASCII": (b"Ann Lee", b"Ann L\xc3\xa9e"),
    "a NUL": (b"# Briefing", b"# Brief\0ing"),
    "a line that is too long": (b"# Briefing", b"# Briefing" + b"x" * 1000),
    "another kind of part": (b"text/plain", b"text/x-evil"),
    "a part more": (b"--\r\n", b"\r\n"),
    "a part without end": (b"--\r\n", b"x\r\n"),
    "the head ended early": (b"Message-ID: ", b"\r\nMessage-ID: "),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_bytes_that_are_not_as_they_were_made_are_never_a_mail(what: str, seed_briefing: Briefing) -> None:
    data, made = mail_of(seed_briefing), body(seed_briefing)
    stated = [
        (name, "" if name in {"From", "To"} else str(value))
        for name, value in parsed(data).items()
        if name not in {"MIME-Version", "Content-Type"}
    ]
    check(data, stated, (SENDER, ANN), made.kinds)
    old, new = TAMPERED[what]
    assert old in data
    with pytest.raises(MailError, match="was not sent"):
        check(data.replace(old, new, 1), stated, (SENDER, ANN), made.kinds)


def test_a_value_that_brings_a_line_of_its_own_is_an_error(
    monkeypatch: pytest.MonkeyPatch, seed_briefing: Briefing
) -> None:
    """The cleaner broken on purpose: the proof behind it holds."""
    monkeypatch.setattr(headers, "_tame", lambda text: text)
    with pytest.raises(MailError):
        mail_of(replace(seed_briefing, title="Bridge\r\nBcc: bob@example.org"))


# --- real naughty strings


@pytest.fixture(scope="module")
def naughty(data: Path) -> list[str]:
    lines = (data / "hostile" / "blns" / "blns.txt").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#\t") and not line.startswith("# ")]


@pytest.mark.data
def test_the_big_list_of_naughty_strings_leaves_headers_and_recipients_alone(
    naughty: list[str], plain: tuple[Briefing, Body]
) -> None:
    """As title and bottom line, as name, as local part, as host."""
    briefing, made = plain
    understood = 0
    assert len(naughty) > 400
    for text in naughty:
        held(message(saying(text, briefing), LETTER, made))
        for stated in (text, f"{text} <ann@example.org>", f"{text}@example.org", f"ann@{text}"):
            try:
                box = address(stated)
            except UsageError:
                continue
            understood += 1
            held(message(briefing, Letter(SENDER, box), made), to=box.address)
    assert understood > 400


@pytest.mark.data
def test_the_big_list_of_naughty_strings_is_shown_as_written(naughty: list[str]) -> None:
    """As title, outlet, author, address and in claims, forty reports a brief."""
    cleaned = [clean_line(text) for text in naughty if clean_line(text)]
    for first in range(0, len(cleaned), 40):
        texts = cleaned[first : first + 40]
        reports = [
            replace(report, outlet=text, author=text, url=text)
            for report, text in zip(reports_with("title", texts), texts, strict=True)
        ]
        briefing = briefgen.brief(reports, words=900, as_of=AS_OF, one_story=True)
        [summary] = briefing.summaries
        said = zip(summary.claims, texts, strict=False)
        claims = tuple(replace(claim, text=f"{text} {claim.text}") for claim, text in said)
        data = mail_of(replace(briefing, summaries=(replace(summary, claims=claims),), key_points=()))
        held(data)
        page = shown(page_of(data))
        # What holds no letter is no title.
        assert not [text for text in texts if page.count(one_line(text)) < 3 + any(map(str.isalnum, text))]
        for tag, attributes in Elements(page_of(data)).tags:
            assert set(attributes) <= ATTRIBUTES
            assert tag != "a" or str(attributes["href"]).startswith(("http://", "https://"))


@pytest.mark.data
def test_the_big_list_of_naughty_strings_is_shown_as_written_in_an_edition(
    naughty: list[str], edition: Briefing
) -> None:
    cleaned = [clean_line(text) for text in naughty if clean_line(text)]
    assert len(cleaned) > 400
    for first in range(0, len(cleaned), 20):
        said_as_written(cleaned[first : first + 20], edition)


ATTRIBUTES = {"style", "class", "dir", "lang", "href", "rel", "title", "name", "content", "charset"}


# --- a real browser

CONTRASTS = """() => {
  const rgb = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => rgb(color).slice(0, 3).map(part => part / 255)
    .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (rgb(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    if (!node.data.trim()) continue;
    const [a, b] = [light(getComputedStyle(node.parentElement).color), light(behind(node.parentElement))];
    found.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), node.data.trim().slice(0, 40)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on PATH: the mail is not seen in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [360, 700])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_legible(chromium: Any, tmp_path: Path, width: int, scheme: Any, seed_briefing: Briefing) -> None:
    """Every text has a contrast of at least 4.5 to what is behind it, and nothing is wider than the window."""
    cut = replace(seed_briefing, summaries=seed_briefing.summaries * 20)
    for name, briefing in (("seeds", seed_briefing), ("cut", cut)):
        path = tmp_path / f"{name}.html"
        path.write_text(page_of(mail_of(briefing)), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
        asked: list[str] = []
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))  # noqa: B023 - ends with this turn
        page.goto(path.as_uri())
        contrasts = page.evaluate(CONTRASTS)
        sideways = page.evaluate("document.documentElement.scrollWidth")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
        assert len(contrasts) > 60
        assert min(contrasts)[0] >= 4.5
        assert sideways <= width
        assert asked == [path.as_uri()]
        assert (sum(map(int, re.findall(r"\d+", background))) < 150) == (scheme == "dark")
