"""A claim -> what of it does not hold: its words, its witnesses, its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from briefgen.model import Claim, Span
from briefgen.origins import distinct_origins
from briefgen.proof.edits import edits_held
from briefgen.proof.ground import Ground
from briefgen.text.words import spelled, tokens

Object = Mapping[str, Any]

_SHORT = 60


def name_of(claim: Object) -> str:
    """How a claim is named in a failure."""
    return f"claim {short(claim['id'])} “{short(claim['text'])}”"


def short(text: str) -> str:
    """A text's beginning, enough to know it by."""
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def places_held(claim: Object, keys: set[str]) -> Iterator[str]:
    """Whether all that the claim cites is a kept report of its story, by key."""
    cited = {place["source"] for place in (claim["wording"], *claim["witnesses"], *claim["perhaps"])}
    cited.update(key for concept in (claim["why"] or {}).get("concepts", ()) for key in concept["sources"])
    for key in sorted(cited - keys):
        yield f"{name_of(claim)}: cites {short(key)}, which is no report of its story"


def claim_held(claim: Claim, stated: Object, ground: Ground) -> Iterator[str]:
    """Whether the claim that was read from `stated` is one that its story's texts bear out."""
    failures = (
        *_quoted(claim, stated, ground),
        *edits_held(claim, ground),
        *_counted(claim, stated, ground),
        *_brought(claim, ground),
    )
    return (f"{name_of(stated)}: {failure}" for failure in failures)


def _quoted(claim: Claim, stated: Object, ground: Ground) -> Iterator[str]:
    """Whole sentences only, of bodies only: half a sentence can say what nobody said."""
    if not ground.wording(claim.wording):
        yield "its wording is neither a sentence nor two neighbours of a paragraph"
    if not any(_ends_alike(one.span, claim.wording) for one in claim.witnesses):
        yield "its wording's last sentence is none of its witnesses"
    if len({one.span for one in claim.witnesses}) < len(claim.witnesses):
        yield "one of its witnesses stands there twice"
    for place in (*stated["witnesses"], *stated["perhaps"]):
        span = ground.span(place)
        if ground.slice(span) != place["text"]:
            yield f"a witness does not stand at {_at(place)}: “{short(place['text'])}”"
        elif span not in ground.sentences:
            yield f"a witness is no sentence, at {_at(place)}: “{short(place['text'])}”"


def _ends_alike(one: Span, other: Span) -> bool:
    return (one.report, one.end) == (other.report, other.end)


def _at(place: Object) -> str:
    return f"{short(place['source'])} {place['start']}-{place['end']}"


def _counted(claim: Claim, stated: Object, ground: Ground) -> Iterator[str]:
    origins = distinct_origins(claim.witnesses, ground.story)
    if stated["id"] != claim.id:
        yield f"its id is not of its wording's place, which has {claim.id}"
    if stated["reports"] != claim.reports:
        yield f"says {stated['reports']} reports, its witnesses are of {claim.reports}"
    if stated["origins"] != origins:
        yield f"says {stated['origins']} origins, its witnesses have {origins}"


def _brought(claim: Claim, ground: Ground) -> Iterator[str]:
    """Whether the concepts that decided for a line are words of it; their weight is the method's."""
    words = tokens(ground.slice(claim.wording))
    held = {*words, *map(spelled, pairwise(words))}
    for concept in claim.why.concepts if claim.why else ():
        if concept.words not in held:
            yield f"was not chosen for “{short(concept.words)}”, which is not in it"
