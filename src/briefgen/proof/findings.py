"""What was found beside the claims -> what of it does not hold: all is looked for again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.audit import ties
from briefgen.config import Settings
from briefgen.findings import differences, facts, only_in
from briefgen.model import Summary
from briefgen.proof.ground import Ground
from briefgen.text.similarity import similarity
from briefgen.text.words import stemmed

Found = tuple[Any, ...] | None


def findings_held(summary: Summary, ground: Ground) -> Iterator[str]:
    """Whether looking for it again in the story's texts finds the same, kind by kind."""
    stated = _of(summary)
    for name, again in _of(_again(summary, ground)).items():
        found = stated[name]
        if found is not None and found != again:
            yield f"{name}: {_first_apart(found, again or ())}"


def _again(summary: Summary, ground: Ground) -> Summary:
    story = ground.story
    sentences = [stemmed(one, story.report[one.span.report].language) for one in ground.sentences.values()]
    claims = [*summary.claims, *(one.claim for one in summary.unprinted)]
    differing = differences(claims, story, sentences)
    return Summary(
        story=story,
        claims=(),
        differences=differing,
        only_in=only_in(claims, story, sentences, differing),
        facts=facts(story, sentences, Settings()),
        ties=ties(story, sentences, similarity(sentences), claims) if summary.ties is not None else None,
    )


def _of(summary: Summary) -> dict[str, Found]:
    own = {"differences": summary.differences, "only_in": summary.only_in, "ties": summary.ties}
    return own | {name: getattr(summary.facts, name) for name in ("quotes", "figures", "timeline", "names")}


def _first_apart(found: tuple[Any, ...], again: tuple[Any, ...]) -> str:
    place = next((place for place, (one, other) in enumerate(zip(found, again, strict=False)) if one != other), None)
    if place is not None:
        return f"entry {place + 1} is not what its texts give"
    return f"holds {len(found)}, its texts give {len(again)}"
