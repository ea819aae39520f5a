"""Two sentences that say the same -> what a rule of comparison looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from briefgen.model import Kind, Published
from briefgen.text.words import Stemmed

Offsets = tuple[int, int]

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Side:
    """One witness of a claim, and when its report was published; `views` are kept by `once`."""

    words: Stemmed
    published: Published | None = None
    views: dict[Callable[[Side], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The sentence as it stands in the report."""
        return self.words.sentence.text

    @property
    def language(self) -> str:
        """The report's language."""
        return self.words.language


def once(view: Callable[[Side], View]) -> Callable[[Side], View]:
    """Have what a rule reads off one side worked out once, however many others that side is compared with."""

    @wraps(view)
    def kept(side: Side) -> View:
        try:
            found: View = side.views[view]
        except KeyError:
            found = side.views[view] = view(side)
        return found

    return kept


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the kind, the offsets of the fragments in either sentence, and the comparison in words."""

    kind: Kind
    left: Offsets
    right: Offsets
    rule: str


# A rule is symmetric: with its sides swapped it finds the same, swapped.
Rule = Callable[[Side, Side], Iterable[Found]]
