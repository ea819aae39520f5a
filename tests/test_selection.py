"""Selection: the lazy heap is the greedy choice, the weights are the formula's, every method keeps the rules."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import Sentence, Span
from briefgen.selection import METHODS, Budget, Candidate, Pool, fill
from briefgen.selection.coverage import SCALE, coverage
from briefgen.selection.pool import Ranked
from briefgen.text.words import Stemmed


def a_sentence(words: str, report: str = "r", position: int = 0) -> Stemmed:
    text = words + "."
    stems = tuple(words.lower().split())
    return Stemmed(Sentence(Span(report, 0, len(text)), text, 0, position), tuple(words.split()), stems, "und")


def a_pool(*rows: tuple[int, int, str]) -> Pool:
    """A pool of (origin, position, words); every sentence is a candidate."""
    sentences = [a_sentence(words, f"r{origin}", position) for origin, position, words in rows]
    candidates = [Candidate(len(one.stems), (place,)) for place, one in enumerate(sentences)]
    return Pool(sentences, [origin for origin, _, _ in rows], candidates)


def never(candidate: int, taken: Sequence[int]) -> bool:
    return False


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 20)), max_size=12), st.integers(0, 40))
def test_filling_takes_what_plain_greedy_would_take(items: list[tuple[int, int]], words: int) -> None:
    lengths, scores = [length for length, _ in items], [float(score) for _, score in items]
    left, want, open_ = words, [], list(range(len(items)))
    while fitting := [index for index in open_ if lengths[index] <= left and scores[index] > 0]:
        best = max(fitting, key=lambda index: (scores[index], -index))
        want.append(best)
        open_.remove(best)
        left -= lengths[best]
    picks = fill(lengths, Ranked(scores), Budget(words), never, range(len(items)))
    assert [pick.candidate for pick in picks] == want


def test_filling_tells_the_runner_up_that_was_beaten() -> None:
    picks = fill([2, 2, 2], Ranked([1.0, 3.0, 2.0]), Budget(4), never, range(3))
    assert [(pick.candidate, pick.beat) for pick in picks] == [(1, 2), (2, 0)]


def test_filling_counts_lines_where_lines_are_asked_for() -> None:
    picks = fill([5, 5, 5], Ranked([3.0, 2.0, 1.0]), Budget(10_000, lines=2), never, range(3))
    assert [pick.candidate for pick in picks] == [0, 1]


def test_filling_leaves_out_what_repeats() -> None:
    picks = fill([1, 1, 1], Ranked([3.0, 2.0, 1.0]), Budget(9), lambda one, taken: one == 1 and 0 in taken, range(3))
    assert [pick.candidate for pick in picks] == [0, 2]


@pytest.mark.parametrize(
    ("scores", "weak", "taken"),
    [
        ([2.8, 2.0, 1.0], {0}, [1, 0, 2]),
        ([5.0, 2.0, 1.0], {0}, [0, 1, 2]),
        ([3.0, 2.0, 1.0], {1, 2}, [0]),
        ([4.0, 5.0, 1.0], {1}, [0, 1, 2]),
        ([3.0, 2.0, 1.0], {0, 1, 2}, []),
    ],
    ids=["seven tenths of the gain", "still the best", "no room is filled", "below", "nothing else"],
)
def test_what_hangs_is_taken_in_preference_only(scores: list[float], weak: set[int], taken: list[int]) -> None:
    picks = fill([1, 1, 1], Ranked(scores), Budget(3), never, range(3), weak)
    assert [pick.candidate for pick in picks] == taken


WORDS = [f"w{index}" for index in range(9)]
A, B, C = "w0 w1 w2 w3 w4", "w0 w1 w5 w6 w7", "w8 w5 w6 w3 w2"


def test_weights_and_gains_are_those_of_the_formula() -> None:
    """One sentence each of three origins, worked out by hand from docs/method.md."""
    pool = a_pool((0, 0, A), (1, 1, B), (2, 3, C))
    gains = coverage(pool)
    origins = {"w0": {0: 0, 1: 1}, "w0 w1": {0: 0, 1: 1}, "w1": {0: 0, 1: 1}, "w2": {0: 0, 2: 3}, "w3": {0: 0, 2: 3}}
    origins |= {"w4": {0: 0}, "w1 w2": {0: 0}, "w2 w3": {0: 0}, "w3 w4": {0: 0}}
    weight = 0.0
    for concept, first in origins.items():
        spread = len(first) / 3
        share = 0.96 if " " in concept else 0.04
        weight += sum((1 + m) ** -0.4 for m in first.values()) * spread * share * (0.5 if len(first) == 1 else 1)
    # A shares 2 words with B and 2 with C, B and C share 2: all are as central; 5 words count as 10.
    assert gains.gain(0) == pytest.approx(1.0 * 10**-0.8 * weight, rel=1e-6)


def test_what_is_covered_gains_nothing_again() -> None:
    gains = coverage(a_pool((0, 0, A), (1, 0, A)))
    assert gains.gain(0) > 0
    gains.take(0)
    assert gains.gain(1) == 0


def test_titles_known_reports_and_focus_move_the_weights() -> None:
    rows = [(0, 0, A), (1, 0, B)]
    plain = a_pool(*rows)
    base = coverage(plain).gain(0)
    parts = (plain.sentences, plain.origin_of, plain.candidates)
    assert coverage(Pool(*parts, titles=[(0, ("w3", "w4"))])).gain(0) > base
    assert coverage(Pool(*parts, known=[[tuple(A.split())]])).gain(0) < base
    assert coverage(Pool(*parts, focus=frozenset({"w4"}))).gain(0) > base
    assert coverage(Pool(*parts, focus=frozenset({"nowhere"}))).gain(0) == base


def test_ten_reports_that_copy_one_another_weigh_as_one_origin() -> None:
    once = coverage(a_pool((0, 0, A), (1, 0, B)))
    often = coverage(a_pool((0, 0, A), (0, 0, A), (0, 0, A), (1, 0, B)))
    assert often.gain(3) / often.gain(0) == pytest.approx(once.gain(1) / once.gain(0) * 1.0, rel=0.5)


def test_the_scale_leaves_room_for_twenty_thousand_sentences() -> None:
    assert math.log2(SCALE * 20_000) < 53


@pytest.mark.parametrize("name", METHODS)
def test_every_method_gives_finite_gains_that_do_not_rise(name: str) -> None:
    pool = a_pool((0, 0, A), (0, 1, B), (1, 0, C), (1, 1, "w1 w2 w3 w4 w5 w6"), (2, 0, A))
    gains = METHODS[name](pool)
    before = [gains.gain(index) for index in range(len(pool.candidates))]
    gains.take(0)
    after = [gains.gain(index) for index in range(len(pool.candidates))]
    assert all(0 <= new <= old < math.inf for old, new in zip(before, after, strict=True))
    centrality, _ = gains.reasons(1)
    assert 0 <= centrality <= 1


@pytest.mark.parametrize("name", METHODS)
def test_every_method_does_with_an_empty_pool(name: str) -> None:
    assert fill([], METHODS[name](a_pool()), Budget(100), never, []) == ()


def test_lexrank_of_sentences_without_a_common_word_still_gives_an_order() -> None:
    gains = METHODS["lexrank"](a_pool((0, 0, "a b c d e"), (1, 0, "f g h i j")))
    assert gains.gain(0) > gains.gain(1) > 0
