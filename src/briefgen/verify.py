"""JSON of a brief -> what in it does not hold.

Nothing of the making is trusted: every sentence is found again in the texts,
every edit replayed and allowed anew, every count counted, and the files beside
the JSON are read back from their own format and rendered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from briefgen.__about__ import __version__
from briefgen.config import language_code
from briefgen.errors import NoBrief, ProofError, TemplateError
from briefgen.model import Briefing, Report
from briefgen.proof import files, shape, sources, stories
from briefgen.proof.changes import changes_held
from briefgen.proof.claims import short
from briefgen.proof.findings import findings_held
from briefgen.proof.ground import Ground
from briefgen.proof.rebuild import briefing_of, grounds_of, reports_of
from briefgen.text.clean import clean

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Proof:
    """What was checked, each thing that failed, and what could not be checked, one line each."""

    claims: int
    witnesses: int
    failures: tuple[str, ...]
    notes: tuple[str, ...] = ()


def load(data: bytes) -> Object:
    """Return a brief's JSON as data.

    Raises ProofError where it is no JSON, none of ours, or of a newer schema.
    """
    try:
        brief = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ProofError(f"not JSON ({error}); give the .json file that briefgen wrote") from error
    if not isinstance(brief, dict) or "schema_version" not in brief or "stories" not in brief:
        raise NoBrief("JSON, but not of a brief; give the .json file that briefgen wrote")
    if brief["schema_version"] != 1:
        raise ProofError(f"of schema {short(repr(brief['schema_version']))}, this version reads 1; update briefgen")
    return brief


def language_of(brief: Object) -> str | None:
    """Return the language that the brief's inputs were read in, where one was given."""
    settings = brief.get("settings")
    stated = settings.get("language") if isinstance(settings, dict) else None
    return language_code(stated) if isinstance(stated, str) else None


def proved(data: bytes) -> Briefing:
    """Return the briefing of a brief's JSON, each of its lines proved by the texts in it.

    Raises ProofError where that cannot be done, or where something does not hold.
    """
    brief = load(data)
    if failures := verify(brief, {}).failures:
        more = f" and {len(failures) - 1} more" if failures[1:] else ""
        raise ProofError(f"not proved: {failures[0]}{more}; see `briefgen verify`")
    reports = reports_of(brief, brief["texts"])
    return briefing_of(brief, reports, grounds_of(brief, reports))


def verify(brief: Object, beside: Mapping[str, str], given: Iterable[Report] = ()) -> Proof:
    """Prove every printed line of a brief.

    `beside` holds the texts of the files beside the JSON by format ("md",
    "html", "txt"); `given` the reports of inputs that were named: then each
    source must be among them, stated alike.  Raises ProofError where it
    cannot be checked at all.
    """
    given = tuple(given)
    texts = brief.get("texts") or {report.id: report.text for report in given}
    if not texts and brief.get("sources") != []:
        raise ProofError("holds no texts (made with --no-embed-texts); name the inputs that it was made from")
    shape.check(brief)
    try:
        return _verify(brief, reports_of(brief, texts), beside, given)
    except ValueError as error:
        # Half a character in a text, a time that is none: right in its shape, and yet no brief.
        raise ProofError(f"not as a brief's JSON must be: {error}; make the brief again") from error


def _verify(brief: Object, reports: Mapping[str, Report], beside: Mapping[str, str], given: Sequence[Report]) -> Proof:
    """In three steps, each only where the one before found nothing: what is cited, what is said, what is printed."""
    failures = tuple(sources.texts_held(brief, reports))
    grounds = () if failures else grounds_of(brief, reports)
    failures += tuple(
        one for pair in zip(brief["stories"], grounds, strict=False) for one in stories.reports_held(*pair)
    )
    if failures:
        return _proof(brief, failures)
    briefing = briefing_of(brief, reports, grounds)
    lines = {form: tuple(files.printed(form, text, briefing)) for form, text in sorted(beside.items())}
    failures = (*sources.stated(brief, reports, given), *_said(brief, briefing, grounds))
    if failures:
        return _proof(brief, (*failures, *chain.from_iterable(lines.values())))
    return _printed(brief, briefing, beside, lines)


def _said(brief: Object, briefing: Briefing, grounds: Sequence[Ground]) -> Iterator[str]:
    for story, summary, ground in zip(brief["stories"], briefing.summaries, grounds, strict=True):
        failures = [*stories.story_held(story, summary, brief["settings"], ground)]
        failures += stories.pages_held(story, ground.reports)
        yield from failures
        # What is found rests on the claims; another version may look for other things.
        if not failures and briefing.generator == f"briefgen {__version__}":
            yield from (f"story {short(story['id'])}: {one}" for one in findings_held(summary, ground))
    yield from stories.front_held(brief, briefing)
    yield from changes_held(briefing)


def _printed(
    brief: Object, briefing: Briefing, beside: Mapping[str, str], lines: Mapping[str, tuple[str, ...]]
) -> Proof:
    """The files: what was read back, and where that found nothing, what rendering again finds."""
    failures: list[str] = []
    notes: list[str] = []
    for form, text in sorted(beside.items()):
        try:
            failures += lines[form] or files.rendered(form, text, briefing)
        except TemplateError as error:
            notes.append(f"the .{form} was read back, not rendered again ({error})")
    return _proof(brief, failures, notes)


def _proof(brief: Object, failures: Iterable[str], notes: Iterable[str] = ()) -> Proof:
    printed = [claim for story in brief["stories"] for claim in story["claims"]]
    unprinted = [claim for story in brief["stories"] for claim in story["unprinted"]]
    witnesses = sum(len(claim["witnesses"]) for claim in printed + unprinted)
    return Proof(len(printed), witnesses, tuple(map(_one_line, failures)), tuple(map(_one_line, notes)))


def _one_line(told: str) -> str:
    """What a stranger's JSON says, fit for a terminal."""
    return " ".join(clean(told).split())
