"""Sources -> what a run takes in: reports that no edition has had, muted ones left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from briefgen.archive import Archive, Edition, Intake
from briefgen.model import Report
from briefgen.profile import Profile
from briefgen.readers import Reports
from briefgen.terms import about


@dataclass(frozen=True, slots=True)
class Taken:
    """An intake, and how it came about: reports that the sources gave, and how many of them were read before."""

    intake: Intake
    read: int
    seen: int


def take(archive: Archive, profile: Profile, found: Reports, day: date, as_of: datetime, base: Edition | None) -> Taken:
    """Return what the reports of the sources bring that is new to the profile."""
    seen = archive.seen(found, profile.name)
    new = [report for report in found if report.id not in seen]
    kept = _unmuted(new, profile)
    intake = Intake(
        profile=profile.name,
        day=day,
        as_of=as_of,
        reports=tuple(kept),
        since=base.as_of if base else None,
        skipped=found.skipped,
        muted=len(new) - len(kept),
    )
    return Taken(intake, len(found), len(found) - len(new))


def _unmuted(reports: Sequence[Report], profile: Profile) -> list[Report]:
    return [report for report in reports if not about(profile.edition.mute, report)]
