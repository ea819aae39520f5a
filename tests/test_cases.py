"""The case files: sentences, layouts, furniture, what stands alone, filler."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.model import Reason, Source
from briefgen.readability import apply, standing
from briefgen.readers import markdown, plain
from briefgen.readers.draft import report_from
from briefgen.text.furniture import is_furniture
from briefgen.text.sentences import split
from support import cases

Case = dict[str, Any]
READERS = {"text": plain.read, "markdown": markdown.read}


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences_are_cut_where_a_reader_would(case: Case) -> None:
    spans = split(case["text"], case["language"])
    assert [case["text"][start:end] for start, end in spans] == case["sentences"]


@pytest.mark.parametrize("case", cases("layouts"))
def test_paragraphs_have_the_roles_that_a_reader_gives_them(case: Case) -> None:
    draft = READERS[case["kind"]](case["source"])
    report = report_from(draft, Source("case", case["kind"]))
    assert [[role.value, text] for role, text in draft.parts if text] == case["paragraphs"]
    assert (report.title, dict(draft.stated)) == (case["title"], case["meta"])


@pytest.mark.parametrize("case", cases("furniture"))
def test_furniture_is_told_from_news(case: Case) -> None:
    assert is_furniture(case["text"], case["language"]) is case["furniture"]


@pytest.mark.parametrize("case", cases("standing"))
def test_lines_that_hang_are_told_from_lines_that_stand(case: Case) -> None:
    judged = standing(case["text"], case["language"])
    assert (judged.flaw is None) is case["stands"]
    if case["stands"]:
        assert apply(judged.edits, case["text"]) == (case["edited"] or case["text"])


@pytest.mark.parametrize("case", cases("filler"))
def test_filler_is_told_from_findings(case: Case) -> None:
    assert (standing(case["text"], case["language"]).flaw is Reason.FILLER) is case["filler"]
