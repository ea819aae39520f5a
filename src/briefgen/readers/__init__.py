"""Inputs -> reports.

One bad input never stops the others: it becomes a Skipped with its reason.
Text is read here; what a stranger's file can break a reader with is read by
workers under limits (pool.py).  A new format is one file and one line in
`formats.FORMATS`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from briefgen.errors import FetchError, ReadError
from briefgen.model import Report, Skipped
from briefgen.readers.draft import Content, Member
from briefgen.readers.files import Offer, offers
from briefgen.readers.formats import HARMLESS, Kind, Outcome, kind_of_content, read_content
from briefgen.text.language import UNKNOWN

if TYPE_CHECKING:
    from concurrent.futures import Future

    from briefgen.readers.guarded import Answer
    from briefgen.readers.pool import Pool
    from briefgen.readers.web import Door

# So many inputs are begun before the first of them is waited for: all cores have
# work, and of a thousand archives only some are in memory.
_AHEAD = 8
# A mail may bring an archive, and that another mail.
_DEEPEST = 5


class Reports(tuple[Report, ...]):
    """The reports that were read, by location; `skipped` holds the other inputs."""

    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to read: see `read`."""

    language: str | None = None
    network: bool = True
    allow_private: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


def read(inputs: Iterable[str], wishes: Wishes | None = None, *, now: datetime | None = None) -> Reports:
    """Read files, folders, globs, web addresses and "-" (standard input).

    `language` (ISO 639-1) overrides detection; a report too short to tell
    takes the language that most of the others have.  Without `network` every
    address is refused; `allow_private` names hosts of one's own network that
    may be asked.  `fields` maps "text", "title" ... to the names that the
    columns of JSON and CSV have.  A date later than `now` by more than a day
    is not believed.  Nothing is raised for a bad input: see `.skipped`.
    """
    return read_each([(offers(inputs), wishes or Wishes())], now)[0]


def read_each(asked: Iterable[tuple[Iterable[Offer], Wishes]], now: datetime | None = None) -> list[Reports]:
    """Do as `read` with several lots of inputs, each with its own wishes; return the reports of each lot.

    All are read side by side: the workers do not wait for the end of a lot.
    """
    now = now or datetime.now(UTC)
    lots: list[list[Read]] = []
    with _Means() as means:
        for number, reading, each in _ahead(_begun(asked, lots, means, now)):
            lots[number].extend(reading.finished(each))
    return [_reports(found) for found in lots]


def _begun(
    asked: Iterable[tuple[Iterable[Offer], Wishes]], lots: list[list[Read]], means: _Means, now: datetime
) -> Iterator[tuple[int, _Reading, list[Read] | Future[Answer]]]:
    """Begin to read each input, in order; a lot's place is there from its first one on."""
    for number, (offered, wishes) in enumerate(asked):
        lots.append([])
        reading = _Reading(wishes, now, means)
        yield from ((number, reading, reading.offered(offer)) for offer in offered)


def _reports(found: Sequence[Read]) -> Reports:
    reports = Reports(with_usual_language([one for one in found if isinstance(one, Report)]))
    skipped = [one for one in found if isinstance(one, Skipped)]
    reports.skipped = tuple(sorted(skipped, key=lambda one: (one.location, one.reason)))
    return reports


Read = Report | Skipped
Begun = TypeVar("Begun")


def _ahead(started: Iterator[Begun]) -> Iterator[Begun]:
    """Yield what is begun, in order, some steps behind its beginning."""
    waiting: deque[Begun] = deque()
    for each in started:
        waiting.append(each)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    yield from waiting


class _Means:
    """What reading needs of the machine, there from the first input that needs it: workers, and ways to the network."""

    def __init__(self) -> None:
        self._doors: dict[tuple[bool, tuple[str, ...]], Door] = {}

    @cached_property
    def pool(self) -> Pool:
        """The workers."""
        from briefgen.readers.pool import Pool

        return Pool()

    def door(self, wishes: Wishes) -> Door:
        """The way to the network, one for the same wishes: it knows which hosts were asked just now."""
        from briefgen.readers.web import Cache, Door, usual_folder

        asked = (wishes.network, wishes.allow_private)
        if asked not in self._doors:
            self._doors[asked] = Door(
                network=wishes.network, allow_private=wishes.allow_private, cache=Cache(usual_folder())
            )
        return self._doors[asked]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers, if there are any."""
        if "pool" in self.__dict__:
            self.pool.close()


@dataclass
class _Reading:
    """One run's reading: text at once, the rest by workers while the next inputs are looked at."""

    wishes: Wishes
    now: datetime
    means: _Means

    def offered(self, offer: Offer) -> list[Read] | Future[Answer]:
        """Begin to read an input."""
        if offer.is_address:
            return self.fetched(offer.path)
        try:
            return self.begun(Content(offer.data(), offer.location, fields=self.wishes.fields), offer.kind)
        except ReadError as error:
            return [Skipped(offer.location, str(error))]

    def fetched(self, address: str) -> list[Read] | Future[Answer]:
        """Fetch an address and begin to read what it gave."""
        from briefgen.readers.web import fetch, shown

        location = shown(address)
        try:
            page = fetch(address, self.means.door(self.wishes))
            return self.begun(Content(page.body, location, page.charset, page.final_url, self.wishes.fields))
        except FetchError as error:
            return [Skipped(location, error.reason)]
        except ReadError as error:
            return [Skipped(location, str(error))]

    def begun(self, content: Content, named: str = "") -> list[Read] | Future[Answer]:
        """Read what is harmless, hand over what is not."""
        kind = Kind(named, "it was named as such") if named else kind_of_content(content)
        if kind.name not in HARMLESS:
            return self.handed_over(content, kind)
        found: list[Outcome] = read_content(content, self.wishes.language, self.now, kind)
        return [one for one in found if not isinstance(one, Member)]

    def handed_over(self, content: Content, kind: Kind) -> Future[Answer]:
        """Have a worker read it."""
        from briefgen.readers.guarded import Job

        said = (content.charset, content.address, content.fields)
        return self.means.pool.submit(
            Job(kind.name, content.data, content.name, self.wishes.language, *said, self.now, kind.why)
        )

    def finished(self, started: list[Read] | Future[Answer], depth: int = 1) -> Iterator[Read]:
        """Yield what an input became, the files in it by their places."""
        if isinstance(started, list):
            yield from started
            return
        answer = started.result()
        yield from answer.reports
        yield from answer.skipped
        inner = (self.member(one, answer.location, depth) for one in answer.members)
        yield from (outcome for one in _ahead(inner) for outcome in self.finished(one, depth + 1))

    def member(self, member: Member, around: str, depth: int) -> list[Read] | Future[Answer]:
        """Begin to read a file that is in another."""
        location = Offer(f"{around}!{member.name}" if member.name else around).location
        try:
            if member.problem:
                raise ReadError(member.problem)
            if depth > _DEEPEST:
                raise ReadError(f"packed and attached more than {_DEEPEST} deep; unpack it first")
            return self.begun(Content(member.data, location, fields=self.wishes.fields))
        except ReadError as error:
            return [Skipped(location, str(error))]


def with_usual_language(reports: Sequence[Report]) -> Iterator[Report]:
    """Give reports too short to tell their language the one that most of the others have."""
    told = Counter(report.language for report in reports if report.language != UNKNOWN)
    usual = min(told, key=lambda code: (-told[code], code), default=UNKNOWN)
    for report in reports:
        yield replace(report, language=usual) if report.language == UNKNOWN else report
