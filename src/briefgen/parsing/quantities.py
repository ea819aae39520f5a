"""Sentence -> quantities: exact values with unit, bound and role, and where they stand.

Precision first: what only looks like a quantity (a year, a day of a month, a
score, a flight's number) is left out, since a reader who is shown one false
"they differ" trusts none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from briefgen.parsing.lexemes import MARK, NUMBER, WORD, Lexemes, first_parts, has_any, lexemes
from briefgen.parsing.numerals import Numeral, is_dash, numerals
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import Bound, Head, Measures, measures
from briefgen.text.tables import table
from briefgen.text.words import stemmer

PERCENT, POINT, AGE = "%", "percentage point", "age"
_YEARS = range(1900, 2036)
_DIGIT = re.compile(r"\d")
# From a number to its noun: "25 other heavily armed foreign fighters".
_REACH = 5
_ROLE_REACH = 5
_MORE_REACH = 8
_TALLY_REACH = 15
_NAME_REACH = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value, or a range from `low` to `high`, and what it is a quantity of.

    Offsets index into the sentence; `start` and `end` take in bound and unit.
    `key` names what may be compared: a class of units, a currency, "%",
    "age"; empty where people are counted without a noun ("12 were killed").
    `role` is what happened to them; `partial` tells of a part ("12 of them",
    "12 others"); `qualities` are the words between value and unit; `name` is
    whose age it is, `subject` the first person whom a sentence with an age names.
    `joined` tells of more than the unit ("420 passengers and crew"), `is_attribute` of a noun behind ("30-day truce"),
    `is_rough` of a share in words, as a percentage that it is about.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    key: str
    unit: str | None = None
    bound: Bound | None = None
    bound_words: tuple[int, int] | None = None
    role: str | None = None
    partial: bool = False
    money: bool = False
    qualities: frozenset[str] = frozenset()
    name: str | None = None
    subject: str | None = None
    is_rough: bool = False
    joined: bool = False
    is_attribute: bool = False
    first: int = 0
    last: int = 0

    @property
    def is_range(self) -> bool:
        """Whether it is "10 to 15"."""
        return self.low != self.high

    def covers(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        return self.low <= value <= self.high


@lru_cache(maxsize=4096)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence in order.

    >>> [(one.low, one.unit, one.bound) for one in quantities("It sent up to 25 countries $5.2bn in 2024.", "en")]
    [(Decimal('25'), 'countries', <Bound.AT_MOST: 'at most'>), (Decimal('5200000000.0'), '$', None)]
    """
    numerals = _numerals(text, language)
    return tuple(_quantities(lexemes(text, language), numerals, language)) if numerals else ()


@lru_cache(maxsize=4096)
def values(text: str, language: str) -> frozenset[Decimal]:
    """Return all numbers of a sentence, years and such included."""
    return frozenset(one.value for one in _numerals(text, language))


@lru_cache(maxsize=4096)
def _numerals(text: str, language: str) -> tuple[Numeral, ...]:
    if not _DIGIT.search(text) and not has_any(text, _number_words(language)):
        return ()
    return tuple(numerals(lexemes(text, language), measures(language)))


@cache
def _number_words(language: str) -> frozenset[str]:
    """One of which every number has that is written without a digit."""
    known = measures(language)
    return first_parts({*known.numbers, *known.scales, *known.half, *known.denominators})


def _quantities(found: Lexemes, numerals: Sequence[Numeral], language: str) -> Iterator[Quantity]:
    known = measures(language)
    index = 0
    while index < len(numerals):
        one = numerals[index]
        other = numerals[index + 1] if index + 1 < len(numerals) else None
        joined = other is not None and _joins(found, one, other, known)
        high = other if joined and other else one
        quantity = None
        if not joined or _is_range(found, one, high, known):
            quantity = _quantity(found, one, high, language)
        if quantity is not None:
            yield quantity
        # Of what is neither a range nor one number ("a 3-1 win") both are left out.
        skip = joined and (quantity is not None or is_dash(found.at(one.last).text))
        index += 2 if skip else 1


# --- which numbers are quantities


def _joins(found: Lexemes, one: Numeral, other: Numeral, known: Measures) -> bool:
    """Whether two numbers stand as "10-15", "10 to 15" or "between 10 and 15"."""
    gap = 1 + (found.at(other.first - 1).text in known.symbols)
    if other.first != one.last + gap:
        return False
    between = found[one.last]
    if is_dash(between.text):
        return found.glued(one.last) and found.glued(one.last + 1)
    if between.lower in known.ranging:
        return True
    before = one.first - 1 - (found.at(one.first - 1).text in known.symbols)
    return between.lower in known.spanned and found.at(before).lower in known.spanning


def _is_range(found: Lexemes, low: Numeral, high: Numeral, known: Measures) -> bool:
    if found.at(low.first - 1).lower in known.changing or found.at(high.last).lower in known.scores:
        return False
    year = low.plain and low.value in _YEARS
    return not year and _lifted(low, high).value < high.value


def _lifted(low: Numeral, high: Numeral) -> Numeral:
    """The lower end with the scale of the upper one: "5 to 6 million"."""
    scale = Decimal(1)
    while low.plain and not high.plain and low.value * scale * 1000 <= high.value:
        scale *= 1000
    return replace(low, value=low.value * scale)


def _is_named(found: Lexemes, one: Numeral, known: Measures) -> bool:
    """Whether a number is part of a name or of another notation: G7, 9/11, Flight 93, 10:30, No. 5."""
    before, behind = found.at(one.first - 1), found.at(one.last)
    if found.glued(one.first) and (before.kind != MARK or before.text in "/:#.,@_" or _is_hyphened(found, one.first)):
        return before.text not in known.symbols
    if found.glued(one.last) and behind.kind == MARK and behind.text in "/:@_" and found.at(one.last + 1).kind != WORD:
        return True
    if found.glued(one.last) and behind.lower in known.ordinals:
        return True
    lead = found.at(one.first - 2) if before.text in {".", "#"} else before
    return lead.lower in known.numbered or behind.lower in known.clock or found.at(one.last).text == ":"


def _is_hyphened(found: Lexemes, place: int) -> bool:
    """Whether a number hangs on the word before it: "Covid-19", "F-16"."""
    mark, word = found.at(place - 1), found.at(place - 2)
    return is_dash(mark.text) and found.glued(place - 1) and word.kind in {WORD, NUMBER}


def _is_dated(found: Lexemes, one: Numeral, known: Measures) -> bool:
    """Whether a number is the day beside a month."""
    if not one.plain or one.value > 31:
        return False
    before = found.at(one.first - 1)
    before = found.at(one.first - 2) if before.text == "." else before
    behind = found.at(one.last + (found.at(one.last).lower in known.day_marks | {"."}))
    months = (word for word in (before, behind) if word.lower in known.months)
    return any(word.capital or not known.capital for word in months)


def _follows_name(found: Lexemes, one: Numeral, known: Measures) -> bool:
    """Whether a capital word inside the sentence leads to the number: "Boeing 737", "World War Two"."""
    before = found.at(one.first - 1)
    if before.kind != WORD or not before.capital or one.first < 2 or before.lower in known.bounds:
        return False
    opens = found.at(one.first - 2).kind == MARK
    return not opens and before.lower not in known.weekdays and before.lower not in known.months


def _quantity(found: Lexemes, one: Numeral, other: Numeral, language: str) -> Quantity | None:
    known = measures(language)
    if _is_named(found, one, known) or _is_named_behind(found, other, known) or _is_dated(found, one, known):
        return None
    if _is_dated(found, other, known):
        return None
    bare = Quantity(
        start=found[one.first].start,
        end=found[other.last - 1].end,
        low=_lifted(one, other).value,
        high=other.value,
        key="",
        first=one.first,
        last=other.last,
    )
    bare = _with_sign(found, bare, known)
    found_unit = (
        _fraction(found, bare, known)
        or _money(found, bare, known)
        or _percent(found, bare, known)
        or _age(found, bare, known)
        or _graded(found, bare, known)
        or _counted(found, bare, language)
    )
    if found_unit is None or _is_no_count(found, one, other, found_unit, known):
        return None
    return _with_bound(found, _with_span(found, found_unit, known), known)


def _is_named_behind(found: Lexemes, one: Numeral, known: Measures) -> bool:
    behind = found.at(one.last)
    return behind.lower in known.clock or (
        found.glued(one.last) and (behind.lower in known.ordinals or behind.text in {"/", ":"})
    )  # fmt: skip


def _is_no_count(found: Lexemes, one: Numeral, other: Numeral, unit: Quantity, known: Measures) -> bool:
    """Whether a year, a single "one" or a number behind a name lacks a noun that would make it a count."""
    if unit.money or unit.key in {PERCENT, POINT, AGE}:
        return False
    sure = unit.key in known.units.values()
    if one.value == other.value == 1 and (unit.partial or not sure):
        return True
    year = other.plain and other.value in _YEARS and "," not in found[other.first].text
    return (year and (not sure or unit.key in known.durations)) or (not sure and _follows_name(found, one, known))


# --- what they are quantities of


def _fraction(found: Lexemes, one: Quantity, known: Measures) -> Quantity | None:
    """A share in words as the percentage that it is about: "a third of the votes"."""
    phrase = found.phrase(one.first, one.last)
    if phrase not in known.fractions or found.at(one.last + 1).lower in known.single:
        return None
    value = Decimal(known.fractions[phrase])
    return replace(one, low=value, high=value, key=PERCENT, is_rough=True)


def _money(found: Lexemes, one: Quantity, known: Measures) -> Quantity | None:
    before = found.at(one.first - 1)
    if before.lower in known.symbols and (before.kind == WORD or one.first):
        first = one.first - 1
        # "US$", "C$"
        word = found.at(first - 1)
        lead = before.kind == MARK and found.glued(first) and word.kind == WORD and word.text.isupper()
        key = known.symbols[before.lower] if not lead or word.lower == "us" else f"{word.lower}{before.text}"
        first -= lead
        return replace(one, start=found[first].start, key=key, unit=before.text, money=True, first=first)
    for place in range(one.last, min(one.last + 3, len(found))):
        word = found[place]
        # "2,5 millions d'euros", "200 millones de dólares"
        name = re.sub(r"^\w['’]", "", word.lower)
        if name in known.currencies or (word.kind == MARK and word.text in known.symbols):
            key = known.currencies.get(name) or known.symbols[word.text]
            return replace(one, end=word.end, key=key, unit=word.text, money=True, last=place + 1)
        if not word.capital and not is_dash(word.text) and word.lower not in known.of:
            return None
    return None


def _percent(found: Lexemes, one: Quantity, known: Measures) -> Quantity | None:
    last = one.last + (is_dash(found.at(one.last).text) and found.glued(one.last + 1))
    for size in (2, 1):
        phrase = found.phrase(last, last + size)
        if last + size <= len(found) and (phrase in known.points or phrase in known.percent):
            key = POINT if phrase in known.points else PERCENT
            return replace(one, end=found[last + size - 1].end, key=key, unit=phrase, last=last + size)
    return None


def _age(found: Lexemes, one: Quantity, known: Measures) -> Quantity | None:
    """Ages: "Leigh Cole, 34,", "34-year-old Leigh Cole", "aged 34", "34 years old"."""
    if one.is_range or not 0 < one.low < 120:
        return None
    before, behind = found.at(one.first - 1), found.at(one.last)
    if before.text == "," and found.at(one.first - 2).capital and behind.text in {",", ")", "."}:
        return replace(one, key=AGE, name=_name_before(found, one.first - 2))
    if before.text == "(" and found.at(one.first - 2).capital and behind.text == ")":
        return replace(one, key=AGE, name=_name_before(found, one.first - 2))
    if before.lower in known.aged:
        return replace(one, start=before.start, key=AGE, subject=_first_name(found))
    words = [place for place in range(one.last, min(one.last + 5, len(found))) if not is_dash(found[place].text)]
    if len(words) > 1 and known.units.get(found[words[0]].lower) in known.durations:
        for size in (2, 1):
            phrase = " ".join(found[place].lower for place in words[1 : 1 + size])
            if phrase in known.ages and len(words) > size:
                last = words[size]
                name, end = _name_behind(found, last + 1), found[last].end
                return replace(one, end=end, key=AGE, name=name, subject=_first_name(found), last=last + 1)
    return None


def _name_before(found: Lexemes, place: int) -> str | None:
    """The name that ends at a place."""
    start = place
    while found.at(start - 1).kind == WORD and found[start - 1].capital:
        start -= 1
    return found.phrase(start, place + 1) if found.at(place).kind == WORD and found[place].capital else None


def _name_behind(found: Lexemes, place: int) -> str | None:
    """The name behind "34-year-old", a few small words between."""
    for start in range(place, min(place + _NAME_REACH, len(found))):
        if found[start].kind != WORD:
            return None
        if found[start].capital:
            end = start + 1
            while found.at(end).kind == WORD and found[end].capital:
                end += 1
            return found.phrase(start, end) if end > start + 1 else None
    return None


def _first_name(found: Lexemes) -> str | None:
    """The first name of two words or more: the person whom a sentence is about."""
    for place in range(len(found) - 1):
        if found[place].capital and found[place + 1].capital and found[place + 1].kind == WORD:
            return _name_behind(found, place)
    return None


def _graded(found: Lexemes, one: Quantity, known: Measures) -> Quantity | None:
    """A value on a scale that is named before it, or hung on behind: "magnitude 6.1", "a 6.1-magnitude quake"."""
    behind = one.last + (is_dash(found.at(one.last).text) and found.glued(one.last))
    for place in (one.first - 1, one.first - 2, behind):
        word = found.at(place)
        if word.lower in known.graded and (place != one.first - 2 or found[one.first - 1].lower in known.of):
            start, end = min(one.start, word.start), max(one.end, word.end)
            last = max(one.last, place + 1)
            return replace(one, start=start, end=end, key=word.lower, unit=word.text, last=last)
    return None


def _counted(found: Lexemes, one: Quantity, language: str) -> Quantity | None:
    """The quantity with the noun behind it, or with what happened to the people who are counted."""
    known = measures(language)
    noun = _noun(found, one, language)
    if noun is not None:
        word = found[noun]
        key = known.units.get(word.lower) or stemmer(language)(word.lower)
        between = [found[place] for place in range(one.last, noun) if found[place].kind == WORD]
        one = replace(
            one,
            end=word.end,
            key=key,
            unit=word.text,
            partial=any(word.lower in known.other or word.lower in known.of for word in between),
            qualities=frozenset(word.lower for word in between if word.lower not in known.passing),
            joined=_is_joined(found, noun + 1, language),
            is_attribute=is_dash(found.at(one.last).text) and noun == one.last + 1,
            last=noun + 1,
        )
        one = replace(one, partial=one.partial or _has_more(found, noun + 1, known))
    elif found.at(one.last).lower in known.other or found.at(one.last).lower in known.of:
        one = replace(one, partial=True)
    if known.apart and found.at(one.last).lower in known.apart and (one.key in known.durations or not one.key):
        return None
    if not one.is_attribute:
        one = replace(one, role=_role(found, one, known) or (None if one.key else _tally(found, one, known)))
    return one if one.key or one.role else None


def _has_more(found: Lexemes, place: int, known: Measures) -> bool:
    """Whether others of the kind are told behind: "170,000 people in Aceh and tens of thousands more"."""
    for at in range(place, min(place + _MORE_REACH, len(found))):
        if found[at].kind != WORD:
            return False
        if found[at].lower in known.spanned and found.at(at + 1).lower in known.crowds:
            return any(word.lower in known.other for word in found[at + 2 : at + 5])
    return False


def _is_joined(found: Lexemes, place: int, language: str) -> bool:
    """Whether "and crew" stands behind a noun: an "and" with a noun that has no number of its own."""
    known, behind = measures(language), found.at(place + 1)
    if found.at(place).lower not in known.spanned or behind.kind != WORD or found.at(place + 2).kind == NUMBER:
        return False
    plural = not _is_closed(behind.lower, language) and _HEADS[known.head](found, place + 1) is True
    return plural or behind.lower in known.scopes or behind.lower in known.units


def _noun(found: Lexemes, one: Quantity, language: str) -> int | None:
    """The place of the noun that a number counts."""
    known = measures(language)
    place = one.last
    if is_dash(found.at(place).text) and found.glued(place) and found.glued(place + 1):
        hung = found.at(place + 1)
        fraction = hung.kind != WORD or hung.lower in known.denominators or hung.lower in known.numbers
        return None if fraction or (is_dash(found.at(place + 2).text) and found.glued(place + 2)) else place + 1
    if found.glued(place) and (found.at(place).kind == WORD or found.at(place).text == "°"):
        return place if found[place].lower in known.glued else None
    for place in range(one.last, min(one.last + _REACH, len(found))):
        verdict = _is_noun(found, place, language)
        if verdict is not None:
            return place if verdict else None
    return None


def _is_noun(found: Lexemes, place: int, language: str) -> bool | None:
    """True for the noun, False where none can come any more, None for a word before it."""
    known, word = measures(language), found[place]
    if is_dash(word.text):
        return None
    happened = word.lower in known.roles and word.lower not in known.units
    if word.kind != WORD or happened or word.lower in known.denominators:
        return False
    if word.lower in known.units:
        return True
    if word.lower in known.passing:
        return None
    if _is_closed(word.lower, language):
        return False
    return _HEADS[known.head](found, place)


@cache
def _is_closed(word: str, language: str) -> bool:
    """Whether a word cannot stand before a counted noun: of the closed classes, or a verb of saying."""
    known = table(language)
    says = word in known.saying and not word.endswith("s")
    return says or word in known.stop or is_function_word(word, language)


def _is_plural(found: Lexemes, place: int) -> bool | None:
    word = found[place]
    if word.capital:
        return None
    plural = word.lower.endswith("s") and not word.lower.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    return plural or None


def _is_capital(found: Lexemes, place: int) -> bool | None:
    return found[place].capital or None


def _is_first(found: Lexemes, place: int) -> bool | None:
    return not found[place].capital or None


_HEADS = {Head.PLURAL: _is_plural, Head.CAPITAL: _is_capital, Head.FIRST: _is_first}


def _role(found: Lexemes, one: Quantity, known: Measures) -> str | None:
    """What happened to those who are counted: the word behind, else the nearest one before."""
    own = known.units.get((one.unit or "").lower())
    if own in known.roles.values():
        return own
    return _role_behind(found, one, known) or _role_before(found, one, known)


def _role_behind(found: Lexemes, one: Quantity, known: Measures) -> str | None:
    for place in range(one.last, min(one.last + _ROLE_REACH, len(found))):
        word = found[place]
        if word.lower in known.roles:
            return None if word.lower in known.active else known.roles[word.lower]
        if word.kind != WORD or word.lower not in known.linking:
            return None
    return None


def _role_before(found: Lexemes, one: Quantity, known: Measures) -> str | None:
    for place in range(one.first - 1, max(one.first - _ROLE_REACH - 1, -1), -1):
        word = found[place]
        if word.lower in known.roles:
            return known.roles[word.lower]
        if word.kind != WORD or word.lower in known.spanned:
            return None
    return None


def _tally(found: Lexemes, one: Quantity, known: Measures) -> str | None:
    """What a number without a noun counts where the clause is of a toll: "the death toll in Tolle stands at 88"."""
    for place in range(one.first - 1, max(one.first - _TALLY_REACH, -1), -1):
        if found[place].kind != WORD:
            return None
        if found[place].lower in known.tolls:
            return known.roles[found[place].lower]
    return None


# --- how they are hedged


def _with_sign(found: Lexemes, one: Quantity, known: Measures) -> Quantity:
    """A value with the bound that is glued to it: "30+", "30-plus"."""
    last = one.last + (is_dash(found.at(one.last).text) and found.glued(one.last))
    sign = found.at(last)
    if not found.glued(last) or sign.lower not in known.bounds_after:
        return one
    bound, words = Bound(known.bounds_after[sign.lower]), (found[one.last].start, sign.end)
    return replace(one, end=sign.end, bound=bound, bound_words=words, last=last + 1)


def _with_span(found: Lexemes, one: Quantity, known: Measures) -> Quantity:
    """A range with the "between" before it."""
    before = found.at(one.first - 1)
    opens = one.is_range and before.lower in known.spanning
    return replace(one, start=before.start, first=one.first - 1) if opens else one


def _with_bound(found: Lexemes, one: Quantity, known: Measures) -> Quantity:
    first = one.first
    for size in (4, 3, 2, 1):
        phrase = found.phrase(first - size, first)
        if first >= size and phrase in known.bounds:
            if phrase in known.during and one.key in known.durations:
                return one
            words = (found[first - size].start, found[first - 1].end)
            return replace(
                one, start=words[0], bound=Bound(known.bounds[phrase]), bound_words=words, first=first - size
            )
    for size in (2, 1):
        phrase = found.phrase(one.last, one.last + size)
        if one.last + size <= len(found) and phrase in known.bounds_after:
            words = (found[one.last].start, found[one.last + size - 1].end)
            return replace(one, end=words[1], bound=Bound(known.bounds_after[phrase]), bound_words=words)
    return one
