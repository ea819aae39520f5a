"""Nouns -> the words that we put around quoted text: dates, counts, corroboration.

Labels, counts and heads are ours; everything else in a brief is quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from briefgen.model import Briefing, Claim, Period, Published, Reason, Report, Section, SourceRow, Story, Summary
from briefgen.renderers.cites import Cite, cites_of
from briefgen.renderers.findings import empty, place, tables
from briefgen.text.words import count

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

REASONS = {
    Reason.BUDGET: "beyond the budget",
    Reason.REDUNDANT: "said already",
    Reason.HANGS: "cannot stand alone",
    Reason.FILLER: "no finding",
    Reason.KNOWN: "read before",
}


def day(moment: Published) -> str:
    """A date in words: "22 November 2026"."""
    return f"{moment.day} {month(moment)}"


def month(moment: Published) -> str:
    """A month in words: "November 2026"."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def clock(moment: datetime) -> str:
    """A time with its offset: "07:00 UTC", "07:00 +01:00"."""
    offset = moment.isoformat()[-6:]
    return f"{moment:%H:%M} {'UTC' if offset == '+00:00' else offset}"


def number(amount: int, noun: str) -> str:
    """A count and its noun: "1 report", "2 reports", "2 stories".

    >>> number(2, "story"), number(2, "day")
    ('2 stories', '2 days')
    """
    if amount == 1:
        return f"1 {noun}"
    return f"{amount} {noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeou" else f"{amount} {noun}s"


def corroboration(claim: Claim, story: Story) -> str:
    """How many say it: "2 reports", "3 reports, 2 origins", "2 outlets" where that can be shown."""
    if story.independent and claim.reports > 1:
        return number(claim.origins, "outlet")
    if claim.origins < claim.reports:
        return f"{number(claim.reports, 'report')}, {number(claim.origins, 'origin')}"
    return number(claim.reports, "report")


def corroboration_beyond(claim: Claim, story: Story) -> str:
    """The same, where it tells more than the letters of the reports do; else nothing."""
    return corroboration(claim, story) if story.independent or claim.origins < claim.reports else ""


def corroboration_in_full(claim: Claim, story: Story) -> str:
    """The same, and what can be shown of independence: "2 reports, independence not shown"."""
    shown = story.independent or claim.reports == 1
    return corroboration(claim, story) + ("" if shown else ", independence not shown")


def perhaps(claim: Claim, briefing: Briefing) -> str:
    """The reports that may say it too, which are not counted: "perhaps also C"."""
    found = [briefing.keys[one.sentence.span.report] for one in claim.perhaps]
    return f"perhaps also {', '.join(sorted(found, key=lambda key: (len(key), key)))}" if found else ""


def standing(story: Story, *, fresh: bool = False) -> str:
    """How many reports a story has, and what can be shown of their independence; `fresh`: it had others before."""
    reports, noun = len(story.reports), "new report" if fresh else "report"
    if reports == 1:
        return number(1, noun)
    if story.independent:
        return number(story.origins, "outlet")
    origins = f", {number(story.origins, 'origin')}" if story.origins < reports else ""
    return f"{number(reports, noun)}{origins}, independence not shown"


def reports(briefing: Briefing) -> str:
    """How many reports were offered and read, copies told: "3 reports, 1 of them a copy"."""
    copies = briefing.ledger.duplicate
    told = f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""
    return number(briefing.ledger.read + copies, "report") + told


def outlets(briefing: Briefing) -> str:
    """How many outlets are stated; those of copies are not counted."""
    rows = (row for row in briefing.sources if row.copy_of is None and not row.earlier)
    stated = {row.report.outlet for row in rows if row.report.outlet}
    return number(len(stated), "outlet") if stated else "outlets not stated"


def period(stated: Period) -> str:
    """What the reports cover."""
    if stated.first is None or stated.last is None:
        return "dates not stated"
    first, last = day(stated.first), day(stated.last)
    return first if first == last else f"{first} to {last}"


def keys(claim: Claim, briefing: Briefing) -> list[str]:
    """The keys of the reports that say it, in order; several sentences of one report are one."""
    return [cite.key for cite in cites(claim, briefing)]


def cites(claim: Claim, briefing: Briefing) -> tuple[Cite, ...]:
    """The citations of the reports that say it, each of its first witness."""
    return cites_of((witness.span for witness in claim.witnesses), briefing)


def letters(claim: Claim, briefing: Briefing) -> list[str]:
    """The keys of the reports that say it, with the pages of those that have pages: "A p. 3"."""
    return [cite.letter for cite in cites(claim, briefing)]


def language(claim: Claim, summary: Summary) -> str:
    """The language of a claim's wording."""
    return summary.story.report[claim.wording.report].language


def headline(summary: Summary) -> str | None:
    """The story's headline, as its report has it."""
    span = summary.headline
    return summary.story.report[span.report].text[span.start : span.end] if span else None


def headline_key(summary: Summary, briefing: Briefing) -> str:
    """The key of the report that the headline is of."""
    return briefing.keys[summary.headline.report] if summary.headline else ""


def used(row: SourceRow, briefing: Briefing) -> int:
    """How many of a report's words are printed."""
    return sum(
        count(row.report.text[claim.wording.start : claim.wording.end])
        for claim in briefing.claims.values()
        if claim.wording.report == row.report.id and row.copy_of is None
    )


def printed(briefing: Briefing) -> str:
    """How much is printed, of how much: "148 words of 150", "1200 words, at most 150 a story"."""
    used = sum(words(summary.claims) for summary in briefing.summaries)
    if briefing.settings.get("sentences"):
        return number(used, "word")
    if most := briefing.settings.get("edition_words"):
        return f"{used} words of {most}"
    if len(briefing.summaries) > 1:
        return f"{number(used, 'word')}, at most {briefing.settings['words']} a story"
    return f"{used} words of {briefing.settings['words']}"


def not_printed(briefing: Briefing) -> str:
    """How many claims are not printed, and why: "6 claims not printed: 4 cannot stand alone, 2 said already."."""
    claims = sum(len(summary.unprinted) for summary in briefing.summaries)
    return f"{number(claims, 'claim')} not printed: {left_out(*briefing.summaries)}." if claims else ""


def left_out(*summaries: Summary) -> str:
    """Why claims were not printed, counted: "4 cannot stand alone, 2 said already"."""
    counts = Counter(one.reason for summary in summaries for one in summary.unprinted)
    return ", ".join(f"{counts[reason]} {REASONS[reason]}" for reason in Reason if counts[reason])


def sections(summary: Summary, briefing: Briefing) -> list[tuple[str, list[Claim]]]:
    """A story's claims, heading and claims, none empty; of a brief's only story those below the key points.

    What one report tells alone needs no heading that says so.
    """
    above = set() if len(briefing.summaries) > 1 else {briefing.bottom_line, *briefing.key_points}
    rest = [claim for claim in summary.claims if claim.id not in above]
    if len(summary.story.reports) == 1:
        return [("", rest)] if rest else []
    single = [claim for claim in rest if claim.section is Section.SINGLE]
    found = [
        ("Agreed by several reports", [claim for claim in rest if claim.section is Section.AGREED]),
        ("In several reports of one origin", [claim for claim in single if claim.reports > 1]),
        ("Only in one report", [claim for claim in single if claim.reports == 1]),
    ]
    lead = [claim for claim in rest if claim.section is Section.LEAD]
    return [(heading, claims) for heading, claims in (("", lead), *found) if claims]


def words(claims: Sequence[Claim]) -> int:
    """How many words of budget lines take."""
    return sum(count(claim.text) for claim in claims)


def marked(claim: Claim) -> Markup:
    """A claim's text as HTML, its edits marked and explained."""
    pieces, rest = [], claim.text
    for edit in claim.edits:
        before, _, rest = rest.partition(edit.after)
        pieces += [escape(before), _edit(edit.before, edit.after, edit.kind)]
    return Markup("").join([*pieces, escape(rest)])


def _edit(before: str, after: str, kind: str) -> Markup:
    told = f"left out: “{before.strip(' ,')}”" if kind == "drop" else f"in the report: “{before}”"
    return Markup('<span class="edit" title="{}">{}</span>').format(told, after)


def lines(briefing: Briefing) -> dict[str, int]:
    """The number of each claim's line as printed, by its id, from 1; of a line that is repeated in front its own."""
    several = len(briefing.summaries) > 1
    first = [briefing.bottom_line, *briefing.key_points] if briefing.bottom_line and not several else []
    told = (summary for summary in briefing.summaries if summary.claims)
    listed = [claims for summary in told for _, claims in sections(summary, briefing)]
    rest = [claim.id for claims in listed for claim in claims]
    return {name: line for line, name in enumerate(dict.fromkeys([*first, *rest]), 1)}


def cited_by(report: Report, briefing: Briefing) -> list[tuple[int, str]]:
    """The lines that a report is a witness of: their numbers and the claims' ids."""
    return [
        (line, name)
        for name, line in lines(briefing).items()
        if any(witness.span.report == report.id for witness in briefing.claims[name].witnesses)
    ]


Piece = tuple[str, int, list[str]]


def passages(report: Report, briefing: Briefing) -> list[tuple[str, list[Piece]]]:
    """A report's paragraphs: role, and pieces of text, each with its start and the claims it is a witness of."""
    cited: dict[tuple[int, int], list[str]] = {}
    for claim in briefing.claims.values():
        for witness in claim.witnesses:
            if witness.span.report == report.id:
                cited.setdefault((witness.span.start, witness.span.end), []).append(claim.id)
    return [(p.role.value, _pieces(report.text, p.start, p.end, sorted(cited.items()))) for p in report.paragraphs]


def _pieces(text: str, first: int, last: int, cited: list[tuple[tuple[int, int], list[str]]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = first
    for (start, end), claims in cited:
        if first <= start and end <= last and start >= at:
            pieces += [(text[at:start], at, []), (text[start:end], start, claims)]
            at = end
    return [piece for piece in [*pieces, (text[at:last], at, [])] if piece[0]]


def summary_by_claim(briefing: Briefing) -> dict[str, Summary]:
    """The summary that each printed claim stands in, by the claim's id."""
    return {claim.id: summary for summary in briefing.summaries for claim in summary.claims}


# What RFC 3986 lets stand in no address; a browser reads "\\" as "/", which moves the host's end.
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")
_ENTITY = re.compile(r"&#?\w+;")


def web(address: str | None) -> bool:
    """Whether an address may be a link: http and https only, no user name in it, whole.

    >>> web("https://example.org/a"), web("javascript:alert(1)"), web("https://a@b.example")
    (True, False, False)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    if _NO_ADDRESS.search(address or ""):
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None


def link(address: str) -> str:
    r"""An address for Markdown: a link where it may be one, else its text.

    In angle brackets, since GitHub takes the backslashes of a bare address for
    a part of it: https://tolle.example/Bridge\_(1986) leads nowhere.

    >>> link("https://tolle.example/_a_(b)"), link("javascript:alert(1)")
    (Markup('<https://tolle.example/_a_(b)>'), 'javascript:alert(1)')
    """
    if not web(address) or _ENTITY.search(address):
        return address
    return Markup("<" + address + ">")  # noqa: S704 - web() lets nothing by that ends it


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        day, clock, number, corroboration, corroboration_beyond, corroboration_in_full, perhaps, standing,
        reports, outlets, period, keys, cites, letters, language, headline, headline_key, used, sections, left_out,
        words, printed, not_printed,
        marked, cited_by,
        lines, passages, summary_by_claim, web, link, tables, empty, place,
    )
}  # fmt: skip
