"""Text of strangers -> the same text in a format that has a markup of its own."""

from __future__ import annotations

import re

# What CommonMark (and GitHub's tables and strikethrough) would read as markup,
# and only where it would: a line full of backslashes is no plain text any more.
_ANYWHERE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would escape
    r"|[`*|]"
    r"|(?<!\w)_|_(?!\w)"
    r"|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|\[(?=[^\[\]]*\][(\[:])"
    r"|\](?=[(\[:])"
    r"|!(?=\[)"
)
_AT_START = re.compile(r"^(?:[#>=~]|[-+](?=[\s+-]|$)|(?:-{2,}|={2,}))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def markdown(text: str) -> str:
    r"""Return `text` so that Markdown shows it as it stands, on one line.

    >>> markdown("*Stop* <b>now</b> [here](x) 5 * 3 a_b […]")
    '\\*Stop\\* \\<b>now\\</b> \\[here\\](x) 5 \\* 3 a_b […]'
    """
    line = " ".join(text.split())
    line = _ANYWHERE.sub(lambda match: "\\" + match[0], line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    return _AT_START.sub(lambda match: "\\" + match[0], line)
