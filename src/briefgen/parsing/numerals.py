"""Lexemes -> the numbers that they spell, in digits, in words or in both, with exact values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefgen.parsing.lexemes import MARK, NUMBER, WORD, Lexemes
from briefgen.text.measures import Measures

# Longer rows of digits are keys, not amounts; Decimal is exact to 28.
_LONGEST = 15
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_DASHES = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: the places of its lexemes, end not included, its value, and whether it is plain digits."""

    first: int
    last: int
    value: Decimal
    plain: bool = False


def numerals(found: Lexemes, known: Measures) -> Iterator[Numeral]:
    """Yield the numbers and shares in order, each with the words that multiply it."""
    behind = 0
    for place, word in enumerate(found):
        if place >= behind and (word.kind == NUMBER or word.lower in known.openers):
            one = _fraction(found, place, known) or _numeral(found, place, known)
            if one is not None:
                behind = one.last
                yield one


def _numeral(found: Lexemes, place: int, known: Measures) -> Numeral | None:
    one = found[place]
    if one.kind == NUMBER:
        return _in_digits(found, place, known)
    return _in_words(found, place, known) if one.kind == WORD else None


def _fraction(found: Lexemes, place: int, known: Measures) -> Numeral | None:
    """The share that begins at a place and has "of" behind it: "a third of", "two-thirds of"."""
    if found[place].kind == MARK:
        return None
    for size in (3, 2, 1):
        last = place + size
        if found.at(last).lower in known.of and found.phrase(place, last) in known.fractions:
            return Numeral(place, last, Decimal(0))
    return None


def is_dash(text: str) -> bool:
    """Whether a mark may join two numbers, or a number and its unit."""
    return text in _DASHES


def _in_digits(found: Lexemes, place: int, known: Measures) -> Numeral | None:
    value = digits(found[place].text, known)
    if value is None:
        return None
    last = place + 1
    if found.glued(last) and found.at(last).kind == WORD:
        glued = found[last]
        if glued.text in _FRACTIONS:
            return _scaled(found, Numeral(place, last + 1, value + _FRACTIONS[glued.text]), known)
        scale = known.suffixes.get(glued.lower)
        return Numeral(place, last + 1, value * scale) if scale else Numeral(place, last, value, plain=True)
    return _scaled(found, Numeral(place, last, value, plain=True), known)


def digits(text: str, known: Measures) -> Decimal | None:
    """The value of a number in digits; None where it has too many."""
    if sum(map(str.isdigit, text)) > _LONGEST:
        return None
    # "3.5" in a language with decimal commas can only be three and a half.
    mark = (
        known.decimal
        if known.decimal in text
        else "."
        if text[-3:].count(".") and len(text) - text.rfind(".") < 4
        else ""
    )
    whole, _, rest = text.partition(mark) if mark else (text, "", "")
    plain = "".join(one for one in whole if one.isdigit())
    return Decimal(f"{plain}.{rest}" if rest else plain)


def _scaled(found: Lexemes, one: Numeral, known: Measures) -> Numeral:
    """The number with "million" and its like behind it, or with a half."""
    value, last, plain = one.value, one.last, one.plain
    while scale := _scale(found, _past_dash(found, last), known):
        value, plain, last = value * scale, False, _past_dash(found, last)
        last += 2 if found[last].lower in known.abbreviated and found.at(last + 1).text == "." else 1
    for phrase in known.halves:
        size = len(phrase.split())
        if found.phrase(last, last + size) == phrase:
            return _scaled(found, Numeral(one.first, last + size, value + Decimal("0.5")), known)
    return Numeral(one.first, last, value, plain)


def _past_dash(found: Lexemes, place: int) -> int:
    """The place behind a glued dash ("$5-million"), or the place itself."""
    dashed = is_dash(found.at(place).text) and found.glued(place) and found.glued(place + 1)
    return place + dashed


def _scale(found: Lexemes, place: int, known: Measures) -> int | None:
    """The scale at a place."""
    return known.scales.get(found.at(place).lower)


def _in_words(found: Lexemes, place: int, known: Measures) -> Numeral | None:
    word = found[place].lower
    if word in known.half:
        behind = place + 1 + (found.at(place + 1).lower in known.single)
        scale = _scale(found, behind, known)
        return Numeral(place, behind + 1, Decimal(scale) / 2) if scale else None
    if word in known.single and (scale := _scale(found, place + 1, known)):
        return _spelled(found, place, place + 2, scale, known)
    if word not in known.numbers:
        return None
    return _spelled(found, place, *_below_hundred(found, place, known), known)


def _below_hundred(found: Lexemes, place: int, known: Measures) -> tuple[int, int]:
    """The place behind a number word and its value; "twenty-five" and "twenty five" are one."""
    value, last = known.numbers[found[place].lower], place + 1
    if value < 20 or value % 10:
        return last, value
    behind = last + (is_dash(found.at(last).text) and found.glued(last) and found.glued(last + 1))
    more = known.numbers.get(found.at(behind).lower, 0)
    return (behind + 1, value + more) if 0 < more < 10 else (last, value)


def _spelled(found: Lexemes, first: int, last: int, value: int, known: Measures) -> Numeral:
    """Go on with "hundred", "thousand", "and ten" behind a number word."""
    total, current, limit = 0, value, 10**16
    while True:
        scale = _scale(found, last, known)
        if scale == 100 and current < 100:
            current, last = current * 100, last + 1
        elif scale and scale < limit:
            total, current, last, limit = total + current * scale, 0, last + 1, scale
        else:
            behind = last + (found.at(last).lower in known.joining)
            if found.at(behind).lower not in known.numbers or not _goes_on(total, current, limit):
                break
            last, more = _below_hundred(found, behind, known)
            current += more
    return _scaled(found, Numeral(first, last, Decimal(total + current)), known)


def _goes_on(total: int, current: int, limit: int) -> bool:
    """Whether another number word can belong to the same number: "two hundred ten", "a thousand five"."""
    hundreds = current >= 100 and current % 100 == 0
    return hundreds or (total > 0 and current == 0 and limit >= 1000)
