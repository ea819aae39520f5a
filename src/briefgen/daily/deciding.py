"""An edition's mails of which nobody knows whether they arrived -> sent again, or taken as there: somebody chose.

No run decides it by itself (but for `on_unknown = "resend"`): only the
recipient, or the log of the mail server, can tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.archive import Archive, Delivery, Edition, Fate
from briefgen.errors import NothingToDo, UsageError
from briefgen.renderers.mail.headers import address

# What a choice makes of a delivery, and of which ones: a refused mail may be sent again, but is not there.
RESEND: Mapping[Fate, Fate] = {Fate.UNKNOWN: Fate.QUEUED, Fate.REFUSED: Fate.QUEUED}
ARRIVED: Mapping[Fate, Fate] = {Fate.UNKNOWN: Fate.SENT}


def decide(archive: Archive, edition: Edition, to: str | None, choice: Mapping[Fate, Fate]) -> tuple[Delivery, ...]:
    """Settle an edition's mail to one address, or to all that the choice fits; return how they are now.

    Raises UsageError where there is no such mail, or where the choice does
    not fit it, and NothingToDo where it fits none.
    """
    archive.interrupted()
    mine = [one for one in archive.deliveries() if one.edition == edition.name]
    if to is not None:
        mine = [_the_one(mine, edition, to, choice)]
    fitting = [one for one in mine if one.fate in choice]
    if not fitting:
        raise NothingToDo(f"{edition.name}: none of its mails is {_or(choice)}")
    return tuple(archive.mark(one, choice[one.fate], _WHY[choice[one.fate]]) for one in fitting)


_WHY = {Fate.QUEUED: "to be sent again, as chosen", Fate.SENT: None}


def _the_one(deliveries: list[Delivery], edition: Edition, to: str, choice: Mapping[Fate, Fate]) -> Delivery:
    recipient = address(to).address
    found = next((one for one in deliveries if one.recipient == recipient), None)
    if found is None:
        raise UsageError(f"{edition.name}: no mail to {recipient}; `briefgen outbox` lists what is not settled")
    if found.fate not in choice:
        raise UsageError(
            f"{edition.name} to {recipient}: is {found.fate}; only what is {_or(choice)} can be so settled"
        )
    return found


def _or(choice: Mapping[Fate, Fate]) -> str:
    return " or ".join(choice)
