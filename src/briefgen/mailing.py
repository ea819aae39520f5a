"""Briefing + recipients -> mails on their way, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.delivery.fate import Fate, Mail, Outcome, Post
from briefgen.delivery.outbox import CAP, Delivery, InMemory, Outbox, Send, queue, recover, work_off
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
    mailing: Mailing, recipients: Sequence[Address], post: Post, outbox: Outbox | None = None, cap: int = CAP
) -> tuple[Delivery, ...]:
    """Hand the brief over to each recipient who has not got it, one mail each; return what became of them.

    Without an outbox nothing is known of earlier runs, and nothing is kept.
    """
    kept = outbox or InMemory()
    sender = mailing.letter.sender or NOBODY
    edition = name(mailing.briefing)
    recover(kept)
    ids = {one.address: message_id(edition, one, sender) for one in recipients}
    queue(kept, (Delivery(edition, one, ids[one]) for one in ids))
    return work_off(kept, handing(mailing, recipients, post), cap, edition=edition)


def handing(mailing: Mailing, recipients: Sequence[Address], post: Post) -> Send:
    """Return how the brief is handed over to one of the recipients; what is the same for all is made now."""
    made, sender = mailing.body(), mailing.letter.sender or NOBODY
    box = {one.address: one for one in recipients}

    def send(delivery: Delivery) -> Outcome:
        try:
            data = mailing.to(box[delivery.recipient], made, delivery.message_id)
        except BriefgenError as error:
            return Outcome(Fate.UNSENT, str(error))
        return post(Mail(sender.address, delivery.recipient, data))

    return send
