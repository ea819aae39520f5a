"""Copies, origins and independence."""

from __future__ import annotations

from dataclasses import replace

import pytest

import briefgen
from briefgen.model import Report
from briefgen.origins import agencies, distinct_origins, story_of, tags_of
from briefgen.text.sentences import sentences_of
from briefgen.text.shingles import containment, overlapping, shingles

BARGE = [f"Barge number {n} struck pier {n} of the old bridge at Tolle on a windy Monday in March." for n in range(30)]
FERRY = [
    f"Ferry line {n} will carry {n * 3} cars an hour while the crossing stays shut, owners said." for n in range(30)
]


def a_report(sentences: list[str], **stated: str) -> Report:
    return briefgen.report(" ".join(sentences), **stated)


@pytest.mark.parametrize(
    ("shared", "origins", "copies"),
    [(30, 1, 1), (27, 1, 1), (20, 1, 0), (17, 1, 0), (9, 2, 0), (0, 2, 0)],
    ids=["same", "a tenth own", "a third own", "nearly half own", "a third shared", "nothing shared"],
)
def test_how_much_is_shared_decides_copy_and_origin(shared: int, origins: int, copies: int) -> None:
    one = a_report(BARGE)
    two = a_report(BARGE[:shared] + FERRY[shared:])
    story = story_of([one, two])
    assert (story.origins, len(story.copies)) == (origins, copies)


def test_of_two_copies_the_longer_is_kept_and_a_copy_of_a_copy_goes_with_it() -> None:
    whole, half, shorter = a_report(BARGE), a_report(BARGE[:25]), a_report(BARGE[:21])
    story = story_of([shorter, half, whole])
    assert story.reports == (whole,)
    assert {copy.of for copy in story.copies} == {whole.id}
    assert len(story.copies) == 2


def test_short_texts_are_copies_only_where_they_are_the_same() -> None:
    one = briefgen.report("The bridge at Tolle is closed to lorries.", title="Bridge")
    two = briefgen.report("The bridge at Tolle is closed to lorries.", title="Another headline")
    three = briefgen.report("The bridge at Tolle is closed to lorries today.", title="Bridge")
    story = story_of([one, two, three])
    assert len(story.reports) == 2
    assert len(story.copies) == 1


def test_an_agency_named_by_both_makes_one_origin_of_texts_that_overlap() -> None:
    one = a_report(["GENEVA (AP) - Talks began.", *BARGE[:10], *FERRY[:4]])
    two = a_report(["GENEVA (AP) - Talks went on.", *FERRY[10:20], *FERRY[:4]])
    apart = story_of([one, replace(two, text=two.text.replace("(AP)", "(UN)"))])
    assert (story_of([one, two]).origins, apart.origins) == (1, 2)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [("Calder Post", "Tolle Times", True), ("Calder Post", "Calder Post", False), ("Calder Post", "", False)],
)
def test_independence_is_shown_only_for_stated_and_different_outlets(first: str, second: str, shown: bool) -> None:
    assert story_of([a_report(BARGE, outlet=first), a_report(FERRY, outlet=second)]).independent is shown


def test_independence_is_not_shown_where_texts_share_a_fifth_or_an_agency() -> None:
    shared = [a_report(BARGE, outlet="A"), a_report(BARGE[:9] + FERRY, outlet="B")]
    agency = [a_report(["PARIS (AFP) - " + BARGE[0]], outlet="A"), a_report(["PARIS (AFP) - " + FERRY[0]], outlet="B")]
    assert not story_of(shared).independent
    assert not story_of(agency).independent
    assert not story_of([a_report(BARGE, outlet="A")]).independent


def test_witnesses_that_copy_one_another_count_once() -> None:
    copied = "The harbour board said on Friday that two cranes had collapsed in the storm."
    one, two = a_report([copied, *BARGE]), a_report([copied, *FERRY])
    story = story_of([one, two])
    witnesses = [sentences_of(report)[0] for report in story.reports]
    others = [sentences_of(report)[5] for report in story.reports]
    assert (story.origins, distinct_origins(witnesses, story), distinct_origins(others, story)) == (2, 1, 2)


def test_agencies_are_found_at_the_edges_only() -> None:
    middle = " ".join(BARGE[:10]) + " He told Reuters (Reuters) so. " + " ".join(FERRY[:10])
    assert agencies(a_report(["OSLO (Reuters) - It rained."])) == {"Reuters"}
    assert agencies(a_report([*BARGE, "The Associated Press contributed to this."])) == {"AP"}
    assert agencies(briefgen.report(middle)) == frozenset()


def test_overlaps_are_found_for_pairs_that_share_a_run() -> None:
    prints = [shingles(text.split(), 2) for text in ("a b c d", "x y z", "a b c e")]
    assert [(one, two, round(share, 3)) for one, two, share in overlapping(prints, 0.5)] == [(0, 2, 0.667)]
    assert containment(frozenset(), frozenset({1})) == 0


TAGGED = "TOLSUND (KPS) - "


def test_of_equal_copies_the_agencys_own_is_kept_and_then_what_states_most() -> None:
    text = TAGGED + " ".join(BARGE)
    own = briefgen.report(text, title="Strike", outlet="KPS", published="2026-03-04T08:30:00+01:00")
    dated = briefgen.report(text, title="A strike with a long headline", outlet="Chronicle", published="2026-03-04")
    timed = briefgen.report(text, title="No ferry", outlet="Courant", published="2026-03-04T09:15:00+01:00")
    bare = briefgen.report(text, title="A strike with the longest headline of all of them")
    assert story_of([bare, dated, timed, own]).reports == (own,)
    assert story_of([bare, dated, timed]).reports == (timed,)
    assert story_of([bare, dated]).reports == (dated,)


def test_a_tag_that_two_reports_carry_is_an_agency() -> None:
    one = a_report([TAGGED + "Talks began.", *BARGE[:10], *FERRY[:4]])
    two = a_report(["SELBY (KPS) - Talks went on.", *FERRY[10:20], *FERRY[:4]])
    assert story_of([one, two]).origins == 1
    assert story_of([one, replace(two, text=two.text.replace("(KPS)", "(KPN)"))]).origins == 2


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("VENNHAVEN (KPS) - The vote passed.", {"KPS"}),
        ("Port Aldis (KPS): The vote passed.", {"KPS"}),
        ("The vote passed. (KPS)", {"KPS"}),
        ("The vote of the Council (CDU) passed - narrowly.", set()),
        ("The alliance (NATO) met in Selby.", set()),
    ],
)
def test_a_tag_stands_behind_a_place_or_at_the_end(text: str, tags: set[str]) -> None:
    report = briefgen.report(text)
    assert tags_of([report, report]) == tags
    assert tags_of([report]) == frozenset()
