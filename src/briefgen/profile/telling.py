"""A profile, or its keys -> lines for people and programs: `config show`, the file that `init` writes, the manual."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from briefgen.profile.keys import Key, Profile, SourceEntry, Table, keys_of, tables_of
from briefgen.profile.kinds import FACTS, FIELDS
from briefgen.profile.lines import KeyPath
from briefgen.profile.reading import dotted


@dataclass(frozen=True, slots=True)
class Effective:
    """One key's value as it holds, and where it comes from: file and line, a variable, or "default"."""

    key: str
    value: Any
    place: str


def effective(profile: Profile) -> tuple[Effective, ...]:
    """Return every key of a profile with its value, in the order of the manual."""
    return (*_below(profile, (), profile.places), *(Effective(one, "set, not shown", one) for one in profile.secrets))


def _below(table: Any, path: KeyPath, places: Mapping[KeyPath, str]) -> Iterator[Effective]:
    for key in keys_of(type(table)).values():
        where, value = (*path, key.name), getattr(table, key.attribute)
        # What one of many sources does not state has no effect.
        if where in places or not any(isinstance(part, int) for part in path):
            yield Effective(dotted(where), _data(key, value), places.get(where, "default"))
    for one in tables_of(type(table)).values():
        held = getattr(table, one.name)
        for number, entry in enumerate(held if one.many else ()):
            yield from _below(entry, (*path, one.name, number), places)
        if not one.many:
            yield from _below(held, (*path, one.name), places)


def as_text(profile: Profile) -> str:
    """Return the effective values for people, one a line, as the file would state them."""
    rows = [(one.key, _line(one.value), one.place) for one in effective(profile)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    widths[1] = min(widths[1], 60)
    lines = (f"{name:<{widths[0]}}  {value:<{widths[1]}}  {place}" for name, value, place in rows)
    return f"{profile.file}\n" + "".join(f"{line}\n" for line in lines)


def _line(value: Any) -> str:
    return "-" if value is None else toml(value)


def as_json(profile: Profile) -> str:
    """Return the same as data: {"file", "settings": [{"key", "value", "from"}]}."""
    settings = [{"key": one.key, "value": one.value, "from": one.place} for one in effective(profile)]
    return json.dumps({"file": str(profile.file), "settings": settings}, ensure_ascii=False, indent=2) + "\n"


def _data(key: Key, value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return dict(value) if key.kind is FIELDS else list(value)
    return str(value) if isinstance(value, Path) else value


def toml(value: Any) -> str:
    """Return a value as TOML writes it.

    >>> toml(("md", "pdf")), toml(True), toml({"text": "BODY"}), toml(0.5)
    ('["md", "pdf"]', 'true', '{ text = "BODY" }', '0.5')
    """
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {toml(one)}' for name, one in value.items())} }}"
    # JSON's texts are TOML's, but for one control character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


# --- the file that `init` writes


_HEAD = """\
# What `briefgen daily` makes, of what, and for whom. A line behind "# " is a comment: where it shows a default it
# changes nothing; take the "# " away and write your own. Paths begin in this file's folder.
# `briefgen config show` tells what holds and where it comes from.
"""

STORIES = """\
# Your own word on which reports are one story, where briefgen would say otherwise. Reports are named by their
# address or id, stories by their id; `briefgen inspect --stories` tells them.

# One story, whatever their words:
# same = [["https://news.example/bridge", "https://other.example/harlow-quay"]]

# Never one story:
# different = [["reports/bridge.txt", "reports/other-bridge.txt"]]

# Where a report belongs; tables like this one and the next stand below the lists:
# [move]
# "reports/bridge.txt" = "s0123456789"

# What a story is called:
# [name]
# s0123456789 = "The bridge at Harlow Quay"
"""


def starting() -> str:
    """Return a briefgen.toml that has every key, commented out but for the folder that reports are read from."""
    blocks = [_HEAD, "".join(_written(key) for key in keys_of(Profile).values())]
    return "\n".join((*blocks, *(_block(table) for table in tables_of(Profile).values())))


def _block(table: Table) -> str:
    keys = keys_of(table.of).values()
    written = "".join(_written(key, active=table.of is SourceEntry and key.name == "path") for key in keys)
    # A table with a key that must be stated would be a mistake as long as it is empty.
    header = f"# {table.header}" if any(key.is_needed for key in keys) else table.header
    return f"{_comment(table.about)}{header}\n{written}"


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in wrap(text, 116))


def _written(key: Key, *, active: bool = False) -> str:
    """A key with a line of explanation."""
    note = f" Default: {key.elsewhere}." if key.elsewhere else ""
    return f"{_comment(key.tells + note)}{'' if active else '# '}{key.name} = {toml(_shown(key))}\n"


def _shown(key: Key) -> Any:
    """What stands behind a key: its default, or an example where that would say nothing."""
    return key.default if key.example is None else key.example


# --- the manual


def manual() -> str:
    """Return the keys as the tables of docs/daily.md."""
    below = (f"### `{one.header}`\n\n{one.about}\n\n{_rows(one.of)}" for one in tables_of(Profile).values())
    return "\n".join((_rows(Profile), *below))


def _rows(table: type) -> str:
    head = "| key | takes | default | meaning |\n|---|---|---|---|\n"
    return head + "".join(_row(key) for key in keys_of(table).values())


def _row(key: Key) -> str:
    tells = f"{key.tells} `{key.variable}` goes before it." if key.variable else key.tells
    return f"| `{key.name}` | {key.kind.takes} | {_default(key)} | {tells} |\n"


def _default(key: Key) -> str:
    if key.is_needed:
        return "must be stated"
    if key.elsewhere:
        return key.elsewhere
    if key.kind is FACTS:
        return "all"
    return "none" if key.default in {None, ()} else f"`{toml(key.default)}`"
