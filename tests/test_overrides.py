"""An editor's file: what it says, and what is told of one that cannot be followed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import UsageError
from briefgen.overrides import NO_OVERRIDES, Overrides, Rule, overrides_of, read_overrides
from briefgen.profile.telling import STORIES
from support import cases


def with_lines(rules: Sequence[Rule]) -> list[list[Any]]:
    return [[rule.line, *rule.names] for rule in rules]


@pytest.mark.parametrize("case", cases("overrides"))
def test_rules_are_read_with_their_lines(case: dict[str, Any]) -> None:
    overrides = overrides_of(case["toml"])
    for kind in ("same", "different", "move", "name"):
        assert with_lines(getattr(overrides, kind)) == case[kind]


@pytest.mark.parametrize("case", cases("bad_overrides"))
def test_what_cannot_be_followed_is_told_in_one_line(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    path.write_text(case["toml"])
    with pytest.raises(UsageError) as error:
        read_overrides(path)
    told = str(error.value)
    assert told.startswith(f"{path}: {case['says']}")
    assert "\n" not in told


def test_the_examples_of_a_new_file_are_rules() -> None:
    examples = re.sub(r'^# (?=\w+ = |\[|")', "", STORIES, flags=re.MULTILINE)
    assert [len(rules) for rules in astuple(overrides_of(examples))] == [1, 1, 1, 1]
    assert not overrides_of(STORIES)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"stories\.toml: cannot be read \(No such file or directory\)"):
        read_overrides(tmp_path / "stories.toml")


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "stories.toml").write_bytes('[name]\ns0123456789 = "Brücke"'.encode("latin-1"))
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_overrides(tmp_path / "stories.toml")


def test_where_a_rule_stands_makes_no_other_rule() -> None:
    assert overrides_of('\n\nsame = [["a", "b"]]') == Overrides(same=(Rule(("a", "b")),))
    assert (bool(NO_OVERRIDES), bool(overrides_of('same = [["a", "b"]]'))) == (False, True)
