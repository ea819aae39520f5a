"""Claims of a story -> the figures, dates and quotations that only one report has.

An equal value or date anywhere in another report is enough to leave one
out.  A thing that one report does not mention is no difference: it is listed
apart, never called a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefgen.differences.elsewhere import letters
from briefgen.model import Claim, Item, OnlyIn, Passage, Published, Report, Span
from briefgen.parsing.dates import Time, may_be_same, times
from briefgen.parsing.lexemes import WORD, Lexeme, lexemes
from briefgen.parsing.quantities import Quantity, quantities, values
from briefgen.parsing.quotes import quotations
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import Stemmed

# "prisoner exchanges and an unconditional 30-day interim ceasefire"
_PHRASE = 8
_QUOTED = 3


def one_sided(
    claims: Iterable[Claim], sentences: Sequence[Stemmed], reports: Mapping[str, Report]
) -> tuple[OnlyIn, ...]:
    """Return what one report of a story has and no other one, claim by claim, each passage once.

    Figures and dates as short as they are where several reports say the claim,
    in their phrase where one says it alone; quotations of three words or more.
    """
    words = {one.sentence.span: one for one in sentences}
    others = _by_others(sentences, reports)
    found: dict[Span, OnlyIn] = {}
    for claim in claims:
        look = _lacking if claim.reports > 1 else _phrases_lacking
        for witness in claim.witnesses:
            one, report = words[witness.span], reports[witness.span.report]
            elsewhere = others[report.id]
            for item in (*look(one, elsewhere, report.published), *_quotations(one, elsewhere)):
                found.setdefault(item.passage.span, item)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """What reports hold: all their numbers, times and letters."""

    values: frozenset[Decimal]
    times: tuple[Time, ...]
    letters: str

    @classmethod
    def of(cls, sentences: Iterable[Stemmed]) -> _Held:
        """What one report's sentences hold."""
        told = [(one.sentence.text, one.language) for one in sentences]
        return cls.together([cls(values(*one), times(*one), letters(one[0])) for one in told])

    @classmethod
    def together(cls, parts: Sequence[_Held]) -> _Held:
        """What all of these hold."""
        return cls(
            frozenset().union(*(one.values for one in parts)),
            tuple(dict.fromkeys(time for one in parts for time in one.times)),
            "".join(one.letters for one in parts),
        )

    def have_value(self, one: Quantity) -> bool:
        """Whether the value, or an end of the range, stands anywhere in them."""
        return not self.values.isdisjoint((one.low, one.high))

    def have_time(self, one: Time, published: Published | None) -> bool:
        """Whether a time that may be the same stands anywhere in them."""
        return any(may_be_same(one, other, published, None) for other in self.times)


def _by_others(sentences: Iterable[Stemmed], reports: Iterable[str]) -> dict[str, _Held]:
    """For each report what the others hold."""
    told: dict[str, list[Stemmed]] = defaultdict(list)
    for one in sentences:
        told[one.sentence.span.report].append(one)
    held = {name: _Held.of(members) for name, members in told.items()}
    return {name: _Held.together([one for other, one in held.items() if other != name]) for name in reports}


def _lacking(one: Stemmed, others: _Held, published: Published | None) -> Iterator[OnlyIn]:
    """Yield the figures and dates of a sentence that the others lack, as short as they are.

    Times of saying are left out, and so are figures without a unit.
    """
    for start, end, kind in _found_in(one, others, published):
        yield OnlyIn(kind, _passage(one, start, end))


def _phrases_lacking(one: Stemmed, others: _Held, published: Published | None) -> Iterator[OnlyIn]:
    """Yield the same with the phrase around each, for a sentence that no other report has.

    The phrase runs over words that tell something and what joins them, and
    ends at a mark, a verb or a preposition; it has at most eight words.
    """
    shown = 0
    for start, end, kind in _found_in(one, others, published):
        if start >= shown:
            first, shown = _phrase(one, start, end, shown) if kind is Item.FIGURE else (start, end)
            yield OnlyIn(kind, _passage(one, first, shown))


def _found_in(one: Stemmed, others: _Held, published: Published | None) -> list[tuple[int, int, Item]]:
    text, language = one.sentence.text, one.language
    figures = [each for each in quantities(text, language) if each.unit and not others.have_value(each)]
    dates = [each for each in times(text, language) if not each.saying and not others.have_time(each, published)]
    return sorted(
        [(each.start, each.end, Item.FIGURE) for each in figures]
        + [(each.start, each.end, Item.DATE) for each in dates]
    )


def _passage(one: Stemmed, start: int, end: int) -> Passage:
    span = one.sentence.span
    return Passage(Span(span.report, span.start + start, span.start + end), one.sentence.text[start:end])


def _phrase(one: Stemmed, start: int, end: int, shown: int) -> tuple[int, int]:
    """The noun phrase around a figure behind what was shown: first what it describes, then what is joined to it."""
    text, language = one.sentence.text, one.language
    found = lexemes(text, language)
    first = next(at for at, each in enumerate(found) if each.end > start)
    last = next((at for at, each in enumerate(found) if each.start >= end), len(found))
    while last < len(found) and _tells(found[last], language) and _size(text, found[first], found[last]) <= _PHRASE:
        last += 1
    begin = first
    while begin and found[begin - 1].start >= shown and _extends(found[begin - 1], language):
        if _size(text, found[begin - 1], found[last - 1]) > _PHRASE:
            break
        begin -= 1
    while begin < first and not _tells(found[begin], language):
        begin += 1
    return found[begin].start, found[last - 1].end


def _size(text: str, first: Lexeme, last: Lexeme) -> int:
    return len(text[first.start : last.end].split())


def _tells(one: Lexeme, language: str) -> bool:
    """Whether a word can belong to a noun phrase: no verb that is listed, no word of grammar."""
    known = table(language)
    closed = one.lower in known.stop or one.lower in known.saying or one.lower in known.acts
    return one.kind == WORD and not closed and not is_function_word(one.lower, language)


def _extends(one: Lexeme, language: str) -> bool:
    """Whether a word before a figure belongs to its phrase, articles and "and" included."""
    joins = one.lower in table(language).articles or one.lower in measures(language).spanned
    return one.kind == WORD and (joins or _tells(one, language))


def _quotations(one: Stemmed, others: _Held) -> Iterator[OnlyIn]:
    text = one.sentence.text
    for start, end in quotations(text):
        inner = text[start + 1 : end - 1]
        if len(inner.split()) >= _QUOTED and letters(inner) not in others.letters:
            first = start + 1 + len(inner) - len(inner.lstrip())
            yield OnlyIn(Item.QUOTE, _passage(one, first, first + len(inner.strip(" ,"))))
