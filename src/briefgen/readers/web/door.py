"""One run's way to the network: what it may do, what a page is and may cost, what is known of the sites it met."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from briefgen.__about__ import __version__
from briefgen.errors import ReadError, UsageError
from briefgen.readers.web.addresses import PORTS, Address
from briefgen.readers.web.pace import Pace

if TYPE_CHECKING:
    from ssl import SSLContext

    from briefgen.readers.web.cache import Cache
    from briefgen.readers.web.robots import Rules
    from briefgen.readers.web.wire import Dial

TOO_LONG = "takes too long; try again later"

Resolve = Callable[[str, int], tuple[str, ...]]

_CONTACT = re.compile(r"[!-'*-~ ]{1,200}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost, in seconds and bytes.

    `total` counts the work for a page, robots.txt and redirects with it, and
    not the waits for the site's sake: `pause` between two pages of a host, and
    at most `patience` where the site asks for more.
    """

    total: float = 30.0
    connect: float = 10.0
    robots: float = 10.0
    size: int = 20_000_000
    redirects: int = 10
    pause: float = 1.0
    patience: float = 10.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes as they were sent, undone of gzip only, and what was said of them.

    Both addresses are in ASCII and without a fragment.  `not_modified`: the
    server said that the body kept from an earlier run still holds.
    """

    url: str
    final_url: str
    body: bytes
    content_type: str | None
    charset: str | None
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What the door needs of the outside: names, connections, authorities, time; None is the system's own."""

    resolve: Resolve | None = None
    dial: Dial | None = None
    trust: SSLContext | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(slots=True)
class Known:
    """A site's rules, as far as they were asked for in this run."""

    rules: Rules | None = None
    lock: Lock = field(default_factory=Lock)


class Door:
    """One run's way to the network; safe for several threads.

    `allow_private` holds the hosts ("intranet", "localhost:8080") that may be
    in one's own network; a bare host stands for ports 80 and 443.  `contact` (a
    mail address or a page) is told to the sites.  Raises UsageError where it
    cannot stand in a header.
    """

    def __init__(
        self,
        *,
        network: bool = True,
        allow_private: Iterable[str] = (),
        contact: str | None = None,
        limits: Limits | None = None,
        cache: Cache | None = None,
        world: World | None = None,
    ) -> None:
        self.network = network
        self.agent = _agent(contact)
        self.limits = limits or Limits()
        self.cache = cache
        self.world = world or World()
        self.pace = Pace(self.world.clock, self.world.sleep, self.limits.pause, self.limits.patience)
        self._allowed = frozenset(host.lower() for host in allow_private)
        self._known: dict[str, Known] = {}
        self._lock = Lock()

    def allows_private(self, address: Address) -> bool:
        """Tell whether the user named this host as one of the own network."""
        names = {f"{address.bracketed}:{address.port}"}
        if address.port in PORTS.values():
            names.add(address.bracketed)
        return bool(names & self._allowed)

    def known(self, origin: str) -> Known:
        """Return the place of a site's rules."""
        with self._lock:
            return self._known.setdefault(origin, Known())


@dataclass(slots=True)
class Visit:
    """One page's way through the door: the seconds left, whether the user's own naming still leads it."""

    left: float
    token: object = field(default_factory=object)
    named: bool = True
    asks_robots: bool = True

    def part(self, seconds: float) -> Visit:
        """Return a visit for the site's robots.txt, in the same turn."""
        return Visit(min(seconds, self.left), self.token, self.named, asks_robots=False)

    @contextmanager
    def at_work(self, clock: Callable[[], float]) -> Iterator[Callable[[], float]]:
        """Count the time spent here; yields what tells the seconds left, or raises ReadError where none are."""
        end = clock() + self.left

        def left() -> float:
            if (seconds := end - clock()) <= 0:
                raise ReadError(TOO_LONG)
            return seconds

        try:
            yield left
        finally:
            self.left = end - clock()


def _agent(contact: str | None) -> str:
    if contact is not None and not _CONTACT.fullmatch(contact):
        raise UsageError(f"contact: {contact!r} cannot be told to sites; use a mail address or the address of a page")
    about = f"+{contact}" if contact else "single pages and feeds, for a briefing that a person asked for"
    return f"briefgen/{__version__} ({about})"
