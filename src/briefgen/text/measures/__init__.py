"""A language's words of number and time: what quantities and dates are read by.

One module a language, loaded when it is needed.  A language without one has
empty lists and no number format: only whole numbers in digits are read then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from importlib import import_module

LANGUAGES = frozenset({"de", "en", "es", "fr", "ru"})


class Bound(StrEnum):
    """How a value is hedged."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    ABOUT = "about"


class Head(StrEnum):
    """How a counted noun is told from the adjectives before it."""

    PLURAL = "plural"  # it ends in s, or the language's table has it
    CAPITAL = "capital"
    FIRST = "first"


Words = Mapping[str, str]


def numbered(text: str) -> dict[str, int]:
    """Lines of a number and the words for it: "3 drei", or a power of ten as "1e6 Million Millionen"."""
    rows = (line.split() for line in text.splitlines() if line.strip())
    return {word: int(float(number)) for number, *words in rows for word in words}


def classes(text: str) -> dict[str, str]:
    """Lines of a name, a colon and the phrases that it stands for, parted by commas."""
    rows = (line.partition(":") for line in text.splitlines() if line.strip())
    return {phrase.strip(): name.strip() for name, _, phrases in rows for phrase in phrases.split(",")}


@dataclass(frozen=True)
class Measures:
    """Lower-case words and phrases of one language.

    Numbers: `number` is the pattern of one in digits, `decimal` the mark of its decimals; `numbers` are the words
    below a hundred, `scales` those that multiply, `suffixes` the ones glued to digits, `abbreviated` the scales with
    a full stop; `single` makes a scale a value ("a hundred"), `half` halves one ("half a million"), `halves` adds a
    half ("two and a half"); `joining` stands inside a number word ("two hundred and ten"); `denominators` make a
    fraction, `fractions` in words are told in percent. `ranging` joins a range, `spanning` and `spanned` another one
    ("between 10 and 15"); `changing` opens what is no range ("from 10 to 15"), `scores` follow two numbers that are
    none either ("a 3-1 win"). `bounds` stand before a value, `bounds_after` behind it; `during` bounds no duration
    ("over two weeks").

    Units: `units` name the class of a counted word, `glued` ones may be glued to digits; `percent`, `points` and
    `currencies` stand behind a value, `symbols` before it; `durations` with `apart` behind them are a distance in
    time ("two days ago"); `generic` units, those among them, measure anything; those of one of the `dimensions`
    measure the same. `passing` may stand between a value and its noun; `other` and `of` make it a part of something
    larger, and so do `crowds` behind it ("and dozens more"). `ordinals` are glued to digits; `numbered` words lead a
    number that counts nothing ("Flight 93"), `clock` follows a time of day; `ages` make a duration an age ("34 years
    old"), `aged` leads to one; `graded` are scales named beside a value
    ("magnitude 6.1"). `roles` name what happened to people who are counted, the `active` ones to those
    behind them only; `tolls` count the dead from afar; `linking` may stand between people and their role; `bare` are
    the classes of which a toll may be. `scopes` name the extent of a quantifier; `superlative` ones need "of" behind
    them; `vague` words count roughly, with the least that each may mean; `people` are lines of
    nouns for a person of which each can be the other; `beginning` words lead to the year since which a thing is so.

    Time: `weekdays` (Monday is 0), `months`, `parts` of a day with the class of each, `edges` before a weekday;
    `capital` tells that names of time are capital; `leads` stand before a month without a day, or a year, `relations`
    make a time an end or a beginning; `shifts` are phrases for a day, week, month or year and how far off it is
    ("week -1"); `last` and `next` stand before a weekday, `day_marks` between a day and its month; `no_days` are
    names with a weekday in them. `future` words make a verb one, `infinitive` may stand between; `past` are endings
    of verbs of the past and `verbs` those without one; `telling` verbs have the hearer behind them; `opening` words
    begin a clause.

    Tense: `pasts` are forms of the past without such an ending, `participles` endings that need one of the `bygone`
    auxiliaries, `coming` endings of the future, `no_verbs` words that have such an ending and are none. `being` are
    forms of the past that make a plan one that was ("was to"), `perfect` auxiliaries have no day of their own,
    `present` ones only where a plan follows, a present of `timetable` is to come; behind a `maybe` word a perfect is
    past; `open` words leave it open, and so do `undecided` ones unless one of `aims` follows ("set to"). Behind a verb
    of the past an infinitive may still be to come, but not behind `achieved` ones, and before `goals` "to" opens none.
    `auxiliaries` stand before a verb, `adverbs` between them, `modals` need the verb right behind them; `dating` words
    lead from a verb to its month. `since` makes a time past, `ahead` words make it to come, with `hours` between, the
    `meant` ones also behind a verb of the past ("closed for Friday"), the `lasting` ones without any verb; behind
    `following` words a plan tells nothing. `clauses` words begin a clause, `coordinating` ones behind a comma.
    """

    number: str = r"(?<![\d.,])\d+(?![.,]?\d)"
    decimal: str = ""
    head: Head = Head.FIRST
    numbers: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    suffixes: Mapping[str, int] = field(default_factory=dict)
    abbreviated: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()
    halves: tuple[str, ...] = ()
    joining: frozenset[str] = frozenset()
    denominators: frozenset[str] = frozenset()
    fractions: Words = field(default_factory=dict)
    ranging: frozenset[str] = frozenset()
    spanning: frozenset[str] = frozenset()
    spanned: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()
    bounds: Words = field(default_factory=dict)
    bounds_after: Words = field(default_factory=dict)
    during: frozenset[str] = frozenset()
    units: Words = field(default_factory=dict)
    glued: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset({"%"})
    points: frozenset[str] = frozenset()
    currencies: Words = field(default_factory=dict)
    symbols: Words = field(default_factory=dict)
    durations: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    dimensions: Words = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    crowds: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    aged: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    roles: Words = field(default_factory=dict)
    active: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    scopes: Words = field(default_factory=dict)
    superlative: frozenset[str] = frozenset()
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    parts: Words = field(default_factory=dict)
    edges: Words = field(default_factory=dict)
    capital: bool = False
    leads: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    shifts: Words = field(default_factory=dict)
    vague: Words = field(default_factory=dict)
    beginning: frozenset[str] = frozenset()
    people: tuple[str, ...] = ()
    last: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    past: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    no_verbs: frozenset[str] = frozenset()
    pasts: frozenset[str] = frozenset()
    bygone: frozenset[str] = frozenset()
    being: frozenset[str] = frozenset()
    perfect: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()
    aims: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    dating: frozenset[str] = frozenset()
    timetable: frozenset[str] = frozenset()
    achieved: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    coordinating: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    opening: frozenset[str] = frozenset()
    no_days: frozenset[str] = frozenset()
    day_marks: frozenset[str] = frozenset()

    @cached_property
    def openers(self) -> frozenset[str]:
        """The words that a number in words, or a share, can begin with."""
        return frozenset({*self.numbers, *self.single, *self.half, *(phrase.split()[0] for phrase in self.fractions)})


SYMBOLS = classes("""
    $: $
    €: €
    £: £
    ¥: ¥
    ₹: ₹
    ₽: ₽
    ₩: ₩
    ₪: ₪
""")

# Groups are counted: without a limit a long row of digits and marks takes the square of its length.
# 1.234.567,8 or 1 234 567,8; "3.5" beside it can only be a decimal number.
CONTINENTAL = r"\d{1,3}(?:[.\u00a0\u202f' ]\d{3}){1,5}(?:,\d+)?(?!\d)|\d+,\d{1,2}(?!\d)|\d+\.\d{1,2}(?!\d)|\d+"


@cache
def measures(language: str) -> Measures:
    """Return the words of number and time of `language`, empty ones where there are none."""
    if language not in LANGUAGES:
        return Measures()
    found: Measures = import_module(f"{__name__}.{language}").MEASURES
    return found
