"""Lines in the order of print -> lines whose first mention of a person is by full name.

A report names people in full once and then by surname; the line that is
quoted may be a later one.  The full name is put in brackets, visibly, where
exactly one person of the story bears the surname and the budget has room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.model import Claim, Edit, Report
from briefgen.readability import apply
from briefgen.text.tables import table
from briefgen.text.words import count


def introduced(
    claims: Sequence[Claim], people: Iterable[str], reports: Mapping[str, Report], room: float
) -> tuple[Claim, ...]:
    """Give each person's first mention in the full name, as far as `room` words allow.

    `people` are the full names that the story has; one that a line has in
    brackets already is left alone.
    """
    put_in = {edit.after for claim in claims for edit in claim.edits}
    # Twice the same name in brackets would make two lines more alike than they are.
    names = {surname: name for surname, name in _by_surname(people).items() if f"[{name}]" not in put_in}
    return tuple(_introduced(claims, names, reports, room))


def _by_surname(people: Iterable[str]) -> dict[str, str]:
    """Full names by surname, where only one person of the story has it."""
    found: dict[str, set[str]] = {}
    for name in people:
        found.setdefault(name.split()[-1], set()).add(name)
    return {surname: names.pop() for surname, names in found.items() if len(names) == 1}


def _introduced(
    claims: Sequence[Claim], names: dict[str, str], reports: Mapping[str, Report], room: float
) -> Iterator[Claim]:
    waiting = dict(names)
    for claim in claims:
        report = reports[claim.wording.report]
        wording = report.text[claim.wording.start : claim.wording.end]
        named = claim
        for surname in [surname for surname in waiting if surname in claim.text]:
            longer = _with_name(named, wording, waiting[surname], report.language)
            cost = count(longer.text) - count(named.text)
            if cost <= room:
                named, room = longer, room - cost
            if waiting[surname] in named.text or longer is not named:
                del waiting[surname]
        yield named


def _with_name(claim: Claim, wording: str, name: str, language: str) -> Claim:
    """The claim with a bare surname as its subject made the full name; itself where there is none."""
    match = _subject(name.split()[-1]).search(wording)
    if match is None or name in wording or not _is_verb(wording[match.end() :], language):
        return claim
    at = match.start("surname")
    if any(edit.at <= at < edit.at + len(edit.before) for edit in claim.edits):
        return claim
    edit = Edit("name", at, match["surname"], f"[{name}]")
    edits = tuple(sorted((*claim.edits, edit), key=lambda one: one.at))
    return replace(claim, edits=edits, text=apply(edits, wording))


def _subject(surname: str) -> re.Pattern[str]:
    """At the beginning of the line, or behind what is quoted: “...,” Lee said."""
    return re.compile(rf"(?:^|[,.!?][\"”] )(?P<surname>{re.escape(surname)})(?=['’ ,])")


def _is_verb(rest: str, language: str) -> bool:
    """Whether the surname acts: "Lee said", "Lee, who", "Lee's"; not "Lee County", "the Lee administration"."""
    word = rest.lstrip(" ,").split(maxsplit=1)[0].rstrip(".,;:") if rest.strip(" ,") else ""
    known = table(language)
    return rest[:1] in "'’," or word in known.acts | known.saying | known.stop or word.endswith(("ed", "ly"))
