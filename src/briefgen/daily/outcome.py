"""What a run did -> its exit code, and the report that programs read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefgen.delivery.outbox import Delivery, State
from briefgen.errors import REJECTED, UNDELIVERED, MissingPart, NothingToDo
from briefgen.model import Skipped


@dataclass(frozen=True, slots=True)
class Filed:
    """An edition and its files; where it was issued before (not `is_new`) only those that were put back."""

    name: str
    day: date
    files: tuple[Path, ...]
    is_new: bool = True


@dataclass(frozen=True)
class Outcome:
    """What one run did.

    `nothing` says why no edition came of it; `read` counts the reports of the
    sources, of which `seen` were read before and `muted` left out.  `failures`
    are lines on what could not be done though an edition came, with exit codes.
    """

    day: date
    as_of: datetime
    editions: tuple[Filed, ...] = ()
    nothing: str | None = None
    read: int = 0
    seen: int = 0
    muted: int = 0
    skipped: tuple[Skipped, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    failures: tuple[tuple[str, int], ...] = ()

    @property
    def codes(self) -> Iterator[int]:
        """The exit codes of all that happened; 0 where nothing else did."""
        if self.nothing:
            yield NothingToDo.exit_code
        if any(one.state is not State.SENT for one in self.deliveries):
            yield UNDELIVERED
        yield from (code for _, code in self.failures)
        if self.skipped and self.editions:
            yield REJECTED


def missing(parts: tuple[MissingPart, ...]) -> tuple[tuple[str, int], ...]:
    """Return parts of the system that were missing as failures."""
    return tuple((str(one), one.exit_code) for one in parts)


def as_json(outcome: Outcome, exit_code: int) -> bytes:
    """Return the run report: one JSON object."""
    told: dict[str, Any] = {
        "day": outcome.day.isoformat(),
        "as_of": outcome.as_of.isoformat(),
        "exit_code": exit_code,
        "nothing": outcome.nothing,
        "editions": [
            {
                "name": one.name,
                "day": one.day.isoformat(),
                "new": one.is_new,
                "files": [str(path) for path in one.files],
            }
            for one in outcome.editions
        ],
        "read": outcome.read,
        "seen": outcome.seen,
        "muted": outcome.muted,
        "skipped": [{"location": one.location, "reason": one.reason} for one in outcome.skipped],
        "deliveries": [
            {"edition": one.edition, "recipient": one.recipient, "state": one.state.value, "reason": one.reason}
            for one in outcome.deliveries
        ],
        "failures": [message for message, _ in outcome.failures],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
