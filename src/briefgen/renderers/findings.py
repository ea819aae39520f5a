"""Findings -> rows as a brief prints them: differences, one-sided items, quotes, figures, times, names.

Rows hold quoted words and the keys of their reports; what is theirs and what
is ours (the heads) is kept apart.  A brief shows the first rows of each kind;
how many more the JSON has is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from briefgen.config import SECTIONS
from briefgen.model import (
    Briefing,
    Claim,
    Difference,
    Figure,
    Item,
    Kind,
    Moment,
    Name,
    Passage,
    Quote,
    Span,
    Summary,
)
from briefgen.renderers.cites import Cite, cites_of
from briefgen.text.tables import LANGUAGES, table

KINDS = {
    Kind.NUMBER: "a number",
    Kind.BOUND: "a number’s bound",
    Kind.DATE: "a date",
    Kind.ATTRIBUTION: "whose words",
    Kind.CERTAINTY: "how certain",
    Kind.NEGATION: "whether or not",
    Kind.QUOTATION: "the words quoted",
    Kind.SPECIFICITY: "how exactly",
    Kind.ACTOR: "who acted",
    Kind.SCOPE: "how much of it",
    Kind.LATER: "later report",
}

ITEMS = {Item.FIGURE: "figures", Item.DATE: "dates", Item.QUOTE: "quotations"}

HEADINGS = {
    "differences": "Where the reports differ",
    "only_in": "Figures, dates and quotations in one report only",
    "quotes": "In their words",
    "figures": "Figures",
    "timeline": "Timeline",
    "names": "Who is who",
}

# What a page has room for, in passages quoted.
MOST = {"differences": 24, "only_in": 10, "quotes": 8, "figures": 8, "timeline": 8, "names": 12}

_AROUND = 7
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Cited:
    """Quoted words with the citations of their reports, and the place where the first one has them."""

    text: str
    cites: tuple[Cite, ...]
    span: Span

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reports."""
        return tuple(cite.key for cite in self.cites)

    @property
    def letters(self) -> tuple[str, ...]:
        """The keys, with the pages of reports that have pages."""
        return tuple(cite.letter for cite in self.cites)


@dataclass(frozen=True, slots=True)
class Row:
    """A head (ours, or a name) and the quoted words under it."""

    head: str
    cells: tuple[Cited, ...]

    @property
    def line(self) -> str:
        """The row on one line: "a date: “on Monday” [A]; “on Tuesday” [B]"."""
        return f"{self.head}: " + "; ".join(f"{cell.text} [{', '.join(cell.letters)}]" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One section as printed: its name, heading, rows, and how many more passages there are."""

    name: str
    heading: str
    rows: tuple[Row, ...]
    more: int


def tables(summary: Summary, briefing: Briefing) -> list[Table]:
    """The sections of a story that have something to print, in order.

    Of several stories only the differences, unless the settings name what is wanted.
    """
    wanted = briefing.settings.get("facts")
    shown = SECTIONS if wanted is not None or len(briefing.summaries) == 1 else ("differences",)
    return [table for name in shown if (table := _table(name, _ROWS[name](summary, briefing))).rows]


def _table(name: str, rows: Sequence[Row]) -> Table:
    """The first rows, up to as many passages as there is room for; the last one may be cut."""
    shown: list[Row] = []
    room = MOST[name]
    for row in rows:
        if room > 0:
            shown.append(Row(row.head, row.cells[:room]))
        room -= len(row.cells)
    return Table(name, HEADINGS[name], tuple(shown), max(0, -room))


def empty(summary: Summary, briefing: Briefing) -> list[str]:
    """The headings of the sections that were looked for and hold nothing."""
    held = {table.name for table in tables(summary, briefing)}
    return [HEADINGS[name] for name in SECTIONS if name not in held and _found(summary, name) is not None]


def _found(summary: Summary, name: str) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = getattr(summary if name in {"differences", "only_in"} else summary.facts, name)
    return found


@dataclass(frozen=True, slots=True)
class _Above:
    """The passages of the first two sections: what stands there is not shown again below."""

    spans: tuple[Span, ...]

    def hold(self, span: Span) -> bool:
        return any(one.report == span.report and one.start < span.end and span.start < one.end for one in self.spans)


def _above(summary: Summary) -> _Above:
    sides = (side for one in summary.differences or () for side in (one.left, one.right))
    return _Above(tuple(one.span for one in (*sides, *(item.passage for item in summary.only_in or ()))))


def _differences(summary: Summary, briefing: Briefing) -> list[Row]:
    found: Sequence[Difference] = summary.differences or ()
    return [Row(KINDS[one.kind], tuple(_side(side, one, briefing) for side in (one.left, one.right))) for one in found]


def _side(side: Passage, one: Difference, briefing: Briefing) -> Cited:
    """One side of a difference; a paraphrase beside a quotation gets no marks, or it would seem one itself."""
    cell = fragment(side, briefing)
    paraphrased = one.kind is Kind.QUOTATION and _is_marked(one.left) is not _is_marked(one.right)
    return replace(cell, text=side.text) if paraphrased and not _is_marked(side) else cell


def _is_marked(passage: Passage) -> bool:
    """Whether the report's own quotation marks stand in a passage."""
    return any(mark in passage.text for mark in '"“”„«»')


def _only_in(summary: Summary, briefing: Briefing) -> list[Row]:
    """What stands in a claim of several reports first, then in one that others may say, then in a printed line.

    What an unprinted sentence of one report has alone is in the JSON only: a
    figure without its line tells little.
    """
    ranks = _ranks(summary)
    found = sorted((ranks.of(one.passage.span), place, one) for place, one in enumerate(summary.only_in or ()))
    shown = [one for rank, _, one in found if rank < _ALONE][: MOST["only_in"]]
    cells = {item: tuple(fragment(one.passage, briefing) for one in shown if one.kind is item) for item in Item}
    return [Row(ITEMS[item], cells[item]) for item in Item if cells[item]]


_SEVERAL, _DOUBTED, _PRINTED, _ALONE = range(4)


@dataclass(frozen=True, slots=True)
class _Ranks:
    """How much weight the claim has that a passage stands in."""

    sentences: tuple[tuple[Span, int], ...]

    def of(self, span: Span) -> int:
        homes = (rank for home, rank in self.sentences if _within(span, home))
        return min(homes, default=_ALONE)


def _within(span: Span, home: Span) -> bool:
    return span.report == home.report and home.start <= span.start and span.end <= home.end


def _ranks(summary: Summary) -> _Ranks:
    printed = {claim.id for claim in summary.claims}
    return _Ranks(tuple((one.span, _rank(claim, printed)) for claim in _claims(summary) for one in claim.witnesses))


def _rank(claim: Claim, printed: Collection[str]) -> int:
    if claim.reports > 1:
        return _SEVERAL
    return _DOUBTED if claim.perhaps else _PRINTED if claim.id in printed else _ALONE


def fragment(passage: Passage, briefing: Briefing) -> Cited:
    """A passage in quotation marks, cited."""
    text = passage.text if passage.text[0] in '"“„«' else f"“{passage.text}”"
    return Cited(text, cites_of([passage.span], briefing), passage.span)


def _quotes(summary: Summary, briefing: Briefing) -> list[Row]:
    """By speaker, those who are quoted most first; of two quotations of the same words the fuller one."""
    by_speaker: dict[str, list[Quote]] = {}
    for one in summary.facts.quotes or ():
        if one.speaker and not _is_pronoun(one.speaker):
            by_speaker.setdefault(_full_name(one.speaker, summary), []).append(one)
    ordered = sorted(by_speaker.items(), key=lambda spoken: -len(spoken[1]))
    return [Row(speaker, (cell,)) for speaker, said in ordered for cell in _fullest(said, briefing)]


def _is_pronoun(speaker: str) -> bool:
    """Whether "he" said it: here nobody could tell who."""
    return any(speaker.lower() in table(language).pronouns for language in LANGUAGES)


def _full_name(speaker: str, summary: Summary) -> str:
    """The name that all reports' quotations of a person stand under."""
    names = summary.facts.names or ()
    return next((one.name for one in names if speaker in one.variants or speaker.endswith(one.name)), speaker)


def _fullest(said: Sequence[Quote], briefing: Briefing) -> Iterator[Cited]:
    bare = [_letters(one.passage.text) for one in said]
    for index, one in enumerate(said):
        fuller = (other for at, other in enumerate(bare) if len(other) > len(bare[index]) or at < index)
        if not any(bare[index] in other for other in fuller):
            same = [other.passage for other, letters in zip(said, bare, strict=True) if letters == bare[index]]
            yield Cited(f"“{_unquoted(one.passage.text)}”", _cites(same, briefing), one.passage.span)


def _unquoted(text: str) -> str:
    """Without the comma that belonged to the sentence around."""
    return text.rstrip(",")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _cites(passages: Iterable[Passage], briefing: Briefing) -> tuple[Cite, ...]:
    return cites_of((one.span for one in passages), briefing)


def _figures(summary: Summary, briefing: Briefing) -> list[Row]:
    """Each value with the words around it, those that most reports have first; none that stands above.

    A small number ("two officials") counts only in a claim of several reports.
    """
    above, ranks = _above(summary), _ranks(summary)
    by_value: dict[tuple[str, ...], list[Figure]] = {}
    for one in summary.facts.figures or ():
        small = _lowest(one) < _SMALL and (one.unit or "").isalpha()
        telling = not small or ranks.of(one.passage.span) == _SEVERAL
        if telling and not above.hold(one.passage.span):
            by_value.setdefault((one.value, one.unit or "", one.bound or ""), []).append(one)
    ordered = sorted(by_value.values(), key=lambda same: -len(_cites((one.passage for one in same), briefing)))
    return [
        Row(same[0].passage.text, (_around(same[0].passage, [one.passage for one in same], summary, briefing),))
        for same in ordered
    ]


def _lowest(one: Figure) -> Decimal:
    """The value, of a range its lower end."""
    return Decimal(one.value.lstrip("-").split("-")[0])


def _around(passage: Passage, same: Iterable[Passage], summary: Summary, briefing: Briefing) -> Cited:
    """The words around a passage, within its line; what is left out is marked."""
    text = summary.story.report[passage.span.report].text
    first, last = text.rfind("\n", 0, passage.span.start) + 1, text.find("\n", passage.span.end)
    before = text[first : passage.span.start].split(" ")
    after = text[passage.span.end : last if last >= 0 else len(text)].split(" ")
    start = passage.span.start - len(" ".join(before[-_AROUND:]))
    end = passage.span.end + len(" ".join(after[: _AROUND + 1]))
    cut = "… " if len(before) > _AROUND else "", " …" if len(after) > _AROUND + 1 else ""
    return Cited(f"{cut[0]}{text[start:end].strip()}{cut[1]}", _cites(same, briefing), passage.span)


def _timeline(summary: Summary, briefing: Briefing) -> list[Row]:
    """Each time once: what several reports say of it, if it is one claim, stands once; no undated one that is above."""
    above = _above(summary)
    claim_of = {one.span: claim.id for claim in _claims(summary) for one in claim.witnesses if claim.reports > 1}
    rows: dict[tuple[str, object], list[Moment]] = {}
    for one in summary.facts.timeline or ():
        if not one.date and above.hold(_time(one).span):
            continue
        rows.setdefault((one.date or one.said, claim_of.get(one.passage.span, one.passage.span)), []).append(one)
    return [
        Row(head, (_around(_time(same[0]), [one.passage for one in same], summary, briefing),))
        for (head, _), same in rows.items()
    ]


def _claims(summary: Summary) -> Iterator[Claim]:
    yield from summary.claims
    yield from (one.claim for one in summary.unprinted)


def _time(moment: Moment) -> Passage:
    """Where the words for the time stand in their sentence."""
    span = moment.passage.span
    start = span.start + max(0, moment.passage.text.find(moment.said))
    return Passage(Span(span.report, start, start + len(moment.said)), moment.said)


def _names(summary: Summary, briefing: Briefing) -> list[Row]:
    """Those of whom a report says who they are, the most cited first."""
    found: Sequence[Name] = summary.facts.names or ()
    told = sorted((one for one in found if one.roles), key=lambda one: -len(one.cites))
    return [Row(one.name, tuple(_roles(one, briefing))) for one in told]


def _roles(one: Name, briefing: Briefing) -> Iterator[Cited]:
    by_words: dict[str, list[Passage]] = {}
    for role in one.roles:
        by_words.setdefault(role.text.lower(), []).append(role)
    for same in by_words.values():
        yield Cited(same[0].text, _cites(same, briefing), same[0].span)


_ROWS: dict[str, Callable[[Summary, Briefing], list[Row]]] = {
    "differences": _differences,
    "only_in": _only_in,
    "quotes": _quotes,
    "figures": _figures,
    "timeline": _timeline,
    "names": _names,
}


def place(cited: Cited, briefing: Briefing) -> str:
    """Where a page can show the words: the marked sentence that holds them, else the report's row."""
    marked = chain.from_iterable(claim.witnesses for claim in briefing.claims.values())
    key = briefing.keys[cited.span.report]
    for one in marked:
        if one.span.report == cited.span.report and one.span.start <= cited.span.start < one.span.end:
            return f"{key}-{one.span.start}"
    return f"source-{key}"
