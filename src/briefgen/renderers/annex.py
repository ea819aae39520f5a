"""Briefing -> the audit annex: every claim with its witnesses in full, and what linking said of each pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import Briefing, Claim, Summary, Tie, Verdict
from briefgen.renderers.cites import cites_of
from briefgen.renderers.findings import Cited
from briefgen.renderers.labels import REASONS, lines

_VERDICTS = {
    Verdict.SAME: "say the same",
    Verdict.COPY: "say the same",
    Verdict.PERHAPS: "perhaps, not counted",
}


@dataclass(frozen=True, slots=True)
class Audited:
    """One claim: the number of its line, or why it has none, its sentences in full, and its links in words."""

    head: str
    id: str
    witnesses: tuple[Cited, ...]
    perhaps: tuple[Cited, ...]
    ties: tuple[str, ...]


def audit(summary: Summary, briefing: Briefing) -> list[Audited]:
    """The claims of a story that have links to show; none where they were not kept."""
    ties: dict[str, list[Tie]] = {}
    for tie in summary.ties or ():
        ties.setdefault(tie.claim, []).append(tie)
    return [
        Audited(
            head=head,
            id=claim.id,
            witnesses=tuple(Cited(one.text, cites_of([one.span], briefing), one.span) for one in claim.witnesses),
            perhaps=tuple(
                Cited(one.sentence.text, cites_of([one.sentence.span], briefing), one.sentence.span)
                for one in claim.perhaps
            ),
            ties=tuple(_in_words(tie, briefing) for tie in ties[claim.id]),
        )
        for head, claim in _claims(summary, briefing)
        if claim.id in ties
    ]


def _claims(summary: Summary, briefing: Briefing) -> Iterator[tuple[str, Claim]]:
    """The printed claims in the order of their lines, then those left out."""
    number = lines(briefing)
    for claim in sorted(summary.claims, key=lambda claim: number[claim.id]):
        yield f"Line {number[claim.id]}", claim
    for one in summary.unprinted:
        yield f"Not printed ({REASONS[one.reason]})", one.claim


def _in_words(tie: Tie, briefing: Briefing) -> str:
    """A link on one line: "A and B: 1.24, say the same (talks, Moscow, envoy, met)"."""
    left, right = (briefing.keys[one.span.report] for one in (tie.left, tie.right))
    guard = f": {tie.guard}" if tie.guard else ""
    return f"{left} and {right}: {tie.score:.2f}, {_VERDICTS[tie.verdict]}{guard} ({', '.join(tie.shared)})"
