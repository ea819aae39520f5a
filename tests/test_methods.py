"""Every method of selection keeps the rules; sumy's summarisers go through our merging."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import briefgen
import quality
from briefgen.config import Settings
from briefgen.origins import story_of
from briefgen.pipeline import summarise
from briefgen.selection import DESCRIPTIONS, METHODS, Gains, Pool
from briefgen.selection.classic import by_rating
from support import AS_OF, SEEDS, Ran
from test_selection import A, B, a_pool

CLUSTERS = quality.read(quality.SAMPLE)
MODULES = {name: import_module(f"briefgen.selection.{name}") for name in METHODS}
LIMITED = {name: module for name, module in MODULES.items() if hasattr(module, "LARGEST")}
SUMY = ("lexrank", "lsa", "textrank", "luhn", "kl", "sumbasic", "reduction", "edmundson")

# Prints what every method makes of the seeds.
ALL_OF_THEM = f"""
import briefgen
from briefgen.selection import METHODS
for name in METHODS:
    print(name, repr(briefgen.summarise(briefgen.read([{str(SEEDS)!r}]), words=120, method=name)))
"""


def python(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return ran.stdout


def test_all_of_sumys_summarisers_are_there() -> None:
    assert set(SUMY) <= set(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_a_file_of_its_name_with_a_line_that_tells_it(name: str) -> None:
    assert METHODS[name] is getattr(MODULES[name], name)
    limit = getattr(MODULES[name], "LARGEST", None)
    assert limit is None or f"at most {limit:,} sentences" in DESCRIPTIONS[name]


def test_every_run_chooses_alike() -> None:
    """Another seed for hashing is another order of every set of strings."""
    assert python(ALL_OF_THEM, PYTHONHASHSEED="1") == python(ALL_OF_THEM, PYTHONHASHSEED="2")


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda one: one.name)
@pytest.mark.parametrize("name", METHODS)
def test_every_method_keeps_order_copies_budget_and_repeats_out(name: str, cluster: quality.Cluster) -> None:
    held = quality._invariant(cluster, 70, name)
    # Another headline is another list of bonus words.
    assert all(held.values()) or (name == "edmundson" and not held["copies with another headline"])
    row = quality._measure(cluster, 70, f"ours {name}")
    assert row
    assert (row.over, row.repeats) == (False, 0)


def test_the_default_loads_neither_sumy_nor_numpy() -> None:
    code = f"import briefgen, sys; briefgen.summarise(briefgen.read([{str(SEEDS)!r}])); print(*sys.modules)"
    assert {"sumy", "numpy", "nltk"}.isdisjoint(python(code).split())


# --- stories that are too large


def wide(pool_size: int) -> Pool:
    return a_pool(
        *(
            (place % 3, place // 3, f"w{place} w{place + 1} w{place + 2} x{place} y{place}")
            for place in range(pool_size)
        )
    )


@pytest.mark.parametrize("name", LIMITED)
def test_a_large_story_is_cut_down_and_the_reader_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITED[name], "LARGEST", 4)
    gains = METHODS[name](wide(9))
    scores = [gains.gain(candidate) for candidate in range(9)]
    assert gains.notes == ("only the 4 of 9 sentences that coverage likes best were weighed",)
    assert all(score > 0 for score in scores)
    best = METHODS["coverage"](wide(9))
    liked = sorted(range(9), key=lambda candidate: (-best.gain(candidate), candidate))[:4]
    assert max(scores[candidate] for candidate in liked) == max(scores)
    assert len(set(scores)) == 9


@pytest.mark.parametrize("name", METHODS)
def test_a_small_story_is_seen_whole(name: str) -> None:
    assert METHODS[name](wide(9)).notes == ()


def test_the_brief_says_what_was_weighed_and_is_proved(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(MODULES["lexrank"], "LARGEST", 20)
    run("brief", SEEDS, "-m", "lexrank", "-f", "md,txt,html", "-o", tmp_path, "--as-of", AS_OF)
    for form in ("md", "txt", "html"):
        text = (tmp_path / f"brief-2026-11-22.{form}").read_text(encoding="utf-8")
        assert "nly the 20 of" in text
    assert run("verify", tmp_path / "brief-2026-11-22.json", SEEDS).code == 0


# --- what single ones do


def scores(name: str, pool: Pool) -> list[float]:
    gains = METHODS[name](pool)
    return [gains.gain(candidate) for candidate in range(len(pool.candidates))]


@pytest.mark.parametrize("name", SUMY)
def test_sentences_without_a_common_word_still_get_an_order(name: str) -> None:
    assert all(score > 0 for score in scores(name, a_pool((0, 0, "a b c d e"), (1, 0, "f g h i j"))))


@pytest.mark.parametrize("name", SUMY)
def test_one_sentence_alone_is_ranked(name: str) -> None:
    assert scores(name, a_pool((0, 0, A)))[0] > 0


@pytest.mark.parametrize("name", SUMY)
def test_equal_sentences_of_two_reports_do_not_hide_each_other(name: str) -> None:
    """sumy alone would take them for one."""
    found = scores(name, a_pool((0, 0, A), (1, 0, B), (2, 0, A)))
    assert len(set(found)) == 3
    assert min(found) > 0


@pytest.mark.parametrize("name", SUMY)
def test_what_two_origins_tell_early_comes_before_what_one_tells_late(name: str) -> None:
    rows = [(0, 0, "p q r s t"), (1, 0, "p q r s u"), (0, 9, "k l m n o"), (1, 9, "f g h i j")]
    found = scores(name, a_pool(*rows))
    assert max(found[:2]) > max(found[2:])


def test_lines_rated_alike_come_by_origins_and_place() -> None:
    pool = a_pool((0, 0, "a b c d e"), (1, 0, "f g h i j"), (1, 1, "k l m n o"))
    agreed = replace(pool, candidates=[pool.candidates[0], replace(pool.candidates[1], origins=2), pool.candidates[2]])
    scores = by_rating(agreed, {0: 1.0, 1: 1.0, 2: 1.0}).scores
    assert scores[1] > scores[0] > scores[2]


def test_every_method_is_told_how_many_origins_say_a_line() -> None:
    seen: list[int] = []

    def lead(pool: Pool) -> Gains:
        seen.extend(one.origins for one in pool.candidates)
        return METHODS["lead"](pool)

    told = summarise(story_of(CLUSTERS[0].reports), Settings(), lead)
    claims = [*told.claims, *(one.claim for one in told.unprinted)]
    assert sorted(seen) == sorted(one.origins for one in claims)
    assert max(seen) > 1


def test_kl_counts_the_words_that_a_summary_lacks() -> None:
    """sumy alone would begin with the short line that shares no word with another."""
    found = scores("kl", a_pool((0, 0, "a b c d e f g h"), (1, 0, "a b c d e f x y"), (2, 0, "p q r s t")))
    assert found[2] < max(found)


def test_edmundson_goes_by_headlines_and_focus() -> None:
    plain = a_pool((0, 2, "a b c d e"), (0, 2, "f g h i j"), (0, 2, "k l m n o"))
    parts = (plain.sentences, plain.origin_of, plain.candidates)
    titled = scores("edmundson", Pool(*parts, titles=[(0, ("h", "i"))]))
    focused = scores("edmundson", Pool(*parts, focus=frozenset({"n", "o"})))
    assert titled[1] > max(titled[0], titled[2])
    assert focused[2] > max(focused[0], focused[1])


def test_modules_are_what_they_are_called() -> None:
    assert all(isinstance(module, ModuleType) for module in MODULES.values())
    assert briefgen.summarise(CLUSTERS[0].reports, words=60, method="kl").claims
