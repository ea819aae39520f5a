"""Printed lines -> how good they are: ROUGE, repeats, lines that hang, balance of the sources.

What hangs is judged twice: by briefgen's own rules, which ours has kept by
construction, and by a few crude ones that share nothing with them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from briefgen.model import Reason, Sentence, Span
from briefgen.readability import standing
from briefgen.repeats import content_of, redundant
from briefgen.text.similarity import similarity
from briefgen.text.words import stemmed

ROUGE = ("rouge1", "rouge2", "rougeLsum")

_WORD = re.compile(r"\w+")


class AnyWords:
    """ROUGE's words where they are not English: rouge-score's own tokenizer knows the letters a to z only."""

    def tokenize(self, text: str) -> list[str]:
        """The words of a text in lower case, unstemmed."""
        return _WORD.findall(text.lower())


@cache
def _scorer(language: str) -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    own = None if language == "en" else AnyWords()
    return RougeScorer(list(ROUGE), use_stemmer=True, tokenizer=own)


def rouge(lines: Sequence[str], references: Sequence[Sequence[str]], language: str) -> tuple[float, ...]:
    """ROUGE-1, -2 and -Lsum as F1 in per cent, the mean over references, each a list of sentences (Lin 2004)."""
    text = "\n".join(lines)
    scores = [_scorer(language).score("\n".join(reference), text) for reference in references]
    return tuple(100 * sum(one[name].fmeasure for one in scores) / len(scores) for name in ROUGE)


def cut(lines: Iterable[str], words: int) -> list[str]:
    """The lines up to so many words, the last one cut where they end."""
    kept: list[str] = []
    for line in lines:
        room = words - sum(len(one.split()) for one in kept)
        if room > 0:
            kept.append(" ".join(line.split()[:room]))
    return kept


def repeats(lines: Sequence[str], language: str) -> int:
    """How many pairs of lines share half of the smaller one's content words, as the manual defines it."""
    found = [stemmed(Sentence(Span("", 0, len(line)), line, 0, place), language) for place, line in enumerate(lines)]
    return sum(redundant(left, right) for left, right in combinations(content_of(similarity(found)), 2))


def balance(sources: Sequence[tuple[int, int]], documents: int) -> float:
    """How evenly the words come from the documents: 1 all alike, 0 all from one (entropy over its maximum).

    `sources` are (document, words) of each line.
    """
    words = Counter[int]()
    for document, amount in sources:
        words[document] += amount
    total = words.total()
    if documents < 2 or not total:
        return 1.0
    shares = [amount / total for amount in words.values() if amount]
    return -sum(share * math.log(share) for share in shares) / math.log(documents) + 0.0


# --- lines that hang

_EDITED = re.compile(r"\s*\[…\]")
_NAMED = re.compile(r"\[([^\]…]+)\]")


def hangs(line: str, language: str) -> bool:
    """Whether briefgen's own rules would not print the line so: it hangs, or leads with an opener to be left out."""
    judged = standing(_unmarked(line), language)
    return judged.flaw is Reason.HANGS or bool(judged.edits)


def _unmarked(line: str) -> str:
    """The line without the marks of its visible edits."""
    plain = _NAMED.sub(r"\1", _EDITED.sub("", line)).strip()
    return plain[:1].upper() + plain[1:] if line.startswith("[…]") else plain


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_OPENER = re.compile(
    r"(?:he|she|it|they|him|her|his|its|their|them|this|these|those|such|that"
    r"|but|and|or|so|yet|then|also|however|meanwhile|moreover|furthermore|additionally|instead|thus|therefore|still"
    r"|nevertheless|nonetheless|besides|similarly|likewise|otherwise|consequently|hence"
    r"|in addition|as a result|for example|for instance|in contrast|by contrast|on the other hand|in turn)\b",
    re.IGNORECASE,
)
# What only looks like one: "This week", "It is unclear whether", "That he won surprised nobody".
_STANDS = re.compile(
    r"this (?:week|month|year|morning|afternoon|evening|spring|summer|fall|autumn|winter|weekend)\b"
    r"|it (?:is|was|'s|’s|remain(?:s|ed)|seem(?:s|ed)|appear(?:s|ed)|took|takes)\b"
    r".*\b(?:that|whether|if|how|why|what|who|to|when)\b"
    r"|(?:so far|so-called|so many|then-\w+|still image)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|me)\b(?!\.)")
_NUMERAL = re.compile(r"\b(?:World War|Part|Phase|Type|Stage|Class|Title|King|Queen|Pope \w+|\w+ Elizabeth) I\b")
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|ask(?:ed|s)|add(?:ed|s|ing)|wr(?:ote|ites?|iting)|according|call(?:ed|s|ing)"
    r"|tweet(?:ed|s)|stat(?:ed|es)|warn(?:ed|s|ing)|not(?:ed|es|ing)|claim(?:ed|s|ing)|argu(?:ed|es|ing)|insist(?:ed|s)"
    r"|repl(?:ied|ies)|explain(?:ed|s)|declar(?:ed|es|ing)|announc(?:ed|es|ing)|report(?:ed|s)|describ(?:ed|es|ing)"
    r"|read(?:s|ing)?|quot\w+|post(?:ed|s)|shout(?:ed|s)|testif\w+|acknowledg\w+|admit\w*|recall\w*|continu\w+|vow\w+)\b",
    re.IGNORECASE,
)
_LONG_QUOTATION = 6


def dangles(line: str) -> bool:
    """Whether an English line hangs by crude rules of this file's own.

    It begins with a pronoun or a connective; asks; leaves a mark or bracket
    open; has no end; speaks as "I" or "we"; or quotes without a speaker.
    """
    text = _unmarked(line)
    plain = _QUOTED.sub(" ", text)
    return (
        _opens_loosely(plain.strip(" —–-,"))
        or plain.rstrip().endswith("?")
        or _is_open(text)
        or not _END.search(text)
        or bool(_SPEAKS.search(_NUMERAL.sub("", plain)))
        or _lacks_speaker(text, plain)
    )


def _opens_loosely(plain: str) -> bool:
    return bool(_OPENER.match(plain)) and not _STANDS.match(plain)


def _is_open(text: str) -> bool:
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return text.count('"') % 2 == 1 or any(text.count(left) != text.count(right) for left, right in pairs)


def _lacks_speaker(text: str, plain: str) -> bool:
    quoted = sum(len(quotation.split()) for quotation in _QUOTED.findall(text))
    return quoted >= _LONG_QUOTATION and not _SAYS.search(plain) and 2 * quoted >= len(text.split())
