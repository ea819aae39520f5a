"""Search: what is found by which words, in what order, shown how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archives import BRIDGE, DAY, NOW, a_report, an_issue, issued
from briefgen.archive import Archive, writing
from briefgen.archive.search import terms
from briefgen.archive.snippets import fold, snippet
from briefgen.errors import UsageError
from support import cases

TEXTS = {
    "bridge": ("Bridge Closes", f"{BRIDGE} Engineers had found cracks."),
    "ferry": ("Ferry to Run", "The mayor's free ferry carries 1,500 people a day across the Tam."),
    "german": ("Brücke gesperrt", "Die alte Brücke bleibt neun Monate lang gesperrt, sagen Engineers aus Kiel."),
    "chinese": ("大桥关闭", "哈洛码头市议会周二投票决定关闭旧大桥九个月。"),
    "thai": ("ปิดสะพาน", "สภาเมืองลงมติปิดสะพานเก่าเป็นเวลาเก้าเดือน"),
    "hindi": ("पुल बंद", "नगर परिषद ने पुराने पुल को नौ महीने के लिए बंद किया।"),
    "arabic": ("إغلاق", "صوت المجلس على إغلاق الجسر القديم لمدة تسعة أشهر."),
}
REPORTS = {name: a_report(text, title, outlet=name) for name, (title, text) in TEXTS.items()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with writing(tmp_path_factory.mktemp("search") / "a.sqlite3", NOW) as archive:
        archive.remember_reports(REPORTS.values(), NOW)
        yield archive


@pytest.mark.parametrize("case", cases("search"))
def test_words_find(archive: Archive, case: dict[str, Any]) -> None:
    assert sorted(hit.outlet or "" for hit in archive.search(case["words"], 10)) == sorted(case["found"])


ODD = st.text(st.characters() | st.sampled_from('"*^():-+{}\0大桥 สะ'), max_size=60)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD)
@example('"')
@example('"" ""')
@example("\0bridge\0")
@example("a" * 5000)
@example("bridge" + "*" * 50)
@example("\ud800bridge")
@example("𝟙 𐐀* \U0001f600")
def test_no_words_break_it(archive: Archive, words: str) -> None:
    """Either they hold a word, or it is said that they do not."""
    if terms(words):
        assert len(archive.search(words, 5)) <= 5
    else:
        with pytest.raises(UsageError, match="holds no word"):
            archive.search(words, 5)


def test_too_many_words_are_refused(archive: Archive) -> None:
    with pytest.raises(UsageError, match="65 words; name at most 64"):
        archive.search(" ".join(f"w{number}" for number in range(65)), 5)


def test_the_best_comes_first_and_equals_come_in_an_order_of_their_own(tmp_path: Path) -> None:
    """Whatever the order in which they came: the later published one, then the smaller id."""
    alike = [a_report(f"{BRIDGE} {number}", published=date(2026, 11, 1 + number // 2)) for number in range(6)]
    best = a_report("The bridge.", "Bridge")
    found = []
    for name, reports in (("a", [*alike, best]), ("b", [best, *reversed(alike)])):
        with issued(tmp_path / name, reports=tuple(reports)) as archive:
            found.append([hit.id for hit in archive.search("bridge", 10)])
    assert found[0] == found[1]
    assert found[0][0] == best.id
    ordered = sorted(sorted(alike, key=lambda one: one.id), key=lambda one: str(one.published), reverse=True)
    assert found[0][1:] == [one.id for one in ordered]


def test_lines_of_past_editions_are_found_with_their_edition(tmp_path: Path) -> None:
    report = a_report()
    issues = [an_issue(report, number=n, day=DAY + timedelta(days=n), lines=(f"Line {n}.",)) for n in (1, 2)]
    with issued(tmp_path / "a.sqlite3", *issues, reports=(report,)) as archive:
        (hit,) = archive.search('"line 2"', 10)
        assert (hit.edition, hit.id, hit.title, hit.date) == ("daily/2", "c0", "Bridge Closes", "2026-11-24")
        assert [one.edition for one in archive.search("line", 10)] == ["daily/2", "daily/1"]


# --- snippets


LONG = " ".join(f"word{number}" for number in range(300))


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("The bridge\nis closed.", ["closed"]) == "The bridge is closed."


def test_of_a_long_text_the_stretch_with_most_of_the_words_is_shown() -> None:
    shown = snippet(f"ferry {LONG} ferry and bridge {LONG}", ["bridge", "ferry"])
    assert "ferry and bridge" in shown
    assert shown.startswith("… word")
    assert shown.endswith(" …")


def test_where_nothing_is_found_the_beginning_is_shown() -> None:
    assert snippet(LONG, ["nowhere"]).startswith("word0 word1")


@given(st.text(max_size=400), st.lists(st.text(max_size=8), max_size=4), st.integers(1, 60))
def test_a_snippet_is_one_line_of_the_text_and_not_much_longer_than_asked(
    text: str, terms: list[str], length: int
) -> None:
    shown = snippet(text, terms, length)
    bare = shown.removeprefix("… ").removesuffix(" …")
    assert bare.strip() in " ".join(text.split()) or shown == text
    assert "\n" not in shown


def test_markup_in_a_text_is_shown_as_it_is() -> None:
    assert snippet("<b>Bridge</b> [bold]closed[/bold]", ["bridge"]) == "<b>Bridge</b> [bold]closed[/bold]"


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)
