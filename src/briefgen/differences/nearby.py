"""A place in a sentence -> the words around it that tell what it is about."""

from __future__ import annotations

from functools import cache, lru_cache

from briefgen.parsing.lexemes import WORD, lexemes
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import stemmer

Stems = frozenset[str]


# Around one figure as often as its sentence is set beside another.
@lru_cache(maxsize=8192)
def stems_near(text: str, language: str, start: int, end: int, before: int, behind: int) -> Stems:
    """Return the stems of the telling words among so many before and behind a stretch, quotation marks aside.

    >>> sorted(stems_near("The blast in Tolle killed 12 people on a ferry.", "en", 26, 35, 4, 3))
    ['blast', 'ferri', 'kill', 'toll']
    """
    found = [one for one in lexemes(text, language) if one.kind == WORD]
    earlier = [one for one in found if one.end <= start and _tells(one.lower, language)]
    later = [one for one in found if one.start >= end and _tells(one.lower, language)]
    stem = stemmer(language)
    return frozenset(stem(one.lower) for one in earlier[len(earlier) - min(before, len(earlier)) :] + later[:behind])


@cache
def _tells(word: str, language: str) -> bool:
    """Whether a word is evidence of what a sentence is about: no word of grammar, of reporting, of number or time."""
    known = table(language)
    if word in measures(language).numbers:
        return False
    if len(word) < 2 or word in known.stop or word in known.reporting or word in known.time or word in known.saying:
        return False
    return not is_function_word(word, language)
