"""JSON of a brief -> what in it does not hold.

Nothing of the making is trusted: every slice is cut again from the texts,
every edit replayed, every count counted, and the files beside the JSON are
read back from their own format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from briefgen.errors import ProofError
from briefgen.model import Edit, Paragraph, Report, Role, Sentence, Source, Span, Story
from briefgen.origins import distinct_origins, story_of
from briefgen.readability import apply
from briefgen.readback import READERS
from briefgen.readers.draft import published
from briefgen.text.words import count

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Proof:
    """What was checked, and each thing that failed, one line each."""

    claims: int
    witnesses: int
    failures: tuple[str, ...]


def load(data: bytes) -> Object:
    """Return a brief's JSON as data.

    Raises ProofError where it is no JSON, none of ours, or of a newer schema.
    """
    try:
        brief = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ProofError(f"not JSON ({error}); give the .json file that briefgen wrote") from error
    if not isinstance(brief, dict) or "schema_version" not in brief or "stories" not in brief:
        raise ProofError("JSON, but not of a brief; give the .json file that briefgen wrote")
    if brief["schema_version"] != 1:
        raise ProofError(f"of schema {brief['schema_version']}, this version reads 1; update briefgen")
    return brief


def verify(brief: Object, beside: Mapping[str, str], given: Iterable[Report] = ()) -> Proof:
    """Prove every printed line of a brief.

    `beside` holds the texts of the files beside the JSON by format ("md",
    "html", "txt"); `given` the reports of inputs that were named: then each
    source must be among them.
    """
    try:
        return _verify(brief, beside, tuple(given))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise ProofError(f"not as a brief's JSON must be ({type(error).__name__}: {error})") from error


def _verify(brief: Object, beside: Mapping[str, str], given: Sequence[Report]) -> Proof:
    texts = dict(brief.get("texts") or {}) or {report.id: report.text for report in given}
    if not texts:
        raise ProofError("holds no texts (made with --no-embed-texts); name the inputs that it was made from")
    reports = {source["key"]: _report(source, texts.get(source["id"], "")) for source in brief["sources"]}
    claims = [claim for story in brief["stories"] for claim in story["claims"]]
    unprinted = [claim for story in brief["stories"] for claim in story["unprinted"]]
    failures = [
        *_sources(brief, reports, given),
        *_ledger(brief),
        *(failure for story in brief["stories"] for failure in _story(story, brief, reports)),
        *_front(brief, claims),
        *(failure for form, text in sorted(beside.items()) for failure in _beside(form, text, brief, claims)),
    ]
    return Proof(len(claims), sum(len(claim["witnesses"]) for claim in claims + unprinted), tuple(failures))


def _report(source: Object, text: str) -> Report:
    return Report(
        source=Source(source["location"], "text"),
        text=text,
        paragraphs=tuple(Paragraph(start, end, Role(role)) for start, end, role in source["paragraphs"]),
        title=source["title"],
        outlet=source["outlet"],
        author=source["author"],
        published=published(source["published"]),
        language=source["language"],
        url=source["url"],
    )


def _sources(brief: Object, reports: Mapping[str, Report], given: Sequence[Report]) -> Iterator[str]:
    known = {report.id for report in given}
    for source in brief["sources"]:
        report = reports[source["key"]]
        name = f"source {source['key']} ({source['location']})"
        if sha256(report.text.encode()).hexdigest() != source["sha256"]:
            yield f"{name}: its text is not the one that was read (SHA-256 differs)"
        elif report.id != source["id"]:
            yield f"{name}: its id is not of this address and text"
        elif known and report.id not in known:
            yield f"{name}: none of the inputs given has this text"
        if source["copy_of"] is not None and source["copy_of"] not in reports:
            yield f"{name}: a copy of {source['copy_of']}, which is no source"


def _ledger(brief: Object) -> Iterator[str]:
    ledger, sources = brief["ledger"], brief["sources"]
    copies = sum(source["copy_of"] is not None for source in sources)
    counted = {
        "offered": len(sources) + len(brief["skipped"]),
        "read": len(sources) - copies,
        "duplicate": copies,
        "rejected": len(brief["skipped"]),
    }
    for name, amount in counted.items():
        if ledger[name] != amount:
            yield f"ledger: {name} says {ledger[name]}, the lists hold {amount}"


def _story(story: Object, brief: Object, reports: Mapping[str, Report]) -> Iterator[str]:
    told = story_of(
        reports[source["key"]]
        for source in brief["sources"]
        if source["key"] in story["reports"] or source["copy_of"] in story["reports"]
    )
    if story["headline"] is not None and _slice(story["headline"], reports) != story["headline"]["text"]:
        yield f"headline “{_short(story['headline']['text'])}”: does not stand at its place in its source"
    if story["origins"] != told.origins:
        yield f"story {story['id']}: says {story['origins']} origins, its texts have {told.origins}"
    if story["independence"] != ("shown" if told.independent else "not shown"):
        yield f"story {story['id']}: independence cannot be “{story['independence']}”"
    left_out, listed = story["left_out"]["claims"], len(story["unprinted"])
    if left_out != listed:
        yield f"story {story['id']}: says {left_out} claims left out, lists {listed}"
    yield from _budget(story, brief["settings"])
    for claim in [*story["claims"], *story["unprinted"]]:
        yield from (f"{_name(claim)}: {failure}" for failure in _claim(claim, reports, told))


def _budget(story: Object, settings: Object) -> Iterator[str]:
    words, lines = sum(count(claim["text"]) for claim in story["claims"]), len(story["claims"])
    if settings["sentences"] is not None and lines > settings["sentences"]:
        yield f"story {story['id']}: {lines} lines, the limit is {settings['sentences']}"
    if settings["sentences"] is None and words > settings["words"]:
        yield f"story {story['id']}: {words} words, the budget is {settings['words']}"


def _claim(claim: Object, reports: Mapping[str, Report], story: Story) -> Iterator[str]:
    wording = claim["wording"]
    try:
        if apply(_edits(claim), _slice(wording, reports)) != claim["text"]:
            yield "its wording, edits replayed, is not its text"
    except ValueError as error:
        yield f"an edit does not replay: {error}"
    witnesses = [_sentence(one, reports) for one in claim["witnesses"]]
    for one in [*claim["witnesses"], *claim["perhaps"]]:
        if _slice(one, reports) != one["text"]:
            yield f"a witness does not stand at {one['source']} {one['start']}-{one['end']}: “{_short(one['text'])}”"
    if not any(one["source"] == wording["source"] and one["end"] == wording["end"] for one in claim["witnesses"]):
        yield "its wording's last sentence is none of its witnesses"
    sources = {one["source"] for one in claim["witnesses"]}
    if len(sources) != claim["reports"]:
        yield f"says {claim['reports']} reports, its witnesses are of {len(sources)}"
    if all(one.span.report in story.origin_of for one in witnesses):
        origins = distinct_origins(witnesses, story)
        if origins != claim["origins"]:
            yield f"says {claim['origins']} origins, its witnesses have {origins}"
    else:
        yield "a witness is of a folded copy"


def _edits(claim: Object) -> tuple[Edit, ...]:
    return tuple(Edit(edit["kind"], edit["at"], edit["before"], edit["after"]) for edit in claim["edits"])


def _sentence(witness: Object, reports: Mapping[str, Report]) -> Sentence:
    report = reports[witness["source"]]
    return Sentence(Span(report.id, witness["start"], witness["end"]), witness["text"], 0, 0)


def _slice(place: Object, reports: Mapping[str, Report]) -> str:
    start, end = place["start"], place["end"]
    return reports[place["source"]].text[start:end] if 0 <= start <= end else ""


def _front(brief: Object, claims: Sequence[Object]) -> Iterator[str]:
    known = {claim["id"] for claim in claims}
    for name in [brief["bottom_line"], *brief["key_points"]]:
        if name is not None and name not in known:
            yield f"claim {name}: stands in front, but no story prints it"
    for name in sorted(known):
        if sum(claim["id"] == name for claim in claims) > 1:
            yield f"claim {name}: printed twice"


def _beside(form: str, text: str, brief: Object, claims: Sequence[Object]) -> Iterator[str]:
    """Whether a file beside the JSON prints these claims, cited as they are, and no other."""
    want = {" ".join(claim["text"].split()): claim for claim in claims}
    found = {printed.text: printed for printed in READERS[form](text, {source["key"] for source in brief["sources"]})}
    for words, claim in want.items():
        if words not in found:
            yield f"{_name(claim)}: the .{form} does not print it so"
        elif set(found[words].keys) != {one["source"] for one in claim["witnesses"]}:
            yield f"{_name(claim)}: the .{form} cites {', '.join(found[words].keys)}"
    headlines = {" ".join(story["headline"]["text"].split()) for story in brief["stories"] if story["headline"]}
    for words in found:
        if words not in want and words not in headlines:
            yield f"“{_short(words)}”: the .{form} prints it, the brief does not have it"


def _name(claim: Object) -> str:
    return f"claim {claim['id']} “{_short(claim['text'])}”"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
