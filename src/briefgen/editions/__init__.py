"""Told story + its past -> what is new in it since the last edition.

A fresh claim is known where earlier sentences say the same and nothing that
is news is added; it is changed where a value, a time or what was only planned
is told otherwise; else it is new.  Lines that were printed and that no fresh
sentence says are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.claims import Members
from briefgen.editions.changes import Change
from briefgen.editions.earlier import Earlier, earlier
from briefgen.editions.matter import Matter
from briefgen.editions.verdicts import Sort, Verdict, verdict
from briefgen.model import Changed, Issued, News, Passage, Past, Sentence, Span, Story
from briefgen.parsing.quotes import quotations
from briefgen.text.sentences import sentences_of
from briefgen.text.words import Stemmed, stemmed

# A line of which so much is quoted tells what somebody said, and that stays said: of 23 lines that nobody
# repeated in the demonstration week eight were such, and none of them was taken back.
_UTTERED = 0.5

# So much of a printed line in one fresh sentence, or of that one in the line, and it is still reported.
_STILL = 0.5


@dataclass(frozen=True, slots=True)
class Since:
    """What is new in a story; `known` are the places of the claims that earlier editions know.

    `repeated` are the places of the sentences that say nothing new: of a new claim's witnesses
    they are the worst to quote.
    """

    news: News
    known: frozenset[int]
    repeated: frozenset[int]


def since(story: Story, sentences: Sequence[Stemmed], members: Sequence[Members], names: Sequence[str]) -> Since | None:
    """Return what is new in a story that was told before; None in one that was not.

    `sentences` are those of the story's own, fresh reports, `members` their
    places claim by claim, `names` the claims' ids.
    """
    if story.past is None:
        return None
    fresh = [Matter(one, story.report[one.sentence.span.report].published) for one in sentences]
    past = earlier(fresh, _matters(story.past))
    verdicts = [verdict(one, past) for one in fresh]
    sorts = [_sort([verdicts[place] for place in places]) for places in members]
    known = frozenset(claim for claim, sort in enumerate(sorts) if sort is Sort.KNOWN)
    news = News(
        fresh=frozenset(name for name, sort in zip(names, sorts, strict=True) if sort is Sort.NEW),
        changed=tuple(_changed(members, names, fresh, verdicts)),
        gone=tuple(_gone(story.past, fresh, verdicts, past)) if fresh else (),
        unchanged=len(known),
    )
    return Since(news, known, frozenset(place for place, one in enumerate(verdicts) if one.sort is Sort.KNOWN))


def _matters(past: Past) -> list[Matter]:
    """The sentences of a story's earlier reports that were told, oldest report first."""
    told = (report for report in past.reports if report.id not in past.untold)
    reports = sorted(told, key=lambda report: report.order)
    return [
        Matter(stemmed(one, report.language), report.published) for report in reports for one in sentences_of(report)
    ]


def _sort(found: Sequence[Verdict]) -> Sort:
    """What a claim is by its witnesses: one that is known speaks for all, unless another one changes a value."""
    sorts = {one.sort for one in found}
    return next(sort for sort in (Sort.CHANGED, Sort.NEW, Sort.KNOWN) if sort in sorts)


# --- changed values


def _changed(
    members: Sequence[Members], names: Sequence[str], fresh: Sequence[Matter], verdicts: Sequence[Verdict]
) -> Iterator[Changed]:
    """The changed values, each once, in the order of the claims."""
    told: set[tuple[str, str, str]] = set()
    for places, name in zip(members, names, strict=True):
        for place in places:
            for change in verdicts[place].changes:
                row = _row(change, fresh[place], name)
                key = (row.kind.value, row.before.text.lower(), row.now.text.lower())
                if key not in told:
                    told.add(key)
                    yield row


def _row(change: Change, fresh: Matter, name: str) -> Changed:
    found = change.found
    before, now = _passage(change.before.sentence, found.left), _passage(fresh.sentence, found.right)
    return Changed(found.kind, name, before, now, found.rule)


def _passage(sentence: Sentence, offsets: tuple[int, int]) -> Passage:
    start, end = offsets
    place = sentence.span.start
    return Passage(Span(sentence.span.report, place + start, place + end), sentence.text[start:end])


# --- lines that are gone


def _gone(past: Past, fresh: Sequence[Matter], verdicts: Sequence[Verdict], told: Earlier) -> Iterator[Issued]:
    """The lines that several reports bore out when last printed, and of which no sentence is said again; each once.

    What one report said once need not be said again to stand, nor what somebody is quoted with.
    """
    said = {near.matter.sentence.span for one in verdicts for near in one.near if near.told >= _STILL}
    said.update(change.before.sentence.span for one in verdicts for change in one.changes)
    again = earlier(told.matters, fresh)
    for one in _last_printed(past):
        if not any(line.sentence.span in said or _is_said(line, again) for line in _lines(one, told)):
            yield one


def _last_printed(past: Past) -> list[Issued]:
    """The lines of the last edition that several reports bore out, each text once."""
    last = max((one.edition for one in past.issued), key=_number, default="")
    borne = (one for one in past.issued if len({span.report for span in one.witnesses}) > 1 and one.edition == last)
    return list({one.text: one for one in borne if not _is_utterance(one.text)}.values())


def _is_utterance(line: str) -> bool:
    quoted = sum(end - start for start, end in quotations(line))
    return quoted >= _UTTERED * len(line)


def _number(edition: str) -> int:
    """The number of an edition in its name: 3 of "daily/3"."""
    return int(edition.rpartition("/")[2])


def _is_said(line: Matter, again: Earlier) -> bool:
    """Whether a fresh sentence says much of an earlier one."""
    near = again.near(line)
    return line.words.stems in again.same_words or (bool(near) and near[0].told >= _STILL)


def _lines(issued: Issued, told: Earlier) -> list[Matter]:
    """The earlier sentences that stand in a printed line or that bear it out."""
    places = (issued.wording, *issued.witnesses)
    return [one for one in told.matters if any(_meet(one.sentence.span, place) for place in places)]


def _meet(one: Span, other: Span) -> bool:
    return one.report == other.report and one.start < other.end and other.start < one.end
