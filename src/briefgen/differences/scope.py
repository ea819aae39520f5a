"""Two witnesses -> where one speaks of a part and the other one of more: "parts of Kursk", "most of Kursk"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.differences.nearby import stems_near
from briefgen.differences.sides import Found, Side, once
from briefgen.model import Kind
from briefgen.parsing.lexemes import WORD, Lexeme, Lexemes, lexemes
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import stemmer

# From a quantifier to its noun: "most of the remaining hostages".
_REACH = 4
_PARTS = frozenset({"most", "half", "some"})
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class _Scope:
    """A quantifier and its noun, with the stem of that noun."""

    start: int
    end: int
    scope: str
    stem: str
    noun: tuple[int, int]
    is_of: bool


def scope(left: Side, right: Side) -> Iterable[Found]:
    """Yield where the same noun stands behind quantifiers of another extent, or behind one on one side only."""
    if left.language != right.language or not measures(left.language).scopes:
        return
    mine, theirs = _scopes(left), _scopes(right)
    for one in mine:
        for other in theirs:
            if one.stem == other.stem and one.scope != other.scope and not _has_both(mine, theirs, one, other):
                yield Found(Kind.SCOPE, (one.start, one.end), (other.start, other.end), _rule(left, right, one, other))
    for one in mine:
        if (bare := _bare(left, right, one)) is not None:
            yield Found(Kind.SCOPE, (one.start, one.end), bare, _part_rule(left, one))
    for other in theirs:
        if (bare := _bare(right, left, other)) is not None:
            yield Found(Kind.SCOPE, bare, (other.start, other.end), _part_rule(right, other))


def _has_both(mine: Iterable[_Scope], theirs: Iterable[_Scope], one: _Scope, other: _Scope) -> bool:
    """Whether either sentence has both extents of the noun."""
    left = {each.scope for each in mine if each.stem == one.stem}
    right = {each.scope for each in theirs if each.stem == one.stem}
    return other.scope in left or one.scope in right


@once
def _scopes(side: Side) -> Sequence[_Scope]:
    """The quantifiers of a sentence that have a noun behind them."""
    known = measures(side.language)
    found = lexemes(side.text, side.language)
    at = [place for place, word in enumerate(found) if word.lower in known.scopes]
    return [one for place in at if (one := _scope(found, place, side.language)) is not None]


def _scope(found: Lexemes, place: int, language: str) -> _Scope | None:
    known = measures(language)
    word, behind = found[place], place + 1
    is_of = found.at(behind).lower in known.of
    if word.lower in known.superlative and not is_of:
        return None
    noun = _noun(found, behind + is_of, language)
    if noun is None:
        return None
    head = found[noun]
    stem = stemmer(language)(head.lower)
    return _Scope(word.start, head.end, known.scopes[word.lower], stem, (head.start, head.end), is_of)


def _noun(found: Lexemes, place: int, language: str) -> int | None:
    """The place of the noun: the first plural, else the last of the neighbouring words that are no grammar."""
    noun = None
    for at in range(place, min(place + _REACH, len(found))):
        word = found[at]
        if word.kind != WORD:
            break
        if _is_grammar(word, language):
            leads = word.lower in table(language).articles or word.lower in measures(language).passing
            if noun is not None or not leads:
                break
            continue
        noun = at
        if _is_plural(word):
            break
    return noun


def _is_plural(word: Lexeme) -> bool:
    """Whether a noun ends here: "claims lodged", "hostages freed"."""
    return not word.capital and word.lower.endswith("s") and not word.lower.endswith(("ss", "us"))


def _is_grammar(word: Lexeme, language: str) -> bool:
    known = table(language)
    return (
        word.lower in known.stop or word.lower in measures(language).passing or is_function_word(word.lower, language)
    )


def _bare(side: Side, other: Side, one: _Scope) -> tuple[int, int] | None:
    """Where the other sentence has the name alone, in the company in which this one has "parts of" it."""
    if one.scope not in _PARTS or not one.is_of:
        return None
    found = lexemes(other.text, other.language)
    stem = stemmer(other.language)
    places = [at for at, word in enumerate(found) if word.kind == WORD and stem(word.lower) == one.stem]
    name = side.text[slice(*one.noun)]
    if len(places) != 1 or not name[:1].isupper() or _is_quantified(found, places[0], other.language):
        return None
    word = found[places[0]]
    before = stems_near(side.text, side.language, one.start, one.end, _BEFORE, 0)
    theirs = stems_near(other.text, other.language, word.start, word.end, _BEFORE, 0)
    return (word.start, word.end) if before & theirs else None


def _is_quantified(found: Lexemes, place: int, language: str) -> bool:
    """Whether an extent, or a direction that tells a part ("eastern Kursk"), stands before a name."""
    before = found[max(place - _REACH, 0) : place]
    nearest = found.at(place - 1)
    described = nearest.kind == WORD and not _is_grammar(nearest, language)
    return described or any(word.lower in measures(language).scopes for word in before)


def _rule(left: Side, right: Side, one: _Scope, other: _Scope) -> str:
    first, second = left.text[one.start : one.end], right.text[other.start : other.end]
    return f"{first} beside {second}: same noun, “{one.scope}” against “{other.scope}”"


def _part_rule(side: Side, one: _Scope) -> str:
    name = side.text[slice(*one.noun)]
    return f"{side.text[one.start : one.end]} beside {name} alone: same noun, “{one.scope}” against the whole"
