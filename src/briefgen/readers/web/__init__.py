"""Address -> page: the bytes of web pages and feeds, through one guarded door.

A run makes one Door and fetches through it: it keeps the pace, the rules of
the sites and the pages that have not changed.

    door = Door(network=True, cache=Cache(usual_folder()))
    feed = fetch("https://news.example/feed", door)
    page = fetch(link, door, named_by=feed.final_url)

The page's `body` goes to the readers as bytes, with its `content_type`, its
`charset` and its `final_url`; a FetchError's `reason` is for the ledger, where
the address stands beside it.  A link that a feed or a page names is a
stranger's word: say so with `named_by`, and it leads into one's own network
only from there.
"""

from __future__ import annotations

from briefgen.readers.files import is_address
from briefgen.readers.web.addresses import shown
from briefgen.readers.web.cache import Cache, usual_folder
from briefgen.readers.web.door import Door, Limits, Page, World

__all__ = ["Cache", "Door", "Limits", "Page", "World", "fetch", "is_address", "shown", "usual_folder"]


def fetch(url: str, door: Door, *, named_by: str | None = None) -> Page:
    """Fetch a page or a feed; see `fetching.fetch`, which is imported with TLS and HTTP at the first call."""
    from briefgen.readers.web import fetching

    return fetching.fetch(url, door, named_by=named_by)
