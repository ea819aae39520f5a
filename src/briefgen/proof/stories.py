"""Stories and what stands in front of them -> what does not hold: counts, order, budget, ledger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from briefgen.compose import Frame, compose, unmatched
from briefgen.model import Briefing, Claim, Form, Place, Published, Report, Section, Summary
from briefgen.proof.claims import claim_held, name_of, places_held, short
from briefgen.proof.ground import Ground
from briefgen.proof.shape import FINDINGS
from briefgen.text.words import count

Object = Mapping[str, Any]

_ORDER = tuple(Section)
# What a method of selection says of a story that is too large for it.
_WEIGHED = re.compile(r"only the \d+ of \d+ sentences that coverage likes best were weighed")


def reports_held(story: Object, ground: Ground) -> Iterator[str]:
    """Whether the story has the reports that its texts make, and cites no others; else it cannot be read."""
    key_of = {report.id: key for key, report in reversed(list(ground.reports.items()))}
    kept = [key_of[report.id] for report in ground.story.reports]
    if story["reports"] != kept or not kept:
        yield f"{_name(story)}: its reports, copies folded, are {', '.join(kept) or 'none'}"
    known = set(kept)
    if story["headline"] and story["headline"]["source"] not in known:
        yield f"{_headline(story)}: of {short(story['headline']['source'])}, which is no report of its story"
    for claim in (*story["claims"], *story["unprinted"]):
        yield from places_held(claim, known)
    for name in FINDINGS:
        for key in sorted(set(_cited(story[name])) - known):
            yield f"{_name(story)}: {name} cites {short(key)}, which is no report of its story"


def _cited(found: Any) -> Iterator[str]:
    """The keys of all places in lists and objects."""
    return (place["source"] for place in _places(found))


def _places(found: Any) -> Iterator[Object]:
    """All places in lists and objects."""
    for one in found.values() if isinstance(found, dict) else found or () if isinstance(found, list) else ():
        yield from _places(one)
    if isinstance(found, dict) and "source" in found:
        yield found


def pages_held(story: Object, reports: Mapping[str, Report]) -> Iterator[str]:
    """Whether each place in a story names the page on which its paragraph begins, and none where there are no pages."""
    for place in _places(story):
        page = reports[place["source"]].page_at(place["start"])
        if place.get("page") != page:
            at = f"{place['source']} {place['start']}-{place['end']}"
            yield f"{_name(story)}: names page {place.get('page')} for {at}, which stands on {page or 'none'}"


def story_held(story: Object, summary: Summary, settings: Object, ground: Ground) -> Iterator[str]:
    """Whether the summary that was read from `story` is one that its texts bear out."""
    claims = (*summary.claims, *(one.claim for one in summary.unprinted))
    yield from _headed(story, summary, ground)
    yield from (f"{_name(story)}: {failure}" for failure in (*_counted(story, ground), *_noted(summary, settings)))
    yield from (f"{_name(story)}: {failure}" for failure in _within_budget(summary, settings))
    yield from _sectioned(story, summary)
    yield from (f"{_name(story)}: {failure}" for failure in _said_already(summary))
    for claim, stated in zip(claims, (*story["claims"], *story["unprinted"]), strict=True):
        yield from claim_held(claim, stated, ground)


def _headed(story: Object, summary: Summary, ground: Ground) -> Iterator[str]:
    if summary.headline is None:
        return
    if summary.headline not in [report.headline for report in ground.story.reports]:
        yield f"{_headline(story)}: is not the headline of a report"
    elif ground.slice(summary.headline) != story["headline"]["text"]:
        yield f"{_headline(story)}: does not stand at its place in its source"


def _counted(story: Object, ground: Ground) -> Iterator[str]:
    told = ground.story
    if story["id"] != told.id:
        yield f"its id is not of its first report, which has {told.id}"
    if story["origins"] != told.origins:
        yield f"says {story['origins']} origins, its texts have {told.origins}"
    if story["independence"] != ("shown" if told.independent else "not shown"):
        yield f"independence cannot be “{short(story['independence'])}”"
    unprinted = story["unprinted"]
    listed = {"claims": len(unprinted), "words": sum(count(claim["text"]) for claim in unprinted)}
    for what, amount in listed.items():
        if story["left_out"][what] != amount:
            yield f"says {story['left_out'][what]} {what} left out, lists {amount}"


def _said_already(summary: Summary) -> Iterator[str]:
    """Whether the line that is said to say what was left out is one of those printed."""
    printed = {None, *(claim.id for claim in summary.claims)}
    for one in summary.unprinted:
        if one.said_by not in printed:
            yield f"“{short(one.claim.text)}” is said by {short(str(one.said_by))}, which is not printed"


def _noted(summary: Summary, settings: Object) -> Iterator[str]:
    """A note is ours to print: any other one would be a line that no report has."""
    known = [unmatched(settings["focus"], in_reports=one) for one in (False, True)] if settings["focus"] else []
    for note in summary.notes:
        if note not in known and not _WEIGHED.fullmatch(note):
            yield f"the note “{short(note)}” is none that a brief can have"


def _within_budget(summary: Summary, settings: Object) -> Iterator[str]:
    words, lines = sum(count(claim.text) for claim in summary.claims), len(summary.claims)
    if summary.place:
        yield from _within_place(summary.place, words, lines)
        return
    if settings["sentences"] is not None and lines > settings["sentences"]:
        yield f"{lines} lines, the limit is {settings['sentences']}"
    if settings["sentences"] is None and words > settings["words"]:
        yield f"{words} words, the budget is {settings['words']}"


def _within_place(place: Place, words: int, lines: int) -> Iterator[str]:
    most = {Form.FULL: words, Form.LINE: 1, Form.COUNTED: 0}[place.form]
    if lines > most:
        yield f"{lines} lines, told in the form “{place.form}”"
    if words > place.words:
        yield f"{words} words, its share is {place.words}"


def _sectioned(story: Object, summary: Summary) -> Iterator[str]:
    """The lead first, then what several origins say, then the rest."""
    latest = 0
    for place, (claim, stated) in enumerate(zip(summary.claims, story["claims"], strict=True)):
        if claim.section not in _sections(claim, place):
            yield f"{name_of(stated)}: cannot stand under “{stated['section']}”"
            continue
        if _ORDER.index(claim.section) < latest:
            yield f"{name_of(stated)}: stands behind lines of a later section"
        latest = _ORDER.index(claim.section)


def _sections(claim: Claim, place: int) -> tuple[Section, ...]:
    section = Section.AGREED if claim.origins > 1 else Section.SINGLE
    return (section,) if place else (section, Section.LEAD)


def front_held(brief: Object, briefing: Briefing) -> Iterator[str]:
    """Whether all that stands around the stories is what composing them again gives."""
    frame = Frame(briefing.as_of, briefing.settings, briefing.title, briefing.skipped, briefing.masthead)
    again = compose(briefing.summaries, frame)
    for name, amount in asdict(again.ledger).items():
        if amount != getattr(briefing.ledger, name):
            yield f"ledger: {name} says {getattr(briefing.ledger, name)}, the lists hold {amount}"
    if (brief["period"]["from"], brief["period"]["to"]) != (_iso(again.period.first), _iso(again.period.last)):
        yield "period: not from the earliest to the latest date that the sources state"
    if briefing.sources != again.sources:
        yield "sources: not the reports of the stories in their order, copies behind them"
    if [summary.story.id for summary in briefing.summaries] != [summary.story.id for summary in again.summaries]:
        yield "stories: not in the order of their origins and reports"
    yield from _in_front(briefing, again)
    yield from _twice(briefing)
    yield from _in_all(briefing)


def _in_all(briefing: Briefing) -> Iterator[str]:
    """Whether an edition keeps its words."""
    words = sum(count(claim.text) for claim in briefing.claims.values())
    most = briefing.settings.get("edition_words")
    if briefing.masthead and isinstance(most, int) and words > most:
        yield f"{words} words in all, the edition has {most}"


def _iso(moment: Published | None) -> str | None:
    return moment.isoformat() if moment else None


def _in_front(briefing: Briefing, again: Briefing) -> Iterator[str]:
    if briefing.bottom_line != again.bottom_line:
        told = short(briefing.bottom_line or "null")
        yield f"claim {told}: stands as the bottom line, the lead is {again.bottom_line}"
    if len(briefing.summaries) > 1:
        if briefing.key_points != again.key_points:
            yield "key points: not the leads of the stories behind the first"
        return
    agreed = [claim.id for summary in briefing.summaries for claim in summary.of_section(Section.AGREED)]
    for name in briefing.key_points:
        if name not in agreed:
            yield f"claim {short(name)}: stands among the key points, but is no agreed line"
    if list(briefing.key_points) != [name for name in agreed if name in briefing.key_points]:
        yield "key points: not in the order of their lines, each once"


def _twice(briefing: Briefing) -> Iterator[str]:
    printed = Counter(claim.id for claim in chain.from_iterable(one.claims for one in briefing.summaries))
    yield from (f"claim {name}: printed twice" for name, times in printed.items() if times > 1)


def _name(story: Object) -> str:
    return f"story {short(story['id'])}"


def _headline(story: Object) -> str:
    return f"headline “{short(story['headline']['text'])}”"
