"""Sentence -> the media that it names as its source: "told Reuters", "citing the Tolle Mirror".

Two reports that both have a statement from one agency are one origin of it.
A newspaper is known by the last word of its name; anybody else who is cited
(police, a ministry) is a witness of the event and not meant.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from briefgen.text.tables import words

_TAGS = words(
    "AP AFP Reuters Xinhua UPI dpa PTI ANI IANS EFE Bloomberg TASS Interfax RIA ANSA Kyodo Yonhap Anadolu "
    "CNN BBC NBC CBS ABC NPR MSNBC CNBC Axios Politico TMZ"
)
_FULL_NAMES = {
    "Associated Press": "AP",
    "Agence France-Presse": "AFP",
    "Press Association": "PA",
    "Press Trust of India": "PTI",
    "Deutsche Presse-Agentur": "dpa",
}
_ENDINGS = words(
    "times post news journal herald tribune gazette mirror telegraph observer chronicle guardian globe dispatch "
    "inquirer examiner register courier sentinel bulletin independent economist newsweek magazine radio television tv "
    "zeitung spiegel monde figaro país mundo today daily weekly reporter standard"
)
_WORD = r"[\p{L}\p{M}\d&.-]*(?:['’]\p{L}+)?"
_NAME = rf"(?:[Tt]he )?([\p{{Lu}}\d]{_WORD}(?: (?:of|de|la|le|el|der|die) (?=\p{{Lu}})| \p{{Lu}}{_WORD}){{0,4}})"
_TO = "told|citing|cites|cited|quoted by|quotes|interview(?:ed)? (?:with|by)|speaking to|spoke to|statement to"
_BY = r"according to(?:(?: an?| the)?(?: \w+)? report (?:in|by|from))?|(?:reported|obtained|published) by"
_CREDIT = regex.compile(
    rf"\b(?i:{_TO}|{_BY}) {_NAME}|{_NAME} (?:reported|reports|has reported|had reported|quoted|wrote|cited)\b"
)


# What every credit holds: looked for first, a hundred times as fast.
_SIGNS = ("told", "cit", "quot", "interview", "accord", "report", "spoke", "speak", "statement", "by ", "wrote")


@lru_cache(512)
def credited(text: str) -> frozenset[str]:
    """Return the media that an English sentence credits, agencies by their short names, others in small letters.

    >>> sorted(credited("The mayor told the Associated Press, the Tolle Mirror reported."))
    ['AP', 'tolle mirror']
    >>> credited("The mayor told Ann Lee, according to police.")
    frozenset()
    """
    small = text.lower()
    if not any(sign in small for sign in _SIGNS):
        return frozenset()
    found = (behind or before for behind, before in _CREDIT.findall(text))
    return frozenset(outlet for name in found if (outlet := medium(name)))


def medium(name: str) -> str | None:
    """Return a medium's name as `credited` has it, None for what is no medium.

    >>> medium("The Tolle Mirror"), medium("Reuters news agency"), medium("Ann Lee")
    ('tolle mirror', 'Reuters', None)
    """
    bare = name.removeprefix("The ").removeprefix("the ").rstrip(".")
    known = next((tag for full, tag in _FULL_NAMES.items() if bare.startswith(full)), bare.split()[0])
    if known in _TAGS or known in _FULL_NAMES.values():
        return known
    return bare.lower() if bare.split()[-1].lower() in _ENDINGS else None
