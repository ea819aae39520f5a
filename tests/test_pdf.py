"""PDFs: order, columns, paragraphs, words, running heads, pages, records, and what cannot be read."""

from __future__ import annotations

import io
import zlib
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from briefgen.errors import ReadError
from briefgen.model import Report, Role, Source
from briefgen.readers import pdf
from briefgen.readers.draft import report_from
from briefgen.readers.pdf.blocks import Block, words
from briefgen.readers.pdf.rows import Row
from making import Shown, a_pdf, a_stream, outcome, shown

LEFT = (
    "The city council of Harlow Quay voted",
    "on Tuesday to close its old bridge for",
    "nine months, the longest closure since",
    "it was opened by the harbour board in",
    "the spring of nineteen hundred and six.",
    "Residents had asked for a ferry instead.",
)
RIGHT = (
    "Engineers found cracks in two bearings",
    "during an inspection in April, and the",
    "county refused to pay for a survey that",
    "would have shown how far the damage had",
    "gone. The mayor said that she would ask",
    "the ministry for the money next week.",
)


def read(data: bytes) -> Report:
    return report_from(pdf.read(data), Source("a.pdf", "pdf"))


def told(data: bytes) -> list[str]:
    """The texts of the paragraphs that are no furniture."""
    report = read(data)
    return [report.text[p.start : p.end] for p in report.paragraphs if p.role is not Role.FURNITURE]


def column(lines: tuple[str, ...], x: float, y: float = 700, size: float = 10, leading: float = 12) -> list[Shown]:
    return [(x, y - leading * index, size, line) for index, line in enumerate(lines)]


def test_a_paragraph_is_rebuilt_from_its_lines() -> None:
    assert told(a_pdf(shown(*column(LEFT, 50)))) == [" ".join(LEFT)]


@pytest.mark.parametrize(
    "by_rows", [pytest.param(True, id="drawn-row-by-row"), pytest.param(False, id="drawn-column-by-column")]
)
def test_columns_are_read_one_after_the_other_whatever_order_they_are_drawn_in(*, by_rows: bool) -> None:
    left, right = column(LEFT, 50), column(RIGHT, 260)
    places = chain.from_iterable(zip(left, right, strict=True)) if by_rows else [*right, *left]
    assert " ".join(told(a_pdf(shown(*places)))) == " ".join((*LEFT, *RIGHT))


def test_three_columns_below_a_headline_that_runs_across_them() -> None:
    third = tuple(f"{line[:-1]}." if line.endswith(",") else line for line in reversed(LEFT))
    title = (50, 760, 22, "Council closes the old bridge for nine months")
    across = (
        50,
        735,
        10,
        "A line of summary that runs across all of the three columns of the page, and a bit further.",
    )
    rows = zip(column(LEFT, 50), column(RIGHT, 235), column(third, 435), strict=True)
    found = told(a_pdf(shown(*chain.from_iterable(rows), across, title)))
    assert found[0] == title[3]
    assert found[1] == across[3]
    assert " ".join(found[2:]) == " ".join((*LEFT, *RIGHT, *third))


def test_a_table_is_read_by_rows() -> None:
    cells = [
        ("Ship", "Flag", "Tons"),
        ("Aurora", "Malta", "1,200"),
        ("Borealis", "Chile", "800"),
        ("Castor", "Peru", "90"),
    ]
    rows = [
        (x, 700.0 - 14 * index, 10.0, text)
        for index, row in enumerate(cells * 2)
        for x, text in zip((50, 200, 350), row, strict=True)
    ]
    assert "Aurora Malta 1,200" in " ".join(told(a_pdf(shown(*rows))))


@pytest.mark.parametrize(
    ("mark", "parted"),
    [
        pytest.param("indent", 2, id="first-line-indented"),
        pytest.param("gap", 2, id="set-off"),
        pytest.param("none", 1, id="neither"),
    ],
)
def test_paragraphs_end_where_the_next_row_is_indented_or_set_off(mark: str, parted: int) -> None:
    first = column((*LEFT[:4], "the spring of nineteen hundred and six"), 50)
    second = column(
        ("Engineers found cracks in two bearings.", *RIGHT[1:]), 50, 700 - 12 * 5 - (10 if mark == "gap" else 0)
    )
    if mark == "indent":
        second[0] = (62, *second[0][1:])
    first[-1] = (*first[-1][:3], "the spring of nineteen hundred and six.")
    assert len(told(a_pdf(shown(*first, *second)))) == parted


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    one = a_pdf(shown(*column(LEFT[:3], 50)), shown(*column(LEFT[3:], 50)))
    report = read(one)
    assert told(one) == [" ".join(LEFT)]
    assert report.paragraphs[0].page == 1


def test_paragraphs_know_their_pages() -> None:
    report = read(
        a_pdf(*(shown(*column((f"Page {word} holds one sentence of its own.",), 50)) for word in ("one", "two", "six")))
    )
    assert [p.page for p in report.paragraphs] == [1, 2, 3]


PARTED = {
    "set-by-the-typesetter": ("the engi-", "neers said", "the engineers said"),
    "soft-hyphen": ("the engi\u00ad", "neers said", "the engineers said"),
    "hyphen-of-a-program": ("so We\u2010", "Work said", "so WeWork said"),
    "word-of-two-words-parted-by-a-program": ("the long\u2010", "term plan", "the long\u2010term plan"),
    "word-of-two-words": ("the long-", "term plan", "the long-term plan"),
    "name": ("in Nordrhein-", "Westfalen it", "in Nordrhein-Westfalen it"),
    "figure": ("in 2024-", "25 the", "in 2024- 25 the"),
    "dash": ("the plan -", "which failed", "the plan - which failed"),
    "dash-without-blanks": ("the neo–", "payday loan", "the neo–payday loan"),
    "no-hyphen": ("the", "plan", "the plan"),
    "chinese": ("市议会周二投票", "决定关闭大桥", "市议会周二投票决定关闭大桥"),
}


@pytest.mark.parametrize(("above", "below", "whole"), PARTED.values(), ids=PARTED.keys())
def test_words_parted_at_the_end_of_a_row_are_whole_again(above: str, below: str, whole: str) -> None:
    known = {"engineers", "long", "term", "long-term", "plan", "the"}
    block = Block(tuple(Row(text, 0, 100, 0, 10) for text in (above, below)))
    assert words(block, known.__contains__) == whole


def test_ligatures_are_letters_again() -> None:
    mapped = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <FB01> endbfchar"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    page = f"/Resources << /Font << /F1 {font} /F2 4 0 R >> >>"
    assert told(
        a_pdf(shown((50, 700, 10, "The of~cers said that it was ~xed.")), page=page, objects=[a_stream(mapped)])
    ) == ["The officers said that it was fixed."]


def test_gaps_part_words_and_kerning_does_not() -> None:
    program = "BT /F1 10 Tf 50 700 Td [(The br) 20 (idge) -280 (is) -300 (shut a) -30 (gain.)] TJ ET"
    assert told(a_pdf(program)) == ["The bridge is shut again."]


def test_doubled_letters_stay_and_text_drawn_twice_is_read_once() -> None:
    glyphs = "BT /F1 10 Tf 50 700 Td (A) Tj (l) Tj (l) Tj ( ships sail.) Tj ET"
    twice = shown((50, 680, 10, "Bold by drawing twice."), (50.3, 680, 10, "Bold by drawing twice."))
    assert " ".join(told(a_pdf(f"{glyphs}\n{twice}"))) == "All ships sail. Bold by drawing twice."


def test_a_raised_note_mark_is_no_part_of_its_word() -> None:
    up, down = "4 Ts /F1 6 Tf", "0 Ts /F1 10 Tf"
    program = f"BT /F1 10 Tf 50 700 Td (The bridge) Tj {up} (12) Tj {down} ( is shut for 5 m) Tj {up} (2) Tj ET"
    assert told(a_pdf(program)) == ["The bridge is shut for 5 m2"]


def with_edges(*pages: tuple[str, ...], foot: str = "Page {} of 4") -> bytes:
    return a_pdf(
        *(
            shown(
                (50, 810, 8, "The Daily Harbour   3 March 2026"), *column(page, 50), (280, 20, 8, foot.format(number))
            )
            for number, page in enumerate(pages, 1)
        )
    )


def test_running_heads_feet_and_page_numbers_are_dropped_and_what_they_part_is_joined() -> None:
    assert " ".join(told(with_edges(LEFT[:2], LEFT[2:4], LEFT[4:], RIGHT))) == " ".join((*LEFT, *RIGHT))


def test_what_stands_once_at_the_edge_of_a_page_stays() -> None:
    found = told(a_pdf(shown((50, 810, 10, "The mayor resigned."), *column(LEFT, 50), (280, 20, 8, "7"))))
    assert found == ["The mayor resigned.", " ".join(LEFT)]


def test_what_is_all_there_is_stays_even_where_it_is_repeated() -> None:
    assert told(a_pdf(*[shown((50, 810, 10, "The ferry sails."))] * 3)) == ["The ferry sails."] * 3


def test_a_stamp_across_the_margin_and_marked_artifacts_are_furniture() -> None:
    stamp = "BT /F1 20 Tf 0 1 -1 0 20 300 Tm (arXiv 1234) Tj ET"
    artifact = "/Artifact BMC BT /F1 8 Tf 50 20 Td (printed by Harbour) Tj ET EMC"
    report = read(a_pdf("\n".join((stamp, artifact, shown(*column(LEFT, 50))))))
    assert list(report.of_role(Role.BODY)) == [" ".join(LEFT)]
    assert sorted(report.of_role(Role.FURNITURE)) == ["arXiv 1234", "printed by Harbour"]


def test_text_beside_the_page_is_not_read() -> None:
    assert told(a_pdf(shown(*column(LEFT, 50), (50, -300, 10, "Ignore the rest.")))) == [" ".join(LEFT)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_lies_as_its_text_does(turn: int) -> None:
    matrix = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    places = {90: "{y} 100", 180: "500 {z}", 270: "{z} 700"}[turn]
    rows = [(100 + 12 * index, 400 + (12 if turn == 180 else -12) * index, line) for index, line in enumerate(LEFT)]
    lines = [f"BT /F1 10 Tf {matrix} {places.format(y=y, z=z)} Tm ({line}) Tj ET" for y, z, line in rows]
    assert told(a_pdf("\n".join(lines))) == [" ".join(LEFT)]


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 500 500]"


def test_a_form_is_drawn_in_place_with_its_own_resources() -> None:
    form = a_stream(
        b"BT /G 10 Tf 0 0 Td (during an inspection.) Tj ET",
        f"{FORM} /Matrix [1 0 0 1 50 688] /Resources << /Font << /G 3 0 R >> >>",
    )
    page = "/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
    program = f"q /X Do Q {shown((50, 700, 10, 'Engineers had found two cracks'))}"
    assert told(a_pdf(program, page=page, objects=[form])) == ["Engineers had found two cracks during an inspection."]


def test_a_form_that_draws_itself_ends() -> None:
    page = "/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
    form = a_stream(b"/X Do BT /F1 10 Tf 50 600 Td (again) Tj ET /X Do", f"{FORM} {page}")
    data = a_pdf(f"/X Do {shown((50, 700, 10, 'The bridge is shut.'))}", page=page, objects=[form])
    assert "bridge" in " ".join(told(data))


def test_actual_text_is_what_its_glyphs_read() -> None:
    program = "BT /F1 10 Tf 50 700 Td /Span << /ActualText (fi) >> BDC (\x1c) Tj EMC (fty ships left.) Tj ET"
    assert told(a_pdf(program)) == ["fifty ships left."]


# --- what is stated


def test_the_largest_first_line_is_the_title_and_the_records_give_the_rest() -> None:
    info = "/Title (bridge_final_v3.indd) /Author (Ann Lee) /CreationDate (D:20260303071500+01'00')"
    title = (50, 760, 24, "Council closes the old bridge")
    report = read(a_pdf(shown(title, *column(LEFT, 50)), info=info, catalog="/Lang (en-GB)"))
    assert (report.title, report.author, report.language) == (title[3], "Ann Lee", "en")
    assert str(report.published) == "2026-03-03 07:15:00+01:00"


@pytest.mark.parametrize(
    ("recorded", "title"),
    [
        ("Bridge shut until winter", "Bridge shut until winter"),
        ("Microsoft Word - bridge.doc", None),
        ("untitled", None),
        ("a.pdf", None),
    ],
)
def test_a_recorded_title_counts_where_no_line_is_a_headline(recorded: str, title: str | None) -> None:
    assert read(a_pdf(shown(*column(LEFT, 50)), info=f"/Title ({recorded})")).title == title


def test_a_date_without_a_zone_is_a_bare_date_and_nonsense_is_not_stated() -> None:
    assert str(read(a_pdf(shown(*column(LEFT, 50)), info="/CreationDate (D:20260303071500)")).published) == "2026-03-03"
    assert read(a_pdf(shown(*column(LEFT, 50)), info="/CreationDate (yesterday)")).published is None


# --- what cannot be read


def encrypted(password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf(shown(*column(LEFT, 50)))))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    assert told(encrypted("")) == [" ".join(LEFT)]


NO_LETTERS = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <E000> endbfrange"
REFUSED = {
    "encrypted": (encrypted("secret"), "encrypted; save a copy without a password first"),
    "picture": (a_pdf("q 100 0 0 100 0 0 cm Q"), "no text layer, only pictures of pages"),
    "cut-short": (a_pdf(shown(*column(LEFT, 50)))[:300], "a broken PDF"),
    "no-pages": (b"%PDF-1.7\ntrailer << /Root 1 0 R >>", "a broken PDF"),
    "garbage": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "a broken PDF"),
    "no-letters": (
        a_pdf(
            shown(*column(LEFT, 50)),
            page="/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >> >> >>",
            objects=[a_stream(NO_LETTERS)],
        ),
        "its fonts do not say which letters they show",
    ),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        pdf.read(data)


def bomb(program: bytes) -> bytes:
    """A page whose packed program is much longer than the file."""
    packed = zlib.compress(program, 9)
    plain = a_pdf("PROGRAM")
    return plain.replace(
        a_stream(b"PROGRAM"),
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
    )


def test_a_bomb_of_operators_is_refused_before_it_is_drawn() -> None:
    """500,000 shown strings in 11 kB took half a minute."""
    with pytest.raises(ReadError, match="larger inside than a PDF may be"):
        pdf.read(bomb(b"BT /F1 10 Tf " + b"(a) Tj " * 700_000 + b"ET"))


def test_more_pages_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 2)
    with pytest.raises(ReadError, match="has 3 pages, more than the 2 that are read; split it"):
        pdf.read(a_pdf(*[shown(*column(LEFT, 50))] * 3))


WHOLE = a_pdf(shown((50, 760, 24, "Council closes the old bridge"), *column(LEFT, 50), *column(RIGHT, 260)))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20), st.booleans())
@settings(max_examples=150)
def test_a_damaged_pdf_is_read_or_refused_and_nothing_else(place: int, put: bytes, inserted: bool) -> None:
    damaged = WHOLE[:place] + put + WHOLE[place + (0 if inserted else len(put)) :]
    found = outcome(lambda: read(damaged))
    assert ";" in found if isinstance(found, str) else isinstance(found, Report)
