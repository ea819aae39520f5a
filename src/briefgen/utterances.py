"""Sentences of a story -> pairs that quote one utterance, in whatever extent.

Whoever quotes the same words reports the same statement, also where the words
are so common that nothing else would show it: "This should not have happened."
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from briefgen.frames import frame
from briefgen.parsing.quotes import passages
from briefgen.text.words import Stemmed, tokens

# As many words in a row are seldom chance, even where each of them is common.
_RUN = 5
# Of the shorter quotation: the rest is how one of the two heard or cut it.
_SAME = 0.8
# A longer one is a speech; aligning takes the square of its words.
_LONGEST = 120

Words = tuple[str, ...]


def utterances(reports: Sequence[str], sentences: Sequence[Stemmed]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places, of two reports, that quote the same utterance; never of two speakers by name."""
    quoted = {place: found for place, one in enumerate(sentences) if (found := _quotations(one.sentence.text))}
    for left, right in sorted(_meeting(quoted)):
        pairs = ((mine, theirs) for mine in quoted[left] for theirs in quoted[right])
        apart = reports[left] != reports[right]
        if apart and any(_are_one(*pair) for pair in pairs) and not _are_two(sentences[left], sentences[right]):
            yield left, right


def _quotations(text: str) -> list[Words]:
    """The quotations of a sentence as words in small letters, the short ones left out."""
    if not any(mark in text for mark in "\"“”„«»「『'‘"):
        return []
    found = (tuple(word.lower() for word in tokens(text[start:end])) for start, end, _ in passages(text))
    return [words for words in found if len(words) >= _RUN]


def _meeting(quoted: Mapping[int, Sequence[Words]]) -> set[tuple[int, int]]:
    """The places that share a run of quoted words."""
    posting: dict[Words, set[int]] = defaultdict(set)
    for place, found in quoted.items():
        for words in found:
            for at in range(len(words) - _RUN + 1):
                posting[words[at : at + _RUN]].add(place)
    return {pair for places in posting.values() for pair in combinations(sorted(places), 2)}


def _are_one(mine: Words, theirs: Words) -> bool:
    """Whether nearly all of the shorter quotation stands in the longer one, with a run of it whole."""
    shorter, longer = sorted((mine[:_LONGEST], theirs[:_LONGEST]), key=lambda words: (len(words), words))
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    sizes = [block.size for block in blocks]
    return max(sizes) >= _RUN and sum(sizes) >= _SAME * len(shorter)


def _are_two(left: Stemmed, right: Stemmed) -> bool:
    """Whether both sentences name who speaks, and share no name."""
    mine, theirs = _names(left), _names(right)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _names(one: Stemmed) -> set[str]:
    text = one.sentence.text
    words = (text[start:end] for start, end in frame(text, one.language))
    return {word.lower() for word in words if word[0].isupper()}
