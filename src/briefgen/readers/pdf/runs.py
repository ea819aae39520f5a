"""A page of a PDF -> runs of text, each with its place on the upright page.

A page is a program: it moves a pen and shows strings.  pypdf parses it and
decodes its fonts; where the strings stand is worked out here, since order,
columns, paragraphs and running heads can only be told from places.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject
from pypdf.generic._font import Font  # the only part of pypdf that knows both the letters and the widths of a font

from briefgen.errors import ReadError

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# 500,000 shown strings fit into 11 kB and take half a minute; a page of a newspaper has some 20,000 operators.
OPERATORS = 1_000_000
_NESTED = 8
_FORMS = 500
_FARTHEST = 100_000.0

# Hebrew, Arabic and their neighbours, whose letters follow one another to the left; their digits do not.
RIGHT_TO_LEFT = re.compile("[\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters shown in one go: from `left` to `right` on the line `base`, y upwards.

    A gap beyond `blank` to the next run is a space between words; an
    `aside` is marked by the file itself as no part of the text.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    blank: float
    bold: bool = False
    aside: bool = False


class Typecase:
    """The fonts of one document, each decoded once, and what is left of its operators."""

    def __init__(self, operators: int = OPERATORS) -> None:
        self._faces: dict[object, _Face] = {}
        self.left = operators

    def faces(self, resources: Mapping[str, Any]) -> dict[str, _Face]:
        """Return the fonts that these resources name."""
        fonts = _object(resources.get("/Font"))
        if not isinstance(fonts, DictionaryObject):
            return {}
        return {name: face for name in fonts if (face := self._face(fonts.raw_get(name)))}

    def _face(self, font: Any) -> _Face | None:
        key = (font.idnum, font.generation) if isinstance(font, IndirectObject) else id(font)
        if key not in self._faces:
            known = _object(font)
            if not isinstance(known, DictionaryObject):
                return None
            self._faces[key] = _Face(Font.from_font_resource(known), _unit(known), known)
        return self._faces[key]

    def spend(self, amount: int) -> None:
        """Count operators; ReadError where a document has more than a reader could want."""
        self.left -= amount
        if self.left < 0:
            raise ReadError(f"draws with more than {OPERATORS:,} operators; save its text first (pdftotext)")


def runs(page: PageObject, case: Typecase) -> list[Run]:
    """Return the runs of text that show on a page, in the order in which they are drawn.

    Only text that is written in the direction of most of it counts: stamps
    and notes across the margin are asides.
    """
    shown = _Interpreter(case)
    shown.draw(page.get("/Contents"), page, page.get("/Resources"))
    strokes = _on_the_page(shown.strokes, page)
    turns = Counter[int]()
    for stroke in strokes:
        turns[stroke.turn] += len(stroke.text)
    upright = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
    return list(_once(stroke.upright(upright) for stroke in strokes))


def _on_the_page(strokes: Sequence[_Stroke], page: PageObject) -> Sequence[_Stroke]:
    """Leave out what is drawn beside the page and never seen, unless that is all there is."""
    box = page.cropbox
    seen = [
        one for one in strokes if box.left <= one.x + 1 and one.x <= box.right and box.bottom - 1 <= one.y <= box.top
    ]
    return seen or strokes


def _once(found: Iterable[Run]) -> Iterator[Run]:
    """Letters are made bold by drawing them twice, a hair apart."""
    last: dict[str, Run] = {}
    for run in found:
        before = last.get(run.text)
        last[run.text] = run
        near = min(0.3 * run.size, 0.5 * (run.right - run.left))
        if before and abs(before.left - run.left) < near and abs(before.base - run.base) < near:
            continue
        yield run


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A run before the page is turned upright: where its line begins and ends."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float
    blank: float
    bold: bool
    aside: bool

    @property
    def turn(self) -> int:
        """Quarter turns from left-to-right, counter-clockwise."""
        return round(math.atan2(self.end_y - self.y, self.end_x - self.x) / (math.pi / 2)) % 4

    def upright(self, turn: int) -> Run:
        places = {
            0: (self.x, self.end_x, self.y),
            1: (self.y, self.end_y, -self.x),
            2: (-self.x, -self.end_x, -self.y),
            3: (-self.y, -self.end_y, self.x),
        }
        left, right, base = places[turn]
        aside = self.aside or self.turn != turn
        return Run(self.text, left, max(left, right), base, self.size, self.blank, self.bold, aside)


@dataclass(frozen=True)
class _Face:
    """A font: codes to characters and widths."""

    font: Font
    unit: float
    resource: Mapping[str, Any]

    @cached_property
    def bold(self) -> bool:
        return any(word in self.font.name.lower() for word in ("bold", "black", "heavy"))

    @cached_property
    def blank(self) -> float:
        """How wide a gap must be, in ems, to part words: half of the font's space, where that is believable."""
        return min(max(0.5 * float(self.font.space_width) * self.unit, 0.1), 0.25)

    def glyphs(self, code: bytes) -> Iterator[tuple[str, float, bool]]:
        """Each glyph's characters, its width in ems, and whether word spacing applies to it."""
        font = self.font
        if isinstance(font.encoding, str):
            for sign in code.decode(font.encoding, "replace"):
                yield font.character_map.get(sign, sign), self._width(sign), False
            return
        for byte in code:
            named = font.encoding.get(byte, chr(byte))
            text = "".join(font.character_map.get(sign, sign) for sign in named)
            yield text, self._width(chr(byte)), byte == 32

    def _width(self, sign: str) -> float:
        return (
            float(self.font.space_width if sign == self.font.space_char else self.font.get_text_width(sign)) * self.unit
        )


def _unit(font: Mapping[str, Any]) -> float:
    """Ems a unit of a font's widths: a thousandth but for fonts whose letters are drawings."""
    if font.get("/Subtype") != "/Type3":
        return 0.001
    matrix = _object(font.get("/FontMatrix"))
    return abs(_number(matrix[0])) or 0.001 if isinstance(matrix, ArrayObject) and matrix else 0.001


@dataclass(frozen=True, slots=True)
class _Pen:
    """What `q` saves and `Q` restores."""

    matrix: Matrix = _IDENTITY
    face: _Face | None = None
    size: float = 0.0
    letters: float = 0.0
    words: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked stretch: where it began among the strokes, what it says that it reads, whether it is no text."""

    start: int
    reads: str | None
    aside: bool


@dataclass
class _Interpreter:
    """Carries out what matters for text of a page's program."""

    case: Typecase
    strokes: list[_Stroke] = field(default_factory=list)
    pen: _Pen = _Pen()
    text: Matrix = _IDENTITY
    line: Matrix = _IDENTITY
    faces: dict[str, _Face] = field(default_factory=dict)
    resources: Mapping[str, Any] = field(default_factory=dict)
    marks: list[_Mark] = field(default_factory=list)
    depth: int = 0
    forms: int = 0

    def draw(self, content: Any, owner: Any, resources: Any) -> None:
        """Carry out a page's or a form's content with the resources that it names."""
        content, resources = _object(content), _object(resources)
        if not isinstance(content, (ArrayObject, StreamObject)):
            return
        self.resources = resources if isinstance(resources, DictionaryObject) else {}
        self.faces = self.case.faces(self.resources)
        program = ContentStream(content, getattr(owner, "pdf", None), "bytes").operations
        self.case.spend(len(program))
        saved: list[_Pen] = []
        for operands, operator in program:
            if operator == b"q":
                saved.append(self.pen)
            elif operator == b"Q":
                self.pen = saved.pop() if saved else self.pen
            elif operator in _OPERATORS:
                _OPERATORS[operator](self, operands)

    def show(self, code: Any) -> None:
        """Show a string and move on behind it."""
        face = self.pen.face
        if face is None or not isinstance(code, (bytes, str)) or not face.font.interpretable:
            return
        raw = code if isinstance(code, bytes) else code.encode("latin-1", "replace")
        whole: list[str] = []
        start = self.text
        for text, width, is_space in face.glyphs(raw):
            if text and RIGHT_TO_LEFT.match(text):
                self._stroke("".join(whole), start)
                whole, start = [], self.text
                self._advance(width, is_space)
                self._stroke(text, start)
                start = self.text
            else:
                whole.append(text)
                self._advance(width, is_space)
        self._stroke("".join(whole), start)

    def _advance(self, width: float, is_space: bool) -> None:
        pen = self.pen
        self.move((width * pen.size + pen.letters + (pen.words if is_space else 0.0)) * pen.scale)

    def move(self, along: float) -> None:
        """Move the pen along the line."""
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + along * a, f + along * b)

    def _stroke(self, text: str, start: Matrix) -> None:
        pen, face = self.pen, self.pen.face
        if not text or face is None:
            return
        begin, end = _product(start, pen.matrix), _product(self.text, pen.matrix)
        size = abs(pen.size) * math.hypot(begin[2], begin[3])
        rise = (pen.rise * begin[2], pen.rise * begin[3])
        places = (begin[4] + rise[0], begin[5] + rise[1], end[4] + rise[0], end[5] + rise[1])
        if not all(math.isfinite(place) and abs(place) < _FARTHEST for place in (*places, size)):
            return
        # A negative size or scale mirrors the letters: they still read from their left.
        if pen.size * pen.scale < 0:
            places = (*places[2:], *places[:2])
        aside = any(mark.aside for mark in self.marks)
        self.strokes.append(_Stroke(text, *places, size, face.blank * size, face.bold, aside))

    def new_line(self, x: float, y: float) -> None:
        """Begin a line, `x` and `y` from the beginning of the last one."""
        self.line = self.text = _product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def end_mark(self) -> None:
        """Close a marked stretch; where it says what it reads, that is its text."""
        mark = self.marks.pop()
        drawn = self.strokes[mark.start :]
        # What stands for several lines has no place of its own.
        if mark.reads is None or not drawn or any(abs(one.y - drawn[0].y) > one.size for one in drawn):
            return
        whole = replace(drawn[0], text=mark.reads, end_x=drawn[-1].end_x, end_y=drawn[-1].end_y)
        self.strokes[mark.start :] = [whole] if mark.reads else []


Operands = Sequence[Any]


def _on_matrix(now: _Interpreter, operands: Operands) -> None:
    now.pen = replace(now.pen, matrix=_product(_matrix(operands), now.pen.matrix))


def _on_begin(now: _Interpreter, _: Operands) -> None:
    now.text = now.line = _IDENTITY


def _on_font(now: _Interpreter, operands: Operands) -> None:
    if len(operands) >= 2:
        now.pen = replace(now.pen, face=now.faces.get(str(operands[0])), size=_number(operands[1]))


def _on_move(now: _Interpreter, operands: Operands) -> None:
    if len(operands) >= 2:
        now.new_line(_number(operands[0]), _number(operands[1]))


def _on_move_leading(now: _Interpreter, operands: Operands) -> None:
    if len(operands) >= 2:
        now.pen = replace(now.pen, leading=-_number(operands[1]))
        _on_move(now, operands)


def _on_text_matrix(now: _Interpreter, operands: Operands) -> None:
    now.text = now.line = _matrix(operands)


def _on_next_line(now: _Interpreter, _: Operands) -> None:
    now.new_line(0.0, -now.pen.leading)


def _on_show(now: _Interpreter, operands: Operands) -> None:
    if operands:
        now.show(operands[-1])


def _on_show_next(now: _Interpreter, operands: Operands) -> None:
    if len(operands) >= 3:
        now.pen = replace(now.pen, words=_number(operands[0]), letters=_number(operands[1]))
    _on_next_line(now, operands)
    _on_show(now, operands)


def _on_show_array(now: _Interpreter, operands: Operands) -> None:
    if not operands or not isinstance(operands[0], ArrayObject):
        return
    for one in operands[0]:
        if isinstance(one, (int, float)):
            now.move(-_number(one) / 1000 * now.pen.size * now.pen.scale)
        else:
            now.show(one)


def _on_form(now: _Interpreter, operands: Operands) -> None:
    """Draw a form in place, with its own matrix and resources."""
    objects = _object(now.resources.get("/XObject"))
    form = _object(objects.get(operands[0])) if operands and isinstance(objects, DictionaryObject) else None
    now.forms += 1
    if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
        return
    if now.depth >= _NESTED or now.forms > _FORMS:
        return
    before = (now.pen, now.text, now.line, now.faces, now.resources)
    matrix = _object(form.get("/Matrix"))
    now.pen = replace(now.pen, matrix=_product(_matrix(matrix or ()), now.pen.matrix))
    now.depth += 1
    now.draw(form, form, form.get("/Resources") or now.resources)
    now.depth -= 1
    now.pen, now.text, now.line, now.faces, now.resources = before


def _on_begin_mark(now: _Interpreter, operands: Operands) -> None:
    tag = operands[0] if operands else None
    properties = _properties(now, operands[1]) if len(operands) > 1 else None
    reads = _object(properties.get("/ActualText")) if properties else None
    now.marks.append(_Mark(len(now.strokes), _decoded(reads), tag == "/Artifact"))


def _decoded(reads: Any) -> str | None:
    """A text string of the file: UTF-16 or UTF-8 where it is marked so, else much like Latin-1."""
    if not isinstance(reads, bytes):
        return reads if isinstance(reads, str) else None
    marks = {b"\xfe\xff": "utf-16", b"\xff\xfe": "utf-16", b"\xef\xbb": "utf-8-sig"}
    return reads.decode(marks.get(reads[:2], "latin-1"), "replace")


def _properties(now: _Interpreter, operand: Any) -> Mapping[str, Any] | None:
    """What a mark says of itself, in place or by a name among the resources."""
    if not isinstance(operand, DictionaryObject):
        listed = _object(now.resources.get("/Properties"))
        operand = _object(listed.get(operand)) if isinstance(listed, DictionaryObject) else None
    return operand if isinstance(operand, DictionaryObject) else None


def _on_end_mark(now: _Interpreter, _: Operands) -> None:
    if now.marks:
        now.end_mark()


def _setting(name: str, factor: float = 1.0) -> Callable[[_Interpreter, Operands], None]:
    def on_setting(now: _Interpreter, operands: Operands) -> None:
        if operands:
            now.pen = replace(now.pen, **{name: factor * _number(operands[0])})  # type: ignore[arg-type]  # a number all

    return on_setting


_OPERATORS: dict[bytes, Callable[[_Interpreter, Operands], None]] = {
    b"cm": _on_matrix,
    b"BT": _on_begin,
    b"Tf": _on_font,
    b"Td": _on_move,
    b"TD": _on_move_leading,
    b"Tm": _on_text_matrix,
    b"T*": _on_next_line,
    b"TL": _setting("leading"),
    b"Tc": _setting("letters"),
    b"Tw": _setting("words"),
    b"Tz": _setting("scale", 0.01),
    b"Ts": _setting("rise"),
    b"Tj": _on_show,
    b"'": _on_show_next,
    b'"': _on_show_next,
    b"TJ": _on_show_array,
    b"Do": _on_form,
    b"BMC": _on_begin_mark,
    b"BDC": _on_begin_mark,
    b"EMC": _on_end_mark,
}


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _matrix(operands: Operands) -> Matrix:
    if len(operands) < 6:
        return _IDENTITY
    a, b, c, d, e, f = (_number(one) for one in operands[:6])
    return (a, b, c, d, e, f)


def _number(operand: Any) -> float:
    return float(operand) if isinstance(operand, (int, float)) else 0.0


def _object(found: Any) -> Any:
    """What a reference stands for."""
    return found.get_object() if isinstance(found, IndirectObject) else found
