"""The edits of a claim -> those that no rule makes.

An edit that replays can still say the opposite of its report: each must be
one that the making would offer for this very sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.model import Claim, Edit, Sentence
from briefgen.parsing.names import referent
from briefgen.proof.ground import Ground
from briefgen.readability import apply, standing


def edits_held(claim: Claim, ground: Ground) -> Iterator[str]:
    """Whether the edits replay to the claim's text, and each is one that the rules make."""
    wording = ground.slice(claim.wording)
    try:
        if apply(claim.edits, wording) != claim.text:
            yield "its wording, edits replayed, is not its text"
    except ValueError as error:
        yield f"an edit does not replay: {error}"
        return
    if any(left.at + len(left.before) > right.at for left, right in pairwise(claim.edits)):
        yield "its edits are not in order"
    allowed = _drops(claim, ground) if claim.edits else set()
    for edit in claim.edits:
        if edit not in allowed and not _names(edit, claim, ground):
            yield f"no rule makes “{edit.before}” into “{edit.after}” here"


def _drops(claim: Claim, ground: Ground) -> set[Edit]:
    """What may be left out of the wording's first sentence, also once a name stands at its beginning."""
    sentences = ground.wording(claim.wording)
    if not sentences:
        return set()
    text, language = sentences[0].text, ground.story.report[claim.wording.report].language
    opening = next((edit for edit in claim.edits if edit.kind == "name" and edit.at == 0), None)
    return {*standing(text, language).edits, *(_behind(opening, text, language) if opening else ())}


def _behind(opening: Edit, text: str, language: str) -> Iterator[Edit]:
    name = opening.after[1:-1]
    for edit in standing(name + text[len(opening.before) :], language).edits:
        yield replace(edit, at=edit.at + len(opening.before) - len(name))


def _names(edit: Edit, claim: Claim, ground: Ground) -> bool:
    """Whether the edit gives a person of the story the full name, in brackets."""
    name = edit.after[1:-1]
    if edit.kind != "name" or edit.after != f"[{name}]" or name not in ground.people:
        return False
    if edit.before == name.split()[-1]:
        return _is_word(edit, ground.slice(claim.wording))
    return edit.at == 0 and edit.before in {"He", "She"} and _is_meant(edit, ground.wording(claim.wording), ground)


def _is_word(edit: Edit, wording: str) -> bool:
    return re.compile(rf"(?<!\w){re.escape(edit.before)}(?!\w)").match(wording, edit.at) is not None


def _is_meant(edit: Edit, sentences: Sequence[Sentence], ground: Ground) -> bool:
    """Whether a pronoun that opens the wording can be only this person, by the sentences before it."""
    name = edit.after[1:-1]
    if not sentences:
        return False
    return referent(edit.before, ground.earlier(sentences[0]), ground.people, "en") == name
