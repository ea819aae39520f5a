"""Paragraphs of a plain text -> author, outlet and date, as far as a byline tells them.

Only a whole line counts, near the top or at the end: "By Tuesday the water had
fallen." begins a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.readers.dates import stated_date
from briefgen.readers.draft import Part

# "By Nils Tamm, Tolsund Chronicle, 3 March 2026" has 46 characters.
_LONGEST = 120
# Below headline and standfirst.
_TOP = 3

_BY = re.compile(r"(?:by|von|par|por|di|av|door)\s+(?=[^\W\d_])", re.IGNORECASE)
_PART = re.compile(r"\s*[,|·•;]\s*|\s+[-–—]\s+")
_DATED = re.compile(
    r"(?:\s*[,|·•;–—-]\s*)?"
    r"(\d{1,2}(?:st|nd|rd|th|\.)?(?:\s+de)?\s+[^\W\d]+\.?,?(?:\s+de)?\s+\d{4}"
    r"|[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d)$"
)
# Two to four words with a capital, particles between: "Ann de Vries", "Mara Lind and Nils Tamm".
_WORD = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w.'’-]*"
_NAME = rf"{_WORD}(?:\s+(?:(?:de|del|der|van|von|den|al|bin|la)\s+)*{_WORD}){{1,3}}"
_NAMES = re.compile(rf"{_NAME}(?:\s+(?:and|und|et|y|&)\s+{_NAME}){{0,2}}")
_OUTLET = re.compile(rf"{_WORD}(?:\s+(?:(?:of|the|de|für|and|&)\s+)*{_WORD}){{0,4}}")


def byline(parts: Sequence[Part]) -> tuple[int, dict[str, str]] | None:
    """Return the place of the paragraph that is a byline, and what it states; None where there is none."""
    last = len(parts) - 1
    places = [*range(1, min(_TOP, last + 1)), *([last] if last >= _TOP else [])]
    found = ((place, stated(parts[place][1])) for place in places)
    return next(((place, told) for place, told in found if told), None)


def stated(line: str) -> dict[str, str]:
    """Return what a line states if it is a byline, else nothing.

    >>> stated("By Nils Tamm, Tolsund Chronicle, 3 March 2026")
    {'author': 'Nils Tamm', 'outlet': 'Tolsund Chronicle', 'published': '2026-03-03'}
    >>> stated("By Tuesday the water had fallen."), stated("By Nils Tamm")
    ({}, {'author': 'Nils Tamm'})
    """
    by = _BY.match(line)
    if not by or len(line) > _LONGEST:
        return {}
    rest, published = _dated(line[by.end() :].strip())
    told = dict(_named(_PART.split(rest))) if rest else {}
    return told | ({"published": published} if told and published else {})


def _dated(text: str) -> tuple[str, str | None]:
    """The text before a date at its end, and the date."""
    match = _DATED.search(text)
    found = stated_date(match[1]) if match else None
    return (text[: match.start()], found.isoformat()) if match and found else (text, None)


def _named(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The author, and the outlet where one follows; nothing where a part is neither."""
    shapes = {"author": _NAMES, "outlet": _OUTLET}
    told = dict(zip(shapes, parts, strict=False))
    if len(parts) <= len(shapes) and all(shapes[name].fullmatch(part) for name, part in told.items()):
        yield from told.items()
