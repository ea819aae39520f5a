"""Two figures, each in its sentence -> whether they can be figures of one thing.

A unit alone is no evidence: of news the same pair of sentences tells shares
in two firms, miles to two towns and two people's ages.  What counts is the
company: the telling words around both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from briefgen.differences.likeness import are_alike
from briefgen.differences.nearby import Stems, stems_near
from briefgen.differences.sides import Side
from briefgen.parsing.lexemes import WORD, Lexeme, lexemes
from briefgen.parsing.quantities import AGE, PERCENT, POINT, Quantity, quantities, values
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import stemmer

# Values further apart are rarely of one thing (14 and 115 mph; 97 rockets that
# hit and 300 that were fired); early tolls are (3 and 10 dead), and few things
# always may be.
_TOLLS_APART, _APART, _GENERIC_APART = Decimal(4), Decimal("2.5"), Decimal(2)
# "18,000 households", "21,000 households": with little around them that is the same.
_LARGE, _LARGE_APART = Decimal(1000), Decimal("1.25")
# Between sentences that are alike but for them.
_ALIKE_APART = Decimal(5)
_COUNTABLE = 4
# Words before and behind a figure that tell what it is a figure of.
_BEFORE, _BEHIND = 4, 3
_WIDE = 6
# How many of them figures of one thing share; more where the same unit counts
# several things or people.  Further around three are shared: with less
# "14 games" of a season stood beside the "10 games" that one man played.
LEAST, VAGUE, _AROUND, _CLOSE = 1, 2, 3, 4
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity in the sentence that states it."""

    side: Side
    quantity: Quantity

    @property
    def offsets(self) -> tuple[int, int]:
        """Where it stands in the sentence, bound and unit included."""
        return (self.quantity.start, self.quantity.end)

    @property
    def words(self) -> str:
        """Its words."""
        return self.side.text[self.quantity.start : self.quantity.end]

    def near(self, before: int = _BEFORE, behind: int = _BEHIND) -> Stems:
        """The stems of the telling words around it and between value and unit."""
        stem = stemmer(self.side.language)
        around = stems_near(self.side.text, self.side.language, *self.offsets, before, behind)
        return around | {stem(word) for word in self.quantity.qualities}

    @property
    def is_only(self) -> bool:
        """Whether its sentence has no other figure of this unit, or of people to whom the same happened."""
        role, key = self.quantity.role, self.quantity.key
        found = quantities(self.side.text, self.side.language)
        return sum(other.role == role if role else other.key == key for other in found) == 1

    @property
    def is_generic(self) -> bool:
        """Whether its unit measures anything: percent, money, days, metres."""
        one = self.quantity
        return one.money or one.key in {PERCENT, POINT} or one.key in measures(self.side.language).generic

    def has(self, other: Quantity) -> bool:
        """Whether its sentence has another one's value somewhere, or figures of its unit that sum up to it."""
        text, language = self.side.text, self.side.language
        if not values(text, language).isdisjoint((other.low, other.high)):
            return True
        same = [one.low for one in quantities(text, language) if one.key == other.key or (one.role and other.role)]
        sums = {sum(same, Decimal()), *(left + right for left, right in combinations(same, 2))}
        return len(same) > 1 and other.low in sums

    @property
    def owner(self) -> str | None:
        """The name whose figure it is: "broke Newton's record of 4,051 yards"."""
        before = [word for word in self._words if word.end <= self.quantity.start][-_BEFORE:]
        return next((word.lower for word in before if word.capital and word.lower.endswith(_POSSESSIVE)), None)

    @property
    def of(self) -> Stems:
        """What stands behind "of", the classes of people if any: whose share it is ("60 percent of women polled")."""
        known = measures(self.side.language)
        behind = self._behind(_BEHIND + 1)
        if not behind or behind[0].lower not in known.of:
            return frozenset()
        words = [word.lower for word in behind[1:] if word.kind == WORD]
        groups = frozenset(known.units[word] for word in words if word in known.units)
        articles, stem = table(self.side.language).articles, stemmer(self.side.language)
        return groups or frozenset(stem(word) for word in words if word not in articles)

    @property
    def names(self) -> Stems:
        """The capital words right behind: "$34 billion in Chinese goods"."""
        return frozenset(word.lower for word in self._behind(_BEHIND) if word.capital)

    @property
    def noun(self) -> Stems:
        """The stem of what a "30-day" describes."""
        return stems_near(self.side.text, self.side.language, *self.offsets, 0, 1)

    @property
    def _words(self) -> tuple[Lexeme, ...]:
        return lexemes(self.side.text, self.side.language)

    def _behind(self, count: int) -> list[Lexeme]:
        return [word for word in self._words if word.start >= self.quantity.end][:count]


def company(one: Stated, other: Stated, before: int = _BEFORE, behind: int = _BEHIND) -> int:
    """Return how many telling words stand near both."""
    return len(one.near(before, behind) & other.near(before, behind))


def are_comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether unit, role, part and name let two quantities be of one thing."""
    if one.partial != other.partial:
        return False
    if AGE in {one.key, other.key}:
        return one.key == other.key and _is_one_name(one.name or one.subject, other.name or other.subject)
    if one.role and other.role:
        return one.role == other.role and (one.key == other.key or not (_is_told(one) or _is_told(other)))
    if one.role != other.role and not (_is_told(one) and _is_told(other)):
        return False
    return one.key == other.key != ""


def _is_one_name(one: str | None, other: str | None) -> bool:
    """Whether two names may be of one person: the surnames are equal, and the first names where both are told."""
    if not one or not other:
        return False
    mine, theirs = one.split(), other.split()
    return mine[-1] == theirs[-1] and (len(mine) == 1 or len(theirs) == 1 or mine[0] == theirs[0])


def _is_told(one: Quantity) -> bool:
    """Whether a noun says who is counted, other than by what happened to them."""
    return one.key not in {"", one.role, "person"}


def are_of_one_thing(one: Stated, other: Stated, shared: int) -> bool:
    """Tell whether size and company speak for one thing; `shared` is their company."""
    mine, theirs = one.quantity, other.quantity
    alone = one.is_only and other.is_only
    if mine.key == AGE:
        return alone or bool(mine.name and theirs.name)
    if _is_contradicted(one, other):
        return False
    toll = mine.role is not None and mine.role == theirs.role
    counted = _TOLLS_APART if toll or _are_close(one, other) else _APART
    if alone and are_alike(one.side, other.side):
        counted, generic = _ALIKE_APART, _APART
    else:
        generic = _GENERIC_APART
    if not _are_near(mine, theirs, generic if one.is_generic else counted):
        return False
    # The only toll of its sort on both sides needs no company.
    if toll and alone and not one.is_generic:
        return True
    vague = not alone or mine.key in measures(one.side.language).bare
    around = LEAST if alone and not vague and _are_large(one, other) else _AROUND
    if shared < (VAGUE if vague else LEAST) or company(one, other, _WIDE, _WIDE) < around:
        return False
    return alone or not one.is_generic


def _are_large(one: Stated, other: Stated) -> bool:
    """Whether two exact figures are so large and so near that two things of one unit would hardly both have them."""
    mine, theirs = sorted((one.quantity, other.quantity), key=lambda each: each.high)
    exact = all(each.bound is None and not each.is_rough and not each.is_range for each in (mine, theirs))
    return exact and not one.is_generic and mine.low >= _LARGE and theirs.high <= mine.low * _LARGE_APART


def _are_close(one: Stated, other: Stated) -> bool:
    """Whether so much is shared around two figures that values further apart are of one thing, too."""
    return company(one, other, _WIDE, _WIDE) >= _CLOSE


def _is_contradicted(one: Stated, other: Stated) -> bool:
    """Whether what describes two quantities sets them apart."""
    mine, theirs = one.quantity, other.quantity
    if mine.joined or theirs.joined or one.owner != other.owner:
        return True
    if (mine.is_attribute and not one.noun & other.near()) or (theirs.is_attribute and not other.noun & one.near()):
        return True
    if _are_parted(one.of, other.of) or _are_parted(mine.qualities, theirs.qualities):
        return True
    return one.is_generic and _are_parted(one.names, other.names)


def _are_parted(mine: Stems, theirs: Stems) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _are_near(one: Quantity, other: Quantity, times: Decimal) -> bool:
    """Whether neither value is more than so many times the other one."""
    low, high = sorted((one.high, other.high))
    return high <= low * times or high <= _COUNTABLE
