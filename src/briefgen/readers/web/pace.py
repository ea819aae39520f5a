"""Host -> its turn: one request at a time, a pause between pages, and the waits that it asks for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from briefgen.errors import ReadError


@dataclass(slots=True)
class _Place:
    """What is known of one host: since when it rests, whom it served last, how long it wants to be left alone."""

    pause: float
    lock: Lock = field(default_factory=Lock)
    rested: float = -math.inf
    held: float = -math.inf
    served: object = None


class Pace:
    """The turns of all hosts in one run; safe for several threads."""

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], None], pause: float, patience: float
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._pause, self._patience = pause, patience
        self._places: dict[str, _Place] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str, visit: object) -> Iterator[None]:
        """Wait for the host's turn and hold it; the requests of one visit follow without a pause.

        Raises ReadError where the host asked for more time than we wait.
        """
        place = self._place(host)
        with place.lock:
            self._wait(place, visit)
            try:
                yield
            finally:
                place.rested, place.served = self._clock() + place.pause, visit

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, as it asked."""
        place = self._place(host)
        place.held = max(place.held, self._clock() + seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """Pause longer between pages of a host, as its robots.txt asks, up to our patience."""
        place = self._place(host)
        place.pause = max(place.pause, min(seconds, self._patience))

    def _wait(self, place: _Place, visit: object) -> None:
        until = place.held if visit is place.served else max(place.held, place.rested)
        seconds = until - self._clock()
        if seconds > self._patience:
            raise ReadError(f"the site asks to be left alone for {math.ceil(seconds):,} s; try again then")
        if seconds > 0:
            self._sleep(seconds)

    def _place(self, host: str) -> _Place:
        with self._lock:
            return self._places.setdefault(host, _Place(self._pause))
