"""Sentences -> the people that they name with a title, and who a "he" must be.

Precision first: a name put into a printed line in brackets is the one word
there that no report wrote at that place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

import regex

from briefgen.parsing.quotes import outside
from briefgen.text.tables import table

_CAPITAL = r"\p{Lu}[\p{L}\p{M}'’-]*\p{L}"
_PARTICLE = r"(?:de|da|del|van|von|der|den|bin|al|el|la|le|di)"
_NAME = regex.compile(rf"{_CAPITAL}(?:\s(?:{_PARTICLE}\s)*{_CAPITAL}){{1,3}}")
_CAPITAL_WORD = regex.compile(rf"{_CAPITAL}|\p{{Lu}}\.(?:\p{{Lu}}\.)*")
# Behind another capital word it would be the end of a longer name.
_SPEAKER = regex.compile(
    rf"(?<!\p{{L}}\s)(?<!\p{{Lu}}\.\s)\b({_CAPITAL})\s(?:said|says|told|added|wrote|testified)\b"
    rf"|\b(?:said|says|added|wrote)\s({_CAPITAL})\b(?!\s\p{{Lu}})"
)
_POSSESSIVE = re.compile(r"['’]s\b")
_AGE = re.compile(r", \d{1,2},")
_EXPLAINED = re.compile(r", (?!(?:and|but|or|which)\b)[a-z]")
_LOOKED_BACK = 3
_WORD_END, _WORD_START = re.compile(r"(?<=\w)\b"), re.compile(r"\b(?=\w)")
_FRONT = re.compile(r"^[^,]{0,60},\s")


def people(texts: Iterable[str], language: str) -> frozenset[str]:
    """Return the full names of persons: behind a title, before an age, or beside a verb of saying.

    Who says something by surname alone ("Lee said") is a person too.  A
    surname that others have too, or that stands behind other capital words
    anywhere in the texts, is left out, and so are institutions.

    >>> sorted(people(["Ukrainian President Volodymyr Zelensky met envoy Steve Witkoff."], "en"))
    ['Steve Witkoff', 'Volodymyr Zelensky']
    """
    texts = list(texts)
    runs = [run for text in texts for run in _runs(text)]
    titles, speakers = table(language).titles, frozenset(_speakers(texts))
    titled = {name for run in runs if (name := _titled(run, titles))}
    speaking = {name for run in runs if (name := _speaking(run, speakers, language))} - titled
    names = titled | (speaking - organisations(speaking, texts, language))
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in (*names, *(bare for run in runs if (bare := _bare(run, language)))):
        bearers[name.split()[-1]].add(name)
    return frozenset(name for name in names if bearers[name.split()[-1]] <= {name})


def organisations(names: Iterable[str], texts: Iterable[str], language: str) -> frozenset[str]:
    """Return those of some names that are a company's by the words beside them, somewhere in the texts.

    >>> texts = ["Shares of Corvane Mills rose.", "The maker Lind Works said no.", "Ann Lee said no."]
    >>> sorted(organisations({"Corvane Mills", "Lind Works", "Ann Lee"}, texts, "en"))
    ['Corvane Mills', 'Lind Works']
    """
    names, known = frozenset(names), _beside(language)
    if known is None or not names:
        return frozenset()
    whole, longest = "\n".join(texts), max(map(len, names)) + 1
    behind = (_beginnings(whole[match.end() : match.end() + longest]) for match in known[0].finditer(whole))
    before = (_ends(whole[max(0, match.start() - longest) : match.start()]) for match in known[1].finditer(whole))
    return names.intersection(chain.from_iterable((*behind, *before)))


@cache
def _beside(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What stands before the name of a company, and what stands behind it; None where no words of it are known."""
    makers, owned = ("|".join(sorted(some)) for some in (table(language).makers, table(language).owned))
    if not makers:
        return None
    before = rf"(?i:\b(?:{makers})\s|\b(?:{owned})\s(?:of|at|in)\s)"
    return re.compile(before), re.compile(rf",\swhich\b|(?:['’]s?)?\s(?:{owned})\b")


def _beginnings(text: str) -> Iterator[str]:
    """The beginnings of a text that end where a word does."""
    return (text[: match.end()] for match in _WORD_END.finditer(text))


def _ends(text: str) -> Iterator[str]:
    """The ends of a text that begin where a word does."""
    return (text[match.start() :] for match in _WORD_START.finditer(text))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of capital words, the word before it (none at the text's start) and what follows."""

    before: str
    words: list[str]
    after: str


def _runs(text: str) -> list[_Run]:
    """The runs of capital words; behind a possessive another one begins."""
    found = []
    for match in _NAME.finditer(text):
        before, after = text[: match.start()].split(), text[match.end() : match.end() + 20]
        *owners, last = (piece.split() for piece in _POSSESSIVE.split(match[0]))
        found += [_Run(before[-1].lower() if before else "", owner, "'s") for owner in owners]
        found.append(_Run("'s" if owners else before[-1].lower() if before else "", last, after))
    return [run for run in found if run.words]


def _titled(run: _Run, titles: frozenset[str]) -> str | None:
    """The name in a run of capital words, where a title leads to it."""
    at = max((index for index, word in enumerate(run.words) if word.lower() in titles), default=-1)
    name = run.words[at + 1 :]
    led = at >= 0 or run.before in titles
    return " ".join(name) if led and 2 <= len(name) <= 4 else None


def _bare(run: _Run, language: str) -> str | None:
    """A run of capital words without what leads to it: titles, times, articles, nationalities before a title."""
    known = table(language)
    at = max((index for index, word in enumerate(run.words[:-1]) if word.lower() in known.nameless), default=-1)
    name = run.words[at + 1 :]
    return " ".join(name) if len(name) > 1 and name[-1].lower() not in known.nameless else None


def _speakers(texts: Iterable[str]) -> Iterator[str]:
    """The capital words that say something by themselves: "Lee said", "said Lee"."""
    for text in texts:
        yield from (before or behind for before, behind in _SPEAKER.findall(text))


def _speaking(run: _Run, speakers: frozenset[str], language: str) -> str | None:
    """A run of two or three words that has an age or said something, or whose last word did."""
    name = _bare(run, language)
    known = table(language)
    if name is None or name != " ".join(run.words) or run.before == "the" or run.before in known.articles:
        return None
    if len(run.words) > 3 or len({*run.words}) < len(run.words):
        return None
    if run.words[-1].lower() in known.institutions:
        return None
    if _AGE.match(run.after) or run.before == "said" or run.after.startswith(" said"):
        return name
    # A sentence's first word may be no name: "Drugmaker Pfizer"; what a comma explains is one.
    opens = run.before == "" or run.before[-1] in '.!?"”'
    told = _EXPLAINED.match(run.after) if opens else True
    return name if told and run.words[-1] in speakers else None


def referent(pronoun: str, earlier: Iterable[str], known: frozenset[str], language: str) -> str | None:
    """Return the one person that a sentence's opening "He" or "She" must be, else None.

    `earlier` are the sentences before it, the nearest first.  One that opens
    with the same pronoun and names nobody is passed over: it is of the same
    person.  No more than three are looked at.

    >>> known = frozenset({"Ann Lee"})
    >>> referent("She", ["She has been mayor since May.", "Mayor Ann Lee resigned."], known, "en")
    'Ann Lee'
    """
    for text in islice(earlier, _LOOKED_BACK):
        goes_on = text.startswith(f"{pronoun} ") and not any(_mentions(text, name) for name in known)
        if not goes_on:
            return antecedent(text, known, language)
    return None


def antecedent(previous: str, known: frozenset[str], language: str) -> str | None:
    """Return the one person that a "he" or "she" after this sentence must be, else None.

    The person must be the sentence's subject, named with a full name that
    `known` has or with its surname, and no one else may be named in it.

    >>> antecedent("In contrast, President Ann Lee expressed doubts.", frozenset({"Ann Lee"}), "en")
    'Ann Lee'
    >>> antecedent("Ann Lee met Bo Ek.", frozenset({"Ann Lee", "Bo Ek"}), "en") is None
    True
    """
    plain = outside(previous)
    mentioned = {name for name in known if _mentions(plain, name)}
    if len(mentioned) != 1:
        return None
    name = mentioned.pop()
    strangers = [run for run in _runs(plain) if run.before != "the" and not _is_person(run.words, name, language)]
    return name if not strangers and _is_subject(plain, name, language) else None


def _mentions(text: str, name: str) -> bool:
    surname = re.escape(name.split()[-1])
    return bool(re.search(rf"\b{surname}\b", text))


def _is_person(words: list[str], name: str, language: str) -> bool:
    """Whether a run of capital words is that person, titles and nationalities left out."""
    if words[-1] == name.split()[-1]:
        return True
    known = table(language)
    idle = known.titles | known.time | known.fronting
    return all(word.lower() in idle for word in words) or words[0] == "The"


def _is_subject(text: str, name: str, language: str) -> bool:
    """Whether only capital words and titles stand before the name, a front phrase aside."""
    titles = table(language).titles
    surname = name.split()[-1]
    start = _FRONT.match(text)
    for main in (text, text[start.end() :] if start else ""):
        before, found, after = main.partition(surname)
        leads = all(_CAPITAL_WORD.fullmatch(word) or word.lower() in titles for word in before.split())
        if found and leads and not _POSSESSIVE.match(after):
            return True
    return False
