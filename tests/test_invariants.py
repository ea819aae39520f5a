"""What holds for any reports: provenance, the budget, no repeats, the inputs' order, copies, clock and network."""

from __future__ import annotations

import difflib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import briefgen
from briefgen.errors import ReadError
from briefgen.model import Claim, Reason, Report, Summary
from briefgen.pipeline import FEW_ORIGINS
from briefgen.readability import apply, standing
from briefgen.selection import METHODS
from support import AS_OF, SEEDS

TEXT_FORMS = ("md", "html", "txt", "json")
FEW = settings(max_examples=20)


# --- reports that nobody wrote


@dataclass(frozen=True)
class Written:
    """A report before it is read, so that it can be copied, cut and titled anew."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None

    def report(self) -> Report:
        return briefgen.report(self.text, title=self.title, outlet=self.outlet, published=self.published, language="en")


WHO = (
    "Mayor Ana Bree",
    "Transport Minister Tomas Vell",
    "Harbour master Lena Ost",
    "Union leader Piet Dahl",
    "Dr. Ruth Amsel of the Tolle hospital",
    "Rescue workers",
    "The Norden council",
    "U.S. envoy Carla Finch",
)
DID = (
    "said the bridge at Tolle would stay closed for {n} days",
    "announced a fund of {n},500 crowns for the families of the dead",
    'called the talks with the ferry company "good and useful"',
    "rejected a plan to reopen the northern lane before winter",
    "ordered {n} buses to carry pupils around the damaged pier",
    "warned that prices of bread could rise by {n}.5 percent",
    'answered that "nobody will sleep in a tent" after the flood',
    "agreed to pay the divers who raised the sunken barge",
    "visited the camp where his brother had waited since the storm",
    "counted {n} broken windows along the market street",
    'asked whether the "old men" of the harbour would ever listen',
    "confirmed its report about up to {n} missing sailors",
)
TAILS = (
    "",
    " on Monday",
    " after a barge struck a pier",
    " in a letter to the court of Norden",
    ", while shops in the old town remained shut",
    " despite protests by roughly {n} farmers",
    ", which critics called too late",
)
OPENERS = (
    *[""] * 8,
    *("However, ", "Meanwhile, ", "Also ", "In parallel, ", "But ", "Despite this, ", "In contrast, ", "Later, "),
)
LEANERS = (
    "He repeated his promise in the evening.",
    "She had seen the barge from her window that night.",
    "This decision surprised the traders of the market.",
    "It also opened a shelter for {n} people near the station.",
    "These dynamics underscore the complexity of the situation.",
    "The move reflects the urgent need for a solution.",
    "“We were lucky,” he said.",
    "What happens next?",
)
TITLES = (
    "Bridge at Tolle Closed After Barge Strikes Pier",
    "Tolle Waits for Its Bridge",
    "Ferry Talks Go On While Market Stays Shut",
)
NUMBERS = st.sampled_from((3, 12, 14, 25, 300))


def _line(opener: str, who: str, did: str, tail: str, number: int) -> str:
    return f"{opener}{who} {did}{tail}.".format(n=number)


lines = st.one_of(
    st.builds(_line, *(st.sampled_from(words) for words in (OPENERS, WHO, DID, TAILS)), NUMBERS),
    st.builds(lambda line, number: line.format(n=number), st.sampled_from(LEANERS), NUMBERS),
)


@st.composite
def written_reports(draw: st.DrawFn, pool: Sequence[str], least: int) -> Written:
    """Some sentences of the story's pool in any order, and a few of its own, in paragraphs."""
    told = draw(st.lists(st.sampled_from(pool), min_size=least, max_size=10, unique=True))
    told += draw(st.lists(lines, max_size=3))
    size = draw(st.integers(1, 4))
    paragraphs = [" ".join(told[start : start + size]) for start in range(0, len(told), size)]
    return Written(
        "\n\n".join(paragraphs),
        draw(st.sampled_from((None, *TITLES))),
        draw(st.sampled_from((None, "The Tolle Times", "Norden News"))),
        draw(st.sampled_from((None, "2026-03-03", "2026-03-04T09:00:00+02:00"))),
    )


@st.composite
def stories(draw: st.DrawFn, least: int = 1) -> list[Written]:
    """One to four reports that share sentences, at times one of them twice."""
    pool = draw(st.lists(lines, min_size=max(least, 8), max_size=14, unique=True))
    told = draw(st.lists(written_reports(pool, least), min_size=1, max_size=4, unique_by=lambda one: one.text))
    return told + draw(st.lists(st.sampled_from(told), max_size=1))


def read(story: Sequence[Written]) -> list[Report]:
    return [one.report() for one in story]


# --- what must hold, each with the lines that break it


@dataclass(frozen=True)
class Made:
    """A summary, what it was made of, and how long it might be."""

    reports: Sequence[Report]
    summary: Summary
    words: int
    lines: int | None = None

    @property
    def text_of(self) -> dict[str, str]:
        return {report.id: report.text for report in self.reports}

    @property
    def every_claim(self) -> list[Claim]:
        return [*self.summary.claims, *(one.claim for one in self.summary.unprinted)]


def made(reports: Sequence[Report], words: int = 150, lines: int | None = None, **options: Any) -> Made:
    return Made(reports, briefgen.summarise(reports, words=words, sentences=lines, **options), words, lines)


def astray(one: Made) -> Iterator[str]:
    """Claims whose words do not stand where they are said to stand."""
    for claim in one.every_claim:
        wording = claim.wording
        cut = one.text_of[wording.report][wording.start : wording.end]
        if apply(claim.edits, cut) != claim.text:
            yield f"not the words of its span: {claim.text}"
        if any(one.text_of[w.span.report][w.span.start : w.span.end] != w.text for w in claim.witnesses):
            yield f"a witness stands elsewhere: {claim.text}"
        if not any((w.span.report, w.span.end) == (wording.report, wording.end) for w in claim.witnesses):
            yield f"its last sentence is no witness: {claim.text}"


def over(one: Made) -> Iterator[str]:
    """A budget that is passed."""
    used = sum(map(words_of, one.summary.sentences))
    if one.lines is None and used > one.words:
        yield f"{used} words of {one.words}"
    if one.lines is not None and len(one.summary.claims) > one.lines:
        yield f"{len(one.summary.claims)} lines of {one.lines}"


def unfilled(one: Made) -> Iterator[str]:
    """A claim left out for the budget that would have fitted in."""
    waiting = [u.claim.text for u in one.summary.unprinted if u.reason is Reason.BUDGET]
    shortest = min((words_of(text) for text in waiting if words_of(text) <= 80), default=math.inf)
    if one.lines is None and one.words - sum(map(words_of, one.summary.sentences)) >= shortest:
        yield f"room for {shortest} words was left"
    if one.lines is not None and one.lines > len(one.summary.claims) and shortest < math.inf:
        yield f"{len(one.summary.claims)} lines of {one.lines}, though a claim of {shortest} words was left"


def repeated(one: Made, doubtful: int = 1) -> Iterator[str]:
    """Two lines with half or more of the smaller one's content words in common, or with a sentence in common.

    The program's own list of closed classes may differ by a word: what is just at the half is left open here.
    """
    for left, right in combinations(one.summary.claims, 2):
        if is_redundant(content_words(left.text), content_words(right.text), doubtful):
            yield f"said twice: {left.text} / {right.text}"
        here, there = left.wording, right.wording
        if here.report == there.report and here.start < there.end and there.start < here.end:
            yield f"printed twice: {left.text} / {right.text}"


def namesakes(one: Made) -> Iterator[str]:
    """Two claims, printed or not, of one id."""
    told = Counter(claim.id for claim in (*one.summary.claims, *(left.claim for left in one.summary.unprinted)))
    yield from (f"{name} names {times} claims" for name, times in told.items() if times > 1)


def flawed(one: Made) -> Iterator[str]:
    """Single, unnamed lines that are judged unfit to stand alone; tolerable ones only where there are few origins."""
    few = one.summary.story.origins < FEW_ORIGINS
    language = {report.id: report.language for report in one.reports}
    for claim in one.summary.claims:
        wording = claim.wording
        judged = standing(one.text_of[wording.report][wording.start : wording.end], language[wording.report])
        named = any(edit.kind == "name" for edit in claim.edits)
        if claim.is_single and not named and judged.flaw and not (few and judged.tolerable):
            yield f"{judged.flaw}: {claim.text}"


INVARIANTS: dict[str, Callable[[Made], Iterator[str]]] = {
    "spans": astray,
    "never over the budget": over,
    "the budget is filled": unfilled,
    "nothing twice": repeated,
    "one id a claim": namesakes,
    "stands alone": flawed,
}


def broken(one: Made) -> list[str]:
    return [problem for rule in INVARIANTS.values() for problem in rule(one)]


# --- the tests' own counting: words of budget, and content words


def words_of(text: str) -> int:
    """White-space tokens; in scripts without blanks two characters are one word."""
    return sum(max(1, math.ceil(sum(map(is_unspaced, token)) / 2)) for token in text.split())


def is_unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER", "THAI CHARACTER"))


# Closed classes, and the verbs of saying that every report is full of.
_LISTED = """
a an the this that these those and or but nor so yet if because although though while whereas unless until since
than as when where who whom whose which what how why i me my we us our you your he him his she her hers it its they
them their theirs himself herself itself themselves one of in on at by for with from without to into onto over under
between among through during before after above below against about around within across toward towards up down out
off upon near along amid behind beside besides beyond throughout via per
is am are was were be been being has have had having do does did will would shall should can could may
might must not no any some all both each every other another such more most much many few also too very just only
even still already again then there here now ever never however meanwhile
say says said saying tell tells told report reports reported reporting state states stated add adds added claim
claims claimed announce announces announced mr mrs ms dr according warn warns warned note notes noted express
expressed highlight highlighted reiterate reiterated remark remarked assert asserted asserting
anyone anything everyone everything nobody nothing nowhere somebody someone something none neither
"""
CLOSED = frozenset(_LISTED.split())
stem = cache(Stemmer.Stemmer("english").stemWord)


def content_words(text: str) -> frozenset[str]:
    plain = re.sub(r"\bU\.?S\.?\b", "usa", text.replace("’", "'")).lower()
    words = (word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:[.,]\d+)*(?:'[^\W_]+)*", plain))
    return frozenset(stem(word) for word in words if word not in CLOSED and (len(word) > 1 or word.isdigit()))


def is_redundant(left: frozenset[str], right: frozenset[str], doubtful: int = 0) -> bool:
    """`doubtful`: how many shared words another list of closed classes might hold."""
    shared, smaller = len(left & right) - doubtful, min(len(left), len(right)) - doubtful
    return smaller > 0 and 2 * shared >= smaller


@pytest.mark.parametrize(
    ("text", "length"),
    [("He paid 1,500 […] twice.", 5), ("大臣は述べた。", 3), ("橋 U.S. 橋梁工事", 4)],
)
def test_the_tests_count_words_as_the_contract_says(text: str, length: int) -> None:
    assert words_of(text) == length


def test_the_tests_tell_repeats_from_news() -> None:
    one, other = "Mayor Bree closed the bridge at Tolle.", "The Tolle bridge was closed by the mayor."
    assert is_redundant(content_words(one), content_words(other))
    assert not is_redundant(content_words(one), content_words("Divers raised the barge near the bridge in May."))


# --- any reports, any length


@pytest.mark.parametrize("rule", INVARIANTS.values(), ids=INVARIANTS)
@given(story=stories(), words=st.sampled_from((12, 40, 90, 150, 400)))
@FEW
def test_any_story_in_words(rule: Callable[[Made], Iterator[str]], story: list[Written], words: int) -> None:
    assert not list(rule(made(read(story), words)))


@given(story=stories(), lines=st.integers(1, 5))
@FEW
def test_any_story_in_lines(story: list[Written], lines: int) -> None:
    one = made(read(story), words=10_000, lines=lines)
    assert not broken(one)


@pytest.mark.parametrize("words", [10, 100, 250, 400, 2000])
def test_the_seeds_in_words(seeds: Sequence[Report], words: int) -> None:
    one = made(seeds, words)
    assert not [*broken(one), *repeated(one, doubtful=0)]


@pytest.mark.parametrize("lines", [1, 4])
def test_the_seeds_in_lines(seeds: Sequence[Report], lines: int) -> None:
    assert not broken(made(seeds, lines=lines))


def test_a_length_in_lines_replaces_the_length_in_words(seeds: Sequence[Report]) -> None:
    assert len(made(seeds, lines=8).summary.claims) == 8


LONG_JAPANESE = (
    "首相は月曜日の記者会見で、北部の港町トッレにかかる橋が貨物船の衝突によって損傷したことを受けて、"
    "三百人の作業員を派遣し、六月までに修復工事を終える方針を明らかにするとともに、"
    "周辺住民のための臨時の渡し船を一日二十便運航すると述べた。"
)
HYPHENATED = (
    "Mayor Ana Bree said that the divers "
    + ", ".join(f"Per-Olof-Erik Dahl-Ost-{name}" for name in ("Vell", "Amsel", "Finch", "Holm", "Krog", "Lind") * 3)
    + " had raised the barge on Monday."
)


@pytest.mark.parametrize("text", [LONG_JAPANESE, HYPHENATED], ids=["japanese", "hyphens"])
def test_a_line_of_at_most_80_words_is_printed_where_there_is_room(text: str) -> None:
    one = made([briefgen.report(text, title="News")], words=200)
    assert words_of(text) <= 80
    assert one.summary.sentences == (text,)


def test_what_only_a_witness_says_may_still_be_printed() -> None:
    closed = "Mayor Ana Bree said the bridge at Tolle would stay closed for 3 days."
    fund = "Mayor Ana Bree announced a fund of 3,500 crowns for the families of the dead."
    talks = 'Mayor Ana Bree called the talks with the ferry company "good and useful".'
    unclosed = 'Mayor Ana Bree asked whether the "old men of the harbour would ever listen.'
    story = [Written(f"{closed}\n\n{fund}"), Written(f"{unclosed} {fund} {talks}"), Written(f"{closed}\n\n{talks}")]
    one = made(read(story), words=400)
    assert not [*unfilled(one)]
    assert talks in one.summary.sentences


JAPANESE = (
    "橋は月曜日に閉鎖された。",
    "市長は三百人の作業員を派遣すると述べた。",
    "渡し船の運賃は火曜日から無料になる。",
)


@pytest.mark.parametrize("words", [6, 12, 20, 40])
def test_the_budget_of_a_script_without_blanks(words: int) -> None:
    one = made([briefgen.report("".join(JAPANESE), title="港町の橋")], words)
    assert not [*astray(one), *over(one), *unfilled(one)]


def test_a_short_report_takes_the_language_of_the_others() -> None:
    """Two files that say the same do so through the front door too."""
    long = (
        "Transport Minister Vellingham ordered seventeen divers to the damaged Norderhaven lighthouse, "
        "and the pilots of the company are to wait for them on the quay until it is dark."
    )
    short = "Minister Vellingham ordered seventeen divers, damaged Norderhaven lighthouse flooding."
    one = made([briefgen.report(long), briefgen.report(short)], words=400)
    assert {report.language for report in one.reports} == {"en", "und"}
    assert not list(repeated(one))


# --- every method


@pytest.mark.parametrize("method", METHODS)
@given(story=stories(), words=st.sampled_from((40, 150)))
@settings(max_examples=8)
def test_every_method_quotes_within_the_budget(method: str, story: list[Written], words: int) -> None:
    one = made(read(story), words, method=method)
    assert not [problem for rule in (astray, over, repeated, flawed) for problem in rule(one)]
    assert one.summary == made(read(story), words, method=method).summary


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("words", [60, 250])
def test_every_method_on_the_seeds(seeds: Sequence[Report], method: str, words: int) -> None:
    one = made(seeds, words, method=method)
    assert one.summary.claims
    assert not broken(one)
    assert one.summary == made(seeds, words, method=method).summary


def test_lexrank_fills_the_budget() -> None:
    text = "Mayor Ana Bree said the bridge at Tolle would stay closed for 3 days."
    story = [Written(text), Written(f"{text}\n\nThey repeated their promise in the evening.")]
    assert made(read(story), 40, method="lexrank").summary.sentences == (text,)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_nothing_for_nothing(method: str) -> None:
    with pytest.raises(ReadError):
        briefgen.summarise([], method=method)
    assert not briefgen.brief([], method=method, as_of=AS_OF).claims
    assert not briefgen.summarise([briefgen.report("Bridge Closed")], method=method).claims


# --- what the reader has read


@given(story=stories())
@FEW
def test_nothing_is_new_to_who_has_read_it_all(story: list[Written]) -> None:
    assert not briefgen.summarise(read(story), known=read(story)).claims


@given(story=stories(), words=st.sampled_from((60, 400)))
@FEW
def test_no_line_says_what_the_known_report_says(story: list[Written], words: int) -> None:
    known = story[0].report()
    for claim in made(read(story), words, known=[known]).summary.claims:
        assert known.id not in {claim.wording.report, *(witness.span.report for witness in claim.witnesses)}


def test_nothing_in_the_seeds_is_new_to_who_has_read_them(seeds: Sequence[Report]) -> None:
    assert not briefgen.summarise(seeds, known=seeds).claims


# --- the order of the reports


def rendered(reports: Sequence[Report], forms: Sequence[str] = TEXT_FORMS, words: int = 150) -> dict[str, bytes]:
    briefing = briefgen.brief(reports, words=words, as_of=AS_OF)
    return {form: briefgen.render(briefing, form) for form in forms}


@given(story=stories(), data=st.data())
@settings(max_examples=6)
def test_the_order_of_the_reports_changes_nothing(story: list[Written], data: st.DataObject) -> None:
    reports = read(story)
    assert rendered(data.draw(st.permutations(reports))) == rendered(reports)


def test_the_order_of_the_seeds_changes_nothing(seeds: Sequence[Report]) -> None:
    forms = (*TEXT_FORMS, "pdf")
    assert rendered(seeds[::-1], forms, 400) == rendered(seeds, forms, 400)


@pytest.mark.parametrize("stated", [{"outlet": "Norden News"}, {"url": "https://norden.example/bridge"}])
def test_the_order_of_equal_texts_from_different_places_changes_nothing(stated: dict[str, str]) -> None:
    text = "Mayor Ana Bree closed the bridge at Tolle on Monday after a barge struck a pier."
    one, other = briefgen.report(text), briefgen.report(text, **stated)
    assert rendered([one, other]) == rendered([other, one])


# --- copies

COPIES: dict[str, Callable[[Written], Written]] = {
    "exact": lambda one: one,
    "its last fifth cut off": lambda one: replace(one, text=one.text[: len(one.text) * 4 // 5]),
    "another title": lambda one: replace(one, title="Bridge"),
}


def told(reports: Sequence[Report], words: int = 150) -> Any:
    return json.loads(rendered(reports, ["json"], words)["json"])


def without_copies(data: Any) -> Any:
    """A brief's JSON as it would be had no copy been offered."""
    kept = [source for source in data["sources"] if source["copy_of"] is None]
    copies = len(data["sources"]) - len(kept)
    ledger = data["ledger"] | {"offered": data["ledger"]["offered"] - copies, "duplicate": 0}
    texts = {source["id"]: data["texts"][source["id"]] for source in kept}
    return data | {"sources": kept, "ledger": ledger, "texts": texts}


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
@given(story=stories(least=8), words=st.sampled_from((60, 400)))
@settings(max_examples=12)
def test_a_copy_adds_its_row_and_nothing_else(
    copied: Callable[[Written], Written], story: list[Written], words: int
) -> None:
    story = [replace(one, title=one.title or TITLES[0]) for one in story]
    before, after = told(read(story), words), told(read([*story, copied(story[0])]), words)
    assert after["ledger"]["duplicate"] == before["ledger"]["duplicate"] + 1
    assert len(after["sources"]) == len(before["sources"]) + 1
    assert without_copies(after) == without_copies(before)


@given(story=stories())
@FEW
def test_folded_reports_could_as_well_be_missing(story: list[Written]) -> None:
    reports = read([replace(one, published=None) for one in story])
    data = told(reports)
    assume(data["ledger"]["duplicate"])
    listed = {source["id"]: source for source in data["sources"] if source["copy_of"] is None}
    kept = {report.id: report for report in reports if report.id in listed}
    assert without_copies(data) == told(list(kept.values()))


SEED_TEXTS = [Written(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.iterdir())]


@pytest.mark.parametrize("form", ["md", "txt"])
@pytest.mark.parametrize("index", [0, 1])
def test_a_copy_of_a_seed_changes_its_row_and_the_masthead(form: str, index: int) -> None:
    story = [one.report() for one in SEED_TEXTS]
    before, after = (
        rendered(reports, [form], 400)[form].decode().split("\n") for reports in (story, [*story, story[index]])
    )
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    gone, new = ([line[2:].strip() for line in changed if line[0] == sign and line[2:].strip()] for sign in "-+")
    assert len(gone) == 1
    assert "2 reports" in gone[0]
    assert gone[0].replace("2 reports", "3 reports, 1 of them a copy") == new[0]
    row = " ".join(new[1:])
    assert row.count("not stated") == 2
    assert f"{story[index].title}" in row
    assert row.endswith(f"text, a copy of {'AB'[index]}")


@pytest.mark.parametrize("stated", [{"outlet": "West Tolle News"}, {"published": "2026-05-05"}])
def test_a_copy_in_another_outlet_or_on_another_day_changes_only_its_row(stated: dict[str, str]) -> None:
    story = [replace(one, outlet="The Tolle Times", published="2026-03-03") for one in SEED_TEXTS]
    copy = replace(story[0], **stated)
    masthead = [rendered(read(told), ["txt"])["txt"].decode().split("\n")[4] for told in (story, [*story, copy])]
    assert masthead[1] == masthead[0].replace("2 reports", "3 reports, 1 of them a copy")


def test_a_copy_of_the_only_report_changes_only_its_row() -> None:
    one = SEED_TEXTS[0].report()
    before, after = (rendered(reports, ["txt"])["txt"].decode().split("\n\n")[1] for reports in ([one], [one, one]))
    assert after == before.replace("1 report", "2 reports, 1 of them a copy")


@pytest.mark.parametrize("text", ["…", "!!!"])
def test_equal_texts_are_copies_even_without_a_word(text: str) -> None:
    briefing = briefgen.brief([briefgen.report(text), briefgen.report(text)], as_of=AS_OF)
    assert (briefing.ledger.read, briefing.ledger.duplicate) == (1, 1)


# --- clock, machine, network

ELSEWHERE = """
import datetime, hashlib, os, sys, time

shift = float(sys.argv[1])
now = time.time
time.time = lambda: now() + shift
time.time_ns = lambda: int(time.time() * 1e9)
for name in ("gmtime", "localtime"):
    def later(seconds=None, real=getattr(time, name)):
        return real(time.time() if seconds is None else seconds)
    setattr(time, name, later)
strftime = time.strftime
time.strftime = lambda form, moment=None: strftime(form, moment or time.localtime())
time.ctime = lambda seconds=None: time.asctime(time.localtime(seconds))

class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    today = now

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

datetime.datetime, datetime.date = Moment, Day

import briefgen

reports = briefgen.read([sys.argv[2]])
briefing = briefgen.brief(reports, words=400, as_of=sys.argv[3])
for form in ("md", "html", "txt", "json", "pdf"):
    print(form, hashlib.sha256(briefgen.render(briefing, form)).hexdigest())
print(briefgen.brief(reports).as_of.date())
"""


def child(code: str, *arguments: object, prefix: Sequence[str] = (), **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process: subprocess.Popen[str]) -> list[str]:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.splitlines()


def test_a_day_later_on_another_machine_the_bytes_are_the_same() -> None:
    """Two clocks, two hash seeds, two time zones and locales; that the clocks differ is seen without --as-of."""
    machines = [
        child(ELSEWHERE, shift, SEEDS, AS_OF, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale)
        for shift, seed, zone, locale in ((0, "0", "UTC", "C"), (90_000, "7", "Asia/Kolkata", "C.UTF-8"))
    ]
    (*here, today), (*there, tomorrow) = map(output, machines)
    assert today < tomorrow
    assert here == there


WATCHED = """
import sys

seen = []
WATCH = ("socket.connect", "socket.gethostbyname", "socket.sendto", "socket.getaddrinfo", "urllib.Request")
sys.addaudithook(lambda event, arguments: seen.append(event) if event in WATCH else None)
from briefgen import cli

code = cli.run(["brief", sys.argv[1], "-o", sys.argv[2], "-f", "md,html,txt,pdf", "-w", "400", "--as-of", sys.argv[3]])
print(code, seen)
"""


def test_no_command_opens_a_connection(tmp_path: Path) -> None:
    *_, last = output(child(WATCHED, SEEDS, tmp_path, AS_OF, HOME=str(tmp_path / "home")))
    assert last == "0 []"


def _unshare() -> list[str] | None:
    tool = shutil.which("unshare")
    alone = [tool, "-rn"] if tool else []
    works = tool and subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    return alone if works else None


def test_without_network_and_home_the_brief_is_the_same(tmp_path: Path, seeds: Sequence[Report]) -> None:
    alone = _unshare()
    if alone is None:
        pytest.skip("this system lets no user cut a process off the network (unshare -rn)")
    home = tmp_path / "home"
    home.mkdir()
    folder = tmp_path / "out"
    environment = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    made_there = child(
        "import sys; from briefgen.cli import run; sys.exit(run(sys.argv[1:]))",
        *("brief", SEEDS, "-o", folder, "-f", "md,html,txt,pdf", "--name", "brief", "--as-of", AS_OF),
        prefix=alone,
        HOME=str(home),
        **environment,
    )
    output(made_there)
    here = rendered(seeds, (*TEXT_FORMS, "pdf"))
    assert {form: (folder / f"brief.{form}").read_bytes() for form in here} == here


# --- real clusters

FILES = {"multinews": 90, "neus": 239}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Twenty clusters spread over both files, or all of them."""
    if "cluster" in metafunc.fixturenames:
        everything = metafunc.config.getoption("--all-clusters")
        chosen = [
            (name, index)
            for name, size in FILES.items()
            for index in range(0, size, 1 if everything else math.ceil(size / 10))
        ]
        metafunc.parametrize("cluster", chosen, ids=lambda key: f"{key[0]}-{key[1]}")


@cache
def _clusters(path: Path) -> list[list[Written]]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [[Written(d["text"], d.get("title") or None) for d in row["docs"] if d["text"].strip()] for row in rows]


@pytest.mark.data
def test_everything_holds_for_real_reports(data: Path, cluster: tuple[str, int]) -> None:
    name, index = cluster
    story = _clusters(data / "summaries" / f"{name}_dev.jsonl")[index]
    reports = read(story)
    for words in (80, 400):
        one = made(reports, words)
        assert not broken(one)
    forms = rendered(reports)
    assert rendered(reports[::-1]) == forms
    assert not briefgen.summarise(reports, known=reports).claims
    before, after = json.loads(forms["json"]), told([*reports, story[-1].report()])
    assert after["ledger"]["duplicate"] == before["ledger"]["duplicate"] + 1
    assert without_copies(after) == without_copies(before)
