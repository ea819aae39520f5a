"""Web page -> a draft: the article's paragraphs, and what the page states of it.

trafilatura finds the article; around it stand guards: the tree is whole
(`tree`), what is kept is compared with what the page shows, and where little
of a page full of prose is kept, or the page is too large for the search, a
plain walk over its blocks reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from briefgen.model import Reading
from briefgen.readers.blocks import ARTICLE, HTML, PAGE, blocks_of, lines_of, prose_of
from briefgen.readers.draft import Content, Draft, language_told
from briefgen.readers.layout import Line, parts_below
from briefgen.readers.stated import Page, stated_in
from briefgen.readers.tree import parsed, tree_of, without_hidden, without_scripts

# The search needs 6 s for 20,000 paragraphs and 48 s for 100,000; pages of news have 500 to 5,000 elements.
MOST_ELEMENTS = 30_000
# The walk finds comments and teasers, too (F1 .82 where the search has .96):
# it is preferred only where the search found less than a fifth of it (0 of 181
# pages of news; from a third on it takes more pages wrongly than rightly), and
# the reader is told where it found less than a half (6 of 181).
_LITTLE, _HALF = 0.2, 0.5
_LEAST_PROSE = 1_000
# A page of a few lines is no article that could have been lost.
_SMALL = 2_000

_TOO_LARGE = "too large for the search for the article: all prose of the page is kept"
_ALL_PROSE = "the search for the article kept little: all prose of the page is kept"


def read(content: Content) -> Iterator[Draft]:
    """Yield the page's one report; raises ReadError for a page without text."""
    yield page_draft(tree_of(content), content.address)


def page_draft(tree: HtmlElement, address: str | None = None) -> Draft:
    """Return what a page's tree holds: its article, what is stated of it, what share was kept."""
    hidden = without_hidden(tree)
    found = stated_in(Page(tree, address))
    without_scripts(tree)
    shown = _shown(tree)
    lines, told = _article(tree, shown)
    kept = round(min(1.0, _amount(lines) / shown), 3) if shown else None
    stated = {name: value for name, (value, _) in found.items()}
    parts = tuple(parts_below(stated.get("title", ""), lines))
    language = language_told(stated.get("language"), parts)
    where = {name: place for name, (_, place) in found.items()}
    if language != stated.get("language"):
        where["language"] = "its words"
    notes = [*told, *_little(kept, shown)]
    if hidden:
        notes.append(f"{hidden:,} characters that the page does not show are left out")
    return Draft(
        parts=parts,
        stated=stated | {"language": language},
        reading=Reading(tuple(where.items()), kept, notes=tuple(notes)),
    )


def _little(kept: float | None, shown: int) -> Iterator[str]:
    if kept is not None and kept < _LITTLE and shown > _SMALL:
        yield f"only {kept:.0%} of the page's text is kept"


def _article(tree: HtmlElement, shown: int) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of the page's article, and what is to be told of how they were found."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return _walked(tree), (_TOO_LARGE,)
    lines = _searched(tree)
    found = _amount(lines)
    if lines and found >= _HALF * shown:
        return lines, ()
    walked = _walked(tree)
    prose = _amount(walked)
    if prose > _LEAST_PROSE and found < _LITTLE * prose:
        return walked, (_ALL_PROSE,)
    if prose > _LEAST_PROSE and found < _HALF * prose:
        return lines, (f"{prose - found:,} characters of other prose on the page are not taken for the article",)
    return lines or walked, ()


def _walked(tree: HtmlElement) -> list[Line]:
    """All prose of the page."""
    return list(lines_of(prose_of(list(blocks_of(tree, PAGE)))))


def _searched(tree: HtmlElement) -> list[Line]:
    """The lines of the article as trafilatura finds it; none where it fails."""
    import trafilatura

    for caption in list(tree.iter("figcaption")):
        caption.drop_tree()
    try:
        document = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    except Exception:  # noqa: BLE001 - whatever a library meets in a stranger's page, the plain walk reads it
        return []
    body = getattr(document, "body", None)
    return [] if body is None else list(lines_of(blocks_of(body, ARTICLE)))


def _amount(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _shown(tree: HtmlElement) -> int:
    """How many characters the page shows."""
    return len(" ".join("".join(tree.itertext()).split()))


def lines_of_markup(markup: str) -> list[Line]:
    """Return the paragraphs of a piece of HTML that is all article: a feed's entry, a field, a part of a mail."""
    tree = parsed(f"<html><body>{markup}</body></html>")
    without_hidden(tree)
    without_scripts(tree)
    return [line for line in lines_of(blocks_of(tree, HTML)) if line.text]
