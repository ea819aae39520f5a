"""Word -> how common it is in its language, from the word lists of wordfreq.

The list is read from wordfreq's data without importing wordfreq, whose own
imports take a third of a one-shot summary's time (0.1 s).  The data are
frozen; their format, "cBpack", is documented in wordfreq's source.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

DIGITS_ZIPF = 4.0
UNLISTED_ZIPF = 0.0

# A stem is a function word when one of its surface forms is this common
# (about the top 100 to 130 forms of a language).
FUNCTION_ZIPF = 5.9

# Languages that share a list.
_LISTS = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}


@cache
def zipf(word: str, language: str) -> float:
    """Return how common a lower-case word is: log10 of its count in 10^9 words.

    7 is "the", 3 is rare, 0 is unlisted (Speer's wordfreq, small list); where
    the language has no list every word is unlisted.

    >>> zipf("the", "en") > zipf("ceasefire", "en") > zipf("xyzzyx", "en")
    True
    """
    return DIGITS_ZIPF if word[0].isdigit() else frequencies(language).get(word, UNLISTED_ZIPF)


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a lower-case word is among its language's commonest."""
    return zipf(word, language) >= FUNCTION_ZIPF


@cache
def frequencies(language: str) -> dict[str, float]:
    """Return the Zipf values of a language's listed words; nothing for a language without a list."""
    path = _data() / f"small_{_LISTS.get(language, language)}.msgpack.gz"
    return _unpacked(path) if language.isalpha() and path.is_file() else {}


def _data() -> Path:
    spec = find_spec("wordfreq")
    return Path(spec.origin if spec and spec.origin else "wordfreq").parent / "data"


def _unpacked(path: Path) -> dict[str, float]:
    """A header, then lists of words; the place of a list is its words' rarity in hundredths of a power of ten."""
    import msgpack

    with gzip.open(path) as file:
        header, *buckets = msgpack.load(file, raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"{path.name}: not the word list that briefgen reads; reinstall wordfreq 3.1")
    return {word: 9 - rarity / 100 for rarity, bucket in enumerate(buckets) for word in bucket}
