"""How much of PDFs, Word files and archives is kept, and what does the guard cost? -> plain tables.

    python benchmarks/documents.py            all tables, in about a minute and a half
    python benchmarks/documents.py --only 2   one table; may be given again for another

1. PDFs of BRIEFGEN_DATA: words, and runs of three words (order), that pdftotext finds too, beside pypdf's own text
2. articles set in one to three columns: sentences found whole and in order, beside pypdf's own text
3. Word files: characters of the text elements (deleted text and fallbacks left out, notes in) that are kept
4. hostile files through the command's own way: read, refused by reason, seconds, memory of the workers
5. bombs made here: what is said, seconds, memory
6. a thousand small files: workers beside reading in this process

Without BRIEFGEN_DATA, or without pdftotext, what is left out is said.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import logging
import lzma
import os
import re
import resource
import shutil
import subprocess
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

import briefgen
from briefgen.errors import ReadError
from briefgen.readers import docx, pdf
from briefgen.readers.guarded import Job
from briefgen.readers.guarded import read as read_here
from briefgen.readers.pool import Pool
from briefgen.text.clean import clean

ARTICLES = 40
_WORD = re.compile(r"\w+")
_TEXT = re.compile(r"word/(?:document|footnotes|endnotes)[^/]*\.xml")
_LEFT_OUT = ("}Fallback", "}del", "}moveFrom")


def main() -> None:
    """Print the tables that are asked for."""
    logging.disable()
    options = _options()
    folder = Path(os.environ["BRIEFGEN_DATA"]) / "hostile" if "BRIEFGEN_DATA" in os.environ else None
    for number, table in enumerate(TABLES, 1):
        if number in (options.only or range(1, len(TABLES) + 1)):
            print(f"\n{number}. {(table.__doc__ or '').splitlines()[0]}")
            if table in (pdfs, typeset, word_files, hostile) and (folder is None or not folder.is_dir()):
                print("skipped: BRIEFGEN_DATA names no folder with hostile/")
            else:
                table(folder or Path())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, action="append", choices=range(1, len(TABLES) + 1), help="one table")
    return parser.parse_args()


def pdfs(folder: Path) -> None:
    """PDFs: of the words and of the runs of three words that pdftotext finds, the share that is found."""
    if shutil.which("pdftotext") is None:
        print("skipped: pdftotext is not installed")
        return
    print(f"{'set':<22}{'files':>6}{'words':>8}{'briefgen':>18}{'pypdf':>18}{'s':>8}{'slowest':>9}")
    for name in ("pdf_pdfjs", "pdf_pypdf_resources", "pdf_samplefiles"):
        paths = sorted((folder / name).rglob("*.pdf"))
        theirs = [_pdftotext(path) for path in paths]
        ours, times = zip(*(_timed(_ours, path) for path in paths), strict=True)
        peers = [_pypdf(path) for path in paths]
        shares = "".join(f"{_kept(theirs, found, 1):>10.3f}{_kept(theirs, found, 3):>8.3f}" for found in (ours, peers))
        words = sum(len(_WORD.findall(text)) for text in theirs)
        print(f"{name:<22}{len(paths):>6}{words:>8}{shares}{sum(times):>8.1f}{max(times):>9.2f}")


def _kept(wanted: Sequence[str], found: Sequence[str], length: int) -> float:
    pairs = [(_runs(one, length), _runs(other, length)) for one, other in zip(wanted, found, strict=True)]
    return sum((one & other).total() for one, other in pairs) / max(1, sum(one.total() for one, _ in pairs))


def _runs(text: str, length: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(zip(*(words[start:] for start in range(length)), strict=False))


def _pdftotext(path: Path) -> str:
    ran = subprocess.run(["pdftotext", path, "-"], capture_output=True, timeout=60, check=False)
    return ran.stdout.decode(errors="replace")


def _ours(path: Path) -> str:
    try:
        return "\n".join(text for _, text in pdf.read(path.read_bytes()).parts)
    except ReadError:
        return ""


def _pypdf(path: Path) -> str:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except Exception:  # noqa: BLE001  # a peer that fails counts as a text of nothing: that is measured
        return ""


def _timed(action: Callable[[Path], str], path: Path) -> tuple[str, float]:
    start = time.process_time()
    return action(path), time.process_time() - start


_STYLE = """@page { size: A4; margin: 2cm; @top-left { content: "Harbour" } @bottom-center { content: counter(page) } }
body { font: 10pt serif; text-align: justify; hyphens: auto } p { margin: 0; text-indent: 1em }"""
# What WeasyPrint's usual fonts can show; a sentence's item mark is no part of it.
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u052f]")
_ITEM = re.compile(r"^(?:[—–•-]\s*|\d{1,2}[.)]\s+)")


def typeset(folder: Path) -> None:
    """Articles set in columns, hyphened, with head and page number: of their sentences, those found whole."""
    truth = json.loads((folder.parent / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    articles = [one["articleBody"] for _, one in sorted(truth.items())[:ARTICLES]]
    bodies = [body for body in articles if len(_LETTERS.findall(body)) > max(1000, len(body) / 2)]
    print(f"{'columns':<10}{'articles':>9}{'sentences':>11}{'whole':>8}{'in order':>10}{'pypdf whole':>13}")
    for columns in (1, 2, 3):
        found = [_whole_sentences(body, columns) for body in bodies]
        every, whole, ordered, peer = (sum(column) for column in zip(*found, strict=True))
        shares = f"{whole / every:>8.3f}{ordered / every:>10.3f}{peer / every:>13.3f}"
        print(f"{columns:<10}{len(bodies):>9}{every:>11}{shares}")


def _whole_sentences(body: str, columns: int) -> tuple[int, int, int, int]:
    """Sentences of an article; those found whole, those found behind the one before, those in pypdf's own text."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in body.split("\n") if paragraph.strip()]
    data = _set(paragraphs, columns)
    text = " ".join(words for _, words in pdf.read(data).parts)
    theirs = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    sentences = [one for paragraph in paragraphs for one in re.split(r"(?<=[.!?]) (?=[A-Z])", paragraph)]
    wanted = [_ITEM.sub("", clean(one)) for one in sentences]
    ordered = last = 0
    for one in wanted:
        place = text.find(one, last)
        ordered, last = (ordered + 1, place) if place >= 0 else (ordered, last)
    return len(wanted), sum(one in text for one in wanted), ordered, sum(one in theirs for one in wanted)


def _set(paragraphs: Sequence[str], columns: int) -> bytes:
    from weasyprint import HTML

    inner = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    page = f"<style>{_STYLE}</style><body lang=en><h1>Bridge closed</h1><div style='columns:{columns}'>{inner}</div>"
    made: bytes = HTML(string=page).write_pdf()
    return made


def word_files(folder: Path) -> None:
    """Word files: characters of the text that are kept."""
    print(f"{'set':<22}{'files':>6}{'read':>6}{'characters':>12}{'kept':>9}{'below .99':>11}")
    for name in ("docx_mammoth", "docx_poi", "docx_pythondocx"):
        paths = sorted(path for path in (folder / name).rglob("*") if path.suffix in {".docx", ".docm", ".dotx"})
        shares = [share for path in paths if (share := _word_share(path.read_bytes())) is not None]
        whole, kept = (sum(column) for column in zip(*shares, strict=True))
        poor = sum(one < 0.99 * all_ for all_, one in shares)
        print(f"{name:<22}{len(paths):>6}{len(shares):>6}{whole:>12}{kept / max(whole, 1):>9.4f}{poor:>11}")


def _word_share(data: bytes) -> tuple[int, int] | None:
    """How many characters there are and how many are kept; None where the file is refused."""
    try:
        text = "".join(text for _, text in docx.read(data).parts)
    except ReadError:
        return None
    wanted, found = (Counter(re.sub(r"\W", "", one)) for one in (_elements(data), text))
    return wanted.total(), (wanted & found).total()


def _elements(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if _TEXT.fullmatch(name)]
    return "".join(text for part in parts for text in _shown(ElementTree.fromstring(part)))


def _shown(element: ElementTree.Element) -> Iterator[str]:
    """The text elements of Word's below an element, without what is deleted and without fallbacks."""
    if element.tag.endswith(_LEFT_OUT):
        return
    if element.tag.endswith("}t") and "wordprocessingml" in element.tag:
        yield element.text or ""
    for inner in element:
        yield from _shown(inner)


def hostile(folder: Path) -> None:
    """Hostile files, the whole way: what became of them, wall seconds, the workers' CPU seconds and peak memory."""
    for names in (
        ("pdf_pdfjs", "pdf_pypdf_resources", "pdf_samplefiles"),
        ("docx_mammoth", "docx_poi", "docx_pythondocx", "ooxml_poi_opc", "zipslip"),
    ):
        before, start = _children(), time.monotonic()
        found = briefgen.read([str(folder / name) for name in names])
        wall, used = time.monotonic() - start, _children()
        print(
            f"{' '.join(names)}: {len(found)} read, {len(found.skipped)} refused, {wall:.1f} s, "
            f"{used[0] - before[0]:.1f} s of processor, {used[1]} MB at most"
        )
        reasons = Counter(re.sub(r" \(.*\)", "", one.reason.partition(";")[0]) for one in found.skipped)
        print("\n".join(f"  {amount:>5} {reason}" for reason, amount in reasons.most_common()))


def _children() -> tuple[float, int]:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def bombs(_: Path) -> None:
    """Bombs: what is said, wall seconds."""
    for name, kind, data in _bombs():
        with Pool(workers=1) as pool:
            start = time.monotonic()
            answer = pool.submit(Job(kind, data, name)).result()
            told = "; ".join(one.reason for one in answer.skipped) or "; ".join(
                one.problem or "read" for one in answer.members[:1]
            )
            print(f"{name:<34}{len(data):>12,} B{time.monotonic() - start:>7.1f} s  {told or 'read'}")


def _bombs() -> Iterable[tuple[str, str, bytes]]:
    yield "gzip of 500 MB", "archive", gzip.compress(bytes(500_000_000), 1)
    yield "xz of 500 MB", "archive", lzma.compress(bytes(500_000_000), preset=0)
    yield "zip of 500 MB", "zip", _zip({"a.txt": bytes(500_000_000)})
    inner = _zip({f"{index}.txt": b"ab c" * 2_000_000 for index in range(4)})
    yield "zip of 16 zips of 4 files of 8 MB", "zip", _zip({f"{index}.zip": inner for index in range(16)})
    yield "zip of 100,000 files", "zip", _zip({f"{index}": b"" for index in range(100_000)})
    yield "Word file of 200 MB", "zip", _word(b"<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 5_000_000)
    yield (
        "Word file of 40 MB of paragraphs",
        "zip",
        _word(b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % index for index in range(1_000_000))),
    )
    yield "PDF page of 500,000 strings", "pdf", _page(b"BT /F1 10 Tf " + b"(a) Tj " * 490_000 + b"ET")
    yield "PDF page of 2,000,000 operators", "pdf", _page(b"BT /F1 10 Tf " + b"(a) Tj " * 2_000_000 + b"ET")
    yield "PDF page of 1 GB", "pdf", _page(bytes(1_000_000_000))


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _word(body: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    whole = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": whole})


def _page(program: bytes) -> bytes:
    """A PDF of one page with this program; its list of objects is left out, readers find them."""
    packed = zlib.compress(program, 9)
    fonts = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    )
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)


_LINES = "The council of Harlow Quay voted to close the bridge.\n\nThe ferry sails on Tuesday, said the mayor.\n"


def small_files(_: Path) -> None:
    """A thousand small files: seconds of processor in this process, and through one worker with its start."""
    text = " ".join(_LINES.split())
    kinds = {
        "Word": ("zip", _word(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text.encode())),
        "PDF": ("pdf", _page(f"BT /F1 10 Tf 50 700 Td ({text}) Tj ET".encode())),
    }
    print(f"{'':<8}{'here':>8}{'worker':>8}")
    for name, (kind, data) in kinds.items():
        jobs = [Job(kind, data, f"{index}") for index in range(1000)]
        read_here(jobs[0])
        print(f"{name:<8}{_seconds(_here, jobs):>8.2f}{_seconds(_through, jobs):>8.2f}")
    with tempfile.TemporaryDirectory() as folder:
        for index in range(1000):
            (Path(folder) / f"{index}.txt").write_text(_LINES)
        print(f"{'text':<8}{_seconds(briefgen.read, [folder]):>8.2f}{'none':>8}")


def _here(jobs: Sequence[Job]) -> None:
    for job in jobs:
        read_here(job)


def _through(jobs: Sequence[Job]) -> None:
    with Pool(workers=1) as pool:
        futures = [pool.submit(job) for job in jobs]
        for future in futures:
            future.result()


def _seconds(action: Callable[[Any], object], given: Any) -> float:
    """Processor time of this process and its children: other work on the machine does not count in."""
    start = time.process_time() + _children()[0]
    action(given)
    return time.process_time() + _children()[0] - start


TABLES = (pdfs, typeset, word_files, hostile, bombs, small_files)
if __name__ == "__main__":
    main()
