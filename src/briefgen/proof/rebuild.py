"""JSON of a brief -> Briefing: the inverse of renderers/json.py.

What the JSON does not hold is found again in the texts: which report has
which origin, and in which paragraph a sentence stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from briefgen.model import (
    Briefing,
    Changed,
    Claim,
    Concept,
    Difference,
    Edit,
    Facts,
    Figure,
    Form,
    Issued,
    Item,
    Kind,
    Ledger,
    Masthead,
    Moment,
    Name,
    News,
    OnlyIn,
    Paragraph,
    Passage,
    Past,
    Perhaps,
    Period,
    Place,
    Quote,
    Reading,
    Reason,
    Report,
    Role,
    Section,
    Sentence,
    Skipped,
    Source,
    SourceRow,
    Summary,
    Tie,
    Unprinted,
    Verdict,
    Why,
)
from briefgen.origins import story_of
from briefgen.proof.ground import Ground
from briefgen.readers.draft import published

Object = Mapping[str, Any]

# A span at which no sentence stands.
NOWHERE = -1


def reports_of(brief: Object, texts: Mapping[str, str]) -> dict[str, Report]:
    """Return the brief's reports by key; one whose text is not among `texts` has none."""
    return {source["key"]: _report(source, texts.get(source["id"], "")) for source in brief["sources"]}


def _report(source: Object, text: str) -> Report:
    return Report(
        source=Source(source["location"], "text"),
        text=text,
        paragraphs=tuple(_paragraphs(source)),
        title=source["title"],
        outlet=source["outlet"],
        author=source["author"],
        published=published(source["published"]),
        language=source["language"],
        url=source["url"],
        urls=tuple(source.get("urls", ())),
        reading=Reading(teaser=source.get("teaser", False)),
    )


def _paragraphs(source: Object) -> Iterator[Paragraph]:
    """The paragraphs with their pages, where there are any; ValueError where the pages are not as many."""
    rows = source["paragraphs"]
    for (start, end, role), page in zip(rows, source.get("pages", [None] * len(rows)), strict=True):
        yield Paragraph(start, end, Role(role), page)


def grounds_of(brief: Object, reports: Mapping[str, Report]) -> tuple[Ground, ...]:
    """Return what each story of the brief stands on: its reports and their copies, told apart anew."""
    return tuple(
        Ground(replace(story_of(_told(story, brief, reports)), past=_past(story, reports)), reports)
        for story in brief["stories"]
    )


def _told(story: Object, brief: Object, reports: Mapping[str, Report]) -> list[Report]:
    kept = set(story["reports"])
    return [reports[row["key"]] for row in brief["sources"] if row["key"] in kept or row["copy_of"] in kept]


def _past(story: Object, reports: Mapping[str, Report]) -> Past | None:
    """What earlier editions told of a story, as far as this one cites it."""
    past = story.get("past")
    if past is None:
        return None
    return Past(
        id=story["id"],
        first_day=date.fromisoformat(past["first_day"]),
        last_day=date.fromisoformat(past["last_day"]),
        reports=tuple(reports[key] for key in past["cited"]),
        name=past["name"],
        absorbed=tuple(past["absorbed"]),
    )


def briefing_of(brief: Object, reports: Mapping[str, Report], grounds: Sequence[Ground]) -> Briefing:
    """Return the briefing that the JSON is of, all that it states as stated.

    `reports` are its sources by key, `grounds` those of its stories.  Raises
    KeyError where a place has no source's key, ValueError where `as_of` is no
    time.
    """
    period = brief["period"]
    return Briefing(
        title=brief["title"],
        as_of=datetime.fromisoformat(brief["as_of"]),
        summaries=tuple(
            _summary(story, ground, _news(story, brief["changes"], ground))
            for story, ground in zip(brief["stories"], grounds, strict=True)
        ),
        sources=tuple(
            SourceRow(row["key"], reports[row["key"]], row["copy_of"], row.get("earlier", False))
            for row in brief["sources"]
        ),
        ledger=Ledger(**{field.name: brief["ledger"][field.name] for field in fields(Ledger)}),
        settings=brief["settings"],
        generator=brief["generator"],
        period=Period(published(period["from"]), published(period["to"])),
        bottom_line=brief["bottom_line"],
        key_points=tuple(brief["key_points"]),
        skipped=tuple(Skipped(one["location"], one["reason"]) for one in brief["skipped"]),
        masthead=_masthead(brief.get("masthead"), brief["changes"]),
    )


def _masthead(masthead: Object | None, changes: Object | None) -> Masthead | None:
    if masthead is None or changes is None:
        return None
    since = changes["since_as_of"]
    return Masthead(
        profile=masthead["profile"],
        number=masthead["number"],
        day=date.fromisoformat(masthead["day"]),
        since=changes["since"],
        since_as_of=datetime.fromisoformat(since) if since else None,
        missed=masthead["missed"],
        silent=masthead["silent"],
        muted=masthead["muted"],
    )


def _news(story: Object, changes: Object | None, ground: Ground) -> News | None:
    """What is new in a story; None where none of it was told before, or nothing was looked for."""
    past = story.get("past")
    if past is None or past["unchanged"] is None or changes is None:
        return None
    changed, gone, new = ([one for one in changes[name] if one["story"] == story["id"]] for name in _NEWS)
    return News(
        fresh=frozenset(one["claim"] for one in new if one["claim"]),
        changed=tuple(_changed(one, ground) for one in changed),
        gone=tuple(Issued(one["edition"], one["claim"], one["text"], ground.span(one), ()) for one in gone),
        unchanged=past["unchanged"],
    )


_NEWS = ("changed", "gone", "new")


def _changed(one: Object, ground: Ground) -> Changed:
    sides = _passage(one["before"], ground), _passage(one["now"], ground)
    return Changed(Kind(one["kind"]), one["claim"], *sides, one["rule"])


def _place(story: Object) -> Place | None:
    place = story.get("place")
    if place is None:
        return None
    return Place(Form(place["form"]), place["words"], place["weight"], tuple(place["parts"].items()), place["topic"])


def _summary(story: Object, ground: Ground, news: News | None) -> Summary:
    return Summary(
        story=ground.story,
        claims=tuple(_claim(one, ground) for one in story["claims"]),
        unprinted=tuple(
            Unprinted(_claim(one, ground), Reason(one["reason"]), one["said_by"]) for one in story["unprinted"]
        ),
        differences=_each(story["differences"], _difference, ground),
        only_in=_each(story["only_in"], _only_in, ground),
        facts=Facts(
            quotes=_each(story["quotes"], _quote, ground),
            figures=_each(story["figures"], _figure, ground),
            timeline=_each(story["timeline"], _moment, ground),
            names=_each(story["names"], _named, ground),
        ),
        ties=_each(story["ties"], _tie, ground),
        headline=ground.span(story["headline"]) if story["headline"] else None,
        notes=tuple(story["notes"]),
        news=news,
        place=_place(story),
    )


Made = TypeVar("Made")


def _each(
    found: Sequence[Object] | None, made: Callable[[Object, Ground], Made], ground: Ground
) -> tuple[Made, ...] | None:
    return None if found is None else tuple(made(one, ground) for one in found)


def _passage(place: Object, ground: Ground) -> Passage:
    return Passage(ground.span(place), place["text"])


def _difference(one: Object, ground: Ground) -> Difference:
    sides = _passage(one["a"], ground), _passage(one["b"], ground)
    return Difference(Kind(one["kind"]), one["claim"], *sides, one["rule"])


def _only_in(one: Object, ground: Ground) -> OnlyIn:
    return OnlyIn(Item(one["kind"]), _passage(one, ground))


def _quote(one: Object, ground: Ground) -> Quote:
    return Quote(_passage(one, ground), one["speaker"])


def _figure(one: Object, ground: Ground) -> Figure:
    return Figure(_passage(one, ground), one["value"], one["unit"], one["bound"])


def _moment(one: Object, ground: Ground) -> Moment:
    return Moment(_passage(one, ground), one["said"], one["date"])


def _named(one: Object, ground: Ground) -> Name:
    roles = tuple(_passage(role, ground) for role in one["roles"])
    return Name(one["name"], tuple(one["variants"]), roles, tuple(map(ground.span, one["cites"])))


def _tie(one: Object, ground: Ground) -> Tie:
    sides = _passage(one["a"], ground), _passage(one["b"], ground)
    return Tie(one["claim"], *sides, one["score"], tuple(one["shared"]), Verdict(one["verdict"]), one["guard"])


def _claim(claim: Object, ground: Ground) -> Claim:
    section = claim.get("section")
    return Claim(
        wording=ground.span(claim["wording"]),
        text=claim["text"],
        witnesses=tuple(_sentence(one, ground) for one in claim["witnesses"]),
        origins=claim["origins"],
        edits=tuple(Edit(one["kind"], one["at"], one["before"], one["after"]) for one in claim["edits"]),
        perhaps=tuple(Perhaps(_sentence(one, ground), one["score"]) for one in claim["perhaps"]),
        section=Section(section) if section else None,
        why=_why(claim["why"], ground) if claim["why"] else None,
    )


def _why(why: Object, ground: Ground) -> Why:
    concepts = (
        Concept(one["words"], tuple(ground.reports[key].id for key in one["sources"])) for one in why["concepts"]
    )
    return Why(why["gain"], why["centrality"], tuple(concepts), why["beat"])


def _sentence(place: Object, ground: Ground) -> Sentence:
    span = ground.span(place)
    return ground.sentences.get(span) or Sentence(span, place["text"], NOWHERE, NOWHERE)
