"""What a source says of its date -> an aware time, a bare day, or nothing.

A time without a zone is a day: which moment it was cannot be told.  Dates that
no report can have (year 1, the epoch's zero, days to come) count as not stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from briefgen.model import Published, instant

# Mail and the Web are younger, scanned newspapers older than the computers that file them.
_EARLIEST = date(1600, 1, 1)
_EPOCHS = frozenset({date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30)})
_CLOCKS_DIFFER = timedelta(days=1)
_LONGEST = 100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero januari gennaio janeiro",
            "february feb februar février fevrier febrero februari febbraio fevereiro",
            "march mar märz maerz mars marzo maart março",
            "april apr avril abril aprile",
            "may mai mayo mei maggio maio maj",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto augustus augusti",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d{1,2}):?(\d\d)(?::?(\d\d))?(?:[.,](\d+))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_DAY_FIRST = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.)?(?:\s+de)?\s+([^\W\d]+)\.?,?(?:\s+de)?\s+(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"(?:[^\W\d]+,\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def stated_date(text: str) -> Published | None:
    """Return the time or day that a text states, however it is written.

    >>> stated_date("Tue, 19 Nov 2019 13:02:11 +0100").isoformat()
    '2019-11-19T13:02:11+01:00'
    >>> stated_date("November 19, 2019 at 1:02 pm"), stated_date("2019-11-19 13:02"), stated_date("yesterday")
    (datetime.date(2019, 11, 19), datetime.date(2019, 11, 19), None)
    """
    text = text.strip()[:_LONGEST]
    for reading in _READINGS:
        try:
            found = reading(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None:
            return found
    return None


def sensible(published: Published | None, now: datetime | None = None) -> Published | None:
    """Return a date that a report can have, None for one that says nothing.

    >>> today = datetime(2026, 3, 3, tzinfo=UTC)
    >>> sensible(date(1, 1, 1)), sensible(date(2026, 3, 3)), sensible(date(2999, 1, 1), today)
    (None, datetime.date(2026, 3, 3), None)
    """
    if published is None:
        return None
    day = published.date() if isinstance(published, datetime) else published
    if day < _EARLIEST or day in _EPOCHS:
        return None
    # A day before the epoch's in the West is its zero, too.
    if isinstance(published, datetime) and abs(published.timestamp()) < 1:
        return None
    return None if now and instant(published) > now + _CLOCKS_DIFFER else published


def _iso(text: str) -> Published | None:
    match = _ISO.match(text)
    if not match or text[match.end() : match.end() + 1].isdigit():
        return None
    day = date(*(int(part) for part in match.group(1, 2, 3)))
    if not (match[4] and match[8]):
        return day
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    zone = _zone(match[8])
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:{min(second, 59):02}{zone}")


def _zone(text: str) -> str:
    if text[0] not in "+-":
        return "+00:00"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _mail(text: str) -> Published | None:
    if not re.match(r"(?:[^\W\d]{2,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d", text):
        return None
    found = parsedate_to_datetime(text)
    # "-0000" says that the zone is unknown; the time is UTC all the same (RFC 5322).
    return found if found.tzinfo else found.replace(tzinfo=UTC) if "-0000" in text else found.date()


def _year_first(text: str) -> Published | None:
    match = _YEAR_FIRST.match(text)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day_first(text: str) -> Published | None:
    match = _DAY_FIRST.match(text)
    return (
        date(int(match[3]), _MONTHS[match[2].lower()], int(match[1])) if match and match[2].lower() in _MONTHS else None
    )


def _month_first(text: str) -> Published | None:
    match = _MONTH_FIRST.match(text)
    return (
        date(int(match[3]), _MONTHS[match[1].lower()], int(match[2])) if match and match[1].lower() in _MONTHS else None
    )


def _seconds(text: str) -> Published | None:
    """Seconds or milliseconds since 1970, as programs write them."""
    if not _SECONDS.fullmatch(text):
        return None
    value = float(text)
    return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).replace(microsecond=0)


_READINGS: tuple[Callable[[str], Published | None], ...] = (
    _seconds,
    _mail,
    _iso,
    _year_first,
    _day_first,
    _month_first,
)
