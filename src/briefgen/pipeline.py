"""Reports -> briefing: the whole flow on one page.

Pure and deterministic: the clock comes in as an argument, nothing is read or
written here, and the order of the reports changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby

from briefgen.audit import ties
from briefgen.boilerplate import without_boilerplate
from briefgen.claims import SMALL, Link, Members, claims, links
from briefgen.compose import Frame, compose, unmatched
from briefgen.concepts import Bearers, as_written, bearers
from briefgen.config import Settings
from briefgen.editions import Since, since
from briefgen.findings import differences, facts, only_in
from briefgen.grouping import group
from briefgen.headlines import headline
from briefgen.model import (
    Briefing,
    Claim,
    Concept,
    Perhaps,
    Reason,
    Report,
    Section,
    Span,
    Story,
    Summary,
    Unprinted,
    Why,
    claim_id,
)
from briefgen.naming import introduced
from briefgen.origins import distinct_origins, story_of
from briefgen.parsing.anchors import has_anchor
from briefgen.parsing.names import people
from briefgen.readability import standing
from briefgen.releases import is_release
from briefgen.repeats import Repeats, already_known, content_of, lines_known
from briefgen.selection.fill import Budget, Pick, fill
from briefgen.selection.focused import focused
from briefgen.selection.pool import Candidate, Gains, Method, Pool
from briefgen.setting import days_of
from briefgen.text.frequency import is_function_word
from briefgen.text.sentences import sentences_of
from briefgen.text.similarity import Similarity, similarity
from briefgen.text.words import Stemmed, count, stemmed, stemmer, tokens
from briefgen.wordings import Material, Wording, best_wording

# With fewer origins nearly every concept weighs the same; what holds on to a
# figure, a quotation or an act is then more often the news (with ten reports
# it costs .9 ROUGE-1).
FEW_ORIGINS = 5
UNANCHORED = 0.8

# A bottom line is read at a glance.
LONGEST_LEAD = 40
_OPENING = 2
_ORIGIN = 0.25
_ENTITLED = 2

# A line that says part of what a line of more origins says would take its place.
OUTDONE = 0.75

_SHORTEST, _LONGEST = 5, 80
_DIGITS = 10


@dataclass(frozen=True)
class Told:
    """What one story's reports tell: its sentences, links, and claims with their wordings."""

    story: Story
    sentences: Sequence[Stemmed]
    likeness: Similarity
    links: Sequence[Link]
    members: Sequence[Members]
    wordings: Sequence[Wording]
    people: frozenset[str]

    @cached_property
    def partners(self) -> dict[int, list[tuple[int, float]]]:
        """For each sentence that has any the sentences it is linked with, and how strongly."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for link in self.links:
            found[link.left].append((link.right, link.q))
            found[link.right].append((link.left, link.q))
        return dict(found)

    @cached_property
    def origins(self) -> list[int]:
        """How many origins say each claim, as far as whole reports tell."""
        origin_of = [self.story.origin_of[one.sentence.span.report] for one in self.sentences]
        return [len({origin_of[place] for place in places}) for places in self.members]


def summarise(
    story: Story, settings: Settings, method: Method, known: Iterable[Report] = (), budget: Budget | None = None
) -> Summary:
    """Summarise one story within a budget, else the settings'; what `known` reports say is left out.

    Of a story that earlier editions told, only what is new is told.
    """
    read = [_sentences(report) for report in known]
    known_sentences = list(chain.from_iterable(read))
    told = tell(story)
    repeats = _repeats(told)
    weak = _tolerated(told)
    flaws = _flaws(told, already_known(told.sentences, known_sentences, story.origins), weak)
    flaws = _known(told, known_sentences) | flaws
    news = _since(told)
    flaws |= dict.fromkeys(news.known if news else (), Reason.KNOWN)
    fit = [index for index in range(len(told.members)) if index not in flaws]
    pool = replace(_pool(told, settings, read, repeats.outdone(told.origins, fit)), fit=frozenset(fit))
    budget = budget or (Budget(lines=settings.sentences) if settings.sentences else Budget(words=settings.words))
    gains = focused(method(pool), pool)
    picks = fill([one.length for one in told.wordings], gains, budget, repeats.any, fit, weak)
    printed = {index: _claim(told, index, why) for index, why in _whys(told, picks).items()}
    lines = _sectioned([printed[pick.candidate] for pick in _in_reading_order(picks, told)], told)
    room = budget.words - sum(told.wordings[index].length for index in printed)
    said_by = {index: _said_by(index, printed, repeats) for index in fit if index not in printed}
    reasons = flaws | {index: _passed_over(index, said, gains, weak) for index, said in said_by.items()}
    unprinted = [Unprinted(_claim(told, one), reasons[one], said_by.get(one)) for one in sorted(reasons)]
    every = [*lines, *(one.claim for one in unprinted)]
    paired = settings.looks_for("differences") or settings.looks_for("only_in")
    differing = differences(every, story, told.sentences) if paired else ()
    return Summary(
        story=story,
        claims=introduced(lines, told.people, story.report, room),
        unprinted=tuple(unprinted),
        differences=differing if settings.looks_for("differences") else None,
        only_in=only_in(every, story, told.sentences, differing) if settings.looks_for("only_in") else None,
        facts=facts(story, told.sentences, settings),
        ties=ties(story, told.sentences, told.likeness, every) if settings.audit else None,
        headline=headline(story, [claim.text for claim in lines], _frequency(told)),
        news=news.news if news else None,
        notes=(*_notes(settings, pool, printed), *gains.notes),
    )


def make_briefing(
    reports: Sequence[Report], settings: Settings, method: Method, frame: Frame, known: Iterable[Report] = ()
) -> Briefing:
    """Make one briefing of reports, grouped into stories unless the settings say that they are one."""
    stories = (story_of(reports),) if settings.one_story and reports else without_boilerplate(group(reports))
    return compose([summarise(story, settings, method, known) for story in stories], frame)


def _since(told: Told) -> Since | None:
    """What is new since earlier editions; None where they told nothing of the story."""
    if not (told.story.past and told.story.past.issued):
        return None
    return since(told.story, told.sentences, told.members, [_name(told, index) for index in range(len(told.members))])


def tell(story: Story) -> Told:
    """Find a story's claims and choose the words for each."""
    sentences = [one for report in story.reports for one in _sentences(report)]
    reports = [one.sentence.span.report for one in sentences]
    likeness = similarity(sentences)
    days = days_of(story.reports) if story.origins > SMALL else {}
    found = links(reports, sentences, likeness, story.origins, days)
    members = claims(reports, sentences, [link for link in found if link.firm], likeness, days)
    judged = [standing(one.sentence.text, one.language, earlier) for one, earlier in _with_earlier(sentences)]
    support = _support(members, reports, story)
    known = _people(sentences)
    material = Material(story.report, sentences, judged, likeness.mass, support, known)
    wordings = [best_wording(places, material) for places in _speakers(members)]
    return Told(story, sentences, likeness, found, members, wordings, known)


def claims_of(told: Told) -> list[Claim]:
    """Return all claims of a story, chosen or not, in the order of their first sentences."""
    return [_claim(told, index) for index in range(len(told.members))]


def _speakers(members: Sequence[Members]) -> Iterator[Members]:
    """Those of each claim's witnesses that may speak for it: a sentence speaks for its first claim only."""
    owner: dict[int, int] = {}
    for index, places in enumerate(members):
        for place in places:
            owner.setdefault(place, index)
        yield tuple(place for place in places if owner[place] == index)


def _sentences(report: Report) -> list[Stemmed]:
    return [stemmed(sentence, report.language) for sentence in sentences_of(report)]


def _with_earlier(sentences: Iterable[Stemmed]) -> Iterator[tuple[Stemmed, set[str]]]:
    """Each sentence with the stems of what its report said before it."""
    for _, report in groupby(sentences, key=lambda one: one.sentence.span.report):
        earlier: set[str] = set()
        for one in report:
            yield one, earlier
            earlier.update(one.stems)


def _support(members: Sequence[Members], reports: Sequence[str], story: Story) -> list[int]:
    """How many origins say what each sentence says, in whichever of its claims more do."""
    support = [0] * len(reports)
    for places in members:
        origins = len({story.origin_of[reports[place]] for place in places})
        for place in places:
            support[place] = max(support[place], origins)
    return support


def _people(sentences: Iterable[Stemmed]) -> frozenset[str]:
    return people((one.sentence.text for one in sentences if one.language == "en"), "en")


def _repeats(told: Told) -> Repeats:
    alike = frozenset((link.left, link.right) for link in told.links if link.repeats)
    return Repeats([one.places for one in told.wordings], told.members, _said(told), alike)


def _said(told: Told) -> list[frozenset[int]]:
    """The content words of each line, with those of a name that is put in."""
    content = content_of(told.likeness)
    number = {stem: key for key, stem in enumerate(told.likeness.keys)}
    return [
        frozenset().union(*(content[place] for place in one.places), _put_in(one, number, told))
        for one in told.wordings
    ]


def _put_in(wording: Wording, number: Mapping[str, int], told: Told) -> Iterator[int]:
    language = told.sentences[wording.places[0]].language
    names = (edit.after for edit in wording.edits if edit.kind == "name")
    return (number[stem] for name in names for stem in _stems(name, language) if stem in number)


def _known(told: Told, known: Sequence[Stemmed]) -> dict[int, Reason]:
    """The claims whose line, of two sentences or with a name put in, says what was read."""
    made = [index for index, one in enumerate(told.wordings) if len(one.places) > 1 or one.edits]
    lines = [_as_printed(told.wordings[index], told) for index in made]
    return {made[line]: Reason.KNOWN for line in lines_known(lines, known)}


def _as_printed(wording: Wording, told: Told) -> Stemmed:
    one = told.sentences[wording.places[-1]]
    return stemmed(replace(one.sentence, text=wording.text), one.language)


def _tolerated(told: Told) -> frozenset[int]:
    """The lines that hang and may be printed, where few reports leave little choice."""
    if told.story.origins >= FEW_ORIGINS:
        return frozenset()
    return frozenset(index for index, one in enumerate(told.wordings) if one.tolerable and _has_length(one))


def _flaws(told: Told, known: frozenset[int], weak: frozenset[int]) -> dict[int, Reason]:
    """The claims that cannot be printed, whatever the budget, and why."""
    found: dict[int, Reason] = {}
    for index, (wording, members) in enumerate(zip(told.wordings, told.members, strict=True)):
        flaw = None if index in weak else _flaw(wording)
        if known.intersection(members + wording.places):
            flaw = Reason.KNOWN
        if flaw:
            found[index] = flaw
    return found


def _has_length(wording: Wording) -> bool:
    return _SHORTEST <= wording.length <= _LONGEST


def _flaw(wording: Wording) -> Reason | None:
    if wording.flaw is not None:
        return wording.flaw
    if wording.length < _SHORTEST:
        return Reason.HANGS
    return Reason.BUDGET if wording.length > _LONGEST else None


def _said_by(index: int, printed: Mapping[int, Claim], repeats: Repeats) -> str | None:
    """The id of the printed line, the first one taken, that says the same."""
    return next((claim.id for other, claim in printed.items() if repeats.between(index, other)), None)


def _passed_over(index: int, said_by: str | None, gains: Gains, weak: Collection[int]) -> Reason:
    if said_by:
        return Reason.REDUNDANT
    if index in weak:
        return Reason.HANGS
    return Reason.BUDGET if gains.gain(index) > 0 else Reason.FILLER


def _pool(told: Told, settings: Settings, known: Sequence[Sequence[Stemmed]], outdone: Collection[int]) -> Pool:
    few = told.story.origins < FEW_ORIGINS
    origin_of = told.story.origin_of
    return Pool(
        sentences=told.sentences,
        origin_of=[origin_of[one.sentence.span.report] for one in told.sentences],
        candidates=[
            _candidate(told, index, _factor(told, index, outdone, few=few)) for index in range(len(told.members))
        ],
        titles=[
            (origin_of[report.id], _stems(report.title, report.language))
            for report in told.story.reports
            if report.title
        ],
        focus=_focus(settings, told),
        known=[[one.stems for one in report] for report in known],
    )


def _candidate(told: Told, index: int, factor: float) -> Candidate:
    wording = told.wordings[index]
    return Candidate(wording.length, wording.places, factor, told.origins[index])


def _factor(told: Told, index: int, outdone: Collection[int], *, few: bool) -> float:
    wording = told.wordings[index]
    language = told.sentences[wording.places[0]].language
    anchored = not few or has_anchor(wording.text, language)
    return (1.0 if anchored else UNANCHORED) * (OUTDONE if index in outdone else 1.0)


def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(stemmer(language)(word.lower()) for word in tokens(text))


def _focus(settings: Settings, told: Told) -> frozenset[str]:
    languages = {one.language for one in told.sentences}
    return frozenset(
        stemmer(language)(word.lower())
        for language in languages
        for word in tokens(settings.focus or "")
        if not is_function_word(word.lower(), language)
    )


def _notes(settings: Settings, pool: Pool, printed: Iterable[int]) -> tuple[str, ...]:
    """What is to be said of the focus: that no report, or no line, is about it."""
    told = {stem for one in pool.sentences for stem in one.stems}
    places = {place for index in printed for place in pool.candidates[index].places}
    if not settings.focus or any(not pool.focus.isdisjoint(pool.sentences[place].stems) for place in places):
        return ()
    return (unmatched(settings.focus, in_reports=not pool.focus.isdisjoint(told)),)


# --- what comes out


def _claim(told: Told, index: int, why: Why | None = None) -> Claim:
    wording, members = told.wordings[index], told.members[index]
    witnesses = tuple(told.sentences[place].sentence for place in members)
    report = told.sentences[wording.places[0]].sentence.span.report
    return Claim(
        wording=Span(report, wording.start, wording.end),
        text=wording.text,
        witnesses=witnesses,
        origins=distinct_origins(witnesses, told.story),
        edits=wording.edits,
        perhaps=_perhaps(told, members),
        why=why,
    )


def _name(told: Told, index: int) -> str:
    """The id of a claim, without the making of it."""
    wording = told.wordings[index]
    return claim_id(Span(told.sentences[wording.places[0]].sentence.span.report, wording.start, wording.end))


def _perhaps(told: Told, members: Members) -> tuple[Perhaps, ...]:
    """What may say the same, in reports that no witness is of; the likeliest of each report."""
    reports = {told.sentences[place].sentence.span.report for place in members}
    linked = sorted(((-q, other) for place in members for other, q in told.partners.get(place, ())))
    found: dict[str, Perhaps] = {}
    for q, other in linked:
        sentence = told.sentences[other].sentence
        if sentence.span.report not in reports:
            found.setdefault(sentence.span.report, Perhaps(sentence, -q))
    return tuple(found.values())


def _whys(told: Told, picks: Sequence[Pick]) -> dict[int, Why]:
    """What decided for each line that was taken."""
    concepts = {concept for pick in picks for concept in pick.concepts}
    found = bearers(concepts, told.sentences, told.story.origin_of)
    return {pick.candidate: _why(told, pick, found) for pick in picks}


def _why(told: Told, pick: Pick, found: Bearers) -> Why:
    line = [told.sentences[place] for place in told.wordings[pick.candidate].places]
    concepts = (Concept(as_written(one, line), found[one]) for one in pick.concepts)
    beat = None if pick.beat is None else told.wordings[pick.beat].text
    return Why(pick.gain, pick.centrality, tuple(concepts), beat)


def _in_reading_order(picks: Sequence[Pick], told: Told) -> list[Pick]:
    """By where the witnesses stand in their reports, on average."""
    length = Counter(one.sentence.span.report for one in told.sentences)

    def depth(pick: Pick) -> tuple[float, int]:
        members = told.members[pick.candidate]
        places = [one.position / length[one.span.report] for one in (told.sentences[m].sentence for m in members)]
        return (round(sum(places) / len(places), _DIGITS), pick.candidate)

    return sorted(picks, key=depth)


Opening = tuple[str, int]


def _openings(told: Told) -> frozenset[Opening]:
    """Where each report's first sentence begins."""
    return frozenset(
        (one.sentence.span.report, one.sentence.span.start) for one in told.sentences if not one.sentence.position
    )


def _sectioned(claims: Sequence[Claim], told: Told) -> tuple[Claim, ...]:
    """Say where each claim stands: the lead first, then the agreed ones, then the others, in the order given."""
    lead = _lead(claims, told)
    agreed = [replace(claim, section=Section.AGREED) for claim in claims if claim is not lead and claim.origins > 1]
    single = [replace(claim, section=Section.SINGLE) for claim in claims if claim is not lead and claim.origins == 1]
    return (*([replace(lead, section=Section.LEAD)] if lead else []), *agreed, *single)


def _lead(claims: Sequence[Claim], told: Told) -> Claim | None:
    """The line that gained most, of those that a report opens with and that are short enough.

    One that several origins say comes before one that only one says; every
    additional origin, and every other report whose title it has words of,
    counts a quarter more.  An issuer's own release does not lead where others
    report too.  Of 30 briefs read by an editor all good bottom lines were
    among the first two sentences of a report's body, ten of thirteen poor ones
    further down.
    """
    short = [claim for claim in claims if count(claim.text) <= LONGEST_LEAD]
    reported = [claim for claim in short if not is_release(told.story.report[claim.wording.report])]
    short, openings = reported or short, _openings(told)
    first = [claim for claim in short if (claim.wording.report, claim.wording.start) in openings]
    early = [claim for claim in short if min(one.position for one in claim.witnesses) < _OPENING]
    agreed = [[claim for claim in some if claim.origins > 1] for some in (first, early)]
    best = next((some for some in (*agreed, first, early) if some), short)
    return max(best, key=lambda claim: _weight(claim, _titles_of(claim, told.story)), default=None)


def _titles_of(claim: Claim, story: Story) -> int:
    """How many other reports have a title that two words of a line stand in."""
    said = _content(claim.text, story.report[claim.wording.report].language)
    others = (one for one in story.reports if one.id != claim.wording.report and one.title)
    return sum(len(said & _content(one.title or "", one.language)) >= _ENTITLED for one in others)


def _content(text: str, language: str) -> set[str]:
    return {stemmer(language)(word) for word in map(str.lower, tokens(text)) if not is_function_word(word, language)}


def _weight(claim: Claim, titles: int) -> float:
    gain = claim.why.gain if claim.why else 0.0
    return round(gain * (1 + _ORIGIN * (claim.origins - 1 + titles)), _DIGITS)


def _frequency(told: Told) -> Counter[str]:
    """How many sentences have each content stem."""
    return Counter(told.likeness.keys[key] for vector in told.likeness.story for key in vector)
