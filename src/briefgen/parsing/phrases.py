"""Text -> words and marks with their offsets, and the subjects that may say something.

No grammar is needed for who says what: a speaker is a run of capital words, a
short phrase that a determiner opens, or a pronoun, beside a verb of saying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import regex

from briefgen.text.tables import Table, table, words

# Stand for a whole quotation: nothing inside one says who speaks.
_OPENED, _QUOTED = "\ue000", "\ue001"
_ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|St|Jr|Sr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Cpl|Pvt|Capt|Cpt|Maj|Cmdr|Adm|Rev|Prof|Det|Insp|Supt|Atty"
)
_INNER = r"[\p{L}\p{M}\p{N}]+"
_TOKEN = regex.compile(
    rf"{_OPENED}{_QUOTED}*|(?:\p{{Lu}}\.)+(?:['’]s\b)?(?!\w)|(?:{_ABBREVIATED})\.|{_INNER}(?:['’.&-]{_INNER})*|[^\s\w]"
)
# The same for texts without combining marks, by Python's own engine: twice as fast.
_PLAIN_INNER = r"[^\W_]+"
_PLAIN_TOKEN = re.compile(
    rf"(?=[A-ZÀ-ÞА-ЯЁ])(?:(?:[A-ZÀ-ÖØ-ÞА-ЯЁ]\.)+(?:['’]s\b)?(?!\w)|(?:{_ABBREVIATED})\.)"
    rf"|{_PLAIN_INNER}(?:['’.&-]{_PLAIN_INNER})*|[^\s\w{_QUOTED}]{_QUOTED}*"
)
_MARKED = regex.compile(r"\p{M}")
_PREFIXED = re.compile(r"(?:al|el|ul|as|ad|an|ar|at|az|ash|d|l)['’-](?=[^\W\d_])")
_APOSTROPHE = re.compile("['’]")
_POSSESSIVE = ("'s", "’s")
PARTICLES = words("de da del della van von der den bin ibn al el la le di du dos bint ten")
_LONGEST_PHRASE = 12
_LONGEST_NAME = 7
_LINKS = words("of for from with at in on de del du des für von")
_NEAR_LINKS = frozenset({"of", "for", "de", "del", "du", "des"})


class Sort(StrEnum):
    """What a subject is."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


class Token(NamedTuple):
    """A word or a mark, with its offsets."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether it is no mark and no quotation."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is written like a name: also "al-Tahtawi"."""
        return self.text[0].isupper() or (not self.text.islower() and bool(_PREFIXED.match(self.text)))

    @property
    def is_quotation(self) -> bool:
        """Whether it stands for a whole quotation."""
        return self.text[0] == _OPENED

    @property
    def owns(self) -> bool:
        """Whether it ends in a possessive "'s"."""
        return self.text.endswith(_POSSESSIVE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who may say something, as the places of the first token and of the one behind the last."""

    sort: Sort
    first: int
    last: int


def quoted(length: int) -> str:
    """Return what stands for a quotation of this length."""
    return (_OPENED + _QUOTED * length)[:length]


# A story's sentences are cut for differences, quotations and names.
@lru_cache(maxsize=2048)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut text into words and marks; what stands for a quotation is one token.

    >>> [token.text for token in tokens_of("Mr. J.R. Lee’s U.S. aide left.")]
    ['Mr.', 'J.R.', 'Lee’s', 'U.S.', 'aide', 'left', '.']
    """
    pattern = _TOKEN if not text.isascii() and _MARKED.search(text) else _PLAIN_TOKEN
    return tuple([Token(match[0], match.start(), match.end()) for match in pattern.finditer(text)])


def subject_before(tokens: Sequence[Token], last: int, language: str) -> Subject | None:
    """Return the subject that ends right before this token, if any.

    >>> words = tokens_of("Local police spokesman John Lee said")
    >>> subject_before(words, 5, "en")
    Subject(sort=<Sort.NAME: 'name'>, first=3, last=5)
    """
    known = table(language)
    if last < 1 or not tokens[last - 1].is_word:
        return None
    if tokens[last - 1].lower in known.subjects:
        return Subject(Sort.PRONOUN, last - 1, last)
    first = last
    while first > max(0, last - _LONGEST_PHRASE) and _may_belong(tokens[first - 1], known, language):
        first -= 1
    while first < last and tokens[first].lower in _LINKS:
        first += 1
    return _classified(tokens, first, last, known, language) if first < last else None


def subject_behind(tokens: Sequence[Token], first: int, language: str) -> Subject | None:
    """Return the subject that begins at this token, if any.

    What follows a name is left out, unless it leads to another one.

    >>> words = tokens_of("said CNN host Ann Lee late on Monday")
    >>> subject_behind(words, 1, "en")
    Subject(sort=<Sort.NAME: 'name'>, first=3, last=5)
    """
    known = table(language)
    if first < len(tokens) and tokens[first].lower in known.subjects:
        return Subject(Sort.PRONOUN, first, first + 1)
    last = first
    while last < min(len(tokens), first + _LONGEST_PHRASE) and _goes_on(tokens, first, last, known, language):
        last += 1
    while last > first and _leads(tokens[last - 1], known):
        last -= 1
    return _classified(tokens, first, last, known, language) if last > first else None


def _may_belong(token: Token, known: Table, language: str) -> bool:
    return token.is_word and (_leads(token, known) or not _is_closed(token, known, language))


def _leads(token: Token, known: Table) -> bool:
    """Whether a word joins or opens phrases: a link, a particle of names, a determiner."""
    return token.lower in _LINKS or token.text in PARTICLES or token.lower in known.determiners


def _goes_on(tokens: Sequence[Token], first: int, at: int, known: Table, language: str) -> bool:
    token, last = tokens[at], tokens[at - 1]
    if not _may_belong(token, known, language):
        return False
    if at == first or token.is_capital or not last.is_capital or token.text in PARTICLES or last.owns:
        return token.lower not in _LINKS - _NEAR_LINKS
    if token.lower in _NEAR_LINKS:
        return last.lower in known.institutions
    return token.lower in known.speakers or _leads_to_a_name(tokens, at, known, language)


def _leads_to_a_name(tokens: Sequence[Token], at: int, known: Table, language: str) -> bool:
    """Whether words in small letters stand between two names: "White House press secretary Ann Lee"."""
    end = at
    while end < min(len(tokens), at + 4) and tokens[end].text.islower() and _may_belong(tokens[end], known, language):
        if tokens[end].text.endswith(("ing", "ed")) and tokens[end].text not in known.serving:
            return False
        end += 1
    return end < len(tokens) and tokens[end].is_capital and _may_belong(tokens[end], known, language)


def _is_closed(token: Token, known: Table, language: str) -> bool:
    """Whether a word belongs to no name and no noun phrase: a verb of saying, an adverb, a closed-class word."""
    word = token.lower
    # "He'll" is no name.
    if _APOSTROPHE.split(word, maxsplit=1)[0] in known.subjects:
        return True
    is_short_form = token.text.endswith(".") or (len(word) > 1 and token.text.isupper())
    if word in known.time or (word in known.stop and not is_short_form):
        return True
    if token.is_capital:
        return False
    verbal = word in known.saying or word in known.speech or word in known.between
    return verbal or (language == "en" and word.endswith("ly") and word not in known.roles)


def _classified(tokens: Sequence[Token], first: int, last: int, known: Table, language: str) -> Subject | None:
    """A phrase as a name, where it ends in one that nothing links to a noun before, else as a noun."""
    run = _last_run(tokens, first, last, known)
    linked = any(one.lower in _LINKS and one.text not in PARTICLES for one in tokens[first:run])
    if run < last and not linked and not tokens[last - 1].owns and last - run <= _LONGEST_NAME:
        # German writes every noun with a capital letter: "der Sprecher" names nobody.
        opened = run > first and tokens[run - 1].lower in known.determiners
        idle = (known.titles, known.roles, known.determiners)
        is_office = all(any(token.lower in some for some in idle) for token in tokens[run:last])
        if not is_office and not (language == "de" and opened and last - run == 1):
            return Subject(Sort.NAME, run, last)
    return _noun(tokens, first, last, known)


def _last_run(tokens: Sequence[Token], first: int, last: int, known: Table) -> int:
    """Where the run of capital words begins that ends the phrase; behind a possessive another one begins."""
    at = last
    while at > first and (tokens[at - 1].is_capital or tokens[at - 1].text in PARTICLES):
        if at < last and tokens[at - 1].owns:
            break
        at -= 1
    while at < last and not tokens[at].is_capital:
        at += 1
    # "The White House" opens a sentence; elsewhere it is "the White House".
    opens = at + 1 < last and tokens[at].lower in known.determiners and tokens[at].text[1:].islower()
    return at + opens


def _noun(tokens: Sequence[Token], first: int, last: int, known: Table) -> Subject | None:
    """A phrase without a name, where something tells that it is a subject: a determiner, an owner, a role."""
    # "Hearing a politician": what stands before a determiner that nothing links to it is of another phrase.
    cuts = (at for at in range(last - 1, first, -1) if _begins_anew(tokens, at, known))
    first = next(cuts, first)
    phrase = tokens[first:last]
    if phrase[-1].lower in known.determiners:
        return None
    opened = len(phrase) > 1 and (phrase[0].lower in known.determiners or phrase[0].owns)
    head = next((at for at, word in enumerate(phrase) if at and word.lower in _LINKS), len(phrase)) - 1
    told = opened or phrase[head].lower in known.speakers
    return Subject(Sort.NOUN, first, last) if told and not phrase[-1].owns else None


def _begins_anew(tokens: Sequence[Token], at: int, known: Table) -> bool:
    before = tokens[at - 1].lower
    return tokens[at].lower in known.determiners and before not in _LINKS and before not in known.determiners
