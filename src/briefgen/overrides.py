"""An editor's file -> overrides: what is one story, what is not, where a report belongs, what a story is called.

    same = [["A", "B"]]
    different = [["A", "C"]]

    [move]
    "https://tolle.example/barge" = "s0123456789"

    [name]
    s0123456789 = "The bridge at Tolle"

A, B and C are ids or addresses of reports, or ids of stories.  A rule of which
nothing is there today stays in the file and does nothing; two rules that
cannot both hold are told with their lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError

_STORY = re.compile(r"s[0-9a-f]{10}")


@dataclass(frozen=True, slots=True)
class Rule:
    """The names that a rule is about, in its order, and the line where it stands; two of one content are equal."""

    names: tuple[str, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What an editor decided.

    `same` and `different` have two names or more; `move` a report and a story,
    `name` a story and what it is called.
    """

    same: tuple[Rule, ...] = ()
    different: tuple[Rule, ...] = ()
    move: tuple[Rule, ...] = ()
    name: tuple[Rule, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return bool(self.same or self.different or self.move or self.name)

    @property
    def about(self) -> tuple[str, ...]:
        """The reports and stories that the rules are about, each once, in their order."""
        named = (rule.names for rule in (*self.same, *self.different, *self.move))
        return tuple(dict.fromkeys(chain(chain.from_iterable(named), (rule.names[0] for rule in self.name))))


NO_OVERRIDES = Overrides()


def read_overrides(path: Path) -> Overrides:
    """Read an editor's file; raises UsageError with the file and the lines where it cannot be followed."""
    try:
        return overrides_of(path.read_text(encoding="utf-8"))
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8; save it as UTF-8") from error


def overrides_of(text: str) -> Overrides:
    """Read the text of such a file; raises UsageError where it cannot be followed.

    >>> overrides_of('same = [["a", "b"]]').same
    (Rule(names=('a', 'b'), line=1),)
    """
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is no TOML: {error}") from error
    for key in stated.keys() - _PARTS.keys():
        raise UsageError(f"line {_Lines(text).of(key)}: {key!r} is none; use {', '.join(_PARTS)}")
    overrides = Overrides(**{key: tuple(_PARTS[key](key, value, _Lines(text))) for key, value in stated.items()})
    _check(overrides)
    return overrides


class _Lines:
    """Where the words of a text stand, looked for one behind the other.

    TOML's reader tells no places; a name that is written with escapes gets the
    line of what was found before it.
    """

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def of(self, name: str) -> int:
        """The line on which a name stands next as a whole."""
        found = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])").search(self._text, self._at)
        self._at = found.start() if found else self._at
        return self._text.count("\n", 0, self._at) + 1

    def of_all(self, names: Sequence[str]) -> int:
        """The line on which a row of names begins; behind it is looked for the next."""
        line, *_ = [self.of(name) for name in names]
        self._at += 1
        return line


def _lists(key: str, value: Any, lines: _Lines) -> Iterator[Rule]:
    """The rules of `same = [["A", "B"]]`."""
    line = lines.of(key)
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if not (isinstance(row, list) and len(row) > 1 and all(isinstance(name, str) and name for name in row)):
            raise UsageError(f'line {line}: {key} takes lists of two names or more; write it like {key} = [["A", "B"]]')
        line = lines.of_all(row)
        yield Rule(tuple(row), line)


def _moves(key: str, value: Any, lines: _Lines) -> Iterator[Rule]:
    """The rules of `[move]`, a report and a story each."""
    for rule in _table(key, value, lines, '"REPORT" = "s0123456789"'):
        _check_story(rule.names[1], rule.line)
        yield rule


def _names(key: str, value: Any, lines: _Lines) -> Iterator[Rule]:
    """The rules of `[name]`, a story and what it is called each."""
    for rule in _table(key, value, lines, 's0123456789 = "NAME"'):
        _check_story(rule.names[0], rule.line)
        yield Rule((rule.names[0], " ".join(rule.names[1].split())), rule.line)


def _table(key: str, value: Any, lines: _Lines, example: str) -> Iterator[Rule]:
    line = lines.of(key)
    if not isinstance(value, dict):
        raise UsageError(f"line {line}: {key} is a table; write it like [{key}] and below it {example}")
    for name, told in value.items():
        line = lines.of_all([name])
        if not (isinstance(told, str) and told.strip()):
            raise UsageError(f"line {line}: what stands for {name!r} is no text; write it like {example}")
        yield Rule((name, told), line)


_PARTS: dict[str, Callable[[str, Any, _Lines], Iterable[Rule]]] = {
    "same": _lists,
    "different": _lists,
    "move": _moves,
    "name": _names,
}


def _check_story(name: str, line: int) -> None:
    if not _STORY.fullmatch(name):
        raise UsageError(f"line {line}: {name!r} is no story's id; write it like s0123456789")


def _check(overrides: Overrides) -> None:
    """Raise UsageError where two rules cannot both hold."""
    one = joined(rule.names for rule in (*overrides.same, *overrides.move))
    for rule in overrides.different:
        for left, right in combinations(rule.names, 2):
            if left == right or one.get(left, left) == one.get(right, right):
                because = _because(overrides, one, left)
                raise UsageError(f"line {rule.line}: {left!r} and {right!r} are different{because}; remove one")
    called: dict[str, Rule] = {}
    for rule in overrides.name:
        first = called.setdefault(one.get(rule.names[0], rule.names[0]), rule)
        if first.names[1] != rule.names[1]:
            raise UsageError(f"line {rule.line}: names a story that line {first.line} names otherwise; remove one")


def _because(overrides: Overrides, one: dict[str, str], name: str) -> str:
    """Which lines make a name and others one story."""
    linking = (rule for rule in (*overrides.same, *overrides.move) if name in one)
    lines = sorted({rule.line for rule in linking if one[rule.names[0]] == one[name]})
    told = " and ".join(map(str, lines))
    return f", but one story by line{'s' * (len(lines) > 1)} {told}" if lines else ", but the same name"


def joined(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each name in the rows the first of all those that rows join it with.

    >>> joined([["a", "b"], ["c", "d"], ["d", "b"]])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'a'}
    """
    first: dict[str, str] = {}
    for row in rows:
        for name in row:
            first.setdefault(name, name)
        roots = {first[name] for name in row}
        keep = next(name for name in first if name in roots)
        first.update({name: keep for name, root in first.items() if root in roots})
    return first
