"""Witnesses of one claim -> where one gives the name of the authority that the other leaves general.

"The Tolle County Sheriff's Office issued an alert" beside "authorities issued
an alert": the same verb and object behind both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.differences.places import Places, places
from briefgen.differences.sides import Found, Side, once
from briefgen.differences.sources import Source, described, kind_of
from briefgen.model import Kind
from briefgen.parsing.phrases import tokens_of
from briefgen.text.tables import table, words

_LONGEST, _BEHIND = 8, 4
_GENERAL = words("authorities officials police investigators prosecutors detectives deputies")


def doers(left: Side, right: Side) -> Iterator[Found]:
    """Find who does the same thing under a name on one side and under none on the other."""
    ours, theirs = _acts(left), _acts(right)
    for verb in ours.keys() & theirs.keys():
        (one, near), (other, beside) = ours[verb], theirs[verb]
        behind = near & beside
        if behind and one and other and _is_general(one) is not _is_general(other):
            mine, its = replace(one, names=one.names - other.names), replace(other, names=other.names - one.names)
            if kind_of(mine, left, its, right) is Kind.SPECIFICITY:
                rule = f"“{left.text[slice(*one.at)]}” beside “{right.text[slice(*other.at)]}”: one gives a name"
                yield Found(Kind.SPECIFICITY, one.at, other.at, rule)


@once
def _acts(side: Side) -> Mapping[str, tuple[Source | None, frozenset[str]]]:
    """By each verb of an act that a side has once: who does it, and what stands behind."""
    found, acts = places(side), table(side.language).acts
    told = Counter(word.text for word in found.words)
    once_ = [at for at, word in enumerate(found.words) if word.text in acts and told[word.text] == 1]
    return {found.words[at].text: (_subject(side, found, at), found.near(at + 1, at + 1, 0, _BEHIND)) for at in once_}


def _is_general(one: Source) -> bool:
    return not one.stems.isdisjoint(_GENERAL)


def _subject(side: Side, found: Places, verb: int) -> Source | None:
    """The phrase right before a verb, up to a mark or a word that is in no noun phrase."""
    known, first = table(side.language), verb
    links = known.before_places | known.genitives | known.articles
    while first and verb - first < _LONGEST and not _is_apart(side, found, first):
        word = found.words[first - 1]
        if word.lower not in links and any(word.lower in some for some in (known.stop, known.acts, known.saying)):
            break
        first -= 1
    while first < verb and found.words[first].lower in links - known.articles:
        first += 1
    if first == verb:
        return None
    at = found.words[first].start, found.words[verb - 1].end
    return described(at, [token for token in tokens_of(side.text[slice(*at)]) if token.is_word], side.language)


def _is_apart(side: Side, found: Places, at: int) -> bool:
    return side.text[found.words[at - 1].end : found.words[at].start] != " "
