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

_WEEKDAY = r"(?:[^\W\d]+,? ){0,3}"
_TIME = r"\d{1,2}\W?[\dh].{0,12}"
_ANY = (
    r"(?:©|\(c\) ?\d{4})",
    # A date, with a weekday before and a time behind it.
    rf"{_WEEKDAY}\d{{1,2}}(?:\.|st|nd|rd|th|er)?,? [^\W\d]+\.?,? \d{{4}}(?: года)?(?:\W+(?:[^\W\d]{{1,3}} )?{_TIME})?$",
    rf"{_WEEKDAY}[^\W\d]{{3,}}\.? \d{{1,2}},? \d{{4}}(?:\W+(?:at )?{_TIME})?$",
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
    if not text or len(text) > _LONGEST:
        return not text
    bare = text[1:-1] if text[0] == "(" and text[-1] == ")" else text
    return any(pattern.match(bare) for pattern in _patterns(language))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    known = table(language)
    # Capitals count in credits: "By Jane Doe" is a byline, "By raising rates" none.
    anything = re.compile("|".join((*_ANY, *known.furniture)), re.IGNORECASE)
    return (anything, re.compile("|".join(known.credits) or "(?!)"))
