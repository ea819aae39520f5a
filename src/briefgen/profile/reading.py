"""briefgen.toml -> a Profile, or all its mistakes, each with its line.

The environment's variables go before the file, the file before the defaults;
options go before all of them, where a command has some.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefgen.config import Surroundings
from briefgen.errors import ProfileError, UsageError
from briefgen.profile.keys import DeliverySettings, Key, Profile, SourceEntry, keys_of, tables_of
from briefgen.profile.kinds import SECRETS, Kind, did_you_mean, shown
from briefgen.profile.lines import KeyPath, line_of, lines

_LIMIT = 1_000_000
# What a password, or the one who has it, is called: never to stand in a file that is shown and shared.
_SECRET = re.compile(r"(?:smtp_?)?(?:user(?:_?name)?|login|pass(?:wd|word|phrase)?(?:_\w+)?|secret|token|api_?key)")


def read_profile(file: Path, around: Surroundings | None = None) -> Profile:
    """Read a briefgen.toml.

    Raises ProfileError, which is a UsageError, with every mistake in it.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(_LIMIT + 1)
    except FileNotFoundError as error:
        raise ProfileError(f"{file}: no such file; make one with briefgen init, or name it with -c") from error
    except OSError as error:
        raise ProfileError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    if len(data) > _LIMIT:
        raise ProfileError(f"{file}: larger than {_LIMIT // 1000} kB; this is no briefgen.toml")
    try:
        return profile_from(data.decode("utf-8-sig"), file, around)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ProfileError(f"{file}:{line}: not UTF-8; save it as UTF-8") from error


def profile_from(text: str, file: Path, around: Surroundings | None = None) -> Profile:
    r"""Return the profile that a text says; `file` is where it stands, in its folder paths begin.

    Raises ProfileError with every mistake in it.

    >>> profile_from("title = 'Morning'\n[edition]\nwords = 800", Path("briefgen.toml")).edition.words
    800
    """
    text = text.replace("\r\n", "\n")
    around = around or Surroundings()
    stated, found = _parsed(text, file)
    reading = _Reading(file, found, file.parent)
    made = _with_surroundings(_read(Profile, stated, (), reading), stated, around, reading)
    if reading.mistakes:
        raise ProfileError(*(mistake.told(file) for mistake in sorted(reading.mistakes)))
    return replace(made, file=file, places=reading.places, secrets=around.secrets)


def _parsed(text: str, file: Path) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """What the text holds, and where."""
    try:
        return tomllib.loads(text), lines(text)
    except ValueError as error:  # also for a number of more digits than Python reads
        reason, line, column = _place(str(error), text)
        raise ProfileError(f"{file}:{line}: {reason}{column}; the file is no TOML") from error
    except RecursionError as error:
        raise ProfileError(f"{file}: brackets in brackets, deeper than anything means; the file is no TOML") from error


def _place(told: str, text: str) -> tuple[str, int, str]:
    """The reason, the line and the column in a message of tomllib."""
    match = re.fullmatch(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", told, re.DOTALL)
    if match is None:
        return told, 1, ""
    line = int(match[2] or text.count("\n") + 1)
    return match[1], line, f" in column {match[3]}" if match[3] else ""


@dataclass(frozen=True, slots=True, order=True)
class _Mistake:
    """One mistake: where, of which key, and what it is."""

    line: int
    key: str
    reason: str

    def told(self, file: Path) -> str:
        return f"{file}:{self.line}: {self.key}: {self.reason}"


@dataclass
class _Reading:
    """One file's reading: its lines, and the mistakes and places that were found so far."""

    file: Path
    found: dict[KeyPath, int]
    folder: Path
    mistakes: list[_Mistake] = field(default_factory=list)
    places: dict[KeyPath, str] = field(default_factory=dict)

    def wrong(self, path: KeyPath, reason: str) -> None:
        self.mistakes.append(_Mistake(line_of(path, self.found), dotted(path), reason))

    def came(self, path: KeyPath) -> None:
        self.places[path] = f"{self.file}:{line_of(path, self.found)}"


def dotted(path: KeyPath) -> str:
    """Return a key's path as messages show it.

    >>> dotted(("sources", 0, "path"))
    'sources[1].path'
    """
    told = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown_key(told.removeprefix("."))


def shown_key(name: str) -> str:
    """Return a key's name on one line, cut where it is long."""
    return name if re.fullmatch(r"[\w.\[\]-]{1,80}", name) else shown(name)


def _read(table: type[Any], stated: Mapping[str, Any], path: KeyPath, reading: _Reading) -> Any:
    """An instance of a table's class; what is wrong is noted, and its default stands."""
    keys, tables = keys_of(table), tables_of(table)
    values: dict[str, Any] = {}
    for name, value in stated.items():
        if name in keys:
            values |= _value(keys[name], value, (*path, name), reading)
        elif name in tables:
            values |= _values_below(tables[name].of, name, value, path, reading, many=tables[name].many)
        else:
            reading.wrong((*path, name), _unknown(name, (*keys, *tables), path))
    for table_below in tables.values():
        if table_below.name not in values and not table_below.many:
            values[table_below.name] = _read(table_below.of, {}, (*path, table_below.name), reading)
    for key in keys.values():
        if key.attribute not in values:
            values |= _default(key, path, reading, missing=key.name not in stated)
    _check(table, stated, path, reading)
    return table(**values)


def _value(key: Key, value: Any, path: KeyPath, reading: _Reading) -> dict[str, Any]:
    """The value of a key by its attribute; nothing where it is wrong, and of a list each wrong entry is told."""
    try:
        read = key.kind.value(value, reading.folder)
    except UsageError as error:
        if key.kind.entry and isinstance(value, list):
            _tell_entries(key.kind.entry, value, path, reading)
        else:
            reading.wrong(path, str(error))
        return {}
    reading.came(path)
    return {key.attribute: read}


def _tell_entries(kind: Kind, entries: list[Any], path: KeyPath, reading: _Reading) -> None:
    """Tell which entries of a list are wrong, each with its own line."""
    for number, one in enumerate(entries):
        try:
            kind.value(one, reading.folder)
        except UsageError as error:
            reading.wrong((*path, number), str(error))


def _values_below(
    table: type, name: str, value: Any, path: KeyPath, reading: _Reading, *, many: bool
) -> dict[str, Any]:
    """The table or tables below this one, by attribute."""
    if many and isinstance(value, list) and all(isinstance(one, dict) for one in value):
        entries = (_read(table, one, (*path, name, number), reading) for number, one in enumerate(value))
        return {name: tuple(entries)}
    if not many and isinstance(value, dict):
        return {name: _read(table, value, (*path, name), reading)}
    written = f"[[{name}]]" if many else f"[{name}]"
    reading.wrong((*path, name), f"{shown(value)} will not do; write {written} and its keys below it")
    return {}


def _default(key: Key, path: KeyPath, reading: _Reading, *, missing: bool) -> dict[str, Any]:
    if key.is_needed and missing:
        reading.wrong(path, f"has no {key.name}; add it: {key.kind.takes}")
    if key.is_needed:
        return {key.attribute: None}
    value = reading.folder / key.default if isinstance(key.default, Path) else key.default
    return {key.attribute: value}


def _unknown(name: str, known: Iterable[str], path: KeyPath) -> str:
    """Why a key is none, and which one may be meant: one of the same table, else of another."""
    if _SECRET.fullmatch(name.lower()):
        return f"no password stands in this file, and no user; {SECRETS}"
    told = did_you_mean(name, tuple(known))
    if told.startswith("did"):
        return f"no such key; {told}"
    elsewhere = [f"[{other}]" for other in _tables_with(name) if (other,) != path[:1]]
    return f"no such key; it belongs below {' or '.join(elsewhere)}" if elsewhere else f"no such key; {told}"


def _tables_with(name: str) -> Iterator[str]:
    return (other for other, table in tables_of(Profile).items() if name in keys_of(table.of))


# --- what no key can tell by itself


def _check(table: type, stated: Mapping[str, Any], path: KeyPath, reading: _Reading) -> None:
    if table is SourceEntry:
        _check_ways(stated, SourceEntry.WAYS, path, reading, least=1)
    elif table is DeliverySettings:
        _check_ways({name: value for name, value in stated.items() if value}, DeliverySettings.WAYS, path, reading)
    elif table is Profile:
        _check_names(stated.get("sections"), reading)


def _check_ways(
    stated: Mapping[str, Any], ways: tuple[str, ...], path: KeyPath, reading: _Reading, *, least: int = 0
) -> None:
    """Several ways in one table: which one is meant?  And where one is needed: which?"""
    given = [way for way in ways if way in stated]
    if len(given) > 1:
        reading.wrong((*path, given[1]), f"beside {given[0]}; state one of {', '.join(ways)}")
    if len(given) < least:
        reading.wrong(path, f"states none of {', '.join(ways)}; state one")


def _check_names(sections: Any, reading: _Reading) -> None:
    """Two sections of one name would be one heading twice."""
    names: set[str] = set()
    for number, one in enumerate(sections if isinstance(sections, list) else ()):
        name = one.get("name") if isinstance(one, dict) else None
        if isinstance(name, str) and name in names:
            reading.wrong(("sections", number, "name"), f"{shown(name)} is there already; name each section once")
        names |= {name} if isinstance(name, str) else set()


# --- what the machine says


def _with_surroundings(made: Profile, stated: Mapping[str, Any], around: Surroundings, reading: _Reading) -> Profile:
    """The profile with what the environment says, and with the machine's own defaults."""
    if "timezone" not in stated:
        made = replace(made, timezone=around.zone)
    if ("archive", "path") not in reading.places:
        made = replace(made, archive=replace(made.archive, path=around.archive))
    for name, table in tables_of(Profile).items():
        if not table.many:
            below = _with_variables(getattr(made, name), name, around, reading)
            made = replace(made, **{name: below})
    return made


def _with_variables(table: Any, name: str, around: Surroundings, reading: _Reading) -> Any:
    """A table with the environment's values in it; their paths begin in the current folder."""
    for key in keys_of(type(table)).values():
        if key.variable in around.variables:
            value = _of_variable(key, around.variables[key.variable])
            table = replace(table, **{key.attribute: value})
            reading.places[name, key.name] = key.variable
    return table


def _of_variable(key: Key, stated: str) -> Any:
    try:
        return key.kind.value(stated, Path())
    except UsageError as error:
        raise ProfileError(f"{key.variable}: {error}") from error
