"""Two reports -> what both say, where they differ, what only one of them says.

The same links and rules as in a brief, without a choice: every sentence of
either report stands somewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.findings import differences, only_in
from briefgen.model import Claim, Difference, OnlyIn, Report, Sentence
from briefgen.origins import fingerprint, story_of
from briefgen.pipeline import claims_of, tell
from briefgen.text.shingles import containment


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of either report that say the same, surely or perhaps; how alike they are (q) where in doubt."""

    left: Sentence
    right: Sentence
    score: float | None = None


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side; sentences in the order of the left report, then of the right one.

    `overlap` is the share of the shorter one's runs of five words that the
    other has too, 0 to 1; `origins` is 1 where the texts are of one origin.
    Where one is a copy of the other nothing else is compared.
    """

    left: Report
    right: Report
    overlap: float
    origins: int
    copy: bool
    independent: bool
    agreed: tuple[Pair, ...] = ()
    perhaps: tuple[Pair, ...] = ()
    differences: tuple[Difference, ...] = ()
    only_in: tuple[OnlyIn, ...] = ()
    only_left: tuple[Sentence, ...] = ()
    only_right: tuple[Sentence, ...] = ()


def compare(left: Report, right: Report) -> Comparison:
    """Set two reports side by side, in the order given; symmetric but for that."""
    story = story_of((left, right))
    overlap = containment(fingerprint(left), fingerprint(right))
    if len(story.reports) < 2:
        return Comparison(left, right, overlap, 1, copy=True, independent=False)
    told = tell(story)
    claims = claims_of(told)
    agreed = sorted(_agreed(claims, left), key=_place)
    perhaps = sorted(_perhaps(claims, left), key=_place)
    linked = {one.span for pair in (*agreed, *perhaps) for one in (pair.left, pair.right)}
    differing = differences(claims, story, told.sentences)
    alone = [one.sentence for one in told.sentences if one.sentence.span not in linked]
    return Comparison(
        left=left,
        right=right,
        overlap=overlap,
        origins=story.origins,
        copy=False,
        independent=story.independent,
        agreed=tuple(agreed),
        perhaps=tuple(perhaps),
        differences=tuple(_turned(one, left) for one in differing),
        only_in=only_in(claims, story, told.sentences, differing),
        only_left=tuple(one for one in alone if one.span.report == left.id),
        only_right=tuple(one for one in alone if one.span.report == right.id),
    )


def _agreed(claims: Iterable[Claim], left: Report) -> Iterator[Pair]:
    for claim in claims:
        if len(claim.witnesses) > 1:
            yield _pair(claim.witnesses, left)


def _perhaps(claims: Iterable[Claim], left: Report) -> Iterator[Pair]:
    """The likeliest partners of sentences that have no sure one, each pair once."""
    found = {
        frozenset({claim.witnesses[0].span, one.sentence.span}): _pair(
            (claim.witnesses[0], one.sentence), left, one.score
        )
        for claim in claims
        for one in claim.perhaps
    }
    yield from found.values()


def _pair(witnesses: Sequence[Sentence], left: Report, score: float | None = None) -> Pair:
    one, other = witnesses
    return Pair(one, other, score) if one.span.report == left.id else Pair(other, one, score)


def _turned(one: Difference, left: Report) -> Difference:
    return one if one.left.span.report == left.id else replace(one, left=one.right, right=one.left)


def _place(pair: Pair) -> tuple[int, int]:
    return pair.left.position, pair.right.position
