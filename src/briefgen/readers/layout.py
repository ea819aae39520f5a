"""Lines -> paragraphs with roles: headline, standfirst, heading, body, furniture.

Only bodies are quoted, so a headline, a teaser or a subscribe line that is
taken for body would be printed as news: what looks like none is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from briefgen.model import Role
from briefgen.readers.draft import Part
from briefgen.text.clean import clean_line
from briefgen.text.furniture import is_furniture
from briefgen.text.language import detect
from briefgen.text.sentences import split

_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟।]\s?['\"”’»)\]」』]*(?:\[\d+\])?$")
_QUESTION = re.compile(r"[^.!?\"“”«»]+\?$")
_FULL_STOP = re.compile(r"[.。।:;,]['\"”’»)\]」』]*$|[.!?。]['\"”]?\s+\S.*[.!?。]$")

# Thai and Lao write no full stop: what is this long is a paragraph (their headlines have some 40 to 80 letters).
_UNSTOPPED = re.compile(r"(?=.{100})(?s:.*)[\u0e00-\u0eff][\s\d'\"”’»)]*$")

# A headline stands among the first lines or nowhere.
_TOP = 6
_LONGEST_HEADLINE = 30
_LATEST_REPEATED = 2
_LONGEST_HEADING = 12
_LONGEST_SUBHEADLINE = 40
_SHORTEST_HEADLINE = 4
_LONGEST_QUESTION = 8


class Mark(Enum):
    """What a line's markup says it is."""

    NONE = "none"
    ITEM = "item"
    TITLE = "title"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph's text and its markup."""

    text: str
    mark: Mark = Mark.NONE


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """Return each paragraph with its role, in order.

    >>> parts_of([Line("Bridge Reopens"), Line("The bridge reopened. Cars crossed it.")])
    [(<Role.HEADLINE: 'headline'>, 'Bridge Reopens'), (<Role.BODY: 'body'>, 'The bridge reopened. Cars crossed it.')]
    """
    language = detect("\n".join(line.text for line in lines))
    roles = [_own_role(line, language) for line in lines]
    rest = [index for index, role in enumerate(roles) if role is not Role.FURNITURE]
    for index, role in zip(rest, _top_roles([lines[index] for index in rest], language), strict=False):
        roles[index] = role
    return [(role, line.text) for role, line in zip(roles, lines, strict=True)]


def parts_below(title: str, lines: Sequence[Line]) -> list[Part]:
    """Return the same for paragraphs whose headline is stated beside them; it comes first, once.

    >>> parts_below("Bridge Reopens", [Line("The mayor cut the ribbon.")])[1]
    (<Role.BODY: 'body'>, 'The mayor cut the ribbon.')
    """
    title = clean_line(title)
    stands = not title or title.casefold() in (line.text.casefold() for line in lines[:_TOP])
    return parts_of(lines if stands else [Line(title, Mark.TITLE), *lines])


def _own_role(line: Line, language: str) -> Role:
    """What a line is by itself, wherever it stands."""
    if line.mark in (Mark.TITLE, Mark.HEADING):
        return Role.HEADING
    if is_furniture(line.text, language):
        return Role.FURNITURE
    return Role.HEADING if line.mark is Mark.NONE and _is_heading(line.text) else Role.BODY


def _top_roles(lines: Sequence[Line], language: str) -> list[Role]:
    """The roles of the first lines, as far as the headline's neighbourhood reaches."""
    headlines = _headlines(lines)
    if not headlines:
        return []
    last = headlines[-1]
    roles = [Role.HEADLINE if index in headlines else Role.STANDFIRST for index in range(last + 1)]
    if _is_subheadline([line.text for line in lines[last + 1 : last + 3]], language, repeated=len(headlines) > 1):
        roles.append(Role.STANDFIRST)
    return roles


def _headlines(lines: Sequence[Line]) -> list[int]:
    """Where the headline stands: a marked one, a short line that is repeated, or the first line."""
    top = [line.text.casefold() for line in lines[:_TOP]]
    marked = next((index for index, line in enumerate(lines[:_TOP]) if line.mark is Mark.TITLE), None)
    if marked is not None:
        return [index for index, text in enumerate(top) if text == top[marked]]
    for first, text in enumerate(top):
        if first <= _LATEST_REPEATED and text in top[first + 1 :] and _is_headline(lines[first]):
            return [first, top.index(text, first + 1)]
    if lines and _is_headline(lines[0]):
        return [0]
    return [1] if len(lines) > 2 and _below_standfirst(*lines[:2]) else []


def _below_standfirst(first: Line, second: Line) -> bool:
    """A summary that stands above the headline; a section heading there is shorter or rarer."""
    prose = first.mark is Mark.NONE and bool(_SENTENCE_END.search(first.text))
    return (
        prose and len(second.text.split()) >= _SHORTEST_HEADLINE and _is_headline(second) and _is_heading(second.text)
    )


def _is_headline(line: Line) -> bool:
    text = line.text
    short = len(text.split()) <= _LONGEST_HEADLINE and len(text) <= 250
    return short and line.mark is not Mark.ITEM and not (_FULL_STOP.search(text) or _UNSTOPPED.match(text))


def _is_subheadline(texts: Sequence[str], language: str, *, repeated: bool) -> bool:
    """One sentence below the headline that introduces paragraphs of several.

    Below a headline that stands only once a first paragraph of one sentence
    is the rule in news, so there only a line without a full stop counts.
    """
    if len(texts) < 2 or len(texts[0].split()) > _LONGEST_SUBHEADLINE:
        return False
    if not _is_ended(texts[0]):
        return True
    return repeated and len(split(texts[0], language)) == 1 < len(split(texts[1], language))


def _is_heading(text: str) -> bool:
    length = len(text.split())
    if length <= _LONGEST_QUESTION and _QUESTION.fullmatch(text):
        return True
    return length <= _LONGEST_HEADING and len(text) <= 100 and not _is_ended(text)


def _is_ended(text: str) -> bool:
    """Whether a line ends as a sentence does, in a script that has an end at all."""
    return bool(_SENTENCE_END.search(text) or _UNSTOPPED.match(text))
