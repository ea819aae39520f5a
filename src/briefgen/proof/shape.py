"""JSON as data -> the first place where it has not the shape of a brief.

Looked at before anything in it is used, so that the proof need not doubt
types.  Keys beyond these are allowed: the form may grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from briefgen.errors import ProofError
from briefgen.model import Form, Item, Kind, Reason, Role, Section, Verdict

Shape = Any
Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Maybe:
    """A shape, or null."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Absent:
    """A shape, or no such key."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Each:
    """An object with any keys, all of whose values have one shape."""

    shape: Shape


_PLACE: dict[str, Shape] = {"source": str, "start": int, "end": int, "page": Absent(int)}
_QUOTED = _PLACE | {"text": str}
_CLAIM = {
    "id": str,
    "text": str,
    "wording": _PLACE,
    "edits": [{"kind": str, "at": int, "before": str, "after": str}],
    "witnesses": [_QUOTED],
    "perhaps": [_QUOTED | {"score": float}],
    "reports": int,
    "origins": int,
    "why": Maybe(
        {"gain": float, "centrality": float, "concepts": [{"words": str, "sources": [str]}], "beat": Maybe(str)}
    ),
}
_PAIR = {"a": _QUOTED, "b": _QUOTED}
FINDINGS = {
    "differences": Maybe([_PAIR | {"kind": Kind, "claim": str, "rule": str}]),
    "only_in": Maybe([_QUOTED | {"kind": Item}]),
    "quotes": Maybe([_QUOTED | {"speaker": Maybe(str)}]),
    "figures": Maybe([_QUOTED | {"value": str, "unit": Maybe(str), "bound": Maybe(str)}]),
    "timeline": Maybe([_QUOTED | {"date": Maybe(str), "said": str}]),
    "names": Maybe([{"name": str, "variants": [str], "roles": [_QUOTED], "cites": [_PLACE]}]),
    "ties": Maybe([_PAIR | {"claim": str, "score": float, "shared": [str], "verdict": Verdict, "guard": Maybe(str)}]),
}
_PAST = {
    "first_day": str, "last_day": str, "name": Maybe(str), "absorbed": [str], "cited": [str], "unchanged": Maybe(int),
}  # fmt: skip
_STORY = FINDINGS | {
    "id": str,
    "headline": Maybe(_QUOTED),
    "place": Absent({"form": Form, "words": int, "topic": Maybe(str), "weight": float, "parts": Each(float)}),
    "past": Absent(Maybe(_PAST)),
    "reports": [str],
    "origins": int,
    "independence": str,
    "claims": [_CLAIM | {"section": Maybe(Section)}],
    "left_out": {"claims": int, "words": int},
    "notes": [str],
    "unprinted": [_CLAIM | {"reason": Reason, "said_by": Maybe(str)}],
}
_MASTHEAD = {"profile": str, "number": int, "day": str, "missed": int, "silent": int, "muted": int}
_CHANGES = {
    "since": Maybe(str),
    "since_as_of": Maybe(str),
    "new": [{"story": str, "claim": Maybe(str)}],
    "changed": [{"story": str, "claim": str, "kind": Kind, "before": _QUOTED, "now": _QUOTED, "rule": str}],
    "gone": [_QUOTED | {"story": str, "edition": str, "claim": str}],
    "unchanged": int,
}
_SOURCE = {
    "key": str,
    "id": str,
    "title": Maybe(str),
    "outlet": Maybe(str),
    "author": Maybe(str),
    "published": Maybe(str),
    "url": Maybe(str),
    "location": str,
    "language": str,
    "words": int,
    "paragraphs": [(int, int, Role)],
    "pages": Absent([Maybe(int)]),
    "urls": Absent([str]),
    "teaser": Absent(bool),
    "sha256": str,
    "copy_of": Maybe(str),
    "earlier": Absent(bool),
}
_BRIEF = {
    "generator": str,
    "title": str,
    "edition": Maybe(str),
    "as_of": str,
    "period": {"from": Maybe(str), "to": Maybe(str)},
    "settings": {"words": int, "sentences": Maybe(int), "method": str, "focus": Maybe(str), "template": str},
    "ledger": {"offered": int, "read": int, "duplicate": int, "rejected": int},
    "sources": [_SOURCE],
    "bottom_line": Maybe(str),
    "key_points": [str],
    "stories": [_STORY],
    "masthead": Absent(Maybe(_MASTHEAD)),
    "changes": Maybe(_CHANGES),
    "skipped": [{"location": str, "reason": str}],
}

_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def check(brief: Object, within: Shape = _BRIEF) -> None:
    """Raise ProofError, with the path to the place, where this is not the JSON of a brief.

    With another shape only what that has is looked at: less where less is used.
    """
    _check(brief, within, "")
    _check(brief.get("texts"), Maybe(Each(str)), "texts")


def _check(value: Any, shape: Shape, at: str) -> None:
    if not _is(value, shape):
        raise ProofError(f"not as a brief's JSON must be: {at} is not {_named(shape)}; make the brief again")
    for step, inner, within in _inside(value, shape):
        _check(inner, within, f"{at}.{step}" if at else str(step))


def _is(value: Any, shape: Shape) -> bool:
    """Whether the value itself, what is in it aside, has the shape."""
    match shape:
        case Maybe(inner):
            return value is None or _is(value, inner)
        case Absent(inner):
            return value is _MISSING or _is(value, inner)
        case tuple():
            return isinstance(value, list) and len(value) == len(shape)
        case list():
            return isinstance(value, list)
        case dict() | Each():
            return isinstance(value, dict)
    return _is_plain(value, shape)


def _is_plain(value: Any, shape: type) -> bool:
    if issubclass(shape, Enum):
        return value in [one.value for one in shape]
    if shape is bool:
        return isinstance(value, bool)
    # True is a number in Python and none in JSON.
    return isinstance(value, (int, float) if shape is float else shape) and not isinstance(value, bool)


def _inside(value: Any, shape: Shape) -> Iterator[tuple[object, Any, Shape]]:
    """What is in the value: the step to it, itself, its shape; a key that is missing as null."""
    match shape:
        case Maybe(inner):
            yield from () if value is None else _inside(value, inner)
        case Absent(inner):
            yield from () if value is _MISSING else _inside(value, inner)
        case tuple():
            yield from zip(range(len(shape)), value, shape, strict=True)
        case list():
            yield from ((index, one, shape[0]) for index, one in enumerate(value))
        case Each(inner):
            yield from ((key, one, inner) for key, one in value.items())
        case dict():
            yield from ((key, value.get(key, _MISSING), within) for key, within in shape.items())


# Null is a value; a key that is not there is none.
_MISSING = object()


def _named(shape: Shape) -> str:
    match shape:
        case Maybe(inner):
            return f"{_named(inner)} or null"
        case Absent(inner):
            return _named(inner)
        case tuple() | list():
            return "a list" if isinstance(shape, list) else f"a row of {len(shape)}"
        case dict() | Each():
            return "an object"
    return f"one of {', '.join(one.value for one in shape)}" if issubclass(shape, Enum) else _NAMES[shape]
