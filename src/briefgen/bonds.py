"""Fresh reports, past stories and an editor's rules -> what must be one story, and what must not.

Both are nodes: first the past stories, the oldest first, then the reports that
are no copies, in canonical order.  So the first node of a story is the past
story whose id it has, if it has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

from briefgen.addresses import canonical
from briefgen.grouping import Folded
from briefgen.model import Past, Report, Story
from briefgen.origins import copied
from briefgen.overrides import Overrides, Rule


class Threads:
    """Which of so many nodes are one story so far."""

    def __init__(self, count: int) -> None:
        self._first = list(range(count))
        self._nodes = {node: [node] for node in range(count)}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def first(self, node: int) -> int:
        """The first node of a node's story."""
        return self._first[node]

    def stories(self) -> list[list[int]]:
        """The nodes of each story, stories by their first."""
        return [self._nodes[first] for first in sorted(self._nodes)]

    def part(self, left: int, right: int) -> None:
        """Keep two nodes apart from now on, if they are not one story already."""
        if self._first[left] != self._first[right]:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def join(self, nodes: Iterable[int]) -> None:
        """Make one story of the stories of these nodes, of each that nothing keeps apart from the ones before."""
        first, *others = nodes
        for other in others:
            self._merge(*sorted((self._first[first], self._first[other])))

    def _merge(self, keep: int, gone: int) -> None:
        if keep == gone or self._are_apart(keep, gone):
            return
        for node in self._nodes[gone]:
            self._first[node] = keep
        self._nodes[keep] = sorted(self._nodes[keep] + self._nodes.pop(gone))

    def _are_apart(self, left: int, right: int) -> bool:
        told = set(self._nodes[right])
        return any(not self._apart[node].isdisjoint(told) for node in self._nodes[left] if node in self._apart)

    def parted(self) -> set[tuple[int, int]]:
        """The pairs of nodes whose stories are kept apart, the smaller node first."""
        apart = {(self._first[node], self._first[other]) for node, others in self._apart.items() for other in others}
        pairs = (product(self._nodes[one], self._nodes[other]) for one, other in apart)
        return {pair for pair in chain.from_iterable(pairs) if pair[0] < pair[1]}


@dataclass(frozen=True)
class Bonds:
    """What is known before any words are compared.

    `threads` tell what is one story already and what never is, `moved` are the
    nodes of reports whose words say nothing of where they belong, `named` is
    what an editor calls the story of a node.
    """

    threads: Threads
    moved: frozenset[int]
    named: Mapping[int, str]


def bind(folded: Folded, pasts: Sequence[Past], overrides: Overrides) -> Bonds:
    """Follow an editor's rules, then put what copies a past report with it."""
    threads = Threads(len(pasts) + len(folded.kept))
    names = _Names(folded.reports, [len(pasts) + number for number in folded.number], pasts)
    moves = [(fresh, home) for fresh, home in map(names.move, overrides.move) if fresh and home]
    for nodes in (*map(names.every, overrides.same), *(fresh | home for fresh, home in moves)):
        if nodes:
            threads.join(sorted(nodes))
    for rule in overrides.different:
        for left, right in combinations(rule.names, 2):
            for pair in product(names.of(left), names.of(right)):
                threads.part(*pair)
    moved = frozenset(chain.from_iterable(fresh for fresh, _ in moves))
    for node, past in _copies(folded, pasts):
        if node not in moved and threads.first(node) >= len(pasts):
            threads.join((past, node))
    return Bonds(threads, moved, names.named(overrides.name))


def _copies(folded: Folded, pasts: Sequence[Past]) -> list[tuple[int, int]]:
    """The fresh nodes whose text a past story has, and that story; the most alike first."""
    told = [(report, node) for node, past in enumerate(pasts) for report in past.reports]
    if not told:
        return []
    prints = [folded.prints[report.id] for report in folded.reports]
    found = copied(folded.reports, prints, [report for report, _ in told])
    shares = ((-share, len(pasts) + folded.number[place], told[other][1]) for share, place, other in found)
    return [(node, past) for _, node, past in sorted(shares)]


def rehomed(pasts: Sequence[Past], overrides: Overrides) -> list[Past]:
    """The past stories, each report that an editor moves to another one of them among the reports of that one."""
    ids, by_name = {past.id for past in pasts}, _by_name(chain.from_iterable(past.reports for past in pasts))
    homes = {one: rule.names[1] for rule in overrides.move for one in _meant(by_name, rule.names[0])}
    told: dict[str, list[Report]] = defaultdict(list)
    for past in pasts:
        for report in past.reports:
            home = homes.get(report.id, past.id)
            told[home if home in ids else past.id].append(report)
    return [replace(past, reports=tuple(told[past.id])) for past in pasts]


def unmatched(reports: Iterable[Report], pasts: Sequence[Past], overrides: Overrides) -> tuple[str, ...]:
    """The names in an editor's rules of which nothing is there today."""
    fresh = list(reports)
    names = _Names(fresh, range(len(pasts), len(pasts) + len(fresh)), pasts)
    return tuple(name for name in overrides.about if not names.of(name))


class _Names:
    """Names in rules -> nodes, given the node of each fresh report."""

    def __init__(self, reports: Sequence[Report], nodes: Sequence[int], pasts: Sequence[Past]) -> None:
        told = [(report, node) for node, past in enumerate(pasts) for report in past.reports]
        self._fresh = {report.id: node for report, node in zip(reports, nodes, strict=True)}
        self._told = {report.id: node for report, node in reversed(told)}
        self._ids = _by_name([*reports, *(report for report, _ in told)])
        # A story that begins today is known by the report that it begins with.
        begun = {Story((report,), {}).id: self._fresh[report.id] for report in reports}
        self._stories = begun | {name: node for node, past in enumerate(pasts) for name in (past.id, *past.absorbed)}

    def of(self, name: str) -> set[int]:
        """The nodes that a name means: a story, or a report's today and the past story that has it."""
        story = {self._stories[name]} if name in self._stories else set()
        return story | self._nodes(name, self._fresh) | self._nodes(name, self._told)

    def every(self, rule: Rule) -> set[int]:
        """The nodes of all names of a rule."""
        return set().union(*map(self.of, rule.names))

    def move(self, rule: Rule) -> tuple[set[int], set[int]]:
        """The fresh nodes that a rule moves, and the story where they go; of past ones see `rehomed`."""
        return self._nodes(rule.names[0], self._fresh), self.of(rule.names[1])

    def named(self, rules: Sequence[Rule]) -> dict[int, str]:
        """What the stories of nodes are called; of several names the first."""
        return {node: rule.names[1] for rule in reversed(rules) for node in self.of(rule.names[0])}

    def _nodes(self, name: str, nodes: Mapping[str, int]) -> set[int]:
        return {nodes[one] for one in _meant(self._ids, name) if one in nodes}


def _by_name(reports: Iterable[Report]) -> dict[str, set[str]]:
    """The ids of the reports that each name means: ids, addresses, and places from which no other report comes."""
    by_name, by_place = defaultdict(set), defaultdict(set)
    for report in reports:
        for url in filter(None, (report.url, *report.urls)):
            by_name[canonical(url) or url].add(report.id)
        by_name[report.id].add(report.id)
        by_place[report.source.location].add(report.id)
    return {name: ids for name, ids in by_place.items() if len(ids) == 1} | by_name


def _meant(by_name: Mapping[str, set[str]], name: str) -> set[str]:
    return by_name.get(canonical(name) or name, by_name.get(name, set()))
