"""Hits, editions, how the archive stands -> text for a terminal, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefgen.archive.records import Delivery, Edition, Fate, Hit, Pruned, Status

Object = dict[str, Any]


def hits_as_text(hits: Iterable[Hit]) -> str:
    """Two lines a hit: when, whose and what; then the stretch in which the words stand."""
    return "".join(f"{_heading(hit)}\n    {hit.snippet}\n" for hit in hits)


def _heading(hit: Hit) -> str:
    told = (hit.date and hit.date[:10], hit.outlet, hit.title or "without a title")
    where = f"line {hit.id} of {hit.edition}" if hit.edition else f"report {hit.id}"
    return f"{where}  {' – '.join(one for one in told if one)}"


def hits_as_json(hits: Iterable[Hit]) -> str:
    """The same as data."""
    return _json([_hit(hit) for hit in hits])


def _hit(hit: Hit) -> Object:
    kind = {"edition": hit.edition, "claim": hit.id} if hit.edition else {"report": hit.id}
    return {**kind, "title": hit.title, "outlet": hit.outlet, "date": hit.date, "snippet": hit.snippet}


def editions_as_text(editions: Iterable[Edition]) -> str:
    """One line an edition."""
    return "".join(f"{_edition_line(edition)}\n" for edition in editions)


def _edition_line(edition: Edition) -> str:
    files = ", ".join(edition.files) if edition.kept else "JSON pruned"
    size = f"{_many(edition.stories, 'story', 'stories')}, {_many(edition.reports, 'report')}"
    return f"{edition.name}  {edition.day}  {edition.state}  {size}  {files}"


def editions_as_json(editions: Iterable[Edition]) -> str:
    """The same as data."""
    return _json([_edition(edition) for edition in editions])


def _edition(edition: Edition) -> Object:
    return {
        "name": edition.name,
        "profile": edition.profile,
        "number": edition.number,
        "day": edition.day.isoformat(),
        "as_of": edition.as_of.isoformat(),
        "since": edition.since.isoformat() if edition.since else None,
        "state": edition.state.value,
        "stories": edition.stories,
        "reports": edition.reports,
        "sha256": edition.sha256,
        "files": dict(edition.files),
        "kept": edition.kept,
    }


def status_as_text(status: Status) -> str:
    """A line a matter; what needs somebody's attention comes last."""
    return "".join(f"{line}\n" for line in _status_lines(status))


def _status_lines(status: Status) -> Iterator[str]:
    yield f"archive {status.path}, {_size(status.size)}, schema {status.schema}"
    texts = "" if status.texts >= status.reports else f" ({_many(status.texts, 'text')} kept)"
    yield f"{_many(status.reports, 'report')}{texts}, {_many(status.editions, 'edition')}"
    yield from (f"last: {_edition_line(edition)}" for edition in status.last)
    if status.holder:
        yield f"at work: process {status.holder.pid} on {status.holder.host}, since {status.holder.since}"
    yield from (f"begun and not issued: {day}" for day in status.unfinished)
    yield from _undelivered(status)


def _undelivered(status: Status) -> Iterator[str]:
    """What has not arrived, what never will, what may have."""
    for told, fate in (("waiting", "queued"), ("refused", "refused")):
        yield from (f"{told}: {_delivery_line(one)}" for one in status.deliveries if one.fate == fate)
    yield from (f"unknown whether it arrived: {_delivery_line(one)}" for one in status.unknown)
    if status.unknown and not status.holder:
        yield "to decide: `briefgen outbox EDITION ADDRESS` with --resend, or with --sent where it is there"


def outbox_as_text(status: Status) -> str:
    """The mails that are not known to have arrived, a line each; the empty text where there are none."""
    return "".join(f"{line}\n" for line in _undelivered(status))


def decided_as_text(deliveries: Iterable[Delivery]) -> str:
    """What became of mails by somebody's choice, a line each."""
    return "".join(f"{one.edition} to {one.recipient}: {_DECIDED[one.fate]}\n" for one in deliveries)


_DECIDED = {Fate.QUEUED: "waits; the next `briefgen daily` sends it", Fate.SENT: "sent"}


def outbox_as_json(status: Status) -> str:
    """The same as data."""
    return _json([_delivery(one) for one in status.deliveries if one.fate != "sent"])


def _delivery_line(delivery: Delivery) -> str:
    reason = f": {delivery.reason}" if delivery.reason else ""
    return f"{delivery.edition} to {delivery.recipient}, {_many(delivery.attempts, 'attempt')}{reason}"


def status_as_json(status: Status) -> str:
    """The same as data."""
    return _json(
        {
            "path": str(status.path),
            "size": status.size,
            "schema": status.schema,
            "reports": status.reports,
            "texts": status.texts,
            "editions": status.editions,
            "last": [_edition(edition) for edition in status.last],
            "unfinished": list(status.unfinished),
            "deliveries": [_delivery(one) for one in status.deliveries if one.fate != "sent"],
            "unknown": len(status.unknown),
            "at_work": {"pid": status.holder.pid, "host": status.holder.host, "since": status.holder.since}
            if status.holder
            else None,
        }
    )


def _delivery(delivery: Delivery) -> Object:
    return {
        "edition": delivery.edition,
        "recipient": delivery.recipient,
        "message_id": delivery.message_id,
        "fate": delivery.fate.value,
        "attempts": delivery.attempts,
        "reason": delivery.reason,
    }


def pruned_as_text(gone: Pruned) -> str:
    """What goes, in one line; the empty text where nothing does.

    >>> pruned_as_text(Pruned(("daily/1", "daily/2"), 1, 2_500_000))
    'the JSON of 2 editions (daily/1 to daily/2) and 1 text, 2.5 MB'
    """
    if not gone.editions and not gone.texts:
        return ""
    named = f" ({_span(gone.editions)})" if gone.editions else ""
    return (
        f"the JSON of {_many(len(gone.editions), 'edition')}{named} and {_many(gone.texts, 'text')}, {_size(gone.size)}"
    )


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _many(number: int, one: str, more: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
