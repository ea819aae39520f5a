"""A text and what was looked for -> the stretch of it that has most of that.

Plain text on one line: whoever shows it escapes it for where it is shown.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

import regex

_LENGTH = 200
# What is shown of the words before the first one found.
_BEFORE = 40

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = regex.compile(rf"[{_UNSPACED}]\p{{M}}*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}])+")

# A token, folded, and where it begins and ends.
_Token = tuple[str, int, int]


def snippet(text: str, terms: Sequence[str], length: int = _LENGTH) -> str:
    """Return about `length` characters around where most of the terms stand; "…" where text is left out.

    >>> snippet("The council met. It voted on Tuesday to close the old bridge.", ["BRIDGE"], 30)
    '… It voted on Tuesday to close the old bridge.'
    """
    tokens = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    start = _best(_places(tokens, terms), length)
    first = _word_at(tokens, start - _BEFORE) if start > _BEFORE else 0
    last = max((end for _, _, end in tokens if end <= start + length), default=len(text))
    last = len(text) if len(text) - last < _BEFORE else max(last, first)
    shown = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{shown}{' …' if last < len(text) else ''}"


def fold(word: str) -> str:
    """Return a word without case and accents.

    >>> fold("Café")
    'cafe'
    """
    if word.isascii():
        return word.lower()
    return "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(one))


def _places(tokens: Sequence[_Token], terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where each term stands, as pairs of a position and the term's number, in the order of the text."""
    words = [word for word, _, _ in tokens]
    found = []
    for number, term in enumerate(terms):
        wanted = [fold(match[0]) for match in _TOKEN.finditer(term)]
        begins = term.endswith("*")
        found += [(tokens[place][1], number) for place in _runs(words, wanted, begins=begins)]
    return sorted(found)


def _runs(words: Sequence[str], wanted: Sequence[str], *, begins: bool) -> list[int]:
    """Where the wanted words stand one after another; of the last one, with `begins`, only its beginning."""
    if not wanted:
        return []
    *head, tail = wanted
    size = len(wanted)
    return [
        place
        for place in range(len(words) - size + 1)
        if (words[place + size - 1].startswith(tail) if begins else words[place + size - 1] == tail)
        and list(words[place : place + size - 1]) == head
    ]


def _best(places: Sequence[tuple[int, int]], length: int) -> int:
    """The place from which on most different terms stand within the length; of equal ones the first."""
    best, start = 0, 0
    for index, (position, _) in enumerate(places):
        end = bisect_left(places, (position + length, -1), lo=index)
        # No more than a screenful is looked at, and a text has its words often: the first hundred are enough.
        different = len({number for _, number in places[index : min(end, index + 100)]})
        if different > best:
            best, start = different, position
    return start


def _word_at(tokens: Sequence[_Token], position: int) -> int:
    """Where the first word at or after that position begins."""
    index = bisect_left(tokens, position, key=lambda token: token[1])
    return tokens[index][1] if index < len(tokens) else position
