"""Briefing + template -> text: where templates are found, and how each format escapes.

Templates are sandboxed and strict; what strangers wrote is escaped by the
format's own rule wherever a template prints it.
"""

from __future__ import annotations

import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2 import (
    TemplateError as JinjaError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.errors import TemplateError
from briefgen.model import Briefing
from briefgen.renderers import DEFAULT_TEMPLATE, escape, news
from briefgen.renderers.annex import audit
from briefgen.renderers.labels import FILTERS

FILES = {
    "md": "brief.md.j2",
    "txt": "brief.txt.j2",
    "html": "brief.html.j2",
    "pdf": "brief.pdf.j2",
    "mail": "brief.mail.j2",
}

# The Markdown of a mail: as it is elsewhere, but without tables, which cannot be wrapped.
MAIL_TEXT = "mailtext"
_FILE_OF = {**FILES, MAIL_TEXT: FILES["md"]}

# All that the text of a template can bring about: Python's own compiler and the
# recursion limit speak up too, for what Jinja lets pass.
_FAILURES = (
    *(JinjaError, ArithmeticError, AttributeError, LookupError, MemoryError),
    *(OSError, RuntimeError, SyntaxError, TypeError, ValueError),
)

_ESCAPES: dict[str, Callable[[str], str]] = {
    "md": escape.markdown,
    MAIL_TEXT: escape.markdown,
    "txt": escape.plain,
}


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
    return sorted(path.parent.name for path in home().glob(f"*/{FILES['md']}"))


def blocks(template: str) -> list[str]:
    """Return the names of the blocks that a template's files have, in order.

    Raises TemplateError where one of them is broken.
    """
    folder = folder_of(template)
    environment = _environment("md", folder)
    found: dict[str, None] = {}
    for name in FILES.values():
        with _told(folder / name):
            found |= dict.fromkeys(environment.get_template(name).blocks)
    return list(found)


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
    """Render a briefing with the template for a format: "md", "txt", "html", "pdf" or MAIL_TEXT.

    Raises TemplateError, with the file's name and line, where a template is broken.
    """
    return prepared(form, template)(briefing)


def prepared(form: str, template: str = DEFAULT_TEMPLATE) -> Callable[..., str]:
    """Return what renders briefings with the template for a format, compiled once: that takes a tenth of a second.

    What else it is given is for the template by its name.  Raises
    TemplateError as `render` does, now and when it is called.
    """
    folder = folder_of(template)
    name = _FILE_OF[form]
    with _told(folder / name):
        environment = _environment(form, folder)
        _check_blocks(environment, folder / name)
        compiled = environment.get_template(name)

    def rendered(briefing: Briefing, **given: object) -> str:
        with _told(folder / name):
            return compiled.render(briefing=briefing, form=form, **given)

    return rendered


def page(name: str, **given: object) -> str:
    """Render one of the pages of our own that are no brief, in HTML or XML: a file of `_shared`, or "folder/file"."""
    return _environment("html", home() / "_shared").get_template(name).render(**given)


def _check_blocks(environment: Environment, path: Path) -> None:
    """Refuse a block that overrides none of ours: Jinja would leave it out without a word."""
    if not path.is_file() or path.parent == home() / DEFAULT_TEMPLATE:
        return
    body = environment.parse(path.read_text(encoding="utf-8-sig", errors="replace"), filename=str(path)).body
    parents = [node.template for node in body if isinstance(node, nodes.Extends)]
    if not any(isinstance(one, nodes.Const) and str(one.value).startswith(f"{DEFAULT_TEMPLATE}/") for one in parents):
        return
    known = blocks(DEFAULT_TEMPLATE)
    for node in body:
        if isinstance(node, nodes.Block) and node.name not in known:
            raise TemplateError(f"{path}, line {node.lineno}: no block {node.name} to override; use {', '.join(known)}")


@contextmanager
def _told(template: Path) -> Iterator[None]:
    """Whatever goes wrong inside becomes one line that names the template's file and, where it can be told, line."""
    try:
        yield
    except _FAILURES as error:
        raise TemplateError(f"{_place(error, template)}: {' '.join(_cause(error).split())}") from error


@lru_cache(maxsize=16)
def _environment(form: str, folder: Path) -> ImmutableSandboxedEnvironment:
    """The environment of a form and a template, with what it has compiled; a file that changed is compiled again."""
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(folder),
        undefined=StrictUndefined,
        autoescape=form not in _ESCAPES,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize(form),
    )
    environment.filters.update(FILTERS | news.FILTERS, audit=audit)
    environment.globals.update(shared=_shared, digest=_digest)
    return environment


def _loader(folder: Path) -> BaseLoader:
    """A user's file first, then the default of the same name; all of ours under "brief/..." too."""
    return ChoiceLoader([_Folder(folder), _Folder(home() / DEFAULT_TEMPLATE), _Folder(home())])


class _Folder(FileSystemLoader):
    """Files in UTF-8, with or without a byte-order mark; which of them is not is told by name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            path = Path(self.searchpath[0]) / template
            raise TemplateError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


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


def _place(error: BaseException, template: Path) -> str:
    """The file and line at which rendering failed; without a line where only the file is known."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}, line {error.lineno}"
    if isinstance(error, SyntaxError):
        # Its line is one of the Python that Jinja made of the file.
        return error.filename or str(template)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.endswith((".py", ">")):
            return f"{frame.filename}, line {frame.lineno}"
    return str(template)


def _cause(error: BaseException) -> str:
    """What went wrong, in words that a template's author can use."""
    if isinstance(error, TemplateNotFound):
        return f"no template {', '.join(map(str, error.templates))}; name one of the folder, or of ours as brief/NAME"
    if isinstance(error, RecursionError):
        return "calls itself without end, or is nested too deeply"
    if isinstance(error, SyntaxError):
        return error.msg
    told = error.message if isinstance(error, TemplateSyntaxError) else str(error)
    return told or type(error).__name__
