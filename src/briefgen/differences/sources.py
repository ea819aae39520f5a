"""Witnesses of one claim -> where the reports have it from different sources.

Each sentence names one source, before or behind what it tells: "the newspaper
reports" beside "according to three people".  Authorities, police and officials
can be the same men; a source that only one side names is told more exactly,
if the other one's can be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.differences.attribution import parties
from briefgen.differences.likeness import are_alike
from briefgen.differences.places import places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.parsing.phrases import Token, tokens_of
from briefgen.text.tables import table, words

# What both tell: so many telling words, and so much of the shorter sentence.
_FEWEST, _PLAIN, _ALIKE = 4, 2, 0.25
_VERBS = words("said says say announced reported reports report confirmed stated told")
# Who blames says what was the cause.
_BLAMES = "blamed|blame|blames"
_LINKS = words("of for from at in on to who with close familiar")
_LONGEST = 10
# Stands for a letter of a quotation.
_QUOTED = "\ue001"


@dataclass(frozen=True, slots=True)
class Source:
    """A source: where it stands, its words, its sort if a noun tells it, and the names in it."""

    at: Offsets
    stems: frozenset[str]
    sort: int | None
    names: frozenset[str]
    is_person: bool
    party: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether a noun of a known sort, or nothing but a name, tells it."""
        return self.sort is not None or (bool(self.names) and len(self.names) == len(self.stems))


def sources(left: Side, right: Side) -> Iterator[Found]:
    """Find the sources of two sentences that tell one thing, where they are not the same."""
    one, other = _source(left), _source(right)
    if one is None or other is None:
        return
    if not one.stems.isdisjoint(other.stems) and not _are_apart(one, other):
        return
    if not _tell_one_thing(left, right) or not _quoted(left).isdisjoint(_quoted(right)):
        return
    kind = kind_of(one, left, other, right) if one.is_told and other.is_told else None
    if kind is None and _are_other_parties(left, one, right, other):
        kind = Kind.ATTRIBUTION
    if kind is not None:
        rule = f"from “{left.text[slice(*one.at)]}” beside “{right.text[slice(*other.at)]}”"
        yield Found(kind, one.at, other.at, rule)


def _are_other_parties(left: Side, one: Source, right: Side, other: Source) -> bool:
    """Whether two sentences, alike but for them, have it from parties that are never one."""
    known = one.party is not None and other.party is not None and one.party != other.party
    return known and are_alike(left, right)


def _tell_one_thing(left: Side, right: Side) -> bool:
    ours, theirs = (
        {word.stem: word.is_capital for word in places(side).words if word.is_content} for side in (left, right)
    )
    both = ours.keys() & theirs.keys()
    plain = sum(not (ours[stem] or theirs[stem]) for stem in both)
    return len(both) >= max(_FEWEST, _ALIKE * min(len(ours), len(theirs))) and plain >= _PLAIN


def _quoted(side: Side) -> set[str]:
    """What is quoted: whose words those are is another rule's matter."""
    return {word.stem for word in places(side).words if word.is_quoted}


def kind_of(one: Source, left: Side, other: Source, right: Side) -> Kind | None:
    """Return whether two sources are others, or one is the other by name; None where they may be equals."""
    named = [source for source in (one, other) if source.names]
    if one.sort is not None and one.sort == other.sort == _sorts(left.language)["source"]:
        return Kind.ATTRIBUTION
    elsewhere = one.names & _capitals(right) or other.names & _capitals(left)
    if not named or elsewhere:
        return Kind.ATTRIBUTION if _are_apart(one, other) and not elsewhere else None
    if _are_apart(one, other):
        return Kind.ATTRIBUTION
    may_be_one = len(named) == 1 and None not in {one.sort, other.sort} | {-1}
    person = len(named) == 1 and named[0].sort is None and named[0].is_person
    return Kind.SPECIFICITY if may_be_one or person else None


def _are_apart(one: Source, other: Source) -> bool:
    return one.sort is not None and other.sort is not None and one.sort != other.sort


@once
def _capitals(side: Side) -> set[str]:
    return {word.lower for word in places(side).words if word.is_capital}


@once
def _source(side: Side) -> Source | None:
    """The source of a sentence, where its frame tells one: at its beginning, at its end, or behind "according to"."""
    text = _masked(side)
    found = {match.span("source") for frame in _frames(side.language) if (match := frame.search(text))}
    if len(found) != 1:
        return None
    start, end = found.pop()
    tokens = [token for token in tokens_of(text[start:end]) if token.is_word]
    if not tokens or tokens[0].lower in table(side.language).subjects:
        return None
    one = described((start, end), tokens, side.language)
    # "Says Malaysia" is the Malaysian police.
    if len(tokens) == 1 and one.sort is None and start and text[:start].rstrip().rpartition(" ")[2] in _VERBS:
        return None
    return one if one.is_told or one.party is not None else None


def _masked(side: Side) -> str:
    """The sentence with other letters in the place of those in quotation marks."""
    text = side.text
    for start, end in places(side).quotations:
        text = text[:start] + _QUOTED * (end - start) + text[end:]
    return text


@cache
def _frames(language: str) -> Sequence[re.Pattern[str]]:
    """What tells the source: "police said" at either end, "said police" at the end, "according to police"."""
    if not table(language).sources:
        return ()
    verbs = "|".join(["(?:is|are) reporting", *sorted(_VERBS)])
    according = "|".join(map(re.escape, table(language).according))
    point = r"\.(?=\w|\s[A-Z]|,)"
    word = rf"(?:[^\s,;:.—–{_QUOTED}]|{point})+"
    source = rf"(?P<source>(?!(?i:{according})\s){word}(?:\s{word}){{0,{_LONGEST}}}?)"
    when = r"(?:\s(?:on|late|early|in|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[^,;:]{0,30})?"
    return (
        re.compile(rf"^(?:[^,]{{1,20}}, )?{source}\s(?:also\s|have\s|has\s)?(?:{verbs}|{_BLAMES})\b"),
        re.compile(rf"[,{_QUOTED}]\s{source}\s(?:{verbs}){when}(?:\.?$|,)"),
        re.compile(rf"[,{_QUOTED}]\s(?:{verbs})\s{source}{when}\.?$"),
        re.compile(rf"\b(?i:{according})\s{source}(?=[,;:.—–]|\s(?:that|who|which|in|on|from)\b|$)"),
    )


def described(at: Offsets, tokens: Sequence[Token], language: str) -> Source:
    """Return a phrase at these offsets as a source, its words being these tokens."""
    known = table(language)
    head = next((place for place, token in enumerate(tokens) if place and token.lower in _LINKS), len(tokens))
    names = frozenset(_plain(token) for token in tokens if token.is_capital and not _is_idle(token, language))
    own = frozenset(map(_plain, tokens)) - known.stop - known.articles
    person = all(token.is_capital for token in tokens[:head])
    noun = _sort(tokens[:head], _sorts(language))
    return Source(at, own, noun, names, is_person=person, party=_sort(tokens[:head], parties(language)))


def _plain(token: Token) -> str:
    return token.lower.replace("’", "'").removesuffix("'s").replace(".", "")


def _is_idle(token: Token, language: str) -> bool:
    """Whether a capital only opens the sentence, or a title: "Police said", "The Ministry"."""
    known = table(language)
    return token.lower in known.stop | known.articles | known.bodies | known.roles | known.titles | frozenset(
        _sorts(language)
    )  # fmt: skip


def _sort(tokens: Sequence[Token], sorts: Mapping[str, int]) -> int | None:
    """The sort of the noun that the phrase is about: the last that tells one."""
    found = [sorts[word] for token in reversed(tokens) if (word := _plain(token)) in sorts]
    return found[0] if found else None


@cache
def _sorts(language: str) -> Mapping[str, int]:
    """Which nouns can stand for one and the same source."""
    return {word: sort for sort, line in enumerate(table(language).sources) for word in line.split()}
