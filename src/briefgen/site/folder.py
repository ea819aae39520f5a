"""A folder -> its site, written: each brief's JSON is read, missing pages are made, index and feed put beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.errors import BriefgenError, NoBrief, ProofError, TemplateError
from briefgen.model import Briefing
from briefgen.proof import shape
from briefgen.publish import write
from briefgen.renderers import RENDERERS
from briefgen.reprint import briefing_from
from briefgen.site.entries import LISTED, Entry, entry_of
from briefgen.site.pages import FORMS, INDEX, MARKS, site
from briefgen.verify import load

Object = Mapping[str, Any]

# Within how many bytes from its beginning a file of ours says so.
_HEAD = 4096


@dataclass(frozen=True)
class Rebuilt:
    """What became of a folder.

    `written` are the pages that were made, the feed and the index; none where
    there is no brief.  `damaged` says of each brief that cannot be listed, or
    whose page cannot be made, why; `passed_over` of files that are no briefs,
    and of briefs that lack the texts that a page is made of.
    """

    written: tuple[Path, ...]
    damaged: tuple[str, ...]
    passed_over: tuple[str, ...]


@dataclass(frozen=True)
class _Read:
    """One JSON file: what is listed of it, the page that was made, what is to be said."""

    entry: Entry | None = None
    page: Path | None = None
    damaged: str | None = None
    passed_over: str | None = None


def rebuild(folder: Path, *, title: str | None = None, base: str | None = None) -> Rebuilt:
    """Write the index and the feed of all briefs in a folder, and the pages that are missing.

    A page that is there is never touched, and a file that would not change
    neither.  Raises BriefgenError where the folder cannot be read or has an
    index.html or feed.xml that is not ours, WriteError where something cannot
    be written.
    """
    _check_ours(folder)
    read = [_read(path) for path in _json_files(folder)]
    entries = [one.entry for one in read if one.entry]
    files = site(entries, title=title, base=base) if entries else {}
    return Rebuilt(
        (*(one.page for one in read if one.page), *(_put(folder / name, files[name]) for name in files)),
        tuple(one.damaged for one in read if one.damaged),
        tuple(one.passed_over for one in read if one.passed_over),
    )


def _check_ours(folder: Path) -> None:
    """Somebody's own index.html, or the page of a brief that is called so, must not be lost."""
    for name, mark in MARKS.items():
        path = folder / name
        if path.exists() and mark.encode() not in _bytes(path)[:_HEAD]:
            raise BriefgenError(f"{path}: not made by `briefgen site`, and would be lost; move it away first")


def _json_files(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if path.suffix == ".json" and path.is_file()]
    except OSError as error:
        raise _unreadable(folder, error) from error
    return sorted(path for path in found if not path.name.startswith("."))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> BriefgenError:
    return BriefgenError(f"{path}: cannot be read ({error.strerror}); check the path")


def _read(path: Path) -> _Read:
    try:
        data = _bytes(path)
        brief = load(data)
        entry = _listed(brief, path)
    except NoBrief as error:
        return _Read(passed_over=f"{path}: {error}")
    except ProofError as error:
        return _Read(damaged=f"{path}: {error}")
    except BriefgenError as error:
        return _Read(damaged=str(error))
    return _with_page(entry, brief, data, path)


def _listed(brief: Object, path: Path) -> Entry:
    shape.check(brief, LISTED)
    try:
        return entry_of(brief, path.stem, _forms(path))
    except ValueError as error:
        raise ProofError(f"not as a brief's JSON must be: {error}; make the brief again") from error


def _forms(path: Path) -> list[str]:
    """The endings of the files beside; the site's own index is the page of no brief, whatever that is called."""
    there = [form for form in FORMS if path.with_suffix(f".{form}").is_file()]
    return [form for form in there if f"{path.stem}.{form}".lower() != INDEX]


def _with_page(entry: Entry, brief: Object, data: bytes, path: Path) -> _Read:
    """The entry with its page, which is made where it is missing and can be."""
    page = path.with_suffix(".html")
    if "html" in entry.forms:
        return _Read(entry)
    if page.name.lower() == INDEX:
        return _Read(entry, damaged=f"{path}: its page would be the index itself; rename its files")
    texts = brief.get("texts") or {}
    if not all(row["id"] in texts for row in brief["sources"]):
        return _Read(entry, passed_over=f"{path}: no {page.name}, and no texts to make it of; listed without a page")
    try:
        shape.check(brief)
        write(page, RENDERERS["html"](_briefing(data, texts), brief["settings"]["template"]))
    except (ProofError, TemplateError) as error:
        return _Read(entry, damaged=f"{path}: {page.name} cannot be made ({error}); listed without a page")
    return _Read(replace(entry, forms=("html", *entry.forms)), page)


def _briefing(data: bytes, texts: Mapping[str, str]) -> Briefing:
    try:
        return briefing_from(data, texts)
    except (LookupError, ValueError) as error:
        raise ProofError(f"not as a brief's JSON must be: {error}") from error


def _put(path: Path, text: str) -> Path:
    """Write a file of the site, unless it is there as it should be: its time then tells when something changed."""
    data = text.encode()
    return path if path.is_file() and _bytes(path) == data else write(path, data)
