"""What became of one attempt to hand a mail over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from briefgen.text.clean import clean_line

_LONGEST_REASON = 300


class Fate(StrEnum):
    """What is known after an attempt.

    SENT: taken, the server said so.  REFUSED: never will be.  LATER: not now,
    the server said so.  UNSENT: surely not sent, nobody took it.  UNKNOWN:
    all of it was given, and no answer came.
    """

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    UNSENT = "unsent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate and, but for a mail that was sent, its reason on one clean line.

    `for_all` says that the next mail would fare no better: a server that
    cannot be reached, a password that is refused.
    """

    fate: Fate
    reason: str = ""
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """Finished bytes, lines parted by CR and LF, and between whom they go."""

    sender: str
    recipient: str
    data: bytes


Post = Callable[[Mail], Outcome]


def reason(text: str | bytes) -> str:
    r"""Return what a server said as one clean line, and not a page.

    >>> reason(b"5.1.1 no\r\nsuch \x1b[31muser")
    '5.1.1 no such [31muser'
    """
    told = clean_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    return told if len(told) <= _LONGEST_REASON else told[:_LONGEST_REASON] + "…"
