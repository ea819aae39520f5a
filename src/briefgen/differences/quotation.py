"""Witnesses of one claim -> where they quote the same words otherwise.

One quotes more of them; both quote, not the same words; one puts in quotation
marks what the other says itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from briefgen.differences.places import Word, is_named, places
from briefgen.differences.sides import Found, Offsets, Side, once
from briefgen.model import Kind
from briefgen.text.frequency import zipf

_RUN = 4
_LEAST = 5
# Every one is set beside every one of the other side.
_MANY = 20
_AMONG = 3
# A longer one is a speech; aligning takes the square of its words.
_LONGEST = 120
_ALIKE = 0.6
_MARKED_LONGEST = 6
_SHORT_MARKED = 3
_RARE = 4.7
# "Color" beside "colour", "cease-fires" beside "ceasefire" are one word.
_SPELLING = 0.75

_SHORT_FORMS = {"won't": "willnot", "can't": "cannot", "n't": "not", "'re": "are", "'ve": "have", "'ll": "will"}

_FULLER = "the same words quoted; one side quotes more"
_WORDING = "quoted on both sides, not in the same words"
_MARKS = "quoted on one side, said without marks on the other"
_PART = "quoted to another extent"


def quotation(left: Side, right: Side) -> Iterator[Found]:
    """Find the quotations that differ in extent, in wording, or in having marks at all."""
    ours, theirs = _quotations(left), _quotations(right)
    for one in ours:
        for other in theirs:
            yield from _both_quoted(left, one, right, other, (ours, theirs))
    yield from _marked(left, right)
    for found in _marked(right, left):
        yield Found(found.kind, found.right, found.left, found.rule)


_Quotation = tuple[Offsets, list[Word]]
_Gap = tuple[Offsets, Offsets]


@once
def _quotations(side: Side) -> list[_Quotation]:
    """The quotations with their words; all of them only where they are few."""
    found = places(side)
    return [(at, words) for at in found.quotations[:_MANY] if (words := found.of(*at))]


def _both_quoted(
    left: Side, one: _Quotation, right: Side, other: _Quotation, all_quoted: tuple[list[_Quotation], list[_Quotation]]
) -> Iterator[Found]:
    ours, theirs = _spelled(one[1]), _spelled(other[1])
    if _is_fuller(ours, theirs, one[1], all_quoted[0]) or _is_fuller(theirs, ours, other[1], all_quoted[1]):
        yield Found(Kind.QUOTATION, one[0], other[0], _FULLER)
    elif min(len(ours), len(theirs)) >= _LEAST and (at := _reworded(left, one[1], right, other[1])):
        yield Found(Kind.QUOTATION, *at, _WORDING)
    elif all(len(some) == 1 for some in all_quoted) and _are_of_one_remark(left, one, right, other):
        yield Found(Kind.QUOTATION, one[0], other[0], _WORDING)


def _are_of_one_remark(left: Side, one: _Quotation, right: Side, other: _Quotation) -> bool:
    """Whether two short quotations, the only ones, share a word, are not the same, and stand among the same words."""
    ours, theirs = _spelled(one[1]), _spelled(other[1])
    if max(len(ours), len(theirs)) > _MARKED_LONGEST + 2 or ours == theirs or is_named(one[1]) or is_named(other[1]):
        return False
    content = [{word.stem for word in words if word.is_content} for _, words in (one, other)]
    around = [{word.stem for word in places(side).words if word.is_content} for side in (left, right)]
    outside = (around[0] - content[0]) & (around[1] - content[1])
    return content[0] != content[1] and not content[0].isdisjoint(content[1]) and len(outside) >= _AMONG


def _spelled(words: Sequence[Word]) -> list[str]:
    return [word.lower for word in words]


def _is_fuller(part: list[str], whole: list[str], words: Sequence[Word], beside: Sequence[_Quotation]) -> bool:
    """Whether a fragment of a quotation stands whole on the other side.

    What begins like a sentence is no fragment: the rest may stand in the next
    sentence.  Nor is what goes on behind "he said".
    """
    if len(part) < 2 or len(whole) < len(part) + 2 or words[0].is_capital or _place(part, whole) is None:
        return False
    quoted = {word.lower for _, some in beside for word in some}
    return sum(word not in quoted for word in whole) >= 2


def _place(part: Sequence[str], whole: Sequence[str]) -> int | None:
    """Where a run of words stands in another one."""
    size = len(part)
    return next((at for at in range(len(whole) - size + 1) if list(whole[at : at + size]) == list(part)), None)


def _reworded(left: Side, ours: Sequence[Word], right: Side, theirs: Sequence[Word]) -> _Gap | None:
    """Where two records of one utterance part most, with a word or two around."""
    # Aligning depends on which comes first: always the same one, that swapped sides give the swapped result.
    mine, its = _plain(ours), _plain(theirs)
    if mine > its:
        swapped = _reworded(right, theirs, left, ours)
        return (swapped[1], swapped[0]) if swapped else None
    changes = [gap for gap in _gaps(mine, its) if _is_change(left, right, ours, theirs, gap)]
    if not changes:
        return None
    one, other = max(changes, key=lambda gap: _content(ours, gap[0]) + _content(theirs, gap[1]))
    return _around(ours, one), _around(theirs, other)


def _gaps(ours: list[str], theirs: list[str]) -> list[_Gap]:
    """What stands between the runs of equal words, where two quotations are of one utterance."""
    if max(len(ours), len(theirs)) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    equal = sum(block.size for block in blocks)
    if max((block.size for block in blocks), default=0) < _RUN or equal < _ALIKE * min(len(ours), len(theirs)):
        return []
    return [
        ((before.a + before.size, behind.a), (before.b + before.size, behind.b)) for before, behind in pairwise(blocks)
    ]


def _content(words: Sequence[Word], at: Offsets) -> int:
    return sum(word.is_content for word in words[slice(*at)])


def _plain(words: Sequence[Word]) -> list[str]:
    """The words without what is only spelling: hyphens, full stops, "n't" for "not"."""
    return [_long(word.text) for word in words]


@lru_cache(maxsize=4096)
def _long(word: str) -> str:
    word = word.lower().replace("’", "'")
    for short, spelled in _SHORT_FORMS.items():
        word = word.replace(short, spelled)
    return word.replace("-", "").replace(".", "")


def _is_change(left: Side, right: Side, ours: Sequence[Word], theirs: Sequence[Word], gap: _Gap) -> bool:
    """Whether what stands between two equal runs differs: not by spelling, and nothing is marked as left out."""
    if _is_edited(left, ours, gap[0]) or _is_edited(right, theirs, gap[1]):
        return False
    changed = ours[slice(*gap[0])], theirs[slice(*gap[1])]
    if not any(word.is_content for words in changed for word in words):
        return False
    spelled = ["".join(_plain(words)) for words in changed]
    matcher = SequenceMatcher(None, spelled[0], spelled[1], autojunk=False)
    # From quick to slow: each of the first two is never less than the last, and mostly enough.
    return any(ratio() < _SPELLING for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _is_edited(side: Side, words: Sequence[Word], at: Offsets) -> bool:
    """Whether an editor's brackets or dots stand here."""
    text = side.text[words[max(0, at[0] - 1)].start : words[min(len(words) - 1, at[1])].end]
    return any(mark in text for mark in ("[", "(", "…", "..", ". .", "—", "--"))


def _around(words: Sequence[Word], at: Offsets) -> Offsets:
    return words[max(0, at[0] - 2)].start, words[min(len(words), at[1] + 2) - 1].end


def _marked(quoting: Side, plain: Side) -> Iterator[Found]:
    """What one side quotes and the other says without marks."""
    if not _quotations(quoting):
        return
    theirs = places(plain).words
    quoted = {word.lower for word in theirs if word.is_quoted}
    for at, words in _quotations(quoting):
        spelled = _spelled(words)
        if not 2 <= len(spelled) <= _MARKED_LONGEST or set(spelled) <= quoted or is_named(words):
            continue
        place = _place(spelled, _spelled(theirs))
        if place is not None and not _stands_in_marks(plain, theirs[place], theirs[place + len(spelled) - 1]):
            yield Found(Kind.QUOTATION, at, (theirs[place].start, theirs[place + len(spelled) - 1].end), _MARKS)
        elif place is None and (part := _same_head(quoting, words, plain)):
            yield Found(Kind.QUOTATION, *part, _PART)


def _stands_in_marks(side: Side, first: Word, last: Word) -> bool:
    around = side.text[max(0, first.start - 1) : first.start] + side.text[last.end : last.end + 1]
    return first.is_quoted or last.is_quoted or any(mark in around for mark in "'‘’`*")


def _same_head(quoting: Side, words: Sequence[Word], plain: Side) -> tuple[Offsets, Offsets] | None:
    """A quoted "horrible massacre" beside a massacre, behind the same word: what is quoted, and where both stand."""
    head = words[-1]
    if len(words) > _SHORT_MARKED or zipf(head.lower, quoting.language) >= _RARE:
        return None
    ours, theirs = places(quoting).words, places(plain).words
    at = next(place for place, word in enumerate(ours) if word.start == words[0].start)
    for place in range(1, len(theirs)):
        other, led = theirs[place], theirs[place - 1]
        if at and other.stem == head.stem and not other.is_quoted and led.stem == ours[at - 1].stem and led.is_content:
            return (ours[at - 1].start, _mark_end(quoting, head)), (led.start, other.end)
    return None


def _mark_end(side: Side, last: Word) -> int:
    """The end of a quotation that ends with this word."""
    return next(end for start, end in places(side).quotations if start <= last.start < end)
