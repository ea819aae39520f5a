"""Texts of many editions -> an index of words that a page can carry and its script can search.

Folded alike here and in the script (templates/_shared/search.js): without
accents, without case.  Numbers of editions stand as differences, in base 36: a
thousand editions' headlines take a quarter of what their words would.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

import regex

# Letters with a stroke or tied together, which Unicode takes for letters of
# their own: who types "Lodz" or "Tromso" looks for Łódź and Tromsø.
LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ς": "σ",
}  # fmt: skip

_TABLE = str.maketrans(LETTERS)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` as it is searched: no accents, no case.

    >>> fold("Łódź, STRASSE, Straße, Ὀδυσσεύς")
    'lodz, strasse, strasse, οδυσσευσ'
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
    return bare.upper().lower().translate(_TABLE)


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the folded words of texts, each once, in order of appearance."""
    return list(dict.fromkeys(word for text in texts for word in _WORD.findall(fold(text))))


class Index:
    """Words and the editions that have them, filled edition by edition as long as there is room."""

    def __init__(self, room: int) -> None:
        """Make an empty index that may take `room` bytes."""
        self.room = room
        self._places: dict[str, set[int]] = {}

    def add(self, edition: int, words: Iterable[str]) -> None:
        """Note an edition's words one by one; what has no room left is left out."""
        for word in words:
            places = self._places.get(word, set())
            cost = _cost(word, places, edition)
            if cost <= self.room:
                self.room -= cost
                self._places.setdefault(word, places).add(edition)

    def packed(self) -> str:
        """Return the index as text: "bridge,1,a,2 toll,3", sorted."""
        return " ".join(",".join([word, *_differences(sorted(self._places[word]))]) for word in sorted(self._places))


def _cost(word: str, places: Collection[int], edition: int) -> int:
    """What one more place adds to the text, at most: the difference that is written may be shorter than the number."""
    if edition in places:
        return 0
    return len(base36(edition)) + 1 + (0 if places else len(word.encode()) + 1)


def _differences(places: list[int]) -> list[str]:
    return [base36(place - before) for before, place in zip([0, *places], places, strict=False)]


def base36(number: int) -> str:
    """Return a number in the digits that a browser's parseInt reads.

    >>> base36(0), base36(35), base36(36)
    ('0', 'z', '10')
    """
    head, last = divmod(number, 36)
    return (base36(head) if head else "") + _DIGITS[last]
