"""The files beside the JSON -> what they print and the brief does not have, or the other way round.

First each is read back from its own format, which names the line; then the
brief is rendered again, which finds what no reader of lines looks at: labels,
titles, sources, whole reports in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from briefgen.__about__ import __version__
from briefgen.errors import TemplateError
from briefgen.model import Briefing, Claim
from briefgen.proof.claims import short
from briefgen.readback import READERS
from briefgen.renderers import RENDERERS
from briefgen.renderers.findings import tables
from briefgen.renderers.labels import headline, letters
from briefgen.renderers.news import rows
from briefgen.renderers.short import as_markdown
from briefgen.renderers.short import text as as_text

# `summarise` prints these without a template.
_SHORT: Mapping[str, Callable[[Briefing], str]] = {"md": as_markdown, "txt": as_text}


def printed(form: str, text: str, briefing: Briefing) -> Iterator[str]:
    """Whether the file prints these claims, cited as they are, and cites no other line."""
    want = {_plain(claim.text): claim for summary in briefing.summaries for claim in summary.claims}
    found = {line.text: line for line in READERS[form](text, {row.key for row in briefing.sources})}
    for words, claim in want.items():
        if words not in found:
            yield f"{_name(claim)}: the .{form} does not print it so"
        elif set(found[words].letters) != set(letters(claim, briefing)):
            yield f"{_name(claim)}: the .{form} cites {', '.join(found[words].letters)}"
    others = set(_others(briefing))
    for words in found:
        if words not in want and words not in others:
            yield f"“{short(words)}”: the .{form} prints it, the brief does not have it"


def _others(briefing: Briefing) -> Iterator[str]:
    """What is cited and no claim: headlines, and the rows of what was found beside the claims."""
    yield from (_plain(row.line.rpartition(" [")[0]) for row in rows(briefing))
    for summary in briefing.summaries:
        yield _plain(headline(summary) or "")
        for table in tables(summary, briefing):
            yield from (_plain(row.line.rpartition(" [")[0]) for row in table.rows)


def rendered(form: str, text: str, briefing: Briefing) -> tuple[str, ...]:
    """Whether the file is, to the letter, what its JSON renders to.

    Raises TemplateError where the brief's version or template is not here.
    """
    renderings = list(_renderings(form, briefing))
    if text in renderings:
        return ()
    line, words = _first_difference(text, renderings[0])
    return (f"the .{form} differs from what its JSON renders to, line {line}: “{short(words)}”",)


def _renderings(form: str, briefing: Briefing) -> Iterator[str]:
    # Another version may print other words around the lines.
    if briefing.generator != f"briefgen {__version__}":
        raise TemplateError(f"made by {short(briefing.generator)}, this is briefgen {__version__}")
    yield RENDERERS[form](briefing, str(briefing.settings["template"])).decode()
    if form in _SHORT:
        yield _SHORT[form](briefing)


def _first_difference(text: str, again: str) -> tuple[int, str]:
    """The first line, from 1, that is not as it should be, and what stands there."""
    lines = zip_longest(text.split("\n"), again.split("\n"))
    return next((number, (there or "").strip()) for number, (there, should) in enumerate(lines, 1) if there != should)


def _name(claim: Claim) -> str:
    return f"claim {claim.id} “{short(claim.text)}”"


def _plain(text: str) -> str:
    return " ".join(text.split())
