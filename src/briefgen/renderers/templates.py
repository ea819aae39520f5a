"""Briefing + template -> text: where templates are found, and how each format escapes.

Templates are sandboxed and strict; what strangers wrote is escaped by the
format's own rule wherever a template prints it.
"""

from __future__ import annotations

import traceback
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2 import (
    TemplateError as JinjaError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.errors import TemplateError
from briefgen.model import Briefing
from briefgen.renderers import DEFAULT_TEMPLATE, escape
from briefgen.renderers.labels import FILTERS

FILES = {"md": "brief.md.j2", "txt": "brief.txt.j2", "html": "brief.html.j2", "pdf": "brief.pdf.j2"}

_ESCAPES: dict[str, Callable[[str], str]] = {"md": escape.markdown, "txt": str}


def home() -> Path:
    """Return the folder of the templates that ship with briefgen.

    In a checkout that is the top-level folder, where an edit shows at the next
    run; installed from a wheel it lies in the package.
    """
    package = Path(__file__).resolve().parents[1]
    checkout = package.parents[1] / "templates"
    return (
        checkout if checkout.is_dir() and (package.parents[1] / "pyproject.toml").is_file() else package / "templates"
    )


def names() -> list[str]:
    """Return the names of the templates that ship with briefgen, sorted."""
    return sorted(path.name for path in home().iterdir() if path.is_dir() and not path.name.startswith("_"))


def blocks(template: str) -> list[str]:
    """Return the names of the blocks that a template's files have, in order."""
    environment = _environment("md", folder_of(template))
    found = (environment.get_template(name).blocks for name in FILES.values())
    return list(dict.fromkeys(block for names_of in found for block in names_of))


def folder_of(template: str) -> Path:
    """Return the folder of a template given by name or as a folder.

    Raises TemplateError where there is none, or where it overrides nothing.
    """
    if template in names():
        return home() / template
    folder = Path(template)
    if not folder.is_dir():
        raise TemplateError(f"{template}: no such template; use a folder, or one of: {', '.join(names())}")
    if not any((folder / name).is_file() for name in FILES.values()):
        raise TemplateError(f"{template}: holds no template; name its files like {', '.join(FILES.values())}")
    return folder


def render(briefing: Briefing, form: str, template: str = DEFAULT_TEMPLATE) -> str:
    """Render a briefing with the template for a format: "md", "txt", "html" or "pdf".

    Raises TemplateError, with the file's name and line, where a template is broken.
    """
    folder = folder_of(template)
    try:
        return _environment(form, folder).get_template(FILES[form]).render(briefing=briefing, form=form)
    except TemplateSyntaxError as error:
        raise TemplateError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        raise TemplateError(f"{template}: no template {error.message}; extend brief/{FILES[form]}") from error
    except (JinjaError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise TemplateError(f"{_place(error, folder)}: {error}") from error


def _environment(form: str, folder: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(folder),
        undefined=StrictUndefined,
        autoescape=form in {"html", "pdf"},
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize(form),
    )
    environment.filters.update(FILTERS)
    environment.globals.update(shared=_shared, digest=_digest)
    return environment


def _loader(folder: Path) -> BaseLoader:
    """A user's file first, then the default of the same name; all of ours under "brief/..." too."""
    return ChoiceLoader(
        [FileSystemLoader(folder), FileSystemLoader(home() / DEFAULT_TEMPLATE), FileSystemLoader(home())]
    )


def _finalize(form: str) -> Callable[[Any], Any]:
    """How a printed value is made safe where the environment does not escape by itself."""
    escaped = _ESCAPES.get(form)
    if escaped is None:
        return lambda value: value
    return lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else escaped(value)


def _shared(name: str) -> Markup:
    """The text of one of our own shared files (styles, scripts), as it stands."""
    return Markup((home() / "_shared" / Path(name).name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _digest(name: str) -> str:
    """The hash by which a page's security policy allows one of our own scripts, and no other."""
    return b64encode(sha256(_shared(name).encode()).digest()).decode()


def _place(error: BaseException, folder: Path) -> str:
    """The template file and line at which rendering failed."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".j2"):
            return f"{frame.filename}, line {frame.lineno}"
    return str(folder)
