"""Address -> page: the bytes of web pages and feeds, through one guarded door.

A run makes one Door and fetches through it: it keeps the pace, the rules of
the sites and the pages that have not changed.

    door = Door(network=True, cache=Cache(usual_folder()))
    page = fetch("https://news.example/feed", door)

The page's `body` goes to the readers as bytes, with its `content_type`, its
`charset` and its `final_url`; a FetchError's `reason` is for the ledger, where
the address stands beside it.  Addresses that a feed or a page names are a
stranger's words: fetch them through a Door without `allow_private`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.readers.web.addresses import is_address
from briefgen.readers.web.cache import Cache, usual_folder
from briefgen.readers.web.door import Door, Limits, World

if TYPE_CHECKING:
    from briefgen.readers.web.fetching import Page

__all__ = ["Cache", "Door", "Limits", "World", "fetch", "is_address", "usual_folder"]


def fetch(url: str, door: Door) -> Page:
    """Fetch a page or a feed; see `fetching.fetch`, which is imported with TLS and HTTP at the first call."""
    from briefgen.readers.web import fetching

    return fetching.fetch(url, door)
