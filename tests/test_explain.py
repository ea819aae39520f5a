"""Explaining a brief: what decided for each line, and why others are not there."""

from __future__ import annotations

import copy
import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import briefgen
from briefgen import cli
from briefgen.errors import BriefgenError
from briefgen.explanation import as_json, as_text, explain, names
from briefgen.renderers.labels import lines
from support import AS_OF, Ran

Run = Callable[..., Ran]
Data = dict[str, Any]

# Three reports of one story: what all say, what two say, what one says, what cannot stand.
REPORTS = [
    (
        "A barge struck a pier of the Norden bridge at Tolle on Monday and sank within 20 minutes. "
        "Police closed the Norden bridge to all traffic until engineers have checked the pier. "
        "He did not say when it would open again."
    ),
    (
        "A barge hit a pier of the Norden bridge at Tolle on Monday morning and sank within 20 minutes. "
        "Mayor Ann Lee promised 40 million crowns for a second crossing of the river."
    ),
    (
        "The Norden bridge at Tolle was closed to traffic by police until engineers have checked its pier. "
        "A barge struck a pier of the Norden bridge on Monday and sank. "
        "Three sailors were pulled from the river alive."
    ),
]


def a_brief(words: int = 60, method: str = "coverage") -> Data:
    reports = [briefgen.report(text, title=f"Report {index}") for index, text in enumerate(REPORTS)]
    briefing = briefgen.brief(reports, words=words, method=method, as_of=AS_OF)
    made: Data = json.loads(briefgen.render(briefing, "json"))
    return made


@pytest.fixture(scope="module")
def brief() -> Data:
    return a_brief()


@pytest.fixture
def path(brief: Data, tmp_path: Path) -> Path:
    made = tmp_path / "brief.json"
    made.write_text(json.dumps(brief), encoding="utf-8")
    return made


def test_each_line_is_told_with_gain_concepts_witnesses_and_what_it_beat(brief: Data) -> None:
    told = explain(brief)
    assert [one.line for one in told.lines] == list(range(1, len(told.lines) + 1))
    for one in told.lines:
        assert one.why is not None
        assert one.why.gain > 0
        assert 0 <= one.why.centrality <= 1
        assert one.why.concepts
        assert one.witnesses
    assert any(one.why and one.why.beat for one in told.lines)


def test_lines_are_numbered_as_they_are_printed(brief: Data) -> None:
    printed = [one.text for one in explain(brief).lines]
    reports = [briefgen.report(text, title=f"Report {index}") for index, text in enumerate(REPORTS)]
    page = briefgen.render(briefgen.brief(reports, words=60, as_of=AS_OF), "md").decode()
    assert [page.index(text[-20:]) for text in printed] == sorted(page.index(text[-20:]) for text in printed)


def test_lines_of_one_origin_are_numbered_where_they_are_printed() -> None:
    """What two reports of one origin say stands, and counts, before what one report says."""
    shared = "The barge Aurora struck the old bridge at Tolle on Monday evening and broke 14 of its oak piers. "
    wire = "Harbour master Ann Lee said that tugs from Norden would tow the wreck to the yard on Friday."
    reports = [
        briefgen.report(
            "Two divers were hurt near the yard on Tuesday, hospital staff said.\n" + shared + wire, title="A"
        ),
        briefgen.report(
            shared + wire + "\nThe council of Tolle meets in June to vote on 300 new ferry berths.", title="B"
        ),
        briefgen.report("Ferry fares in Velden doubled to 12 crowns in spring, traders complained.", title="C"),
    ]
    briefing = briefgen.brief(reports, words=150, as_of=AS_OF, one_story=True)
    told = {one.id: one.line for one in explain(json.loads(briefgen.render(briefing, "json"))).lines}
    assert [claim.reports for claim in briefing.claims.values()] != sorted(
        (claim.reports for claim in briefing.claims.values()), reverse=True
    )
    assert told == lines(briefing)


def test_a_concept_is_spelled_as_in_its_line_and_has_the_reports_that_say_it(brief: Data) -> None:
    texts = {source["key"]: brief["texts"][source["id"]] for source in brief["sources"]}
    for one in explain(brief).lines:
        for concept in one.why.concepts if one.why else ():
            assert concept.words in one.text
            # The stems are shared; in these reports so is each word's beginning.
            assert all(concept.words.split()[0][:3].lower() in texts[key].lower() for key in concept.sources)
            assert len(concept.sources) == len(set(concept.sources)) >= 1
    reasons = [one.why for one in explain(brief).lines if one.why]
    assert any(len(concept.sources) == 3 for why in reasons for concept in why.concepts)


def test_what_was_left_out_is_told_with_its_reason_and_the_line_that_says_it(brief: Data) -> None:
    assert explain(brief).left_out == ()
    told = {one.text: one for one in explain(brief, left_out=True).left_out}
    hanging = told["He did not say when it would open again."]
    assert (hanging.reason, hanging.said_by, hanging.line) == ("hangs", None, None)
    for one in told.values():
        assert (one.reason == "redundant") is (one.said_by is not None)


def test_a_line_that_is_said_already_names_the_one_that_says_it() -> None:
    text = (
        REPORTS[0].split(". ")[0] + ". The barge that struck the Norden bridge at Tolle on Monday sank in 20 minutes."
    )
    reports = [briefgen.report(text), briefgen.report(REPORTS[1])]
    made = json.loads(briefgen.render(briefgen.brief(reports, as_of=AS_OF), "json"))
    told = explain(made, left_out=True)
    (said,) = [one for one in told.left_out if one.reason == "redundant"]
    assert said.said_by == 1
    assert f"{'':4}{'said by':<11}line 1" in as_text(told)


def test_one_line_is_chosen_by_its_number_or_its_id(brief: Data) -> None:
    first = explain(brief).lines[0]
    assert explain(brief, "1").lines == explain(brief, first.id).lines == (first,)
    left = explain(brief, left_out=True).left_out[0]
    assert explain(brief, left.id).left_out == (left,)
    assert explain(brief, left.id).lines == ()


def test_methods_that_only_rank_bring_no_concepts() -> None:
    told = explain(a_brief(method="lead"))
    assert all(one.why and not one.why.concepts for one in told.lines)
    assert "brought" not in as_text(told)


def test_the_command_prints_what_was_found(run: Run, path: Path) -> None:
    told = run("explain", path)
    assert (told.code, told.err) == (0, "")
    for word in ("gain", "centrality", "brought", "witnesses", "beat", "[A, B, C]"):
        assert word in told.out
    assert "Not printed" not in told.out
    assert "cannot stand alone" in run("explain", path, "--left-out").out


def test_the_page_is_ninety_columns_wide_in_any_script() -> None:
    text = "長崎市長は火曜日、大波止の橋を来年三月まで閉鎖し、四千万円をかけて橋脚を直すと述べた。" * 2
    made = json.loads(briefgen.render(briefgen.brief([briefgen.report(text)], as_of=AS_OF), "json"))
    for page in (as_text(explain(made)), as_text(explain(a_brief(), left_out=True))):
        for line in page.splitlines():
            assert sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line) <= 100


def test_json_has_the_same(run: Run, path: Path, brief: Data) -> None:
    told = json.loads(run("explain", path, "--left-out", "-f", "json").out)
    assert told == json.loads(as_json(explain(brief, left_out=True)))
    assert len(told["lines"]) == len(brief["stories"][0]["claims"])


def test_the_texts_are_not_needed(brief: Data) -> None:
    bare = {key: value for key, value in brief.items() if key != "texts"}
    assert as_text(explain(bare)) == as_text(explain(brief))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["99"], 2, "no such line; lines are numbered 1 to"),
        (["-f", "pdf"], 2, "no such format"),
    ],
)
def test_what_cannot_be_told_is_one_line(run: Run, path: Path, arguments: list[str], code: int, said: str) -> None:
    told = run("explain", path, *arguments)
    assert (told.code, told.out, told.err.count("\n")) == (code, "", 1)
    assert said in told.err


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b'{"schema_version": 1, "stories": []}', b"\xff"])
def test_what_is_no_brief_is_one_line_with_the_file_named(run: Run, tmp_path: Path, data: bytes) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(data)
    for named in (wrong, tmp_path / "missing.json"):
        told = run("explain", named)
        assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
        assert str(named) in told.err


ANYTHING: list[Any] = [None, True, -1, 10**30, float("nan"), "", "\ud800", "\x1b[31m\n", "A", [], {}, [None]]


def steps(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [pair for key in keys for pair in ((value, key), *steps(value[key]))]


@given(data=st.data())
@settings(max_examples=100)
def test_any_data_is_explained_or_refused_in_a_line(data: st.DataObject) -> None:
    made = copy.deepcopy(BRIEF)
    for _ in range(data.draw(st.integers(1, 3))):
        parent, step = data.draw(st.sampled_from(steps(made)))
        parent[step] = data.draw(st.sampled_from(ANYTHING))
    with suppress(BriefgenError):
        page = as_text(explain(made, left_out=True))
        assert all(line.isprintable() for line in page.splitlines())


BRIEF = a_brief()


def test_the_shell_completes_the_lines(path: Path) -> None:
    def completed(start: str, file: Path) -> list[str]:
        words = {
            "_BRIEFGEN_COMPLETE": "complete_bash",
            "COMP_WORDS": f"briefgen explain {file} {start}",
            "COMP_CWORD": "3",
        }
        return CliRunner().invoke(cli.app, prog_name="briefgen", env=words).stdout.split()

    assert completed("", path) == names(BRIEF)
    assert completed("c", path) == [name for name in names(BRIEF) if name.startswith("c")]
    assert completed("", path.with_name("missing.json")) == []
