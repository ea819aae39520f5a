"""Links and claims: who says the same, on small stories written for it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefgen
from briefgen.alignment import Alignment, longest_run
from briefgen.claims import FIRM_LARGE, FIRM_SMALL, STRENGTH, claims, links, refusal
from briefgen.origins import story_of
from briefgen.pipeline import tell
from briefgen.repeats import Repeats, redundant
from briefgen.text.sentences import sentences_of
from briefgen.text.similarity import NOTHING, Likeness, similarity
from briefgen.text.words import Stemmed, stemmed

ONE = """Harbour police in Tolle arrested two dock workers on Monday over the theft of copper cable.
The mayor of Tolle, Ruth Adair, promised new lamps for the quay before winter.
Fishermen in the bay have landed record catches of herring this season."""
TWO = """Two dock workers were arrested by Tolle harbour police over stolen copper cable.
Ruth Adair, the mayor, said the quay would get new lamps before the winter.
A concert on Saturday raised money for the museum's roof."""


def prepared(*texts: str) -> tuple[list[str], list[Stemmed]]:
    reports = [briefgen.report(text, language="en") for text in texts]
    sentences = [stemmed(one, "en") for report in reports for one in sentences_of(report)]
    return [one.sentence.span.report for one in sentences], sentences


def grouped(*texts: str) -> set[tuple[int, ...]]:
    reports, sentences = prepared(*texts)
    likeness = similarity(sentences)
    firm = [link for link in links(reports, sentences, likeness, len(texts)) if link.firm]
    return set(claims(reports, sentences, firm, likeness))


def test_sentences_that_say_the_same_become_one_claim() -> None:
    assert {(0, 3), (1, 4), (2,), (5,)} == grouped(ONE, TWO)


def test_likeness_is_symmetric_and_nothing_without_common_words() -> None:
    _, sentences = prepared(ONE, TWO)
    likeness = similarity(sentences)
    assert likeness.between(0, 3) == likeness.between(3, 0)
    assert likeness.between(2, 5).q == 0


@pytest.mark.parametrize("least", [0.0, 0.4, 1.0, 9.0])
def test_pairs_below_the_least_q_are_nothing_and_others_as_ever(least: float) -> None:
    _, sentences = prepared(ONE, TWO)
    likeness = similarity(sentences)
    for left, right in product(range(6), repeat=2):
        whole = likeness.between(left, right)
        assert likeness.between(left, right, least) == (whole if whole.q >= least else NOTHING)


def test_two_sentences_of_one_report_are_never_one_claim() -> None:
    twice = ONE + "\nTwo dock workers were arrested by Tolle harbour police over stolen copper cable."
    assert all(len({place < 4 for place in members}) == len(members) for members in grouped(twice, TWO))


def test_one_sentence_may_say_two_things() -> None:
    """Its second partner makes a claim with it of words that the first one does not need."""
    both = (
        "Harbour police in Tolle arrested two dock workers over stolen copper cable, "
        "and Ruth Adair promised new lamps for the dark quay."
    )
    first = "Two dock workers were arrested by harbour police in Tolle over copper cable that was stolen."
    second = "New lamps for the dark quay were promised by Ruth Adair on Sunday evening."
    assert {(0, 1), (0, 2)} <= grouped(both, f"{first}\n{second}")


@pytest.mark.parametrize(
    ("rule", "found", "holds"),
    [
        (FIRM_SMALL, Likeness(3, 1, 0.1, 0.70), True),
        (FIRM_SMALL, Likeness(6, 3, 0.5, 0.69), False),
        (FIRM_SMALL, Likeness(2, 2, 0.9, 2.00), False),
        (FIRM_SMALL, Likeness(6, 0, 0.9, 2.00), False),
        (FIRM_LARGE, Likeness(4, 1, 0.3, 1.20), False),
        (FIRM_LARGE, Likeness(4, 2, 0.3, 1.00), True),
    ],
)
def test_a_rule_needs_its_score_and_its_words(rule: object, found: Likeness, holds: bool) -> None:
    assert rule.holds(found) is holds  # type: ignore[attr-defined]


SAME = "Harbour police in Tolle arrested two dock workers over stolen copper cable."
TURNED = "Over copper cable stolen in Tolle two workers from the dock were arrested by police of the harbour."
LESS = "Guards held two men over stolen copper cable from the harbour."
OTHER = (
    "A concert on Saturday raised money for the roof of the museum.",
    "Fishermen in the bay have landed record catches of herring this season.",
    "The orchard festival drew more visitors than ever before.",
    "A ferry line to the island of Morra opens in spring.",
)


def aligned(*texts: str) -> Alignment:
    reports, sentences = prepared(*texts)
    return Alignment(reports, sentences, similarity(sentences))


def test_words_in_one_run_say_the_same_more_surely() -> None:
    """The same words in the same places, so that q and depth are the same."""
    found = aligned(f"{SAME}\n{OTHER[0]}", f"{SAME}\n{OTHER[1]}", f"{TURNED}\n{OTHER[2]}")
    assert found.likeness.between(0, 2).shared == found.likeness.between(0, 4).shared
    assert found.strength(0, 2) > 1.5 * found.strength(0, 4)


def test_what_stands_equally_deep_says_the_same_more_surely() -> None:
    near = aligned("\n".join((SAME, *OTHER)), "\n".join((TURNED, *OTHER[:2])))
    far = aligned("\n".join((*OTHER, SAME)), "\n".join((TURNED, *OTHER[:2])))
    assert near.likeness.between(0, 5).q == far.likeness.between(4, 5).q
    assert near.strength(0, 5) > far.strength(4, 5)


def test_what_stands_beside_another_alike_pair_says_the_same_more_surely() -> None:
    """A museum's roof is told of behind the arrests in both reports, or in front of the ferry line in one."""
    beside = aligned("\n".join((SAME, *OTHER)), "\n".join((TURNED, OTHER[0])))
    apart = aligned("\n".join((SAME, *OTHER[1:], OTHER[0])), "\n".join((TURNED, OTHER[0])))
    assert beside.likeness.between(0, 5).q == apart.likeness.between(0, 5).q
    assert beside.strength(0, 5) == pytest.approx(2 * apart.strength(0, 5))


def test_strength_is_symmetric_and_takes_no_other_report_for_a_neighbour() -> None:
    found = aligned(f"{SAME}\n{OTHER[0]}", f"{OTHER[0]}\n{TURNED}")
    assert all(found.strength(a, b) == found.strength(b, a) for a in (0, 1) for b in (2, 3))
    alone = aligned(SAME, TURNED)
    run = longest_run(alone.sentences[0].stems, alone.sentences[1].stems)
    assert alone.strength(0, 1) == pytest.approx(alone.likeness.between(0, 1).q * run**0.25)


@pytest.mark.parametrize(
    ("left", "right", "run"),
    [("a b c d", "x b c y", 2), ("a b", "b a", 1), ("a", "b", 0), ("", "a", 0), ("a a", "a", 1)],
)
def test_the_longest_run_is_counted_in_words(left: str, right: str, run: int) -> None:
    assert longest_run(left.split(), right.split()) == longest_run(right.split(), left.split()) == run


def test_a_pair_too_weak_by_how_it_stands_is_no_claim_and_the_refusal_says_so() -> None:
    """As alike in words as what is linked at the top of both, but at the top of one and the end of the other."""
    head, tail = "\n".join((LESS, OTHER[0])), OTHER[1:]
    near, far = "\n".join((SAME, *tail)), "\n".join((*tail, SAME))
    assert (0, 4) in grouped(near, head)
    assert (3, 4) not in grouped(far, head)
    found = aligned(far, head)
    assert found.strength(3, 4) < STRENGTH
    assert "by how they stand" in refusal(3, 4, found, 2)
    assert refusal(0, 4, found, 2).startswith("share 0 words")


def test_the_strong_rule_of_large_stories_takes_close_wordings_and_no_weaker_ones() -> None:
    fillers = [f"Report {n} tells of flooded fields and closed schools along river number {n}." for n in range(4)]
    reports, sentences = prepared(ONE, TWO, *fillers)
    likeness = similarity(sentences)
    firm = {(link.left, link.right) for link in links(reports, sentences, likeness, 6) if link.firm}
    assert (0, 3) in firm


def test_a_weaker_link_is_shown_and_never_counted() -> None:
    one = briefgen.report(ONE, language="en")
    weak = briefgen.report(
        "Thieves have taken copper cable from the docks again, an insurer of the freight yard complained.",
        language="en",
    )
    told = tell(story_of([one, weak]))
    assert all(len(members) == 1 for members in told.members)
    assert any(not link.firm for link in told.links)


def test_half_of_the_smaller_lines_words_make_it_redundant() -> None:
    assert redundant(frozenset({1, 2}), frozenset({2, 3, 4, 5}))
    assert not redundant(frozenset({1, 2, 3}), frozenset({3, 4, 5, 6}))
    assert redundant(frozenset(), frozenset())


def test_lines_repeat_one_another_by_sentence_claim_link_or_words() -> None:
    content = [frozenset(map(ord, word)) for word in ("abcd", "efgh", "ijkl", "ijxy", "mnop", "abcdefgh")]
    told = Repeats(
        [(0,), (1,), (2,), (3,), (4,), (0, 1)], [(0, 4), (1,), (2,), (3,), (4,), (1,)], content, frozenset({(1, 2)})
    )
    same = {(one, two) for one in range(6) for two in range(6) if one < two and told.between(one, two)}
    assert same == {(0, 4), (0, 5), (1, 2), (1, 5), (2, 3), (2, 5)}
    assert all(told.between(two, one) for one, two in same)


LINES = st.lists(st.tuples(st.frozensets(st.integers(0, 12), max_size=9), st.integers(1, 3)), max_size=9)


@settings(max_examples=200)
@given(LINES, st.sets(st.integers(0, 8)))
def test_a_line_is_outdone_by_any_fit_one_of_more_origins_that_has_half_of_the_smaller_ones_words(
    lines: list[tuple[frozenset[int], int]], fit: set[int]
) -> None:
    """The index finds every pair that comparing each with each finds."""
    words, origins = [line for line, _ in lines], [said for _, said in lines]
    strong = [place for place in fit if place < len(lines)]
    expected = {
        place
        for place, mine in enumerate(words)
        for other in strong
        if origins[place] < origins[other] and len(mine & words[other]) >= max(2, min(len(mine), len(words[other])) / 2)
    }
    assert Repeats([], [], words, frozenset()).outdone(origins, strong) == expected
