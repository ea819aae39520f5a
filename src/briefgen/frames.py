"""Sentence -> the words that tell who says it, apart from what is said.

"Union leader Marit Lunde said" stands in every report that quotes her,
whatever she said: two sentences that share that, and little else, share no
statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefgen.parsing.phrases import Sort, Subject, Token, quoted, tokens_of
from briefgen.parsing.quotes import passages
from briefgen.parsing.speakers import Line, Said
from briefgen.text.frequency import is_function_word

_RESERVED = dict.fromkeys(map(ord, quoted(2)), " ")
# From a role to its name, and over what explains a name behind a comma.
_LED, _EXPLAINED = 6, 14
_COMMA = ","
_EXPLAINS = frozenset({_COMMA, "-", "–", "—", "(", "who"})
# "Has also said".
_ADVERBS = 3

Offsets = tuple[int, int]


def frame(text: str, language: str) -> frozenset[Offsets]:
    """Return where the words stand that name a speaker, with the role, as offsets.

    >>> text = "The ice held, police chief Ann Lee said."
    >>> [text[start:end] for start, end in sorted(frame(text, "en"))]
    ['police', 'chief', 'Ann', 'Lee']
    """
    line = _line(text, language)
    # "Lammy joined the chorus, urging an end" tells an act of his.
    finite = (said for said in line.said if line.tokens[said.verb].lower not in line.known.speech_participles)
    places = {place for said in finite for place in _of_statement(line, said)}
    return _offsets(line, places.union(_named(line, line.source, explained=True)))


def opening(text: str, language: str) -> frozenset[Offsets]:
    """Return where the name and role of a person stand with whom a sentence opens, and whom it tells no act of.

    "Chief executive Elena Marsk wants to keep all mills open" is as much her
    statement as what she "said".
    """
    line = _line(text, language)
    main = line.main if line.main and line.main.sort is Sort.NAME else None
    acts = main is not None and line.tokens[main.last : main.last + 1] and _acts(line, line.tokens[main.last])
    return frozenset() if acts else _offsets(line, _named(line, main, explained=False))


def _acts(line: Line, verb: Token) -> bool:
    return verb.lower in line.known.acts and verb.lower not in line.known.verbs_of_speech


# Both frames of a sentence are asked for one after the other.
@lru_cache(maxsize=64)
def _line(text: str, language: str) -> Line:
    """A sentence as tokens, each quotation being one."""
    pieces, at = [], 0
    for start, end, _ in passages(text):
        pieces += [text[at:start].translate(_RESERVED), quoted(end - start)]
        at = end
    return Line(text, tokens_of("".join([*pieces, text[at:].translate(_RESERVED)])), language)


def _offsets(line: Line, places: Iterable[int]) -> frozenset[Offsets]:
    tokens = (line.tokens[place] for place in places)
    return frozenset((token.start, token.end) for token in tokens if token.is_word)


def _of_statement(line: Line, said: Said) -> Iterator[int]:
    """The subject of a verb, and what stands between the two, where that only explains the subject."""
    subject = said.subject
    between = range(min(said.verb + 1, subject.last), max(said.verb, subject.first))
    if len(between) <= _ADVERBS or line.tokens[between[0]].text in _EXPLAINS:
        yield from between
    yield from _named(line, subject, explained=said.verb < subject.first)


def _named(line: Line, subject: Subject | None, *, explained: bool) -> Iterator[int]:
    """A subject with the words that lead to it, and those behind it that explain it: "said Ann Lee, the mayor."."""
    if subject is None:
        return
    yield from range(_led_from(line, subject), subject.last)
    if explained:
        yield from range(subject.last, _explained_to(line.tokens, subject.last))


def _led_from(line: Line, subject: Subject) -> int:
    """The first word of a role before a name, also where commas part the two: "The operator, Grainport, said"."""
    at = subject.first
    if subject.sort is not Sort.NAME:
        return at
    while at > max(0, subject.first - _LED) and _leads(line, line.tokens[at - 1]):
        at -= 1
    parted = at == subject.first and 1 < at <= _LED and line.tokens[at - 1].text == _COMMA
    return 0 if parted and all(token.is_word for token in line.tokens[: at - 1]) else at


def _leads(line: Line, token: Token) -> bool:
    closed = token.lower in line.known.acts or is_function_word(token.lower, line.language)
    return token.is_word and not token.text[0].isdigit() and not closed


def _explained_to(tokens: Sequence[Token], last: int) -> int:
    """The end of what a comma behind a name opens and another mark closes."""
    if last >= len(tokens) or tokens[last].text != _COMMA:
        return last
    for at in range(last + 1, min(len(tokens), last + _EXPLAINED)):
        if not tokens[at].is_word:
            return last if tokens[at].is_quotation else at
    return last
