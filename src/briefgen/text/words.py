"""Text -> words, stems and how common they are.

One notion of a word serves linking, selection and copies alike: a run of
letters, digits and combining marks, so that Hindi vowel signs stay with their
consonants, with at most inner apostrophes.  Scripts that put no blank between
words are cut into pairs of neighbouring characters instead.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from sys import intern

import regex

from briefgen.model import Sentence

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_INITIALS = re.compile(r"\b([A-Za-z])\.([A-Za-z])\.(?:([A-Za-z])\.)?")
_NUMBER = r"\d+(?:[.,]\d+)*(?![\p{L}\p{M}\d])"
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_RUN = r"[\p{L}\p{M}\p{N}\u200c\u200d]+"
_TOKEN = regex.compile(rf"{_NUMBER}|{_RUN}(?:'{_RUN})*")
# The same for texts without combining marks, which Python's own engine reads
# three times as fast: "\w" has all letters and digits, and "_".
_PLAIN_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
_MARKED = regex.compile(r"[\p{M}\u200c\u200d]")
_HAS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
_COUNTED = regex.compile(rf"[{_UNSPACED}ー]")
# Within a token what is written without blanks and what is not: "在2024年" and "iPhone手机".
_STRETCH = regex.compile(rf"(?P<unspaced>[{_UNSPACED}\p{{M}}ー]+)|[^{_UNSPACED}ー]+")
# A character with its marks: Thai vowels stand above their consonant.
_CHARACTER = regex.compile(r"\P{M}\p{M}*|\p{M}+")

# Snowball stems "the law" and "law" apart, and leaves "and the bridge" whole.
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")

# Words of which a listed language has no Snowball stemmer are cut to this many
# letters: within noise of Snowball on seven languages (MultiLing 2011).
_PREFIX = regex.compile(r"(?:\P{M}\p{M}*){1,6}")


def tokens(text: str) -> list[str]:
    """Return the words of `text` in order, in their own case.

    Curly apostrophes are straight, "U.S." is "US", a final "'s" is dropped,
    digits keep no thousands separators.

    >>> tokens("Russia’s U.S. envoy paid 1,500 in 2.5 hours")
    ['Russia', 'US', 'envoy', 'paid', '1500', 'in', '2.5', 'hours']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = _INITIALS.sub(r"\1\2\3", text)
    token = _TOKEN if not text.isascii() and _MARKED.search(text) else _PLAIN_TOKEN
    words = [_plain(word) if "'" in word or "," in word else word for word in token.findall(text)]
    if not text.isascii() and _HAS_UNSPACED.search(text):
        words = [piece for word in words for piece in _pieces(word)]
    return words


def _plain(word: str) -> str:
    if word[0].isdigit() and "," in word:
        return word.replace(",", "")
    return word.removesuffix("'s").removesuffix("'S")


def _pieces(word: str) -> Iterator[str]:
    """Cut what a word has of unspaced scripts into pairs of neighbouring characters; the rest stays whole."""
    for stretch in _STRETCH.finditer(word):
        characters = _CHARACTER.findall(stretch[0]) if stretch["unspaced"] else []
        if len(characters) < 3:
            yield stretch[0]
        else:
            yield from map("".join, pairwise(characters))


def spelled(words: Sequence[str]) -> str:
    """Put neighbouring words together again; pairs of an unspaced script share a character.

    >>> spelled(["cautious", "optimism"]), spelled(["大臣", "臣は"])
    ('cautious optimism', '大臣は')
    """
    text = ""
    for word in words:
        first = _CHARACTER.match(word)
        overlaps = first and _HAS_UNSPACED.match(word) and text.endswith(first[0])
        text += word[first.end() :] if first and overlaps else f" {word}" if text else word
    return text


def count(text: str) -> int:
    """Return how many words of budget `text` takes.

    White-space separated tokens; in a script without blanks two characters
    are one word.

    >>> count("He said […] no."), count("大臣は述べた")
    (4, 3)
    """
    if text.isascii() or not _HAS_UNSPACED.search(text):
        return len(text.split())
    return sum(_count_token(token) for token in text.split())


def _count_token(token: str) -> int:
    unspaced = len(_COUNTED.findall(token))
    return max(1, math.ceil(unspaced / 2))


# Languages whose words are not parted.
UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})

_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def stemming(language: str) -> str:
    """Return what `stemmer` does for `language`, for people.

    >>> stemming("fi"), stemming("th"), stemming("he")
    ('Snowball finnish', 'pairs of characters', 'first six letters')
    """
    if language in _SNOWBALL:
        return f"Snowball {_SNOWBALL[language]}"
    return "pairs of characters" if language in UNSPACED else "first six letters"


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that gives a lower-case word's stem in `language`: Snowball's, else its first six letters.

    >>> stemmer("en")("negotiations"), stemmer("he")("הממשלות")
    ('negoti', 'הממשלו')
    """
    if language not in _SNOWBALL:
        return _prefix
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(_SNOWBALL[language]).stemWord
    return cache(lambda word: stem(_ARTICLE.sub("", word))) if language == "ar" else cache(stem)


def _prefix(word: str) -> str:
    found = _PREFIX.match(word)
    return found[0] if found else word


@dataclass(frozen=True, slots=True)
class Stemmed:
    """A sentence with its words: as written and as stems, place by place."""

    sentence: Sentence
    written: tuple[str, ...]
    stems: tuple[str, ...]
    language: str


def stemmed(sentence: Sentence, language: str) -> Stemmed:
    """Cut a sentence into words and stem them."""
    # One string for each word of a story, not one for each place: a tenth of the memory that 20,000 sentences take.
    written = tuple(map(intern, tokens(sentence.text)))
    stem = stemmer(language)
    return Stemmed(sentence, written, tuple(stem(word.lower()) for word in written), language)
