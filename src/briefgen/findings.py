"""One story's claims and sentences -> where its reports differ, what only one of them has, its facts.

Nothing here is chosen or counted: what is found is quoted, each passage with
the place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from briefgen.config import Settings
from briefgen.differences import between
from briefgen.differences.elsewhere import is_told_elsewhere
from briefgen.differences.one_sided import one_sided
from briefgen.differences.sides import Offsets, Side
from briefgen.facts.figures import figures
from briefgen.facts.names import names
from briefgen.facts.quotes import quotes
from briefgen.facts.timeline import timeline
from briefgen.model import Claim, Difference, Facts, OnlyIn, Passage, Published, Sentence, Span, Story
from briefgen.origins import first_published
from briefgen.text.words import Stemmed


def differences(claims: Iterable[Claim], story: Story, sentences: Sequence[Stemmed]) -> tuple[Difference, ...]:
    """Return where the witnesses of each claim differ, claim by claim, each pair of passages once.

    `sentences` are the story's; a claim of one witness differs from nothing.
    """
    words = {one.sentence.span: one for one in sentences}
    published = first_published(story)
    found: dict[frozenset[str], Difference] = {}
    for claim in claims:
        for one in _of_claim(claim, story, words, published):
            found.setdefault(frozenset({one.kind, one.left.text.lower(), one.right.text.lower()}), one)
    return tuple(found.values())


def _of_claim(
    claim: Claim, story: Story, words: Mapping[Span, Stemmed], published: Mapping[str, Published | None]
) -> Iterator[Difference]:
    sides = [(one, Side(words[one.span], published[one.span.report])) for one in claim.witnesses]
    for (left, one), (right, other) in combinations(sides, 2):
        for found in between(one, other):
            passages = _passage(left, found.left), _passage(right, found.right)
            if not is_told_elsewhere(found.kind, passages, story):
                yield Difference(found.kind, claim.id, *passages, found.rule)


def _passage(sentence: Sentence, offsets: Offsets) -> Passage:
    start, end = offsets
    place = sentence.span.start
    return Passage(Span(sentence.span.report, place + start, place + end), sentence.text[start:end])


def only_in(
    claims: Sequence[Claim], story: Story, sentences: Sequence[Stemmed], differing: Iterable[Difference]
) -> tuple[OnlyIn, ...]:
    """Return the figures, dates and quotations that one report of several has, and no other.

    What stands in one of the differences has its partner there.
    """
    if len(story.reports) < 2:
        return ()
    paired: dict[str, set[Span]] = {name: set() for name in story.report}
    for one in differing:
        for side in (one.left, one.right):
            paired[side.span.report].add(side.span)
    found = one_sided(claims, sentences, story.report)
    return tuple(one for one in found if not _meets_any(one.passage.span, paired[one.passage.span.report]))


def _meets_any(one: Span, others: Iterable[Span]) -> bool:
    """Whether a stretch of a report has a character in common with one of others of that report."""
    return any(one.start < other.end and other.start < one.end for other in others)


def facts(story: Story, sentences: Sequence[Stemmed], settings: Settings) -> Facts:
    """Return the facts that the settings ask for; those that they do not are None."""
    reports = story.report
    return Facts(
        quotes=quotes(sentences, reports) if settings.looks_for("quotes") else None,
        figures=figures(sentences) if settings.looks_for("figures") else None,
        timeline=timeline(sentences, first_published(story)) if settings.looks_for("timeline") else None,
        names=names(sentences, reports) if settings.looks_for("names") else None,
    )
