"""A value as TOML gives it -> the value as it is meant, or why it cannot be.

Each kind of value says in words what it takes; the words stand in messages
and in the manual alike.
"""

from __future__ import annotations

import difflib
import glob
import math
import re
import zoneinfo
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefgen.config import SECTIONS, language_code
from briefgen.errors import UsageError
from briefgen.readers.files import is_address
from briefgen.text.clean import clean_line

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What a key takes, in words, and what makes its value of TOML's and of the file's folder.

    `read` raises UsageError, with a reason of its own or none.  Of a list
    `entry` is the kind of each entry.
    """

    takes: str
    read: Callable[[Any, Path], Any]
    entry: Kind | None = None

    def value(self, stated: object, folder: Path) -> Any:
        """Return the value as it is meant; UsageError says what was stated and why it will not do."""
        try:
            return self.read(stated, folder)
        except UsageError as error:
            raise UsageError(str(error) or f"{shown(stated)} is not {self.takes}") from error


def shown(stated: object) -> str:
    """Return a value of TOML as a message shows it: on one line, cut where it is long, without what may be a password.

    >>> shown("ann:secret@mail.example.org"), shown(True), shown({"password": "secret"})
    ("'***@mail.example.org'", 'true', 'a table')
    """
    if isinstance(stated, dict) or (isinstance(stated, list) and any(isinstance(one, dict | list) for one in stated)):
        return "a table" if isinstance(stated, dict) else "a list of tables or lists"
    words = (
        repr(stated).lower() if isinstance(stated, bool) else repr(stated) if isinstance(stated, str) else str(stated)
    )
    line = _CREDENTIALS.sub("***@", clean_line(words))
    return line if len(line) <= 60 else f"{line[:59]}…"


# What stands before an "@" and has a colon in it: "user:password".
_CREDENTIALS = re.compile(r"[^\s/'\"]+:[^\s@]*@")


def _unfit(reason: str = "") -> UsageError:
    return UsageError(reason)


def _words(stated: Any, _: Path) -> str:
    line = clean_line(stated) if isinstance(stated, str) else ""
    if not line:
        raise _unfit()
    return line


def _flag(stated: Any, _: Path) -> bool:
    if not isinstance(stated, bool):
        raise _unfit()
    return stated


def count(least: int = 1) -> Kind:
    """Return the kind of whole numbers from `least` on."""

    def read(stated: Any, _: Path) -> int:
        if not isinstance(stated, int) or isinstance(stated, bool) or stated < least:
            raise _unfit()
        if stated > _MOST:
            raise _unfit(f"{shown(stated)} is too much; write {_MOST} at most")
        return stated

    return Kind(f"a whole number from {least} on", read)


def _weight(stated: Any, _: Path) -> float:
    is_number = isinstance(stated, int | float) and not isinstance(stated, bool)
    if not is_number or not math.isfinite(stated) or stated < 0:
        raise _unfit()
    if stated > _MOST:
        raise _unfit(f"{shown(stated)} is too much; write {_MOST} at most")
    return float(stated)


def list_of(entry: Kind, takes: str) -> Kind:
    """Return the kind of lists of a kind of value, of which each counts once."""

    def read(stated: Any, folder: Path) -> tuple[Any, ...]:
        if not isinstance(stated, list):
            raise _unfit()
        return tuple(dict.fromkeys(entry.value(one, folder) for one in stated))

    return Kind(takes, read, entry)


def choice(*names: str) -> Kind:
    """Return the kind of one of these names."""
    return Kind(f"one of: {', '.join(names)}", lambda stated, _: _one_of(stated, names))


def choices(*names: str) -> Kind:
    """Return the kind of a list of these names."""
    return list_of(choice(*names), f"a list of: {', '.join(names)}")


def _one_of(stated: Any, names: Collection[str]) -> str:
    if not isinstance(stated, str):
        raise _unfit()
    if stated not in names:
        raise _unfit(f"{shown(stated)} is none; {did_you_mean(stated, names)}")
    return stated


def did_you_mean(stated: str, names: Collection[str]) -> str:
    """Return the nearest of the names, else all of them.

    >>> did_you_mean("resent", ("hold", "resend"))
    'did you mean resend'
    """
    near = difflib.get_close_matches(stated, names, 1)
    return f"did you mean {near[0]}" if near else f"use one of: {', '.join(names)}"


# --- what names things


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def _name(stated: Any, _: Path) -> str:
    if not isinstance(stated, str) or not _NAME.fullmatch(stated):
        raise _unfit()
    return stated


def _zone(stated: Any, _: Path) -> str:
    if not isinstance(stated, str):
        raise _unfit()
    try:
        zoneinfo.ZoneInfo(stated)
    except (KeyError, ValueError, OSError):
        # "America" is a folder of zones: OSError.
        near = difflib.get_close_matches(stated, sorted(zoneinfo.available_timezones()), 1)
        told = f"did you mean {near[0]}" if near else "write it like Europe/Berlin"
        raise _unfit(f"{shown(stated)} is no time zone; {told}") from None
    return stated


def _path(stated: Any, folder: Path) -> Path:
    if not isinstance(stated, str) or not stated.strip() or "\0" in stated:
        raise _unfit()
    if is_address(stated):
        raise _unfit("an address and no path; sources name it with url")
    return folder / _home(stated)


def _home(stated: str) -> Path:
    try:
        return Path(stated).expanduser()
    except RuntimeError:
        raise _unfit(f"{shown(stated)} names a home folder that is not there; write the whole path") from None


def _pattern(stated: Any, folder: Path) -> str:
    """A path that may be a glob: what the folder of the file is called is none, whatever signs it has."""
    whole = _path(stated, folder)
    if glob.has_magic(stated) and not whole.exists() and not Path(stated).is_absolute():
        return str(Path(glob.escape(str(folder))) / _home(stated))
    return str(whole)


def _template(stated: Any, folder: Path) -> str:
    """A template's name as it is, a folder below the file's."""
    words = _words(stated, folder)
    is_folder = "/" in words or "\\" in words or words.startswith(("~", ".")) or (folder / words).is_dir()
    return str(_path(words, folder)) if is_folder else words


def _url(stated: Any, _: Path) -> str:
    if not isinstance(stated, str):
        raise _unfit()
    try:
        parts = urlsplit(stated.strip())
        host = parts.hostname
    except ValueError:
        raise _unfit() from None
    if parts.username is not None or parts.password is not None:
        raise _unfit("an address with a user or a password in it is not asked; take them out")
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise _unfit()
    return stated.strip()


def _language(stated: Any, _: Path) -> str:
    code = language_code(stated) if isinstance(stated, str) else None
    if code is None:
        raise _unfit()
    return code


def _method(stated: Any, _: Path) -> str:
    from briefgen.selection import METHODS

    return _one_of(stated, METHODS)


def _fields(stated: Any, _: Path) -> tuple[tuple[str, str], ...]:
    from briefgen.readers.field_names import USUAL

    if not isinstance(stated, dict) or not all(isinstance(one, str) and one.strip() for one in stated.values()):
        raise _unfit()
    return tuple((_one_of(name, USUAL), column.strip()) for name, column in stated.items())


# --- what mails need


def _mailbox(stated: Any, _: Path) -> str:
    from briefgen.renderers.mail.headers import address

    if not isinstance(stated, str):
        raise _unfit()
    address(stated)
    return stated.strip()


def _server(stated: Any, _: Path) -> str:
    from briefgen.delivery.smtp import server

    if not isinstance(stated, str):
        raise _unfit()
    if "@" in stated:
        # What stands before it may be a password: it is not repeated.
        raise _unfit(f"a host and a port only; {SECRETS}")
    try:
        server(stated)
    except UsageError:
        raise _unfit() from None
    return stated.strip()


def _list_id(stated: Any, _: Path) -> str:
    from briefgen.renderers.mail.headers import list_id

    if not isinstance(stated, str):
        raise _unfit()
    list_id(stated)
    return stated


def _unsubscribe(stated: Any, _: Path) -> str:
    from briefgen.renderers.mail.headers import unsubscribe

    if not isinstance(stated, str):
        raise _unfit()
    unsubscribe(stated)
    return stated


SECRETS = (
    "the user is BRIEFGEN_SMTP_USER, the password BRIEFGEN_SMTP_PASSWORD_FILE, BRIEFGEN_SMTP_PASSWORD_COMMAND "
    "or BRIEFGEN_SMTP_PASSWORD"
)

WORDS = Kind("a text", _words)
TERMS = list_of(WORDS, "a list of words or phrases")
FLAG = Kind("true or false", _flag)
COUNT = count()
WEIGHT = Kind("a number from 0 on", _weight)
NAME = Kind("a name of up to 40 letters, digits, dots, hyphens and underscores", _name)
ZONE = Kind("a time zone such as Europe/Berlin", _zone)
PATH = Kind("a path", _path)
PATTERN = Kind("a file, a folder or a glob", _pattern)
TEMPLATE = Kind("a template's name or folder", _template)
URL = Kind("an http or https address", _url)
LANGUAGE = Kind("a language code such as en", _language)
METHOD = Kind("a name that `briefgen methods` lists", _method)
FIELDS = Kind('a table such as `{ text = "BODY" }`', _fields)
FACTS = choices(*SECTIONS)
HOSTS = list_of(WORDS, "a list of hosts")
MAILBOX = Kind("a mail address", _mailbox)
MAILBOXES = list_of(MAILBOX, "a list of mail addresses")
SERVER = Kind("a host or host:port", _server)
LIST_ID = Kind("a name such as daily.example.org", _list_id)
UNSUBSCRIBE = Kind("a mail or https address", _unsubscribe)
