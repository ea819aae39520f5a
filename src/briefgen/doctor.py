"""This system -> what briefgen finds on it, and how to get what is missing."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from briefgen.__about__ import __version__
from briefgen.compose import Frame, compose
from briefgen.errors import BriefgenError
from briefgen.readers.worker import missing
from briefgen.renderers import pdf
from briefgen.renderers.templates import home, names
from briefgen.text.frequency import zipf

_LIBRARIES = ("sumy", "jinja2", "weasyprint", "typer", "numpy", "sentencex", "pystemmer", "wordfreq")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is there, and what is told of it."""

    name: str
    ok: bool
    told: str


def checks() -> Iterator[Check]:
    """Look at Python, libraries, word lists, templates and the making of a PDF, one after the other."""
    yield Check("briefgen", True, f"{__version__} on Python {platform.python_version()}, {platform.system()}")
    yield Check("libraries", True, ", ".join(f"{name} {version(name)}" for name in _LIBRARIES))
    yield Check("word lists", zipf("the", "en") > 0, "wordfreq, no download needed")
    yield Check("templates", bool(names()), f"{', '.join(names())} in {home()}")
    yield Check(
        "workers", missing() is None, missing() or "files of strangers are read under limits of time and memory"
    )
    yield _pdf()


def _pdf() -> Check:
    empty = compose([], Frame(datetime(2026, 1, 1, tzinfo=UTC), {}))
    try:
        made = pdf.render(empty)
    except BriefgenError as error:
        return Check("PDF", False, str(error))
    return Check("PDF", True, f"Pango found, a page of {len(made):,} bytes made")
