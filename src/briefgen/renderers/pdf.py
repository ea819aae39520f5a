"""Briefing -> PDF, tagged for screen readers (PDF/UA), the same bytes each time.

WeasyPrint gets our own flat template with text and nothing else: it may fetch
neither an address nor a file.  Its need of Pango is met here and nowhere else.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from hashlib import blake2b
from io import StringIO
from typing import Any

from briefgen.errors import MissingPart, TemplateError
from briefgen.model import Briefing
from briefgen.renderers import DEFAULT_TEMPLATE
from briefgen.renderers.templates import render as render_template
from briefgen.system import font_for, how_to_install_pango


def render(briefing: Briefing, template: str = DEFAULT_TEMPLATE) -> bytes:
    """Return the briefing as PDF.

    Raises MissingPart where Pango is not installed, and, with the finished
    document in its `made`, where no font has a character that is printed;
    TemplateError where the template is broken or its page cannot be laid out.
    """
    html = render_template(briefing, "pdf", template)
    weasyprint = _weasyprint()
    with _made_at(briefing.as_of), _missing_glyphs() as missing:
        try:
            made = _laid_out(weasyprint, html)
        except (ArithmeticError, RecursionError) as error:
            # Elements nested by the hundred, or sizes beyond all measure: only a template has such.
            raise TemplateError(f"{template}: this page cannot be laid out ({error}); make it simpler") from error
    if missing:
        shown = "".join(sorted(set(missing)))[:20]
        raise MissingPart(f"the PDF shows boxes for {shown}: no font has them; {font_for(missing)}", made)
    return made


def _laid_out(weasyprint: Any, html: str) -> bytes:
    document = weasyprint.HTML(string=html, base_url=None, url_fetcher=_no_fetcher())
    identifier = blake2b(html.encode(), digest_size=16).digest()
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return made


def _weasyprint() -> Any:
    """Import WeasyPrint; where Pango is missing its own banner stays unseen."""
    try:
        with redirect_stdout(StringIO()):
            import weasyprint
    except OSError as error:
        raise MissingPart(f"no PDF without Pango; {how_to_install_pango()}") from error
    return weasyprint


def _no_fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=())


@contextmanager
def _made_at(moment: datetime) -> Iterator[None]:
    """Make the font tools inside write the brief's own time, not the clock's."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Glyphs(logging.Handler):
    """Gathers the characters that WeasyPrint warns it has no font for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the characters of a warning about glyphs; other warnings are about our own styles."""
        if "notdef" in str(record.msg):
            self.missing.append(str(record.args[0]) if isinstance(record.args, tuple) else "?")


@contextmanager
def _missing_glyphs() -> Iterator[list[str]]:
    logger = logging.getLogger("weasyprint")
    glyphs = _Glyphs()
    logger.addHandler(glyphs)
    try:
        yield glyphs.missing
    finally:
        logger.removeHandler(glyphs)
