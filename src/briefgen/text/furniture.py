"""Which paragraphs are nobody's news: bylines, credits, calls to subscribe, notices.

A saved page is full of them, and a line that stands on many pages looks
agreed upon; the patterns are a language's data, a few hold in any.
"""

from __future__ import annotations

import re
from functools import cache

from briefgen.text.tables import table

# A pattern that meets a long paragraph has met its first words only: what is
# longer than this is an article's own.
_LONGEST = 600
_SHOUT = 60
# A gallery prints a caption once for the page and once for the picture.
_TWICE = re.compile(r"(?=.*\b(?:[Pp]hotos?|Image|Getty|AP|AFP|EPA|Reuters)\b)(.{25,300}[.!?\"”)])\s+\1")

_WEEKDAY = r"(?:[^\W\d]+,? ){0,3}"
_TIME = r"(?:\W+(?:[^\W\d]{1,7} ){0,3}\d{1,2}(?:\W{1,2}\d|h|\d).{0,12})?"
_ANY = (
    r"(?:©|\(c\) ?\d{4})",
    # A date, with a weekday before and a time behind it.
    rf"{_WEEKDAY}\d{{1,2}}(?:\.|st|nd|rd|th|er)?,? [^\W\d]+\.?,? \d{{4}}(?: года)?{_TIME}$",
    rf"{_WEEKDAY}[^\W\d]{{3,}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}{_TIME}$",
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:\W+\d{1,2}:\d\d.{0,12})?$",
    r"https?://\S+$|www\.\S+$",
    r"[\W\d_]*$",
    r"(?:facebook|twitter|whatsapp|e-?mail|instagram|telegram|linkedin|pinterest)(?:[\s,|·/]+\w+){0,6}$",
)


def is_furniture(text: str, language: str) -> bool:
    """Tell whether a whole paragraph is furniture of its page.

    >>> is_furniture("Subscribe to our newsletter.", "en")
    True
    >>> is_furniture("Subscribers rose 4 percent.", "en")
    False
    """
    if not text or is_shouted(text) or _TWICE.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    bare = text[1:-1] if text[0] == "(" and text[-1] == ")" else text
    return any(one.match(bare) for one in _patterns(language))


def is_shouted(text: str) -> bool:
    """Tell whether a text is whole sentences in capitals, like the script of a broadcast."""
    # Nearly every text has small letters at its beginning, and is read no further.
    if sum(map(str.islower, text[:_SHOUT])) > 0.6 * _SHOUT or text[-1:] not in {".", "!", "?"}:
        return False
    letters = sum(map(str.isalpha, text))
    return letters > _SHOUT and sum(map(str.isupper, text)) > 0.6 * letters


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    known = table(language)
    # Capitals count in credits: "By Jane Doe" is a byline, "By raising rates" none.
    anything = re.compile("|".join((*_ANY, *known.furniture)), re.IGNORECASE)
    return (anything, re.compile("|".join(known.credits) or "(?!)"))
