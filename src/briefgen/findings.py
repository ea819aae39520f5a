"""One story's claims and sentences -> where its reports differ, what only one of them has, its facts.

Nothing here is chosen or counted: what is found is quoted, each passage with
the place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from briefgen.config import Settings
from briefgen.differences import between
from briefgen.differences.doubtful import doubtful
from briefgen.differences.elsewhere import is_told_elsewhere
from briefgen.differences.one_sided import one_sided
from briefgen.differences.sides import Found, Offsets, Side
from briefgen.facts.figures import figures
from briefgen.facts.names import names
from briefgen.facts.quotes import quotes
from briefgen.facts.timeline import timeline
from briefgen.model import Claim, Difference, Facts, OnlyIn, Passage, Published, Sentence, Span, Story
from briefgen.origins import first_published
from briefgen.text.words import Stemmed


def differences(claims: Iterable[Claim], story: Story, sentences: Sequence[Stemmed]) -> tuple[Difference, ...]:
    """Return where the witnesses of each claim differ, claim by claim, each pair of passages once.

    `sentences` are the story's.  What may say the same as a witness is set
    beside it, too, for the few differences that show it.
    """
    sides = _Sides(story, {one.sentence.span: one for one in sentences}, first_published(story))
    claims = list(claims)
    found: dict[frozenset[str], Difference] = {}
    for one in chain(*(_of_claim(claim, sides) for claim in claims), *(_beside(claim, sides) for claim in claims)):
        found.setdefault(frozenset({one.kind, one.left.text.lower(), one.right.text.lower()}), one)
    return tuple(found.values())


@dataclass(frozen=True)
class _Sides:
    """A story's sentences as the rules of difference look at them."""

    story: Story
    words: Mapping[Span, Stemmed]
    published: Mapping[str, Published | None]
    # A side keeps what the rules have found in it.
    _made: dict[Span, Side] = field(default_factory=dict)

    def of(self, sentence: Sentence) -> Side:
        if sentence.span not in self._made:
            self._made[sentence.span] = Side(self.words[sentence.span], self.published[sentence.span.report])
        return self._made[sentence.span]


def _of_claim(claim: Claim, sides: _Sides) -> Iterator[Difference]:
    witnesses = [(one, sides.of(one)) for one in claim.witnesses]
    for (left, one), (right, other) in combinations(witnesses, 2):
        yield from _told(claim, (left, right), between(one, other), sides.story)


def _beside(claim: Claim, sides: _Sides) -> Iterator[Difference]:
    """Where a claim of one report differs from what may say the same."""
    if claim.reports > 1:
        return
    witness = claim.witnesses[0]
    for one in claim.perhaps:
        found = doubtful(sides.of(witness), sides.of(one.sentence))
        yield from _told(claim, (witness, one.sentence), found, sides.story)


def _told(claim: Claim, pair: tuple[Sentence, Sentence], found: Iterable[Found], story: Story) -> Iterator[Difference]:
    for one in found:
        passages = _passage(pair[0], one.left), _passage(pair[1], one.right)
        if not is_told_elsewhere(one.kind, passages, story):
            yield Difference(one.kind, claim.id, *passages, one.rule)


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
