"""Report -> whether it is an issuer's own release: who speaks in it is who sends it.

A release is a source like any other, but no editor chose its news: it neither
weighs as an origin where stories are put in order nor gives the bottom line
where others report too.
"""

from __future__ import annotations

import re

from briefgen.model import Report, Role, Story
from briefgen.text.words import tokens

_OFFICE = re.compile(
    r"\b(?:press|media)\s+(?:office|service|team|centre|center|relations|release|desk)\b|\bpublic affairs\b"
    r"|\bcommunications\b|\bpressestelle\b|\bpressemitteilung\b|\bservice de presse\b|\bcommuniqué de presse\b"
    r"|\bgabinete de prensa\b|\bnota de prensa\b|\bпресс-служб",
    re.IGNORECASE,
)
# An issuer names itself at once: "The grid operator Kestnetz has restored electricity".
_OPENING = 12


def is_release(report: Report) -> bool:
    """Tell whether a report is a press office's, or a mail whose sender its first words are about."""
    senders = [name for name in (report.outlet, report.author) if name]
    if any(_OFFICE.search(line) for line in (*senders, report.title or "")):
        return True
    return report.source.kind == "mail" and any(_speaks(name, report) for name in senders)


def _speaks(name: str, report: Report) -> bool:
    """Whether a report opens with a name."""
    said, body = _words(name), _words(next(report.of_role(Role.BODY), ""))[:_OPENING]
    return bool(said) and any(body[at : at + len(said)] == said for at in range(len(body)))


def _words(text: str) -> list[str]:
    return [word.lower() for word in tokens(text)]


def editors(story: Story) -> int:
    """Return how many origins have a report that is no release; one where all are."""
    return len({story.origin_of[one.id] for one in story.reports if not is_release(one)}) or 1
