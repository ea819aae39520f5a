"""From what people have to one brief: a folder with one of each, addresses, archives, columns of other names."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import briefgen
from briefgen.model import Skipped
from briefgen.readback import READERS
from briefgen.readers import web
from briefgen.readers.draft import Content
from briefgen.readers.formats import read_content
from making import a_pdf, shown
from sites import Route, Site, ok
from support import AS_OF, HERE, Ran

Run = Callable[..., Ran]
SiteOf = Callable[..., Site]

ONE_OF_EACH = HERE.parent / "examples" / "harlow-quay"
FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April, the council said."
PAGE = f"<html><body><article><h1>Bridge closes</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>".encode()
FEED = f"""<rss version="2.0"><channel><title>Quay Courier</title>
<item><title>Bridge</title><description>{FIRST}</description></item>
<item><title>Bearings</title><description>{SECOND}</description></item></channel></rss>""".encode()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteOf]:
    """Makes sites and closes them; what is fetched is kept in the test's own folder."""
    made: list[Site] = []
    monkeypatch.setattr(web, "usual_folder", lambda: tmp_path / "kept")

    def make(routes: dict[str, Route]) -> Site:
        made.append(Site(routes))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def brief_of_each() -> briefgen.Briefing:
    return briefgen.brief(briefgen.read([str(ONE_OF_EACH)]), words=250, as_of=AS_OF)


# --- a folder with one of each


def test_a_folder_with_one_of_each_is_one_proved_brief(run: Run, tmp_path: Path) -> None:
    made = run("brief", ONE_OF_EACH, "-w", 250, "-f", "md,html,txt", "-o", tmp_path, "--name", "x", "-v")
    assert made.code == 0
    assert "offered 11 = read 10 + duplicate 1 + rejected 0" in made.err
    proved = run("verify", tmp_path / "x.json", ONE_OF_EACH)
    assert (proved.code, proved.err) == (0, "")
    assert proved.out.endswith("in x.json, x.md, x.html, x.txt\n")


def test_each_reader_has_its_share_of_the_folder() -> None:
    kinds = {report.source.kind for report in briefgen.read([str(ONE_OF_EACH)])}
    assert kinds == {"pdf", "docx", "html", "feed", "mail", "json", "table", "markdown", "text"}


def test_the_article_and_its_teaser_in_the_feed_are_one_report(brief_of_each: briefgen.Briefing) -> None:
    [copy] = [row for row in brief_of_each.sources if row.copy_of]
    assert Path(copy.report.source.location).name == "estuary.rss#2"


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_a_citation_of_a_pdf_names_the_page(brief_of_each: briefgen.Briefing, form: str) -> None:
    text = briefgen.render(brief_of_each, form).decode()
    printed = list(READERS[form](text, {row.key for row in brief_of_each.sources}))
    [paged] = [row for row in brief_of_each.sources if row.report.source.kind == "pdf"]
    letters = {letter for line in printed for letter in line.letters if letter.startswith(paged.key)}
    assert letters >= {f"{paged.key} p. 2", f"{paged.key} p. 3"}
    assert all(re.fullmatch(rf"{paged.key} p\. [123]", letter) for letter in letters)


def test_a_citation_in_the_pdf_names_the_page(brief_of_each: briefgen.Briefing) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))  # type: ignore[arg-type]
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(briefgen.render(brief_of_each, "pdf")))
    assert re.search(r"\[A p\. 3, B", " ".join(" ".join(page.extract_text() for page in reader.pages).split()))


def test_each_place_in_the_json_names_its_page(brief_of_each: briefgen.Briefing) -> None:
    data = json.loads(briefgen.render(brief_of_each, "json"))
    pages = {row["key"]: row.get("pages") for row in data["sources"]}
    paragraphs = {row["key"]: row["paragraphs"] for row in data["sources"]}
    witnesses = [one for claim in data["stories"][0]["claims"] for one in claim["witnesses"]]
    for one in witnesses:
        at = next(n for n, (start, end, _) in enumerate(paragraphs[one["source"]]) if start <= one["start"] < end)
        assert one.get("page") == (pages[one["source"]] and pages[one["source"]][at])
    assert {one.get("page") for one in witnesses} == {None, 1, 2, 3}


Tamper = Callable[[Any], object]
FALSE_PAGES: dict[str, tuple[Tamper, str]] = {
    "a witness's": (lambda data: _paged(data).update(page=7), "names page 7 for A"),
    "left out": (lambda data: _paged(data).pop("page"), "names page None for A"),
    "a page where there are none": (lambda data: _unpaged(data).update(page=1), "names page 1 for"),
    "a paragraph's": (lambda data: data["sources"][0]["pages"].__setitem__(-1, 9), "stands on 9"),
    "fewer than paragraphs": (lambda data: data["sources"][0]["pages"].pop(), "make the brief again"),
}


def _paged(data: Any) -> Any:
    return next(w for claim in data["stories"][0]["claims"] for w in claim["witnesses"] if "page" in w)


def _unpaged(data: Any) -> Any:
    return next(w for claim in data["stories"][0]["claims"] for w in claim["witnesses"] if "page" not in w)


@pytest.mark.parametrize(("tamper", "told"), FALSE_PAGES.values(), ids=FALSE_PAGES.keys())
def test_a_false_page_is_found(
    run: Run, tmp_path: Path, brief_of_each: briefgen.Briefing, tamper: Tamper, told: str
) -> None:
    data = json.loads(briefgen.render(brief_of_each, "json"))
    tamper(data)
    (tmp_path / "x.json").write_text(json.dumps(data), encoding="utf-8")
    proved = run("verify", tmp_path / "x.json")
    assert proved.code == 1
    assert told in proved.out + proved.err


def test_a_false_page_in_the_markdown_is_found(run: Run, tmp_path: Path, brief_of_each: briefgen.Briefing) -> None:
    for form in ("json", "md"):
        text = briefgen.render(brief_of_each, form).decode().replace("[A p. 2, B", "[A p. 3, B")
        (tmp_path / f"x.{form}").write_text(text, encoding="utf-8")
    proved = run("verify", tmp_path / "x.json")
    assert (proved.code, "the .md cites A p. 3, B" in proved.out) == (1, True)


def test_a_comparison_names_pages(run: Run) -> None:
    told = run("compare", ONE_OF_EACH / "board-report.pdf", ONE_OF_EACH / "courier.html")
    assert (told.code, "[A p. 2]" in told.out) == (0, True)
    made = run("compare", ONE_OF_EACH / "board-report.pdf", ONE_OF_EACH / "courier.html", "-f", "json")
    assert {one["a"].get("page") for one in json.loads(made.out)["agreed"]} <= {1, 2, 3}


def test_inspect_says_which_reader_took_an_input_and_why(run: Run) -> None:
    told = run("inspect", ONE_OF_EACH).out
    assert "board-report.pdf: read as pdf (it begins with %PDF)" in told
    assert "author: Town clerk of Harlow Quay (from the file's own record)" in told
    assert "headline        0  p. 1    The bearings of the old bridge" in told
    assert re.search(r"newsletter\.eml: read as mail(?:.|\n)*?of what is kept: .*furniture \d+%", told)
    assert re.search(r"kept \d+% of the text shown, dropped \d+%", told)


def test_text_alone_imports_neither_workers_nor_their_readers() -> None:
    """A one-shot summary starts at once."""
    import subprocess

    code = "import sys; from briefgen.cli import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code, "summarise", str(HERE.parent / "seeds")],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ran.stderr.split())
    assert "briefgen.readers.formats" in loaded
    heavy = {"briefgen.readers.pool", "briefgen.readers.web", "pypdf", "lxml", "trafilatura", "feedparser", "ssl"}
    assert not loaded & heavy


# --- addresses


def test_addresses_are_read_like_files(run: Run, site: SiteOf) -> None:
    pdf = a_pdf(shown((50, 700, 10, FIRST)), shown((50, 700, 10, SECOND)))
    server = site({"/a": ok(PAGE), "/feed": ok(FEED, Content_Type="application/rss+xml"), "/c": ok(pdf)})
    found = briefgen.read(
        [f"{server.url}{path}" for path in ("/a", "/c", "/feed")], allow_private=[f"127.0.0.1:{server.port}"]
    )
    assert [(one.source.location.removeprefix(server.url), one.source.kind) for one in found] == [
        ("/a", "html"),
        ("/c", "pdf"),
        ("/feed#1", "feed"),
        ("/feed#2", "feed"),
    ]
    # A feed's address is that of none of its entries.
    assert [one.url for one in found] == [f"{server.url}/a", f"{server.url}/c", None, None]
    assert found.skipped == ()


def test_an_address_that_is_not_there_costs_one_line(run: Run, site: SiteOf) -> None:
    server = site({"/a": ok(PAGE)})
    ran = run("summarise", f"{server.url}/a", f"{server.url}/b", "-v", "--allow-private", f"127.0.0.1:{server.port}")
    assert (ran.code, FIRST in ran.out) == (4, True)
    assert f"briefgen: {server.url}/b: the site answers 404" in ran.err
    assert "offered 2 = read 1 + duplicate 0 + rejected 1" in ran.err


@pytest.mark.parametrize("command", ["summarise", "inspect"])
def test_ones_own_network_is_left_alone_unless_its_host_is_named(run: Run, site: SiteOf, command: str) -> None:
    server = site({"/a": ok(PAGE)})
    ran = run(command, f"{server.url}/a")
    assert (ran.code, server.met) == (3, 0)
    assert f"--allow-private 127.0.0.1:{server.port}" in ran.err
    assert run(command, f"{server.url}/a", "--allow-private", f"127.0.0.1:{server.port}").code == 0


def test_without_the_network_no_address_is_asked(run: Run, site: SiteOf) -> None:
    server = site({"/a": ok(PAGE)})
    ran = run("summarise", f"{server.url}/a", "--allow-private", f"127.0.0.1:{server.port}", "--no-network")
    assert (ran.code, server.met, "(--no-network)" in ran.err) == (3, 0, True)


def test_a_password_in_an_address_is_not_shown(run: Run) -> None:
    ran = run("summarise", "https://ann:secret@news.example/")
    assert (ran.code, "secret" in ran.err) == (3, False)


def test_an_unchanged_page_is_asked_for_once(site: SiteOf) -> None:
    def once(headers: Any) -> Iterator[bytes]:
        unchanged = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"
        yield unchanged if headers.get("if-none-match") == '"1"' else ok(PAGE, ETag='"1"')

    server = site({"/a": once})
    found = [briefgen.read([f"{server.url}/a"], allow_private=[f"127.0.0.1:{server.port}"]) for _ in range(2)]
    assert found[0] == found[1]
    assert len(found[1]) == 1


# --- columns of other names, and what is told


def test_columns_of_other_names_are_read_as_they_are_mapped(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(f'kopf,rumpf\nBridge closes,"{FIRST} {SECOND}"\n')
    assert run("summarise", tmp_path).code == 3
    ran = run("summarise", tmp_path, "--map", "title=kopf", "--map", "text=rumpf")
    assert (ran.code, FIRST in ran.out, "Bridge closes" in ran.out) == (0, True, True)
    mapped = ("--map", "title=kopf", "--map", "text=rumpf")
    run("brief", tmp_path, *mapped, "-f", "md", "-o", tmp_path / "out", "--name", "x")
    assert run("verify", tmp_path / "out" / "x.json", tmp_path / "rows.csv", *mapped).code == 0


@pytest.mark.parametrize("given", ["text", "text=", "=BODY", "colour=BODY", ""])
def test_a_mapping_that_is_none_is_not_understood(run: Run, given: str) -> None:
    ran = run("summarise", ONE_OF_EACH, "--map", given)
    assert (ran.code, ran.err.startswith("briefgen: --map: ")) == (2, True)


def test_where_nothing_is_read_the_ledger_is_told_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    ran = run("summarise", tmp_path, "-v")
    assert (ran.code, "offered 1 = read 0 + duplicate 0 + rejected 1" in ran.err) == (3, True)


def test_what_a_reader_has_to_tell_is_told_with_v_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(a_pdf(shown((50, 700, 10, FIRST)), "", shown((50, 700, 10, SECOND))))
    told = f"{tmp_path / 'a.pdf'}: 1 of 3 pages hold no text, at most pictures of it: 2"
    assert told in run("summarise", tmp_path, "-v").err
    assert run("summarise", tmp_path).err == ""


def test_a_comparison_of_what_was_read_in_part_ends_with_4(run: Run, tmp_path: Path) -> None:
    records = [{"title": "Bridge", "text": f"{FIRST} {SECOND}"}, {"width": 3}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))
    assert run("compare", tmp_path / "a.jsonl", ONE_OF_EACH / "courier.html").code == 4


def test_a_list_that_takes_too_long_is_read_in_part_and_says_so() -> None:
    rows = "\n".join(json.dumps({"title": f"Bridge {n}", "text": FIRST}) for n in range(9)).encode()
    ticks = iter(range(0, 90, 3))
    found = read_content(Content(rows, "a.jsonl"), clock=lambda: float(next(ticks)))
    assert len(found) == 6
    assert found[-1] == Skipped("a.jsonl", "too much for one file: what stands behind part 5 is not read; split it")
