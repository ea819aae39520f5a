"""Text -> its quotations: where they stand, and whether each one is closed."""

from __future__ import annotations

import re

_CLOSING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "(": ")", "[": "]", "»": "«"}
# Two apostrophes close a quotation in texts that were typeset once: "a menace,''
_QUOTED = re.compile(r'"(?:(?!\'\')[^"])*(?:"|\'\')|“[^“”]*?(?:”|’’)|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|『[^『』]*』')
_CLOSERS = frozenset("".join(_CLOSING.values()))
_MARKS = re.compile("[" + re.escape("".join({*_CLOSING, *_CLOSERS})) + "]")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the quoted passages, their marks included.

    >>> quotations('He said "no" twice.')
    [(8, 12)]
    """
    return [match.span() for match in _QUOTED.finditer(text)]


def outside(text: str) -> str:
    """Return `text` with each quoted passage blanked to spaces, so that offsets stay.

    >>> outside('He said "no" twice.')
    'He said      twice.'
    """
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def balanced(text: str) -> bool:
    """Tell whether every quotation mark and bracket that opens is closed.

    Single marks are left out: they are apostrophes more often.

    >>> balanced("„Ja“ (sagte er)"), balanced("“No")
    (True, False)
    """
    text = text.replace("''", '"').replace("’’", "”")
    if text.count('"') % 2:
        return False
    waiting: list[str] = []
    for mark in _MARKS.findall(text):
        if waiting and mark in waiting[-1]:
            waiting.pop()
        elif mark in _CLOSING:
            waiting.append(_CLOSING[mark])
        elif mark in _CLOSERS:
            return False
    return not waiting
