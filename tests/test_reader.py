"""What the reader asks about (focus) and what the reader has read (known): lines are on the matter, and new."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

import briefgen
from briefgen.model import Report, Summary
from briefgen.selection import METHODS
from briefgen.text.frequency import is_function_word
from briefgen.text.sentences import sentences_of
from briefgen.text.words import stemmer, tokens
from briefgen.verify import verify
from support import AS_OF

# One story of three reports; the harbour is one report's theme, the school another's.
FLOOD = [
    (
        "The river Lenna flooded the old town of Marrow on Sunday after three days of rain. "
        "Mayor Ines Falk declared an emergency and asked the army for 200 soldiers. "
        "Two ferries broke loose in Marrow harbour and sank beside the northern pier. "
        "The harbour master, Tom Ruiz, put the damage to boats at 9 million crowns. "
        "Fishing crews in the harbour lost nets and engines worth 400,000 crowns."
    ),
    (
        "Three days of rain made the river Lenna flood the old town of Marrow on Sunday. "
        "Some 600 residents of Marrow spent the night in the sports hall of the secondary school. "
        "The headteacher of the school, Ada Brandt, opened its kitchen to 90 families. "
        "Lessons at the school were cancelled until Thursday by the education office."
    ),
    (
        "Mayor Ines Falk declared an emergency in Marrow on Sunday and asked the army for 200 soldiers. "
        "It had never happened before in the canal district.\n"
        "The river Lenna rose by 4 metres in a night, the most since 1911. "
        "Engineers opened two gates of the Orr dam to lower the water by Monday evening."
    ),
]


def reports_of(texts: Iterable[str]) -> list[Report]:
    return [briefgen.report(text, language="en") for text in texts]


def stems(text: str, language: str = "en") -> frozenset[str]:
    words = (word.lower() for word in tokens(text))
    return frozenset(stemmer(language)(word) for word in words if not is_function_word(word, language))


def share(summary: Summary, focus: str) -> float:
    """How many of the printed lines hold a stem of the focus."""
    holding = [line for line in summary.sentences if stems(line) & stems(focus)]
    return len(holding) / max(1, len(summary.sentences))


def on(focus: str | None, words: int = 50, method: str = "coverage") -> Summary:
    return briefgen.summarise(reports_of(FLOOD), words=words, method=method, focus=focus)


# --- focus


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("focus", ["harbour", "school families"])
def test_a_focus_leads_any_method_to_the_matter(method: str, focus: str) -> None:
    general, asked = on(None, method=method), on(focus, method=method)
    assert share(asked, focus) >= max(2 / 3, share(general, focus))
    assert sum(len(line.split()) for line in asked.sentences) <= 50
    assert not asked.notes


@pytest.mark.parametrize("focus", ["HARBOUR", "harbours", "the harbour of the", "Harbour’s", "harbour volleyball"])
def test_a_focus_is_matched_by_its_stems(focus: str) -> None:
    assert on(focus).sentences == on("harbour").sentences


def test_of_several_words_the_line_with_most_of_them_comes_first() -> None:
    (line,) = briefgen.summarise(reports_of(FLOOD), sentences=1, focus="headteacher kitchen school").sentences
    assert line.startswith("The headteacher of the school, Ada Brandt")


@pytest.mark.parametrize("focus", ["volleyball", "the of and", "…", "Überschwemmung"])
@pytest.mark.parametrize("method", ["coverage", "lead"])
def test_a_focus_that_nothing_matches_gives_the_general_summary_and_says_so(focus: str, method: str) -> None:
    told = on(focus, method=method)
    assert told.sentences == on(None, method=method).sentences
    assert told.notes == (f"nothing matches the focus “{focus}”; this is the general summary",)


def test_a_focus_that_only_a_hanging_sentence_matches_is_told_apart() -> None:
    told = on("canal district")
    assert told.sentences == on(None).sentences
    assert told.notes[0].startswith("no line that can be printed matches the focus “canal district”; ")


@pytest.mark.parametrize("focus", ["harbour", "volleyball", "canal district"])
def test_a_brief_with_a_focus_is_proved(focus: str) -> None:
    made = briefgen.brief(reports_of(FLOOD), words=60, focus=focus, as_of=AS_OF)
    beside = {form: briefgen.render(made, form).decode() for form in ("md", "txt", "html")}
    assert not verify(json.loads(briefgen.render(made, "json")), beside).failures


def test_an_empty_focus_is_none() -> None:
    assert on("").sentences == on(None).sentences
    assert on("").notes == ()


# --- known


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def repeated(summary: Summary, known: Iterable[Report]) -> Iterator[str]:
    """The printed lines that share half of the smaller one's content words with a sentence that was read."""
    read = [found for report in known for one in sentences_of(report) if (found := stems(one.text, report.language))]
    return (line for line in summary.sentences if any(overlap(stems(line), words) >= 0.5 for words in read))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("known", [[0], [1], [2], [0, 1], [1, 2]])
def test_what_was_read_is_not_said_again(known: Sequence[int], method: str) -> None:
    reports = reports_of(FLOOD)
    read = [reports[index] for index in known]
    told = briefgen.summarise(reports, words=200, method=method, known=read)
    assert told.claims
    assert not list(repeated(told, read))
    ids = {report.id for report in read}
    assert all(witness.span.report not in ids for claim in told.claims for witness in claim.witnesses)


def test_what_was_read_in_other_words_is_not_said_again() -> None:
    read = briefgen.report(
        "After three days of heavy rain the river Lenna burst into the old town of Marrow on Sunday."
    )
    told = briefgen.summarise(reports_of(FLOOD), words=200, known=[read])
    assert not [line for line in told.sentences if "old town" in line]
    assert {one.reason.value for one in told.unprinted if "old town" in one.claim.text} == {"known"}


def test_two_sentences_that_together_say_what_was_read_are_not_printed() -> None:
    first = "Nine trucks left Orr on Monday with blankets for the flooded valley of Lenna."
    second = "This convoy reached Marrow at dawn through the eastern tunnel."
    read = briefgen.report("A convoy of nine trucks with blankets reached Marrow from Orr.")
    told = briefgen.summarise([briefgen.report(f"{first} {second}")], words=200, known=[read])
    assert not list(repeated(told, [read]))


def test_a_known_report_elsewhere_takes_nothing_away() -> None:
    read = briefgen.report("The parliament of Sark voted for a new tax on imported tea.")
    assert briefgen.summarise(reports_of(FLOOD), known=[read]).sentences == on(None, words=150).sentences


def test_focus_and_known_hold_together() -> None:
    reports = reports_of(FLOOD)
    told = briefgen.summarise(reports, words=60, focus="harbour school", known=[reports[1]])
    assert share(told, "harbour") > 0.5
    assert not list(repeated(told, [reports[1]]))


# --- the same on clusters of real news


def clusters(data: Path, name: str, amount: int) -> Iterator[list[Report]]:
    with (data / "summaries" / f"{name}.jsonl").open(encoding="utf-8") as file:
        for row, _ in zip(file, range(amount), strict=False):
            yield [briefgen.report(doc["text"], title=doc["title"] or None) for doc in json.loads(row)["docs"]]


@pytest.mark.data
@pytest.mark.parametrize(("name", "words"), [("multinews_dev", 150), ("neus_dev", 66)])
def test_no_line_repeats_the_half_of_a_cluster_that_was_read(data: Path, name: str, words: int) -> None:
    lines = 0
    for reports in clusters(data, name, 30):
        told = briefgen.summarise(reports, words=words, known=reports[::2])
        lines += len(told.sentences)
        assert not list(repeated(told, reports[::2]))
    assert lines > 20


def theme(reports: Sequence[Report]) -> str:
    """The three words that the first report has more than all others together."""
    counts = [Counter(word.lower() for word in tokens(report.text) if len(word) > 3) for report in reports]
    rest = sum(counts[1:], Counter())
    words = [word for word in counts[0] if not is_function_word(word, reports[0].language)]
    return " ".join(sorted(words, key=lambda word: (rest[word] / 2 - counts[0][word], word))[:3])


@pytest.mark.data
@pytest.mark.parametrize(("name", "words", "rise"), [("multinews_dev", 150, 0.25), ("neus_dev", 66, 0.1)])
def test_a_reports_theme_as_the_focus_brings_lines_about_it(data: Path, name: str, words: int, rise: float) -> None:
    """Measured on 25 clusters of articles: 53 % of the lines without, 90 % with it; on 40 of teasers: 55 and 73 %."""
    general, asked = [], []
    for reports in clusters(data, name, 25):
        focus = theme(reports)
        general.append(share(briefgen.summarise(reports, words=words), focus))
        asked.append(share(briefgen.summarise(reports, words=words, focus=focus), focus))
    assert sum(asked) / len(asked) >= sum(general) / len(general) + rise
