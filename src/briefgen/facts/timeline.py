"""Sentences -> when they say that things happen, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.model import Moment, Passage, Published
from briefgen.parsing.dates import resolved, times
from briefgen.text.words import Stemmed


def timeline(sentences: Sequence[Stemmed], published: Mapping[str, Published | None]) -> tuple[Moment, ...]:
    """Return a moment for each sentence that says when, dated ones by date, then the others in their order.

    The time of saying it is no such time.  A sentence with several times
    stands at the first that can be dated, else at the first one.
    `published` gives each report's date by its id; nothing is dated without.
    """
    found = [moment for one in sentences for moment in _moments(one, published[one.sentence.span.report])]
    dated = sorted((moment for moment in found if moment.date), key=lambda moment: moment.date or "")
    return (*dated, *(moment for moment in found if not moment.date))


def _moments(one: Stemmed, published: Published | None) -> Iterator[Moment]:
    text = one.sentence.text
    happening = [time for time in times(text, one.language) if not time.saying]
    known = [(time, resolved(time, published)) for time in happening]
    chosen = next((pair for pair in known if pair[1]), known[0] if known else None)
    if chosen:
        time, date = chosen
        yield Moment(Passage(one.sentence.span, text), text[time.start : time.end], date)
