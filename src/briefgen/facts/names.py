"""Sentences of a story -> its people: how the reports write their names, what they call them, and where.

A person is who has a title, an age, or says something by surname alone.
Surnames are resolved over the whole story: one that two people bear is left
alone, since a wrong name is worse than a missing one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefgen.model import Name, Passage, Report, Span
from briefgen.parsing.mentions import Mention, may_be_person, mentions, one_person
from briefgen.parsing.names import people
from briefgen.parsing.phrases import Token, tokens_of
from briefgen.text.tables import Table, table
from briefgen.text.words import Stemmed

_APPOSITION = 14
# "coast guard captain" has two words before the role.
_MOST_SMALL = 2
_OPENERS = frozenset({"a", "an", "the", "his", "her", "their", "one"})


def names(sentences: Sequence[Stemmed], reports: Mapping[str, Report]) -> tuple[Name, ...]:
    """Return the people that these sentences name, those with most sentences first.

    `sentences` are of one story; `reports`, by id, are those that they are of.
    """
    seen = [one for sentence in sentences for one in _seen(sentence)]
    known = _known(sentences)
    full = _full(one.mention for one in seen)
    found: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        person = _person(one, full)
        if person:
            found[person].append(one)
    cast = (_name(person, some, reports) for person, some in found.items() if _is_proved(person, some, known))
    return tuple(sorted(cast, key=lambda name: (-len(name.cites), name.name)))


# They tell of nobody what he or she does.
_HONORIFICS = frozenset({"sir", "dame", "mr", "mrs", "ms", "miss", "dr", "herr", "frau", "m", "mme", "sr", "sra"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name in a sentence, with the sentence's words."""

    sentence: Stemmed
    tokens: Sequence[Token]
    mention: Mention

    @property
    def is_titled(self) -> bool:
        """Whether a title or a role leads to it."""
        return self.mention.title < self.mention.first

    @property
    def has_written_title(self) -> bool:
        """Whether a title with a capital letter stands right before the name."""
        title = self.tokens[self.mention.first - 1] if self.is_titled else None
        known = table(self.sentence.language).titles
        return title is not None and title.is_capital and title.lower.rstrip(".") in known

    def span(self, first: int, last: int) -> Span:
        """The place in the report of the tokens from one place to another."""
        at = self.sentence.sentence.span
        return Span(at.report, at.start + self.tokens[first].start, at.start + self.tokens[last - 1].end)


def _seen(sentence: Stemmed) -> Iterator[_Seen]:
    tokens = tokens_of(sentence.sentence.text)
    for mention in mentions(tokens, sentence.language):
        if may_be_person(mention, tokens, sentence.language):
            yield _Seen(sentence, tokens, mention)


def _known(sentences: Iterable[Stemmed]) -> frozenset[str]:
    """Who is a person by title, age or speech."""
    languages = sorted({one.language for one in sentences})
    return frozenset().union(
        *(people((one.sentence.text for one in sentences if one.language == some), some) for some in languages)
    )


def _full(found: Iterable[Mention]) -> dict[str, str | None]:
    """The fullest name for each surname; None where two people bear it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        if mention.is_full:
            bearers[mention.surname].add(mention.name)
    return {surname: one_person(some) for surname, some in bearers.items()}


def _person(one: _Seen, full: Mapping[str, str | None]) -> str | None:
    """By which full name somebody goes in the story; a surname nobody bears in full stands for itself."""
    surname = one.mention.surname
    if one.mention.is_full:
        return full[surname] or one.mention.name
    return full.get(surname, surname)


def _is_proved(person: str, found: Sequence[_Seen], known: frozenset[str]) -> bool:
    """Whether it is a person for sure; by surname alone only who has a title written like one: "Pope Francis"."""
    if " " not in person:
        return "." not in person and any(one.has_written_title for one in found)
    return person in known or any(one.is_titled or one.mention.name in known for one in found)


def _name(person: str, found: Sequence[_Seen], reports: Mapping[str, Report]) -> Name:
    variants = dict.fromkeys(sorted((one.mention.name for one in found), key=lambda name: (-len(name), name)))
    roles = {passage.text: passage for one in reversed(found) for passage in _roles(one, reports)}
    cites = [span for span, _ in groupby(one.sentence.sentence.span for one in found)]
    return Name(person, tuple(variants), tuple(reversed(roles.values())), tuple(cites))


def _roles(one: _Seen, reports: Mapping[str, Report]) -> Iterator[Passage]:
    """What a sentence calls somebody: the title before the name, the apposition behind it."""
    known = table(one.sentence.language)
    for place in (_title(one, known), _apposition(one, known)):
        if place:
            span = one.span(*place)
            yield Passage(span, reports[span.report].text[span.start : span.end])


def _title(one: _Seen, known: Table) -> tuple[int, int] | None:
    """The words of the title, with one in small letters before a role, and names: "White House press secretary"."""
    first, last = one.mention.title, one.mention.first
    if first == last:
        return None
    if not one.tokens[first].is_capital:
        first = _widened(one.tokens, first, known)
    while first and one.tokens[first - 1].is_capital and _describes(one.tokens[first - 1], known):
        first -= 1
    while last > first and one.tokens[last - 1].lower.rstrip(".") in _HONORIFICS:
        last -= 1
    return (first, last) if last > first else None


def _widened(tokens: Sequence[Token], first: int, known: Table) -> int:
    """Where the words in small letters begin that belong to a role: "coast guard captain", "acting police chief"."""
    role = first
    while first and role - first < _MOST_SMALL and _describes(tokens[first - 1], known):
        # "told reporters police chief Ann Lee": a noun in the plural is of another phrase.
        if tokens[first - 1].is_capital or (first < role and tokens[first - 1].text.endswith("s")):
            break
        first -= 1
    # "Managing director" opens a sentence.
    opens = first == 1 and tokens[0].lower in known.serving
    return first - opens


def _describes(token: Token, known: Table) -> bool:
    """Whether a word before a role can belong to it: "police chief", "US envoy"."""
    word = token.lower
    is_short_form = len(word) > 1 and token.text.isupper()
    ended = word.endswith(("ly", "ed", "ing")) and word not in known.serving
    verbal = word in known.acts or word in known.saying or ended
    idle = verbal or word in known.front or word in known.determiners
    is_initial = len(word.rstrip(".")) == 1
    return token.is_word and not token.owns and not is_initial and (is_short_form or not idle)


def _apposition(one: _Seen, known: Table) -> tuple[int, int] | None:
    """What stands between the comma behind a name and the next one, where it tells a role."""
    first = one.mention.last + 1
    if first >= len(one.tokens) or one.tokens[first - 1].text != ",":
        return None
    last = first
    while last < min(len(one.tokens), first + _APPOSITION) and one.tokens[last].is_word:
        last += 1
    phrase = one.tokens[first:last]
    closed = last < len(one.tokens) and one.tokens[last].text in (",", ".", ";", ")")
    return (first, last) if closed and phrase and _tells_a_role(phrase, known) else None


def _tells_a_role(phrase: Sequence[Token], known: Table) -> bool:
    lowered = [token.lower for token in phrase]
    if not known.subjects.isdisjoint(lowered) or not known.verbs_of_speech.isdisjoint(lowered):
        return False
    opened = lowered[0] in _OPENERS or lowered[0] in known.callings or phrase[0].owns
    return opened and not known.callings.isdisjoint(lowered)
