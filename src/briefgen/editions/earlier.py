"""Sentences of earlier reports -> which of them tell what a fresh one tells, and how much of it.

An inverted index on concepts: a fresh sentence meets only the earlier ones
that share some with it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, pairwise

from briefgen.editions.matter import Matter, Word
from briefgen.parsing.dates import resolved
from briefgen.parsing.quantities import Quantity, values
from briefgen.text.words import stemmer, tokens

# So many earlier sentences together may say what a fresh one says.
_MOST = 6
# One that shares less tells of something else.
_LEAST = 0.2
_FEWEST = 2
DAYS = frozenset({"weekday", "day", "off"})
# Who is meant tells less than what he did.
_IDLE = 0.4


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier sentence that shares concepts with a fresh one; `told` is the share of the fresh one's matter."""

    matter: Matter
    told: float
    shared: frozenset[str]


@dataclass(frozen=True)
class Earlier:
    """What earlier reports said, oldest first; `rarity` weighs concepts by how few sentences have them."""

    matters: Sequence[Matter]
    weights: Mapping[str, float]

    def near(self, fresh: Matter) -> list[Near]:
        """Return the earlier sentences that tell most of what a fresh one tells, the later one first of equals."""
        names = {word.concept for word in fresh.told}
        needed = min(_FEWEST, len(names))
        found = ((place, self._shared(place, fresh, names)) for place in self._meeting(names, fresh.figures, needed))
        close = [(self.share(fresh, shared), place, shared) for place, shared in found]
        best = sorted((one for one in close if one[0] >= _LEAST), key=lambda one: one[:2], reverse=True)
        return [Near(self.matters[place], told, shared) for told, place, shared in best[:_MOST]]

    def _meeting(self, names: AbstractSet[str], figures: Iterable[str], needed: int) -> list[int]:
        """The places of the sentences that share enough, concepts and figures, and a concept among them."""
        rows = [self._places[name] for name in names if name in self._places]
        concepts = Counter(chain.from_iterable(rows))
        both = concepts + Counter(chain.from_iterable(self._places.get(name, ()) for name in figures))
        return [place for place in concepts if both[place] >= needed]

    def _shared(self, place: int, fresh: Matter, names: AbstractSet[str]) -> frozenset[str]:
        return self.matters[place].concepts & (names | fresh.figures.keys())

    def share(self, fresh: Matter, told: Collection[str]) -> float:
        """How much of a fresh sentence was told, 0 to 1; a figure counts only where it was: another one is a change."""
        weighed = {word.concept: self.weight(word) for word in fresh.told}
        figures = [self._idf(name) * math.sqrt(rare) for name, rare in sorted(fresh.figures.items()) if name in told]
        known = sum(weight for name, weight in sorted(weighed.items()) if name in told) + sum(figures)
        total = sum(weighed[name] for name in sorted(weighed)) + sum(figures)
        return round(known / total, 10) if total else 1.0

    def weight(self, word: Word) -> float:
        """How much a word tells: the rarer here and in its language the more."""
        return self._idf(word.concept) * math.sqrt(word.rarity) * (_IDLE if word.is_idle else 1.0)

    def _idf(self, name: str) -> float:
        return self.weights.get(name, self.weights[""])

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.matters):
            for name in one.concepts:
                found[name].append(place)
        return found

    @cached_property
    def same_words(self) -> frozenset[tuple[str, ...]]:
        """The sentences word by word."""
        return frozenset(one.words.stems for one in self.matters)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All concepts and figures."""
        return frozenset(self._places)

    def mass(self, shared: Iterable[str]) -> float:
        """How much concepts weigh together, whatever else the sentences say."""
        return sum(sorted(self._idf(name) for name in shared))

    def has_run(self, stems: tuple[str, ...]) -> bool:
        """Tell whether an earlier sentence has these words in a row."""
        return f" {' '.join(stems)} " in self._lines

    @cached_property
    def _lines(self) -> str:
        return "\n".join(f" {' '.join(one.words.stems)} " for one in self.matters)

    @cached_property
    def written(self) -> frozenset[str]:
        """All words, in small letters."""
        return frozenset(word.lower() for one in self.matters for word in one.words.written)

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems."""
        return frozenset(stem for one in self.matters for stem in one.words.stems)

    @cached_property
    def language(self) -> str:
        """The language of most."""
        return max((one.language for one in self.matters), default="und")

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """All numbers."""
        return frozenset().union(*(values(one.text, one.language) for one in self.matters))

    @cached_property
    def quantities(self) -> Mapping[str, Sequence[Quantity]]:
        """All quantities, by what they are of: class of unit, or what happened to those who are counted."""
        return {key: [quantity for _, quantity in found] for key, found in self._stated.items()}

    def stated(self, quantity: Quantity) -> Sequence[tuple[Matter, Quantity]]:
        """The earlier quantities that may be of the same thing, each with its sentence, oldest first."""
        found = [pair for key in sorted(keys_of(quantity)) for pair in self._stated.get(key, ())]
        return list({(id(one), other.start): (one, other) for one, other in found}.values())

    @cached_property
    def _stated(self) -> Mapping[str, Sequence[tuple[Matter, Quantity]]]:
        found: dict[str, list[tuple[Matter, Quantity]]] = defaultdict(list)
        for one in self.matters:
            for quantity in one.quantities:
                for key in keys_of(quantity):
                    found[key].append((one, quantity))
        return found

    @cached_property
    def last_day(self) -> str | None:
        """The day of the last report, as ISO 8601, where any states one."""
        days = (one.published for one in self.matters if one.published)
        return max((date(*one.timetuple()[:3]).isoformat() for one in days), default=None)

    @cached_property
    def days(self) -> frozenset[str]:
        """All days that are named, as ISO 8601."""
        named = ((one, time) for one in self.matters for time in one.times if time.sort in DAYS)
        return frozenset(day for one, time in named if (day := resolved(time, one.published)))

    def has_name(self, name: str) -> bool:
        """Tell whether a name was written before, or at least its last word, if never with another first name."""
        parts = [word.lower() for word in tokens(name)]
        if all(part in self.written or stemmer(self.language)(part) in self.stems for part in parts):
            return True
        return len(parts) > 1 and parts[-1] in self.written and not self._is_of_another(parts[-1])

    def _is_of_another(self, surname: str) -> bool:
        """Whether an earlier sentence has a capital word before a name: "Viktor Dahl" where "Ivan Dahl" is new."""
        return surname in self._surnames

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The words that stand behind a capital one."""
        pairs = (pair for one in self.matters for pair in pairwise(one.words.written))
        return frozenset(word.lower() for before, word in pairs if before[0].isupper())


def keys_of(quantity: Quantity) -> set[str]:
    """What a quantity is of: its class of unit, and what happened to those who are counted; at least one of them."""
    return {quantity.key, quantity.role or quantity.key}


def earlier(fresh: Iterable[Matter], past: Sequence[Matter]) -> Earlier:
    """Index the sentences of earlier reports, weighed together with the fresh ones."""
    every = [*fresh, *past]
    frequency = Counter(name for one in every for name in one.concepts)
    weights = {name: math.log((len(every) + 1) / (count + 0.5)) for name, count in frequency.items()}
    return Earlier(past, {**weights, "": math.log((len(every) + 1) / 1.5)})
