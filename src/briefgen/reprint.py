"""An edition's JSON and texts -> every file of it again, to the byte.

Everything that a template prints comes from the JSON; what the JSON does not
hold is found again in the texts, as the proof does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from briefgen.archive import Archive, Edition
from briefgen.errors import BriefgenError, MissingPart
from briefgen.model import Briefing
from briefgen.proof.rebuild import briefing_of, grounds_of, reports_of
from briefgen.renderers import RENDERERS
from briefgen.verify import load


@dataclass(frozen=True)
class Reprint:
    """The files that came out as they were issued, by name, and why others did not, a line each."""

    files: Mapping[str, bytes]
    failures: tuple[str, ...]
    exit_code: int = 0


def reprint(archive: Archive, edition: Edition, names: Collection[str] | None = None) -> Reprint:
    """Make the files of an edition anew, all or those of these names.

    One that does not come out as it was issued (another version, another
    template, Pango missing) is among the failures.  Raises ArchiveError where
    the JSON was pruned.
    """
    data = archive.json_of(edition)
    rendered = partial(_rendered, data, briefing_from(data, archive.texts_of(edition)))
    files, failures, code = {}, [], 0
    for name in edition.files if names is None else names:
        try:
            files[name] = _as_issued(name, rendered(name), edition.files[name])
        except BriefgenError as error:
            failures.append(str(error))
            code = code or error.exit_code if isinstance(error, MissingPart) else 1
    return Reprint(files, tuple(failures), code)


def briefing_from(data: bytes, texts: Mapping[str, str]) -> Briefing:
    """Return the briefing that a JSON is of; `texts` are its reports' texts by id."""
    brief = load(data)
    reports = reports_of(brief, texts)
    return briefing_of(brief, reports, grounds_of(brief, reports))


def _rendered(data: bytes, briefing: Briefing, name: str) -> bytes:
    form = PurePath(name).suffix[1:]
    if form == "json":
        return data
    if form not in RENDERERS:
        raise BriefgenError(f"{name}: this version does not make that format")
    try:
        return RENDERERS[form](briefing, str(briefing.settings["template"]))
    except MissingPart as error:
        # A PDF with boxes was issued with boxes.
        if error.made is None:
            raise
        return error.made


def _as_issued(name: str, data: bytes, digest: str) -> bytes:
    if sha256(data).hexdigest() != digest:
        raise BriefgenError(
            f"{name}: does not come out as it was issued; use the version, the template and the fonts of that day"
        )
    return data
