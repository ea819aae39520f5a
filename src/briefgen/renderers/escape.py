"""Text of strangers -> the same text in a format that has a markup of its own.

What is printed stands on one line, so that nothing in it can pass for a line
of ours; in HTML the template engine escapes by itself.
"""

from __future__ import annotations

import re

# What CommonMark (and GitHub's tables and strikethrough) would read as markup,
# and only where it would: a line full of backslashes is no plain text any more.
_ANYWHERE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"  # a backslash that would escape, be it the template's own comma
    r"|[`|]"
    r"|(?<! )\*|\*(?! )"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~)|(?<=\S)~"  # GitHub strikes between single ones too
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|(?<= )#(?=#*$)"  # the end of a heading
)
_AT_START = re.compile(
    r">|#(?=#{0,5}(?: |$))"
    r"|[-+](?= |$)"
    r"|=(?==*$)|-(?=[-: ]*$)|:(?=-[-: ]*$)"  # a rule, or the line below a heading or a table's head
    r"|\[(?=[ xX]\](?: |$))"  # a box to tick
)
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?: |$))")


def plain(text: str) -> str:
    r"""Return `text` on one line.

    >>> plain("Bridge\n* The mayor has resigned. [A]")
    'Bridge * The mayor has resigned. [A]'
    """
    return " ".join(text.splitlines())


def markdown(text: str) -> str:
    r"""Return `text` so that Markdown shows it as it stands, on one line.

    >>> markdown("*Stop* <b>now</b> [here](x) 5 * 3 a_b __init__ […]")
    '\\*Stop\\* \\<b>now\\</b> \\[here\\](x) 5 * 3 a_b \\_\\_init\\_\\_ […]'
    """
    line = " ".join(text.split())
    marks = {match.start() for match in _ANYWHERE.finditer(line)} | _at_start(line) | _links(line)
    return "".join("\\" + sign if place in marks else sign for place, sign in enumerate(line))


def _at_start(line: str) -> set[int]:
    """Where a line begins like a heading, a list, a quotation or a rule."""
    if match := _NUMBERED.match(line):
        return {match.end()}
    return {0} if _AT_START.match(line) else set()


def _links(line: str) -> set[int]:
    """The brackets that could become a link: pairs that lead somewhere, and those that have no partner."""
    opened: list[int] = []
    found: set[int] = set()
    for place, sign in enumerate(line):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and not opened:
            found.add(place)
        elif sign == "]" and _leads(line, start := opened.pop(), place + 1):
            found |= {start, place}
    return found.union(opened)


def _leads(line: str, start: int, end: int) -> bool:
    """Whether brackets may be a link, or at the start of a line the definition of one."""
    behind = line[end : end + 1]
    return behind in {"(", "["} or (start == 0 and behind in {":", ""})
