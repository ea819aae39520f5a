"""Briefing -> bytes: one file a format, all with the same claims.

What a format needs is imported when it is asked for: a summary on the
terminal waits neither for Jinja nor for WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable

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
