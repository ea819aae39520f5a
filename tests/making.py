"""Small PDFs, Word files and archives for tests, made of what they hold."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from briefgen.errors import ReadError

# Where text stands on a page: from the left, from below, its size, the words.
Shown = tuple[float, float, float, str]

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMPATIBILITY = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def shown(*places: Shown, bold: bool = False) -> str:
    """The program of a page that shows text at these places, in this order."""
    font = "/F2" if bold else "/F1"
    return "\n".join(f"BT {font} {size} Tf {x} {y} Td ({_quoted(text)}) Tj ET" for x, y, size, text in places)


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def a_pdf(*programs: str, info: str = "", catalog: str = "", page: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF with one page for each program, in Helvetica, with what `info` and `catalog` state.

    `objects` come after the fonts, from number 6 on.
    """
    first = 6 + len(objects)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(programs)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{} /Encoding /WinAnsiEncoding >>"
    bodies: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode("latin-1"),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(programs)} >>".encode(),
        font.format("").encode(),
        font.format("-Bold").encode(),
        f"<< {info} >>".encode("latin-1"),
        *objects,
    ]
    for index, program in enumerate(programs):
        resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * index + 1} 0 R"
            f" {page or '/Resources ' + resources} >>".encode()
        )
        bodies.append(a_stream(program.encode("cp1252")))
    return _numbered(bodies)


def a_stream(data: bytes, more: str = "") -> bytes:
    """The body of a stream object."""
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def _numbered(bodies: Iterable[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(places) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def a_docx(body: str, parts: Mapping[str, str] | None = None, core: str = "", head: str = "") -> bytes:
    """A Word file with this XML in its body; `parts` are further parts of the text by their kind."""
    parts = parts or {}
    listed = "".join(_relation(kind, f"{_RELATIONS}/{kind.rstrip('123')}", f"{kind}.xml") for kind in parts)
    whole = f'{head}<w:document {WORD} {COMPATIBILITY} xmlns:v="urn:v"><w:body>{body}</w:body></w:document>'
    names = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(
            _relation("a", f"{_RELATIONS}/officeDocument", "word/document.xml")
            + _relation("b", _CORE, "docProps/core.xml")
        ),
        "word/document.xml": whole,
        "word/_rels/document.xml.rels": _relations(listed),
        "docProps/core.xml": f'<c:p xmlns:c="c" xmlns:dc="dc" xmlns:dcterms="dcterms">{core}</c:p>',
        **{
            f"word/{kind}.xml": f"<w:{kind.rstrip('123')} {WORD}>{xml}</w:{kind.rstrip('123')}>"
            for kind, xml in parts.items()
        },
    }
    return a_zip({name: xml.encode() for name, xml in names.items()})


def _relations(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'


def paragraph(text: str, style: str = "", more: str = "") -> str:
    """A paragraph of a Word file."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of a Word file."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def a_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_tar(files: Mapping[str, bytes], packing: str = "", *more: tarfile.TarInfo) -> bytes:
    """A tar of these files and of `more` entries without content, packed with gz, bz2, xz or not."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]  # the mode is put together
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in more:
            archive.addfile(info)
    return out.getvalue()


def outcome(read: Callable[[], object]) -> object:
    """What a reader returns, or the reason for which it refuses; whatever else it raises goes on."""
    try:
        return read()
    except ReadError as error:
        return str(error)
