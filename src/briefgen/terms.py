"""A reader's terms -> which reports are about them.

A term is a word or several in a row, in any case, as a whole: "bank" is not
in "banker"; with a star at its end it is the beginning of a word: "bank*".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from briefgen.model import Report


def about(terms: Iterable[str], report: Report) -> bool:
    """Tell whether a report's title or text has one of the terms."""
    found = _pattern(tuple(terms))
    return found is not None and bool(found.search(report.title or "") or found.search(report.text))


def mentions(terms: Iterable[str], text: str) -> bool:
    """Tell whether a text has one of the terms.

    >>> mentions(["strike*", "city hall"], "The strikers met in City Hall."), mentions(["strike"], "The strikers")
    (True, False)
    """
    found = _pattern(tuple(terms))
    return found is not None and bool(found.search(text))


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    written = [one for one in map(_written, terms) if one]
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})", re.IGNORECASE) if written else None


def _written(term: str) -> str:
    words = r"\s+".join(map(re.escape, term.rstrip("*").split()))
    return words and words + (r"\w*" if term.endswith("*") else r"(?!\w)")
