"""A profile's sources -> reports, and what of them is none.

A source that is gone or empty costs one line and stops nothing.  All sources
are read before anything is compared, so that a report that came by two of
them is found to be one like any other copy.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefgen.errors import UsageError
from briefgen.model import Report, Skipped
from briefgen.profile import FILE, Profile, SourceEntry
from briefgen.readers import Reports, Wishes, read_each
from briefgen.readers.files import Offer, offers
from briefgen.terms import about


class Collected(Reports):
    """The reports of all sources, by location.

    `muted` were left out for a word of edition.mute; `gave` says of each
    source, by its name, how many reports came of it, muted ones included.
    """

    muted: tuple[Report, ...] = ()
    gave: tuple[tuple[str, int], ...] = ()


def collect(
    profile: Profile, *, now: datetime | None = None, told: Callable[[str], None] = lambda _: None
) -> Collected:
    """Read all sources of a profile; `told` hears of each before it is read.

    What two sources name belongs to the first.  Locations are told from the
    profile's folder, so that a brief is the same wherever the run began.
    Raises UsageError where the profile has no source.
    """
    if not profile.sources:
        raise UsageError(f"{profile.file}: no sources; add [[sources]] with a path, url, mbox or maildir")
    names = [_placed(source.name, profile) for source in profile.sources]
    read = read_each(_asked(profile, names, told), now)
    stated = [_as_stated(*one, profile) for one in zip(read, profile.sources, strict=True)]
    return _collected(list(zip(names, stated, strict=True)), profile.edition.mute)


def _asked(
    profile: Profile, names: Sequence[str], told: Callable[[str], None]
) -> Iterator[tuple[Iterable[Offer], Wishes]]:
    """What each source names, and how it is to be read."""
    taken: set[str] = set()
    for name, source in zip(names, profile.sources, strict=True):
        told(name)
        yield _untaken(_offered(source), taken), _wishes(source, profile)


def _collected(read: Sequence[tuple[str, Reports]], mute: Sequence[str]) -> Collected:
    reports = sorted((report for _, reports in read for report in reports), key=lambda one: one.source.location)
    silent = [report for report in reports if about(mute, report)]
    quiet = {id(report) for report in silent}
    collected = Collected(report for report in reports if id(report) not in quiet)
    skipped = (one for name, reports in read for one in reports.skipped or _empty(name, reports))
    collected.skipped = tuple(sorted(skipped, key=lambda one: (one.location, one.reason)))
    collected.muted = tuple(silent)
    collected.gave = tuple((name, len(reports)) for name, reports in read)
    return collected


def _empty(name: str, reports: Reports) -> Iterator[Skipped]:
    if not reports:
        yield Skipped(name, "nothing in it that no source before it has; check it, or take it out of the profile")


def _offered(source: SourceEntry) -> Iterable[Offer]:
    """What a source names."""
    from briefgen.readers import mailbox

    if source.mbox:
        return mailbox.in_file(source.mbox)
    if source.maildir:
        return mailbox.in_folder(source.maildir)
    return offers([source.path or source.url or ""])


def _untaken(offered: Iterable[Offer], taken: set[str]) -> Iterator[Offer]:
    """What no source before this one named; a file is the same however its path is written."""
    for offer in offered:
        known = offer.path if offer.is_address else str(Path(offer.path).resolve())
        if known not in taken:
            taken.add(known)
            yield offer


def _wishes(source: SourceEntry, profile: Profile) -> Wishes:
    network = profile.network
    return Wishes(source.language, not network.off, network.allow_private, dict(source.fields))


# --- what the profile says of a source's reports


def _as_stated(reports: Reports, source: SourceEntry, profile: Profile) -> Reports:
    """The same reports with what the profile states of them, called by their places below its folder."""
    stated = Reports(_with_place(_overridden(report, source), profile) for report in reports)
    stated.skipped = tuple(replace(one, location=_placed(one.location, profile)) for one in reports.skipped)
    return stated


def _overridden(report: Report, source: SourceEntry) -> Report:
    """A report with the outlet and the language that the profile states for its source, and where they come from."""
    given = {"outlet": source.outlet, "language": source.language}
    told = [name for name, value in given.items() if value]
    came_from = (*(pair for pair in report.reading.came_from if pair[0] not in told), *((name, FILE) for name in told))
    reading = replace(report.reading, came_from=came_from)
    return replace(report, outlet=source.outlet or report.outlet, reading=reading)


def _with_place(report: Report, profile: Profile) -> Report:
    place = _placed(report.source.location, profile)
    return replace(report, source=replace(report.source, location=place))


def _placed(location: str, profile: Profile) -> str:
    """A location without the profile's folder: it is the same on every machine, and tells nothing of this one."""
    folder = str(profile.folder)
    if folder == os.curdir:
        return location
    for before in (folder, glob.escape(folder)):
        location = location.removeprefix(str(Path(before) / "x")[:-1])
    return location
