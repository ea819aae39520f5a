"""Frozen settings, and the only place that reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefgen.errors import UsageError

DEFAULT_WORDS = 150

# What a brief can hold beside its claims, in the order in which it is printed.
SECTIONS = ("differences", "only_in", "quotes", "figures", "timeline", "names")


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes the content of a brief.

    Words or lines a story, method, focus, language, whether all is one story,
    which of SECTIONS are looked for beside the claims (None: all), and whether
    what decided on every claim is told too.
    """

    words: int = DEFAULT_WORDS
    sentences: int | None = None
    method: str = "coverage"
    focus: str | None = None
    language: str | None = None
    one_story: bool = False
    facts: tuple[str, ...] | None = None
    audit: bool = False

    def __post_init__(self) -> None:
        if self.words < 1:
            raise UsageError(f"words: {self.words} is not a length; give at least 1")
        if self.sentences is not None and self.sentences < 1:
            raise UsageError(f"sentences: {self.sentences} is not a number of lines; give at least 1")
        for name in self.facts or ():
            if name not in SECTIONS:
                raise UsageError(f"facts: {name} is none; use some of: {', '.join(SECTIONS)}")

    def looks_for(self, section: str) -> bool:
        """Whether one of SECTIONS is wanted."""
        return self.facts is None or section in self.facts


@dataclass(frozen=True, slots=True)
class Weights:
    """What a story's weight in an edition is made of; proposed, not tuned: nobody has a gold ranking.

    For its origins, its reports and a burst of reports in natural logarithms,
    for each day since its newest report, and for a term of the reader's.
    """

    origins: float = 1.0
    reports: float = 0.5
    burst: float = 0.5
    age: float = 0.05
    focus: float = 0.3


@dataclass(frozen=True, slots=True)
class Topic:
    """A section of an edition, told by its terms."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How an edition is laid out: words in all, one-line stories at most, topics, the reader's terms, weights."""

    words: int = 1200
    also: int = 12
    topics: tuple[Topic, ...] = ()
    focus: tuple[str, ...] = ()
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class Keys:
    """Where the mail server's user and password are to be had: as they are, in a file, of a command that prints it."""

    user: str = ""
    password: str = field(default="", repr=False)
    file: str = ""
    command: str = ""


def mail_keys(environment: Mapping[str, str] | None = None) -> Keys:
    """Return what the environment says of user and password; no option does, since options are seen by all."""
    stated = os.environ if environment is None else environment
    return Keys(*(stated.get(f"BRIEFGEN_SMTP_{name}", "") for name in _KEYS))


# The environment's word on single keys of a profile.
ARCHIVE = "BRIEFGEN_ARCHIVE"
SMTP = "BRIEFGEN_SMTP"
MAIL_FROM = "BRIEFGEN_MAIL_FROM"
PROFILE = "BRIEFGEN_CONFIG"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the machine says where a profile does not: its variables, its time zone, where it keeps the archive.

    `secrets` are the names of those of the mail server's variables that are set.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    zone: str = "UTC"
    archive: Path = Path("archive.sqlite3")


def surroundings(environment: Mapping[str, str] | None = None) -> Surroundings:
    """Return what this machine says; a variable that is empty says nothing."""
    stated = os.environ if environment is None else environment
    said = {name: stated[name] for name in (ARCHIVE, SMTP, MAIL_FROM) if stated.get(name)}
    secrets = tuple(name for one in _KEYS if stated.get(name := f"BRIEFGEN_SMTP_{one}"))
    archive = Path(said[ARCHIVE]) if ARCHIVE in said else archive_path(None)
    return Surroundings(said, secrets, system_zone(), archive)


def system_zone() -> str:
    """Return the IANA name of the system's time zone, UTC where the system does not tell it."""
    from zoneinfo import ZoneInfo

    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return "UTC"
    return str(name)


def profile_path(stated: Path | None, environment: Mapping[str, str] | None = None) -> Path:
    """Return where the profile is: as stated, else BRIEFGEN_CONFIG, else briefgen.toml in the current folder."""
    said = (os.environ if environment is None else environment).get(PROFILE)
    return stated or Path(said or "briefgen.toml")


_KEYS = ("USER", "PASSWORD", "PASSWORD_FILE", "PASSWORD_COMMAND")


def language_code(stated: str | None) -> str | None:
    """Return the language of a code in lower case, without its region; None for what is none.

    >>> language_code("en-GB"), language_code("DE"), language_code("English")
    ('en', 'de', None)
    """
    primary = (stated or "").strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else None


def as_of(stated: str | None, environment: Mapping[str, str] | None = None) -> datetime:
    """Return the time that a brief is made for: as stated, else SOURCE_DATE_EPOCH, else now.

    A time without an offset is local time; the result is aware and in whole
    seconds.  Raises UsageError for what is no ISO 8601 time.
    """
    epoch = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH")
    if stated is not None:
        return _iso(stated)
    if epoch:
        return _epoch(epoch)
    return datetime.now().astimezone().replace(microsecond=0)


def _iso(stated: str) -> datetime:
    try:
        found = datetime.fromisoformat(stated).replace(microsecond=0)
        return found.astimezone() if found.tzinfo is None else found
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"--as-of: {stated!r} is no ISO 8601 time; write it like 2026-11-22T07:00") from error


def _epoch(stated: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH: {stated!r} is no number of seconds since 1970") from error


def archive_path(stated: Path | None) -> Path:
    """Return where the archive is: as stated, else in the platform's folder for a user's data."""
    if stated is not None:
        return stated
    import platformdirs

    return platformdirs.user_data_path("briefgen") / "archive.sqlite3"


_DAYS = {"d": 1, "w": 7, "y": 365}


def age(stated: str) -> timedelta:
    """Return how long "90d", "12w" or "2y" is.

    Raises UsageError for anything else.

    >>> age("12w").days
    84
    """
    found = re.fullmatch(r"([0-9]{1,5})([dwy])", stated.strip().lower())
    if not found:
        raise UsageError(f"{stated!r} is no age; write it like 90d, 12w or 2y")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])
