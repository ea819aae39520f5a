"""Editions that wait for recipients -> mails on their way, and what became of each, kept in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePath

from briefgen.archive import Archive, Edition
from briefgen.archive import Delivery as Row
from briefgen.archive import Fate as Kept
from briefgen.delivery.fate import Post
from briefgen.delivery.outbox import Delivery, State, resent
from briefgen.mailing import Mailing, deliver
from briefgen.model import Briefing
from briefgen.profile import Profile
from briefgen.renderers.eml import Letter, name
from briefgen.renderers.mail.headers import Address, address, message_id
from briefgen.reprint import briefing_from, reprint


class ArchiveOutbox:
    """The outbox of an archive: deliveries are queued with their edition, and each change is durable at once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def deliveries(self) -> tuple[Delivery, ...]:
        """All there are, by day and recipient."""
        return tuple(_read(row) for row in self._archive.deliveries())

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
    to = [address(one) for one in profile.delivery.to]
    return {one.address: message_id(name(briefing), one, sender) for one in to}


def send(archive: Archive, profile: Profile, post: Post, now: datetime) -> tuple[Delivery, ...]:
    """Send what waits for recipients, the oldest edition first; return what was tried, and what is held as unknown.

    At most `cap` mails a run, whatever number of editions waits.
    """
    outbox = ArchiveOutbox(archive)
    archive.interrupted()
    if profile.delivery.on_unknown == "resend":
        for one in _of(profile, outbox.deliveries(), State.UNKNOWN):
            outbox.put(resent(one))
    return (*_sent(archive, profile, post, now, outbox), *_of(profile, outbox.deliveries(), State.UNKNOWN))


def _of(profile: Profile, deliveries: Iterable[Delivery], state: State) -> list[Delivery]:
    """The profile's deliveries that are in a state."""
    return [one for one in deliveries if one.state is state and one.edition.startswith(f"{profile.name}/")]


def _sent(archive: Archive, profile: Profile, post: Post, now: datetime, outbox: ArchiveOutbox) -> Iterator[Delivery]:
    left = profile.delivery.cap
    waiting = {one.edition for one in _of(profile, outbox.deliveries(), State.QUEUED)}
    for edition in (one for one in archive.editions() if one.name in waiting):
        tried = _delivered(archive, edition, profile, post, now, outbox, left)
        left -= sum(one.state is not State.QUEUED or one.attempts > 0 for one in tried)
        yield from (one for one in tried if one.state is not State.UNKNOWN)


def _delivered(
    archive: Archive, edition: Edition, profile: Profile, post: Post, now: datetime, outbox: ArchiveOutbox, cap: int
) -> tuple[Delivery, ...]:
    """One edition, as it was issued, to those that it waits for."""
    briefing = briefing_from(archive.json_of(edition), archive.texts_of(edition))
    wanted = profile.delivery
    letter = Letter(_sender(profile), date=now, list_id=wanted.list_id, unsubscribe=wanted.unsubscribe)
    attached = _attached(archive, edition, wanted.attach)
    mailing = Mailing(briefing, letter, attached, str(briefing.settings["template"]))
    return deliver(mailing, [*map(address, wanted.to)], post, outbox, max(0, cap), edition=edition.name)


def _attached(archive: Archive, edition: Edition, forms: Iterable[str]) -> dict[str, bytes]:
    """The edition's files that are attached, as they were issued; one that cannot be made again is left out."""
    if not forms:
        return {}
    made = {PurePath(name).suffix[1:]: data for name, data in reprint(archive, edition).files.items()}
    return {form: made[form] for form in forms if form in made}


def _sender(profile: Profile) -> Address | None:
    return address(profile.delivery.sender) if profile.delivery.sender else None
