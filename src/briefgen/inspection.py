"""Reports -> how each was read and why they are one story or not, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.grouping import SAME_STORY, Comparison, comparisons, group
from briefgen.model import Report, Role
from briefgen.readability import standing
from briefgen.renderers.labels import number
from briefgen.text.sentences import sentences_of
from briefgen.text.tables import LANGUAGES
from briefgen.text.words import stemming

_WIDE = 100
# Of a pair of reports the heaviest shared words, of pairs that nearly are one story the nearest.
_WORDS = 8
_MISSES = 20
_TABLES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian"}
_NO_TABLE = "no table, only whole sentences and closed quotations"


def as_text(reports: Iterable[Report]) -> str:
    """Return what was found in each report: roles, language, date, sentences."""
    return "\n".join(line for report in reports for line in _lines(report)) + "\n"


def as_json(reports: Iterable[Report]) -> str:
    """Return the same as JSON, one object a report."""
    return json.dumps([_data(report) for report in reports], ensure_ascii=False, indent=1) + "\n"


def stories_as_text(reports: Sequence[Report]) -> str:
    """Return which reports are one story and why, and which nearly were."""
    data = _stories(reports)
    lines = [line for story in data["stories"] for line in _story_lines(story)]
    if data["near_misses"]:
        lines += ["not one story, the nearest first:", *(line for one in data["near_misses"] for line in _link(one))]
    return "\n".join(lines) + "\n"


def stories_as_json(reports: Sequence[Report]) -> str:
    """Return the same as JSON."""
    return json.dumps(_stories(reports), ensure_ascii=False, indent=1) + "\n"


def _stories(reports: Sequence[Report]) -> dict[str, Any]:
    grouped = group(reports)
    name = {report.id: story.id for story in grouped for report in story.reports}
    kept = sorted((report for story in grouped for report in story.reports), key=lambda report: report.order)
    links: dict[str, list[dict[str, Any]]] = {story.id: [] for story in grouped}
    misses: list[dict[str, Any]] = []
    for told, compared in comparisons(kept):
        names = [name[report.id] for report in told]
        for left, right in compared.nearest_together(names):
            links[names[left]].append(_pair(told, compared, left, right))
        for (left, right), mean in compared.nearest_apart(names)[:_MISSES]:
            misses.append(_pair(told, compared, left, right) | {"mean": round(mean, 2)})
    stories = [
        {
            "id": story.id,
            "reports": [report.source.location for report in story.reports],
            "copies": [[one.report.source.location, story.report[one.of].source.location] for one in story.copies],
            "because": links[story.id],
        }
        for story in grouped
    ]
    return {"same_story_from": SAME_STORY, "stories": stories, "near_misses": misses}


def _pair(told: Sequence[Report], compared: Comparison, left: int, right: int) -> dict[str, Any]:
    shared = compared.vectors.shared(left, right)[:_WORDS]
    cosine = compared.vectors.cosine(left, right)
    return {
        "reports": [told[left].source.location, told[right].source.location],
        "score": round(compared.score(left, right), 2),
        "cosine": round(cosine, 3),
        "noise": [round(compared.noise[left], 3), round(compared.noise[right], 3)],
        "shared": [{"words": list(words), "share": round(weight / cosine, 2)} for words, weight in shared],
    }


def _story_lines(story: Mapping[str, Any]) -> Iterator[str]:
    yield f"story {story['id']}: {number(len(story['reports']), 'report')}"
    yield from (f"  {location}" for location in story["reports"])
    yield from (f"  {location}: a copy of {of}" for location, of in story["copies"])
    yield from (line for one in story["because"] for line in _link(one))


def _link(one: Mapping[str, Any]) -> Iterator[str]:
    left, right = one["reports"]
    noise = " and ".join(map(str, one["noise"]))
    mean = f", mean of the two stories {one['mean']}" if "mean" in one else ""
    yield f"  {left} + {right}"
    yield f"    score {one['score']}{mean} (one story from {SAME_STORY}): cosine {one['cosine']}, noise {noise}"
    yield "    " + (", ".join(f"{'/'.join(term['words'])} {term['share']:.0%}" for term in one["shared"]) or "no word")


def _data(report: Report) -> dict[str, Any]:
    return {
        "location": report.source.location,
        "kind": report.source.kind,
        "why": report.reading.why,
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "urls": list(report.urls),
        "came_from": dict(report.reading.came_from),
        "kept": report.reading.kept,
        "shares": _shares(report),
        "teaser": report.reading.teaser,
        "notes": list(report.reading.notes),
        "language": report.language,
        "words": report.words,
        "applied": {"words": stemming(report.language), "readability": _table_of(report.language)},
        "paragraphs": [
            {
                "role": p.role.value,
                "start": p.start,
                "end": p.end,
                "page": p.page,
                "text": report.text[p.start : p.end],
            }
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
    why = f" ({report.reading.why})" if report.reading.why else ""
    yield f"{report.source.location}: read as {report.source.kind}{why}, id {report.id}"
    yield "  " + "; ".join(_stated(report))
    yield from _reading(report)
    amount = f"{number(report.words, 'word')}, {number(len(data['sentences']), 'sentence')}"
    language = f"{report.language}{_from(report, 'language')}"
    yield f"  language: {language} ({applied['words']}; readability: {rules}); {amount}"
    for paragraph in data["paragraphs"]:
        page = f"p. {paragraph['page']:<4} " if paragraph["page"] else ""
        yield f"  {paragraph['role']:<10} {paragraph['start']:>6}  {page}{_short(paragraph['text'])}"
    for index, sentence in enumerate(data["sentences"], 1):
        edits = "".join(f", drops “{edit['before']}”" for edit in sentence["edits"])
        yield f"  {index:>4}. {sentence['flaw'] or 'stands':<8} {_short(sentence['text'])}{edits}"


def _stated(report: Report) -> Iterator[str]:
    """What is stated, each with where it comes from."""
    for name, value in (("title", report.title), ("outlet", report.outlet), ("published", report.published)):
        yield f"{'date' if name == 'published' else name}: {value or 'not stated'}{_from(report, name)}"
    yield f"author: {report.author or 'not stated'}{_from(report, 'author')}"
    if report.url:
        yield f"address: {report.url}{_from(report, 'url')}"


def _from(report: Report, name: str) -> str:
    where = dict(report.reading.came_from).get(name)
    return f" (from {where})" if where else ""


def _reading(report: Report) -> Iterator[str]:
    """What share of the input was kept, as what, and what else is to be told."""
    if report.reading.kept is not None:
        kept = report.reading.kept
        yield f"  kept {kept:.0%} of the text shown, dropped {1 - kept:.0%}"
    yield "  of what is kept: " + ", ".join(f"{role} {share:.0%}" for role, share in _shares(report).items())
    yield from (f"  {note}" for note in report.reading.notes)


def _shares(report: Report) -> dict[str, float]:
    """Which share of a report's characters has which role; only bodies are quoted."""
    amounts = {role: sum(map(len, report.of_role(role))) for role in Role}
    whole = sum(amounts.values()) or 1
    return {role.value: round(amount / whole, 3) for role, amount in amounts.items() if amount}


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"
