"""Word files: every character once and in order, what is left out, records, bombs and broken ones."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import ReadError
from briefgen.model import Report, Role, Source
from briefgen.readers import docx
from briefgen.readers.draft import report_from
from making import a_docx, a_zip, outcome, paragraph, run

FIRST = "The city council of Harlow Quay voted on Tuesday to close the old bridge for nine months."
SECOND = "Engineers had found cracks in two bearings during an inspection in April."


def read(data: bytes) -> Report:
    return report_from(docx.read(data), Source("a.docx", "docx"))


def lines(body: str) -> list[str]:
    return read(a_docx(body)).text.split("\n")


def box(inner: str) -> str:
    """A text box as Word writes it: the new form, and the same again for older programs."""
    new = f'<mc:Choice Requires="wps"><v:x><w:txbxContent>{inner}</w:txbxContent></v:x></mc:Choice>'
    old = f"<mc:Fallback><v:x><w:txbxContent>{inner}</w:txbxContent></v:x></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


def choice(text: str) -> str:
    return f"<mc:Choice><w:t>{text}</w:t></mc:Choice>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


TABS = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
WALL = "<w:t>wall</w:t><w:softHyphen/><w:t>s are</w:t>"
BODIES = {
    "paragraphs": (paragraph(FIRST) + paragraph(SECOND), [FIRST, SECOND]),
    "runs": (f"<w:p>{run('The bri')}{run('dge is ', '<w:b/>')}{run('shut.')}</w:p>", ["The bridge is shut."]),
    "inserted": (f"<w:p>{run('The bridge is ')}<w:ins>{run('shut')}</w:ins>{run('.')}</w:p>", ["The bridge is shut."]),
    "deleted": (
        f"<w:p>{run('It is ')}<w:del><w:r><w:delText>open</w:delText></w:r>{run('wide')}</w:del>{run('shut.')}</w:p>",
        ["It is shut."],
    ),
    "moved": (
        f"<w:p>{run('A.')}<w:moveFrom>{run(' B.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('B.')}</w:moveTo></w:p>",
        ["A.", "B."],
    ),
    "text-box-once": (
        f"<w:p>{run(FIRST)}{box(paragraph('In the box.'))}</w:p>{paragraph(SECOND)}",
        [FIRST, "In the box.", SECOND],
    ),
    "only-the-old-form": (
        f"<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>{FIRST}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        [FIRST],
    ),
    "two-forms-for-two-programs": (
        f"<w:p><w:r><mc:AlternateContent>{choice('One.')}{choice('Two.')}</mc:AlternateContent></w:r></w:p>",
        ["One."],
    ),
    "content-control": (f"<w:sdt><w:sdtContent>{paragraph(FIRST)}</w:sdtContent></w:sdt>", [FIRST]),
    "link": (
        f"<w:p>{run('See ')}<w:hyperlink>{run('the minutes')}</w:hyperlink>{run('.')}</w:p>",
        ["See the minutes."],
    ),
    "field": (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + run("Page 7 is blank.") + "</w:p>",
        ["Page 7 is blank."],
    ),
    "table-of-entries": (
        table((paragraph("Ship"), paragraph("Tons")), (paragraph("Aurora"), paragraph("1,200"))),
        ["Ship, Tons", "Aurora, 1,200"],
    ),
    "table-of-paragraphs": (
        table((paragraph(FIRST) + paragraph(SECOND), paragraph("A caption."))),
        [FIRST, SECOND, "A caption."],
    ),
    "table-in-a-table": (
        table((table((paragraph("Aurora"), paragraph("Malta"))) + paragraph("Below."), paragraph("x"))),
        ["Aurora, Malta", "Below.", "x"],
    ),
    "signs": (
        f"<w:p>{TABS}<w:r><w:t>old</w:t><w:tab/><w:t>sea</w:t><w:noBreakHyphen/>{WALL}<w:br/><w:t>shut.</w:t></w:r></w:p>",
        ["old sea-walls are shut."],
    ),
    "empty-line-parts": (f"<w:p>{run(FIRST)}<w:r><w:br/><w:br/></w:r>{run(SECOND)}</w:p>", [FIRST, SECOND]),
    "page-break-parts": (f'<w:p>{run(FIRST)}<w:r><w:br w:type="page"/></w:r>{run(SECOND)}</w:p>', [FIRST, SECOND]),
    "outside-a-paragraph": (f"<w:r><w:t>{FIRST}</w:t></w:r>", [FIRST]),
    "deep": ("<w:sdt>" * 5000 + paragraph(FIRST) + "</w:sdt>" * 5000, [FIRST]),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_every_character_is_read_once_and_in_order(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_notes_follow_the_text_and_heads_and_feet_are_furniture() -> None:
    parts = {
        "footnotes": f"<w:footnote>{paragraph('Minutes of the council, page 4.')}</w:footnote>",
        "header1": paragraph("Harbour Weekly"),
        "header2": paragraph("Harbour Weekly"),
        "footer1": paragraph("Page 1"),
    }
    report = read(a_docx(paragraph(FIRST) + paragraph(SECOND), parts))
    assert report.text.split("\n") == [FIRST, SECOND, "Minutes of the council, page 4.", "Harbour Weekly", "Page 1"]
    assert list(report.of_role(Role.FURNITURE)) == ["Harbour Weekly", "Page 1"]


def test_hidden_text_is_never_quoted() -> None:
    again = run(" It stays.", "<w:vanish w:val='0'/>")
    hidden = f"<w:p>{run(FIRST)}{run(' Ignore what is above.', '<w:vanish/>')}{again}</w:p>"
    report = read(a_docx(hidden + paragraph(SECOND)))
    assert list(report.of_role(Role.BODY)) == [f"{FIRST} It stays.", SECOND]
    assert list(report.of_role(Role.FURNITURE)) == ["Ignore what is above."]


def test_styles_say_what_is_a_title_and_a_heading_in_any_language() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="E"/><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="Kreis"/><w:basedOn w:val="Kreis"/></w:style>'
    )
    body = (
        paragraph("Bridge closes.", "Titel")
        + paragraph(FIRST, "Kreis")
        + paragraph("What comes next.", "Eigene")
        + paragraph(SECOND)
    )
    report = read(a_docx(body, {"styles": styles}))
    assert report.title == "Bridge closes."
    assert list(report.of_role(Role.HEADING)) == ["What comes next."]
    assert list(report.of_role(Role.BODY)) == [FIRST, SECOND]


CORE = "<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"


def test_records_state_title_author_and_date() -> None:
    core = CORE.format("Bridge closes", "Ann Lee") + "<dcterms:modified>2026-03-03T07:00:00Z</dcterms:modified>"
    report = read(a_docx(paragraph(f"{FIRST} {SECOND}"), core=core))
    assert (report.title, report.author, str(report.published)) == (
        "Bridge closes",
        "Ann Lee",
        "2026-03-03 07:00:00+00:00",
    )


def test_records_left_over_from_a_template_state_nothing() -> None:
    report = read(a_docx(paragraph(f"{FIRST} {SECOND}"), core=CORE.format("Normal.dotm", "python-docx")))
    assert (report.title, report.author, report.published is not None) == (None, None, True)


# --- what cannot be read

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def office(root: str) -> bytes:
    return a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": f"<x:{root} xmlns:x='x'/>".encode()})


REFUSED = {
    "no-zip": (b"PK\x03\x04 and nothing", "a broken Word file"),
    "cut-short": (a_docx(paragraph(FIRST))[:400], "a broken Word file"),
    "no-text": (a_zip({"[Content_Types].xml": b"<Types/>"}), "an Office file without a text"),
    "broken-xml": (a_docx("<w:p><w:r>"), "a Word file with broken XML"),
    "spreadsheet": (office("workbook"), "a spreadsheet; save it as CSV"),
    "presentation": (office("presentation"), "a presentation; save its text"),
    "open-document": (a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}), "an OpenDocument file"),
    "entities": (a_docx(paragraph("x"), head=LAUGHS), "declares XML entities"),
    "outside-entity": (a_docx(paragraph("x"), head=OUTSIDE), "declares XML entities"),
    "many-paragraphs": (a_docx("<w:p/>" * 100_001), "holds more than 100,000 paragraphs"),
    "bomb": (a_docx(paragraph("spaces" + " " * 20_000_000)), "unpacks to more than"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, reason: str) -> None:
    start = time.process_time()
    with pytest.raises(ReadError, match=reason) as caught:
        docx.read(data)
    assert ";" in str(caught.value)
    assert time.process_time() - start < 5


STORED = zipfile.ZipFile(io.BytesIO(a_docx(paragraph(FIRST) + table((paragraph("a"), box(paragraph("b")))))))
WHOLE = a_zip({name: STORED.read(name) for name in STORED.namelist()}, zipfile.ZIP_STORED)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20), st.booleans())
@settings(max_examples=200)
def test_a_damaged_word_file_is_read_or_refused_and_nothing_else(place: int, put: bytes, inserted: bool) -> None:
    damaged = WHOLE[:place] + put + WHOLE[place + (0 if inserted else len(put)) :]
    found = outcome(lambda: read(damaged))
    assert isinstance(found, Report) or ";" in str(found)


# Elements in any order: nothing in a part is where a schema would have it.
_NAMES = (
    "w:p",
    "w:r",
    "w:t",
    "w:tc",
    "w:tr",
    "w:tbl",
    "w:txbxContent",
    "w:del",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
)


@st.composite
def tangled(draw: st.DrawFn, depth: int = 5) -> str:
    name = draw(st.sampled_from(_NAMES))
    inner = "".join(draw(st.lists(tangled(depth - 1), max_size=3))) if depth else ""
    return f"<{name}>{draw(st.sampled_from(['', 'word ']))}{inner}</{name}>"


@given(st.lists(tangled(), min_size=1, max_size=4))
@settings(max_examples=60)
def test_elements_in_any_order_are_walked(parts: list[str]) -> None:
    found = outcome(lambda: read(a_docx("".join(parts))))
    assert isinstance(found, Report) or found == "holds no text; nothing to read"
