"""Witnesses of one claim -> where one quotes what the other tells in nearly the same words, without marks.

Three telling words in the same order, close together, are no accident in two
reports of one remark.  A sentence in the first person stands in an utterance
itself, whose marks are in its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.differences.places import Places, Word, is_named, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.parsing.quotes import passages
from briefgen.text.frequency import zipf
from briefgen.text.tables import table

_FEWEST, _ENOUGH = 3, 4
# Commoner words follow one another in any two sentences.
_TELLING = 5.3
# Of the telling words of either stretch so many are shared.
_ALIKE = 0.6
# A longer stretch is a speech, and a longer fragment shows what is shared alone.
_LONGEST, _READABLE, _SHORT, _LONG = 60, 160, 5, 7
_RULE = "quoted on one side, told in nearly the same words without marks on the other"

_MARKS = frozenset("'\"’”")
_SHORTER = "quoted on one side, shorter and without marks on the other"
_MEMBERS = "one of the quotations is the same on both sides, the other is not"

_Run = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Shared:
    """The words in which two stretches meet, in order, of either one."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def paraphrase(left: Side, right: Side) -> Iterator[Found]:
    """Find what is quoted on one side and told on the other."""
    if not places(left).quotations and not places(right).quotations:
        return
    yield from (*_told(left, right), *_shortened(left, right), *_verbatim(left, right), *_members(left, right))
    for found in (*_told(right, left), *_shortened(right, left), *_verbatim(right, left)):
        yield Found(found.kind, found.right, found.left, found.rule)


def _members(left: Side, right: Side) -> Iterator[Found]:
    """Of two short quotations on each side one is common, the other is not: the signs that a crowd held."""
    ours, theirs = _by_words(left), _by_words(right)
    common = ours.keys() & theirs.keys()
    mine, its = ours.keys() - common, theirs.keys() - common
    if common and len(mine) == len(its) == 1:
        one, other = mine.pop(), its.pop()
        if max(len(one), len(other)) <= _SHORT and len(set(one)) > 1 < len(set(other)) and not set(one) <= set(other):
            yield Found(Kind.QUOTATION, ours[one], theirs[other], _MEMBERS)


@once
def _by_words(side: Side) -> dict[tuple[str, ...], Offsets]:
    found = places(side)
    return {tuple(word.lower for word in found.of(*at)): at for at in found.quotations}


def _verbatim(quoting: Side, plain: Side) -> Iterator[Found]:
    """What stands word for word on the other side, too common as the words may be; short ones are another rule's."""
    if not places(quoting).quotations:
        return
    words = places(plain).words
    theirs = [word.lower for word in words]
    for quoted in _quotations(places(quoting)):
        mine = [word.lower for word in quoted]
        starts = (at for at, word in enumerate(theirs) if word == mine[0]) if len(mine) >= _LONG else ()
        at = next((at for at in starts if theirs[at : at + len(mine)] == mine), None)
        if at is None or any(word.is_quoted for word in words[at : at + len(mine)]):
            continue
        place = words[at].start, words[at + len(mine) - 1].end
        marked = plain.text[place[1] : place[1] + 1] in _MARKS or _is_utterance(plain)
        if not marked and not list(_told(quoting, plain)):
            yield Found(Kind.QUOTATION, _fragment(quoting, quoted, quoted, _Shared((0, -1), (0,))), place, _RULE)


def _shortened(quoting: Side, plain: Side) -> Iterator[Found]:
    """Where a short quotation stands without some of its adjectives: "a truly grim, sad end", a grim end."""
    theirs = places(plain).words
    if not places(quoting).quotations or _is_utterance(plain):
        return
    for quoted in _quotations(places(quoting)):
        stems = [word.stem for word in quoted if word.is_content]
        if not _FEWEST <= len(stems) <= _ENOUGH or not _tells(quoted[-1], quoting.language) or is_named(quoted):
            continue
        for led, head in pairwise(theirs):
            both = head.stem == stems[-1] and led.stem in stems[:-1] and _tells(led, plain.language)
            marked = head.is_quoted or led.is_quoted or plain.text[head.end : head.end + 1] in _MARKS
            if both and not marked and not set(stems) <= {word.stem for word in theirs}:
                at = _fragment(quoting, quoted, quoted, _Shared((0,), (0,)))
                yield Found(Kind.QUOTATION, at, (led.start, head.end), _SHORTER)


def _told(quoting: Side, plain: Side) -> Iterator[Found]:
    theirs = places(plain)
    if not theirs.words or not places(quoting).quotations or _is_utterance(plain):
        return
    for quoted, telling in _readable(quoting):
        runs = _runs(plain)
        size = sum(word.is_content for word in quoted)
        found = [(run, shared) for run in runs if (shared := _meeting(telling, run, size)) is not None]
        if not found or is_named(quoted) or _quotes_too(theirs, telling):
            continue
        run, shared = max(found, key=lambda one: (len(one[1].theirs), -_start(one[0])))
        at = _fragment(quoting, quoted, telling, shared)
        yield Found(Kind.QUOTATION, at, (run[shared.theirs[0]].start, run[shared.theirs[-1]].end), _RULE)


@once
def _runs(side: Side) -> Sequence[_Run]:
    return [run for run in _unmarked(places(side), side) if len(run) >= _FEWEST]


@once
def _readable(side: Side) -> Sequence[tuple[_Run, _Run]]:
    """The quotations, each with those of its words that tell something."""
    return [(quoted, [word for word in quoted if _tells(word, side.language)]) for quoted in _quotations(places(side))]


def _quotes_too(found: Places, telling: _Run) -> bool:
    """Whether the other side quotes any of it: two quotations are compared elsewhere."""
    quoted = {word.stem for word in found.words if word.is_quoted}
    return any(word.stem in quoted for word in telling)


def _start(run: _Run) -> int:
    """Where a run of words begins."""
    return run[0].start


@once
def _is_utterance(side: Side) -> bool:
    """Whether a sentence is somebody's words itself: it has a mark that nothing closes, or speaks of "us"."""
    first_person = table(side.language).first_person
    open_ = any(not closed for _, _, closed in passages(side.text))
    return open_ or any(word.lower in first_person and not word.is_quoted for word in places(side).words)


def _quotations(found: Places) -> Iterator[list[Word]]:
    for at in found.quotations:
        words = found.of(*at)
        if _FEWEST <= len(words) <= _LONGEST:
            yield words


def _unmarked(found: Places, side: Side) -> Iterator[list[Word]]:
    """The telling words between quotations, run by run."""
    run: list[Word] = []
    for word in found.words:
        if word.is_quoted:
            yield run
            run = []
        elif _tells(word, side.language):
            run.append(word)
    yield run


def _tells(word: Word, language: str) -> bool:
    return word.is_content and zipf(word.lower, language) < _TELLING


def _meeting(ours: _Run, theirs: _Run, size: int) -> _Shared | None:
    """The longest row of equal words, where most words from its first to its last are equal."""
    best: _Shared | None = None
    where: dict[str, list[int]] = {}
    for at, word in enumerate(ours):
        where.setdefault(word.stem, []).append(at)
    firsts = [at for at, word in enumerate(theirs) if word.stem in where]
    for left, first in zip(range(len(firsts), _FEWEST - 1, -1), firsts, strict=False):
        # No longer row begins where so few equal words are left.
        if best and left <= len(best.ours):
            break
        shared = _row(where, theirs, first)
        plain = sum(not theirs[at].is_capital for at in shared.theirs) >= _FEWEST
        if plain and _is_much(shared, size) and _is_close(shared) and (not best or len(shared.ours) > len(best.ours)):
            best = shared
    return best


def _row(where: Mapping[str, Sequence[int]], theirs: _Run, first: int) -> _Shared:
    """Equal words in order from a place on, each next one the nearest of both sides; `where` are ours by stem."""
    mine: list[int] = []
    its: list[int] = []
    at = first
    while at < len(theirs) and (not its or at - its[-1] <= _FEWEST):
        begin = mine[-1] + 1 if mine else 0
        place = next((one for one in where.get(theirs[at].stem, ()) if one >= begin), None)
        if place is not None and (not mine or place - mine[-1] <= _FEWEST):
            mine.append(place)
            its.append(at)
        elif not mine:
            break
        at += 1
    return _Shared(tuple(mine), tuple(its))


def _is_much(shared: _Shared, size: int) -> bool:
    """Whether it is more than a turn of phrase, or most of what is quoted."""
    return len(shared.ours) >= (_FEWEST if len(shared.ours) >= _ALIKE * size else _ENOUGH)


def _is_close(shared: _Shared) -> bool:
    spans = (one[-1] - one[0] + 1 for one in (shared.ours, shared.theirs))
    return all(len(shared.ours) >= _ALIKE * span for span in spans)


def _fragment(side: Side, quoted: _Run, telling: _Run, shared: _Shared) -> Offsets:
    """The quotation with its marks, or what is shared where that is long."""
    start, end = next(at for at in places(side).quotations if at[0] <= quoted[0].start < at[1])
    if end - start <= _READABLE:
        return start, end
    return telling[shared.ours[0]].start, telling[shared.ours[-1]].end
