"""Reports -> kept reports, copies, and origins: which are copies of one text.

The one notion of a copy in the whole project (5-word shingles of the body,
containment in the smaller one): from DUPLICATE on a report is folded before
anything is counted; from SAME_ORIGIN on two reports have one vote; below,
sentences are compared claim by claim.  A teaser, or the same article read
once more, is a copy of what has its address.  Everything that counts, counts
origins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import combinations

from briefgen.addresses import at_one_address, other_addresses, titles_alike
from briefgen.model import Copy, Published, Report, Role, Sentence, Story, instant
from briefgen.parsing.credits import credited, medium
from briefgen.text.shingles import Shingles, containment, overlapping, shingles
from briefgen.text.words import tokens

# On 5,000 pairs of real reports of one story rivals' texts share up to .35
# (quotations of the same speech), rewritten wire copies .5 and more, shortened
# or lightly edited ones .8 and more; texts of other stories .02.
DUPLICATE = 0.80
SAME_ORIGIN = 0.50
# Independence is shown only below this, and where nothing else speaks against it.
INDEPENDENT = 0.20
_SIZE = 5
# A text with fewer shingles is a copy only where it is the same throughout.
_ENOUGH = 20
# A teaser has 20 to 80 words.
_TEASER = 120
# Copies among very many reports are found by a quarter of their shingles.
_EVERY = 4

# As many sentences as one claim has witnesses: each is looked at once for all its pairs.
_WITNESSES = 512
_CLAIM_SIZE = 4
_CLAIM_COPY = 0.50

_AGENCY = re.compile(
    r"\((AP|AFP|Reuters|Xinhua|UPI|dpa|PTI|ANI|EFE|CNN|Bloomberg|TASS|Interfax|ANSA|Kyodo|Yonhap)\)"
    r"|\b(Associated Press|Agence France-Presse)\b"
)
_FULL_NAMES = {"Associated Press": "AP", "Agence France-Presse": "AFP"}
# An agency names itself at a report's beginning or end.
_EDGE = 200
# Any agency's tag, where the text opens with a place: "TOLSUND (KPS) -"; or ends with it.
_TAG = re.compile(r"^[A-ZÀ-Þ][\w .,'’/-]{1,40} ?\(([A-Z]{2,6})\) ?[-–—:]|\(([A-Z]{2,6})\)\W?\Z", re.MULTILINE)
# One report's "(NATO)" may be anything.
_TAGGED = 2

# Two reports, as places in the list of them, and the containment of their texts.
Overlap = tuple[int, int, float]


def story_of(reports: Iterable[Report], prints: Mapping[str, Shingles] | None = None) -> Story:
    """Make one story of reports, in whatever order: copies folded, origins joined.

    Of two copies the one with the longer body is kept; a copy of a copy is
    folded with it.  `prints` are the reports' fingerprints by id, where they
    are known.
    """
    reports = sorted(reports, key=lambda report: report.order)
    tags = tags_of(reports)
    overlaps = _overlaps(reports, [prints[one.id] if prints else fingerprint(one) for one in reports])
    keeper = _keepers(reports, overlaps)
    kept = [place for place, original in enumerate(keeper) if place == original]
    copies = [Copy(reports[place], reports[original].id) for place, original in enumerate(keeper) if place != original]
    reports = _with_addresses(reports, keeper)
    between = [overlap for overlap in overlaps if overlap[0] in kept and overlap[1] in kept]
    return Story(
        reports=tuple(reports[place] for place in kept),
        origin_of=_origins(reports, kept, between, tags),
        copies=tuple(copies),
        independent=_independent([reports[place] for place in kept], between, tags),
    )


def _with_addresses(reports: Sequence[Report], keeper: Sequence[int]) -> list[Report]:
    """The reports, each kept one with the other addresses that its copies were read under."""
    copies: dict[int, list[Report]] = defaultdict(list)
    for place, original in enumerate(keeper):
        if place != original:
            copies[original].append(reports[place])
    urls = {place: other_addresses(reports[place], found) for place, found in copies.items()}
    return [replace(one, urls=urls[place]) if urls.get(place) else one for place, one in enumerate(reports)]


def keepers(reports: Sequence[Report], prints: Sequence[Shingles]) -> list[int]:
    """Return the place of the report that is kept for each, its own where it is no copy.

    For reports on any matters, given in canonical order with their
    fingerprints; `story_of` keeps the same ones.
    """
    return _keepers(reports, _overlaps(reports, prints, DUPLICATE, _EVERY))


def copied(
    reports: Sequence[Report], prints: Sequence[Shingles], known: Sequence[Report]
) -> Iterator[tuple[float, int, int]]:
    """Yield the reports that copy a known one or are copied by it: the share of the text, and both places."""
    every, first = [*reports, *known], len(reports)
    for pair in _overlaps(every, [*prints, *map(fingerprint, known)], DUPLICATE, _EVERY):
        place, other = sorted(pair[:2])
        if place < first <= other and pair[2] >= DUPLICATE:
            yield pair[2], place, other - first


def first_published(story: Story) -> dict[str, Published | None]:
    """Return for each kept report the earliest date stated by it, its copies and what it copies of earlier editions.

    "Today" of a text that is printed again on Saturday is still Friday.
    """
    found: dict[str, list[Published | None]] = {name: [one.published] for name, one in story.report.items()}
    for copy in story.copies:
        found[copy.of].append(copy.report.published)
    if story.past:
        past = story.past.reports
        for _, place, known in copied(story.reports, [fingerprint(one) for one in story.reports], past):
            found[story.reports[place].id].append(past[known].published)
    return {name: min(filter(None, stated), key=instant, default=None) for name, stated in found.items()}


def fingerprint(report: Report) -> Shingles:
    """Return the shingles of a report's body; of its whole text where it has none."""
    body = " ".join(report.of_role(Role.BODY)) or report.text
    # Dots alone are a text too: equal to the same dots.
    return shingles([word.lower() for word in tokens(body)] or [body], _SIZE)


def _precedence(report: Report) -> tuple[int, bool, int, bool, int]:
    """Which of several copies is kept: the least comes first.

    The longest body; of equal ones the agency's own before a reprint of it,
    then what states its outlet and its time; then that without a headline, or
    the longest headline, so that one that somebody puts above a copy, or cuts,
    changes nothing.
    """
    body = sum(map(len, report.of_role(Role.BODY))) or len(report.text)
    return (-body, not _is_own(report), -_stated(report), report.title is not None, -len(report.title or ""))


def _is_own(report: Report) -> bool:
    """Whether the outlet is the agency whose tag a report carries."""
    return bool(report.outlet) and report.outlet in agencies(report) | _tags(report)


def _stated(report: Report) -> int:
    """How much a report tells of where it is from: outlet, day, hour."""
    return bool(report.outlet) + bool(report.published) + isinstance(report.published, datetime)


def distinct_origins(witnesses: Sequence[Sentence], story: Story) -> int:
    """Count the independent origins of one claim, given its witnesses; see `one_origin`."""
    if len(witnesses) == 1:
        return 1
    pairs = combinations(range(len(witnesses)), 2)
    same = [pair for pair in pairs if one_origin(witnesses[pair[0]], witnesses[pair[1]], story)]
    return len(set(_groups(len(witnesses), same)))


def one_origin(left: Sentence, right: Sentence, story: Story) -> bool:
    """Tell whether two witnesses of a claim count once.

    They do where their reports have one origin, where the sentences share half
    of the shorter one's 4-word shingles, and where one names the other's
    outlet or agency as its source, or both the same one.
    """
    reports = story.report[left.span.report], story.report[right.span.report]
    if story.origin_of[reports[0].id] == story.origin_of[reports[1].id]:
        return True
    if containment(*(_claim_print(one.text) for one in (left, right))) >= _CLAIM_COPY:
        return True
    mine, theirs = credited(left.text), credited(right.text)
    if not mine.isdisjoint(theirs):
        return True
    return _is_one(mine, reports[1], story) or _is_one(theirs, reports[0], story)


def _is_one(cited: frozenset[str], report: Report, story: Story) -> bool:
    """Whether a report is by one of the media cited; few sentences cite any."""
    if not cited:
        return False
    tags = tags_of([*story.reports, *(copy.report for copy in story.copies)])
    return not cited.isdisjoint(_own_names(report, tags))


@lru_cache(_WITNESSES)
def _claim_print(text: str) -> Shingles:
    return shingles([word.lower() for word in tokens(text)], _CLAIM_SIZE)


def _own_names(report: Report, tags: frozenset[str]) -> frozenset[str]:
    """The agencies that a report names as its own, and its outlet."""
    outlet = report.outlet or ""
    return agencies(report, tags) | {medium(outlet) or outlet.lower() if outlet else ""} - {""}


def _overlaps(
    reports: Sequence[Report], prints: Sequence[Shingles], least: float = INDEPENDENT, every: int = 1
) -> list[Overlap]:
    """Pairs whose texts overlap, the longer report first."""
    order = sorted(range(len(reports)), key=lambda place: (_precedence(reports[place]), place))
    sorted_prints = [prints[place] for place in order]
    found = [
        (order[longer], order[shorter], 1.0 if sorted_prints[longer] == sorted_prints[shorter] else share)
        for longer, shorter, share in overlapping(sorted_prints, least, every)
        if sorted_prints[longer] == sorted_prints[shorter]
        or min(len(sorted_prints[longer]), len(sorted_prints[shorter])) >= _ENOUGH
    ]
    return [*found, *_of_one_address(reports, prints)]


def _of_one_address(reports: Sequence[Report], prints: Sequence[Shingles]) -> Iterator[Overlap]:
    """Pairs of reports at one address: an article and its teaser, or two of one origin."""
    for places in at_one_address(reports):
        first, *others = sorted(places, key=lambda place: (_precedence(reports[place]), place))
        for other in others:
            same = _is_same_article(reports[first], reports[other], containment(prints[first], prints[other]))
            yield first, other, 1.0 if same else SAME_ORIGIN


def _is_same_article(longer: Report, shorter: Report, share: float) -> bool:
    """Whether what stands at one address is one article.

    Its text once more, or a teaser under its title; a page that changes all
    day has its address too, and of that nothing may be lost.
    """
    return share >= SAME_ORIGIN or (shorter.words < _TEASER and titles_alike(longer, shorter))


def _keepers(reports: Sequence[Report], overlaps: Iterable[Overlap]) -> list[int]:
    """For each report the place of the one that is kept for it; its own where it is no copy."""
    original: dict[int, tuple[float, int]] = {}
    for longer, shorter, share in overlaps:
        if share >= DUPLICATE:
            original[shorter] = max(original.get(shorter, (0.0, 0)), (share, -longer))
    keeper = list(range(len(reports)))
    for place in sorted(original, key=lambda place: (_precedence(reports[place]), place)):
        keeper[place] = keeper[-original[place][1]]
    return keeper


def _origins(
    reports: Sequence[Report], kept: Sequence[int], overlaps: Iterable[Overlap], tags: frozenset[str]
) -> dict[str, int]:
    """Number the origins of the kept reports from 0, in their order."""
    index = {place: number for number, place in enumerate(kept)}
    same = [
        (index[left], index[right])
        for left, right, share in overlaps
        if share >= SAME_ORIGIN or _share_agency(reports[left], reports[right], tags)
    ]
    numbers = _groups(len(kept), same)
    return {reports[place].id: number for place, number in zip(kept, numbers, strict=True)}


def _groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Number the connected components of `count` things, in the order of their first members."""
    member = list(range(count))
    for left, right in pairs:
        low, high = sorted((member[left], member[right]))
        member = [low if group == high else group for group in member]
    names = {group: number for number, group in enumerate(dict.fromkeys(member))}
    return [names[group] for group in member]


def _independent(kept: Sequence[Report], overlaps: Sequence[Overlap], tags: frozenset[str]) -> bool:
    """Whether all kept reports can be shown to be independent of one another."""
    outlets = {report.outlet for report in kept if report.outlet}
    stated = len(kept) > 1 and len(outlets) == len(kept)
    return stated and not overlaps and not any(_share_agency(*pair, tags) for pair in combinations(kept, 2))


def _share_agency(left: Report, right: Report, tags: frozenset[str]) -> bool:
    return not agencies(left, tags).isdisjoint(agencies(right, tags))


def agencies(report: Report, tags: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the agencies that a report names at its beginning or end: known ones, and those of these tags.

    >>> from briefgen.model import Source
    >>> sorted(agencies(Report(Source("-", "text"), "GENEVA (AP) — It rained.", ())))
    ['AP']
    """
    found = (tag or _FULL_NAMES[name] for tag, name in _AGENCY.findall(_edges(report)))
    return frozenset(found) | (_tags(report) & tags)


def tags_of(reports: Iterable[Report]) -> frozenset[str]:
    """Return the tags that several reports carry where an agency puts its own, known or not.

    >>> from briefgen.model import Source
    >>> texts = ("TOLLE (KPS) - It rained.", "SELBY (KPS) - It snowed.", "It froze. (NATO)")
    >>> sorted(tags_of(Report(Source("-", "text"), text, ()) for text in texts))
    ['KPS']
    """
    counts = Counter(tag for report in reports for tag in _tags(report))
    return frozenset(tag for tag, count in counts.items() if count >= _TAGGED)


def _tags(report: Report) -> frozenset[str]:
    return frozenset(opens or ends for opens, ends in _TAG.findall(_edges(report)))


def _edges(report: Report) -> str:
    return f"{report.text[:_EDGE]} {report.text[-_EDGE:]}"
