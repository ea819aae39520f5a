"""robots.txt -> what a site lets us read, and how slowly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

NAME = "briefgen"
PATH = "/robots.txt"

# RFC 9309: what must be read at least; the rest is passed over.
LONGEST = 500 * 1024

_GROUP = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us; `refusal` is why nothing may be read, where that is so."""

    parsed: Protego | None = None
    refusal: str | None = None

    def against(self, url: str) -> str | None:
        """Return why an address may not be read, None where it may."""
        if self.refusal or self.parsed is None or self.parsed.can_fetch(url, NAME):
            return self.refusal
        return "the site's robots.txt does not let programs read it; open the page yourself and save it"

    @property
    def pause(self) -> float:
        """The seconds that the site wants between two pages."""
        return (self.parsed and self.parsed.crawl_delay(NAME)) or 0.0


def rules_of(data: bytes) -> Rules:
    r"""Read a robots.txt, whatever bytes it holds.

    >>> rules_of(b"User-agent: *\nDisallow: /b").against("http://a.example/b").split(";")[0]
    "the site's robots.txt does not let programs read it"
    """
    from protego import Protego

    return Rules(Protego.parse(_ours(data[:LONGEST].decode("utf-8", errors="replace"))))


def unreadable(cause: str) -> Rules:
    """Rules of a site whose robots.txt cannot be had: nobody can tell what it wants."""
    return Rules(refusal=f"its robots.txt cannot be read: {cause}")


def _ours(text: str) -> str:
    """The text with all groups of other programs under one name.

    Protego gives each of them its own list of rules: 500 kB of 15,000 names
    above 15,000 rules took it 332 s.
    """
    return "\n".join(_named(line) for line in text.splitlines())


def _named(line: str) -> str:
    group = _GROUP.match(line)
    return line if not group or _is_ours(group[1].strip()) else "User-agent: other"


def _is_ours(name: str) -> bool:
    return name == "*" or name.replace("*", "").lower() in NAME
