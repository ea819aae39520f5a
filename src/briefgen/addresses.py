"""Addresses of reports -> which are of one article: through a feed, as a page and by mail it is one report.

Pure functions of what the reports state; a front page's address, which many
articles give as theirs, says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefgen.model import Report
from briefgen.text.words import tokens

_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|ms|yc|tt|tw|wbr|gbr|igsh|epi|mk|vero_|s_)clid|gclsrc|fbclid|gclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|referer|source|src|"
    r"cmp|cmpid|campaign|campaign_id|ito|ns_\w+|at_\w+|xtor|wt_\w+|smid|smtyp|partner|ncid|sh|share|shared|spm|rss|ocid|taid|guccounter|amp|outputtype|output|"
    r"feed|feedtype|feedname|via|soc_\w+|sr_share|trk|__twitter_impression|emc|nl|te|mod|mkt_tok|_hsenc|_hsmi|hsctatracking|linkid|mbid|cid|icid|tblci",
    re.IGNORECASE,
)
_NO_PART = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?:/amp|\.amp|/amp\.html)$|^/amp(?=/)", re.IGNORECASE)
_ALIKE = 0.5


def canonical(url: str) -> str | None:
    """Return what identifies the article at an address; None for what leads to no article.

    Scheme, "www.", port, fragment, order and tracking parameters make no difference.

    >>> canonical("http://www.news.example/a/?b=2&utm_source=x&a=1#top")
    'news.example/a?a=1&b=2'
    >>> canonical("https://news.example/") is None
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    path = _AMP.sub("", parts.path.rstrip("/")).rstrip("/")
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    if not path and not kept:
        return None
    return f"{_NO_PART.sub('', host)}{path}{'?' if kept else ''}{urlencode(kept)}"


def at_one_address(reports: Sequence[Report]) -> Iterator[list[int]]:
    """Yield the places of the reports that state one article's address, where several do."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        if report.url and (address := canonical(report.url)):
            places[address].append(place)
    return (found for found in places.values() if len(found) > 1)


def titles_alike(left: Report, right: Report) -> bool:
    """Whether two reports' titles share half of the shorter one's words."""
    one, other = ({word.lower() for word in tokens(report.title or "")} for report in (left, right))
    return bool(one and other) and len(one & other) >= _ALIKE * min(len(one), len(other))


def other_addresses(report: Report, copies: Iterable[Report]) -> tuple[str, ...]:
    """Return the addresses of a report's copies that lead elsewhere than its own, sorted."""
    own = {canonical(report.url) if report.url else None, None}
    found = {canonical(one.url): one.url for one in sorted(copies, key=lambda one: one.url or "") if one.url}
    return tuple(sorted(url for address, url in found.items() if address not in own))
