"""Titles of a story's reports -> the one that heads it.

What a saved page has for a title may be its menu, a caption, or the title of
another page: of several reports one heads the story only where it is of the
matter that is printed.  A report alone keeps its title, since "Story 4" tells
less than any.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from briefgen.model import Report, Span, Story
from briefgen.text.frequency import is_function_word
from briefgen.text.measures import measures
from briefgen.text.tables import table
from briefgen.text.words import stemmer, tokens

# A title of a name alone tells nothing.
_FEWEST = 4
# A title of another matter shares a name or a place, and no more.
_SHARED, _FEWEST_SHARED = 0.5, 2
# A section of a site has one word or two.
_SECTION, _BARS = 3, 2
# No headline that is found in a layout has more letters.
_LONGEST = 250
# A question, the bar of a menu, a credit in brackets, two sentences, a phrase that stands twice.
_NO_TITLE = re.compile(
    r".*(?:[?？؟]|\||\)$|(?-i:[a-z]{2}[.!][\"”]?[A-Z])|(?P<twice>\b\w+ \w+ \w+\b).*(?P=twice))", re.IGNORECASE
)


def headline(story: Story, lines: Sequence[str], frequency: Mapping[str, int]) -> Span | None:
    """Return where the title stands that has most in common with what all reports say; of equals the first.

    `lines` are printed; `frequency` says in how many of the story's
    sentences a stem stands.
    """

    def centrality(report: Report) -> float:
        stems = {stem for stem in _stems(report.title or "", report.language) if stem in frequency}
        weight = sum(math.log1p(frequency[stem]) for stem in stems)
        return round(weight / math.sqrt(len(stems) + _FEWEST), 10)

    if len(story.reports) == 1:
        return _own(story.reports[0])
    fit = [report for report in story.reports if report.headline and _is_fit(report, lines)]
    return max(fit, key=centrality).headline if fit else None


def _own(report: Report) -> Span | None:
    """Where a report's own title stands, unless it is a menu, a day, the outlet's name, or a text."""
    title = report.title or ""
    words = _words(title)
    is_other = words == _words(report.outlet or "") or len(title) > _LONGEST
    return None if is_other or _is_menu(title) or _is_day(words, report.language) else report.headline


def _is_menu(title: str) -> bool:
    """Whether bars part a title into names of sections: "Home | News | Sport"."""
    parts = [_words(part) for part in title.split("|")]
    return len(parts) > _BARS and all(len(part) < _SECTION for part in parts)


def _is_day(words: Sequence[str], language: str) -> bool:
    """Whether words are a day's, and nothing else."""
    known = measures(language)
    times = {*known.weekdays, *known.months, *known.day_marks, *known.ordinals, "at"}
    return all(word in times or word.isdecimal() for word in words)


def _words(text: str) -> list[str]:
    return [word.lower() for word in tokens(text)]


def _is_fit(report: Report, lines: Sequence[str]) -> bool:
    """Whether a report's title is a sentence's worth of words, of the printed lines' matter."""
    title, language = report.title or "", report.language
    words = _words(title)
    if len(words) < _FEWEST or _NO_TITLE.match(title) or not table(language).second_person.isdisjoint(words):
        return False
    said, told = _stems(title, language), _stems(" ".join(lines), language)
    return not lines or len(said & told) >= max(_FEWEST_SHARED, _SHARED * len(said))


def _stems(text: str, language: str) -> set[str]:
    """The stems of the words that are no function words."""
    stem = stemmer(language)
    return {stem(word) for word in _words(text) if not is_function_word(word, language)}
