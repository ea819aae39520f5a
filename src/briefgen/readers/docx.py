"""Word (DOCX) -> a draft: every character of the text once, in document order.

A Word file is a zip of XML parts.  They are walked with expat, event by event:
paragraphs in tables, text boxes, content controls and notes count like others,
what was deleted, and the copy that Word keeps for older programs, does not.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

from briefgen.errors import ReadError
from briefgen.model import Role
from briefgen.readers.archives import Budget, extracted, opened
from briefgen.readers.draft import Draft, Part
from briefgen.readers.layout import Line, Mark, parts_of
from briefgen.text.clean import clean_line

# Of a report of a thousand pages the text takes some 20 MB of XML; pictures are never unpacked.
UNPACKED = 50_000_000
PARAGRAPHS = 100_000
# A row of a table is one line where its cells are entries, not paragraphs.
_LONGEST_CELL = 120

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NO_TITLE = re.compile(
    r"(?i)untitled|microsoft word|\S+\.docx?$|(?:document|dokument|title|template) ?\d*$|normal(?:\.dotm?)?$"
)
_NO_NAME = re.compile(r"(?i)(?:unknown|anonymous|user|admin|administrator|owner|author|python-docx|apache poi|n/a)$")

_OTHERS = {
    "workbook": "a spreadsheet; save it as CSV or text first",
    "presentation": "a presentation; save its text first",
}


def read(data: bytes) -> Draft:
    """Return a Word file's paragraphs and what is stated of title, author, date and language.

    Raises ReadError where it is broken, encrypted, without text, of another
    kind, or beyond a limit.
    """
    try:
        archive = opened(data)
    except ReadError as error:
        raise ReadError("a broken Word file; open it in Word and save it anew") from error
    with archive:
        return _draft(_Package(archive))


def _draft(package: _Package) -> Draft:
    main = package.main
    told = list(_paragraphs(package, main))
    notes = [one for kind in ("footnotes", "endnotes") for one in package.read_related(main, kind)]
    margins = [one for kind in ("header", "footer") for one in package.read_related(main, kind)]
    lines = [_line(one) for one in (*told, *notes) if one.text]
    hidden = [one.hidden for one in (*told, *notes)]
    outside = dict.fromkeys([one.text for one in margins] + hidden)
    parts: list[Part] = [*parts_of(lines), *((Role.FURNITURE, text) for text in outside if text)]
    stated = dict(_stated(package))
    if any(role is Role.HEADLINE for role, _ in parts):
        stated.pop("title", None)
    return Draft(tuple(parts), stated, kind="docx")


def _line(one: _Told) -> Line:
    return Line(one.text, one.mark)


@dataclass(frozen=True, slots=True)
class _Told:
    """A paragraph or a row of a table: what shows, what is hidden, and what its style says it is."""

    text: str
    mark: Mark = Mark.NONE
    hidden: str = ""


@dataclass
class _Package:
    """The parts of an Office file, unpacked as they are asked for."""

    archive: zipfile.ZipFile
    budget: Budget = field(default_factory=lambda: Budget(UNPACKED))

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where there is none."""
        info = self._names.get(name.lstrip("/").lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise ReadError("encrypted; save a copy without a password first")
        try:
            return extracted(self.archive, info, self.budget, UNPACKED)
        except ReadError as error:
            raise ReadError(f"a Word file: {error}") from error

    @cached_property
    def _names(self) -> dict[str, zipfile.ZipInfo]:
        return {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.archive.infolist()}

    @cached_property
    def main(self) -> str:
        """The name of the part with the text."""
        if "mimetype" in self._names and "[content_types].xml" not in self._names:
            raise ReadError("an OpenDocument file or an e-book; save it as DOCX or text first")
        return next(iter(self.related("", "officeDocument")), "word/document.xml")

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts of a kind that a part names, each once."""
        folder, name = posixpath.split(part)
        listed = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return list(dict.fromkeys(_targets(listed, folder, kind))) if listed else []

    def read_related(self, part: str, kind: str) -> Iterator[_Told]:
        """Yield the paragraphs of the parts of a kind that a part names."""
        for name in self.related(part, kind):
            yield from _paragraphs(self, name)


def _targets(listed: bytes, folder: str, kind: str) -> Iterator[str]:
    found: list[Mapping[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition("}")[2] == "Relationship":
            found.append(attributes)

    _walk(listed, start)
    for one in found:
        if one.get("Type", "").rpartition("/")[2] == kind and one.get("TargetMode") != "External":
            yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")


def _walk(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk a part; names come as "namespace}name".

    No part of an Office file declares entities, so one that does is refused:
    nothing can be expanded or fetched.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ReadError(f"a Word file with broken XML ({error}); open it in Word and save it anew") from error


def _refuse_entities(*_: object) -> None:
    raise ReadError("declares XML entities, which no Word file needs; save it anew")


def _paragraphs(package: _Package, name: str) -> list[_Told]:
    xml = package.part(name)
    if xml is None:
        raise ReadError("an Office file without a text; open it in Word and save it anew")
    walk = _Walk(_styles(package))
    _walk(xml, walk.start, walk.end, walk.characters)
    return walk.sinks[0]


@dataclass
class _Paragraph:
    """A paragraph while it is walked through, and those of the text boxes that hang on it."""

    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    mark: Mark = Mark.NONE
    boxes: list[_Told] = field(default_factory=list)

    def told(self) -> Iterator[_Told]:
        """Yield the paragraph, parted where it has empty lines, then the boxes."""
        hidden = clean_line("".join(self.hidden))
        for text in _EMPTY_LINE.split("".join(self.text)):
            yield _Told(clean_line(text), self.mark, hidden)
            hidden = ""
        yield from self.boxes


_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_OFF = {"0", "false", "off"}
# What a run holds beside letters; a break between pages parts paragraphs.
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "sym": " "}
_LEFT_OUT = {"del", "moveFrom"}


@dataclass
class _Walk:
    """Collects paragraphs from the events of one part.

    `sinks` are where finished paragraphs go (the part, a cell, a text box),
    `runs` whether each run that is open is hidden, None for a paragraph.
    """

    styles: Mapping[str, Mark]
    sinks: list[list[_Told]] = field(default_factory=lambda: [[]])
    open: list[_Paragraph] = field(default_factory=list)
    rows: list[list[list[_Told]]] = field(default_factory=list)
    runs: list[bool | None] = field(default_factory=list)
    chosen: list[bool] = field(default_factory=list)
    left_out: int = 0
    paragraphs: int = 0
    taking: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = name.rpartition("}")
        if self.left_out or self._is_left_out(space, local):
            self.left_out += 1
        elif space in _WORD:
            values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
            if local in _STARTS:
                _STARTS[local](self, values)
            elif local in _SIGNS and self.runs and self.runs[-1] is not None:
                self.characters(2 * "\n" if values.get("type") in {"page", "column"} else _SIGNS[local], sure=True)
        elif local == "document" or local in _OTHERS:
            raise ReadError(_OTHERS.get(local, "of a kind that is not known; save it as DOCX"))

    def end(self, name: str) -> None:
        """An element ends."""
        if self.left_out:
            self.left_out -= 1
            return
        space, _, local = name.rpartition("}")
        if space in _WORD and local in _ENDS:
            _ENDS[local](self)
        elif space == _COMPATIBILITY and local == "AlternateContent":
            self.chosen.pop()

    def characters(self, text: str, *, sure: bool = False) -> None:
        """Text comes."""
        if self.left_out or not (self.taking or sure):
            return
        if not self.open:
            self.sinks[-1].append(_Told(clean_line(text)))
            return
        paragraph = self.open[-1]
        (paragraph.hidden if self.runs and self.runs[-1] else paragraph.text).append(text)

    def _is_left_out(self, space: str, local: str) -> bool:
        """Deleted text, and all but the first of several forms of one thing."""
        if space != _COMPATIBILITY:
            return space in _WORD and local in _LEFT_OUT
        if local == "AlternateContent":
            self.chosen.append(False)
        if local not in {"Choice", "Fallback"} or not self.chosen:
            return False
        before, self.chosen[-1] = self.chosen[-1], True
        return before


def _on_paragraph(walk: _Walk, _: Mapping[str, str]) -> None:
    walk.paragraphs += 1
    if walk.paragraphs > PARAGRAPHS:
        raise ReadError(f"holds more than {PARAGRAPHS:,} paragraphs; split it")
    walk.open.append(_Paragraph())
    walk.runs.append(None)


def _on_paragraph_end(walk: _Walk) -> None:
    walk.runs.pop()
    walk.sinks[-1].extend(walk.open.pop().told())


def _on_text(walk: _Walk, _: Mapping[str, str]) -> None:
    walk.taking = True


def _on_text_end(walk: _Walk) -> None:
    walk.taking = False


def _on_run(walk: _Walk, _: Mapping[str, str]) -> None:
    walk.runs.append(False)


def _on_run_end(walk: _Walk) -> None:
    walk.runs.pop()


def _on_hidden(walk: _Walk, values: Mapping[str, str]) -> None:
    if walk.runs and walk.runs[-1] is not None:
        walk.runs[-1] = values.get("val") not in _OFF


def _on_style(walk: _Walk, values: Mapping[str, str]) -> None:
    if walk.open:
        walk.open[-1].mark = walk.styles.get(values.get("val", ""), Mark.NONE)


def _on_level(walk: _Walk, values: Mapping[str, str]) -> None:
    if walk.open and walk.open[-1].mark is Mark.NONE and values.get("val") in set("012345678"):
        walk.open[-1].mark = Mark.HEADING


def _on_number(walk: _Walk, _: Mapping[str, str]) -> None:
    if walk.open and walk.open[-1].mark is Mark.NONE:
        walk.open[-1].mark = Mark.ITEM


def _on_sink(walk: _Walk, _: Mapping[str, str]) -> None:
    walk.sinks.append([])


def _on_row(walk: _Walk, _: Mapping[str, str]) -> None:
    walk.rows.append([])


def _on_cell_end(walk: _Walk) -> None:
    cell = [one for one in walk.sinks.pop() if one.text or one.hidden]
    if walk.rows:
        walk.rows[-1].append(cell)
    else:
        walk.sinks[-1].extend(cell)


def _on_row_end(walk: _Walk) -> None:
    cells = [cell for cell in walk.rows.pop() if cell]
    if len(cells) > 1 and all(len(cell) == 1 and len(cell[0].text) <= _LONGEST_CELL for cell in cells):
        hidden = " ".join(cell[0].hidden for cell in cells).strip()
        text = ", ".join(cell[0].text for cell in cells if cell[0].text)
        walk.sinks[-1].append(_Told(text, Mark.ITEM, hidden))
        return
    walk.sinks[-1].extend(one for cell in cells for one in cell)


def _on_box_end(walk: _Walk) -> None:
    box = walk.sinks.pop()
    (walk.open[-1].boxes if walk.open else walk.sinks[-1]).extend(box)


_STARTS: dict[str, Callable[[_Walk, Mapping[str, str]], None]] = {
    "p": _on_paragraph,
    "r": _on_run,
    "t": _on_text,
    "vanish": _on_hidden,
    "pStyle": _on_style,
    "outlineLvl": _on_level,
    "numPr": _on_number,
    "tr": _on_row,
    "tc": _on_sink,
    "txbxContent": _on_sink,
}
_ENDS: dict[str, Callable[[_Walk], None]] = {
    "p": _on_paragraph_end,
    "r": _on_run_end,
    "t": _on_text_end,
    "tr": _on_row_end,
    "tc": _on_cell_end,
    "txbxContent": _on_box_end,
}


@dataclass
class _Style:
    """A style's built-in name, which no translation of Word changes, and the style that it is based on."""

    name: str = ""
    based: str = ""


def _styles(package: _Package) -> dict[str, Mark]:
    """What each style makes of a paragraph."""
    found: dict[str, _Style] = {}
    current: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if space in _WORD and local == "style":
            current[:] = [values.get("styleId", "")]
            found[current[0]] = _Style()
        elif space in _WORD and current and local in {"name", "basedOn"}:
            setattr(found[current[0]], "name" if local == "name" else "based", values.get("val", ""))

    for name in package.related(package.main, "styles")[:1]:
        with suppress(ReadError):  # without its styles a text is a text
            _walk(package.part(name) or b"<none/>", start)
    return {key: mark for key in found if (mark := _mark_of(key, found)) is not Mark.NONE}


def _mark_of(key: str, styles: Mapping[str, _Style]) -> Mark:
    for _ in range(10):
        style = styles.get(key)
        if style is None:
            break
        name = style.name.casefold()
        if name == "title":
            return Mark.TITLE
        if name.startswith(("heading ", "toc ", "subtitle")):
            return Mark.HEADING
        key = style.based
    return Mark.NONE


_STATED = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "language": "language"}


def _stated(package: _Package) -> Iterator[tuple[str, str]]:
    """What the file's own records say; they are often left over from a template."""
    found: dict[str, str] = {}
    current: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        current[:] = [name.rpartition("}")[2]]

    def end(_: str) -> None:
        current.clear()

    def text(more: str) -> None:
        for name in current:
            if name in _STATED:
                found[_STATED[name]] = found.get(_STATED[name], "") + more

    for part in package.related("", "core-properties")[:1]:
        with suppress(ReadError):
            _walk(package.part(part) or b"<none/>", start, end, text)
    if not _NO_TITLE.match(found.get("title", "").strip()):
        yield "title", found.get("title", "")
    if not _NO_NAME.match(found.get("author", "").strip()):
        yield "author", found.get("author", "")
    yield "published", found.get("modified") or found.get("created", "")
    yield "language", found.get("language", "")
