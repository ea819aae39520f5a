"""Fresh reports and what earlier editions told -> stories through time, whose ids never change.

Fresh reports are grouped as ever, but weighed among those that are remembered;
then each group joins the past story to which it is nearest, if it is near
enough.  What was told stays: no past story is taken apart or named anew.
Topic tracking after Allan et al. (1998), the window as in Europe Media Monitor.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import chain, combinations, product

from briefgen.bonds import Bonds, bind, rehomed
from briefgen.grouping import SAME_STORY, Folded, comparisons, fold, in_order
from briefgen.linkage import average_linkage
from briefgen.model import Past, Report, Story, instant
from briefgen.overrides import NO_OVERRIDES, Overrides

# A group goes on with a past story from this score on: the mean, over its
# reports, of each one's strongest scores with reports of that story.
SAME_THREAD = 3.5
_STRONGEST = 3
# Of what a score counts between two reports so many days apart exp(-.05 d) is left.
_DECAY = 0.05
_DAY = 86_400


@dataclass(frozen=True)
class Memory:
    """What is remembered when fresh reports come.

    `past` are stories that had a report in the last seven days, with as many
    of their reports as the caller sees fit; `background` are earlier reports
    of no such story, at most some 600: they tell what is usual.
    """

    past: tuple[Past, ...] = ()
    background: tuple[Report, ...] = ()


NO_MEMORY = Memory()


def follow(
    reports: Iterable[Report], memory: Memory = NO_MEMORY, overrides: Overrides = NO_OVERRIDES
) -> tuple[Story, ...]:
    """Group fresh reports into stories, each of which goes on with a past one or begins today.

    Without memory and overrides the same as `group`.  A fresh report that
    copies one of a past story goes with that.  Where a group fits two past
    stories that are near each other too, the younger is absorbed.  The order
    of what is given decides nothing.
    """
    folded = fold(reports)
    pasts = rehomed(sorted(memory.past, key=lambda past: (past.first_day, past.id)), overrides)
    bonds = bind(folded, pasts, overrides)
    links = _links(folded.kept, pasts, memory.background)
    groups = _grouped(len(folded.kept), len(pasts), links, bonds)
    _go_on(groups, pasts, links, bonds)
    threads = (nodes for nodes in bonds.threads.stories() if nodes[-1] >= len(pasts))
    return in_order(_story(nodes, folded, pasts, bonds.named) for nodes in threads)


@dataclass(frozen=True)
class _Links:
    """Scores: of two fresh nodes, all of a fresh node with a past story's reports, the sum between two past stories."""

    fresh: dict[tuple[int, int], float]
    told: defaultdict[tuple[int, int], list[float]]
    past: defaultdict[tuple[int, int], float]

    def add(self, nodes: tuple[int, int], score: float, pasts: int) -> None:
        """Count a score of reports of two nodes, of which so many are past stories."""
        left, right = sorted(nodes)
        if left >= pasts:
            self.fresh[left, right] = score
        elif right >= pasts:
            self.told[right, left].append(score)
        else:
            self.past[left, right] += score


def _links(fresh: Sequence[Report], pasts: Sequence[Past], background: Iterable[Report]) -> _Links:
    """Compare the fresh reports with each other and with those of past stories."""
    node = {report.id: node for node, past in reversed([*enumerate(pasts)]) for report in past.reports}
    node |= {report.id: len(pasts) + place for place, report in enumerate(fresh)}
    remembered = sorted(chain(background, *(past.reports for past in pasts)), key=lambda report: report.order)
    every = {report.id: report for report in fresh}
    every |= {report.id: report for report in remembered if report.id not in every}
    links = _Links({}, defaultdict(list), defaultdict(float))
    for told, compared in comparisons(every.values()):
        for (left, right), score in compared.scores.items():
            one, other = told[left], told[right]
            if one.id in node and other.id in node:
                nodes = node[one.id], node[other.id]
                links.add(nodes, score if min(nodes) >= len(pasts) else score * _kept(one, other), len(pasts))
    return links


def _kept(left: Report, right: Report) -> float:
    """What is left of a score between two reports, for the days between them where both state one."""
    if left.published is None or right.published is None:
        return 1.0
    apart = instant(left.published) - instant(right.published)
    return math.exp(-_DECAY * abs(apart.total_seconds()) / _DAY)


# With 2.6 to 2.8 in place of SAME_STORY, since memory makes known what is usual,
# three months had .4 to .6 F more and up to 1.1 precision less, and a report on
# a strike in the demonstration week went to another story.
def _grouped(count: int, pasts: int, links: _Links, bonds: Bonds) -> list[list[int]]:
    """Group the fresh nodes: as they are bound, and else as they are alike."""
    pairs = {pair: score for pair, score in links.fresh.items() if bonds.moved.isdisjoint(pair)}
    pairs |= dict.fromkeys(_apart(bonds, pasts), -math.inf)
    bound = [_groupable(nodes, pasts, bonds) for nodes in bonds.threads.stories()]
    together = [nodes for nodes in bound if len(nodes) > 1]
    groups = average_linkage(pasts + count, pairs, SAME_STORY, together)
    return [nodes for nodes in groups if nodes[0] >= pasts]


def _groupable(nodes: Iterable[int], pasts: int, bonds: Bonds) -> list[int]:
    """Those nodes that are grouped by their words: fresh ones that no editor moved."""
    return [node for node in nodes if node >= pasts and node not in bonds.moved]


def _apart(bonds: Bonds, pasts: int) -> Iterator[tuple[int, int]]:
    """The pairs of fresh nodes that are never one group: those kept apart, and those of different past stories."""
    yield from (pair for pair in bonds.threads.parted() if pair[0] >= pasts)
    told = (_groupable(nodes, pasts, bonds) for nodes in bonds.threads.stories() if nodes[0] < pasts)
    for one, other in combinations(filter(None, told), 2):
        yield from ((min(pair), max(pair)) for pair in product(one, other))


def _go_on(groups: Sequence[Sequence[int]], pasts: Sequence[Past], links: _Links, bonds: Bonds) -> None:
    """Join each group with the past story that it fits best, and past stories that one group shows to be one."""
    threads = bonds.threads
    for nodes in groups:
        threads.join(nodes)
    fits = _fits([nodes for nodes in groups if nodes[0] not in bonds.moved], pasts, links)
    for node, past in fits:
        if threads.first(node) >= len(pasts):
            threads.join((past, node))
    for node, past in fits:
        home = threads.first(node)
        if home < len(pasts) and home != past and _are_near(min(home, past), max(home, past), pasts, links):
            threads.join((home, past))


def _fits(groups: Sequence[Sequence[int]], pasts: Sequence[Past], links: _Links) -> list[tuple[int, int]]:
    """The first node of each group and each past story that it fits; the best fit first."""
    group = {node: nodes for nodes in groups for node in nodes}
    fit: dict[tuple[int, int], float] = defaultdict(float)
    for (node, past), scores in sorted(links.told.items()):
        if node in group:
            strongest = sum(nlargest(_STRONGEST, scores)) / min(_STRONGEST, len(pasts[past].reports))
            fit[group[node][0], past] += strongest / len(group[node])
    return [pair for pair in sorted(fit, key=lambda pair: (-fit[pair], *pair)) if fit[pair] >= SAME_THREAD]


def _are_near(left: int, right: int, pasts: Sequence[Past], links: _Links) -> bool:
    """Whether two past stories are as alike as the reports of one are."""
    pairs = len(pasts[left].reports) * len(pasts[right].reports)
    return links.past.get((left, right), 0.0) >= SAME_STORY * pairs


def _story(nodes: Sequence[int], folded: Folded, pasts: Sequence[Past], named: Mapping[int, str]) -> Story:
    told = [pasts[node] for node in nodes if node < len(pasts)]
    names = (named.get(node) or (pasts[node].name if node < len(pasts) else None) for node in nodes)
    name = next(filter(None, names), None)
    story = folded.story(folded.kept[node - len(pasts)] for node in nodes if node >= len(pasts))
    return replace(story, past=replace(_one(told), name=name) if told else None, name=name)


def _one(told: Sequence[Past]) -> Past:
    """The oldest of some past stories, which takes in the younger ones."""
    oldest, *younger = told
    if not younger:
        return oldest
    reports = {report.id: report for past in told for report in past.reports}
    return replace(
        oldest,
        last_day=max(past.last_day for past in told),
        reports=tuple(sorted(reports.values(), key=lambda report: report.order)),
        issued=tuple(line for past in told for line in past.issued),
        absorbed=tuple(chain(oldest.absorbed, *((past.id, *past.absorbed) for past in younger))),
        untold=frozenset().union(*(past.untold for past in told)),
    )
