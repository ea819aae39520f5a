"""briefgen merges overlapping reports into one cited briefing, by extraction.

>>> import briefgen
>>> one = briefgen.report("The bridge at Tolle was closed on Monday after a barge struck a pier.")
>>> two = briefgen.report("A barge struck a pier of the bridge at Tolle, which was closed on Monday.")
>>> summary = briefgen.summarise([one, two], words=40)
>>> summary.sentences
('The bridge at Tolle was closed on Monday after a barge struck a pier.',)
>>> summary.claims[0].reports
2
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefgen.__about__ import __version__

if TYPE_CHECKING:
    from briefgen.api import brief, compare, group, read, render, report, summarise
    from briefgen.errors import BriefgenError
    from briefgen.model import Briefing, Claim, Report, Story, Summary

__all__ = [
    "BriefgenError",
    "Briefing",
    "Claim",
    "Report",
    "Story",
    "Summary",
    "__version__",
    "brief",
    "compare",
    "group",
    "read",
    "render",
    "report",
    "summarise",
]

_HOMES = {
    "briefgen.api": ("brief", "compare", "group", "read", "render", "report", "summarise"),
    "briefgen.errors": ("BriefgenError",),
    "briefgen.model": ("Briefing", "Claim", "Report", "Story", "Summary"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `briefgen --help` needs none of it."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
