"""Raw characters -> the characters that a report keeps.

A report's text is cleaned once, before it exists, and never again: spans
index into what this module returns.  What could hide words, reorder their
neighbours or break an output format is taken out here, for all stages.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls, soft hyphen, zero-width space and joiner-like marks, bidirectional
# embeddings, overrides and isolates (CVE-2021-42574), byte-order marks,
# interlinear annotation, tag characters (invisible text) and noncharacters.
# Zero-width joiner and non-joiner stay: Persian and Hindi words need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
# Letters and signs that show nothing (Hangul fillers, the empty Braille cell) are blanks too.
_BLANKS = re.compile("[ \t\u2000-\u200a\u205f\u2800\u3000\u3164\uffa0]+")


def clean(text: str) -> str:
    r"""Return `text` with plain line ends, composed characters and nothing hidden.

    Runs of blanks become one space; a lone surrogate becomes U+FFFD.

    >>> clean("Caf\u0065\u0301\r\nopen\x00s \u202enow")
    'Café\nopens now'
    """
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    text = _BLANKS.sub(" ", _HIDDEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    r"""Return `text` cleaned and on one line, so that it can pass for no line of its own.

    >>> clean_line(" Bridge \n* The mayor\u2028 has\u202e resigned.")
    'Bridge * The mayor has resigned.'
    """
    return _BLANKS.sub(" ", clean(text).replace("\n", " ")).strip()
