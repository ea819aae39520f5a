"""Reports, editions, deliveries -> one SQLite file that remembers them.

`writing` and `reading` open it; `store.py` says what can be asked and changed,
`records.py` what goes in and comes out.  docs/archive.md tells what holds when
a run dies.
"""

from __future__ import annotations

from briefgen.archive.records import (
    Delivery,
    Edition,
    Fate,
    Hit,
    Holder,
    Intake,
    Issue,
    Pruned,
    RunningStory,
    State,
    Status,
)
from briefgen.archive.store import FOLLOWED, Archive, reading, writing

__all__ = [
    "FOLLOWED",
    "Archive",
    "Delivery",
    "Edition",
    "Fate",
    "Hit",
    "Holder",
    "Intake",
    "Issue",
    "Pruned",
    "RunningStory",
    "State",
    "Status",
    "reading",
    "writing",
]
