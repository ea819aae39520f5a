"""Briefing -> JSON: the contract that scripts build on (docs/json.md).

`null` in place of a section means that it was not looked for; an empty list
means that it was and nothing was found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from briefgen.model import (
    Briefing,
    Claim,
    Difference,
    Figure,
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


def render(briefing: Briefing, *, texts: bool = True) -> bytes:
    """Return the briefing as UTF-8 JSON; `texts` adds the reports' texts, which `verify` needs."""
    data = as_data(briefing, texts=texts)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def as_data(briefing: Briefing, *, texts: bool = True) -> Object:
    """Return the briefing as plain data, keys in the order of the contract."""
    keys = briefing.keys
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
        "stories": [_story(summary, keys) for summary in briefing.summaries],
        "changes": None,
        "skipped": [{"location": one.location, "reason": one.reason} for one in briefing.skipped],
    }
    if texts:
        data["texts"] = {row.report.id: row.report.text for row in briefing.sources}
    return data


def _iso(moment: object) -> str | None:
    return moment.isoformat() if hasattr(moment, "isoformat") else None


def _source(row: SourceRow) -> Object:
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
        "sha256": report.sha256,
        "copy_of": row.copy_of,
    }


def _story(summary: Summary, keys: Mapping[str, str]) -> Object:
    story = summary.story
    return {
        "id": story.id,
        "headline": _headline(summary, keys),
        "reports": [keys[report.id] for report in story.reports],
        "origins": story.origins,
        "independence": "shown" if story.independent else "not shown",
        "claims": [_claim(claim, keys) for claim in summary.claims],
        "differences": _each(summary.differences, _difference, keys),
        "only_in": _each(summary.only_in, _only_in, keys),
        "quotes": _each(summary.facts.quotes, _quote, keys),
        "figures": _each(summary.facts.figures, _figure, keys),
        "timeline": _each(summary.facts.timeline, _moment, keys),
        "names": _each(summary.facts.names, _named, keys),
        "ties": _each(summary.ties, _tie, keys),
        "left_out": {
            "claims": len(summary.unprinted),
            "words": sum(count(one.claim.text) for one in summary.unprinted),
        },
        "notes": list(summary.notes),
        "unprinted": [_unprinted(one, keys) for one in summary.unprinted],
    }


Keys = Mapping[str, str]


def _each(found: tuple[Any, ...] | None, as_object: Callable[[Any, Keys], Object], keys: Keys) -> list[Object] | None:
    return None if found is None else [as_object(one, keys) for one in found]


def _passage(passage: Passage, keys: Keys) -> Object:
    return {**_place(passage.span, keys), "text": passage.text}


def _difference(one: Difference, keys: Keys) -> Object:
    sides = {"a": _passage(one.left, keys), "b": _passage(one.right, keys)}
    return {"kind": one.kind.value, "claim": one.claim, **sides, "rule": one.rule}


def _only_in(one: OnlyIn, keys: Keys) -> Object:
    return {"kind": one.kind.value, **_passage(one.passage, keys)}


def _quote(one: Quote, keys: Keys) -> Object:
    return {"speaker": one.speaker, **_passage(one.passage, keys)}


def _figure(one: Figure, keys: Keys) -> Object:
    return {"value": one.value, "unit": one.unit, "bound": one.bound, **_passage(one.passage, keys)}


def _moment(one: Moment, keys: Keys) -> Object:
    return {"date": one.date, "said": one.said, **_passage(one.passage, keys)}


def _named(one: Name, keys: Keys) -> Object:
    return {
        "name": one.name,
        "variants": list(one.variants),
        "roles": [_passage(role, keys) for role in one.roles],
        "cites": [_place(span, keys) for span in one.cites],
    }


def _tie(one: Tie, keys: Keys) -> Object:
    sides = {"a": _passage(one.left, keys), "b": _passage(one.right, keys)}
    judged = {"score": one.score, "shared": list(one.shared), "verdict": one.verdict.value, "guard": one.guard}
    return {"claim": one.claim, **sides, **judged}


def _headline(summary: Summary, keys: Mapping[str, str]) -> Object | None:
    span = summary.headline
    if span is None:
        return None
    return {"text": _slice(span, summary.story.report), **_place(span, keys)}


def _slice(span: Span, reports: Mapping[str, Report]) -> str:
    return reports[span.report].text[span.start : span.end]


def _place(span: Span, keys: Mapping[str, str]) -> Object:
    return {"source": keys[span.report], "start": span.start, "end": span.end}


def _witness(sentence: Sentence, keys: Mapping[str, str]) -> Object:
    return {**_place(sentence.span, keys), "text": sentence.text}


def _claim(claim: Claim, keys: Mapping[str, str]) -> Object:
    data: Object = {"id": claim.id, "text": claim.text, "section": claim.section and claim.section.value}
    data |= {
        "wording": _place(claim.wording, keys),
        "edits": [{"kind": e.kind, "at": e.at, "before": e.before, "after": e.after} for e in claim.edits],
        "witnesses": [_witness(one, keys) for one in claim.witnesses],
        "perhaps": [{**_witness(one.sentence, keys), "score": one.score} for one in claim.perhaps],
        "reports": claim.reports,
        "origins": claim.origins,
        "why": _why(claim, keys),
    }
    return data


def _why(claim: Claim, keys: Mapping[str, str]) -> Object | None:
    if claim.why is None:
        return None
    why = claim.why
    concepts = [{"words": one.words, "sources": [keys[report] for report in one.reports]} for one in why.concepts]
    return {"gain": why.gain, "centrality": why.centrality, "concepts": concepts, "beat": why.beat}


def _unprinted(one: Unprinted, keys: Mapping[str, str]) -> Object:
    data = _claim(one.claim, keys)
    del data["section"]
    return {**data, "reason": one.reason.value, "said_by": one.said_by}
