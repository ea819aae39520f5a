"""A story's reports -> what its claims can stand on: sentences, their neighbours, people.

Found again in the texts, as the making finds them; nothing comes from the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from briefgen.model import Report, Sentence, Span, Story
from briefgen.parsing.names import people
from briefgen.text.sentences import sentences_of


@dataclass(frozen=True)
class Ground:
    """One story, made anew of its texts, and its reports by the keys that the brief gives them."""

    story: Story
    reports: Mapping[str, Report]

    @cached_property
    def sentences(self) -> dict[Span, Sentence]:
        """The sentences of the bodies of the kept reports, by where they stand."""
        return {one.span: one for report in self.story.reports for one in sentences_of(report)}

    @cached_property
    def people(self) -> frozenset[str]:
        """The full names of the persons in the story."""
        report = self.story.report
        texts = (one.text for one in self.sentences.values() if report[one.span.report].language == "en")
        return people(texts, "en")

    @cached_property
    def _before(self) -> dict[Span, Sentence]:
        return {
            right.span: left
            for left, right in pairwise(self.sentences.values())
            if (left.span.report, left.paragraph) == (right.span.report, right.paragraph)
        }

    @cached_property
    def _by_end(self) -> dict[tuple[str, int], Sentence]:
        return {(span.report, span.end): one for span, one in self.sentences.items()}

    def span(self, place: Mapping[str, Any]) -> Span:
        """Where a place of the JSON is, its key resolved."""
        return Span(self.reports[place["source"]].id, place["start"], place["end"])

    def slice(self, span: Span) -> str:
        """The words that stand there; none where the span is not within the text."""
        text = self.story.report[span.report].text
        return text[span.start : span.end] if 0 <= span.start <= span.end <= len(text) else ""

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same paragraph."""
        return self._before.get(sentence.span)

    def earlier(self, sentence: Sentence) -> Iterator[str]:
        """The report's sentences before it, the nearest first."""
        report = sentence.span.report
        told = [one.text for span, one in self.sentences.items() if span.report == report]
        return reversed(told[: sentence.position])

    def wording(self, span: Span) -> tuple[Sentence, ...]:
        """The one sentence, or the two neighbours of a paragraph, that the span is; else nothing."""
        last = self._by_end.get((span.report, span.end))
        if last is None or last.span == span:
            return (last,) if last else ()
        first = self.before(last)
        return (first, last) if first and first.span.start == span.start else ()
