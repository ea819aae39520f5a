"""Vectors of many reports -> who is near whom, by numpy.

Blocks of reports rather than all at once: the memory does not grow with the
pairs.  Pairs are looked for among those that share rare terms, so that the
work for a report does not grow with the batch.  Sums are rounded to ten
digits: neither their order nor the machine must decide anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefgen.text.vectors import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Weights = NDArray[np.float64]

_DIGITS = 10
# Reports at a time: 250 by a pool of 2,500 are 5 MB.
_BLOCK = 250
# Terms that one report in 20 has, some 500, hold 96 % of the products with a
# pool; multiplied as a matrix they take a quarter of the time.
_USUAL = 20


@dataclass(frozen=True)
class Entries:
    """What `count` reports have, an entry for each term of each, by report: its report, its term, its weight."""

    count: int
    rows: Places
    terms: Places
    weights: Weights

    @classmethod
    def of(cls, vectors: Vectors) -> Entries:
        """Read vectors where they lie."""
        rows = np.repeat(np.arange(len(vectors), dtype=np.int64), np.diff(vectors.starts))
        return cls(len(vectors), rows, np.asarray(vectors.terms), np.asarray(vectors.weights))

    def where(self, wanted: Places | NDArray[np.bool_]) -> Entries:
        """Only some entries, of the same reports."""
        return Entries(self.count, self.rows[wanted], self.terms[wanted], self.weights[wanted])

    def blocks(self) -> Iterator[tuple[int, Entries]]:
        """The first of `_BLOCK` reports, and the entries of these, numbered from 0; and so on."""
        for start in range(0, self.count, _BLOCK):
            end = min(start + _BLOCK, self.count)
            part = slice(*np.searchsorted(self.rows, (start, end)))
            yield start, Entries(end - start, self.rows[part] - start, self.terms[part], self.weights[part])


@dataclass(frozen=True)
class Postings:
    """Entries by term: those of term t stand from `starts[t]` to `starts[t + 1]`."""

    starts: Places
    rows: Places
    weights: Weights

    @classmethod
    def of(cls, entries: Entries, terms: int) -> Postings:
        """Sort entries of so many terms."""
        order = np.argsort(entries.terms, kind="stable")
        starts = np.searchsorted(entries.terms[order], np.arange(terms + 1))
        return cls(starts, entries.rows[order], entries.weights[order])

    def products(self, entries: Entries) -> tuple[Places, Places, Weights]:
        """For each entry and each report that has its term: both reports, and the product of their weights."""
        sizes = np.diff(self.starts)[entries.terms]
        found = _stretches(self.starts[entries.terms], sizes)
        weights = np.repeat(entries.weights, sizes) * self.weights[found]
        return np.repeat(entries.rows, sizes), self.rows[found], weights


def _stretches(starts: Places, sizes: Places) -> Places:
    """The places of several stretches, one behind the other."""
    return np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)


def _sums(places: Places, weights: Weights, count: int) -> Weights:
    """What the weights at each of so many places add up to; of no weights numpy's own is a sum of whole numbers."""
    return np.bincount(places, weights, count).astype(np.float64, copy=False)


def neighbour(vectors: Vectors, rank: int, pool: Sequence[int]) -> list[float]:
    """Each report's cosine with its `rank`-th nearest of the others in the pool, which must be more than `rank`."""
    column = np.full(len(vectors), -1)
    column[pool] = np.arange(len(pool))
    index = _Pool.of(Entries.of(vectors), column, len(pool))
    levels: list[float] = []
    for start, block in Entries.of(vectors).blocks():
        cosines = index.cosines(block)
        own = column[start : start + block.count]
        cosines[np.flatnonzero(own >= 0), own[own >= 0]] = 0.0
        levels += np.partition(cosines, -rank, axis=1)[:, -rank].round(_DIGITS).tolist()
    return levels


@dataclass(frozen=True)
class _Pool:
    """Reports that all others are compared with: their usual terms as a matrix, the rest by term.

    `usual` numbers the usual terms, others are -1.
    """

    usual: Places
    matrix: Weights
    rest: Postings

    @classmethod
    def of(cls, entries: Entries, column: Places, count: int) -> _Pool:
        found = entries.where(column[entries.rows] >= 0)
        found = Entries(count, column[found.rows], found.terms, found.weights)
        terms = int(entries.terms.max(initial=-1)) + 1
        often = np.bincount(found.terms, minlength=terms) * _USUAL >= count
        usual = np.where(often, np.cumsum(often) - 1, -1)
        rest = Postings.of(found.where(usual[found.terms] < 0), terms)
        return cls(usual, _matrix(found, usual), rest)

    def cosines(self, block: Entries) -> Weights:
        """A row for each report of the block, a column for each of the pool."""
        usual = _matrix(block, self.usual) @ self.matrix.T
        rows, columns, products = self.rest.products(block.where(self.usual[block.terms] < 0))
        rest = _sums(rows * len(self.matrix) + columns, products, usual.size)
        return usual + rest.reshape(usual.shape)


def _matrix(entries: Entries, numbers: Places) -> Weights:
    """A row for each report, a column for each term that has a number."""
    matrix = np.zeros((entries.count, int(numbers.max(initial=-1)) + 1))
    found = entries.where(numbers[entries.terms] >= 0)
    matrix[found.rows, numbers[found.terms]] = found.weights
    return matrix


def candidates(vectors: Vectors, visits: int, least: float, most: int) -> Places:
    """The pairs that share rare terms, in order, a row for each.

    Of each report as many of the heaviest terms are followed as are in
    `visits` reports together; the `most` others to whose cosine these add
    most, at least `least`, are its candidates.
    """
    entries = Entries.of(vectors)
    having = np.bincount(entries.terms)
    postings = Postings.of(entries, len(having))
    found = [np.empty((0, 2), np.int64)]
    for start, block in entries.blocks():
        rows, others, products = _summed(postings.products(_heaviest(block, having, visits)), len(vectors))
        near = (products >= least) & (rows + start != others)
        rows, others = _nearest(rows[near], others[near], products[near], most)
        found.append(np.sort(np.stack((rows + start, others), axis=1)))
    return np.unique(np.concatenate(found), axis=0)


def _heaviest(block: Entries, having: Places, visits: int) -> Entries:
    """Each report's heaviest terms that another one has too, as many as are in `visits` reports together."""
    block = block.where(having[block.terms] > 1)
    # Ties stay in the order of the report's words, which is the same in every run.
    order = np.lexsort((-block.weights, block.rows))
    sizes = having[block.terms[order]]
    before = np.cumsum(sizes) - sizes
    first = np.searchsorted(block.rows, block.rows)
    return block.where(order[before - before[first] + sizes <= visits])


def _summed(products: tuple[Places, Places, Weights], count: int) -> tuple[Places, Places, Weights]:
    """The products of each two of `count` reports added up, by report."""
    rows, others, weights = products
    pairs, place = np.unique(rows * count + others, return_inverse=True)
    return pairs // count, pairs % count, _sums(place, weights, len(pairs)).round(_DIGITS)


def _nearest(rows: Places, others: Places, products: Weights, most: int) -> tuple[Places, Places]:
    """Of each report the `most` others with the largest products; ties go to the smaller places."""
    order = np.lexsort((others, -products, rows))
    order = order[np.arange(len(order)) - np.searchsorted(rows, rows) < most]
    return rows[order], others[order]


def cosines(vectors: Vectors, pairs: Places) -> Weights:
    """How alike the reports of each pair are."""
    entries = Entries.of(vectors)
    terms = int(entries.terms.max(initial=0)) + 1
    entries = entries.where(np.lexsort((entries.terms, entries.rows)))
    keys, starts = entries.rows * terms + entries.terms, np.asarray(vectors.starts)
    found = [np.empty(0)]
    for start in range(0, len(pairs), _BLOCK):
        lefts, rights = pairs[start : start + _BLOCK].T
        sizes = starts[rights + 1] - starts[rights]
        theirs = _stretches(starts[rights], sizes)
        wanted = np.repeat(lefts, sizes) * terms + entries.terms[theirs]
        mine = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        products = np.where(keys[mine] == wanted, entries.weights[mine] * entries.weights[theirs], 0.0)
        found.append(_sums(np.repeat(np.arange(len(lefts)), sizes), products, len(lefts)))
    return np.concatenate(found).round(_DIGITS)
