"""The names of a record's fields -> which of them holds the title, the text, the date ...

Apart from what reads the records, so that the kind of an input is told
without importing that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

# What each value is called, the likeliest name first, in small letters without signs.
USUAL: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "subject", "webtitle", "heading"),
    "text": (
        "text", "body", "content", "article", "articlebody", "fulltext", "bodytext", "contenthtml", "contenttext",
        "maintext", "story", "document", "html", "paragraphs", "raw",
    ),
    "teaser": (
        "summary", "description", "abstract", "excerpt", "teaser", "snippet", "lead", "leadparagraph", "standfirst",
        "trailtext",
    ),
    "url": ("url", "link", "href", "weburl", "canonicalurl", "externalurl", "permalink", "address", "uri"),
    "published": (
        "published", "date", "publishedat", "pubdate", "publishdate", "datepublished", "publicationdate",
        "datepublish", "webpublicationdate", "publishedtime", "firstpublished", "timestamp", "time", "datetime",
        "created", "createdat", "updated",
    ),
    "outlet": (
        "outlet", "source", "publisher", "sitename", "publication", "newspaper", "site", "feed", "medium",
        "sourcename", "journal", "domain",
    ),
    "author": ("author", "byline", "authors", "by", "creator", "writer", "reporter"),
    "language": ("language", "lang", "inlanguage", "languagecode", "locale"),
}  # fmt: skip
_SIGNS = re.compile(r"[\W_]+")


def known_fields(names: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return which field holds what, by the mapping first and the usual names second.

    >>> known_fields(["Headline", "BODY", "pub_date"], {"text": "BODY"})
    {'title': 'Headline', 'text': 'BODY', 'published': 'pub_date'}
    """
    names = list(names)
    plain = {plain_name(name): name for name in reversed(names)}
    found = {}
    for what, usual in USUAL.items():
        name = fields[what] if what in fields else next((plain[one] for one in usual if one in plain), None)
        if name in names:
            found[what] = str(name)
    return found


def plain_name(name: str) -> str:
    """Return a field's name in small letters without signs: "pub_date" is "pubdate"."""
    return _SIGNS.sub("", name).lower()
