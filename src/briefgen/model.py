"""The nouns: reports, sentences, stories, claims, briefings.

Everything here is frozen and made whole; change makes a new one.  Provenance
is one invariant: slicing a report's text at a span gives the words that stand
there, and replaying a claim's edits on its slice gives the words printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b, sha256

Published = datetime | date


def instant(published: Published) -> datetime:
    """Return a moment by which dates and times can be put in order; a bare date begins its day."""
    if isinstance(published, datetime):
        return published
    return datetime.combine(published, time(), UTC)


class Role(StrEnum):
    """What a paragraph does in its report; only bodies are quoted."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    FURNITURE = "furniture"


class Section(StrEnum):
    """Where a claim stands in its story."""

    LEAD = "lead"
    AGREED = "agreed"
    SINGLE = "single"


class Reason(StrEnum):
    """Why a claim was not printed."""

    BUDGET = "budget"
    REDUNDANT = "redundant"
    HANGS = "hangs"
    FILLER = "filler"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read from: a path as the user named it, "-", or "text"."""

    location: str
    kind: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one report's text, in code points, end not included."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report's text, as code-point offsets, and its role."""

    start: int
    end: int
    role: Role
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a report was read: where each stated value came from, what share of its input was kept, what is to be told.

    `kept` is the share of the input's visible characters; a teaser is the
    summary of an article that stands elsewhere; `why` says why this reader
    took the input.
    """

    came_from: tuple[tuple[str, str], ...] = ()
    kept: float | None = None
    teaser: bool = False
    notes: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Report:
    """One incoming document; `text` is final, cleaned before the report exists.

    `urls` are the other addresses that it was read under.
    """

    source: Source
    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Published | None = None
    language: str = "und"
    url: str | None = None
    urls: tuple[str, ...] = ()
    reading: Reading = Reading()

    @cached_property
    def id(self) -> str:
        """Hash of address and text: a moved file is the same report."""
        return blake2b(f"{self.url or ''}\0{self.text}".encode(), digest_size=8).hexdigest()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def order(self) -> tuple[bool, datetime, tuple[str, ...]]:
        """Sort key, whatever the order of the inputs: published, title, text, all else that is stated."""
        moment = instant(self.published) if self.published else datetime.min.replace(tzinfo=UTC)
        stated = (self.source.location, self.outlet, self.author, self.url, self.language, str(self.published))
        return (self.published is None, moment, tuple(one or "" for one in (self.title, self.sha256, *stated)))

    def of_role(self, *roles: Role) -> Iterator[str]:
        """The texts of the paragraphs that have one of these roles, in order."""
        return (self.text[p.start : p.end] for p in self.paragraphs if p.role in roles)

    @cached_property
    def _paged(self) -> tuple[tuple[int, int], ...]:
        return tuple((one.start, one.page) for one in self.paragraphs if one.page is not None)

    def page_at(self, start: int) -> int | None:
        """The page on which the paragraph at an offset begins; None where the report has no pages."""
        place = bisect_right(self._paged, start, key=lambda one: one[0])
        return self._paged[place - 1][1] if place else None

    @property
    def headline(self) -> Span | None:
        """Where the title stands in the text."""
        found = (p for p in self.paragraphs if p.role is Role.HEADLINE)
        return next((Span(self.id, p.start, p.end) for p in found), None)

    @property
    def standfirst(self) -> str | None:
        """The lines that introduce the report, joined by blanks."""
        return " ".join(self.of_role(Role.STANDFIRST)) or None

    @cached_property
    def words(self) -> int:
        """White-space separated words of the body."""
        return sum(len(text.split()) for text in self.of_role(Role.BODY))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report's body: `report.text[span.start:span.end] == text`.

    `paragraph` is the index in `Report.paragraphs`; `position` counts the
    report's body sentences from 0.
    """

    span: Span
    text: str
    paragraph: int
    position: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that says what another one says, folded before anything is counted."""

    report: Report
    of: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A line that an earlier edition printed: the claim's id, its words, and where they and its witnesses stand.

    The spans are of reports that the story had then.
    """

    edition: str
    claim: str
    text: str
    wording: Span
    witnesses: tuple[Span, ...]


@dataclass(frozen=True)
class Past:
    """What earlier editions told of a story: its reports, oldest first, and the lines of those that told it in full.

    `id` never changes; `name` is what an editor calls the story; `absorbed`
    are younger stories that turn out, in this edition, to be part of it;
    `untold` are the ids of reports that came on days when the story was told
    in a line or only counted: its readers do not know what they say.
    """

    id: str
    first_day: date
    last_day: date
    reports: tuple[Report, ...]
    issued: tuple[Issued, ...] = ()
    name: str | None = None
    absorbed: tuple[str, ...] = ()
    untold: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Story:
    """The reports on one event: kept ones in canonical order, copies apart.

    `origin_of` gives each kept report's origin as a number from 0; reports of
    one origin have one vote wherever something is counted.  `past` is what
    earlier editions told of it; its reports are not among these.  `name` is
    what an editor calls it.
    """

    reports: tuple[Report, ...]
    origin_of: dict[str, int]
    copies: tuple[Copy, ...] = ()
    independent: bool = False
    past: Past | None = None
    name: str | None = None

    @property
    def id(self) -> str:
        """The id under which it was told before, else the hash of its first report's id."""
        if self.past:
            return self.past.id
        return "s" + blake2b(self.reports[0].id.encode(), digest_size=5).hexdigest()

    @property
    def origins(self) -> int:
        """How many independent origins the kept reports have."""
        return len(set(self.origin_of.values()))

    @cached_property
    def report(self) -> dict[str, Report]:
        """Kept reports by id."""
        return {report.id: report for report in self.reports}


@dataclass(frozen=True, slots=True)
class Edit:
    """A visible change to a printed slice: `slice[at:at+len(before)]` becomes `after`."""

    kind: str
    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A sentence that may say the same as a claim; shown, never counted."""

    sentence: Sentence
    score: float


@dataclass(frozen=True, slots=True)
class Concept:
    """A word or two neighbouring ones, as a line has them, and the first report of each origin that has them too."""

    words: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What decided for a claim: its gain when taken, the concepts that it brought, and the runner-up it beat."""

    gain: float
    centrality: float
    concepts: tuple[Concept, ...] = ()
    beat: str | None = None


def claim_id(wording: Span) -> str:
    """Return the id of the claim that a wording prints: a hash of where it stands."""
    place = f"{wording.report}:{wording.start}:{wording.end}"
    return "c" + blake2b(place.encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more reports say, in the words of one of them.

    `wording` is one sentence, or two neighbours as one span; `text` is that
    slice with `edits` replayed; the wording's last sentence is a witness.
    """

    wording: Span
    text: str
    witnesses: tuple[Sentence, ...]
    origins: int
    edits: tuple[Edit, ...] = ()
    perhaps: tuple[Perhaps, ...] = ()
    section: Section | None = None
    why: Why | None = None

    @property
    def id(self) -> str:
        """Hash of where the wording stands."""
        return claim_id(self.wording)

    @property
    def is_single(self) -> bool:
        """Whether the wording is one sentence, without the one before it."""
        return any(witness.span == self.wording for witness in self.witnesses)

    @property
    def reports(self) -> int:
        """How many kept reports say it."""
        return len({witness.span.report for witness in self.witnesses})


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A claim that was left out, and why; `said_by` is the id of the printed claim that says it."""

    claim: Claim
    reason: Reason
    said_by: str | None = None


class Kind(StrEnum):
    """In what two witnesses of one claim differ."""

    NUMBER = "number"
    BOUND = "bound"
    DATE = "date"
    ATTRIBUTION = "attribution"
    CERTAINTY = "certainty"
    NEGATION = "negation"
    QUOTATION = "quotation"
    SPECIFICITY = "specificity"
    ACTOR = "actor"
    SCOPE = "scope"
    LATER = "later"


class Item(StrEnum):
    """What only one report has."""

    FIGURE = "figure"
    DATE = "date"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report with its words: `report.text[span.start:span.end] == text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two witnesses of the claim with the id `claim` differ; `rule` says in words what was compared."""

    kind: Kind
    claim: str
    left: Passage
    right: Passage
    rule: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that is stated anew: what an earlier report of the story said, and what a fresh one says.

    `claim` is the id of the fresh claim; `rule` says in words what was compared.
    """

    kind: Kind
    claim: str
    before: Passage
    now: Passage
    rule: str


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a story that earlier editions told.

    `fresh` are the ids of the claims that nothing before said; `gone` are lines
    that were printed and that no fresh report says; of the claims that fresh
    reports repeat there are `unchanged`.
    """

    fresh: frozenset[str]
    changed: tuple[Changed, ...] = ()
    gone: tuple[Issued, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """A figure, a date or a quotation that only one report has."""

    kind: Item
    passage: Passage


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks, the marks left out, and who is said to have said them, as the report names them."""

    passage: Passage
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: `value` as a plain decimal ("5200000000"), its unit, its bound, and what is counted.

    Of a range `value` has both ends ("10-15"); `bound` is "at most", "at least" or "about".
    """

    passage: Passage
    value: str
    unit: str | None = None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A sentence that says when something happens.

    `said` are its words for the time; `date` is the day, week, month or year
    that they mean (ISO 8601, a week as an interval of days), where the report's own date or the words tell.
    """

    passage: Passage
    said: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A person, by the fullest name; `variants` as the reports write it, `roles` as they describe them."""

    name: str
    variants: tuple[str, ...]
    roles: tuple[Passage, ...]
    cites: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a story's reports hold beside its claims; None where it was not looked for."""

    quotes: tuple[Quote, ...] | None = None
    figures: tuple[Figure, ...] | None = None
    timeline: tuple[Moment, ...] | None = None
    names: tuple[Name, ...] | None = None


# None of it was looked for.
NOTHING = Facts()


class Verdict(StrEnum):
    """What came of two sentences that are alike."""

    SAME = "same"
    PERHAPS = "perhaps"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two sentences of different reports as linking judged them.

    `score` is q of text/similarity.py, `shared` are the words that both have;
    `guard` says what kept them from being counted as two that say the same.
    """

    claim: str
    left: Passage
    right: Passage
    score: float
    shared: tuple[str, ...]
    verdict: Verdict
    guard: str | None = None


class Form(StrEnum):
    """How much an edition tells of a story: its claims, one line, or only that it is there."""

    FULL = "full"
    LINE = "line"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story stands in its edition: form, share of the words, topic, weight with its parts by name."""

    form: Form
    words: int
    weight: float
    parts: tuple[tuple[str, float], ...]
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """One story's claims in reading order, within its word budget.

    `differences`, `only_in` and `ties` are None where they were not looked for,
    `news` is None where no earlier edition told the story, `place` is None
    where all stories are told alike.
    """

    story: Story
    claims: tuple[Claim, ...]
    unprinted: tuple[Unprinted, ...] = ()
    differences: tuple[Difference, ...] | None = None
    only_in: tuple[OnlyIn, ...] | None = None
    facts: Facts = NOTHING
    ties: tuple[Tie, ...] | None = None
    headline: Span | None = None
    notes: tuple[str, ...] = ()
    news: News | None = None
    place: Place | None = None

    def of_section(self, *sections: Section) -> tuple[Claim, ...]:
        """The claims that stand in these sections, in reading order."""
        return tuple(claim for claim in self.claims if claim.section in sections)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The printed lines, in reading order."""
        return tuple(claim.text for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that did not become a report: a failure as a value."""

    location: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of the inputs: offered = read + duplicate + rejected."""

    offered: int
    read: int
    duplicate: int
    rejected: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A report as the brief lists it; `copy_of` is the key of the report it copies.

    `earlier`: it was read for an edition before, and is cited for what it said then.
    """

    key: str
    report: Report
    copy_of: str | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """What the reports cover: the earliest and the latest stated publication, if any."""

    first: Published | None = None
    last: Published | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """Which edition of a recurring brief this is: the `number`-th of `profile`, for a local day.

    `since` names the last edition that reached its readers and `since_as_of` is
    its time: what is new, is new since then.  `missed` are the days in between
    without an edition, `silent` how many days in a row brought nothing new,
    `muted` the reports that were left out for a muted term.
    """

    profile: str
    number: int
    day: date
    since: str | None = None
    since_as_of: datetime | None = None
    missed: int = 0
    silent: int = 0
    muted: int = 0

    @property
    def name(self) -> str:
        """How it is called: "daily/3"."""
        return f"{self.profile}/{self.number}"


@dataclass(frozen=True)
class Briefing:
    """Everything that a template may ask for.

    `settings` holds what shaped the content; `generator` names the version;
    `masthead` is None for a brief that is no edition of a recurring one.
    """

    title: str
    as_of: datetime
    summaries: tuple[Summary, ...]
    sources: tuple[SourceRow, ...]
    ledger: Ledger
    settings: Mapping[str, object]
    generator: str
    period: Period = Period()
    bottom_line: str | None = None
    key_points: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    masthead: Masthead | None = None

    @property
    def edition(self) -> str | None:
        """The name of the edition: "daily/3"."""
        return self.masthead.name if self.masthead else None

    @cached_property
    def row(self) -> dict[str, SourceRow]:
        """The sources that are no copies by report id."""
        return {row.report.id: row for row in self.sources if row.copy_of is None}

    @cached_property
    def keys(self) -> dict[str, str]:
        """Source keys ("A", "B", ...) of the kept reports by report id."""
        return {name: row.key for name, row in self.row.items()}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The printed claims by id."""
        return {claim.id: claim for summary in self.summaries for claim in summary.claims}
