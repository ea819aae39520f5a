"""Address -> page, through the one door that leads to the network.

Every address that a report, a feed or a redirect names was written by a
stranger.  At each hop the host is looked up once, every IP address found is
judged, and the connection goes to just those: a name that changes its mind
between the look and the connection gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from threading import Thread

from briefgen.errors import FetchError, ReadError
from briefgen.readers.web import addresses, robots, wire
from briefgen.readers.web.addresses import Address
from briefgen.readers.web.cache import Stored
from briefgen.readers.web.door import Door, Page, Visit
from briefgen.readers.web.networks import judge
from briefgen.readers.web.robots import Rules
from briefgen.readers.web.wire import Answer, Ask, Bounds, Unreached

_WANTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
# Where a busy site does not say how long it needs.
_USUAL_WAIT = 2.0

_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE | re.ASCII)
_VALIDATOR = re.compile(r"[ -~]{1,1000}")


class _NotPublic(Unreached):
    """The host lies where this visit may not go; one that the user's naming leads may."""


def fetch(url: str, door: Door, *, named_by: str | None = None) -> Page:
    """Fetch a page or a feed.

    `named_by` is the address of the page or feed that names this one, None
    where the user did.  Raises FetchError, one line with the address, the cause
    and what to do; its `reason` is the same without the address.
    """
    try:
        return _fetch(url, door, named_by)
    except ReadError as error:
        raise FetchError(addresses.shown(url), str(error)) from error


def _fetch(url: str, door: Door, named_by: str | None) -> Page:
    if not door.network:
        raise ReadError("addresses are refused (--no-network); save the page's text to a file first")
    start = addresses.parse(url)
    # Only what the user named leads to what the user named, be it by a redirect or by a link.
    named = named_by is None or door.allows_private(addresses.parse(named_by))
    final, answer, kept = _follow(start, door, Visit(door.limits.total, named=named))
    if answer.status == HTTPStatus.NOT_MODIFIED and kept:
        return _page(start, final, kept, not_modified=True)
    if answer.status not in wire.WITH_BODY:
        raise ReadError(_led_to(start, final) + _said(answer.status))
    fresh = _stored(answer)
    if door.cache and _may_be_kept(answer, fresh):
        door.cache.store(final.url, fresh)
    return _page(start, final, fresh)


def _may_be_kept(answer: Answer, fresh: Stored) -> bool:
    return bool(fresh.conditions()) and "no-store" not in answer.headers.get("cache-control", "").lower()


def _follow(start: Address, door: Door, visit: Visit) -> tuple[Address, Answer, Stored | None]:
    """Go from address to address until one answers; each is judged as the first was."""
    address, met = start, {start.url}
    while True:
        try:
            answer, kept = _hop(address, door, visit)
            if answer.status not in _REDIRECTS:
                return address, answer, kept
            visit.named = visit.named and door.allows_private(address)
            following = _redirected(address, answer)
        except ReadError as error:
            if address == start:
                raise
            raise ReadError(_led_to(start, address) + str(error)) from error
        if following.url in met:
            raise ReadError("its redirects go round in a circle; open the page yourself and save it")
        if len(met) > door.limits.redirects:
            raise ReadError(f"redirected more than {door.limits.redirects} times; open the page yourself and save it")
        address = following
        met.add(address.url)


def _led_to(start: Address, address: Address) -> str:
    return "" if start == address else f"redirected to {address}: "


def _hop(address: Address, door: Door, visit: Visit) -> tuple[Answer, Stored | None]:
    """One address: asked only if its robots.txt lets us, and for what has changed since it was kept."""
    if not visit.asks_robots:
        return _answer(address, {}, door, visit), None
    if against := _rules(address, door, visit).against(address.url):
        raise ReadError(against)
    kept = door.cache.load(address.url) if door.cache else None
    return _answer(address, kept.conditions() if kept else {}, door, visit), kept


def _redirected(address: Address, answer: Answer) -> Address:
    location = answer.headers.get("location", "")
    if not location.strip():
        raise ReadError("redirected without saying where to; open the page yourself and save it")
    # Headers come as Latin-1; what is written beyond ASCII in them is meant as UTF-8.
    following = addresses.join(address, location.encode("latin-1", errors="replace").decode(errors="replace"))
    if address.scheme == "https" and following.scheme == "http":
        raise ReadError(f"redirected to {following}, which is not secure; open the page yourself and save it")
    return following


# --- what the site wants


def _rules(address: Address, door: Door, visit: Visit) -> Rules:
    """The rules of the address's site, asked for once a run."""
    known = door.known(address.origin)
    with known.lock:
        if known.rules is not None:
            return known.rules
        part = visit.part(door.limits.robots)
        given = part.left
        rules = _ask_rules(replace(address, target=robots.PATH), door, part)
        visit.left -= given - part.left
        door.pace.slow_down(address.host, rules.pause)
        # What failed only because this visit had no time left may work for the next.
        if rules.refusal is None or given == door.limits.robots:
            known.rules = rules
        return rules


def _ask_rules(address: Address, door: Door, visit: Visit) -> Rules:
    try:
        _, answer, _ = _follow(address, door, visit)
    except _NotPublic:
        raise
    except Unreached as error:
        return Rules(refusal=str(error))
    except ReadError as error:
        return robots.unreadable(str(error))
    if answer.status in wire.WITH_BODY:
        return robots.rules_of(answer.body)
    busy = answer.status in _BUSY or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return robots.unreadable(_said(answer.status)) if busy else Rules()


def _answer(address: Address, conditions: Mapping[str, str], door: Door, visit: Visit) -> Answer:
    """Ask once, and once more where the site is busy and says so."""
    answer = _asked(address, conditions, door, visit)
    if answer.status not in _BUSY:
        return answer
    wait = _wait(answer.headers.get("retry-after"), door.world.now)
    door.pace.hold(address.host, wait)
    # The turn waits for as long as was asked, or says that this is too long.
    return _asked(address, conditions, door, visit)


def _wait(stated: str | None, now: Callable[[], datetime]) -> float:
    """The seconds that a busy site asks for, as a number or as a time."""
    if stated is None:
        return _USUAL_WAIT
    if re.fullmatch(r"[0-9]{1,9}", stated.strip()):
        return float(stated)
    try:
        until = parsedate_to_datetime(stated)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now()).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return _USUAL_WAIT


# --- the connection


def _asked(address: Address, conditions: Mapping[str, str], door: Door, visit: Visit) -> Answer:
    """One request in the host's turn, to IP addresses that were judged."""
    world, limits = door.world, door.limits
    size = limits.size if visit.asks_robots else min(limits.size, 4 * robots.LONGEST)
    with door.pace.turn(address.host, visit.token), visit.at_work(world.clock) as left:
        ips = _judged(address, door, visit, left)
        request = Ask(address, ips, {**_headers(address, door), **conditions})
        return wire.ask(request, Bounds(left, limits.connect, size), world.dial or wire.dial, world.trust)


def _headers(address: Address, door: Door) -> dict[str, str]:
    return {
        "Host": address.authority,
        "User-Agent": door.agent,
        "Accept": _WANTED,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _judged(address: Address, door: Door, visit: Visit, left: Callable[[], float]) -> tuple[str, ...]:
    """The IP addresses of the host; _NotPublic where any of them is not for pages."""
    ips = (address.host,) if address.ip else _resolved(address, door, left)
    for ip in ips:
        verdict = judge(ip)
        if verdict is None or (verdict.own and visit.named and door.allows_private(address)):
            continue
        allow = f"if you mean it, allow the host: --allow-private {address.authority}"
        remedy = allow if verdict.own else "no setting allows it"
        raise _NotPublic(f"refused, {ip} is not public ({verdict.kind}); {remedy}")
    return ips


def _resolved(address: Address, door: Door, left: Callable[[], float]) -> tuple[str, ...]:
    """Look the host up, and give up in time: the system's own look-up knows no limit."""
    found: list[tuple[str, ...] | Exception] = []

    def look() -> None:
        try:
            found.append((door.world.resolve or wire.resolve)(address.host, address.port))
        except OSError as error:
            found.append(error)

    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(left())
    answer = found[0] if found else TimeoutError()
    if isinstance(answer, Exception):
        raise Unreached(wire.told(answer)) from answer
    if not answer:
        raise Unreached("its host has no IP address; check the address")
    return answer


# --- the page


def _stored(answer: Answer) -> Stored:
    def validator(name: str) -> str | None:
        value = answer.headers.get(name, "")
        return value if _VALIDATOR.fullmatch(value) else None

    return Stored(answer.body, validator("etag"), validator("last-modified"), answer.headers.get("content-type"))


def _page(start: Address, final: Address, stored: Stored, *, not_modified: bool = False) -> Page:
    stated = (stored.content_type or "")[:1000]
    kind, charset = _TYPE.match(stated), _CHARSET.search(stated)
    return Page(
        start.url,
        final.url,
        stored.body,
        kind[1].lower() if kind else None,
        charset[1].lower() if charset else None,
        not_modified,
    )


def _said(status: int) -> str:
    """A status that is no page, in our own words: the server's are a stranger's."""
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    return f"the site answers {status}{phrase}; {_remedy(status)}"


def _remedy(status: int) -> str:
    if status in (401, 402, 403, 407, 451):
        return "open the page yourself and save it"
    if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "try again later"
    return "check the address"
