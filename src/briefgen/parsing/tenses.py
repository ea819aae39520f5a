"""A place in a sentence -> whether what happens there is past, is to come, or is not told.

"Thursday" said on a Wednesday is a week off either way: only the verb tells
which, or a word before it ("since", "until").  What neither tells stays open,
since a wrong date in a timeline is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from briefgen.parsing.lexemes import NUMBER, WORD, Lexeme, Lexemes
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import Head, Measures, measures
from briefgen.text.tables import table

# "is expected to bring gusts of up to 110 kilometres an hour on Thursday" has twelve words in between.
_REACH = 25
# "by two in the afternoon on Thursday", "until the end of next week".
_LEAD_REACH = 6
_SHORTEST = 5
# "On the Thursday", "is on Sunday".
_OPENING = 2
_BREAKS = frozenset({";", ":", '"', "“", "”", "„", "«", "»", "(", ")"})


class Tense(Enum):
    """When what a verb tells happens, seen from the day of the report; a plan that was one is open."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    OPEN = "open"


def tense(found: Lexemes, start: int, end: int, language: str) -> Tense:
    """Return the tense that governs an expression of time between two places.

    >>> from briefgen.parsing.lexemes import lexemes
    >>> words = lexemes("The strike is to last until Friday; it began on Wednesday.", "en")
    >>> tense(words, 6, 7, "en").value, tense(words, 11, 12, "en").value
    ('future', 'past')
    """
    known = measures(language)
    if found.at(start - 1).lower in known.since:
        return Tense.PAST
    verb = _governing(found, start, end, language)
    lead = _lead(found, start, known)
    if lead is None or _is_of_a_noun(found, end, language):
        return verb or Tense.OPEN
    return _led(lead, verb, known)


def _led(lead: str, verb: Tense | None, known: Measures) -> Tense:
    """The tense behind "until" or "for"; what was done until Friday may be over, "by Friday" alone tells nothing."""
    over = verb is Tense.PAST and lead not in known.meant
    bare = verb is None and lead not in known.lasting
    return Tense.OPEN if over or bare or verb is Tense.OPEN else Tense.FUTURE


def _is_of_a_noun(found: Lexemes, end: int, language: str) -> bool:
    """Whether a noun follows that a time describes: "for the Sunday night event"."""
    behind = found.at(end)
    small = behind.kind == WORD and not behind.capital
    return small and not is_function_word(behind.lower, language) and behind.lower not in measures(language).auxiliaries


def _lead(found: Lexemes, start: int, known: Measures) -> str | None:
    """The word that makes a time an end or an aim, hours and articles between: "until noon on Friday"."""
    for place in range(start - 1, max(start - _LEAD_REACH, -1), -1):
        word = found[place]
        if word.lower in known.ahead:
            return word.lower
        if word.kind != NUMBER and word.text != ":" and word.lower not in known.hours:
            return None
    return None


def _governing(found: Lexemes, start: int, end: int, language: str) -> Tense | None:
    """The tense of the nearest verb before it in its clause, else of the first one behind it."""
    known, later, aimed = measures(language), False, False
    for place in range(start - 1, max(start - _REACH, -1), -1):
        if _is_break(found, place, known) or _opens_what_is_said(found, place, end, language):
            return _fronted(found, end, language, later=later, opening=start - place <= _OPENING)
        later = later or found[place].lower in known.following
        aimed = aimed or _is_infinitive(found, place, known)
        told = _of_today(found, place, start, known) or _told(found, place, known)
        if told is not None:
            return _seen_through(told, found[place], known, later=later, aimed=aimed)
    return _fronted(found, end, language, later=later, opening=start < _REACH)


def _fronted(found: Lexemes, end: int, language: str, *, later: bool, opening: bool) -> Tense | None:
    """The tense of the verb behind; "After talks on Monday, he will resign" tells nothing of Monday."""
    told = _behind(found, end, language, opening=opening)
    return Tense.OPEN if later and told is Tense.FUTURE else told


def _seen_through(told: Tense, verb: Lexeme, known: Measures, *, later: bool, aimed: bool) -> Tense:
    """A verb's tense through what stands behind it: "will resign after talks on Monday", "agreed to meet on Monday"."""
    doubtful = later if told is Tense.FUTURE else aimed and verb.lower not in known.achieved
    return Tense.OPEN if doubtful and told is not Tense.PRESENT else told


def _is_infinitive(found: Lexemes, place: int, known: Measures) -> bool:
    """Whether "to" and a verb stand at a place, as far as can be told: "to meet", but "to the town", "to hospital"."""
    verb = found.at(place + 1)
    plain = verb.kind == WORD and not verb.capital and verb.lower not in known.goals
    return found[place].lower in known.infinitive and plain


def _behind(found: Lexemes, end: int, language: str, *, opening: bool) -> Tense | None:
    """The tense of the first verb behind a time; one before which no verb stands reaches across commas."""
    known, apart = measures(language), False
    for place in range(end, min(end + _REACH, len(found))):
        apart = apart or found[place].text == ","
        if _is_break(found, place, known) or (apart and not opening):
            return None
        aside = is_aside(found, place, language) or (apart and found[place].lower in table(language).saying)
        told = None if aside else _told(found, place, known)
        if told is not None:
            return told
    return None


def is_aside(found: Lexemes, place: int, language: str) -> bool:
    """Whether a verb of saying stands before a comma, as in "On Thursday, he said, the gates will close"."""
    return found[place].lower in table(language).saying and found.at(place + 1).text == ","


def _is_break(found: Lexemes, place: int, known: Measures) -> bool:
    """Whether a clause ends or begins at a place; the colon of "5:40" parts nothing."""
    word = found[place]
    if word.text in _BREAKS:
        return found.at(place + 1).kind != NUMBER or not found.glued(place + 1)
    if word.lower in known.opening or word.lower in known.clauses:
        return True
    return word.text == "," and found.at(place + 1).lower in known.coordinating


def _opens_what_is_said(found: Lexemes, place: int, end: int, language: str) -> bool:
    """Whether a time stands in what is said behind a verb of saying: "said the strike on Friday was illegal"."""
    known, more = table(language), measures(language)
    if found[place].lower not in known.saying or found[place].lower in more.telling:
        return False
    article = found.at(place + 1).lower in known.articles
    return found.at(end).lower in more.auxiliaries or (
        article and _behind(found, end, language, opening=False) is not None
    )


# --- one verb


def _told(found: Lexemes, place: int, known: Measures) -> Tense | None:
    """What the word at a place tells as a verb; None where it is none."""
    word = found[place]
    if word.kind != WORD:
        return None
    if word.lower in known.open:
        return Tense.OPEN
    if word.lower in known.future and not (word.capital and word.lower in known.months):
        return _planned(found, place, known)
    if word.lower in known.perfect or word.lower in known.present:
        return _present(found, place, known)
    if word.lower in known.timetable:
        return Tense.FUTURE
    return Tense.FUTURE if _ends(word, known.coming, known) else _past(found, place, known)


def _leads_on(found: Lexemes, place: int, known: Measures) -> bool:
    """Whether a present opens what is still to come: "is to meet", "has to close"."""
    return found.at(place + 1).lower in known.infinitive


def _of_today(found: Lexemes, place: int, start: int, known: Measures) -> Tense | None:
    """The tense of a present right before its time: "is on Sunday" is to come."""
    near = place + 1 == start or (place + _OPENING == start and found[place + 1].lower in known.aims)
    return Tense.FUTURE if near and found[place].lower in known.present else None


def _planned(found: Lexemes, place: int, known: Measures) -> Tense | None:
    """A word of the future: a plan that was one is open, and so is who "planned" or "expected" something.

    "a trash can on Tuesday" has none.
    """
    word, behind = found[place].lower, found.at(place + 1).lower
    before = _auxiliaries(found, place, known)
    if word in known.modals and behind in known.aims:
        return None
    if word in known.maybe and behind in known.perfect and not _leads_on(found, place + 1, known):
        return Tense.PAST
    if word in known.undecided and behind not in known.aims and (not before or _is_bygone(before, known)):
        return Tense.PAST
    doubtful = _ends(found[place], known.past, known) and not before and behind not in known.aims
    return Tense.OPEN if doubtful or _is_bygone(before, known) else Tense.FUTURE


def _present(found: Lexemes, place: int, known: Measures) -> Tense:
    """The tense of "has" and "is": "has to" is to come, "may have" has been, "has called" has no day of its own."""
    if _leads_on(found, place, known):
        return Tense.FUTURE
    before = found.at(place - 1).lower
    supposed = before in known.maybe or (before in known.infinitive and found.at(place - 2).lower not in known.future)
    return Tense.PAST if supposed and found[place].lower in known.perfect else Tense.PRESENT


def _past(found: Lexemes, place: int, known: Measures) -> Tense | None:
    """A form of the past: "was to" may be either, and a participle is what its auxiliaries tell."""
    word, behind = found[place], found.at(place + 1)
    if word.lower in known.bygone and word.lower in known.pasts:
        planned = word.lower in known.being and (behind.lower in known.future or behind.lower in known.infinitive)
        return Tense.OPEN if planned else Tense.PAST
    before = _auxiliaries(found, place, known)
    if word.lower in known.pasts or (_ends(word, known.past, known) and not _describes(behind, known)):
        return None if before and not _is_bygone(before, known) else Tense.PAST
    return Tense.PAST if word.lower.endswith(known.participles) and _is_bygone(before, known) else None


def _ends(word: Lexeme, endings: tuple[str, ...], known: Measures) -> bool:
    """Whether a word has one of the endings of a verb, and is no other word that has it."""
    ended = bool(endings) and word.lower.endswith(endings) and len(word.text) >= _SHORTEST
    return ended and not word.capital and word.lower not in known.no_verbs


def _describes(behind: Lexeme, known: Measures) -> bool:
    """Whether a German word in -te stands before a noun: "die geplante Sitzung"."""
    return known.head is Head.CAPITAL and behind.capital


def _auxiliaries(found: Lexemes, place: int, known: Measures) -> list[str]:
    """The auxiliaries right before a verb, adverbs between them left out."""
    words: list[str] = []
    for at in range(place - 1, max(place - _LEAD_REACH, -1), -1):
        word = found[at].lower
        if word in known.auxiliaries:
            words.append(word)
        elif word not in known.adverbs and not word.endswith("ly"):
            break
    return words


def _is_bygone(words: Iterable[str], known: Measures) -> bool:
    return not known.bygone.isdisjoint(words)
