"""Words of a sentence -> the names in it, without the titles before them.

Capital letters tell a name; a sentence's first word, weekdays and closed-class
words are none, and behind a possessive another name begins: "Russia's Vladimir
Putin" are two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.parsing.phrases import PARTICLES, Token
from briefgen.text.tables import table, words

_GENERATIONS = words("jr jr. sr sr. ii iii iv")
# In small letters they are adjectives more often: "a major U.S. city".
_ADJECTIVES = words("major general star minor")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, by the places of its first token and of the one behind its last; its title begins at `title`."""

    title: int
    first: int
    last: int
    name: str

    @property
    def surname(self) -> str:
        """The last word that is no "Jr."."""
        parts = [word for word in self.name.split() if word.lower() not in _GENERATIONS]
        return parts[-1] if parts else self.name

    @property
    def is_full(self) -> bool:
        """Whether it has a first name too."""
        return self.surname != self.name.split()[0]


def mentions(tokens: Sequence[Token], language: str) -> list[Mention]:
    """Return the names among these words, in order.

    >>> from briefgen.parsing.phrases import tokens_of
    >>> [one.name for one in mentions(tokens_of("On Friday Russia’s President Vladimir Putin met Mr. Lee."), "en")]
    ['Russia', 'Vladimir Putin', 'Lee']
    """
    return [one for first, last in _runs(tokens) if (one := _mention(tokens, first, last, language))]


def may_be_person(one: Mention, tokens: Sequence[Token], language: str) -> bool:
    """Tell whether a name can be a person's: no institution, no place behind "in", no "the" without a title."""
    known = table(language)
    parts = [word.lower() for word in one.name.split()]
    if any(not some.isdisjoint(parts) for some in (known.institutions, known.places, known.bodies)):
        return False
    if one.title < one.first:
        behind = tokens[one.last].text if one.last < len(tokens) else ""
        return behind not in known.callings and behind not in known.bodies
    before = tokens[one.title - 1].lower if one.title else ""
    is_short_form = one.name.isupper() and not one.is_full
    return not is_short_form and before not in known.before_places and before not in known.definite


def one_person(names: Collection[str]) -> str | None:
    """Return the fullest of these names where all may be one person's: the same first name.

    >>> one_person({"Ann Lee", "Ann B. Lee"}), one_person({"Ann Lee", "Bo Lee"})
    ('Ann B. Lee', None)
    """
    if len({name.split()[0] for name in names}) != 1:
        return None
    return min(names, key=lambda name: (-len(name), name))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where runs of capital words begin and end."""
    first = None
    for at, token in enumerate(tokens):
        # Most words: in small letters, behind no name.
        if first is None and token.text.islower():
            continue
        inner = first is not None and token.text in PARTICLES and at + 1 < len(tokens) and tokens[at + 1].is_capital
        if token.is_word and token.is_capital:
            first = at if first is None else first
        elif not inner and first is not None:
            yield first, at
            first = None
        if first is not None and token.owns:
            yield first, at + 1
            first = None
    if first is not None:
        yield first, len(tokens)


def _mention(tokens: Sequence[Token], first: int, last: int, language: str) -> Mention | None:
    """The name in a run: function words and times cut off at both ends, titles told apart."""
    known = table(language)
    while first < last and _is_idle(tokens[first], language):
        first += 1
    while first < last and _is_idle(tokens[last - 1], language):
        last -= 1
    at = max((at + 1 for at in range(first, last) if _bare(tokens[at]) in known.callings), default=first)
    if first == last or at == last:
        return None
    # "Host Ann Lee" opens a sentence; within one it is "the host Ann Lee".
    title = first
    while title and tokens[title - 1].text in _leading(language):
        title -= 1
    return Mention(title, at, last, _spelled(tokens[at:last]))


@cache
def _leading(language: str) -> frozenset[str]:
    """The words in small letters that say what somebody is right before the name."""
    return table(language).callings - _ADJECTIVES


@cache
def _idle(language: str) -> frozenset[str]:
    known = table(language)
    return known.stop | known.time | known.fronting | known.subjects


def _is_idle(token: Token, language: str) -> bool:
    # "US" is a name, "us" is none.
    return token.lower in _idle(language) and not (len(token.text) > 1 and token.text.isupper())


def _bare(token: Token) -> str:
    return token.lower.rstrip(".")


def _spelled(tokens: Sequence[Token]) -> str:
    name = " ".join(token.text for token in tokens)
    return name.removesuffix("'s").removesuffix("’s")
