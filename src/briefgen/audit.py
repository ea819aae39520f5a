"""A story's claims -> the links that made them, each with its score and what kept others out.

For those who want to check the merging itself: nothing here changes a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from briefgen.alignment import Alignment
from briefgen.claims import refusal
from briefgen.model import Claim, Passage, Sentence, Span, Story, Tie, Verdict
from briefgen.origins import one_origin
from briefgen.text.similarity import Similarity
from briefgen.text.words import Stemmed

_COPY = "one origin: counted once"


@dataclass(frozen=True)
class _Judge:
    story: Story
    sentences: Sequence[Stemmed]
    likeness: Similarity
    place: dict[Span, int]

    @cached_property
    def aligned(self) -> Alignment:
        return Alignment([one.sentence.span.report for one in self.sentences], self.sentences, self.likeness)

    def tie(self, claim: Claim, left: Sentence, right: Sentence, verdict: Verdict, guard: str | None) -> Tie:
        shared = self._shared(left, right)
        score = self.likeness.between(self.place[left.span], self.place[right.span]).q
        return Tie(claim.id, _whole(left), _whole(right), score, shared, verdict, guard)

    def _shared(self, left: Sentence, right: Sentence) -> tuple[str, ...]:
        """The words that both have, as the left one writes them, in its order."""
        places = self.place[left.span], self.place[right.span]
        keys = {self.likeness.keys[key] for key in self.likeness.shared(*places)}
        one = self.sentences[places[0]]
        words = (word for word, stem in zip(one.written, one.stems, strict=True) if {word, stem} & keys)
        return tuple(dict.fromkeys(words))

    def within(self, claim: Claim) -> Iterator[Tie]:
        """Between the witnesses, all of which say the same."""
        for left, right in combinations(claim.witnesses, 2):
            copied = one_origin(left, right, self.story)
            verdict = Verdict.COPY if copied else Verdict.SAME
            yield self.tie(claim, left, right, verdict, _COPY if copied else None)

    def beside(self, claim: Claim) -> Iterator[Tie]:
        """With what may say the same: the witness that is most like it, and why it does not count."""
        for one in claim.perhaps:
            other = self.place[one.sentence.span]
            found = [self.likeness.between(self.place[witness.span], other) for witness in claim.witnesses]
            nearest = max(range(len(found)), key=lambda index: found[index].q)
            witness = self.place[claim.witnesses[nearest].span]
            guard = refusal(witness, other, self.aligned, self.story.origins)
            yield self.tie(claim, claim.witnesses[nearest], one.sentence, Verdict.PERHAPS, guard)


def ties(story: Story, sentences: Sequence[Stemmed], likeness: Similarity, claims: Iterable[Claim]) -> tuple[Tie, ...]:
    """Return the links of the claims of a story, claim by claim; `likeness` is of its `sentences`."""
    judge = _Judge(story, sentences, likeness, {one.sentence.span: place for place, one in enumerate(sentences)})
    return tuple(tie for claim in claims for tie in (*judge.within(claim), *judge.beside(claim)))


def _whole(sentence: Sentence) -> Passage:
    return Passage(sentence.span, sentence.text)
