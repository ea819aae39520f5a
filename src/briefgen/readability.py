"""Line -> may it stand alone, and with which visible edits.

A printed line has lost its neighbours: a pronoun, a demonstrative or a
connective whose partner stood in the sentence before says nothing any more.
Some openers can be left out visibly; what cannot be mended is not printed.
The rules are general, their words come from the tables by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from briefgen.model import Edit, Reason
from briefgen.parsing.quotes import balanced, outside
from briefgen.text.frequency import is_function_word
from briefgen.text.furniture import is_shouted
from briefgen.text.tables import Table, table
from briefgen.text.words import stemmer

OMISSION = "[…]"

# Thai and Lao (the last row) write no full stop.
_END = re.compile(
    r"(?:(?<![.…])[.!。！？؟।؛۔։።။។།](?!\.)|[.!?]['\"”’»)\]」』])['\"”’»)\]」』]*$"
    r"|[\u0e00-\u0eff][\d ]*['\"”’»)\]」』]*$"
)
_TAIL = 8
_ADDRESS = re.compile(r"\w@[\w-]+\.\w{2,}")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
# The languages that have a table write composed letters: \w finds their words.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPENING = re.compile(r"^[\s\"“„«(\[—–-]+")
_FIGURE = re.compile(r"\d")
_CLAUSE = re.compile(r"[,;:،؛—–]")
# Arabic vowel marks and the stroke that lengthens a word: written or not, the word is the same.
_VOWELS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_REPLY = re.compile(r"[\"“](?:Well|No|Yes|Yeah|Oh|Not|But|So|And|Because|Sure|Right)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands alone: the edits that it needs, and its flaw where they do not mend it.

    `leans`: it hangs only because it leans on the sentence before it.
    `tolerable`: it hangs, and yet it is a whole statement, of which a reader
    of the story misses a name at most.
    """

    edits: tuple[Edit, ...] = ()
    flaw: Reason | None = None
    leans: bool = False
    tolerable: bool = False


class Word(NamedTuple):
    """A word outside quotation marks: as written, in lower case, and where."""

    written: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.written[0].isupper()


@dataclass(frozen=True)
class Line:
    """A line as the rules see it: what stands outside quotation marks, and its words."""

    text: str
    plain: str
    language: str
    known: Table
    earlier: AbstractSet[str] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words outside quotation marks, found when a rule asks for them."""
        return tuple([Word(m[0], m[0].lower(), *m.span()) for m in _WORD.finditer(self.plain)])

    @cached_property
    def lowers(self) -> frozenset[str]:
        """The same words in lower case, without their places: what no rule waits for is told at once."""
        return frozenset([word.lower() for word in _WORD.findall(self.plain)])

    @cached_property
    def small(self) -> str:
        """What stands outside quotation marks, in small letters: searched three times as fast as in any case."""
        return self.plain.lower()

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of these lower-case words stands outside quotation marks."""
        return not self.lowers.isdisjoint(words)


def standing(text: str, language: str, earlier: AbstractSet[str] = frozenset()) -> Standing:
    """Judge one sentence of a report.

    `earlier` are the stems of what the report said before it: "The visit ..."
    leans on them where a visit was told of already.

    >>> standing("However, the mayor has resigned.", "en").edits
    (Edit(kind='drop', at=0, before='However,', after='[…]'),)
    >>> standing("He resigned.", "en").flaw
    <Reason.HANGS: 'hangs'>
    """
    edits = tuple(_edits(text, table(language)))
    line = _line(_without(text, edits), language, earlier)
    if _begins_small(text) or any(rule(line) for rule in _BROKEN):
        return Standing((), Reason.HANGS)
    # Filler stays filler with the sentence before it.
    if _is_filler(line):
        return Standing((), Reason.FILLER)
    if any(rule(line) for rule in _VOICES):
        return Standing((), Reason.HANGS, tolerable=not _opens_lost(line))
    if any(rule(line) for rule in _LEANING):
        return Standing((), Reason.HANGS, leans=True, tolerable=not _opens_lost(line))
    return Standing(edits)


def apply(edits: tuple[Edit, ...], text: str) -> str:
    """Replay edits on the slice that they were made for.

    Raises ValueError where the text to be replaced does not stand at its place.
    """
    for edit in reversed(edits):
        end = edit.at + len(edit.before)
        if edit.at < 0 or text[edit.at : end] != edit.before:
            raise ValueError(f"{edit.before!r} does not stand at {edit.at}")
        text = text[: edit.at] + edit.after + text[end:]
    return text


def _line(text: str, language: str, earlier: AbstractSet[str] = frozenset()) -> Line:
    bare = _VOWELS.sub("", text)
    return Line(bare, outside(bare), language, table(language), earlier)


# --- edits


def _edits(text: str, known: Table) -> Iterator[Edit]:
    lower = text.lower()
    for opener in known.droppable:
        if lower.startswith(opener) and _ends_word(text, len(opener)) and _takes_over(text[len(opener) :], opener):
            yield Edit("drop", 0, text[: len(opener)], OMISSION)
            break
    for match in _inside_pattern(known.droppable_inside).finditer(outside(text)):
        yield Edit("drop", match.start(), match[0], f" {OMISSION}")


@cache
def _inside_pattern(words: frozenset[str]) -> re.Pattern[str]:
    """A connective between commas: ", however,"."""
    return re.compile(rf"(?<=\w), (?:{'|'.join(sorted(words)) or '(?!)'}),(?= \w)", re.IGNORECASE)


def _ends_word(text: str, at: int) -> bool:
    return at < len(text) and text[at] == " "


def _takes_over(rest: str, opener: str) -> bool:
    """Whether the sentence goes on by itself after an opener without a comma of its own."""
    return opener.endswith(",") or not rest.lstrip().startswith(",")


def _without(text: str, edits: tuple[Edit, ...]) -> str:
    for edit in reversed(edits):
        rest = text[edit.at + len(edit.before) :]
        text = text[: edit.at] + (rest if edit.at else rest.lstrip())
    return text


# --- what makes a line hang


def _is_unfinished(line: Line) -> bool:
    first = _OPENING.sub("", line.text)
    # A dropped opener leaves a lower-case beginning, which the mark explains.
    return not first or not _END.search(line.text[-_TAIL:])


def _is_question(line: Line) -> bool:
    return line.plain.rstrip().endswith(("?", "؟", "？"))


def _is_unbalanced(line: Line) -> bool:
    return not balanced(line.text)


def _has_first_person(line: Line) -> bool:
    """The reporter speaks; "World War I", "US" and "Kestrel Mine" do not."""
    return line.has(line.known.first_person) and any(
        word.lower in line.known.first_person and not _is_name(word, before)
        for before, word in zip((None, *line.words), line.words, strict=False)
    )


def _is_name(word: Word, before: Word | None) -> bool:
    if len(word.written) > 1 and word.written.isupper():
        return True
    inside = before is not None and word.capital
    return inside and (before.capital if word.written == "I" and before else not word.lower.startswith("i'"))


def _talks_to_the_reader(line: Line) -> bool:
    return line.has(line.known.second_person)


def _is_an_aside(line: Line) -> bool:
    return line.text.startswith("(") and line.text.endswith(")") and line.text.count("(") == 1


def _answers(line: Line) -> bool:
    """Whether a quotation opens the line with a word of reply, as in "Well, ..."."""
    return bool(_REPLY.match(line.text)) and line.language == "en"


def _opens_hanging(line: Line) -> bool:
    opening, whole, inside = _hanging_patterns(line.language)
    start = line.plain.lstrip(' "“„«(—–-')
    return bool(opening.match(start) or inside.search(line.small) or whole.match(line.plain))


@cache
def _hanging_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What must not open a line, what a line must not be, and what must not stand in one."""
    known = table(language)
    opening = "|".join(phrase.replace(" ", r"\s+") for phrase in known.hanging) or "(?!)"
    # A pattern that begins with "^" costs nothing where it is not tried at every letter.
    whole = "|".join(one for one in known.hanging_inside if one.startswith("^")) or "(?!)"
    inside = _factored([one for one in known.hanging_inside if not one.startswith("^")])
    return (
        re.compile(rf"(?:{opening})(?![\w-])", re.IGNORECASE),
        re.compile(whole, re.IGNORECASE),
        re.compile(inside),
    )


def _factored(patterns: Sequence[str]) -> str:
    """One pattern for all; that a word begins is asked once (8 µs a sentence instead of 14)."""
    edge = r"\b"
    words = [one.removeprefix(edge) for one in patterns if one.startswith(edge)]
    others = [one for one in patterns if not one.startswith(edge)]
    return "|".join([*([rf"{edge}(?:{'|'.join(words)})"] if words else []), *others]) or "(?!)"


def _has_lost_pronoun(line: Line) -> bool:
    if not line.has(line.known.pronouns):
        return False
    if _is_pronoun(line.words[0], line) and not _quoted_start(line):
        return not _names_itself(line) and not re.match(line.known.expletive, line.plain.lstrip())
    if line.words[0].lower in line.known.fronting:
        return _fronted_pronoun_is_lost(line)
    return _person_is_lost(line)


def _opens_lost(line: Line) -> bool:
    """Whether the very beginning is lost: no reader goes on from there."""
    first = line.words[:1]
    pointers = line.known.pronouns | line.known.demonstratives
    return _opens_hanging(line) or any(word.lower in pointers and not _quoted_start(line) for word in first)


def _quoted_start(line: Line) -> bool:
    return line.plain[: line.words[0].start].strip() == "" and line.words[0].start > 1


def _is_pronoun(word: Word, line: Line) -> bool:
    shouted = word.written.isupper() and len(word.written) > 1
    return word.lower in line.known.pronouns and not shouted


def _names_itself(line: Line) -> bool:
    """Whether a surname begins the line, as in "He Wenbo, a minister": another capital follows."""
    following = line.words[1:2]
    return line.language == "en" and bool(following) and following[0].capital and len(following[0].written) > 1


def _fronted_pronoun_is_lost(line: Line) -> bool:
    """A phrase before the subject: its pronoun needs the subject, and the subject no pronoun."""
    comma = _CLAUSE.search(line.plain)
    if comma is None:
        return _person_is_lost(line)
    front = [word for word in line.words if word.end <= comma.start()]
    main = [word for word in line.words if word.start >= comma.end()]
    if main and _is_pronoun(main[0], line):
        rest = line.plain[main[0].start :]
        return not re.match(line.known.expletive, rest) and not _names_someone(front, line)
    needy = next((index for index, word in enumerate(front) if _is_pronoun(word, line)), None)
    if needy is None or _names_someone(front[:needy], line) or not main:
        return False
    if main[0].lower in line.known.demonstratives:
        return True
    lone = front[needy].lower in {"his", "her"} and main[0].lower not in line.known.articles
    return not main[0].capital and (lone or front[needy].lower not in line.known.possessives)


def _names_someone(words: list[Word], line: Line) -> bool:
    """Whether a name stands among the words that is neither a time nor behind "in" or "at"."""
    return any(
        word.capital and word.lower not in line.known.time and before.lower not in line.known.before_places
        for before, word in pairwise(words)
    )


_HE = frozenset({"he", "she", "him"})


def _person_is_lost(line: Line) -> bool:
    """A "he" further on, where only a group stands before it: "Police said he fled"."""
    if line.language != "en":
        return False
    at = next((index for index, word in enumerate(line.words) if word.lower in _HE), None)
    if at is None or (_quoted_start(line) and at < 2):
        return False
    before = line.words[:at]
    lone = before[0].lower in line.known.groups if before else True
    return lone and not any(word.capital or word.lower in line.known.articles for word in before[1:])


def _has_lost_demonstrative(line: Line) -> bool:
    return line.has(line.known.demonstratives) and any(
        _is_lost(index, line) for index, word in enumerate(line.words) if word.lower in line.known.demonstratives
    )


def _points_back(line: Line) -> bool:
    """A subject with "The" that the report has told of already, and that nothing here says which.

    A first mention with "The" is something that everybody knows ("The
    government"); capitals name; "of", "in" or "who" behind it say which.
    """
    if not line.earlier or not line.has(line.known.definite) or line.words[0].lower not in line.known.definite:
        return False
    stem = stemmer(line.language)
    for word, following in pairwise(line.words[1:6]):
        if word.capital or word.lower in line.known.stop or word.lower in line.known.acts:
            return False
        if len(word.lower) > 2 and stem(word.lower) in line.earlier:
            return not (following.capital or following.lower in line.known.partners)
    return False


# With "that", "who" or "of" behind them these say themselves what they mean: "those who", "ce qui".
_POINTERS = frozenset({"those", "ce", "celui", "celle", "ceux", "celles", "tel", "telle", "tels", "telles"})


def _is_lost(index: int, line: Line) -> bool:
    """Whether the demonstrative at `index` points at nothing that this line holds."""
    word, following = line.words[index], line.words[index + 1 : index + 4]
    if any(one.lower in line.known.time for one in following[:2]) or _is_name_part(index, line):
        return False
    first = index == 0 or (_CLAUSE.search(line.plain[line.words[index - 1].end : word.start]) is not None and index < 3)
    if not following:
        return True
    if word.lower in _POINTERS and (
        following[0].lower in line.known.partners or following[0].lower.endswith(("ing", "ed"))
    ):
        return False
    if word.lower == "such" and following[0].lower in {"as", "a", "an"}:
        return first and following[0].lower != "as"
    if first:
        return True
    return line.known.inner and not _is_partnered(index, line)


def _is_name_part(index: int, line: Line) -> bool:
    """Whether it is a noun behind an article, as in "El este de Cuba"."""
    return index > 0 and line.words[index - 1].lower in {"el", "del", "al"}


def _is_partnered(index: int, line: Line) -> bool:
    """Whether what the demonstrative points at was named earlier in the line."""
    stem = stemmer(line.language)
    earlier = {stem(word.lower) for word in line.words[:index]}
    following = line.words[index + 1 : index + 4]
    if any(stem(word.lower) in earlier for word in following if not _joins(word, line.language)):
        return True
    # ", and this pushed ...": the clause before it is what is meant.
    before = line.words[index - 1]
    return before.lower in {"and", "but", "which", "because"} and index > 5 and following[0].lower.endswith(("ed", "s"))


def _joins(word: Word, language: str) -> bool:
    """An article or a preposition, which stands everywhere and is no partner; English keeps to its list of cases."""
    return language != "en" and is_function_word(word.lower, language)


def _lacks_speaker(line: Line) -> bool:
    """A quotation that opens the line, and a pronoun or nobody who says it."""
    if not line.text.startswith(('"', "“", "„", "«")):
        return False
    if len(line.words) < 2:
        return True
    inside = _WORD.search(line.text)
    if inside and inside[0].lower() in line.known.pronouns and inside[0].lower() not in _NEUTER:
        return True
    return _speaker_is_pronoun(line)


_NEUTER = frozenset({"it", "its", "es", "il", "le", "lo", "y", "en", "leur", "su", "sus", "sein", "ihr"})


def _speaker_is_pronoun(line: Line) -> bool:
    for word in line.words[:4]:
        if word.lower in line.known.saying:
            continue
        pieces = word.lower.split("-")
        return any(piece in line.known.pronouns for piece in pieces)
    # Where there are no capitals any word may be a name.
    return not any(word.capital or _is_caseless(word.written) for word in line.words)


def _is_caseless(word: str) -> bool:
    return word.isalpha() and word.lower() == word.upper()


def _quotes_only(line: Line) -> bool:
    """Nothing but a verb of saying stands beside the quotation: «…», dijo."""
    if not line.text.startswith(('"', "“", "„", "«")):
        return False
    return all(word.lower in line.known.saying for word in line.words)


def _begins_small(text: str) -> bool:
    """Cut off at its beginning; what an edit leaves small is marked by the edit."""
    return text[:1].islower() and not _BRAND.match(text)


_BROKEN = (
    _is_unfinished,
    _is_unbalanced,
    _is_question,
    _is_an_aside,
    _talks_to_the_reader,
)
# Somebody speaks, and who it is stood before.
_VOICES = (_has_first_person, _answers, _lacks_speaker, _quotes_only)
_LEANING = (_opens_hanging, _has_lost_pronoun, _has_lost_demonstrative, _points_back)


# --- filler


def _is_filler(line: Line) -> bool:
    """Whether a line has no finding: a notice of the page, or an abstract subject that reveals something.

    >>> standing("This surge reflects the need for resolution.", "en").flaw is not None
    True
    """
    return _is_notice(line) or is_shouted(line.text) or _is_abstract(line)


def _is_notice(line: Line) -> bool:
    """Whether it tells of its page: an address to write to, a call to click."""
    if "@" in line.text and _ADDRESS.search(line.text):
        return True
    # In small letters, without "in any case": that is found three times as fast.
    return _notice_pattern(line.language).search(line.text.lower()) is not None


@cache
def _notice_pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(table(language).notices) or "(?!)")


def _is_abstract(line: Line) -> bool:
    """An abstract subject that reveals something, with no figure, quotation or act."""
    if not line.has(line.known.revealing) or _FIGURE.search(line.text) or line.plain != line.text:
        return False
    clause = _main_clause(line)
    at = next((index for index, word in enumerate(clause) if index and word.lower in line.known.revealing), None)
    if at is None or any(_acts(word, line.known) for word in line.words if word is not clause[at]):
        return False
    return not _heads(clause[:at], line.known).isdisjoint(line.known.abstract)


def _acts(word: Word, known: Table) -> bool:
    return word.lower in known.acts or word.lower in known.saying


def _main_clause(line: Line) -> list[Word]:
    """The words from the subject on: a phrase before it, up to its comma, is passed over."""
    comma = _CLAUSE.search(line.plain)
    if comma is None or not line.words or line.words[0].lower not in line.known.fronting | {"ultimately", "taken"}:
        return list(line.words)
    return [word for word in line.words if word.start >= comma.end()]


def _heads(subject: list[Word], known: Table) -> set[str]:
    """The noun that a subject is about, or what may be it.

    Where prepositions are listed: the last word before the first one.
    Elsewhere it stands among the first words, before its adjectives or after one.
    """
    words = [re.split("['’]", word.lower)[-1] for word in subject if word.lower not in {"to", "continue", "continues"}]
    if not known.prepositions:
        return set(words[:4])
    at = next((index for index, word in enumerate(words) if index and word in known.prepositions), len(words))
    return set(words[at - 1 : at])
