"""PDF -> a draft: paragraphs with their pages, title, author, date and language.

Kept is what a reader sees as text, in reading order.  Running heads, feet and
page numbers are dropped; what is set aside (stamps, notes across the margin)
is furniture.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.errors import ReadError
from briefgen.model import Reading, Role
from briefgen.readers.draft import Draft, Part
from briefgen.readers.layout import Line, Mark, parts_of
from briefgen.text.clean import clean_line
from briefgen.text.frequency import zipf
from briefgen.text.language import detect

if TYPE_CHECKING:
    from pypdf import PdfReader

    from briefgen.readers.pdf.blocks import Block
    from briefgen.readers.pdf.rows import Row

PAGES = 1_000
CHARACTERS = 5_000_000

# Below this share of letters that can be told, a font names none of them.
_READABLE = 0.6
_KNOWN_ZIPF = 2.5

_TITLE_SIZE = 1.25
_HEADING_SIZE = 1.1
_LONGEST_TITLE = 40
_LONGEST_HEADING = 20
# A title stands among the first blocks of the first page.
_TOP = 8
_MOST_NAMED = 10

_LIGATURES = {
    ord(sign): text for sign, text in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
}
_ITEM = re.compile(r"^(?:[•‣◦▪●■–—·]\s*|[-*]\s+|\(?\d{1,2}[.)]\s+(?=\S+\s))")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_NO_NAME = re.compile(r"(?i)(?:unknown|anonymous|user|admin|administrator|owner|root|author|none|n/a)$")
_NO_TITLE = re.compile(
    r"(?i)untitled|microsoft (?:word|powerpoint|excel)|\S+\.(?:docx?|indd|pdf|qxd|odt|rtf|tex|pub|html?|pptx?|xlsx?)$|"
    r"(?:document|dokument|print|title|presentation) ?\d*$|about:blank$|https?:"
)


def read(data: bytes) -> Draft:
    """Return a PDF's paragraphs with their pages and what is stated of title, author, date and language.

    Raises ReadError where it is broken, encrypted, without text, or beyond a limit.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _draft(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # of what is broken pypdf raises whatever it stumbles upon
        raise _refusal(error) from error


def _refusal(error: Exception) -> ReadError:
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    if isinstance(error, (DependencyError, FileNotDecryptedError)):
        return ReadError("encrypted; save a copy without a password first")
    if isinstance(error, LimitReachedError):
        return ReadError("larger inside than a PDF may be; save its text first (pdftotext)")
    # What pypdf says may hold bytes of the file: only the kind of its trouble is told.
    return ReadError(f"a broken PDF ({type(error).__name__}); open it in a viewer and save it anew")


def _draft(data: bytes) -> Draft:
    from pypdf import PdfReader, apply_configuration

    with apply_configuration(jbig2dec_binary=None, stream_parsing_work_maximum_count=1_000_000):
        reader = PdfReader(BytesIO(data))
        _unlock(reader)
        pages = _pages(reader)
        return _put_together(pages, _stated(reader))


def _unlock(reader: PdfReader) -> None:
    """A PDF may be encrypted with an empty password, so that it opens but asks not to be copied."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("encrypted; save a copy without a password first")


def _pages(reader: PdfReader) -> list[list[Row]]:
    from briefgen.readers.pdf.rows import rows
    from briefgen.readers.pdf.runs import Typecase, runs

    count = len(reader.pages)
    if count > PAGES:
        raise ReadError(f"has {count:,} pages, more than the {PAGES:,} that are read; split it")
    case = Typecase()
    found = [rows(runs(page, case), number) for number, page in enumerate(reader.pages, 1)]
    amount = sum(len(row.text) for page in found for row in page)
    if not amount:
        raise ReadError("no text layer, only pictures of pages; recognise its text first (OCR)")
    if amount > CHARACTERS:
        raise ReadError(f"holds more than {CHARACTERS:,} characters; split it")
    return found


def _put_together(pages: Sequence[Sequence[Row]], stated: dict[str, str]) -> Draft:
    from briefgen.readers.pdf.blocks import blocks, vocabulary
    from briefgen.readers.pdf.running import running

    out = running(pages)
    every = [(index, place) for index, page in enumerate(pages) for place in range(len(page))]
    told = [pages[index][place] for index, place in every if (index, place) not in out or len(out) == len(every)]
    found = blocks([row for row in told if not row.aside])
    lines = list(_lines(found, _knows(vocabulary(found), " ".join(row.text for row in told[:200]))))
    _must_be_readable(" ".join(line.text for line in lines))
    asides = [row for row in told if row.aside]
    parts: list[Part] = [*parts_of(lines), *((Role.FURNITURE, _plain(row.text)) for row in asides)]
    if any(role is Role.HEADLINE for role, _ in parts) or _NO_TITLE.match(stated.get("title", "")):
        stated.pop("title", None)
    on_pages = (*(block.page for block in found), *(row.page for row in asides))
    return Draft(tuple(parts), stated, _reading(pages, told), pages=on_pages)


def _reading(pages: Sequence[Sequence[Row]], told: Sequence[Row]) -> Reading:
    """The share of the text that is kept, and which pages hold none."""
    amount = sum(len(row.text) for page in pages for row in page)
    kept = round(sum(len(row.text) for row in told) / amount, 3)
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    shown = ", ".join(blank[:_MOST_NAMED]) + (" ..." if len(blank) > _MOST_NAMED else "")
    notes = (f"{len(blank)} of {len(pages)} pages hold no text, at most pictures of it: {shown}",) if blank else ()
    return Reading(kept=kept, notes=notes)


def _must_be_readable(text: str) -> None:
    letters = sum(map(str.isalnum, text))
    if len(_UNREADABLE.findall(text)) * _READABLE > letters * (1 - _READABLE):
        raise ReadError("its fonts do not say which letters they show; recognise its text first (OCR)")


def _knows(whole: set[str], sample: str) -> Callable[[str], bool]:
    """Whether something is a word, of this text or of its language."""
    language = detect(sample)

    def knows(word: str) -> bool:
        word = word.casefold()
        return word in whole or zipf(word, language) >= _KNOWN_ZIPF

    return knows


def _lines(found: Sequence[Block], knows: Callable[[str], bool]) -> Iterator[Line]:
    from briefgen.readers.pdf.blocks import words

    size = _body_size(found)
    title = _title(found, size)
    for block in found:
        text = _plain(words(block, knows))
        if block is title:
            yield Line(text, Mark.TITLE)
        elif _is_heading(block, text, size):
            yield Line(text, Mark.HEADING)
        elif block.is_item:
            yield Line(_ITEM.sub("", text), Mark.ITEM)
        else:
            yield Line(text)


def _plain(text: str) -> str:
    return clean_line(text.translate(_LIGATURES))


def _body_size(found: Sequence[Block]) -> float:
    """The size of most characters."""
    amounts: dict[float, int] = {}
    for block in found:
        for row in block.rows:
            amounts[round(row.size, 1)] = amounts.get(round(row.size, 1), 0) + len(row.text)
    return max(amounts, key=lambda size: (amounts[size], size), default=0.0)


def _title(found: Sequence[Block], size: float) -> Block | None:
    """The largest of the first blocks, where it is larger than the text."""
    first = [block for block in found[:_TOP] if block.page == found[0].page]
    largest = max(first, key=lambda block: block.size, default=None)
    if largest is None or largest.size < _TITLE_SIZE * size:
        return None
    return largest if sum(len(row.text.split()) for row in largest.rows) <= _LONGEST_TITLE else None


def _is_heading(block: Block, text: str, size: float) -> bool:
    if len(text.split()) > _LONGEST_HEADING:
        return False
    return block.size > _HEADING_SIZE * size or (block.bold and not text.endswith((".", ":", ",")))


def _stated(reader: PdfReader) -> dict[str, str]:
    """Title, author, date and language, as far as the file's own records say something."""
    found: dict[str, str] = {}
    with suppress(Exception):  # records that cannot be read state nothing
        found = dict(_recorded(reader.metadata or {}))
    with suppress(Exception):
        language = reader.root_object.get("/Lang")
        found |= {"language": language} if isinstance(language, str) else {}
    return found


def _recorded(records: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, key in (("title", "/Title"), ("author", "/Author")):
        value = records.get(key)
        if isinstance(value, str) and not _NO_NAME.match(value.strip()):
            yield name, value
    made = getattr(records, "creation_date", None)
    if isinstance(made, datetime):
        yield "published", made.isoformat() if made.tzinfo else made.date().isoformat()
