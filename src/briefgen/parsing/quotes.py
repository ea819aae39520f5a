"""Text -> its quotations: where they stand, and whether each one is closed."""

from __future__ import annotations

import re

_CLOSING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "(": ")", "[": "]", "»": "«"}
# Two apostrophes close a quotation in texts that were typeset once: "a menace,''
_QUOTED = re.compile(r'"(?:(?!\'\')[^"])*(?:"|\'\')|“[^“”]*?(?:”|’’)|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|『[^『』]*』')
_DOUBLE = re.compile(r"[\"“”„«»「」『』]|''")
_SINGLE = re.compile(
    r"(?<!\w)['‘](?=\w)[^'’‘]{6,400}(?:['’](?=\w)[^'’‘]{1,400}|(?<=s)['’](?= )[^'’‘]{1,400}){0,9}(?<=[,.!?])['’](?!\w)"
)
_OPENED = re.compile(r'(?<!\w)["“„«](?=\S)')
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


def passages(text: str) -> list[tuple[int, int, bool]]:
    """Return the quotations of a paragraph, marks included, and whether each one is closed.

    One that stays open runs to the paragraph's end: it goes on in the next
    one.  Single marks count where the paragraph has no double ones and they
    enclose a clause: apostrophes do not end with a comma.

    >>> passages("“Yes,” he said. “But"), passages("'We were late,' he said.")
    ([(0, 6, True), (16, 20, False)], [(0, 15, True)])
    """
    if not _DOUBLE.search(text):
        return [(*match.span(), True) for match in _SINGLE.finditer(text)]
    closed = [match.span() for match in _QUOTED.finditer(text)]
    # A mark that was forgotten turns all that follow inside out.
    torn = next((start for start, end in closed if text[start] == '"' and _is_torn(text, start, end)), len(text))
    found = [(start, end, True) for start, end in closed if start < torn]
    rest = _OPENED.search(text, found[-1][1] if found else 0)
    return [*found, (rest.start(), len(text), False)] if rest and torn == len(text) else found


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether straight marks stand the wrong way round."""
    return (
        text[start + 1 : start + 2].isspace() or text[end - 2 : end - 1].isspace() or text[start - 1 : start].isalnum()
    )


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
