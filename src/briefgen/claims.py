"""Sentences of a story -> claims: who says the same, and whose words are printed.

Links join two sentences of different reports; groups of links in which
everyone says the same become claims, at most one sentence a report.  Numbers,
negation and certainty do not keep two sentences apart: they are where the
reports differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.alignment import Alignment
from briefgen.setting import Setting
from briefgen.statements import Statements
from briefgen.text.similarity import Likeness, Similarity
from briefgen.text.words import Stemmed
from briefgen.utterances import utterances

# Stories of up to this many origins share so few sentences that a weaker link
# is as often right (P .76 at q .40) as a strong one is in large stories.
SMALL = 5

_SHORTEST, _LONGEST = 6, 60
# "The mayor resigned on Tuesday" is said of many mayors.
_LEAST_CONTENT = 5
_GROUP = 0.7
# Words, and of them words beside names and titles, that a second claim needs of its own.
_SECOND = ((4, 2), (6, 1))


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a link: the least q, shared words, and shared words beside names and titles."""

    q: float
    shared: int
    plain: int

    def holds(self, found: Likeness) -> bool:
        """Whether a pair passes, best partners apart."""
        return found.q >= self.q and found.shared >= self.shared and found.plain >= self.plain


# Three words in common are enough where nothing is nearer to either: all seven such pairs of those read were right.
FIRM_SMALL = Rule(q=0.70, shared=3, plain=1)
_ENOUGH = 4
# Without the names and roles of one speaker. Of 479 pairs read 13 wrong ones fall below it and 5 right ones:
# one speaker, two statements.
SAID = 0.6
# A quotation that both have is as sure as the surest words.
SURE = 1.0
# Of 167 pairs of witnesses, read in 45 clusters, 148 right, 12 doubtful and 7 wrong; with q alone 169, 24 and 37.
STRENGTH = 1.35
# P .90 at R .44 of 136 hand-judged pairs in stories of 2-10 reports.
FIRM_LARGE = Rule(q=1.00, shared=4, plain=2)
STRONG_COSINE = 0.35
# What is not firm and yet may say the same.
PERHAPS = Rule(q=0.40, shared=3, plain=2)
# Less than this no rule asks for.
_LEAST = Rule(q=0.40, shared=3, plain=1)


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences, by place, of different reports that say the same; firm, or perhaps.

    `said` is their q without the words that only tell who speaks.
    """

    left: int
    right: int
    q: float
    said: float
    firm: bool

    @property
    def repeats(self) -> bool:
        """Whether one of the two is enough for a reader, which takes less than that both bear one claim out."""
        return self.firm or self.said >= FIRM_SMALL.q


def links(
    reports: Sequence[str],
    sentences: Sequence[Stemmed],
    likeness: Similarity,
    origins: int,
    days: Mapping[str, date] | None = None,
) -> tuple[Link, ...]:
    """Return the links of a story, strongest first.

    `reports` tells of each sentence which report it is of; `origins` is how
    many independent origins the story has: it chooses the rule; `days` is when
    a report came out, where it says so.
    """
    setting = Setting(reports, Statements(sentences, likeness), days or {})
    aligned = Alignment(reports, sentences, likeness) if origins <= SMALL else None
    found = {(link.left, link.right): link for link in _by_words(setting, aligned)}
    found |= {pair: _quoting(pair, found.get(pair)) for pair in utterances(reports, sentences)}
    return tuple(sorted(found.values(), key=lambda link: (-link.q, link.left, link.right)))


def _quoting(pair: Pair, found: Link | None) -> Link:
    """Two sentences that quote one utterance, whatever else they share."""
    q = max(found.q, SURE) if found else SURE
    return Link(*pair, q=q, said=q, firm=True)


def _by_words(setting: Setting, aligned: Alignment | None) -> Iterator[Link]:
    reports, statements = setting.reports, setting.statements
    pairs = dict(_alike(reports, statements.sentences, statements.likeness))
    best = _best(pairs, reports)
    for pair, one in pairs.items():
        link = _link(pair, one, setting, _sides(pair, one, best, reports), aligned)
        if link:
            yield link


Members = tuple[int, ...]
Pair = tuple[int, int]
Best = Mapping[tuple[int, str], float]


def _alike(
    reports: Sequence[str], sentences: Sequence[Stemmed], likeness: Similarity
) -> Iterator[tuple[Pair, Likeness]]:
    fit = [
        _SHORTEST <= len(one.written) <= _LONGEST and len(content) >= _LEAST_CONTENT and _states(one.sentence.text)
        for one, content in zip(sentences, likeness.story, strict=True)
    ]
    for left, right in likeness.candidates(reports):
        if fit[left] and fit[right]:
            found = likeness.between(left, right, _LEAST.q)
            if _LEAST.holds(found):
                yield (left, right), found


def _states(text: str) -> bool:
    """Whether a sentence states something: a question does not, nor what leads to a list."""
    return not text.rstrip("\"'”’» ").endswith(("?", ":", "؟", "？", "："))


def _best(pairs: Mapping[Pair, Likeness], reports: Sequence[str]) -> Best:
    """The largest q that each sentence has with a sentence of each other report."""
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (left, right), found in pairs.items():
        for side in ((left, reports[right]), (right, reports[left])):
            best[side] = max(best[side], found.q)
    return best


def _sides(pair: Pair, found: Likeness, best: Best, reports: Sequence[str]) -> tuple[bool, bool]:
    """Whether neither report has anything nearer to the other sentence, from either side."""
    left, right = pair
    return found.q >= best[left, reports[right]], found.q >= best[right, reports[left]]


def _link(
    pair: Pair, found: Likeness, setting: Setting, sides: tuple[bool, bool], aligned: Alignment | None
) -> Link | None:
    firm = _small_rule(pair, found, sides, aligned) if aligned else _large_rule(found, sides)
    if not firm and not (any(sides) and PERHAPS.holds(found)):
        return None
    said = setting.statements.between(*pair) if firm or found.q >= FIRM_SMALL.q else found
    firm = firm and said.q >= SAID and said.shared > 1 and not setting.is_all(*pair)
    return Link(*pair, q=found.q, said=said.q, firm=firm)


def _small_rule(pair: Pair, found: Likeness, sides: tuple[bool, bool], aligned: Alignment) -> bool:
    nearest = any(sides) if found.shared >= _ENOUGH else all(sides)
    return nearest and FIRM_SMALL.holds(found) and aligned.strength(*pair) >= STRENGTH


def _large_rule(found: Likeness, sides: tuple[bool, bool]) -> bool:
    guarded = found.shared >= FIRM_LARGE.shared and found.plain >= FIRM_LARGE.plain
    return guarded and (found.cos_story >= STRONG_COSINE or (found.q >= FIRM_LARGE.q and all(sides)))


def refusal(left: int, right: int, aligned: Alignment, origins: int) -> str:
    """Say what keeps two sentences that are alike from being one claim, in a story of so many origins."""
    found = aligned.likeness.between(left, right)
    rule = FIRM_SMALL if origins <= SMALL else FIRM_LARGE
    if found.shared < rule.shared:
        return f"share {found.shared} words, {rule.shared} are needed"
    if found.plain < rule.plain:
        return "share hardly more than names and titles"
    if found.q < rule.q:
        return f"q {found.q:.2f}, {rule.q:.2f} is needed"
    strength = aligned.strength(left, right)
    if origins <= SMALL and strength < STRENGTH:
        return f"q {found.q:.2f}, by how they stand {strength:.2f}, {STRENGTH:.2f} is needed"
    return "nearer to another sentence, or its report or another witness speaks against it"


def claims(
    reports: Sequence[str],
    sentences: Sequence[Stemmed],
    firm: Sequence[Link],
    likeness: Similarity,
    days: Mapping[str, date] | None = None,
) -> list[Members]:
    """Gather the sentences into claims; each sentence is in at least one.

    Complete links, taken by falling q: two groups join where no report has a
    sentence in both and every pair between them has q >= 0.7.  A sentence that
    is left alone because its partner's group has its report already makes a
    second claim with it, where words that count for the first claim are not
    needed: one sentence may say two things.
    """
    group: dict[int, Members] = {place: (place,) for place in range(len(sentences))}
    setting = Setting(reports, Statements(sentences, likeness), days or {})
    bonds = _Bonds(setting, frozenset((link.left, link.right) for link in firm))
    refused: list[Link] = []
    for link in firm:
        left, right = group[link.left], group[link.right]
        if left is right:
            continue
        if bonds.may_join(left, right):
            joined = tuple(sorted(left + right))
            group.update(dict.fromkeys(joined, joined))
        else:
            refused.append(link)
    first = list(dict.fromkeys(group.values()))
    return _with_second_claims(first, group, refused, likeness)


@dataclass(frozen=True)
class _Bonds:
    """What lets two groups of one story join."""

    setting: Setting
    firm: frozenset[Pair]

    def may_join(self, left: Members, right: Members) -> bool:
        """Whether no report has a sentence in both, and each of one says what each of the other says."""
        reports = self.setting.reports
        if not {reports[one] for one in left}.isdisjoint(reports[one] for one in right):
            return False
        return all(self._agree(min(one, other), max(one, other)) for one in left for other in right)

    def _agree(self, left: int, right: int) -> bool:
        if (left, right) in self.firm:
            return True
        return self.setting.statements.between(left, right, _GROUP).q >= _GROUP and not self.setting.is_all(left, right)


def _with_second_claims(
    first: list[Members], group: Mapping[int, Members], refused: Iterable[Link], likeness: Similarity
) -> list[Members]:
    """The claims, second ones behind all others: their partner speaks for its own claim."""
    found: dict[int, Members] = {members[0]: members for members in first if len(members) == 1}
    for link in refused:
        for lone, partner in ((link.left, link.right), (link.right, link.left)):
            if found.get(lone) == (lone,) and _says_more(lone, partner, group[partner], likeness):
                found[lone] = tuple(sorted((lone, partner)))
    seconds = [members for members in found.values() if len(members) > 1]
    return [*(members for members in first if found.get(members[0], members) == members), *seconds]


def _says_more(lone: int, partner: int, members: Members, likeness: Similarity) -> bool:
    """Whether two sentences share enough beside what the partner shares with its own claim."""
    spent = {key for one in members if one != partner for key in likeness.shared(one, partner)}
    left = [key for key in likeness.shared(lone, partner) if key not in spent]
    plain = sum(likeness.plain[key] for key in left)
    return any(len(left) >= shared and plain >= least for shared, least in _SECOND)
