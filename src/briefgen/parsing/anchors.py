"""Line -> what it holds on to: figures, dates, quotations, reported acts."""

from __future__ import annotations

import regex

from briefgen.parsing.quotes import quotations
from briefgen.text.tables import table

_FIGURE = regex.compile(r"\d+(?:[.,]\d+)*")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*")


def figures(text: str) -> int:
    """Count the numbers in digits that are not years.

    >>> figures("In 2024 up to 25 countries sent 1,500 men.")
    2
    """
    return sum(not _YEAR.fullmatch(match[0]) for match in _FIGURE.finditer(text))


def dates(text: str, language: str) -> int:
    """Count the years and the words of time: weekdays, months, "week", "year"."""
    time = table(language).time
    years = sum(bool(_YEAR.fullmatch(match[0])) for match in _FIGURE.finditer(text))
    return years + sum(word.lower() in time for word in _WORD.findall(text))


def quoted_words(text: str) -> int:
    """Count the words inside quotation marks."""
    return sum(len(text[start:end].split()) for start, end in quotations(text))


def has_anchor(text: str, language: str) -> bool:
    """Tell whether a line holds a figure, a quotation or a reported act."""
    acts = table(language).acts
    if not acts:
        return True
    if figures(text) or quotations(text):
        return True
    return any(word.lower() in acts for word in _WORD.findall(text))
