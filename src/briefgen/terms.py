r"""A reader's terms -> which reports are about them.

A term is a word or several in a row, in any case, as a whole: "bank" is not
in "banker"; with a star at its end it is the beginning of a word: "bank*".  In
a script that puts no blank between words a term has two characters at least.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from briefgen.model import Report
from briefgen.text.words import tokens


def about(terms: Iterable[str], report: Report) -> bool:
    """Tell whether a report's title or text has one of the terms."""
    terms = tuple(terms)
    return mentions(terms, report.title or "") or mentions(terms, report.text)


def mentions(terms: Iterable[str], text: str) -> bool:
    """Tell whether a text has one of the terms.

    >>> mentions(["strike*", "city hall"], "The strikers met in City Hall."), mentions(["strike"], "The strikers")
    (True, False)
    """
    # Most texts are about none: their letters tell, before any word is cut.
    letters = unicodedata.normalize("NFKC", text).casefold().replace(".", "").replace(",", "")
    wanted = [term for term in map(_searched, terms) if term and term.split()[0] in letters]
    if not wanted:
        return False
    words = f" {_words(text)} "
    return any(term in words for term in wanted)


@cache
def _searched(term: str) -> str:
    """What is looked for among a text's words; nothing where the term has none."""
    words = _words(term)
    return f" {words}" + ("" if term.endswith("*") else " ") if words else ""


def _words(text: str) -> str:
    return " ".join(tokens(text)).casefold()
