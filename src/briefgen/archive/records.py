"""What goes into the archive and comes out of it: intakes, editions, running stories, deliveries, hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from briefgen.errors import UsageError
from briefgen.model import Report, Skipped


class State(StrEnum):
    """How far an edition is: its files and its row are there; a reader has it."""

    MADE = "made"
    DELIVERED = "delivered"


class Fate(StrEnum):
    """What became of an edition on its way to one recipient."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Intake:
    """What one run took in for one local day of a profile, frozen before anything is made of it.

    A run that dies is done again from here, so that it comes to the same
    bytes, whatever the feeds and the clock say by then.  `since` is the time
    of the edition that it is compared with; `muted` reports were left out.
    """

    profile: str
    day: date
    as_of: datetime
    reports: tuple[Report, ...]
    since: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    muted: int = 0


@dataclass(frozen=True, slots=True)
class RunningStory:
    """A story through time: its id never changes; `reports` are ids.

    `name` is what an editor calls it; `part_of` the older story that it turned
    out to be.
    """

    id: str
    first_day: date
    last_day: date
    reports: tuple[str, ...]
    name: str | None = None
    part_of: str | None = None


@dataclass(frozen=True)
class Issue:
    """An edition about to be issued: its finished files by name, one of them the JSON.

    `stories` are those it tells, with the reports it adds to them;
    `recipients` maps each address to its mail's Message-ID.
    """

    profile: str
    number: int
    day: date
    files: Mapping[str, bytes]
    since: datetime | None = None
    stories: tuple[RunningStory, ...] = ()
    recipients: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> bytes:
        """The bytes of its JSON; raises UsageError where it has none."""
        for name, data in self.files.items():
            if name.endswith(".json"):
                return data
        raise UsageError(f"{self.profile}/{self.number}: an edition without its JSON cannot be issued; add it")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that was issued; `files` has the SHA-256 of each by name, `sha256` is that of its JSON.

    `kept` is false once its JSON was pruned.
    """

    profile: str
    number: int
    day: date
    as_of: datetime
    since: datetime | None
    state: State
    sha256: str
    files: Mapping[str, str]
    stories: int
    reports: int
    kept: bool = True

    @property
    def name(self) -> str:
        """How the commands call it: "daily/3"."""
        return f"{self.profile}/{self.number}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition on its way to one recipient; `reason` says why it is not there."""

    edition: str
    recipient: str
    message_id: str
    fate: Fate
    attempts: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A report, or a line of a past edition, that a search found.

    `edition` is None for a report; then `id` is the report's, else the claim's.
    """

    id: str
    edition: str | None
    title: str
    outlet: str | None
    date: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """What goes, or went: the JSON of these editions, so many texts, so many bytes of both."""

    editions: tuple[str, ...]
    texts: int
    size: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the archive's lock."""

    pid: int
    host: str
    since: str


@dataclass(frozen=True, slots=True)
class Status:
    """How the archive stands; `unfinished` are the days that were taken in and not issued, as "daily/2026-11-22"."""

    path: Path
    size: int
    schema: int
    reports: int
    texts: int
    editions: int
    last: tuple[Edition, ...]
    unfinished: tuple[str, ...]
    deliveries: tuple[Delivery, ...]
    holder: Holder | None = None

    @property
    def unknown(self) -> tuple[Delivery, ...]:
        """Deliveries of which nobody can tell whether they arrived; while a run is at work, those it sends are not."""
        fates = {Fate.UNKNOWN} if self.holder else {Fate.UNKNOWN, Fate.SENDING}
        return tuple(one for one in self.deliveries if one.fate in fates)
