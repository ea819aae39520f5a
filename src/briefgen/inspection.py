"""Reports -> how each was read, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.model import Report
from briefgen.readability import standing
from briefgen.renderers.labels import number
from briefgen.text.sentences import sentences_of
from briefgen.text.tables import LANGUAGES
from briefgen.text.words import stemming

_WIDE = 100
_TABLES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian"}
_NO_TABLE = "no table, only whole sentences and closed quotations"


def as_text(reports: Iterable[Report]) -> str:
    """Return what was found in each report: roles, language, date, sentences."""
    return "\n".join(line for report in reports for line in _lines(report)) + "\n"


def as_json(reports: Iterable[Report]) -> str:
    """Return the same as JSON, one object a report."""
    return json.dumps([_data(report) for report in reports], ensure_ascii=False, indent=1) + "\n"


def _data(report: Report) -> dict[str, Any]:
    return {
        "location": report.source.location,
        "kind": report.source.kind,
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "language": report.language,
        "words": report.words,
        "applied": {"words": stemming(report.language), "readability": _table_of(report.language)},
        "paragraphs": [
            {"role": p.role.value, "start": p.start, "end": p.end, "text": report.text[p.start : p.end]}
            for p in report.paragraphs
        ],
        "sentences": [_sentence(one, report) for one in sentences_of(report)],
    }


def _sentence(one: Any, report: Report) -> dict[str, Any]:
    judged = standing(one.text, report.language)
    return {
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "flaw": judged.flaw.value if judged.flaw else None,
        "edits": [{"kind": edit.kind, "before": edit.before, "after": edit.after} for edit in judged.edits],
    }


def _table_of(language: str) -> str | None:
    """The name of the table that the readability rules take their words from."""
    return _TABLES[language] if language in LANGUAGES else None


def _lines(report: Report) -> Iterator[str]:
    data = _data(report)
    applied = data["applied"]
    rules = f"table of {applied['readability']}" if applied["readability"] else _NO_TABLE
    yield f"{report.source.location}: read as {report.source.kind}, id {report.id}"
    stated = {"title": report.title, "outlet": report.outlet, "date": data["published"], "author": report.author}
    yield "  " + "; ".join(f"{name}: {value or 'not stated'}" for name, value in stated.items())
    amount = f"{number(report.words, 'word')}, {number(len(data['sentences']), 'sentence')}"
    yield f"  language: {report.language} ({applied['words']}; readability: {rules}); {amount}"
    for paragraph in data["paragraphs"]:
        yield f"  {paragraph['role']:<10} {paragraph['start']:>6}  {_short(paragraph['text'])}"
    for index, sentence in enumerate(data["sentences"], 1):
        edits = "".join(f", drops “{edit['before']}”" for edit in sentence["edits"])
        yield f"  {index:>4}. {sentence['flaw'] or 'stands':<8} {_short(sentence['text'])}{edits}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"
