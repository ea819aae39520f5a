"""benchmarks/quality.py: what it measures is what it says, and the sample can be measured anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import measures
import peers
import quality
from support import HERE

BENCHMARKS = HERE.parent / "benchmarks"
CLUSTERS = quality.read(quality.SAMPLE)


def measure(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / "quality.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_sample_is_measured_beside_the_peers() -> None:
    ran = measure(str(quality.SAMPLE), "--limit", "2", "-m", "coverage,luhn", "-p", "round-robin lead,sumy luhn")
    assert ran.returncode == 0, ran.stderr
    table = {line[:16].strip(): line.split() for line in ran.stdout.partition("minus,")[0].splitlines()}
    assert {"ours coverage", "ours luhn", "round-robin lead", "sumy luhn"} <= set(table)
    over, redundant = table["ours coverage"][7:9]
    assert (over, redundant) == ("0", "0")
    assert "ours luhn             sumy luhn" in ran.stdout
    assert "ours coverage: shuffled, the same bytes 100.0 %" in ran.stdout
    assert "exact copies 100.0 %, copies cut by a fifth 100.0 %, copies with another headline 100.0 %" in ran.stdout


def test_without_real_input_only_the_sample_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BRIEFGEN_DATA", raising=False)
    assert quality._sets() == [quality.SAMPLE]
    (tmp_path / "summaries").mkdir()
    (tmp_path / "summaries" / "one.jsonl").write_text("")
    monkeypatch.setenv("BRIEFGEN_DATA", str(tmp_path))
    assert [path.stem for path in quality._sets()] == ["one"]


def test_a_name_that_is_not_known_is_told() -> None:
    ran = measure("-m", "coverage,best")
    assert ran.returncode == 1
    assert ran.stderr.startswith("best: not known; use some of: coverage, lead")


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda one: one.name)
def test_the_sample_is_of_the_form_that_the_manual_names(cluster: quality.Cluster) -> None:
    assert len(cluster.documents) == 3
    assert all(report.title and report.outlet and report.published for report in cluster.reports)
    assert 60 <= sum(len(sentence.split()) for sentence in cluster.references[0]) <= 110


@pytest.mark.parametrize("peer", peers.PEERS)
def test_every_peer_prints_sentences_of_the_texts_up_to_the_budget(peer: str) -> None:
    cluster = CLUSTERS[0]
    printed = quality.theirs(cluster, 60, peer)
    whole = [" ".join(text.split()) for text in cluster.texts]
    assert all(line in whole[document] for line, document in zip(printed.lines, printed.documents, strict=True))
    assert sum(len(line.split()) for line in measures.cut(printed.lines, 60)) == 60


def test_lead_goes_round_the_texts() -> None:
    texts = ["One is here. Two is here.", "Three is here.", "Four is here.\n\nFive is here."]
    assert peers.lead(texts, 15, "en") == [
        "One is here.", "Three is here.", "Four is here.", "Two is here.", "Five is here.",
    ]  # fmt: skip


def test_what_takes_too_long_is_skipped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peers.LONGEST, "sumy kl", 5)
    assert quality._measure(CLUSTERS[0], 50, "sumy kl") is None
    told = "\n".join(quality._report("sample", CLUSTERS[:1], 50, {"sumy kl": [None]}, {}))
    assert "sumy kl: 1 clusters of more than 5 sentences skipped" in told


def test_no_budget_given_is_the_length_of_the_references() -> None:
    assert quality._usual_length([quality.Cluster("x", "en", (), (("One two.", "Three."), ("One.",)))]) == 2


def test_rouge_is_the_mean_over_references() -> None:
    scores = measures.rouge(["The bridge fell."], [["The bridge fell."], ["Nothing else."]], "en")
    assert scores == pytest.approx((50, 50, 50))
    assert measures.rouge(["Мост упал."], [["Мост упал."]], "ru") == pytest.approx((100, 100, 100))


def test_a_cut_ends_with_the_budget() -> None:
    assert measures.cut(["one two three", "four five", "six"], 4) == ["one two three", "four"]


def test_repeats_are_pairs_that_share_half_of_the_smaller_ones_words() -> None:
    lines = ["Divers raised the barge near Tolle.", "The barge near Tolle was raised.", "Bread prices rose in Norden."]
    assert measures.repeats(lines, "en") == 1


def test_balance_is_one_where_all_texts_have_as_many_words() -> None:
    assert measures.balance([(0, 10), (1, 10)], 2) == pytest.approx(1)
    assert measures.balance([(0, 10)], 2) == 0
    assert measures.balance([(0, 10)], 1) == 1


def test_an_interval_holds_the_mean() -> None:
    low, high = quality.interval([0.0, 1.0, 2.0, 3.0])
    assert low < 1.5 < high
    assert quality.interval([2.0, 2.0]) == (2.0, 2.0)


@pytest.mark.parametrize(
    "line",
    [
        "He resigned on Monday.",
        "But the mayor stayed.",
        "In addition, the bridge is closed.",
        "What happens next?",
        "The mayor said “no.",
        "The mayor said no",
        "The mayor told us to go home.",
        "“Nobody will sleep in a tent tonight.”",
        "[…] They left.",
    ],
)
def test_lines_that_hang(line: str) -> None:
    assert measures.dangles(line)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor resigned on Monday.",
        "This week the bridge will open.",
        "It is unclear whether the bridge will open.",
        "“Nobody will sleep in a tent tonight,” the mayor said.",
        "[Ana Bree] resigned (again).",
        "[…] The U.S. envoy left.",
        "World War I began in 1914.",
    ],
)
def test_lines_that_stand(line: str) -> None:
    assert not measures.dangles(line)
    assert not measures.hangs(line, "en")
