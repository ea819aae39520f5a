"""JSON or JSON lines -> drafts: each object with a text or a title is a report.

A broken line, or a broken element of a list, costs one line and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from briefgen.errors import ReadError
from briefgen.readers.draft import Broken, Content, Draft, Found
from briefgen.readers.fields import is_record, record_read
from briefgen.readers.files import decode

_MEND = "mend it, or save it anew as UTF-8"
_DEEPEST = 5
# Some 10,000 records are read a second.
MOST_RECORDS = 100_000
TOO_MANY = f"this and what stands behind it is not read; the limit is {MOST_RECORDS:,} for a file"
_MOST_BROKEN = 100
_NEXT = re.compile(r"\}\s*,\s*(?=\{)|\n\s*(?=\{)")
_BLANK = re.compile(r"[\s,]*")

# Whole numbers stay text: of 5,000 digits they raise, and no date needs arithmetic.  NaN and Infinity are no JSON.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None, strict=False)


def read(content: Content) -> Iterator[Found]:
    """Yield the records of a file of JSON or of JSON lines; raises ReadError where there is none."""
    text = decode(content.data).lstrip("\ufeff")
    found = list(islice(_found(text, content), MOST_RECORDS + 1))
    if not found:
        raise ReadError("JSON without a record that has a title or a text; say which fields are which with a mapping")
    yield from found[:MOST_RECORDS]
    if len(found) > MOST_RECORDS:
        yield Broken(
            str(MOST_RECORDS + 1),
            TOO_MANY,
        )


def _found(text: str, content: Content) -> Iterator[Found]:
    try:
        data = _DECODER.decode(text.strip())
    except (ValueError, RecursionError) as error:
        yield from _in_lines(text, content) if _is_lines(text, content.name) else _in_pieces(text, content, error)
        return
    if isinstance(data, dict) and {"schema_version", "generator", "stories"} <= data.keys():
        raise ReadError("a brief, no report; name what it was made of")
    yield from _records(data, content.fields, "")


def _is_lines(text: str, name: str) -> bool:
    """Whether each line is a value: the name says so, or the first line is one."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return name.lower().endswith((".jsonl", ".ndjson")) or not isinstance(_value(first), str)


def _value(text: str) -> Any:
    """The value that a text holds; a text where it is none."""
    try:
        return _DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        return ""


def _in_lines(text: str, content: Content) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = _DECODER.decode(line.strip())
        except (ValueError, RecursionError) as error:
            yield Broken(str(number), f"not valid JSON ({_cause(error)}); {_MEND}")
            continue
        found = list(_records(data, content.fields, str(number)))
        yield from found or [Broken(str(number), "holds no record with a title or a text")]


def _in_pieces(text: str, content: Content, error: Exception) -> Iterator[Found]:
    """The whole elements of a broken list; what is broken is told with its line, and reading goes on behind it."""
    at = re.match(r"\s*\[?", text).end()  # type: ignore[union-attr]
    number = broken = 0
    found: list[Found] = []
    while at < len(text):
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] == "]":
            break
        number += 1
        try:
            data, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as cause:
            found.append(Broken(str(number), f"not valid JSON ({_cause(cause, text)}); {_MEND}"))
            broken += 1
            if broken == _MOST_BROKEN:
                found.append(
                    Broken(str(number + 1), f"the rest is not read: {_MOST_BROKEN} broken elements; save it anew")
                )
                break
            following = _NEXT.search(text, max(at, getattr(cause, "pos", at)))
            at = following.end() if following else len(text)
            continue
        found += _records(data, content.fields, str(number))
    if not any(not isinstance(one, Broken) for one in found):
        raise ReadError(f"not valid JSON ({_cause(error, text)}); {_MEND}") from error
    yield from found


def _cause(error: Exception, text: str = "") -> str:
    if isinstance(error, json.JSONDecodeError):
        return (
            f"{error.msg[:60]}, line {error.lineno} column {error.colno}"
            if text
            else f"{error.msg[:60]}, column {error.colno}"
        )
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:60]


def _records(data: Any, fields: Mapping[str, str], place: str, depth: int = 0) -> Iterator[Found]:
    """The records in a value: itself, the elements of a list, or what lists of objects it holds."""
    if isinstance(data, list):
        single = len(data) == 1 and not place
        for number, one in enumerate(data, 1):
            if isinstance(one, (dict, list)) and depth < _DEEPEST:
                yield from _records(one, fields, "" if single else f"{place}.{number}".strip("."), depth + 1)
        return
    if not isinstance(data, dict):
        return
    lists = [one for one in data.values() if isinstance(one, list) and any(isinstance(two, dict) for two in one)]
    inner = [found for one in lists for found in _inner(one, fields, place, depth)]
    inner += [
        found
        for one in data.values()
        if isinstance(one, dict) and not inner
        for found in _inner([one], fields, place, depth)
    ]
    if _has_text(data, fields) or (not inner and is_record(data, fields)):
        yield record_read(data, fields, place)
    else:
        yield from inner


def _inner(data: list[Any], fields: Mapping[str, str], place: str, depth: int) -> list[Found]:
    """The records with a text or teaser that an object holds in a list: a feed's items, a search's results."""
    if depth >= _DEEPEST:
        return []
    return [
        one
        for one in _records(data, fields, place, depth + 1)
        if isinstance(one, Draft) and (one.parts or "url" in one.stated)
    ]


def _has_text(data: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    """Whether an object has a text of its own beside its title."""
    names = {
        str(name): value
        for name, value in data.items()
        if not isinstance(value, list) or all(isinstance(one, str) for one in value)
    }
    return is_record(
        {
            name: value
            for name, value in names.items()
            if name.lower() not in {"title", "description", "name", "summary"}
        },
        fields,
    )
