"""Briefing + recipients -> mails on their way, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.delivery.fate import Fate, Mail, Outcome, Post
from briefgen.delivery.outbox import CAP, Delivery, InMemory, Outbox, queue, recover, work_off
from briefgen.errors import BriefgenError
from briefgen.model import Briefing
from briefgen.renderers import DEFAULT_TEMPLATE
from briefgen.renderers.eml import Body, Letter, body, message, name
from briefgen.renderers.mail.headers import Address, message_id

# Who a mail is from that never leaves this machine.
NOBODY = Address("briefgen@localhost", "briefgen")

# What `briefgen mail --test` sends: two reports that were never published.
SAMPLE = (
    """Bridge at Tolle closed

The bridge at Tolle was closed on Monday after a barge struck a pier.
Mayor Ann Lee of Tolle promised free ferries for 300 commuters.
""",
    """Barge strikes bridge

A barge struck a pier of the bridge at Tolle, which was closed on Monday.
The harbour office in Norden counted 12 ferries on the river.
""",
)


@dataclass(frozen=True)
class Mailing:
    """One brief on its way to several: what is in the mail, and what stands around it but for the recipient."""

    briefing: Briefing
    letter: Letter
    attached: Mapping[str, bytes] = field(default_factory=dict)
    template: str = DEFAULT_TEMPLATE

    def body(self) -> Body:
        """What is the same for all."""
        return body(self.briefing, self.attached, self.template)

    def to(self, recipient: Address | None, body: Body, message_id: str | None = None) -> bytes:
        """The finished mail to one of them."""
        return message(self.briefing, replace(self.letter, recipient=recipient, message_id=message_id), body)


def draft(mailing: Mailing, recipient: Address | None) -> bytes:
    """Return the mail as the first recipient would get it."""
    return mailing.to(recipient, mailing.body())


def deliver(
    mailing: Mailing,
    recipients: Sequence[Address],
    post: Post,
    outbox: Outbox | None = None,
    cap: int = CAP,
    edition: str | None = None,
) -> tuple[Delivery, ...]:
    """Hand the brief over to each recipient who has not got it, one mail each; return what became of them.

    Without an outbox nothing is known of earlier runs, and nothing is kept.
    `edition` is its name in an outbox where it was queued with all its
    recipients; else it is queued here.
    """
    kept = outbox or InMemory()
    sender = mailing.letter.sender or NOBODY
    box = {one.address: one for one in recipients}
    recover(kept)
    if edition is None:
        edition = name(mailing.briefing)
        queue(kept, (Delivery(edition, one, message_id(edition, box[one], sender)) for one in box))
    made = mailing.body()

    def send(delivery: Delivery) -> Outcome:
        recipient = box.get(delivery.recipient) or Address(delivery.recipient)
        try:
            data = mailing.to(recipient, made, delivery.message_id)
        except BriefgenError as error:
            return Outcome(Fate.UNSENT, str(error))
        return post(Mail(sender.address, recipient.address, data))

    return work_off(kept, send, cap, edition=edition)
