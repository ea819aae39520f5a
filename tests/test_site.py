"""The folder as a site: what is listed, that the feed is Atom, and the index in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import briefgen
from briefgen.errors import UsageError
from briefgen.model import Briefing, Masthead
from briefgen.renderers.templates import home
from briefgen.site import base_address, rebuild
from briefgen.site.entries import Entry, Line, entry_of
from briefgen.site.pages import FED, FEED, INDEX, site
from briefgen.site.words import LETTERS, Index, fold
from briefgen.text.clean import clean
from support import AS_OF, Ran, cases
from test_formats import FLAGS, HOSTILE, Page, one_line
from test_mail import CONTRASTS

Run = Callable[..., Ran]
Object = dict[str, Any]

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = "https://example.org/briefs/"


# --- briefs to list


@pytest.fixture(scope="module")
def two_stories() -> Briefing:
    texts = (
        "Bridge at Tolle closed\n\nThe bridge at Tolle was closed on Monday after a barge struck it, officials said.",
        "Zaragoza votes on water\n\nVoters in Zaragoza approved a plan for the river on Sunday, the council announced.",
    )
    return briefgen.brief([briefgen.report(text) for text in texts], as_of=AS_OF, title="Two stories")


@pytest.fixture(scope="module")
def brief(seed_briefing: Briefing) -> Object:
    """The seeds' brief as its JSON has it."""
    found: Object = json.loads(briefgen.render(seed_briefing, "json"))
    return found


@pytest.fixture
def folder(tmp_path: Path, seed_briefing: Briefing, two_stories: Briefing) -> Path:
    """Two briefs with their pages, the second an edition with Markdown beside it."""
    masthead = Masthead("daily", 1, date(2026, 10, 23))
    edition = replace(two_stories, as_of=NOON - timedelta(days=30), masthead=masthead)
    for stem, briefing, forms in (
        ("brief-1", seed_briefing, ("json", "html")),
        ("a b#c?ü", edition, ("json", "html", "md")),
    ):
        for form in forms:
            (tmp_path / f"{stem}.{form}").write_bytes(briefgen.render(briefing, form))
    return tmp_path


def put(folder: Path, stem: str, brief: Object, **changed: object) -> Path:
    path = folder / f"{stem}.json"
    path.write_text(json.dumps({**brief, **changed}), encoding="utf-8")
    return path


def an_entry(number: int = 1, **changed: object) -> Entry:
    """One of many: three words differ from its neighbours'."""
    line = Line(f"The barge {number} struck a pier of bridge {number * 7} at Tolle on Monday.", "c1", ("A",))
    as_of = NOON - timedelta(days=number)
    made = entry_of(
        {
            "title": "Morning brief", "edition": f"daily/{number}", "sources": [], "stories": [], "bottom_line": None,
            "key_points": [], "ledger": {"read": 9, "duplicate": 1}, "as_of": as_of.isoformat(),
        },
        f"daily-{number}",
        ("html", "pdf", "md", "json"),
    )  # fmt: skip
    return replace(made, **{"bottom_line": line, "lines": (line.text,), **changed})  # type: ignore[arg-type]


# --- what is listed


def listed(folder: Path) -> list[str]:
    """The editions of the index as a reader sees them, each on one line."""
    page = (folder / INDEX).read_text(encoding="utf-8")
    return [one_line("".join(Page(one).shown)) for one in re.findall(r'<li id="e.*?</li>\n', page, re.DOTALL)]


def test_each_brief_is_listed_the_newest_first(folder: Path) -> None:
    rebuild(folder)
    newest, oldest = listed(folder)
    assert newest.startswith("22 SundayBriefing, 22 November 2026 U.S. President Donald Trump recently")
    assert newest.endswith("07:00 UTC · 2 reports · 1 story · JSON")
    assert "Trump Hails Productive Dialogue with Putin on Ukraine Ceasefire [A]" in newest
    assert oldest.startswith("23 FridayTwo stories, 23 October 2026 edition daily/1 ")
    assert "Bridge at Tolle closed" in oldest
    assert oldest.endswith("12:00 UTC · 2 reports · 2 stories · Markdown JSON")
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", (folder / INDEX).read_text(encoding="utf-8"))
    assert heads == ["November 2026", "October 2026"]


@pytest.mark.parametrize("base", [None, BASE])
def test_the_same_briefs_give_the_same_bytes(folder: Path, base: str | None) -> None:
    rebuild(folder, base=base)
    made = {name: (folder / name).read_bytes() for name in (INDEX, FEED)}
    times = {name: (folder / name).stat().st_mtime_ns for name in made}
    rebuild(folder, base=base)
    assert {name: (folder / name).stat().st_mtime_ns for name in made} == times
    for name in made:
        (folder / name).unlink()
    rebuild(folder, base=base)
    assert {name: (folder / name).read_bytes() for name in made} == made


@settings(max_examples=8)
@given(st.permutations(range(6)))
def test_the_order_of_the_files_makes_no_difference(order: list[int]) -> None:
    entries = [an_entry(number, as_of=NOON - timedelta(days=number // 2)) for number in range(6)]
    assert site([entries[place] for place in order]) == site(entries)


def test_a_page_that_is_there_is_never_touched(folder: Path) -> None:
    (folder / "brief-1.html").write_text("as it was issued", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    rebuild(folder)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert {path.name for path in folder.iterdir()} == {*before, INDEX, FEED}


def test_a_page_that_is_missing_is_made_as_it_was(folder: Path) -> None:
    pages = [folder / "brief-1.html", folder / "a b#c?ü.html"]
    issued = [page.read_bytes() for page in pages]
    for page in pages:
        page.unlink()
    made = rebuild(folder)
    assert sorted(made.written) == sorted([*pages, folder / FEED, folder / INDEX])
    assert [page.read_bytes() for page in pages] == issued


def test_a_brief_without_texts_is_listed_without_a_page(tmp_path: Path, brief: Object) -> None:
    put(tmp_path, "bare", {key: value for key, value in brief.items() if key != "texts"})
    made = rebuild(tmp_path)
    assert [path.name for path in made.written] == [FEED, INDEX]
    assert (made.damaged, len(made.passed_over)) == ((), 1)
    assert "no bare.html, and no texts" in made.passed_over[0]
    assert "bare.html" not in (tmp_path / INDEX).read_text(encoding="utf-8")
    assert f'href="{INDEX}#e' in (tmp_path / FEED).read_text(encoding="utf-8")


# Bytes as they are, or what is changed in a sound brief.
DAMAGED: dict[str, bytes | Object] = {
    "cut off": b'{"schema_version": 1, "stories": [',
    "no UTF-8": b"\xff\xfe\xfa",
    "empty": b"",
    "nested without end": b"[" * 100_000,
    "of a newer schema": {"schema_version": 99},
    "without a title": {"title": None},
    "of no time": {"as_of": "yesterday"},
    "of a time without offset": {"as_of": "2026-11-22T07:00:00"},
    "of a time beyond all calendars": {"as_of": "0001-01-01T00:00+14:00"},
    "with stories that are none": {"stories": [7]},
}


@pytest.mark.parametrize("what", DAMAGED)
def test_damaged_json_costs_one_line_and_the_rest_goes_on(run: Run, folder: Path, brief: Object, what: str) -> None:
    damaged = DAMAGED[what]
    data = damaged if isinstance(damaged, bytes) else json.dumps({**brief, **damaged}).encode()
    (folder / "broken.json").write_bytes(data)
    told = run("site", folder)
    assert told.code == 4
    assert told.err.startswith(f"briefgen: {folder / 'broken.json'}: ")
    assert told.err.count("\n") == 1
    assert len(listed(folder)) == 2


def test_a_page_that_cannot_be_made_costs_one_line(run: Run, tmp_path: Path, brief: Object) -> None:
    put(tmp_path, "one", brief, settings={**brief["settings"], "template": "nowhere/"})
    lost = brief["stories"][0] | {"headline": {"text": "x", "source": "Z", "start": 0, "end": 1}}
    put(tmp_path, "two", brief, stories=[lost])
    told = run("site", tmp_path)
    assert told.code == 4
    assert [line.partition(" cannot be made")[0][-8:] for line in told.err.splitlines()] == ["one.html", "two.html"]
    assert len(listed(tmp_path)) == 2
    assert not list(tmp_path.glob("*o*.html"))


def test_other_files_are_named_only_where_one_asks(run: Run, folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / "list.json").write_text("[1, 2]")
    (folder / ".hidden.json").write_text("{")
    (folder / "folder.json").mkdir()
    told = run("site", folder)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [str(folder / FEED), str(folder / INDEX)]
    told = run("site", folder, "-v")
    assert told.code == 0
    assert [line.split(": ")[1] for line in told.err.splitlines()] == [
        str(folder / "list.json"), str(folder / "package.json")
    ]  # fmt: skip


def test_a_folder_without_briefs_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    told = run("site", tmp_path)
    assert (told.code, told.out) == (3, "")
    assert "no brief to list" in told.err
    assert list(tmp_path.iterdir()) == []
    told = run("site", tmp_path / "nowhere")
    assert (told.code, told.out) == (1, "")
    assert "nowhere: cannot be read" in told.err


@pytest.mark.parametrize("name", [INDEX, FEED])
def test_what_somebody_else_made_is_not_lost(run: Run, folder: Path, name: str) -> None:
    (folder / name).write_text("<!DOCTYPE html><title>My own</title>")
    told = run("site", folder)
    assert (told.code, told.out) == (1, "")
    assert f"{name}: not made by `briefgen site`" in told.err
    assert (folder / name).read_text() == "<!DOCTYPE html><title>My own</title>"
    assert not (folder / ({INDEX, FEED} - {name}).pop()).exists()


def test_a_brief_called_index_keeps_its_page_or_has_none(run: Run, tmp_path: Path, brief: Object) -> None:
    put(tmp_path, "index", brief)
    told = run("site", tmp_path)
    assert told.code == 4
    assert "rename its files" in told.err
    assert listed(tmp_path)[0].endswith("1 story · JSON")
    assert f'<a href="{INDEX}"' not in (tmp_path / INDEX).read_text(encoding="utf-8")


def test_a_disk_that_is_full_leaves_what_stood_there(
    run: Run, folder: Path, brief: Object, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    put(folder, "new", brief)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = run("site", folder)
    assert told.code == 1
    assert "No space left on device" in told.err
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert {path.name for path in folder.iterdir()} == {*before, "new.json"}


def test_headlines_lead_to_where_an_edition_tells_the_story(brief: Object) -> None:
    """A story told in one line has no section of its own; one that is only counted has no words at all."""
    (story,) = brief["stories"]
    forms = [{**story, "id": form, "place": {"form": form}} for form in ("full", "line", "counted")]
    found = entry_of({**brief, "stories": forms}, "a", ("html",)).headlines
    assert [one.anchor for one in found] == ["full", story["claims"][0]["id"]]


# --- many


def test_a_thousand_editions_are_below_a_megabyte() -> None:
    """Long lines and many stories, no two words alike: what has no room is left out, the list is whole."""
    entries = []
    for number in range(1000):
        texts = [f"Word{number}x{place} bridge council river " + "w" * 40 for place in range(40)]
        headlines = tuple(Line(text, f"s{place}", ("A", "B")) for place, text in enumerate(texts))
        lead = Line(" ".join(["thirty-eight"] * 25), "c1", ("A", "B"))
        entries.append(an_entry(number, headlines=headlines, bottom_line=lead, lines=tuple(texts)))
    page = site(entries)[INDEX]
    assert 900_000 < len(page.encode()) < 1_000_000
    assert page.count("<time ") == 1000
    assert "and 34 more" in page
    assert len(site(entries)[FEED].encode()) < 1_000_000


def test_a_hundred_editions_show_their_headlines_and_are_searched_whole() -> None:
    entries = []
    for number in range(100):
        headlines = tuple(Line(f"Council {number} hears {place}", "s", ("A",)) for place in range(9))
        entries.append(an_entry(number, headlines=headlines, lines=(f"Only line{number} has it.",)))
    page = site(entries)[INDEX]
    assert page.count("and 3 more") == 100
    assert all(f" line{number}," in page for number in range(100))


def test_a_long_title_is_cut_visibly() -> None:
    page = site([an_entry(title="x" * 5000)])[INDEX]
    assert "x" * 400 + " […]" in page
    assert "x" * 401 not in page


@given(st.lists(st.lists(st.sampled_from(["bridge", "toll", "łódź", "a"]), max_size=6), max_size=50))
def test_the_index_of_words_can_be_read_back(editions: list[list[str]]) -> None:
    index = Index(10_000)
    for number, words in enumerate(editions):
        index.add(number, words)
    found: dict[int, set[str]] = {}
    for entry in index.packed().split():
        word, *steps = entry.split(",")
        places = [sum(int(step, 36) for step in steps[: count + 1]) for count in range(len(steps))]
        for place in places:
            found.setdefault(place, set()).add(word)
    assert found == {number: set(words) for number, words in enumerate(editions) if words}
    assert len(index.packed().encode()) <= 10_000 - index.room


@given(st.integers(0, 60))
def test_the_index_of_words_keeps_within_its_room(room: int) -> None:
    index = Index(room)
    for number in range(40):
        index.add(number, ["bridge", f"toll{number}"])
    assert len(index.packed().encode()) <= room


# --- the feed

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
COMMON = {"author", "category", "contributor", "id", "link", "rights", "title", "updated"}
KINDS = {
    "feed": COMMON | {"entry", "generator", "icon", "logo", "subtitle"},
    "entry": COMMON | {"content", "published", "source", "summary"},
}
AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "content", "published", "source", "summary")


def faults_of(feed: str) -> list[str]:
    """What of RFC 4287 a feed does not keep to."""
    root = etree.fromstring(feed.encode())
    found = [] if root.tag == f"{ATOM}feed" else [f"root {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    for place in (root, *entries):
        found += _faults_at(place, place.tag.removeprefix(ATOM))
    if len(root.findall(f"{ATOM}author")) != 1 and not all(one.findall(f"{ATOM}author") for one in entries):
        found.append("no author")
    ids = Counter(one.findtext(f"{ATOM}id") for one in (root, *entries))
    return found + [f"id {name} {count} times" for name, count in ids.items() if count > 1]


def _faults_at(place: Any, kind: str) -> Iterator[str]:
    counts = Counter(child.tag.removeprefix(ATOM) for child in place)
    yield from (f"{kind}: {name} {counts[name]} times" for name in ("id", "title", "updated") if counts[name] != 1)
    yield from (f"{kind}: {name} {counts[name]} times" for name in AT_MOST_ONCE if counts[name] > 1)
    yield from (f"{kind}: {name} is none of its elements" for name in counts if name not in KINDS[kind])
    for moment in (place.findtext(f"{ATOM}updated"), place.findtext(f"{ATOM}published")):
        if moment is not None and not (RFC3339.fullmatch(moment) and datetime.fromisoformat(moment).tzinfo):
            yield f"{kind}: {moment} is no date of RFC 3339"
    if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", place.findtext(f"{ATOM}id") or ""):
        yield f"{kind}: its id is no absolute IRI"
    for author in place.findall(f"{ATOM}author"):
        if len(author.findall(f"{ATOM}name")) != 1 or not author.findtext(f"{ATOM}name"):
            yield f"{kind}: an author without a name"
    yield from _link_faults(place, kind)
    for text in place.iter(f"{ATOM}title", f"{ATOM}content", f"{ATOM}summary"):
        if text.get("type", "text") in {"text", "html"} and len(text):
            yield f"{kind}: elements in {text.tag}"


def _link_faults(place: Any, kind: str) -> Iterator[str]:
    links = place.findall(f"{ATOM}link")
    yield from (f"{kind}: a link without href" for link in links if not link.get("href"))
    same = Counter((link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in links)
    yield from (f"{kind}: {key} {count} times" for key, count in same.items() if count > 1 and key[0] == "alternate")
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    if kind == "entry" and not alternates and place.find(f"{ATOM}content") is None:
        yield "entry: neither content nor an alternate link"


SPOILT = {
    "no id": (r"<id>.*?</id>", ""),
    "an id that is no IRI": (r"<id>.*?</id>", "<id>daily/3</id>"),
    "two titles": (r"(<title>.*?</title>)", r"\1\1"),
    "no updated": (r"<updated>.*?</updated>", ""),
    "a date without offset": (r"<updated>.*?</updated>", "<updated>2026-11-22T07:00:00</updated>"),
    "a date of another kind": (r"<updated>.*?</updated>", "<updated>22 Nov 2026</updated>"),
    "no author": (r"<author>.*?</author>", ""),
    "an author without a name": (r"<name>.*?</name>", "<uri>x</uri>"),
    "an entry twice": (r"(<entry>.*?</entry>)", r"\1\1"),
    "a link without href": (r' href="[^"]*"', ""),
    "two alternates of a type": (r"(<link [^>]*/>)", r"\1\1"),
    "markup in a content": (r'(<content type="html">)', r"\1<b>x</b>"),
    "an element of another kind": (r"<author>", "<pubDate>x</pubDate><author>"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_the_check_of_the_feed_sees(what: str) -> None:
    pattern, instead = SPOILT[what]
    feed = site([an_entry()])[FEED]
    assert faults_of(feed) == []
    assert faults_of(re.sub(pattern, instead, feed, count=1, flags=re.DOTALL)) != []


@pytest.mark.parametrize("base", [None, BASE])
def test_the_feed_is_atom(folder: Path, base: str | None) -> None:
    rebuild(folder, base=base)
    feed = (folder / FEED).read_text(encoding="utf-8")
    assert faults_of(feed) == []
    read = feedparser.parse(feed)
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.title for entry in read.entries] == ["Briefing, 22 November 2026", "Two stories, 23 October 2026"]
    assert [entry.updated for entry in read.entries] == ["2026-11-22T07:00:00Z", "2026-10-23T12:00:00Z"]
    assert (read.feed.updated, read.feed.author) == ("2026-11-22T07:00:00Z", "Briefing")
    assert read.entries[0].content[0].type == "text/html"
    assert 'highlighted "good and productive" talks' in read.entries[0].content[0].value
    own = [link.href for link in read.feed.links if link.rel == "self"]
    assert own == ([base + FEED] if base else [])


@pytest.mark.parametrize("base", [None, BASE])
def test_every_link_of_the_feed_leads_to_a_file(folder: Path, base: str | None) -> None:
    rebuild(folder, base=base)
    links = [link.get("href", "") for link in etree.parse(folder / FEED).iter(f"{ATOM}link")]
    assert len(links) >= 6
    for link in links:
        assert link.startswith(base or "")
        assert (folder / unquote(link.removeprefix(base or ""))).is_file()


def test_an_entry_keeps_its_id_whatever_is_around_it(brief: Object, tmp_path: Path) -> None:
    edition = {**brief, "edition": "daily/3"}
    first, renamed = (entry_of(edition, stem, forms) for stem, forms in (("a", ("html",)), ("b", ())))
    others = [entry_of({**brief, **changed}, "a", ()) for changed in ({"edition": "daily/4"}, {"edition": None})]
    others.append(entry_of({**edition, "as_of": "2026-11-23T07:00:00+00:00"}, "a", ()))
    others.append(entry_of({**edition, "sources": edition["sources"][:1]}, "a", ()))
    assert first.id == renamed.id
    assert len({first.id, *(one.id for one in others)}) == 5


def test_a_copy_of_an_edition_gets_an_id_of_its_own() -> None:
    copies = [replace(an_entry(), stem="a copy of daily-1"), an_entry(), replace(an_entry(), stem="daily-1 (2)")]
    feed = site(copies)[FEED]
    assert faults_of(feed) == []
    kept = [one.link for one in feedparser.parse(feed).entries if one.id == an_entry().id.urn]
    assert kept == ["daily-1.html"]


def test_the_feed_has_the_newest_and_keeps_its_id() -> None:
    entries = [an_entry(number) for number in range(FED + 20)]
    read = feedparser.parse(site(entries)[FEED])
    assert [entry.title for entry in read.entries] == [
        f"Morning brief, {(NOON - timedelta(days=number)).day} {(NOON - timedelta(days=number)):%B %Y}"
        for number in range(FED)
    ]
    assert read.feed.id == feedparser.parse(site(entries[5:])[FEED]).feed.id


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/", "javascript:alert(1)", "example.org", "https://", "https://a@b.example/", "/briefs/", "",
        "https://example.org/?a=b", "https://example.org/#top", "https://example.org/a b", "https://example.org/\u202ex",
    ],
)  # fmt: skip
def test_a_base_that_is_no_folders_address_is_refused(run: Run, folder: Path, address: str) -> None:
    with pytest.raises(UsageError):
        base_address(address)
    told = run("site", folder, "--base-url", address)
    assert (told.code, told.out) == (2, "")
    assert not (folder / INDEX).exists()


def test_the_title_is_the_newest_briefs_or_as_stated(run: Run, folder: Path) -> None:
    run("site", folder)
    assert feedparser.parse(folder / FEED).feed.title == "Briefing"
    run("site", folder, "--title", "The press\noffice")
    assert feedparser.parse(folder / FEED).feed.title == "The press office"
    assert '<h1 dir="auto">The press office</h1>' in (folder / INDEX).read_text(encoding="utf-8")


# --- what strangers wrote


def strangers(brief: Object, texts: list[str]) -> list[Entry]:
    """Each text as title, edition, headline, bottom line, anchor and letter of an entry, and as a file's name."""
    found = []
    for number, text in enumerate(texts):
        story = json.loads(json.dumps(brief["stories"][0]))
        story |= {"id": text, "headline": story["headline"] | {"text": text}}
        lead = next(claim for claim in story["claims"] if claim["id"] == brief["bottom_line"])
        lead |= {"id": text, "text": text, "witnesses": [one | {"source": text} for one in lead["witnesses"]]}
        as_of = (NOON - timedelta(days=number)).isoformat()
        changed = {"title": text, "edition": text, "as_of": as_of, "bottom_line": text, "stories": [story]}
        stem = clean(text.replace("/", "-"))
        found.append(entry_of({**brief, **changed}, stem, ("html", "md", "json")))
    return found


def shape_of(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((tag, tuple(sorted(attributes))) for tag, attributes in Page(page).tags)


NAMELESS = (" ", "\u200b", "\x00\x07", "\ud800")


def test_what_strangers_wrote_is_shown_as_written(brief: Object) -> None:
    texts = [text for text in HOSTILE if len(text) < 300]
    made = site(strangers(brief, texts))
    harmless = site(strangers(brief, [f"Name {number}" for number in range(len(texts))]))
    assert shape_of(made[INDEX]) == shape_of(harmless[INDEX])
    shown = one_line("".join(Page(made[INDEX]).shown))
    assert [text for text in texts if shown.count(one_line(text)) < 4] == []
    assert faults_of(made[FEED]) == []
    titles = [entry.title for entry in etree_entries(made[FEED])]
    assert len(titles) == FED
    for text, title in zip(texts, titles, strict=False):
        assert title.startswith(one_line(text))


@dataclass(frozen=True)
class Fed:
    title: str
    content: str


def etree_entries(feed: str) -> list[Fed]:
    entries = etree.fromstring(feed.encode()).findall(f"{ATOM}entry")
    return [Fed(one.findtext(f"{ATOM}title") or "", one.findtext(f"{ATOM}content") or "") for one in entries]


def test_what_shows_nothing_breaks_nothing(brief: Object) -> None:
    made = site(strangers(brief, list(NAMELESS)))
    assert faults_of(made[FEED]) == []
    assert len(re.findall("<time ", made[INDEX])) == len(NAMELESS)
    made[INDEX].encode()


def test_the_content_of_the_feed_has_no_markup_but_ours(brief: Object) -> None:
    for fed in etree_entries(site(strangers(brief, list(HOSTILE)))[FEED]):
        page = Page(fed.content)
        assert {tag for tag, _ in page.tags} <= {"p", "b", "h2", "ul", "li"}
        assert {name for _, attributes in page.tags for name in attributes} <= {"dir"}


# --- a real browser


@dataclass
class Visit:
    """An open page, what it asked for and what went wrong in it."""

    page: Any
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def search(self, query: str) -> list[str]:
        self.page.fill("#query", query)
        found: list[str] = self.page.eval_on_selector_all(
            ".editions > li:not([hidden])", "all => all.map(one => one.id)"
        )
        return found

    @property
    def told(self) -> str:
        return str(self.page.inner_text("[role=status]"))


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


def opened(chromium: Any, address: str, width: int = 1280, *, script: bool = True, scheme: Any = "light") -> Visit:
    """The page in a window of its own."""
    window = {"viewport": {"width": width, "height": 740}, "java_script_enabled": script, "color_scheme": scheme}
    seen = Visit(chromium.new_context(**window).new_page())
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.on("console", lambda message: seen.errors.append(message.text))
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.errors.append(dialog.message))
    seen.page.goto(address)
    return seen


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    seen: list[Visit] = []

    def visited(address: str, width: int = 1280, **window: Any) -> Visit:
        seen.append(opened(chromium, address, width, **window))
        return seen[-1]

    yield visited
    for one in seen:
        one.page.context.close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *told: object) -> None:
        """Nobody reads it."""


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the folder is seen: as it lies on the disk, and as a plain web server gives it."""
    rebuild(folder)
    if request.param == "file":
        yield f"{folder.as_uri()}/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_an_edition_is_found_opened_and_the_query_is_there_when_one_comes_back(
    visit: Callable[..., Visit], address: str
) -> None:
    seen = visit(address + INDEX)
    everything = seen.search("")
    assert (len(everything), seen.told) == (2, "")
    found = seen.search("ZARAGOZA appr")
    assert found == everything[1:]
    assert seen.told == "1 of 2 editions"
    assert [one.inner_text() for one in seen.page.locator("h2:visible").all()] == ["October 2026"]
    assert not seen.page.is_visible("nav")
    seen.page.click(".editions > li:not([hidden]) h3 a")
    seen.page.wait_for_url(lambda url: "a%20b%23c%3F%C3%BC.html" in url)
    assert seen.page.title() == "Two stories, 23 October 2026"
    seen.page.go_back()
    seen.page.wait_for_selector("#query")
    assert seen.page.input_value("#query") == "ZARAGOZA appr"
    assert seen.page.url == f"{address}{INDEX}#q=ZARAGOZA%20appr"
    assert seen.told == "1 of 2 editions"
    assert seen.errors == []
    assert {url.partition("#")[0] for url in seen.asked} == {address + INDEX, address + "a%20b%23c%3F%C3%BC.html"}


def test_every_link_of_the_index_resolves(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address + INDEX)
    links = seen.page.eval_on_selector_all("[href]", "all => all.map(one => one.getAttribute('href'))")
    assert len(links) > 12
    for link in links:
        there = seen.page.context.new_page()
        if not link.partition("#")[0].endswith((".html", "")):
            assert (address.startswith("http") and there.request.get(urljoin(address, link)).ok) or address.startswith(
                "file"
            )
            continue
        there.goto(urljoin(address + INDEX, link))
        place = unquote(link.partition("#")[2])
        assert not place or there.evaluate("id => document.getElementById(id) !== null", place)
        there.close()


def test_without_a_script_the_list_is_whole(visit: Callable[..., Visit], folder: Path) -> None:
    rebuild(folder)
    seen = visit((folder / INDEX).as_uri(), script=False)
    assert seen.page.locator(".editions > li").count() == 2
    assert all(one.is_visible() for one in seen.page.locator(".editions > li").all())
    assert not seen.page.is_visible("#query")
    assert seen.page.is_visible("nav a[href='#m2026-10']")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def lines(*texts: str) -> tuple[Line, ...]:
        return tuple(Line(text, "s", ("A",)) for text in texts)

    entries = [
        an_entry(0, stem="toll", lines=(), bottom_line=lines("A barge struck <i>the bridge</i> at Tolle.")[0]),
        an_entry(
            1, stem="quay", edition="daily/2", lines=("The ombudsman of Zaragoza spoke.",), bottom_line=None,
            headlines=lines("Harlow Quay reopens", "南京长江大桥", "الجسر مغلق", "4", "5", "6", "7", "8", "The ninth"),
        ),
        an_entry(
            2, stem="lodz", title="Evening brief", edition=None, bottom_line=None, lines=(),
            headlines=lines("Vote in Łódź on the Straße", "Ἀθῆνας <b>.* [x]"),
        ),
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("site") / INDEX
    path.write_text(site(entries)[INDEX], encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def searching(chromium: Any, searched: Path) -> Visit:
    """One page for all queries, as for somebody who goes on typing."""
    return opened(chromium, searched.as_uri())


@pytest.mark.parametrize("case", cases("site_search"))
def test_a_search_finds(searching: Visit, case: Any) -> None:
    stems = dict(zip(searching.search(""), ("toll", "quay", "lodz"), strict=True))
    assert [stems[one] for one in searching.search(case["query"])] == case["found"]
    told = f"{len(case['found'])} of 3 editions" if case["found"] else "No edition has all these words."
    assert searching.told == (told if case["query"].strip(" ,;(") else "")
    assert searching.errors == []


def test_a_result_says_that_it_was_found_in_what_is_not_shown(visit: Callable[..., Visit], searched: Path) -> None:
    seen = visit(searched.as_uri())
    seen.search("ombudsman")
    assert seen.page.locator(".inside:visible").count() == 1
    seen.search("quay")
    assert seen.page.locator(".inside:visible").count() == 0


@pytest.mark.parametrize("query", ["%", "%E0%A4%A", "%3Cimg%20src=x%20onerror=alert(1)%3E", "a" * 5000])
def test_an_address_with_any_query_is_safe(visit: Callable[..., Visit], searched: Path, query: str) -> None:
    seen = visit(f"{searched.as_uri()}#q={query}")
    assert seen.page.evaluate("document.querySelectorAll('img, svg, iframe').length") == 0
    assert (len(seen.asked), seen.errors) == (1, [])


def test_the_script_folds_letters_as_the_index_does(visit: Callable[..., Visit], searched: Path) -> None:
    """Every letter and digit of the plane that texts are written in."""
    source = (home() / "_shared" / "search.js").read_text(encoding="utf-8")
    folding = "".join(re.findall(r"^ +const (?:bare|fold) = .*$", source, re.MULTILINE))
    letters = [chr(code) for code in range(0x10000) if chr(code).isalnum()]
    folded = visit(searched.as_uri()).page.evaluate(
        f"([letters, texts]) => {{ {folding} return texts.map(fold); }}", [LETTERS, letters]
    )
    assert len(letters) > 40_000
    assert [(a, b, fold(a)) for a, b in zip(letters, folded, strict=True) if b != fold(a)] == []


@pytest.mark.parametrize("width", [360, 700, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_index_is_legible(
    visit: Callable[..., Visit], folder: Path, brief: Object, width: int, scheme: str
) -> None:
    """Every text has a contrast of at least 4.5 to what is behind it, and nothing is wider than the window."""
    put(folder, "wide", brief, title="w" * 300, edition="daily/" + "9" * 200, texts={})
    rebuild(folder)
    seen = visit((folder / INDEX).as_uri(), width, scheme=scheme)
    contrasts = seen.page.evaluate(CONTRASTS)
    assert len(contrasts) > 40
    assert min(contrasts)[0] >= 4.5
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    background = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background))) < 150) == (scheme == "dark")
    assert (len(seen.asked), seen.errors) == (1, [])


def test_on_paper_there_is_the_list_alone(visit: Callable[..., Visit], folder: Path) -> None:
    rebuild(folder)
    seen = visit((folder / INDEX).as_uri())
    seen.page.emulate_media(media="print")
    assert not seen.page.is_visible("form")
    assert not seen.page.is_visible("nav")
    assert seen.page.locator(".editions > li:visible").count() == 2


def test_naughty_strings_run_nothing(visit: Callable[..., Visit], brief: Object, data: Path, tmp_path: Path) -> None:
    lines = (data / "hostile" / "blns" / "blns.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    texts = [line for line in lines if line and not line.startswith("#")]
    assert len(texts) > 400
    made = site(strangers(brief, texts))
    assert faults_of(made[FEED]) == []
    harmless = site(strangers(brief, [f"Name {number}" for number in range(len(texts))]))
    ours = {tag for tag, _ in Page(harmless[INDEX]).tags}
    (tmp_path / INDEX).write_text(made[INDEX], encoding="utf-8")
    seen = visit((tmp_path / INDEX).as_uri())
    tags = seen.page.evaluate("[...new Set([...document.querySelectorAll('*')].map(one => one.localName))]")
    assert set(tags) <= ours
    assert seen.page.evaluate("document.querySelectorAll('script').length") == 2
    names = seen.page.evaluate(
        "[...new Set([...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()))]"
    )
    assert [name for name in names if name.startswith("on") or name in {"style", "src"}] == []
    hrefs = seen.page.eval_on_selector_all("a", "all => all.map(one => one.protocol)")
    assert set(hrefs) == {"file:"}
    seen.page.mouse.move(200, 200)
    for text in texts[::25]:
        seen.search(text)
    assert (len(seen.asked), seen.errors) == (1, [])
