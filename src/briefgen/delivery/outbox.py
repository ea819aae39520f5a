"""Deliveries -> the next state of each: no mail twice, none lost without a word.

A delivery is written down as SENDING before the first byte and as what came
of it after the answer.  What is found SENDING at the start of a run is
UNKNOWN: the run before it died in between, and nobody can say on which side.
Only what was surely not sent is tried again, with the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from briefgen.delivery.fate import Fate, Outcome

CAP = 100


class State(StrEnum):
    """Where a delivery is; SENT, REFUSED and UNKNOWN change by choice only."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition on its way to one recipient."""

    edition: str
    recipient: str
    message_id: str
    state: State = State.QUEUED
    attempts: int = 0
    reason: str = ""


class Outbox(Protocol):
    """Where deliveries are kept: one of each edition and recipient."""

    def deliveries(self) -> Iterable[Delivery]:
        """All there are, in the order in which they came."""

    def put(self, delivery: Delivery) -> None:
        """Keep it, in place of the one that there was; it is durable when this returns."""


class InMemory:
    """An outbox that ends with the run."""

    def __init__(self, deliveries: Iterable[Delivery] = ()) -> None:
        self._kept = {(one.edition, one.recipient): one for one in deliveries}

    def deliveries(self) -> tuple[Delivery, ...]:
        """All there are."""
        return tuple(self._kept.values())

    def put(self, delivery: Delivery) -> None:
        """Keep it."""
        self._kept[delivery.edition, delivery.recipient] = delivery


# --- the states, pure

_AFTER = {
    Fate.SENT: State.SENT,
    Fate.REFUSED: State.REFUSED,
    Fate.UNKNOWN: State.UNKNOWN,
    Fate.LATER: State.QUEUED,
    Fate.UNSENT: State.QUEUED,
}


def begun(delivery: Delivery) -> Delivery:
    """The delivery as it is while its bytes are on the way."""
    _demand(delivery, State.QUEUED)
    return replace(delivery, state=State.SENDING, attempts=delivery.attempts + 1, reason="")


def settled(delivery: Delivery, outcome: Outcome) -> Delivery:
    """The delivery after an attempt."""
    _demand(delivery, State.SENDING)
    return replace(delivery, state=_AFTER[outcome.fate], reason=outcome.reason)


def recovered(delivery: Delivery) -> Delivery:
    """The delivery as the next run finds it: what was on the way is in nobody's knowledge."""
    if delivery.state is not State.SENDING:
        return delivery
    return replace(delivery, state=State.UNKNOWN, reason="the run ended before the answer came")


def resent(delivery: Delivery) -> Delivery:
    """The delivery queued again, since somebody chose so; the recipient may have it already."""
    _demand(delivery, State.UNKNOWN, State.REFUSED)
    return replace(delivery, state=State.QUEUED, reason="")


def _demand(delivery: Delivery, *states: State) -> None:
    if delivery.state not in states:
        raise ValueError(f"{delivery.recipient}: a delivery that is {delivery.state} cannot go on from there")


# --- a run

Send = Callable[[Delivery], Outcome]


def queue(outbox: Outbox, wanted: Iterable[Delivery]) -> None:
    """Put in what is not there yet; what is there keeps its state."""
    known = {(one.edition, one.recipient) for one in outbox.deliveries()}
    for delivery in wanted:
        if (delivery.edition, delivery.recipient) not in known:
            outbox.put(delivery)
            known.add((delivery.edition, delivery.recipient))


def recover(outbox: Outbox) -> None:
    """Tell what a run that died has left on the way: once, before anything is sent."""
    for delivery in [*outbox.deliveries()]:
        if delivery.state is State.SENDING:
            outbox.put(recovered(delivery))


def work_off(outbox: Outbox, send: Send, cap: int = CAP, *, edition: str | None = None) -> tuple[Delivery, ...]:
    """Try what is queued, of one edition or of all, each once and at most `cap` of it.

    Returns what was tried and what had to wait.  A failure that would meet the
    next mail too ends the run: a password that is refused once need not be
    refused for every recipient.
    """
    queued = [one for one in outbox.deliveries() if one.state is State.QUEUED and edition in {None, one.edition}]
    return (*_tried(outbox, send, queued[:cap]), *waiting(outbox, queued[cap:], f"beyond {cap} mails a run"))


def _tried(outbox: Outbox, send: Send, queued: Sequence[Delivery]) -> Iterator[Delivery]:
    for index, delivery in enumerate(queued, 1):
        outbox.put(sending := begun(delivery))
        outcome = send(sending)
        outbox.put(after := settled(sending, outcome))
        yield after
        if outcome.for_all:
            yield from waiting(outbox, queued[index:], f"not tried: {outcome.reason}")
            return


def waiting(outbox: Outbox, queued: Iterable[Delivery], why: str) -> Iterator[Delivery]:
    """Keep why these were not tried, and yield them."""
    for delivery in queued:
        outbox.put(after := replace(delivery, reason=why))
        yield after
