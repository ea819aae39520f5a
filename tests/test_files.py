"""Paths to characters: which files an input names, their kinds and encodings, and what cleaning leaves."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.errors import ReadError
from briefgen.readers.files import decode, kind_of, offers
from briefgen.text.clean import clean
from support import HERE, Ran, cases

Run = Callable[..., Ran]
Case = dict[str, Any]

FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April."
REPORT = f"Harlow Quay Closes Its Oldest Bridge\n\n{FIRST} {SECOND}\n"
TEXTS: list[Case] = json.loads((HERE / "cases" / "encodings.json").read_text(encoding="utf-8"))


def saved(path: Path, content: str | bytes = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def inspected(run: Run, *arguments: object) -> list[Case]:
    """What `inspect` tells of the reports that it read."""
    ran = run("inspect", *arguments, "-f", "json")
    assert (ran.code, ran.err) == (0, "")
    found: list[Case] = json.loads(ran.out)
    return found


def paragraphs(report: Case) -> list[str]:
    return [paragraph["text"] for paragraph in report["paragraphs"]]


# --- which files an input names


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports with whatever else lies about, made the current one."""
    for name in ("b.txt", "a.md", "deep/c.txt", "deep/er/d", "star*[x].txt", ".hidden.txt", ".git/e.txt"):
        saved(tmp_path / name, f"{name}\n\n{REPORT}")
    (tmp_path / "z.txt").symlink_to("b.txt")
    (tmp_path / "zz").symlink_to("deep")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL = ["a.md", "b.txt", "deep/c.txt", "deep/er/d", "star*[x].txt", "z.txt"]


@pytest.mark.parametrize(
    ("inputs", "locations"),
    [
        pytest.param(["b.txt"], ["b.txt"], id="file"),
        pytest.param(["."], ALL, id="folder"),
        pytest.param(["deep/"], ["deep/c.txt", "deep/er/d"], id="folder-with-a-slash"),
        pytest.param(["zz"], ["zz/c.txt", "zz/er/d"], id="folder-behind-a-link"),
        pytest.param(["b.txt", "a.md"], ["a.md", "b.txt"], id="sorted"),
        pytest.param(["b.txt", "./b.txt", "deep/../b.txt", "."], ALL, id="each-path-once"),
        pytest.param([".hidden.txt", ".git"], [".git/e.txt", ".hidden.txt"], id="hidden-ones-by-name"),
        pytest.param(["*.txt"], ["b.txt", "star*[x].txt", "z.txt"], id="glob"),
        pytest.param(
            ["**/*.txt"], ["b.txt", "deep/c.txt", "star*[x].txt", "z.txt", "zz/c.txt"], id="glob-of-all-depths"
        ),
        pytest.param(["d*"], ["deep/c.txt", "deep/er/d"], id="glob-of-a-folder"),
        pytest.param(["[ab].*"], ["a.md", "b.txt"], id="glob-of-letters"),
        pytest.param(["star*[x].txt"], ["star*[x].txt"], id="file-named-like-a-glob"),
    ],
)
def test_an_input_names_files(tree: Path, inputs: list[str], locations: list[str]) -> None:
    assert [offer.location for offer in offers(inputs)] == locations
    assert [report.source.location for report in briefgen.read(inputs)] == locations
    assert briefgen.read(inputs).skipped == ()


def test_absolute_paths_stay_absolute_and_one_path_may_be_given_as_text(tree: Path) -> None:
    assert [report.source.location for report in briefgen.read(str(tree / "deep"))] == [
        str(tree / "deep/c.txt"),
        str(tree / "deep/er/d"),
    ]


def test_a_link_to_a_file_is_a_copy_of_it(run: Run, tree: Path) -> None:
    ran = run("summarise", "b.txt", "z.txt", "-v")
    assert "offered 2 = read 1 + duplicate 1 + rejected 0" in ran.err


def test_the_order_of_the_inputs_changes_nothing(run: Run, tree: Path) -> None:
    assert run("summarise", "deep", "b.txt", "a.md") == run("summarise", "a.md", "b.txt", "deep")


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    """`briefgen summarise <(command)`."""
    report = saved(tmp_path / "report.txt")
    command = f'"{sys.executable}" -m briefgen summarise --no-cite <(cat "{report}")'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, timeout=30)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, f"{FIRST}\n{SECOND}\n", b"")


# --- kinds

KINDS = {
    "name": ("report.md", REPORT, "markdown"),
    "name-in-capitals": ("REPORT.MARKDOWN", REPORT, "markdown"),
    "no-ending": ("report", REPORT, "text"),
    "heading": ("report.txt", "# Bridge Shut\n\n" + REPORT, "markdown"),
    "heading-behind-a-mark": ("report", "\ufeff\n## Bridge Shut\n\n" + REPORT, "markdown"),
    "hashtag": ("report.txt", "#bridge is shut\n\n" + REPORT, "text"),
    "yaml": ("report.txt", "---\ntitle: Bridge Shut\n---\n" + REPORT, "markdown"),
    "toml": ("report", '+++\r\ntitle = "Bridge Shut"\r\n+++\r\n' + REPORT, "markdown"),
    "rule-that-opens-nothing": ("report.txt", "---\n" + REPORT, "text"),
    "comment": ("report.txt", "<!-- a draft -->\n" + REPORT, "text"),
    "angle-brackets": ("report.txt", "<Harlow Quay> The bridge is shut.\n" + REPORT, "text"),
    "word-html": ("report.txt", "HTML turns forty, its makers say.\n" + REPORT, "text"),
    "percent": ("report.txt", "% PDF sales fell.\n" + REPORT, "text"),
    "from": ("report.txt", "From the bridge all was quiet.\nReceived wisdom says so.\n" + REPORT, "text"),
    "wrong-ending": ("report.pdf", REPORT, "text"),
}


@pytest.mark.parametrize(("name", "content", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_follows_from_content_first_and_name_second(
    run: Run, tmp_path: Path, name: str, content: str, kind: str
) -> None:
    [report] = inspected(run, saved(tmp_path / name, content))
    assert report["kind"] == kind == kind_of(decode(content.encode()), name)
    assert FIRST in " ".join(paragraphs(report))


@pytest.mark.parametrize(
    "opening",
    ["BZH banks on ferries from Brittany", "Received: forty new buses, says the mayor", "Rar! says the lion of Tolle"],
    ids=["bzip", "mail", "rar"],
)
def test_words_that_look_like_a_signature_are_words(run: Run, tmp_path: Path, opening: str) -> None:
    [report] = inspected(run, saved(tmp_path / "report.txt", f"{opening}\n\n{FIRST} {SECOND}\n"))
    assert report["title"] == opening


@pytest.mark.parametrize(
    ("stated", "language"),
    [pytest.param(stated, "en", id=stated) for stated in ("en", "en-GB", "EN", "en_US", "English")],
)
def test_a_stated_language_is_a_code_or_is_detected(run: Run, tmp_path: Path, stated: str, language: str) -> None:
    """Saved pages state regions, too; without its language a report loses every readability rule."""
    path = saved(tmp_path / "report.md", f"---\nlang: {stated}\n---\n{REPORT}")
    assert inspected(run, path)[0]["language"] == language


@pytest.mark.parametrize("code", ["nosuch", "../x", "EN"])
def test_a_language_that_is_none_is_refused(run: Run, tmp_path: Path, code: str) -> None:
    ran = run("summarise", saved(tmp_path / "report.txt"), "--lang", code)
    if code.lower() == "en":
        assert ran == run("summarise", tmp_path / "report.txt", "--lang", "en")
        assert "no readability rules" not in run("inspect", tmp_path / "report.txt", "--lang", code).out
    else:
        assert (ran.code, ran.out, "--lang" in ran.err) == (2, "", True)


# --- encodings


@pytest.mark.parametrize("case", cases("encodings"))
def test_a_text_is_read_in_whatever_encoding_it_is(run: Run, tmp_path: Path, case: Case) -> None:
    headline, body = case["text"].split("\n\n")
    [report] = inspected(run, saved(tmp_path / "report.txt", case["text"].encode(case["encoding"])))
    assert paragraphs(report) == [headline, body]
    assert (report["title"], report["language"]) == (headline, case["language"])


@pytest.mark.parametrize("text", [case["text"] for case in TEXTS], ids=[case["label"] for case in TEXTS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_mark_and_utf_8_without_are_read_exactly(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


WESTERN = [case for case in TEXTS if case["language"] not in {"ru", "ja", "zh", "ko", "el"}]
OTHERS = list({case["language"]: case for case in TEXTS if case not in WESTERN}.values())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("case", WESTERN, ids=lambda case: case["label"])
def test_utf_16_without_a_mark_is_read_exactly(encoding: str, case: Case) -> None:
    assert decode(case["text"].encode(encoding)) == case["text"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["label"])
def test_utf_16_of_other_scripts_without_a_mark_is_read_exactly(encoding: str, case: Case) -> None:
    assert decode(case["text"].encode(encoding)) == case["text"]


MARKS = {
    "utf-8": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-32-le": (codecs.BOM_UTF32_LE, "utf-32-le"),
    "utf-32-be": (codecs.BOM_UTF32_BE, "utf-32-be"),
    "twice": (codecs.BOM_UTF8 * 2, "utf-8"),
}


@pytest.mark.parametrize(("mark", "encoding"), MARKS.values(), ids=MARKS.keys())
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(
    run: Run, tmp_path: Path, mark: bytes, encoding: str
) -> None:
    plain = saved(tmp_path / "plain.txt")
    marked = saved(tmp_path / "marked.txt", mark + REPORT.encode(encoding))
    first, second = (inspected(run, path)[0] for path in (plain, marked))
    assert second | {"location": ""} == first | {"location": ""}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_torn_end_of_wide_text_costs_one_character(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)[:-1]).rstrip("\ufffd") == REPORT.rstrip("\n")


SIGNS = [
    "€4.2 million",
    "in Göteborg",
    "£4.2 million",
    "in San José",
    "“nothing”",
    "nothing – so far –",
    "half a man’s",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_single_sign_of_cp1252_keeps_its_meaning(sign: str) -> None:
    """A currency that becomes another is worse than a character that cannot be read."""
    text = (
        f"{FIRST} {SECOND} The repair, officials said, is put at {sign} in all, and half of it is paid by the region.\n"
    )
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("part", [0.0, 0.5, 0.999])
@pytest.mark.parametrize("case", [case for case in TEXTS if case["language"] != "en"], ids=lambda case: case["label"])
def test_one_torn_byte_of_utf_8_costs_one_character(case: Case, part: float) -> None:
    """Whatever follows the damage is read as it stands."""
    assert_torn(case["text"], part)


@pytest.mark.parametrize("part", [0.0, 0.999])
@pytest.mark.parametrize("case", [case for case in TEXTS if case["language"] == "en"], ids=lambda case: case["label"])
def test_one_torn_byte_of_english_costs_one_character(case: Case, part: float) -> None:
    assert_torn(case["text"], part)


def assert_torn(text: str, part: float) -> None:
    """Without the first byte of one character the others are read, and its own bytes are shown as damage."""
    data = text.encode()
    starts = [place for place, byte in enumerate(data) if byte >= 0xC0]
    torn = starts[int(part * len(starts))]
    before, after = data[:torn].decode(), data[torn:].decode()[1:]
    read = decode(data[:torn] + data[torn + 1 :])
    assert read.replace("\ufffd", "") == before + after
    assert 1 <= read.count("\ufffd") <= 3


# --- cleaning

BIDI = {"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
LINES = {
    "unix": "\n",
    "windows": "\r\n",
    "old-mac": "\r",
    "vertical-tab": "\v",
    "form-feed": "\f",
    "next-line": "\x85",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
    "record-separator": "\x1e",
}


@pytest.mark.parametrize("end", LINES.values(), ids=LINES.keys())
def test_every_line_end_is_a_line_end(run: Run, tmp_path: Path, end: str) -> None:
    plain = inspected(run, saved(tmp_path / "plain.txt"))[0]
    other = inspected(run, saved(tmp_path / "other.txt", REPORT.replace("\n", end)))[0]
    assert paragraphs(other) == paragraphs(plain)
    assert other["id"] == plain["id"]


def test_line_ends_may_be_mixed(run: Run, tmp_path: Path) -> None:
    mixed = saved(
        tmp_path / "mixed.txt", f"Bridge Shut\r\n\r{FIRST}\r{SECOND}\n\r\nNobody was hurt, the mayor said.\u2029"
    )
    assert paragraphs(inspected(run, mixed)[0]) == ["Bridge Shut", FIRST, SECOND, "Nobody was hurt, the mayor said."]


HIDDEN = {
    "nul": "\0",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "c1-control": "\x9b",
    "soft-hyphen": "\xad",
    "zero-width-space": "\u200b",
    "word-joiner": "\u2060",
    "byte-order-mark": "\ufeff",
    "right-to-left-override": "\u202e",
    "right-to-left-mark": "\u200f",
    "isolate": "\u2066",
    "pop": "\u2069",
    "arabic-letter-mark": "\u061c",
    "annotation": "\ufff9",
    "tag-letter": "\U000e0041",
    "variation-selector": "\U000e0100",
    "noncharacter": "\ufdd0",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_is_hidden_in_words_changes_nothing(run: Run, tmp_path: Path, hidden: str) -> None:
    plain = run("summarise", saved(tmp_path / "report.txt"))
    strewn = run("summarise", saved(tmp_path / "report.txt", REPORT.replace("ridge", f"ri{hidden}dge{hidden}")))
    assert strewn == plain


@pytest.mark.parametrize("kept", ["می\u200cرود", "क्\u200dष", "café", "naïve", "e\u0323", "\ufffd", "한국", "𝒳"])
def test_what_a_word_needs_is_kept(kept: str) -> None:
    assert clean(kept) == unicodedata.normalize("NFC", kept)


def test_a_lone_surrogate_is_shown_as_damage() -> None:
    report = briefgen.report(f"Bridge \ud800Shut\n\n{FIRST}", title="Bridge \udfffClosed")
    assert report.text.startswith("Bridge \ufffdClosed\nBridge \ufffdShut\n")
    assert briefgen.render(briefgen.brief([report]), "txt")


def test_a_lone_surrogate_in_a_file_is_shown_as_damage(run: Run, tmp_path: Path) -> None:
    """As some old programs write emoji, and never in another encoding."""
    broken = (
        REPORT.encode() + b"\xe2\x80\x9cIt is shut,\xe2\x80\x9d said the mayor of Harlow\xed\xa0\x80 Quay on Tuesday.\n"
    )
    [report] = inspected(run, saved(tmp_path / "report.txt", broken))
    assert "“It is shut,” said the mayor of Harlow" in paragraphs(report)[-1]


ANYTHING = st.text(st.characters(exclude_categories=()))


@given(ANYTHING)
def test_cleaned_text_is_clean(text: str) -> None:
    """By Unicode's own tables, not by the patterns that clean: no control, no surrogate, nothing that reorders."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} or character == "\n" for character in cleaned)
    assert all(unicodedata.bidirectional(character) not in BIDI for character in cleaned)
    cleaned.encode()


@given(ANYTHING)
def test_any_text_with_a_title_is_a_report_and_its_spans_cut_its_own_text(text: str) -> None:
    report = briefgen.report(text, title="Bridge Shut")
    pieces = [report.text[paragraph.start : paragraph.end] for paragraph in report.paragraphs]
    assert "\n".join(pieces) == report.text
    assert all(pieces)
    assert report.title == "Bridge Shut"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_say_why_not(data: bytes) -> None:
    with suppress(ReadError):
        kind_of(decode(data), "report.txt")
        decode(data).encode()


def test_hostile_text_leaves_a_brief_that_can_be_proved(run: Run, tmp_path: Path) -> None:
    strewn = "".join(f"{word}{hidden} " for word, hidden in zip(FIRST.split(), [*HIDDEN.values()] * 9, strict=False))
    hostile = saved(tmp_path / "report.txt", f"<b>Bridge</b> & *Shut*\r\n\r\n{strewn}{SECOND}")
    ran = run("brief", hostile, "-f", "md,html,txt", "-o", tmp_path / "out", "--name", "x")
    assert (ran.code, ran.err) == (0, "")
    assert run("verify", tmp_path / "out/x.json", hostile).code == 0
    for ending in ("json", "md", "html", "txt"):
        printed = (tmp_path / f"out/x.{ending}").read_text(encoding="utf-8")
        assert FIRST in printed
        assert not [name for name, hidden in HIDDEN.items() if hidden in printed]


def test_a_title_that_ends_like_a_citation_does_not_spoil_the_proof(run: Run, tmp_path: Path) -> None:
    report = saved(tmp_path / "report.txt", f"Harlow Quay Closes Its Bridge [A]\n\n{FIRST} {SECOND}\n")
    run("brief", report, "-f", "md,html,txt", "-o", tmp_path / "out", "--name", "x")
    assert run("verify", tmp_path / "out/x.json", report).code == 0


def test_a_file_name_that_is_no_utf_8_breaks_no_format(run: Run, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text(REPORT, encoding="utf-8")
    ran = run("brief", path, "-f", "md,html,txt", "-o", tmp_path / "out", "--name", "x")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads((tmp_path / "out/x.json").read_bytes())["sources"][0]["location"].endswith("/caf\ufffd.txt")
