"""Editions that wait for recipients -> mails on their way, and what became of each, kept in the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from briefgen.archive import Archive, Edition
from briefgen.archive import Delivery as Row
from briefgen.archive import Fate as Kept
from briefgen.delivery.fate import Fate, Outcome, Post, reason
from briefgen.delivery.outbox import Delivery, Send, State, resent, waiting, work_off
from briefgen.errors import BriefgenError, UsageError
from briefgen.issuing import as_issued
from briefgen.mailing import NOBODY, Mailing, handing
from briefgen.model import Briefing
from briefgen.profile import Profile
from briefgen.renderers import files
from briefgen.renderers.eml import Letter, name
from briefgen.renderers.mail.headers import Address, address, message_id
from briefgen.reprint import briefing_from


class ArchiveOutbox:
    """A profile's outbox in an archive: deliveries are queued with their edition, each change is durable at once."""

    def __init__(self, archive: Archive, profile: str) -> None:
        self._archive = archive
        self._profile = profile

    def deliveries(self) -> tuple[Delivery, ...]:
        """All there are, by day and recipient."""
        rows = self._archive.deliveries()
        return tuple(_read(row) for row in rows if row.edition.rpartition("/")[0] == self._profile)

    def put(self, delivery: Delivery) -> None:
        """Keep what became of one that was queued with its edition."""
        row = Row(delivery.edition, delivery.recipient, delivery.message_id, Kept(delivery.state.value))
        self._archive.mark(row, Kept(delivery.state.value), delivery.reason or None)


def _read(row: Row) -> Delivery:
    state = State(row.fate.value)
    return Delivery(row.edition, row.recipient, row.message_id, state, row.attempts, row.reason or "")


def recipients(profile: Profile, briefing: Briefing) -> dict[str, str]:
    """Return to whom an edition goes: the Message-ID of each address's mail."""
    sender = _sender(profile)
    return {one.address: message_id(name(briefing), one, sender) for one in _to(profile)}


@dataclass(frozen=True, slots=True)
class Sent:
    """What was tried or is in doubt, and what was to be attached and is not: a line each, with its exit code."""

    deliveries: tuple[Delivery, ...]
    failures: tuple[tuple[str, int], ...] = ()


def send(archive: Archive, profile: Profile, way: Callable[[], Post], now: datetime) -> Sent:
    """Send what waits for recipients, the oldest edition first; what is in doubt is told again by every run.

    At most `cap` mails a run, whatever number of editions waits.  The way is
    asked for where something waits: else no password is needed.
    """
    outbox = ArchiveOutbox(archive, profile.name)
    archive.interrupted()
    if profile.delivery.on_unknown == "resend":
        for one in _that_are(State.UNKNOWN, outbox):
            outbox.put(resent(one))
    gone = [*_taken_off(profile, outbox)]
    tried, failures = _tried(archive, profile, way, now, outbox)
    settled = (one for one in tried if one.state is not State.UNKNOWN)
    return Sent((*gone, *settled, *_that_are(State.UNKNOWN, outbox)), failures)


def _tried(
    archive: Archive, profile: Profile, way: Callable[[], Post], now: datetime, outbox: ArchiveOutbox
) -> tuple[tuple[Delivery, ...], tuple[tuple[str, int], ...]]:
    """What waits, tried as far as the cap allows; where there is no way it waits on, each with the reason."""
    queued = _that_are(State.QUEUED, outbox)
    try:
        post = way() if queued else None
    except UsageError as error:
        return tuple(waiting(outbox, queued, reason(str(error)))), ()
    if post is None:
        return (), ()
    cap = profile.delivery.cap
    # Before the first delivery begins: what fails from there on leaves it in doubt.
    ready = {one.name: _ready(archive, one, profile, post, now) for one in _editions(archive, queued[:cap])}
    tried = work_off(outbox, lambda one: ready[one.edition].hand(one), cap)
    return tried, tuple(line for one in ready.values() for line in one.failures)


def _that_are(state: State, outbox: ArchiveOutbox) -> list[Delivery]:
    return [one for one in outbox.deliveries() if one.state is state]


def _editions(archive: Archive, queued: Iterable[Delivery]) -> list[Edition]:
    names = {one.edition for one in queued}
    return [one for one in archive.editions() if one.name in names]


def _taken_off(profile: Profile, outbox: ArchiveOutbox) -> Iterator[Delivery]:
    """What waits for somebody who was taken off the profile since: he gets no mail any more."""
    to = {one.address for one in _to(profile)}
    for one in _that_are(State.QUEUED, outbox):
        if one.recipient not in to:
            outbox.put(after := replace(one, state=State.REFUSED, reason="is no recipient of the profile any more"))
            yield after


@dataclass(frozen=True)
class _Ready:
    """An edition's mail, made and ready to be handed over, and what could not be attached."""

    hand: Send
    failures: tuple[tuple[str, int], ...] = ()


def _ready(archive: Archive, edition: Edition, profile: Profile, post: Post, now: datetime) -> _Ready:
    """The mail of an edition as it was issued; where it cannot be made its recipients wait."""
    wanted = profile.delivery
    letter = Letter(_sender(profile) or NOBODY, date=now, list_id=wanted.list_id, unsubscribe=wanted.unsubscribe)
    try:
        briefing = briefing_from(archive.json_of(edition), archive.texts_of(edition))
        attached = _attached(archive, edition, briefing, profile)
        mailing = Mailing(briefing, letter, attached.found, str(briefing.settings["template"]))
        return _Ready(handing(mailing, _to(profile), post), attached.failures)
    except BriefgenError as error:
        failed = Outcome(Fate.UNSENT, reason(str(error)))
        return _Ready(lambda _: failed)


@dataclass(frozen=True)
class _Attached:
    """The files that go with a mail, by format, and why others do not."""

    found: dict[str, bytes]
    failures: tuple[tuple[str, int], ...]


def _attached(archive: Archive, edition: Edition, briefing: Briefing, profile: Profile) -> _Attached:
    """What is to be attached: a file of the edition as it was issued, another one made for the mail."""
    wanted = profile.delivery.attach
    issued = {PurePath(name).suffix[1:]: name for name in edition.files}
    again = as_issued(archive, edition, profile.edition.output, [issued[form] for form in wanted if form in issued])
    found = {form: again.files[name] for form, name in issued.items() if name in again.files}
    failures = [(line, again.exit_code) for line in again.failures]
    if others := [form for form in wanted if form not in issued]:
        made = files(briefing, others, str(briefing.settings["template"]))
        found |= {form: made.made[form] for form in others if form in made.made}
        failures += [(str(one), one.exit_code) for one in made.missing]
    return _Attached(
        {form: found[form] for form in wanted if form in found},
        tuple((f"{edition.name}: not attached: {line}", code) for line, code in failures),
    )


def _to(profile: Profile) -> list[Address]:
    return [address(one) for one in profile.delivery.to]


def _sender(profile: Profile) -> Address | None:
    return address(profile.delivery.sender) if profile.delivery.sender else None
