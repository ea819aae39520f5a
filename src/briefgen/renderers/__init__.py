"""Briefing -> bytes: one file a format, all with the same claims.

What a format needs is imported when it is asked for: a summary on the
terminal waits neither for Jinja nor for WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefgen.errors import MissingPart
from briefgen.model import Briefing

Renderer = Callable[[Briefing, str], bytes]


def _from_template(form: str) -> Renderer:
    def rendered(briefing: Briefing, template: str) -> bytes:
        from briefgen.renderers.templates import render

        return render(briefing, form, template).encode()

    return rendered


def _json(briefing: Briefing, _: str) -> bytes:
    from briefgen.renderers import json

    return json.render(briefing)


def _pdf(briefing: Briefing, template: str) -> bytes:
    from briefgen.renderers import pdf

    return pdf.render(briefing, template)


def _eml(briefing: Briefing, template: str) -> bytes:
    from briefgen.renderers import eml

    return eml.render(briefing, template)


RENDERERS: dict[str, Renderer] = {
    "md": _from_template("md"),
    "html": _from_template("html"),
    "pdf": _pdf,
    "txt": _from_template("txt"),
    "json": _json,
    "eml": _eml,
}

DEFAULT_TEMPLATE = "brief"


@dataclass(frozen=True, slots=True)
class Files:
    """A briefing's files by ending, and the parts of the system that some of them lack."""

    made: dict[str, bytes]
    missing: tuple[MissingPart, ...] = ()


def files(briefing: Briefing, forms: Iterable[str], template: str = DEFAULT_TEMPLATE, *, texts: bool = True) -> Files:
    """Return the JSON and the forms named; one that lacks a part of the system is left out, or made as well as it can.

    `texts` adds the reports' texts to the JSON.
    """
    from briefgen.renderers import json

    made, missing = {"json": json.render(briefing, texts=texts)}, []
    for form in forms:
        try:
            made[form] = RENDERERS[form](briefing, template)
        except MissingPart as error:
            missing.append(error)
            if error.made is not None:
                made[form] = error.made
    return Files(made, tuple(missing))
