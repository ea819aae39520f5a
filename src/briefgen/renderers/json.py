"""Briefing -> JSON: the contract that scripts build on (docs/json.md).

`null` in place of a section means that it was not looked for; an empty list
means that it was and nothing was found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from briefgen.model import (
    Briefing,
    Changed,
    Claim,
    Difference,
    Figure,
    Issued,
    Masthead,
    Moment,
    Name,
    OnlyIn,
    Passage,
    Quote,
    Report,
    Sentence,
    SourceRow,
    Span,
    Summary,
    Tie,
    Unprinted,
)
from briefgen.text.words import count

SCHEMA_VERSION = 1

Object = dict[str, Any]
Rows = Mapping[str, SourceRow]


def render(briefing: Briefing, *, texts: bool = True) -> bytes:
    """Return the briefing as UTF-8 JSON; `texts` adds the reports' texts, which `verify` needs."""
    data = as_data(briefing, texts=texts)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def as_data(briefing: Briefing, *, texts: bool = True) -> Object:
    """Return the briefing as plain data, keys in the order of the contract."""
    rows = briefing.row
    data: Object = {
        "schema_version": SCHEMA_VERSION,
        "generator": briefing.generator,
        "title": briefing.title,
        "edition": briefing.edition,
        "as_of": briefing.as_of.isoformat(),
        "period": {"from": _iso(briefing.period.first), "to": _iso(briefing.period.last)},
        "settings": dict(briefing.settings),
        "ledger": {
            "offered": briefing.ledger.offered,
            "read": briefing.ledger.read,
            "duplicate": briefing.ledger.duplicate,
            "rejected": briefing.ledger.rejected,
        },
        "sources": [_source(row) for row in briefing.sources],
        "bottom_line": briefing.bottom_line,
        "key_points": list(briefing.key_points),
        "stories": [_story(summary, rows) for summary in briefing.summaries],
        "masthead": _masthead(briefing.masthead),
        "changes": _changes(briefing),
        "skipped": [{"location": one.location, "reason": one.reason} for one in briefing.skipped],
    }
    if texts:
        data["texts"] = {row.report.id: row.report.text for row in briefing.sources}
    return data


def _masthead(masthead: Masthead | None) -> Object | None:
    """Which edition it is; the days and counts that are told beside its number."""
    if masthead is None:
        return None
    counts = {"missed": masthead.missed, "silent": masthead.silent, "muted": masthead.muted}
    return {"profile": masthead.profile, "number": masthead.number, "day": _iso(masthead.day), **counts}


def _changes(briefing: Briefing) -> Object | None:
    """What is new since the last edition; of stories that are new themselves no claim is named."""
    if briefing.masthead is None:
        return None
    rows = briefing.row
    told = [(one, one.news) for one in briefing.summaries if one.news is not None]
    return {
        "since": briefing.masthead.since,
        "since_as_of": _iso(briefing.masthead.since_as_of),
        "new": [*_new(briefing.summaries)],
        "changed": [_changed(row, one, rows) for one, news in told for row in news.changed],
        "gone": [_gone(line, one, rows) for one, news in told for line in news.gone],
        "unchanged": sum(news.unchanged for _, news in told),
    }


def _new(summaries: Iterable[Summary]) -> Iterator[Object]:
    for one in summaries:
        fresh = [None] if one.news is None else sorted(one.news.fresh)
        yield from ({"story": one.story.id, "claim": claim} for claim in fresh)


def _changed(row: Changed, summary: Summary, rows: Rows) -> Object:
    sides = {"before": _passage(row.before, rows), "now": _passage(row.now, rows)}
    return {"story": summary.story.id, "claim": row.claim, "kind": row.kind.value, **sides, "rule": row.rule}


def _gone(line: Issued, summary: Summary, rows: Rows) -> Object:
    told = {"edition": line.edition, "claim": line.claim}
    text = rows[line.wording.report].report.text[line.wording.start : line.wording.end]
    return {"story": summary.story.id, **told, **_place(line.wording, rows), "text": text}


def _iso(moment: object) -> str | None:
    return moment.isoformat() if hasattr(moment, "isoformat") else None


def _source(row: SourceRow) -> Object:
    """A source; `pages`, `urls` and `teaser` only where there is something to say."""
    report = row.report
    return {
        "key": row.key,
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": _iso(report.published),
        "url": report.url,
        "location": report.source.location,
        "language": report.language,
        "words": report.words,
        "paragraphs": [[p.start, p.end, p.role.value] for p in report.paragraphs],
        **_extras(report),
        "sha256": report.sha256,
        "copy_of": row.copy_of,
        **({"earlier": True} if row.earlier else {}),
    }


def _extras(report: Report) -> Object:
    pages = [one.page for one in report.paragraphs]
    extras = {"pages": pages if any(pages) else None, "urls": list(report.urls), "teaser": report.reading.teaser}
    return {name: value for name, value in extras.items() if value}


def _story(summary: Summary, rows: Rows) -> Object:
    story = summary.story
    return {
        "id": story.id,
        "headline": _headline(summary, rows),
        **_in_edition(summary, rows),
        "reports": [rows[report.id].key for report in story.reports],
        "origins": story.origins,
        "independence": "shown" if story.independent else "not shown",
        "claims": [_claim(claim, rows) for claim in summary.claims],
        "differences": _each(summary.differences, _difference, rows),
        "only_in": _each(summary.only_in, _only_in, rows),
        "quotes": _each(summary.facts.quotes, _quote, rows),
        "figures": _each(summary.facts.figures, _figure, rows),
        "timeline": _each(summary.facts.timeline, _moment, rows),
        "names": _each(summary.facts.names, _named, rows),
        "ties": _each(summary.ties, _tie, rows),
        "left_out": {
            "claims": len(summary.unprinted),
            "words": sum(count(one.claim.text) for one in summary.unprinted),
        },
        "notes": list(summary.notes),
        "unprinted": [_unprinted(one, rows) for one in summary.unprinted],
    }


def _in_edition(summary: Summary, rows: Rows) -> Object:
    """Where the story stands in its edition and what earlier ones told of it; nothing where there is no edition."""
    place = summary.place
    if place is None:
        return {}
    weight = {"weight": place.weight, "parts": dict(place.parts)}
    about = {"form": place.form.value, "words": place.words, "topic": place.topic, **weight}
    return {"place": about, "past": _past(summary, rows)}


def _past(summary: Summary, rows: Rows) -> Object | None:
    past, news = summary.story.past, summary.news
    if past is None:
        return None
    days = {"first_day": _iso(past.first_day), "last_day": _iso(past.last_day)}
    cited = [rows[report.id].key for report in past.reports if report.id in rows]
    told = {"name": past.name, "absorbed": list(past.absorbed), "cited": cited}
    return {**days, **told, "unchanged": news.unchanged if news else None}


def _each(found: tuple[Any, ...] | None, as_object: Callable[[Any, Rows], Object], rows: Rows) -> list[Object] | None:
    return None if found is None else [as_object(one, rows) for one in found]


def _passage(passage: Passage, rows: Rows) -> Object:
    return {**_place(passage.span, rows), "text": passage.text}


def _difference(one: Difference, rows: Rows) -> Object:
    sides = {"a": _passage(one.left, rows), "b": _passage(one.right, rows)}
    return {"kind": one.kind.value, "claim": one.claim, **sides, "rule": one.rule}


def _only_in(one: OnlyIn, rows: Rows) -> Object:
    return {"kind": one.kind.value, **_passage(one.passage, rows)}


def _quote(one: Quote, rows: Rows) -> Object:
    return {"speaker": one.speaker, **_passage(one.passage, rows)}


def _figure(one: Figure, rows: Rows) -> Object:
    return {"value": one.value, "unit": one.unit, "bound": one.bound, **_passage(one.passage, rows)}


def _moment(one: Moment, rows: Rows) -> Object:
    return {"date": one.date, "said": one.said, **_passage(one.passage, rows)}


def _named(one: Name, rows: Rows) -> Object:
    return {
        "name": one.name,
        "variants": list(one.variants),
        "roles": [_passage(role, rows) for role in one.roles],
        "cites": [_place(span, rows) for span in one.cites],
    }


def _tie(one: Tie, rows: Rows) -> Object:
    sides = {"a": _passage(one.left, rows), "b": _passage(one.right, rows)}
    judged = {"score": one.score, "shared": list(one.shared), "verdict": one.verdict.value, "guard": one.guard}
    return {"claim": one.claim, **sides, **judged}


def _headline(summary: Summary, rows: Rows) -> Object | None:
    span = summary.headline
    if span is None:
        return None
    return {"text": _slice(span, summary.story.report), **_place(span, rows)}


def _slice(span: Span, reports: Mapping[str, Report]) -> str:
    return reports[span.report].text[span.start : span.end]


def _place(span: Span, rows: Rows) -> Object:
    """A stretch of a report, its page where the report has pages."""
    row = rows[span.report]
    page = row.report.page_at(span.start)
    return {"source": row.key, "start": span.start, "end": span.end, **({} if page is None else {"page": page})}


def _witness(sentence: Sentence, rows: Rows) -> Object:
    return {**_place(sentence.span, rows), "text": sentence.text}


def _claim(claim: Claim, rows: Rows) -> Object:
    data: Object = {"id": claim.id, "text": claim.text, "section": claim.section and claim.section.value}
    data |= {
        "wording": _place(claim.wording, rows),
        "edits": [{"kind": e.kind, "at": e.at, "before": e.before, "after": e.after} for e in claim.edits],
        "witnesses": [_witness(one, rows) for one in claim.witnesses],
        "perhaps": [{**_witness(one.sentence, rows), "score": one.score} for one in claim.perhaps],
        "reports": claim.reports,
        "origins": claim.origins,
        "why": _why(claim, rows),
    }
    return data


def _why(claim: Claim, rows: Rows) -> Object | None:
    if claim.why is None:
        return None
    why = claim.why
    concepts = [{"words": one.words, "sources": [rows[report].key for report in one.reports]} for one in why.concepts]
    return {"gain": why.gain, "centrality": why.centrality, "concepts": concepts, "beat": why.beat}


def _unprinted(one: Unprinted, rows: Rows) -> Object:
    data = _claim(one.claim, rows)
    del data["section"]
    return {**data, "reason": one.reason.value, "said_by": one.said_by}
