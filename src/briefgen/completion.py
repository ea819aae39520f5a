"""Half-typed option -> what it may become, for the shell.

A shell that completes shows no errors and waits for the answer: these give
the names that there are, and load nothing before they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Completer = Callable[[str], list[str]]


def one_of(*names: str) -> Completer:
    """Return what completes one of these names.

    >>> one_of("txt", "md", "html")("t")
    ['txt']
    """

    def complete(incomplete: str) -> list[str]:
        return _beginning(names, incomplete)

    return complete


def list_of(*names: str) -> Completer:
    """Return what completes the last name of a comma list; none is offered twice.

    >>> list_of("md", "pdf", "html")("pdf,")
    ['pdf,md', 'pdf,html']
    """

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        left = (name for name in names if name not in before.split(","))
        return [before + comma + name for name in _beginning(left, last)]

    return complete


def methods(incomplete: str) -> list[str]:
    """What -m may be."""
    from briefgen.selection import METHODS

    return _beginning(METHODS, incomplete)


def templates(incomplete: str) -> list[str]:
    """What -t may be, beside a folder."""
    from briefgen.renderers.templates import names

    return _beginning(names(), incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
