"""Briefing -> bytes: one file a format, all with the same claims."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.model import Briefing
from briefgen.renderers import json, pdf
from briefgen.renderers.templates import DEFAULT, render

Renderer = Callable[[Briefing, str], bytes]


def _from_template(form: str) -> Renderer:
    return lambda briefing, template=DEFAULT: render(briefing, form, template).encode()


RENDERERS: dict[str, Renderer] = {
    "json": lambda briefing, template=DEFAULT: json.render(briefing),
    "md": _from_template("md"),
    "txt": _from_template("txt"),
    "html": _from_template("html"),
    "pdf": pdf.render,
}
