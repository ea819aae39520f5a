"""Every format says the same, shows strangers' text as written, and follows its templates; HTML in a real browser."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import briefgen
from briefgen.errors import MissingPart
from briefgen.model import Briefing, Facts, Report, Skipped, Source
from briefgen.readers import markdown
from briefgen.readers.draft import report_from
from briefgen.renderers import escape
from briefgen.renderers.templates import home, render
from briefgen.text.clean import clean
from support import AS_OF, SEEDS, Ran

Run = Callable[..., Ran]
Lines = list[tuple[str, tuple[str, ...]]]

# --- reading each format back with a reader that is not ours


CITED = re.compile(r"(?P<text>.+) \[(?P<keys>[A-Z]+(?:, [A-Z]+)*)\](?: – [^.]+)?", re.DOTALL)


def cited(lines: Sequence[str]) -> Lines:
    matches = (CITED.fullmatch(one_line(line)) for line in lines)
    return [(match["text"], tuple(match["keys"].split(", "))) for match in matches if match]


def one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Marked:
    """A Markdown document as a reader sees it: (kind of block, its text), and all kinds of markup in it."""

    blocks: list[tuple[str, str]]
    kinds: set[str]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.blocks)


def marked(document: str) -> Marked:
    """Parsed with tables and strikethrough, as most readers of Markdown do."""
    blocks, kinds, kind = [], set(), ""
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(document):
        kinds |= {token.type, *(child.type for child in token.children or [])}
        kind = token.tag if token.type == "heading_open" else "p" if token.type == "paragraph_open" else kind
        if token.type == "inline":
            blocks.append((kind, "".join(" " if "break" in c.type else c.content for c in token.children or [])))
    return Marked(blocks, kinds)


@dataclass
class Line:
    """A claim of the page: its words, its letters, where they lead."""

    words: str = ""
    keys: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """An HTML brief: its claims, its tags with their attributes, the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self.ids: list[str] = []
        self._inside: list[str] = []
        self._parts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag not in {"meta", "br", "link"}:
            self._inside.append(tag)
            self._parts.append(attributes.get("class", ""))
        if "data-claim" in attributes:
            self.lines.append(Line())
        if tag == "a" and "cites" in self._parts and "claim" in self._parts:
            self.lines[-1].links.append(attributes["href"])

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            self._parts.pop()
        self._parts.pop()

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._inside):
            self.shown.append(data)
        if "claim" in self._parts and "words" in self._parts:
            self.lines[-1].words += data
        if "claim" in self._parts and "cites" in self._parts and self._inside[-1] == "a":
            self.lines[-1].keys.append(data)

    @property
    def text(self) -> str:
        return one_line("".join(self.shown))


def md_lines(data: bytes) -> Lines:
    return cited([text for kind, text in marked(data.decode()).blocks if kind == "p"])


def html_lines(data: bytes) -> Lines:
    return [(one_line(line.words), tuple(line.keys)) for line in Page(data.decode()).lines]


def txt_lines(data: bytes) -> Lines:
    """Lines that end in letters, without their bullets; not a headline, which stands between two empty lines."""
    text = re.sub(r"(?m)^(?:(?!\* ).)*\[[A-Z]\]\n(?=\n?\d+ (?:report|outlet))", "", data.decode())
    return cited([line.removeprefix("* ") for line in text.split("\n")])


def json_lines(data: bytes) -> Lines:
    brief = json.loads(data)
    return [
        (one_line(claim["text"]), tuple(sorted({witness["source"] for witness in claim["witnesses"]})))
        for story in brief["stories"]
        for claim in story["claims"]
    ]


READ_BACK: dict[str, Callable[[bytes], Lines]] = {
    "md": md_lines,
    "html": html_lines,
    "txt": txt_lines,
    "json": json_lines,
}


def squeezed(text: str) -> str:
    """Without blanks and the hyphens that a line break has put in."""
    return re.sub(r"\s", "", re.sub(r"\u2010\s*\n", "", text).replace("\u00ad", ""))


def pdf_of(briefing: Briefing) -> pypdf.PdfReader:
    """The briefing as PDF, also where a font is missing for some characters."""
    try:
        made = briefgen.render(briefing, "pdf")
    except MissingPart as error:
        made = error.made or b""
    return pypdf.PdfReader(io.BytesIO(made))


def pdf_text(reader: pypdf.PdfReader) -> str:
    return squeezed("\n".join(page.extract_text() for page in reader.pages))


# --- the same claims everywhere

ODD_TEXT = (
    "Bridge at Tolle Closed\n\n"
    "The bridge at Tolle was closed on Monday after a 2,300-ton barge struck a pier, officials said. "
    "However, Mayor Zoë Müller-Łęcki of Tolle promised “free ferries for all” from 06:30 a.m. on. "
    "In the opposition’s words, the ’90s repair — worth €4.5 million — was “a patch on a wound”. "
    "The union's Petra O'Neil counted 12 % fewer buses & 300 angry commuters at the U.S.-built station."
)


def odd_briefing() -> Briefing:
    return briefgen.brief([briefgen.report(ODD_TEXT, outlet="Tolle Times")], words=400, as_of=AS_OF, title="Tägliches")


def bare(briefing: Briefing) -> Briefing:
    """Its claims alone: what is found beside them is cited too, and tested in test_findings.py."""
    summaries = (replace(one, differences=None, only_in=None, facts=Facts()) for one in briefing.summaries)
    return replace(briefing, summaries=tuple(summaries))


@pytest.fixture(scope="module", params=["seeds", "odd"])
def briefing(request: pytest.FixtureRequest, seed_briefing: Briefing) -> Briefing:
    return bare(seed_briefing if request.param == "seeds" else odd_briefing())


def claims_of(briefing: Briefing) -> dict[str, tuple[str, ...]]:
    return {
        one_line(claim.text): tuple(sorted({briefing.keys[witness.span.report] for witness in claim.witnesses}))
        for claim in briefing.claims.values()
    }


@pytest.mark.parametrize("form", READ_BACK)
def test_each_format_prints_each_claim_once_with_its_letters(briefing: Briefing, form: str) -> None:
    found = READ_BACK[form](briefgen.render(briefing, form))
    assert len(found) == len(briefing.claims) > 3
    assert dict(found) == claims_of(briefing)


def test_the_formats_print_the_claims_in_one_order(briefing: Briefing) -> None:
    md, html, txt = (READ_BACK[form](briefgen.render(briefing, form)) for form in ("md", "html", "txt"))
    assert md == html == txt
    assert md[0][0] == one_line(next(iter(briefing.claims.values())).text)


def test_the_pdf_prints_each_claim_once_with_its_letters(briefing: Briefing) -> None:
    text = pdf_text(pdf_of(briefing))
    counts = {
        claim: text.count(squeezed(f"{claim} [{', '.join(keys)}]")) for claim, keys in claims_of(briefing).items()
    }
    assert set(counts.values()) == {1}
    headlines = sum(summary.headline is not None for summary in briefing.summaries)
    assert len(re.findall(r"\[[A-Z](?:,[A-Z])*\]", text)) == len(counts) + headlines


def test_the_short_formats_print_the_same_claims(run: Run, seed_briefing: Briefing) -> None:
    for form, mark in (("txt", ""), ("md", "- ")):
        lines = run("summarise", SEEDS, "-w", "400", "-f", form).out.split("\n\n")[0].split("\n")
        assert dict(cited([line.removeprefix(mark) for line in lines])) == claims_of(seed_briefing)


def test_each_format_tells_the_same_counts(seed_briefing: Briefing) -> None:
    used = sum(len(claim.text.split()) for claim in seed_briefing.claims.values())
    shown = {
        "md": marked(briefgen.render(seed_briefing, "md").decode()).text,
        "html": Page(briefgen.render(seed_briefing, "html").decode()).text,
        "txt": briefgen.render(seed_briefing, "txt").decode(),
    }
    for text in shown.values():
        assert f"{used} words of 400" in one_line(text)
        assert f"{len(seed_briefing.summaries[0].unprinted)} claims not printed" in one_line(text)
    assert squeezed(f"{used} words of 400") in pdf_text(pdf_of(seed_briefing))


# --- the page

DEFAULT_TAGS = (
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "script"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "span", "a", "br", "details", "summary", "div", "mark"),
)


def test_the_page_asks_for_nothing_from_elsewhere(seed_briefing: Briefing) -> None:
    page = Page(briefgen.render(seed_briefing, "html").decode())
    assert {tag for tag, _ in page.tags} <= set(DEFAULT_TAGS)
    addresses = [value for _, attributes in page.tags for name, value in attributes.items() if name in {"href", "src"}]
    assert all(address.startswith("#") for address in addresses)
    policy = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy[0].startswith("default-src 'none'")
    assert "unsafe-eval" not in policy[0]
    style = briefgen.render(seed_briefing, "html").decode().partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|https?:", style)


def test_every_link_of_the_page_leads_to_something_once(seed_briefing: Briefing) -> None:
    page = Page(briefgen.render(seed_briefing, "html").decode())
    links = {attributes["href"][1:] for tag, attributes in page.tags if tag == "a"}
    assert links <= set(page.ids)
    assert not [name for name, count in Counter(page.ids).items() if count > 1]


def test_a_citation_leads_to_the_marked_sentence_and_back(seed_briefing: Briefing) -> None:
    html = briefgen.render(seed_briefing, "html").decode()
    for claim, line in zip(_in_printed_order(seed_briefing), Page(html).lines, strict=True):
        witnesses = {f"#{seed_briefing.keys[w.span.report]}-{w.span.start}": w.text for w in claim.witnesses}
        assert set(line.links) == set(witnesses)
        for link, words in witnesses.items():
            mark = re.search(rf'<mark id="{link[1:]}">(.*?)</mark>((?:<a [^>]*>\d+</a>)*)', html, re.DOTALL)
            assert mark
            assert one_line("".join(Page(mark[1]).shown)) == words
            assert f'href="#{claim.id}"' in mark[2]


def _in_printed_order(briefing: Briefing) -> list[Any]:
    order = {text: place for place, (text, _) in enumerate(md_lines(briefgen.render(briefing, "md")))}
    return sorted(briefing.claims.values(), key=lambda claim: order[one_line(claim.text)])


# --- the PDF


@pytest.fixture(scope="module")
def pdf(seed_briefing: Briefing) -> pypdf.PdfReader:
    return pdf_of(seed_briefing)


def test_the_pdf_is_tagged_and_says_its_language_title_and_time(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Briefing, 22 November 2026"
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.isoformat() == AS_OF
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_the_pdf_has_an_outline(pdf: pypdf.PdfReader) -> None:
    titles = [item.title for item in _flat(pdf.outline) if item.title is not None]
    assert titles[:2] == ["Bottom line", "Key points"]
    assert "Agreed by several reports" in titles
    assert titles[-1] == "Sources"


def _flat(outline: Any) -> Iterator[Any]:
    for item in outline:
        yield from _flat(item) if isinstance(item, list) else [item]


def _links(pdf: pypdf.PdfReader) -> list[Any]:
    return [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]


def test_the_links_of_the_pdf_are_internal_and_lead_both_ways(pdf: pypdf.PdfReader, seed_briefing: Briefing) -> None:
    links = _links(pdf)
    assert {link["/Subtype"] for link in links} == {"/Link"}
    assert not [link for link in links if "/A" in link]
    targets = {str(link["/Dest"]) for link in links}
    assert targets == {"source-A", "source-B", *seed_briefing.claims}
    assert targets <= set(pdf.named_destinations)


def test_every_page_of_the_pdf_says_which_it_is(pdf: pypdf.PdfReader) -> None:
    for number, page in enumerate(pdf.pages, 1):
        assert f"page {number} of {len(pdf.pages)}" in page.extract_text()
    assert 1 <= len(pdf.pages) <= 3


# --- what strangers wrote is shown as they wrote it

HOSTILE = (
    *("*Stop* the _press_ and **run**", "# Not a heading", "> no quote", "- no item", "+ no item", "1. no item"),
    *("7) no item", "--- no rule", "=== no rule", "~~~ no fence", "``` no fence", "`code` and ``more``", "~~struck~~"),
    *("[link](https://evil.example/)", "![picture](https://evil.example/x.png)", "[ref][1]", "[1]: https://evil.example"),
    *("text[^1] note", "[^1]: footnote", "<https://evil.example/>", "<script>alert(1)</script>", "[x] done"),
    *("<svg/onload=alert(1)>", "' autofocus onfocus='alert(1)", "&#106;avascript:", "==mark==", "H~2~O and x^2^"),
    *("<img src=x onerror=alert(1)>", "</span></p></details><script>alert(1)</script>", "<!-- comment -->", "--> out"),
    *("a | b | c", "|---|---|", "{{ 7 * 7 }} {% raw %} {# gone #}", "javascript:alert(1)", "[x](javascript:alert(1))"),
    *("&lt;b&gt; &amp; &copy; &#x41; &nbsp;", r"\*kept\* C:\temp\new", "a_b_c and _x", "AT&T <3 > 2", "%s %n {0} ${x}"),
    *('"quoted" \'single\' “curly” ‘too’', "$x^2$ and $$y$$", ":smile: @user #123", "<details open><summary>x"),
    *("<![CDATA[x]]>", "5 * 3 * 2 = 30", "<br>", '" onmouseover="alert(1)'),
    *("Termin » « ›", "<a href=https://evil.example>here</a>", "x" * 300),
)  # fmt: skip
BIDI = "الجسر مغلق in Tolle, הגשר סגור"
EMOJI = "Closed 🚧 by 👩‍🔧 in 🇳🇴"
STRANGERS = (*HOSTILE, BIDI, EMOJI)

TEXT = (
    "The bridge at Tolle was closed on Monday after a barge struck a pier, officials said.\n"
    "Mayor Ann Lee said that 300 workers would repair it by June."
)


def reports_with(what: str, texts: Sequence[str]) -> list[Report]:
    """One report for each text, which stands as its title, outlet, author or location."""
    found = []
    for number, text in enumerate(texts):
        # Reports of one text would be copies of one another.
        body = TEXT.replace("Tolle", f"Tolle{number}").replace("300", str(300 + number))
        report = briefgen.report(body, title=text if what == "title" else "Bridge Closed")
        stated = {"location": {"source": Source(text, "text")}, "title": {}}.get(what, {what: text})
        found.append(replace(report, **stated))
    return found


@cache
def briefing_with(what: str, texts: tuple[str, ...]) -> Briefing:
    return briefgen.brief(reports_with(what, texts), words=40, as_of=AS_OF, one_story=True)


FIELDS = ("title", "outlet", "author", "location", "url")
# The same words without their signs, so that the same title heads the story.
HARMLESS = tuple(f"Name{number} {re.sub(r'[^a-zA-Z ]', '', text)}" for number, text in enumerate(STRANGERS))


@pytest.mark.parametrize("what", FIELDS)
def test_markdown_shows_what_is_stated_as_written(what: str) -> None:
    document = marked(briefgen.render(briefing_with(what, STRANGERS), "md").decode())
    harmless = marked(briefgen.render(briefing_with(what, HARMLESS), "md").decode())
    assert document.kinds == harmless.kinds
    assert not [text for text in STRANGERS if one_line(text) not in one_line(document.text)]


@pytest.mark.parametrize("what", FIELDS)
def test_html_shows_what_is_stated_as_written(what: str) -> None:
    page = Page(briefgen.render(briefing_with(what, STRANGERS), "html").decode())
    harmless = Page(briefgen.render(briefing_with(what, HARMLESS), "html").decode())
    assert [(tag, sorted(attributes)) for tag, attributes in page.tags] == [
        (tag, sorted(attributes)) for tag, attributes in harmless.tags
    ]
    assert not [text for text in STRANGERS if one_line(text) not in page.text]
    assert not [a for _, a in page.tags if not a.get("href", "#").startswith("#")]


@pytest.mark.parametrize("what", FIELDS)
def test_plain_text_shows_what_is_stated_as_written(what: str) -> None:
    text = briefgen.render(briefing_with(what, STRANGERS), "txt").decode()
    harmless = briefgen.render(briefing_with(what, HARMLESS), "txt").decode()
    assert text.count("\n") == harmless.count("\n")
    assert not [stated for stated in STRANGERS if one_line(stated) not in one_line(text)]


def test_pdf_shows_what_is_stated_as_written() -> None:
    """All fields at once, since a PDF takes a while; scripts that need a font of their own are left out."""
    reports = [
        replace(report, outlet=outlet, author=author, source=Source(place, "text"), url=url)
        for report, outlet, author, place, url in zip(
            reports_with("title", HOSTILE), *(HOSTILE[turn:] + HOSTILE[:turn] for turn in (1, 2, 3, 4)), strict=True
        )
    ]
    pdf = pdf_of(briefgen.brief(reports, words=40, as_of=AS_OF))
    text = pdf_text(pdf)
    assert not [stated for stated in HOSTILE if text.count(squeezed(stated)) < 5]
    assert not [link for link in _links(pdf) if "/A" in link]


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_what_could_not_be_read_is_named_as_it_is(form: str) -> None:
    skipped = [Skipped(text, f"unreadable: {text}") for text in STRANGERS]
    briefing = briefgen.brief(reports_with("title", ["Bridge"]), as_of=AS_OF, skipped=skipped)
    made = briefgen.render(briefing, form).decode()
    shown = {"md": lambda: marked(made).text, "html": lambda: Page(made).text, "txt": lambda: made}[form]()
    assert not [text for text in STRANGERS if f"{text} – unreadable: {text}" not in one_line(shown)]


def _names() -> Iterator[str]:
    """Names that no two lines share, so that no line repeats another."""
    for first in "BDFGKLMNPRSTVZ":
        for vowel in "aeiou":
            for second in "dglmnrstvz":
                for last in ("ar", "en", "ik", "os"):
                    yield f"{first}{vowel}{second}{last}"


def lines_with(texts: Sequence[str]) -> list[str]:
    names = _names()
    return [
        f"{next(names)} {next(names)} of {next(names)} wrote {text} on the {next(names)} gate in {next(names)}."
        for text in texts
    ]


# Half a bracket or quotation hangs, and so do enumerations: such lines are not printed at all.
IN_LINES = [text for text in STRANGERS if text not in {"7) no item", "<![CDATA[x]]>"} and not text.endswith("[x]: ")]


@pytest.fixture(scope="module")
def hostile_lines() -> Briefing:
    report = briefgen.report("Bridge Closed\n\n" + "\n\n".join(lines_with(IN_LINES)), language="en")
    return briefgen.brief([report], words=5000, as_of=AS_OF)


@pytest.mark.parametrize("form", READ_BACK)
def test_lines_are_shown_as_written(hostile_lines: Briefing, form: str) -> None:
    found = READ_BACK[form](briefgen.render(bare(hostile_lines), form))
    assert len(hostile_lines.claims) > 0.8 * len(IN_LINES)
    assert dict(found) == claims_of(hostile_lines)


def test_lines_are_shown_as_written_in_pdf() -> None:
    """Scripts that need a font of their own are left out."""
    lines = [text for text in IN_LINES if text in HOSTILE]
    report = briefgen.report("Bridge Closed\n\n" + "\n\n".join(lines_with(lines)), language="en")
    briefing = briefgen.brief([report], words=5000, as_of=AS_OF)
    text = pdf_text(pdf_of(briefing))
    assert len(briefing.claims) > 0.8 * len(lines)
    assert not [claim for claim in claims_of(briefing) if squeezed(claim) not in text]


def test_no_markup_of_strangers_is_active(hostile_lines: Briefing) -> None:
    harmless = briefgen.brief(
        [briefgen.report("Bridge Closed\n\n" + "\n\n".join(lines_with(["300 pages"] * 9)), language="en")],
        words=5000,
        as_of=AS_OF,
    )
    document, plain = (marked(briefgen.render(one, "md").decode()) for one in (hostile_lines, harmless))
    assert document.kinds <= plain.kinds
    page, twin = (Page(briefgen.render(one, "html").decode()) for one in (hostile_lines, harmless))
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in twin.tags}
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert all(attributes.get("href", "#").startswith("#") for _, attributes in page.tags)


STARTS = (
    "# Heading or not, Mayor Ann Lee of Tolle sent 300 workers.",
    "1986. That was the year in which Mayor Ann Lee of Tolle sent 300 workers.",
    "[Link](x) was what Mayor Ann Lee of Tolle called the 300 workers.",
    "<b>Mayor</b> Ann Lee of Tolle sent 300 workers to the bridge.",
    "*Mayor* Ann Lee of Tolle sent 300 workers to the bridge.",
    "`Mayor` Ann Lee of Tolle sent 300 workers to the bridge.",
    "| Mayor | Ann Lee of Tolle sent 300 workers to the bridge.",
    "--- Mayor Ann Lee of Tolle sent 300 workers to the bridge.",
)


@pytest.mark.parametrize("line", STARTS)
def test_a_line_may_begin_like_markup(line: str) -> None:
    text = f"Bridge Closed\n\nThe bridge at Norden is shut. Ferries go instead.\n\n{line}"
    briefing = bare(briefgen.brief([briefgen.report(text)], words=99, as_of=AS_OF))
    assert line in claims_of(briefing)
    for form, read in READ_BACK.items():
        assert dict(read(briefgen.render(briefing, form))) == claims_of(briefing)


@pytest.mark.parametrize("title", ["# {}", "1. {}", "- {}", "> {}", "{}\\", "*{}*", "[One]: {}", "{} [A]", "=== {}"])
def test_a_headline_may_look_like_markup(title: str) -> None:
    briefing = briefing_with("title", ("Bridge",))
    headline = title.format(" ".join(briefing.summaries[0].sentences[0].split()[:6]).rstrip("."))
    document = marked(briefgen.render(briefing_with("title", (headline,)), "md").decode())
    assert ("h2", f"{headline} [A]") in document.blocks


@pytest.mark.parametrize("title", ["# One", "1. One", "<b>One</b>", "{{ 7 * 7 }}", "One *two*"])
def test_the_briefs_own_title_is_shown_as_given(seeds: Sequence[Report], title: str) -> None:
    briefing = briefgen.brief(seeds, title=title, as_of=AS_OF)
    assert marked(briefgen.render(briefing, "md").decode()).blocks[0] == ("h1", title)
    assert title in Page(briefgen.render(briefing, "html").decode()).text
    assert briefgen.render(briefing, "txt").decode().startswith(f"{title}\n{'=' * len(title)}\n")


def test_what_cannot_be_encoded_is_replaced_in_title_and_focus(seeds: Sequence[Report]) -> None:
    briefing = briefgen.brief(seeds, title="Peace\ud800", focus="talks\udcff", as_of=AS_OF)
    for form, page in ((form, briefgen.render(briefing, form).decode()) for form in ("md", "html", "txt", "json")):
        assert "Peace\ufffd" in page, form


def test_the_briefs_own_title_may_end_in_a_hash(seeds: Sequence[Report]) -> None:
    briefing = briefgen.brief(seeds, title="Issue #", as_of=AS_OF)
    assert marked(briefgen.render(briefing, "md").decode()).blocks[0] == ("h1", "Issue #")


@pytest.mark.parametrize("what", FIELDS)
def test_double_low_lines_are_no_emphasis(what: str) -> None:
    document = marked(briefgen.render(briefing_with(what, ("__init__",)), "md").decode())
    assert "__init__" in document.text


@pytest.mark.parametrize("what", ["outlet", "location"])
def test_a_backslash_at_the_end_stays(what: str) -> None:
    document = marked(briefgen.render(briefing_with(what, ("C:\\reports\\",)), "md").decode())
    assert "C:\\reports\\" in document.text


# Everywhere that a template may print a value: alone, in heads, lists, tables, links, emphasis, one below another.
PLACES = (
    *("{}", "# {}\n", "## {} [A]", "- {} [A] – 1 report", "- **A** {} – {}, 1 March, by {}, {} – {}, 5 words\n- x"),
    *("“{}”, x", "x\n{}\n", "{}\n{}\n", "> {}", "1. {}\n2. {}", "{}: x", "**{}**: x", "*{}* {}"),
    *("[{}](<https://tolle.example/>) {}", "| a | b |\n|---|---|\n| {} | {} |\n| {} | x |"),
)
PIECES = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|~<>&;:=/'\"x aé1 «,^$?%@🚧\u0301ב",
        *("__", "**", "~~", "```", "~~~", "---", "===", "](", "]:", "![", "&amp;", "&#35;", "<b>", "</b>", "<!--"),
        *("http://a.example/", "1. ", "- ", "# ", " #", "\\\\", "a", "b ", "\u00a0"),
    ]
)
VALUES = st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip)


@settings(max_examples=400)
@given(place=st.sampled_from(PLACES), values=st.lists(VALUES, min_size=5, max_size=5))
def test_markdown_shows_any_text_as_it_stands(place: str, values: list[str]) -> None:
    names = [f"Name{number}" for number in range(place.count("{}"))]
    harmless = marked(place.format(*names))
    shown = marked(place.format(*map(escape.markdown, values)))
    expected = harmless.text
    for name, value in zip(names, values, strict=False):
        expected = expected.replace(name, one_line(value), 1)
    assert one_line(shown.text) == one_line(expected)
    assert shown.kinds - {"text", "text_special"} == harmless.kinds - {"text", "text_special"}


@pytest.mark.parametrize(
    "text",
    [
        *("5 * 3 * 2 = 30", "a_b and C:\\temp\\new", "#tolle2026 is open", "~300 workers", "AT&T <3 > 2", "-5 °C"),
        *("He said […] [the mayor] left.", "[Ann Lee] said: no", "1,000 came (all!) – “so” it was: fine", "No. 5 won!"),
    ],
)
def test_markdown_needs_no_backslash_for_prose(text: str) -> None:
    assert escape.markdown(text) == text


@pytest.mark.parametrize("what", ["title", "outlet", "url"])
def test_a_line_break_in_what_is_stated_forges_no_line(what: str) -> None:
    forged: dict[str, Any] = {what: "Bridge\n* The mayor has resigned. [A]"}
    briefing = briefgen.brief([briefgen.report(TEXT, **forged)], as_of=AS_OF)
    assert "\n* The mayor" not in briefgen.render(briefing, "txt").decode()


def test_front_matter_forges_no_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f'+++\ntitle = """Bridge\n* The mayor has resigned. [A]"""\n+++\n{TEXT}\n', encoding="utf-8"
    )
    ran = run("brief", tmp_path / "a.md", "-o", tmp_path / "out", "-f", "txt", "--name", "b")
    assert ran.code == 0
    assert "\n* The mayor" not in (tmp_path / "out" / "b.txt").read_text(encoding="utf-8")
    assert run("verify", tmp_path / "out" / "b.json").code == 0


@pytest.mark.parametrize("what", ["outlet", "url"])
@pytest.mark.parametrize("hidden", ["\u202e", "\x1b[31m", "\x00", "\u200b"], ids=["override", "escape", "null", "zero"])
def test_hidden_characters_in_what_is_stated_are_taken_out(what: str, hidden: str) -> None:
    report = briefgen.report(TEXT, **{what: f"Tolle {hidden}Times"})
    assert hidden not in briefgen.render(briefgen.brief([report], as_of=AS_OF), "txt").decode()


STATED = ("title", "outlet", "author", "url", "language")


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_states_clean_lines(fence: str) -> None:
    """TOML has escapes that come true only after the text was cleaned."""
    forged = "Tolle\\u202e\\n* News\\u0000" if fence == "+++" else "Tolle\u202e \t* News\x00"
    block = "\n".join(f'{name} = "{forged}"' if fence == "+++" else f"{name}: {forged}" for name in STATED)
    report = report_from(markdown.read(f"{fence}\n{block}\n{fence}\n\n{TEXT}\n"), Source("a.md", "markdown"))
    assert {report.title, report.outlet, report.author, report.url} == {"Tolle * News"}
    assert report.language == "en"


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u00a0", "\u3164", "\u2800", "\u200d", "\u202e \u0301"])
def test_what_shows_nothing_is_not_stated(blank: str) -> None:
    report = briefgen.report(TEXT, title=blank, outlet=blank, url=blank, language=blank)
    assert (report.outlet, report.url, report.language) == (None, None, "en")
    assert report == briefgen.report(TEXT)


@pytest.mark.parametrize("entity", ["&#x202e;", "&#8232;", "&#10;", "&#x1b;", "&#x200b;", "&#x85;", "&shy;"])
def test_entities_of_markdown_hide_nothing(entity: str) -> None:
    draft = markdown.read(f"# Bridge {entity}Closed\n\nThe bridge{entity} at Tolle was closed on Monday.\n")
    text = report_from(draft, Source("a.md", "markdown")).text
    assert [clean(line) for line in text.split("\n")] == text.split("\n")
    assert len(text.splitlines()) == 2


def test_a_report_made_by_hand_forges_no_line_either() -> None:
    report = replace(briefgen.report(TEXT), outlet="Tolle\r* News. [A]", url="x\u2028* News. [A]", author="x\n* [A]")
    text = briefgen.render(briefgen.brief([report], as_of=AS_OF), "txt").decode()
    assert not [line for line in text.splitlines() if line.startswith(("* News", "* [A]"))]


ADDRESSES = {
    "https://tolle.example/Bridge_(1986)_*x*": True,
    "https://tolle.example/_a_?b=1&c=[2]#~x~": True,
    "https://tolle.example/a b": False,
    "https://tolle.example/a)>b": False,
    "https://tolle.example/?a=1&amp;b=2": False,
    "javascript:alert(1)": False,
    "tolle.example/_a_": False,
}


@pytest.mark.parametrize(("address", "link"), ADDRESSES.items())
def test_markdown_links_only_whole_web_addresses(address: str, *, link: bool) -> None:
    made = briefgen.render(briefgen.brief([briefgen.report(TEXT, url=address)], as_of=AS_OF), "md").decode()
    assert f", {address} – " in marked(made).text
    assert (f"<{address}>" in made) is link
    assert ("link_open" in marked(made).kinds) is link


def test_a_users_link_holds_any_title_and_address(mine: Path) -> None:
    (mine / "brief.md.j2").write_text(
        override("md", "title", "{% set a = briefing.sources[0].report %}[{{ a.title }}](<{{ a.url }}>)"),
        encoding="utf-8",
    )
    for title in ("Bridge] [x", "[Live](y) Bridge", "![Bridge]", "a [b [c](d)", "Bridge\\"):
        report = briefgen.report(TEXT, title=title, url="https://tolle.example/_(a)_b")
        made = briefgen.render(briefgen.brief([report], as_of=AS_OF), "md", template=str(mine)).decode()
        assert marked(made).blocks[0] == ("p", title)
        assert '<a href="https://tolle.example/_(a)_b">' in MarkdownIt("commonmark").render(made)


@pytest.mark.parametrize("address", ["http://[bad", "https://[::1", "http://a]b/"])
def test_an_address_that_is_none_is_shown_as_text(run: Run, tmp_path: Path, address: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Bridge Closed\nurl: {address}\n---\n{TEXT}\n", encoding="utf-8")
    ran = run("brief", tmp_path / "a.md", "-o", tmp_path / "out", "-f", "html", "--name", "b")
    assert (ran.code, ran.err) == (0, "")
    page = Page((tmp_path / "out" / "b.html").read_text(encoding="utf-8"))
    assert address in page.text
    assert address not in [attributes.get("href") for _, attributes in page.tags]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://tolle.example/a?b=1&c=2", True),
        ("http://tolle.example/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//tolle.example/a", False),
        ("https://user@evil.example/", False),
        ("tolle.example/a", False),
        ("https://tolle.example/a b", False),
        ("https://evil.example\\.tolle.example/", False),
        ("https://tolle.example/<b>", False),
    ],
)
def test_only_web_addresses_are_links(address: str, *, link: bool) -> None:
    briefing = briefgen.brief([briefgen.report(TEXT, url=address)], as_of=AS_OF)
    page = Page(briefgen.render(briefing, "html").decode())
    assert address in page.text
    assert (address in [attributes.get("href") for _, attributes in page.tags]) is link


# --- templates


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """An empty folder for a user's templates."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


@pytest.fixture
def brief_with(run: Run, mine: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Run `brief` with the user's templates; files go to the folder "out"."""

    def run_brief(*forms: str) -> Ran:
        return run(
            "brief", SEEDS, "-t", mine, "-o", tmp_path / "out", "-f", ",".join(forms), "--name", "b", "--as-of", AS_OF
        )

    return run_brief


def override(form: str, block: str, inside: str) -> str:
    return f'{{% extends "brief/brief.{form}.j2" %}}\n{{% block {block} %}}\n{inside}\n{{% endblock %}}\n'


@pytest.mark.parametrize("form", ["md", "txt", "html", "pdf"])
def test_a_user_overrides_one_block(brief_with: Callable[..., Ran], mine: Path, tmp_path: Path, form: str) -> None:
    (mine / f"brief.{form}.j2").write_text(
        override(form, "method", "Made by {{ briefing.title }} of Tolle."), encoding="utf-8"
    )
    ran = brief_with(form)
    assert (ran.code, ran.err) == (0, "")
    made = (tmp_path / "out" / f"b.{form}").read_bytes()
    text = pdf_text(pypdf.PdfReader(io.BytesIO(made))) if form == "pdf" else made.decode()
    assert squeezed("Made by Briefing of Tolle.") in squeezed(text)
    assert squeezed("chosen by") not in squeezed(text)
    assert squeezed("talks with Russian President Vladimir Putin") in squeezed(text)


def test_what_is_not_overridden_comes_from_ours(brief_with: Callable[..., Ran], mine: Path, tmp_path: Path) -> None:
    (mine / "brief.md.j2").write_text(override("md", "title", "# Mine"), encoding="utf-8")
    assert brief_with("md", "txt").code == 0
    assert (tmp_path / "out" / "b.md").read_text(encoding="utf-8").lstrip().startswith("# Mine\n")
    assert (tmp_path / "out" / "b.txt").read_text(encoding="utf-8").startswith("Briefing\n====")


def test_a_users_template_escapes_what_strangers_wrote(mine: Path) -> None:
    (mine / "brief.html.j2").write_text(
        override("html", "title", "<i>{{ briefing.sources[0].report.title }}</i>"), encoding="utf-8"
    )
    (mine / "brief.md.j2").write_text(
        override("md", "title", "{{ briefing.sources[0].report.title }}"), encoding="utf-8"
    )
    briefing = briefing_with("title", ("<b>*Bridge*</b>",))
    assert "<i>&lt;b&gt;*Bridge*&lt;/b&gt;</i>" in briefgen.render(briefing, "html", template=str(mine)).decode()
    document = marked(briefgen.render(briefing, "md", template=str(mine)).decode())
    assert document.blocks[0] == ("p", "<b>*Bridge*</b>")


BROKEN = {
    "syntax": ("{% if %}", "line 3"),
    "an unclosed block": ("{% for x in y %}", "line 4"),
    "an undefined name": ("{{ nothing }}", "line 3: 'nothing' is undefined"),
    "an undefined field": ("{{ briefing.nothing }}", "line 3"),
    "a wrong filter": ("{{ briefing | nofilter }}", "line 3"),
    "a filter of another thing": ("{{ briefing.title | day }}", "line 3"),
    "an error in a filter": ("{{ briefing.summaries | first | headline_key }}", "line 3"),
    "a division by zero": ("{{ 1 / 0 }}", "line 3"),
    "a list that ends": ("{{ briefing.summaries[7].story }}", "line 3"),
    "what the sandbox forbids": ("{{ briefing.title.__class__.__mro__ }}", "line 3"),
    "an endless loop": ("{% for x in range(10 ** 9) %}x{% endfor %}", "line 3"),
}


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize(("inside", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_gets_one_line_with_file_and_line(
    brief_with: Callable[..., Ran], mine: Path, tmp_path: Path, inside: str, told: str, form: str
) -> None:
    path = mine / f"brief.{form}.j2"
    path.write_text(override(form, "method", inside), encoding="utf-8")
    ran = brief_with("txt", form)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert str(path) in ran.err
    assert told in ran.err
    assert not (tmp_path / "out").exists()


MISSING = {
    "parent": '{% extends "brief/nothing.md.j2" %}',
    "include": override("md", "method", '{% include "nothing.j2" %}'),
    "a file outside": override("md", "method", '{% include "../../../../etc/passwd" %}'),
}


@pytest.mark.parametrize("text", MISSING.values(), ids=MISSING)
def test_a_missing_template_gets_one_line(
    brief_with: Callable[..., Ran], mine: Path, tmp_path: Path, text: str
) -> None:
    (mine / "brief.md.j2").write_text(text, encoding="utf-8")
    ran = brief_with("md")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert str(mine) in ran.err
    assert "no template" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", MISSING.values(), ids=MISSING)
def test_a_missing_template_is_told_with_file_and_line(brief_with: Callable[..., Ran], mine: Path, text: str) -> None:
    (mine / "brief.md.j2").write_text(text, encoding="utf-8")
    assert f"{mine / 'brief.md.j2'}, line" in brief_with("md").err


def test_a_block_that_overrides_none_of_ours_is_told(brief_with: Callable[..., Ran], mine: Path) -> None:
    text = '{% extends "brief/brief.md.j2" %}\n{% block titel %}\n# Mine\n{% endblock %}\n'
    (mine / "brief.md.j2").write_text(text, encoding="utf-8")
    ran = brief_with("md")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "brief.md.j2, line 2: no block titel to override; use title, " in ran.err


def test_a_page_of_ones_own_is_the_pdfs_too(seed_briefing: Briefing, mine: Path) -> None:
    text = '{% extends "brief/brief.html.j2" %}{% block title %}<h1>Morning paper</h1>{% endblock %}'
    (mine / "brief.html.j2").write_text(text, encoding="utf-8")
    assert "<h1>Morning paper</h1>" in render(seed_briefing, "pdf", str(mine))


def test_a_template_that_is_no_text_is_named(brief_with: Callable[..., Ran], mine: Path) -> None:
    (mine / "brief.md.j2").write_bytes(b"\xff\xfe# title")
    ran = brief_with("md")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "brief.md.j2" in ran.err


@pytest.mark.parametrize(
    "text", [b"Caf\xe9", b"{{ nothing }}", b"{{ dict(a=1, a=2) }}"], ids=["bytes", "name", "python"]
)
def test_a_broken_file_that_is_included_is_named_itself(
    brief_with: Callable[..., Ran], mine: Path, text: bytes
) -> None:
    (mine / "brief.md.j2").write_text('{% include "part.txt" %}', encoding="utf-8")
    (mine / "part.txt").write_bytes(text)
    ran = brief_with("md")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert str(mine / "part.txt") in ran.err


def test_a_byte_order_mark_of_a_template_is_not_printed(mine: Path, seed_briefing: Briefing) -> None:
    (mine / "brief.md.j2").write_text(override("md", "title", "# Mine"), encoding="utf-8-sig")
    assert briefgen.render(seed_briefing, "md", template=str(mine)).decode().lstrip("\n").startswith("# Mine")


@pytest.mark.parametrize(
    "inside",
    ["{{ dict(a=1, a=2) }}", "{{ " + "(" * 500 + ")" * 500 + " }}", "{{ 'x' * 10 ** 15 }}", '{% extends "a\nb" %}'],
    ids=["a name twice", "nested too deeply", "more than memory", "a name of two lines"],
)
def test_what_python_refuses_is_told_in_one_line(brief_with: Callable[..., Ran], mine: Path, inside: str) -> None:
    (mine / "brief.md.j2").write_text(inside, encoding="utf-8")
    ran = brief_with("md")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert str(mine / "brief.md.j2") in ran.err


def test_a_page_that_cannot_be_laid_out_is_told(brief_with: Callable[..., Ran], mine: Path) -> None:
    (mine / "brief.pdf.j2").write_text("<div style='float: left'>" * 900, encoding="utf-8")
    ran = brief_with("pdf")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert str(mine) in ran.err


ENDLESS = {
    "extends itself": '{% extends "brief.md.j2" %}',
    "a macro of itself": override("md", "method", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    "a file of ours that is not there": override("md", "method", '{{ shared("nothing.css") }}'),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_template_never_ends_in_a_traceback(
    brief_with: Callable[..., Ran], mine: Path, tmp_path: Path, text: str
) -> None:
    (mine / "brief.md.j2").write_text(text, encoding="utf-8")
    ran = brief_with("md")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "brief.md.j2" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("files", "told"), [((), "holds no template"), (("other.txt",), "holds no template"), (None, "no such template")]
)
def test_a_folder_without_templates_is_told_before_anything_is_read(
    run: Run, mine: Path, tmp_path: Path, files: tuple[str, ...] | None, told: str
) -> None:
    for name in files or ():
        (mine / name).write_text("x", encoding="utf-8")
    ran = run("brief", "missing", "-t", mine if files is not None else "nosuch", "-o", tmp_path / "out")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_an_edit_shows_at_the_next_run(brief_with: Callable[..., Ran], mine: Path, tmp_path: Path) -> None:
    """A copy of our templates is a user's folder; what is edited there is used, also what it shares."""
    mine.rmdir()
    shutil.copytree(home() / "brief", mine)
    shutil.copytree(home() / "_shared", mine / "_shared")
    out = tmp_path / "out"
    assert brief_with("md", "html").code == 0
    before = {form: (out / f"b.{form}").read_text(encoding="utf-8") for form in ("md", "html")}
    for path, old, new in (
        (mine / "brief.md.j2", "## Bottom line", "## In short"),
        (mine / "brief.html.j2", ">Bottom line<", ">In short<"),
        (mine / "_shared" / "macros.j2", 'class="words"', 'class="words mine"'),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert brief_with("md", "html").code == 0
    after = {form: (out / f"b.{form}").read_text(encoding="utf-8") for form in ("md", "html")}
    assert after["md"] == before["md"].replace("## Bottom line", "## In short")
    assert after["html"] == before["html"].replace(">Bottom line<", ">In short<").replace('"words"', '"words mine"')


def test_the_default_templates_are_those_of_the_checkout() -> None:
    assert home() == SEEDS.parent / "templates"


# --- a real browser

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@dataclass
class Visit:
    """An open page, what it asked for and what went wrong in it."""

    page: Any
    asked: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on PATH: the page is not seen in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, seed_briefing: Briefing, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open a brief in a window of its own, the seeds' one where none is given."""
    contexts = []

    def open_page(briefing: Briefing = seed_briefing, width: int = 1280, *, script: bool = True) -> Visit:
        path = tmp_path / "brief.html"
        path.write_bytes(briefgen.render(briefing, "html"))
        context = chromium.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
        contexts.append(context)
        seen = Visit(context.new_page(), [], [])
        seen.page.on("request", lambda request: seen.asked.append(request.url))
        seen.page.on("console", lambda message: seen.errors.append(message.text))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.goto(path.as_uri())
        return seen

    yield open_page
    for context in contexts:
        context.close()


def test_a_click_on_a_citation_opens_the_report_at_the_marked_sentence(
    visit: Callable[..., Visit], seed_briefing: Briefing
) -> None:
    seen = visit()
    line = seen.page.locator(".claim", has_text="Karoline Leavitt")
    target = seen.page.locator(line.locator(".cites a").nth(0).get_attribute("href"))
    assert not target.is_visible()
    line.locator(".cites a").nth(0).click()
    assert target.is_visible()
    assert target.evaluate("mark => mark.closest('details').open && mark.matches(':target')")
    assert target.evaluate("mark => mark.localName") == "mark"
    claim = next(one for one in seed_briefing.claims.values() if "Karoline Leavitt" in one.text)
    assert target.inner_text() == claim.witnesses[0].text
    seen.page.wait_for_function(
        "mark => { const box = mark.getBoundingClientRect(); return box.top > -2 && box.bottom <= innerHeight }",
        arg=target.element_handle(),
        timeout=5000,
    )
    assert (len(seen.asked), seen.errors) == (1, [])


def test_the_way_back_leads_to_the_line(visit: Callable[..., Visit]) -> None:
    seen = visit()
    line = seen.page.locator(".claim", has_text="Karoline Leavitt")
    name = line.get_attribute("id")
    line.locator(".cites a").nth(1).click()
    seen.page.locator(f"a.back[href='#{name}']").nth(1).click()
    assert line.evaluate("line => line.matches(':target')")


def test_without_javascript_every_citation_still_has_its_target(visit: Callable[..., Visit]) -> None:
    seen = visit(script=False)
    links = seen.page.locator(".claim .cites a")
    hrefs = [links.nth(index).get_attribute("href") for index in range(links.count())]
    assert len(hrefs) > 13
    assert all(seen.page.locator(href).count() == 1 for href in hrefs)
    links.nth(1).click()
    assert seen.page.url.endswith(hrefs[1])
    report = seen.page.locator("details", has=seen.page.locator(hrefs[1]))
    if not report.evaluate("report => report.open"):
        report.locator("summary").click()
    assert seen.page.locator(hrefs[1]).is_visible()
    assert len(seen.asked) == 1


@pytest.mark.parametrize("what", ["seeds", "strangers"])
def test_a_narrow_window_needs_no_sideways_scroll(
    visit: Callable[..., Visit], what: str, hostile_lines: Briefing
) -> None:
    seen = visit(width=360) if what == "seeds" else visit(hostile_lines, width=360)
    for opened in (False, True):
        if opened:
            seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_many_letters_and_long_words_need_no_sideways_scroll(visit: Callable[..., Visit]) -> None:
    reports = [replace(one, outlet="W" * 5000, author="W" * 5000) for one in reports_with("title", ["W" * 5000] * 40)]
    same = [briefgen.report(f"{TEXT}\nThe ferry{one} ran to harbour{one} on the day{one}.") for one in range(60)]
    for briefing in (briefgen.brief(reports, as_of=AS_OF), briefgen.brief(same, as_of=AS_OF)):
        assert visit(briefing, width=360).page.evaluate("document.documentElement.scrollWidth") <= 360
    assert max(len(claim.witnesses) for claim in briefing.claims.values()) == 60


PLACE_OF = """words => {
  const walk = document.createTreeWalker(document.querySelector(".sources"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const at = node.data.indexOf(words), range = document.createRange();
    if (at < 0) continue;
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    return range.getBoundingClientRect().left;
  }
}"""


@pytest.mark.parametrize("what", ["outlet", "author", "location", "url"])
def test_names_in_another_script_leave_their_neighbours_in_place(visit: Callable[..., Visit], what: str) -> None:
    """A number behind an Arabic name stands to its left unless the name is isolated."""
    stated: dict[str, Any] = {"outlet": "Tolle", "author": "Lee", "url": "u", "source": Source("a.txt", "text")}
    stated |= {"source": Source("الجسر", "text")} if what == "location" else {what: "الجسر"}
    report = replace(briefgen.report(TEXT), published=date(2026, 11, 22), **stated)
    seen = visit(briefgen.brief([report], as_of=AS_OF))
    behind = {"outlet": "22", "author": "–", "location": str(report.words), "url": "a.txt"}[what]
    assert seen.page.evaluate(PLACE_OF, behind) > seen.page.evaluate(PLACE_OF, "الجسر")


@pytest.mark.parametrize("what", ["title", "outlet", "url"])
def test_strangers_text_runs_nothing_in_a_browser(visit: Callable[..., Visit], what: str) -> None:
    seen = visit(briefing_with(what, STRANGERS))
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    seen.page.mouse.move(200, 200)
    assert seen.page.evaluate("document.querySelectorAll('script, img, svg, iframe').length") == 1
    assert (dialogs, len(seen.asked), seen.errors) == ([], 1, [])


def test_the_page_does_what_its_own_policy_allows(visit: Callable[..., Visit]) -> None:
    """The script runs under the hash that the page names, and another one would not."""
    seen = visit()
    assert seen.errors == []
    seen.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))")
    assert seen.page.evaluate("window.x === undefined")
    assert any("Content Security Policy" in error for error in seen.errors)
