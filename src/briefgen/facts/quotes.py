"""Sentences -> quotations with their speakers, worked report by report and paragraph by paragraph.

A speaker is printed as the report names it; a surname alone becomes the full
name that the report uses, where only one fits, and a pronoun the person it
must mean, where nobody else is named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefgen.model import Passage, Quote, Report, Span
from briefgen.parsing.mentions import Mention, may_be_person, mentions, one_person
from briefgen.parsing.names import organisations
from briefgen.parsing.phrases import Sort, Subject, Token, quoted, tokens_of
from briefgen.parsing.quotes import passages
from briefgen.parsing.speakers import Line, speaker
from briefgen.text.words import Stemmed

# A word or two in quotation marks are seldom speech, unless somebody is said to have said them.
_SHORTEST = 3
_BLANKS = " \t\n\u00a0\u202f"
_MARKS = "\"“”„«»「」『』'‘’"
_LOOKED_BACK = 3
# "Ann Lee:" announces who speaks; a longer line without a verb of saying is a heading.
_LABEL = 5
_SINGULAR = frozenset({"he", "she", "er", "sie", "il", "elle", "él", "ella", "он", "она"})
_RESERVED = dict.fromkeys(map(ord, quoted(2)), " ")


def quotes(sentences: Sequence[Stemmed], reports: Mapping[str, Report]) -> tuple[Quote, ...]:
    """Return what stands in quotation marks in these sentences, in order, with its speaker where the report tells.

    `sentences` are whole bodies in the order of the text; `reports` are by id.
    Shorter ones than three words are left out where nobody is said to have said them.
    """
    found: list[Quote] = []
    for report, members in groupby(sentences, key=lambda one: one.sentence.span.report):
        found += _in_report(reports[report], list(members))
    return tuple(found)


def _in_report(report: Report, sentences: list[Stemmed]) -> Iterator[Quote]:
    paragraphs = [
        _paragraph(report, [one.sentence.span for one in members])
        for _, members in groupby(sentences, key=lambda one: one.sentence.paragraph)
    ]
    for paragraph, told in zip(paragraphs, _told(paragraphs), strict=True):
        for (start, end), who in zip(paragraph.marked, told, strict=True):
            quote = _quote(report, paragraph.start + start, paragraph.start + end, who)
            if who or len(quote.passage.text.split()) >= _SHORTEST:
                yield quote


def _quote(report: Report, start: int, end: int, who: str | None) -> Quote:
    """The words between the marks, without the comma that leads on."""
    inside = report.text[start:end]
    start += len(inside) - len(inside.lstrip(_BLANKS + _MARKS))
    end -= len(inside) - len(inside.rstrip(_BLANKS + _MARKS + ","))
    span = Span(report.id, start, max(start, end))
    return Quote(Passage(span, report.text[span.start : span.end]), who)


# --- paragraphs and their lines


_STATEMENT = re.compile(r"['’]s (?:statements?|comments?|remarks?|posts?|tweets?|messages?|letters?|speech|words)$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's quotations (offsets from its start, marks included) and its lines; `is_open` where one goes on."""

    start: int
    marked: Sequence[tuple[int, int]]
    lines: Sequence[Line]
    is_open: bool


def _paragraph(report: Report, spans: Sequence[Span]) -> Paragraph:
    start = spans[0].start
    text = report.text[start : spans[-1].end]
    found = passages(text)
    marked = [(first, last) for first, last, _ in found]
    ends = [end for end in (span.end - start for span in spans[:-1]) if not any(a < end < b for a, b in marked)]
    lines = tuple(_lines(text, tokens_of(_masked(text, marked)), [*ends, len(text)], report.language))
    return Paragraph(start, marked, lines, bool(found) and not found[-1][2])


def _masked(text: str, marked: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in marked:
        pieces += [_plain(text[at:start]), quoted(end - start)]
        at = end
    return "".join([*pieces, _plain(text[at:])])


def _plain(text: str) -> str:
    """Text without the characters that stand for a quotation here."""
    return text.translate(_RESERVED)


def _lines(text: str, tokens: Sequence[Token], ends: Sequence[int], language: str) -> Iterator[Line]:
    at = 0
    for end in ends:
        first = at
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at > first:
            yield Line(text, tokens[first:at], language)


# --- who speaks


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, in the report's words, and where: the paragraph, and the offset in it.

    `is_fronted` where the sentence opens with another clause: in "When Lee
    left, he said" nobody knows who "he" is.
    """

    sort: Sort
    words: str
    paragraph: int
    offset: int
    is_fronted: bool


Voices = list[Voice | None]


def _told(paragraphs: Sequence[Paragraph]) -> list[list[str | None]]:
    """For each paragraph who speaks in each of its quotations."""
    heard: list[Voices] = []
    for at, paragraph in enumerate(paragraphs):
        voices = _with_continued(paragraph, at, _voices(paragraph, at))
        heard.append(_carried_over(paragraphs, heard, voices) if at else voices)
    return list(_printed(heard, _cast(paragraphs, heard)))


def _voices(paragraph: Paragraph, at: int) -> Voices:
    """Who speaks in each quotation, as far as its own sentence tells."""
    return [_voice(line, speaker(line, place), at) for line in paragraph.lines for place in line.quotations]


def _voice(line: Line, subject: Subject | None, paragraph: int) -> Voice | None:
    if subject is None:
        return None
    if subject.sort is Sort.PRONOUN and line.tokens[subject.first].lower in line.known.first_person:
        return None
    start, end = line.tokens[subject.first].start, line.tokens[subject.last - 1].end
    is_fronted = line.tokens[0].lower in line.known.fronting
    return Voice(subject.sort, line.text[start:end], paragraph, start, is_fronted)


def _with_continued(paragraph: Paragraph, at: int, voices: Voices) -> Voices:
    """Give a sentence that is nothing but quotation the speaker of the sentence before it."""
    found = iter(voices)
    told: Voices = []
    last: Voice | None = None
    before: Line | None = None
    for line in paragraph.lines:
        own = [next(found) for _ in line.quotations]
        if own and _is_alone(line):
            last = _indirect(before, at) if before else last
            told += [last for _ in own]
            before = None
        else:
            told += own
            last, before = (own[-1], None) if own else (None, line)
    return told


def _is_alone(line: Line) -> bool:
    return all(token.is_quotation or not token.is_word for token in line.tokens)


def _indirect(line: Line, at: int) -> Voice | None:
    """Who speaks in a sentence without quotation: "Ann Lee said that she would go."."""
    return _voice(line, line.said[0].subject, at) if line.said else None


def _carried_over(paragraphs: Sequence[Paragraph], heard: Sequence[Voices], voices: Voices) -> Voices:
    """Give a paragraph that goes on with a quotation the last speaker of the one before it."""
    before, paragraph = paragraphs[len(heard) - 1], paragraphs[len(heard)]
    announced = _announced(before, len(heard) - 1)
    last = announced or (heard[-1][-1] if heard[-1] else None)
    if last is None or not paragraph.lines or not _is_alone(paragraph.lines[0]) or voices[0] is not None:
        return voices
    only = all(_is_alone(line) for line in paragraph.lines)
    same = {voice.words for voice in heard[-1] if voice} == {last.words}
    if not (announced or before.is_open or (only and same)):
        return voices
    count = 0
    for line in paragraph.lines:
        if not _is_alone(line):
            break
        count += len(line.quotations)
    return [last] * count + voices[count:]


def _announced(before: Paragraph, at: int) -> Voice | None:
    """Who is to speak in the next paragraph: "Ann Lee said:"."""
    line = before.lines[-1] if before.lines else None
    if line is None or line.tokens[-1].text not in (":", ",") or line.quotations:
        return None
    subject = line.said[-1].subject if line.said else line.main if len(line.tokens) <= _LABEL else None
    return _voice(line, subject, at)


# --- what is printed


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence, by surname, and where it ends in its paragraph."""

    end: int
    surname: str


@dataclass(frozen=True)
class Cast:
    """The people of a report: full names by surname, and by paragraph who is named, and who says something."""

    full: Mapping[str, str | None]
    named: Sequence[Sequence[tuple[int, str]]]
    speeches: Sequence[Sequence[Speech]]

    def named_here(self, voice: Voice) -> set[str]:
        """Who is named before a pronoun in its own paragraph."""
        return {surname for offset, surname in self.named[voice.paragraph] if offset < voice.offset}

    def last_named(self, voice: Voice) -> str | None:
        """The person that a pronoun must be: named before it alone, in its paragraph or else in the nearest that does.

        Of several, who speaks in the sentence before it: "Lee, her lawyer, said Ek was innocent. "I know," she said."
        """
        here = self.named_here(voice)
        if len(here) > 1:
            return self._speaking_before(voice, here)
        earlier = ({surname for _, surname in one} for one in reversed(self.named[: voice.paragraph][-_LOOKED_BACK:]))
        people: set[str] = next((some for some in (here, *earlier) if some), set())
        return people.pop() if len(people) == 1 else None

    def _speaking_before(self, voice: Voice, here: set[str]) -> str | None:
        """Who speaks last before a pronoun, where nobody else is named behind that sentence."""
        before = [one for one in self.speeches[voice.paragraph] if one.end <= voice.offset and one.surname in here]
        if not before:
            return None
        last = before[-1]
        later = {name for offset, name in self.named[voice.paragraph] if last.end <= offset < voice.offset}
        return last.surname if later <= {last.surname} else None


def _cast(paragraphs: Sequence[Paragraph], heard: Sequence[Voices]) -> Cast:
    companies = _companies(paragraphs)
    found = [_people(paragraph, companies) for paragraph in paragraphs]
    names: dict[str, set[str]] = defaultdict(set)
    for _, mention in (one for some in found for one in some):
        if mention.is_full:
            names[mention.surname].add(mention.name)
    full = {surname: one_person(some) for surname, some in names.items()}
    known = full.keys() | {voice.words.split()[-1] for some in heard for voice in some if voice}
    named = [[(offset, one.surname) for offset, one in some if one.surname in known] for some in found]
    return Cast(full, named, [list(_speeches(paragraph)) for paragraph in paragraphs])


def _people(paragraph: Paragraph, companies: frozenset[str]) -> list[tuple[int, Mention]]:
    return [one for one in _mentioned(paragraph) if one[1].name not in companies]


def _companies(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The names that are a company's by what the report says of them."""
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    if not lines:
        return frozenset()
    named = {one.name for paragraph in paragraphs for _, one in _mentioned(paragraph) if one.is_full}
    return organisations(named, dict.fromkeys(line.text for line in lines), lines[0].language)


def _speeches(paragraph: Paragraph) -> Iterator[Speech]:
    """The sentences in which somebody says something by name, the one nearest to their beginning."""
    for line in paragraph.lines:
        subjects = (said.subject for said in line.said if said.subject.sort is Sort.NAME)
        first = next(subjects, None)
        if first:
            surname = line.tokens[first.last - 1].text
            yield Speech(line.tokens[-1].end, surname)


def _mentioned(paragraph: Paragraph) -> Iterator[tuple[int, Mention]]:
    for line in paragraph.lines:
        for one in mentions(line.tokens, line.language):
            if may_be_person(one, line.tokens, line.language):
                yield line.tokens[one.first].start, one


def _printed(heard: Sequence[Voices], cast: Cast) -> Iterator[list[str | None]]:
    """The speakers as they are printed, paragraph by paragraph."""
    spoke: dict[str, str] = {}
    for voices in heard:
        yield [_words(voice, cast, spoke, voices) if voice else None for voice in voices]


def _words(voice: Voice, cast: Cast, spoke: dict[str, str], voices: Voices) -> str:
    """The words for a speaker; `spoke` has who spoke before, by surname, and by which pronoun they went."""
    if voice.sort is Sort.NAME:
        spoke.setdefault(voice.words.split()[-1], "")
        return _widened(voice.words, cast)
    if voice.sort is Sort.NOUN:
        return _widened(voice.words, cast) if _STATEMENT.search(voice.words) else voice.words
    surname = cast.last_named(voice)
    others = any(other and other.sort is Sort.NOUN and other.offset < voice.offset for other in voices)
    pronoun = voice.words.lower()
    is_speaker = surname in spoke or surname in cast.named_here(voice)
    if surname is None or not is_speaker or others or voice.is_fronted or pronoun not in _SINGULAR:
        return voice.words
    if spoke.get(surname, "") not in ("", pronoun):
        return voice.words
    spoke[surname] = pronoun
    return cast.full.get(surname) or voice.words


def _widened(words: str, cast: Cast) -> str:
    """The full name for a surname alone, or a surname behind a title; of "Lee's statement" it is Lee's."""
    words = _STATEMENT.sub("", words)
    found = mentions(tokens_of(words), "en")
    if len(found) != 1 or found[0].is_full:
        return words
    return cast.full.get(found[0].surname) or words
