"""Reports -> stories: group the reports that tell one event.

Copies are folded first.  Reports of one language are then compared as whole
texts, each likeness divided by how like their neighbours the two reports are
anyway, and joined by average linkage.  Precise first: two events in one story
are worse than one event in two.  One setting held on every set that was
measured; docs/method.md has the table, benchmarks/stories.py prints it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import combinations

from briefgen.linkage import average_linkage
from briefgen.model import Report, Role, Story
from briefgen.origins import fingerprint, keepers, story_of
from briefgen.text.shingles import Shingles
from briefgen.text.vectors import Counts, Vectors, counts, weigh

# Groups are one story from this mean score on.  3.3 gives a mixed day .02 more
# precision and .02 less recall.
SAME_STORY = 3.1

# The neighbour whose likeness is a report's noise, and how many reports are
# looked at for it, so that a larger batch does not make it denser.
_NEIGHBOUR = 40
_POOL = 2_500
# Below .05 it is chance; above .09 it is a story of many reports, which would
# fall to pieces (.15 costs .03 F on 982 reports of 86 events).
_LEAST_NOISE, _MOST_NOISE = 0.05, 0.09

# A shared word is more often chance in reports that have fewer (.02 precision on mixed days).
_SHORT = 40
# Short reports share at least so many words that are not everybody's: of 2,400
# pairs of one event in four sets none shares fewer.
_LEAST_EVIDENCE = 2

# Which pairs are looked at: those alike by rare terms.  A word of a story of
# 120 reports takes 120 visits: with 500, and 100 candidates, two of ten such
# stories lost a report.  On all other sets both give the same.
_VISITS = 2_000
_CANDIDATES = 200
_LEAST_PRODUCT = 0.03
# A pair that scores less counts as nothing in a mean.
_LEAST_SCORE = 1.5

_BODY = (Role.STANDFIRST, Role.HEADING, Role.BODY)


def group(reports: Iterable[Report]) -> tuple[Story, ...]:
    """Group reports into stories, each report in one, in whatever order they come.

    Copies go with the report that they copy.  Reports of different languages
    are never one story; those of unknown language only with one another.
    Stories come in the canonical order of their first reports.
    """
    folded = fold(reports)
    return in_order(folded.story(members) for members in _gathered(folded.kept))


def in_order(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Stories in the canonical order of their first reports."""
    return tuple(sorted(stories, key=lambda story: story.reports[0].order))


def fold(reports: Iterable[Report]) -> Folded:
    """Find the copies among reports on any matters."""
    ordered = sorted(reports, key=lambda report: report.order)
    prints = {report.id: fingerprint(report) for report in ordered}
    keeper = keepers(ordered, [prints[report.id] for report in ordered])
    return Folded(tuple(ordered), prints, tuple(keeper))


@dataclass(frozen=True)
class Folded:
    """Reports in canonical order, their fingerprints by id, and for each the place of the one that is kept for it."""

    reports: tuple[Report, ...]
    prints: Mapping[str, Shingles]
    keeper: tuple[int, ...]

    @cached_property
    def kept(self) -> list[Report]:
        """The reports that are no copies."""
        return [self.reports[place] for place in sorted(set(self.keeper))]

    @cached_property
    def number(self) -> list[int]:
        """For each report the place among the kept ones of that which is kept for it."""
        number = {place: number for number, place in enumerate(sorted(set(self.keeper)))}
        return [number[place] for place in self.keeper]

    def story(self, kept: Iterable[Report]) -> Story:
        """Make one story of some of the kept reports, and of what copies them."""
        members = (told for report in kept for told in self._versions[report.id])
        return story_of(members, self.prints)

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[Report]]:
        told: dict[str, list[Report]] = defaultdict(list)
        for report, place in zip(self.reports, self.keeper, strict=True):
            told[self.reports[place].id].append(report)
        return told


def comparisons(reports: Iterable[Report]) -> Iterator[tuple[Sequence[Report], Comparison]]:
    """The reports of each language, which are no copies and in canonical order, and how they compare."""
    by_language: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_language[report.language].append(report)
    for language, told in sorted(by_language.items()):
        yield told, compare({report.id: words_of(report) for report in told}, language)


def _gathered(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """The reports of each story, language by language."""
    for told, compared in comparisons(reports):
        yield from ([told[place] for place in places] for places in compared.stories())


def words_of(report: Report) -> Counts:
    """Count the words by which a report is compared: its title and its text, without furniture."""
    return counts(report.title or "", "\n".join(report.of_role(*_BODY)))


def compare(words: Mapping[str, Counts], language: str) -> Comparison:
    """Compare reports of one language, given the words of each by its id, in canonical order."""
    return Comparison(tuple(words), weigh(tuple(words.values()), language))


@dataclass(frozen=True)
class Comparison:
    """Reports of one language, compared; `ids` names them, elsewhere they are places in it."""

    ids: Sequence[str]
    vectors: Vectors

    def stories(self) -> list[list[int]]:
        """The reports of each story."""
        return average_linkage(len(self.ids), self.scores, SAME_STORY)

    @cached_property
    def scores(self) -> dict[tuple[int, int], float]:
        """The scores of the pairs that may belong together."""
        scores = ((pair, cosine / self._scale(*pair)) for pair, cosine in self.cosines.items())
        return {pair: score for pair, score in scores if score >= _LEAST_SCORE and self._evident(*pair)}

    @cached_property
    def cosines(self) -> Mapping[tuple[int, int], float]:
        """How alike the pairs are that may belong together: of few reports all, else those that share rare terms."""
        if self._few:
            return {pair: self.vectors.cosine(*pair) for pair in combinations(range(len(self.ids)), 2)}
        from briefgen.text import nearest

        pairs = nearest.candidates(self.vectors, _VISITS, _LEAST_PRODUCT, _CANDIDATES)
        found = nearest.cosines(self.vectors, pairs)
        return dict(zip(map(tuple, pairs.tolist()), found.tolist(), strict=True))

    def score(self, left: int, right: int) -> float:
        """How much more alike two reports are than their neighbourhoods; two alone are one story from SAME_STORY on.

        Local scaling (Zelnik-Manor and Perona 2004): in a batch full of
        earthquakes two reports of one must be much alike.
        """
        return self.vectors.cosine(left, right) / self._scale(left, right)

    def _evident(self, left: int, right: int) -> bool:
        """Whether two reports share more than stock phrases; long ones always do."""
        short = min(self.vectors.size(left), self.vectors.size(right)) < _SHORT
        return not short or self.vectors.evidence(left, right) >= _LEAST_EVIDENCE

    def _scale(self, left: int, right: int) -> float:
        return math.sqrt(self.noise[left] * self.noise[right])

    def nearest_together(self, names: Sequence[str]) -> list[tuple[int, int]]:
        """Of each report the pair with its nearest in the same story, given the name of each one's story."""
        best: dict[int, tuple[float, int]] = {}
        for (left, right), score in self.scores.items():
            if names[left] == names[right]:
                best[left] = max(best.get(left, (0.0, 0)), (score, -right))
                best[right] = max(best.get(right, (0.0, 0)), (score, -left))
        return sorted({(min(place, -other), max(place, -other)) for place, (_, other) in best.items()})

    def nearest_apart(self, names: Sequence[str]) -> list[tuple[tuple[int, int], float]]:
        """Of each two stories the pair of their nearest reports, and the mean over all pairs; the nearest first."""
        size = Counter(names)
        total: dict[tuple[str, ...], float] = defaultdict(float)
        best: dict[tuple[str, ...], tuple[float, tuple[int, int]]] = {}
        for pair, score in self.scores.items():
            both = tuple(sorted(names[place] for place in pair))
            if len(set(both)) > 1:
                total[both] += score
                best[both] = max(best.get(both, (0.0, pair)), (score, pair))
        mean = {both: total[both] / math.prod(size[name] for name in both) for both in best}
        return [(best[both][1], mean[both]) for both in sorted(best, key=lambda both: (-mean[both], best[both][1]))]

    @cached_property
    def noise(self) -> Sequence[float]:
        """How alike each report is to its 40th nearest neighbour, within bounds."""
        least = [
            _LEAST_NOISE * max(1.0, math.sqrt(_SHORT / max(1, size)))
            for size in map(self.vectors.size, range(len(self.ids)))
        ]
        if self._few:
            return [min(level, _MOST_NOISE) for level in least]
        from briefgen.text import nearest

        levels = nearest.neighbour(self.vectors, _NEIGHBOUR, self._pool())
        return [min(max(pair), _MOST_NOISE) for pair in zip(levels, least, strict=True)]

    @property
    def _few(self) -> bool:
        """Whether there are too few reports for a neighbour, and for numpy to be worth its import."""
        return len(self.ids) <= _NEIGHBOUR

    def _pool(self) -> list[int]:
        """The reports that noise is measured against: a sample that does not hang on dates or titles."""
        by_chance = sorted(range(len(self.ids)), key=lambda place: blake2b(self.ids[place].encode()).digest())
        return sorted(by_chance[:_POOL])
