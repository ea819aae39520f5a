"""Sentence -> its expressions of time, and the days that they mean beside a publication date.

Own rules: a general parser finds "we", "may" and "second" in running text,
and takes "Friday" on a Friday for the week before.  Nothing is resolved
without a stated publication date, and what stays open is a range or nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from briefgen.model import Published
from briefgen.parsing.lexemes import NUMBER, WORD, Lexeme, Lexemes, first_parts, has_any, lexemes
from briefgen.parsing.numerals import is_dash
from briefgen.parsing.tenses import Tense, is_aside, tense
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import Measures, measures
from briefgen.text.tables import table

_YEAR = re.compile(r"(?:19|20)\d\d")
_WEEK = 7
_LONGEST_SHIFT = 4
# From a verb to its time: "told reporters in a statement late on Friday".
_VERB_REACH = 12
_SHORTEST_PAST = 4
# Twelve months of 31 days are a year, near enough to tell which one is nearer.
_YEARLY, _HALF = 12 * 31, 0.5


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time; offsets index into the sentence.

    One of these is told: a weekday (Monday is 0), a day of a month, a month or
    a year, each with what stands beside it, or a `shift`: how many days,
    weeks, months or years off ("last week" is week -1).  `turn` is -1 for
    "last Friday" and 1 for "next Friday"; `relation` is "since" or "by" before it.  `saying` marks the time of saying
    it, `past` and `future` what the verb, or a word before it, tells of when
    it is; of some neither.
    """

    start: int
    end: int
    weekday: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: tuple[str, int] | None = None
    part: str | None = None
    edge: str | None = None
    turn: int = 0
    relation: str | None = None
    saying: bool = False
    past: bool = False
    future: bool = False

    @property
    def sort(self) -> str:
        """What sort of expression it is; only two of one sort can be compared as they stand."""
        if self.month is not None:
            return "day" if self.day is not None else "month"
        if self.weekday is not None:
            return "weekday"
        if self.shift is None:
            return "year"
        return "off" if self.shift[0] == "day" else "shift"


@lru_cache(maxsize=4096)
def times(text: str, language: str) -> tuple[Time, ...]:
    """Return the expressions of time of a sentence, in order.

    >>> text = "They met Thursday evening and may march on May 5, he said Friday."
    >>> [(text[one.start : one.end], one.saying) for one in times(text, "en")]
    [('Thursday evening', False), ('May 5', False), ('Friday', True)]
    """
    if not _YEAR.search(text) and not has_any(text, _time_words(language)):
        return ()
    found = lexemes(text, language)
    return tuple(_judged(found, start, end, one, language) for start, end, one in _times(found, language))


def resolved(time: Time, published: Published | None) -> str | None:
    """Return the day, week, month or year that is meant, as ISO 8601; None where it stays open.

    A week is an interval of days, which sorts between days.  A weekday is the
    day of publication where it is the same, the last such day before if it is
    past, the next one if it is to come, and else stays open; a day of a month
    of which nothing is told is the nearest one.

    >>> friday = times("They met on Friday.", "en")[0]
    >>> resolved(friday, date(2026, 11, 20)), resolved(friday, date(2026, 11, 22)), resolved(friday, None)
    ('2026-11-20', '2026-11-20', None)
    """
    day = published if published is None or type(published) is date else date(*published.timetuple()[:3])
    if time.weekday is not None and time.month is None:
        found = day and _weekday(time, day)
        return found.isoformat() if found else None
    if time.shift is not None:
        return None if day is None else _shifted(*time.shift, day)
    year = time.year or (day and _year(time, day))
    if not year:
        return None
    if time.month is None:
        return f"{year:04}"
    if time.day is None:
        return f"{year:04}-{time.month:02}"
    in_month = time.day <= monthrange(year, time.month)[1]
    return f"{year:04}-{time.month:02}-{time.day:02}" if in_month else None


def may_be_same(one: Time, other: Time, published: Published | None = None, theirs: Published | None = None) -> bool:
    """Tell whether two expressions may mean the same time, as far as they or the publication dates tell."""
    alike = _told(one, other)
    if alike is not None:
        return alike
    mine, its = resolved(one, published), resolved(other, theirs)
    if mine and its:
        return _overlap(mine, its)
    return one.shift is None or other.shift is None or one.shift == other.shift


def _told(one: Time, other: Time) -> bool | None:
    """Whether all that two expressions both tell is equal; None where they tell different things."""
    pairs = ((one.weekday, other.weekday), (one.year, other.year), (one.month, other.month), (one.day, other.day))
    both = [left == right for left, right in pairs if left is not None and right is not None]
    return all(both) if both else None


def _overlap(one: str, other: str) -> bool:
    (left, right), (start, end) = _bounds(one), _bounds(other)
    return left <= end and start <= right


def _bounds(iso: str) -> tuple[str, str]:
    first, _, last = iso.partition("/")
    return first, f"{last or first}~"


# --- resolving


def _weekday(time: Time, day: date) -> date | None:
    back = (day.weekday() - (time.weekday or 0)) % _WEEK
    if time.turn:
        return _moved(day, (_WEEK - back) if time.turn > 0 else -(back or _WEEK))
    if not back or time.past:
        return _moved(day, -back)
    return _moved(day, _WEEK - back) if time.future else None


def _shifted(unit: str, off: int, day: date) -> str | None:
    if unit == "day":
        return _moved(day, off).isoformat()
    if unit == "week":
        monday = _moved(day, off * _WEEK - day.weekday())
        return f"{monday.isoformat()}/{_moved(monday, _WEEK - 1).isoformat()}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + off
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return f"{day.year + off:04}" if unit == "year" else None


def _moved(day: date, days: int) -> date:
    """A day some days off, within what dates can be."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _year(time: Time, day: date) -> int | None:
    """The year of a month without one: the last or next such time if it is past or to come, else the nearest."""
    if time.month is None:
        return None
    if time.future or time.turn > 0:
        return day.year + (_of(time) < _of(time, day) and time.month != day.month)
    if time.past or time.turn < 0:
        return day.year - (_of(time) > _of(time, day)) - (time.turn < 0 and time.month == day.month)
    return _nearest_year(time, day)


def _of(time: Time, day: date | None = None) -> tuple[int, int]:
    """Month and day of a time or, beside it, of a date."""
    if day is None:
        return time.month or 0, time.day or 0
    return day.month, day.day if time.day else 0


def _nearest_year(time: Time, day: date) -> int | None:
    """The year in which a month or a day of one lies nearest; None where two are as near."""
    off = (_ordinal(*_of(time)) - _ordinal(*_of(time, day))) / _YEARLY
    if abs(off) == _HALF:
        return None
    return day.year + (off < -_HALF) - (off > _HALF)


def _ordinal(month: int, day: int) -> int:
    return 31 * month + day


# --- finding


@cache
def _time_words(language: str) -> frozenset[str]:
    """One of which every expression has that is no year."""
    known = measures(language)
    return first_parts({*known.weekdays, *known.months, *_shift_openers(language)})


def _times(found: Lexemes, language: str) -> Iterator[tuple[int, int, Time]]:
    """Each expression with the places of its lexemes, the end not included."""
    place = 0
    while place < len(found):
        one = _time(found, place, language)
        if one is not None:
            yield one
        place = one[1] if one else place + 1


def _time(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    known, word = measures(language), found[place]
    if word.kind == WORD:
        named = word.capital or not known.capital
        if named and word.lower in known.weekdays:
            return _on_weekday(found, place, language)
        if named and word.lower in known.months:
            return _in_month(found, place, language)
        return _by_shift(found, place, language)
    return _in_digits(found, place, language)


def _on_weekday(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    known = measures(language)
    around = (found.phrase(place - 1, place + 1), found.phrase(place, place + 2), found.phrase(place, place + 3))
    if any(phrase in known.no_days for phrase in around):
        return None
    first, last = place, place + 1
    before, behind = found.at(place - 1).lower, found.at(last).lower
    part, edge = known.parts.get(behind), known.edges.get(before)
    last += part is not None
    turn = (before in known.next) - (before in known.last)
    first -= edge is not None or turn != 0
    dated = _dated_behind(found, last, language)
    whole = Time(
        found[first].start, found[last - 1].end, known.weekdays[found[place].lower], part=part, edge=edge, turn=turn
    )
    if dated is None:
        return first, last, whole
    end, date_ = dated[1], dated[2]
    return first, end, replace(whole, end=date_.end, month=date_.month, day=date_.day, year=date_.year)


def _dated_behind(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    """The day of a month behind a weekday: "Friday, May 5"."""
    known = measures(language)
    place += found.at(place).text == ","
    place += found.at(place).lower in known.day_marks
    if place >= len(found):
        return None
    one = _time(found, place, language) if found[place].lower in known.months or found[place].kind == NUMBER else None
    return one if one and one[2].day is not None else None


def _in_month(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    """A month that begins an expression: "May 5, 2014", "May 2014", "in May"."""
    known = measures(language)
    month = known.months[found[place].lower]
    last = place + 1
    last += found.at(last).text == "." and len(found[place].text) < 5
    day = _day(found, last)
    if day is not None and found.at(last).start - found[place].end < 3:
        last += 1
        last += found.at(last).lower in known.ordinals and found.glued(last)
        year, end = _year_behind(found, last, known)
        last = _behind_days(found, last) if year is None else end
        return place, last, Time(found[place].start, found[last - 1].end, month=month, day=day, year=year)
    year, end = _year_behind(found, last, known)
    lead = found.at(place - 1)
    if year is None and lead.lower not in known.leads:
        return None
    last = place + 1 if year is None else end
    turn = (lead.lower in known.next) - (lead.lower in known.last)
    first = place - (turn != 0)
    return first, last, Time(found[first].start, found[last - 1].end, month=month, year=year, turn=turn)


def _in_digits(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    """A day before its month ("5 May 2014"), or a year with a word that leads to it ("in 2014")."""
    known = measures(language)
    day = _day(found, place)
    behind = place + 1
    behind += found.at(behind).text in {".", "º"} or (found.glued(behind) and found.at(behind).lower in known.ordinals)
    while found.at(behind).lower in known.day_marks:
        behind += 1
    month = known.months.get(found.at(behind).lower)
    if day is not None and month and (found[behind].capital or not known.capital):
        year, end = _year_behind(found, behind + 1, known)
        last = behind + 1 if year is None else end
        return place, last, Time(found[place].start, found[last - 1].end, month=month, day=day, year=year)
    if _YEAR.fullmatch(found[place].text) and _is_year(found, place, language):
        return place, place + 1, Time(found[place].start, found[place].end, year=int(found[place].text))
    return None


def _is_year(found: Lexemes, place: int, language: str) -> bool:
    """Whether a word leads to it and no noun follows: "in 2014", not "the 2014 election"."""
    behind = found.at(place + 1)
    closed = behind.kind != WORD or behind.lower in table(language).stop or is_function_word(behind.lower, language)
    apart = not found.glued(place + 1) or behind.text in {".", ",", ";", ")", "?", "!"}
    return closed and apart and found.at(place - 1).lower in measures(language).leads


def _day(found: Lexemes, place: int) -> int | None:
    one = found.at(place)
    fits = one.kind == NUMBER and one.text.isdecimal() and len(one.text) < 3 and 0 < int(one.text) < 32
    return int(one.text) if fits else None


def _year_behind(found: Lexemes, place: int, known: Measures) -> tuple[int | None, int]:
    """The year at a place, a comma or "of" before it, and the place behind it."""
    while found.at(place).text == "," or found.at(place).lower in known.day_marks:
        place += 1
    one = found.at(place)
    if one.kind == NUMBER and _YEAR.fullmatch(one.text):
        return int(one.text), place + 1
    return None, place


def _behind_days(found: Lexemes, place: int) -> int:
    """The place behind a range of days: "May 5-7"."""
    ranged = is_dash(found.at(place).text) and _day(found, place + 1) is not None
    return place + 2 if ranged else place


@cache
def _shift_openers(language: str) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in measures(language).shifts)


def _by_shift(found: Lexemes, place: int, language: str) -> tuple[int, int, Time] | None:
    known = measures(language)
    if found[place].lower not in _shift_openers(language):
        return None
    for size in range(_LONGEST_SHIFT, 0, -1):
        phrase = found.phrase(place, place + size)
        if place + size <= len(found) and phrase in known.shifts:
            unit, _, off = known.shifts[phrase].partition(" ")
            end = place + size
            return place, end, Time(found[place].start, found[end - 1].end, shift=(unit, int(off)))
    return None


# --- judging: the time of saying, the future


def _judged(found: Lexemes, start: int, end: int, one: Time, language: str) -> Time:
    saying = _is_saying(found, start, end, language)
    before = found.at(start - 1).lower
    relation = before if before in measures(language).relations else None
    when = Tense.PAST if saying or _is_told_past(one) else _tense(found, start, end, one, language)
    return replace(one, relation=relation, saying=saying, past=when is Tense.PAST, future=when is Tense.FUTURE)


def _is_told_past(one: Time) -> bool:
    return one.turn < 0 or (one.shift is not None and one.shift[1] < 0)


def _tense(found: Lexemes, start: int, end: int, one: Time, language: str) -> Tense:
    """When it is; the verb of a month or a day of one is that of another time unless a word leads from it.

    "had fixed 16 March", "agreed on more pay from May", "unemployment fell from
    6 per cent in January" are said of any year.
    """
    if one.turn > 0:
        return Tense.FUTURE
    when = tense(found, start, end, language)
    if one.month is None or one.weekday is not None or when is Tense.FUTURE:
        return when
    known, before = measures(language), found.at(start - 1).lower
    led = before in known.dating or start == 0
    return when if led or not known.dating else Tense.OPEN


def _is_saying(found: Lexemes, start: int, end: int, language: str) -> bool:
    """Whether the nearest verb is one of saying: "Friday said", "told reporters at a rally on Friday".

    "said talks on Friday will go on" has the day in what is said.
    """
    verbs = table(language).saying
    if found.at(end).lower in verbs or (start <= 1 and _opens_saying(found, end, language)):
        return True
    said = _verb_before(found, start, language, of_saying=True) is not None
    return said and found.at(end).lower not in measures(language).auxiliaries


def verb_of(text: str, language: str, time: Time) -> str | None:
    """Return the verb whose time an expression is: the nearest before it, or behind one that opens the sentence.

    >>> text = "On Friday, the Tolle bridge collapsed; it reopened in June."
    >>> [verb_of(text, "en", one) for one in times(text, "en")]
    ['collapsed', 'reopened']
    """
    found = lexemes(text, language)
    start = next((at for at, one in enumerate(found) if one.start >= time.start), len(found))
    end = next((at for at, one in enumerate(found) if one.start >= time.end), len(found))
    before = _verb_before(found, start, language)
    if before is not None or start > 1:
        return before
    behind = (one for one in found[end : end + _VERB_REACH] if _is_verb(one, language))
    return next((one.lower for one in behind), None)


def _verb_before(found: Lexemes, start: int, language: str, *, of_saying: bool = False) -> str | None:
    """The nearest verb before a place in its clause; None where one of saying is wanted and it is none.

    What is said begins with "that" or with an article: the strike of "said the
    strike on Friday" was on Friday.
    """
    known, more = table(language), measures(language)
    for place in range(start - 1, max(start - _VERB_REACH, -1), -1):
        word = found[place]
        if (word.kind != WORD and not is_dash(word.text)) or word.lower in more.opening:
            return None
        if word.lower in known.saying:
            opens = found[place + 1].lower in known.articles and word.lower not in more.telling
            return None if of_saying and (opens or _is_planned(found, place, more)) else word.lower
        if _is_verb(word, language) or _is_planned(found, place, more):
            return None if of_saying else word.lower
    return None


def _is_planned(found: Lexemes, place: int, known: Measures) -> bool:
    """Whether a word is the verb behind "will" or "is set to"."""
    before = found.at(place - 1).lower
    planned = before in known.future or (before in known.infinitive and found.at(place - 2).lower in known.future)
    return planned and not found[place].capital and found[place].lower not in known.infinitive


def _is_verb(word: Lexeme, language: str) -> bool:
    known, more = table(language), measures(language)
    if word.lower in known.acts or word.lower in known.saying or word.lower in more.verbs:
        return True
    ending = more.past
    past = bool(ending) and word.lower.endswith(ending) and len(word.text) > _SHORTEST_PAST
    return past and not word.capital


def _opens_saying(found: Lexemes, end: int, language: str) -> bool:
    """Whether the sentence begins with the time and its first verb is one of saying: "On Friday, the mayor said"."""
    places = range(end, min(end + _VERB_REACH, len(found)))
    first = next((place for place in places if _is_verb(found[place], language)), None)
    if first is None or is_aside(found, first, language):
        return False
    return found[first].lower in table(language).saying
