"""One article through a feed, as a page and by mail is one report with its addresses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.addresses import canonical
from briefgen.model import Report
from briefgen.origins import story_of
from briefgen.verify import verify
from support import AS_OF

BODY = [f"Barge number {n} struck pier {n} of the old bridge at Tolle on a windy Monday in March." for n in range(40)]
OTHER = [f"Ferry line {n} will carry {n * 3} cars an hour while the crossing stays shut, it said." for n in range(40)]
URL = "https://quay.example/bridge"
TITLE = "Barges strike the old bridge"


def a_report(sentences: Sequence[str], url: str | None = URL, title: str | None = TITLE) -> Report:
    return briefgen.report(" ".join(sentences), url=url, title=title, language="en")


SAME = {
    "scheme": "http://quay.example/bridge",
    "www": "https://www.quay.example/bridge",
    "mobile": "https://m.quay.example/bridge",
    "slash": "https://quay.example/bridge/",
    "fragment": "https://quay.example/bridge#comments",
    "tracking": "https://quay.example/bridge?utm_source=feed&fbclid=1&gclid=2&mc_cid=3",
    "amp": "https://quay.example/bridge/amp",
    "case": "HTTPS://QUAY.EXAMPLE/bridge",
    "port": "https://quay.example:443/bridge",
}
OTHERS = {
    "path": "https://quay.example/bridge-2",
    "host": "https://key.example/bridge",
    "query": "https://quay.example/bridge?page=2",
    "case-of-path": "https://quay.example/Bridge",
}


@pytest.mark.parametrize("url", SAME.values(), ids=SAME.keys())
def test_spellings_of_one_address_are_one(url: str) -> None:
    assert canonical(url) == canonical(URL) == "quay.example/bridge"


@pytest.mark.parametrize("url", OTHERS.values(), ids=OTHERS.keys())
def test_other_addresses_are_others(url: str) -> None:
    assert canonical(url) != canonical(URL)


@pytest.mark.parametrize(
    "url", ["https://quay.example", "https://quay.example/?utm_source=x", "mailto:a@b", "", "x", "http://[::1"]
)
def test_what_leads_to_no_article_identifies_none(url: str) -> None:
    assert canonical(url) is None


@given(st.text(max_size=80))
def test_any_text_can_be_an_address(text: str) -> None:
    assert canonical(text) is None or canonical(f"http://{canonical(text)}") is not None


def test_a_teaser_is_a_copy_of_the_article_at_its_address() -> None:
    page, teaser = a_report(BODY), a_report(["The crossing will be shut for months."], f"{URL}?utm_source=rss")
    for reports in permutations([page, teaser]):
        [story] = briefgen.group(reports)
        assert [one.id for one in story.reports] == [page.id]
        assert [copy.of for copy in story.copies] == [page.id]


def test_addresses_of_copies_are_kept() -> None:
    page, by_mail = a_report(BODY), a_report(BODY[:35], "https://mail.example/archive/7")
    [kept] = story_of([page, by_mail, a_report(BODY[:30], f"{URL}#top")]).reports
    assert (kept.url, kept.urls) == (URL, ("https://mail.example/archive/7",))
    assert kept.id == page.id


def test_two_texts_at_one_address_are_both_kept_and_have_one_vote() -> None:
    """A page that changes all day: of nothing that it said may be lost."""
    story = story_of([a_report(BODY), a_report(OTHER)])
    assert (len(story.reports), story.origins, story.copies) == (2, 1, ())


def test_a_teaser_with_another_title_is_kept() -> None:
    teaser = a_report(["The mayor of Sark opened a school."], title="School opens on Sark")
    assert len(story_of([a_report(BODY), teaser]).reports) == 2


def test_entries_that_all_lead_to_the_front_page_are_not_one() -> None:
    front = "https://quay.example/"
    story = story_of([a_report([text], front, None) for text in (BODY[0], OTHER[0])])
    assert (len(story.reports), story.origins) == (2, 2)


def test_a_brief_of_an_article_and_its_teaser_is_proved() -> None:
    teaser = a_report(["The crossing will be shut for months."], f"{URL}?utm_source=rss")
    made = briefgen.brief([a_report(BODY), teaser], words=60, as_of=AS_OF)
    assert (made.ledger.offered, made.ledger.read, made.ledger.duplicate) == (2, 1, 1)
    assert not verify(json.loads(briefgen.render(made, "json")), {}).failures
