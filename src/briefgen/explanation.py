"""JSON of a brief -> why each line stands there, for people and for programs.

All of it is in the JSON already; here it is put in order and into words.  The
JSON may be a stranger's: what goes to a terminal is one clean line at a time.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any

from briefgen.errors import UsageError
from briefgen.model import Form, Kind, Reason, Section
from briefgen.proof import shape
from briefgen.renderers.findings import KINDS
from briefgen.renderers.labels import REASONS, number
from briefgen.text.clean import clean_line
from briefgen.text.words import count

Object = Mapping[str, Any]

_WIDTH = 92
_INDENT = 4
_LABEL = 11
_KEYS = re.compile(r"\[[A-Z]+(?:, [A-Z]+)+\]")
_TIED = "\u00a0"


@dataclass(frozen=True, slots=True)
class Said:
    """A report's sentence, by the report's key; how alike, where that is in doubt."""

    source: str
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """Words that a line brought, and the keys of one report of each origin that has them."""

    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a method said of a line when it took it."""

    gain: float
    centrality: float
    concepts: tuple[Brought, ...]
    beat: str | None


@dataclass(frozen=True, slots=True)
class Differing:
    """Where two witnesses differ: the kind, what either says, and what was compared."""

    kind: str
    a: Said
    b: Said
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of a brief, printed or not.

    `line` is its number as printed, none where it was left out; then `reason`
    says why, and `said_by` is the number of the line that says it.
    """

    line: int | None
    id: str
    section: str | None
    reason: str | None
    said_by: int | None
    text: str
    words: int
    reports: int
    origins: int
    why: Decision | None
    witnesses: tuple[Said, ...]
    perhaps: tuple[Said, ...]
    differences: tuple[Differing, ...] = ()
    changes: tuple[Differing, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story's place in its edition: how much of it is told, in how many words, and what its weight is made of."""

    id: str
    headline: str | None
    form: str
    words: int
    topic: str | None
    weight: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines that were asked for, and what the brief says of itself; of an edition the order of its stories too."""

    title: str
    method: str
    focus: str | None
    notes: tuple[str, ...]
    lines: tuple[Explained, ...]
    left_out: tuple[Explained, ...]
    sources: Mapping[str, str]
    order: tuple[Ranked, ...] = ()


def explain(brief: Object, claim: str | None = None, *, left_out: bool = False) -> Explanation:
    """Return why the lines of a brief stand there; `brief` is its JSON as data.

    `claim` is the id of one line or its number as printed; the id may be one
    that was left out.  With `left_out` all that was left out is told of too.
    Raises ProofError where the data have not the shape of a brief, UsageError
    where no line is called so.
    """
    shape.check(brief)
    numbers = _numbers(brief)
    told = [
        replace(_explained(one, numbers), differences=_differing(one, brief), changes=_changed(one, brief))
        for one in _all_claims(brief)
    ]
    printed = sorted((one for one in told if one.line), key=lambda one: one.line or 0)
    others = [one for one in told if not one.line]
    if claim is not None:
        chosen = [_named(claim, [*printed, *others])]
        printed, others = ([one for one in chosen if one in group] for group in (printed, others))
    return Explanation(
        title=brief["title"],
        method=brief["settings"]["method"],
        focus=brief["settings"]["focus"],
        notes=tuple(note for story in brief["stories"] for note in story["notes"]),
        lines=tuple(printed),
        left_out=tuple(others) if left_out or claim is not None else (),
        sources={row["key"]: row["title"] or row["location"] for row in brief["sources"] if row["copy_of"] is None},
        order=_order(brief) if claim is None else (),
    )


def names(brief: Object) -> list[str]:
    """Return what the lines of a brief can be called: the numbers of those printed, and all ids."""
    shape.check(brief)
    numbers = _numbers(brief)
    return [*map(str, numbers.values()), *numbers, *(one["id"] for one in _claims(brief, "unprinted"))]


def _claims(brief: Object, group: str) -> list[Object]:
    return [one for story in brief["stories"] for one in story[group]]


def _all_claims(brief: Object) -> list[Object]:
    return [*_claims(brief, "claims"), *_claims(brief, "unprinted")]


def _differing(claim: Object, brief: Object) -> tuple[Differing, ...]:
    found = (one for story in brief["stories"] for one in story["differences"] or () if one["claim"] == claim["id"])
    return tuple(Differing(one["kind"], _side(one["a"]), _side(one["b"]), one["rule"]) for one in found)


def _changed(claim: Object, brief: Object) -> tuple[Differing, ...]:
    changes = brief["changes"]["changed"] if brief["changes"] else ()
    found = (one for one in changes if one["claim"] == claim["id"])
    return tuple(Differing(one["kind"], _side(one["before"]), _side(one["now"]), one["rule"]) for one in found)


def _order(brief: Object) -> tuple[Ranked, ...]:
    return tuple(_ranked(story, story["place"]) for story in brief["stories"] if "place" in story)


def _ranked(story: Object, place: Object) -> Ranked:
    headline = story["headline"]["text"] if story["headline"] else None
    return Ranked(story["id"], headline, *(place[name] for name in ("form", "words", "topic", "weight", "parts")))


def _side(place: Object) -> Said:
    return Said(place["source"], place["text"])


def _numbers(brief: Object) -> dict[str, int]:
    """The number of each line as printed, by its claim's id: bottom line, key points, then story by story."""
    order = [section.value for section in Section]

    def place(claim: Object) -> tuple[int, bool]:
        # What several reports of one origin say stands before what one report says.
        return order.index(claim["section"] or order[-1]), claim["reports"] == 1

    printed = [one["id"] for story in brief["stories"] for one in sorted(story["claims"], key=place)]
    above = [one for one in (brief["bottom_line"], *brief["key_points"]) if one in printed]
    return {name: line for line, name in enumerate(dict.fromkeys([*above, *printed]), 1)}


def _named(claim: str, among: Sequence[Explained]) -> Explained:
    found = next((one for one in among if claim in {one.id, str(one.line)}), None)
    if found is None:
        last = max((one.line or 0 for one in among), default=0)
        lines = f"lines are numbered 1 to {last}" if last else "the brief prints no line"
        raise UsageError(f"{claim}: no such line; {lines}, and --left-out lists the ids of the others")
    return found


def _explained(claim: Object, numbers: Mapping[str, int]) -> Explained:
    return Explained(
        line=None if "reason" in claim else numbers[claim["id"]],
        id=claim["id"],
        section=claim.get("section"),
        reason=claim.get("reason"),
        said_by=numbers.get(claim.get("said_by") or ""),
        text=claim["text"],
        words=count(claim["text"]),
        reports=claim["reports"],
        origins=claim["origins"],
        why=_decision(claim["why"]) if claim["why"] else None,
        witnesses=tuple(Said(one["source"], one["text"]) for one in claim["witnesses"]),
        perhaps=tuple(Said(one["source"], one["text"], one["score"]) for one in claim["perhaps"]),
    )


def _decision(why: Object) -> Decision:
    concepts = tuple(Brought(one["words"], tuple(one["sources"])) for one in why["concepts"])
    return Decision(why["gain"], why["centrality"], concepts, why["beat"])


# --- for programs


def as_json(told: Explanation) -> str:
    """Return the explanation as JSON."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=1) + "\n"


# --- for people


def as_text(told: Explanation) -> str:
    """Return the explanation as plain text, some 90 columns wide."""
    lines = [*_head(told), *chain.from_iterable(map(_of_line, told.lines))]
    if told.left_out:
        lines += ["", f"Not printed: {number(len(told.left_out), 'line')}"]
        lines += chain.from_iterable(map(_of_line, told.left_out))
    if told.order:
        lines += ["", "Stories, the weightiest first", *_stories(told.order)]
    return "\n".join([*lines, "", *_sources(told)]) + "\n"


def _head(told: Explanation) -> Iterator[str]:
    focus = f" with the focus “{told.focus}”" if told.focus else ""
    yield from _wrapped(f"{told.title}: chosen by “{told.method}”{focus}", "")
    yield from chain.from_iterable(_wrapped(f"Note: {note}", "") for note in told.notes)


def _of_line(one: Explained) -> Iterator[str]:
    what = REASONS[Reason(one.reason)] if one.reason else one.section or "printed"
    origins = f" of {number(one.origins, 'origin')}" if one.origins < one.reports else ""
    yield ""
    told = f"{what}, {number(one.reports, 'report')}{origins}, {number(one.words, 'word')}"
    yield f"{one.line or '–':>{_INDENT - 2}}  {clean_line(one.id)}  {told}"
    yield from _wrapped(one.text, " " * _INDENT)
    if one.said_by:
        yield from _row("said by", f"line {one.said_by}")
    if one.why:
        yield from _why(one.why)
    yield from _rows("witnesses", (f"[{said.source}] {said.text}" for said in one.witnesses))
    yield from _rows("perhaps", (f"[{said.source}] {said.score:.2f} {said.text}" for said in one.perhaps))
    yield from _rows("differs", map(_difference, one.differences))
    yield from _rows("changed", map(_difference, one.changes))


_FORMS = {Form.FULL: "told in full", Form.LINE: "told in a line", Form.COUNTED: "counted"}


def _stories(order: Sequence[Ranked]) -> Iterator[str]:
    told = [one for one in order if one.form != Form.COUNTED]
    yield from chain.from_iterable(map(_of_story, told))
    if rest := len(order) - len(told):
        yield from ("", f"{number(rest, 'story')} more, only counted; as JSON all are told")


def _of_story(one: Ranked) -> Iterator[str]:
    topic = f", {one.topic}" if one.topic else ""
    share = f", at most {number(one.words, 'word')}" if one.words else ""
    yield ""
    yield from _wrapped(f"{one.id}  {one.headline or 'no headline'} – {_FORMS[Form(one.form)]}{share}{topic}", "")
    parts = ", ".join(f"{name} {value:+.3f}" for name, value in one.parts.items())
    yield from _row("weight", f"{one.weight:.3f} = {parts or 'nothing'}")


def _difference(one: Differing) -> str:
    sides = "; ".join(f"“{said.text}” [{said.source}]" for said in (one.a, one.b))
    return f"{KINDS[Kind(one.kind)]}: {sides} – {one.rule}"


def _why(why: Decision) -> Iterator[str]:
    yield from _row("gain", f"{why.gain:.3f}, centrality {why.centrality:.3f}")
    brought = "; ".join(f"{one.words} [{', '.join(one.sources)}]" for one in why.concepts)
    if brought:
        yield from _row("brought", brought)
    yield from _row("beat", why.beat or "nothing: no other line that fitted gained anything")


def _rows(label: str, texts: Iterable[str]) -> Iterator[str]:
    """Several texts under one label, which stands before the first."""
    for index, text in enumerate(texts):
        yield from _row("" if index else label, text)


def _row(label: str, text: str) -> Iterator[str]:
    lines = _wrapped(text, " " * (_INDENT + _LABEL))
    for index, line in enumerate(lines):
        yield line if index or not label else f"{'':{_INDENT}}{label:<{_LABEL}}{line.lstrip()}"


def _sources(told: Explanation) -> Iterator[str]:
    cited = {said.source for one in (*told.lines, *told.left_out) for said in (*one.witnesses, *one.perhaps)}
    for key, title in told.sources.items():
        if key in cited:
            yield from _wrapped(f"{key:<3} {title}", "")


def _wrapped(text: str, indent: str) -> list[str]:
    """The text in lines; letters that take two columns are fewer a line."""
    text = clean_line(text)
    # A key stays with its brackets: "[A, B]" is not parted.
    text = _KEYS.sub(lambda match: match[0].replace(" ", _TIED), text)
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    room = (_WIDTH - len(indent)) * len(text) // (len(text) + wide) if wide else _WIDTH - len(indent)
    return [indent + line.replace(_TIED, " ") for line in textwrap.wrap(text, room)] or [indent]
