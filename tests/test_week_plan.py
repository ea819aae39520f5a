"""The woven week: the plan fits itself and the real clusters, and weaving puts each sentence where the plan says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planted import Day, Quote, woven_week
from support import HERE

PLAN = HERE.parent / "benchmarks" / "week_plan.json"
CLUSTERS: list[dict[str, Any]] = json.loads(PLAN.read_text(encoding="utf-8"))["clusters"]
KINDS = {"number", "date", "certainty", "bound", "negation", "actor"}


def name(cluster: dict[str, Any]) -> str:
    return str(cluster["story"])


def test_the_plan_is_as_large_and_as_mixed_as_it_is_meant_to_be() -> None:
    planted = [row for cluster in CLUSTERS for row in cluster["planted"]]
    assert len({cluster["record"] for cluster in CLUSTERS}) == len(CLUSTERS) == 25
    assert {row["kind"] for row in planted if row["as"] == "changed"} == KINDS
    assert sum(row["as"] == "new" for row in planted) >= 30
    assert sum(row["as"] == "old" for row in planted) >= 40


@pytest.mark.parametrize("cluster", CLUSTERS, ids=name)
def test_what_is_planted_answers_to_a_seed_or_a_sentence_of_an_earlier_day(cluster: dict[str, Any]) -> None:
    days = cluster["days"]
    seeds = {row["label"]: row for row in cluster["planted"] if row["as"] == "seed"}
    for row in cluster["planted"]:
        earlier = seeds[row["of"]] if "of" in row else row.get("said")
        assert (earlier is None) == (row["as"] in {"seed", "new"})
        assert earlier is None or days[str(earlier["document"])] < days[str(row["document"])]
        assert row["as"] != "seed" or days[str(row["document"])] == min(days.values())


@pytest.mark.parametrize("cluster", CLUSTERS, ids=name)
def test_changed_values_stand_in_their_sentences(cluster: dict[str, Any]) -> None:
    seeds = {row.get("label"): row["text"] for row in cluster["planted"]}
    for row in cluster["planted"]:
        if row["as"] == "changed":
            assert row["old"] in seeds[row["of"]]
            assert row["new"] in row["text"]
            assert row["old"] != row["new"]


@pytest.fixture
def small(tmp_path: Path) -> list[Day]:
    """A week of one cluster of two documents, one sentence of each sort planted."""
    documents = ["A gull sat here.\n\n \n\nIt flew off. It came back.\nThe end.", "Nobody saw it.\n\nA boy did."]
    planted = [
        {"as": "seed", "label": "eggs", "document": 0, "paragraph": 1, "text": "It laid two eggs."},
        {"as": "new", "document": 1, "paragraph": 0, "text": "A net was brought."},
        {"as": "changed", "kind": "number", "of": "eggs", "old": "two", "new": "Three"}
        | {"document": 1, "paragraph": 1, "text": "Three eggs were there."},
        {"as": "old", "of": "eggs", "document": 1, "paragraph": 1, "text": "Eggs had been laid."},
        {"as": "old", "said": {"document": 0, "start": 34, "end": 47}}
        | {"document": 1, "paragraph": 1, "text": "The bird returned."},
    ]
    cluster = {"story": "gull", "record": "g", "days": {"0": 1, "1": 3}, "planted": planted}
    plan = {"set": "set.jsonl", "clusters": [cluster]}
    record = {"id": "g", "docs": [{"text": text} for text in documents]}
    (tmp_path / "set.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return woven_week(tmp_path / "plan.json", tmp_path)


def test_sentences_are_put_at_the_ends_of_their_paragraphs_and_nothing_else_changes(small: list[Day]) -> None:
    assert [report.text for day in small for report in day.reports] == [
        "A gull sat here.\n\n \n\nIt flew off. It came back. It laid two eggs.\nThe end.",
        "Nobody saw it. A net was brought.\n\nA boy did. Three eggs were there. Eggs had been laid. The bird returned.",
    ]


def test_the_truth_of_a_woven_day_is_what_was_planted(small: list[Day]) -> None:
    first, third = small
    (truth,) = third.truths
    assert first.truths == ()
    assert (first.number, third.number, truth.day) == (1, 3, 3)
    assert [new.wordings for new in truth.new] == [(Quote("gull-3-1", "A net was brought."),)]
    assert truth.changed[0].old == Quote("gull-1-0", "It laid two eggs.", "two")
    assert truth.changed[0].now == (Quote("gull-3-1", "Three eggs were there.", "Three"),)
    assert [old.said for old in truth.old] == [
        (Quote("gull-1-0", "It laid two eggs."),),
        (Quote("gull-1-0", "It came back."),),
    ]


@pytest.mark.data
def test_the_plan_fits_the_real_clusters(data: Path) -> None:
    """Every sentence that the plan points at is whole and stands in the woven report that is named."""
    week = woven_week(PLAN, data)
    texts = {report.id: report.text for day in week for report in day.reports}
    for truth in (truth for day in week for truth in day.truths):
        said = [quote for old in truth.old for quote in old.said]
        ours = [new.wordings[0] for new in truth.new] + [changed.now[0] for changed in truth.changed]
        assert all(quote.text in texts[quote.report] for quote in [*said, *ours])
        assert all(quote.text[0] in '"“' or quote.text[0].isupper() for quote in said)
        assert all(quote.text[-1] in '.!?"”' for quote in said)
