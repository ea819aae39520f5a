"""What the sources gave -> what a run takes in: the reports that no edition has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from briefgen.archive import Archive, Edition, Intake
from briefgen.profile import Profile
from briefgen.sources import Collected


@dataclass(frozen=True, slots=True)
class Taken:
    """An intake, and how it came about: reports that the sources gave, and how many of them were read before."""

    intake: Intake
    read: int
    seen: int


def take(
    archive: Archive, profile: Profile, found: Collected, day: date, as_of: datetime, base: Edition | None
) -> Taken:
    """Return what the reports of the sources bring that is new to the profile."""
    seen = archive.seen(found, profile.name)
    new = [report for report in found if report.id not in seen]
    intake = Intake(
        profile=profile.name,
        day=day,
        as_of=as_of,
        reports=tuple(new),
        since=base.as_of if base else None,
        skipped=found.skipped,
        muted=len(found.muted),
    )
    return Taken(intake, len(found), len(found) - len(new))
