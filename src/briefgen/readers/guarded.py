"""A job -> what became of it, read inside a worker.

A stranger's page, mail, PDF or archive can cost any time and memory, and end
the process that reads it, so that only workers call this (see pool.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.errors import ReadError
from briefgen.model import Report, Skipped
from briefgen.readers.draft import Content, Member
from briefgen.readers.formats import Kind, read_content


@dataclass(frozen=True, slots=True)
class Job:
    """One input: its kind, its bytes, where they come from, and what was said of them or wanted.

    `charset`, `address` and `fields` are those of Content; `language` and `now`
    those of `readers.read`; `why` is the reason for the kind.
    """

    kind: str
    data: bytes
    location: str
    language: str | None = None
    charset: str | None = None
    address: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the job from a location: reports, what could not be read, files that are still to be read."""

    location: str
    reports: tuple[Report, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    members: tuple[Member, ...] = ()


def read(job: Job) -> Answer:
    """Read one input; what cannot be read is in `.skipped`."""
    content = Content(job.data, job.location, job.charset, job.address, job.fields)
    try:
        found = read_content(content, job.language, job.now, Kind(job.kind, job.why))
    except ReadError as error:
        return Answer(job.location, skipped=(Skipped(job.location, str(error)),))
    return Answer(
        job.location,
        tuple(one for one in found if isinstance(one, Report)),
        tuple(one for one in found if isinstance(one, Skipped)),
        tuple(one for one in found if isinstance(one, Member)),
    )
