"""A page's tree -> what it states: title, outlet, author, date, language, address, each with where it stands.

Several places of a page state the same thing, often differently; which one
is taken is an order of trust, and for the title a vote.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from briefgen.config import language_code
from briefgen.readers.dates import sensible, stated_date
from briefgen.text.clean import clean_line

# A title that has this share of the best one's support is as good.
_NEARLY = 0.8

# A value and where it stands.
Statement = tuple[str, str]

_LONGEST_DATA = 2_000_000
_LONGEST_VALUE = 500
# A page has one heading, at times one for each of its teasers.
_MOST = 8
_DEEPEST_DATA = 12
_ARTICLE = re.compile(r"(?:.*article|.*posting|report|reportage|review|analysis\w*|opinion\w*)", re.IGNORECASE)
# What can be had of data that are no JSON, by the first of each.
_PAIRS = re.compile(r'"(headline|datePublished)"\s*:\s*"([^"\\<>]{1,300})"')
_COMMENT_MARKS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
)
_OUTLETS = (
    "og:site_name",
    "article:publisher_name",
    "citation_journal_title",
    "dc.publisher",
    "application-name",
    "publisher",
)
_AUTHORS = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "citation_author", "twitter:creator_name",
)  # fmt: skip
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date", "citation_date", "date",
    "cxenseparse:recs:publishtime", "bt:pubdate", "ptime", "article.published", "displaydate",
)  # fmt: skip
_LANGUAGES = ("og:locale", "language", "content-language", "dc.language", "dcterms.language", "inlanguage")

_BY = re.compile(
    r"^\s*(?:(?:written|posted|published|reported|story|text|words)\s+)?"
    r"(?:by|von|par|por|di|door|av|från|autor|author)\b[:\s]+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|[@{}<>|\\]|\.(?:com|org|net|html?)\b|\d{3}", re.IGNORECASE)
_NO_OUTLET = re.compile(r"https?:|[@{}<>|\\]")
_PLACEHOLDER = re.compile(
    r"(?:admin(?:istrator)?|editor|webmaster|unknown|author|null|none|undefined|n/?a|user)$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+(?:[|·•»«–—]|-{1,2}|::|:|/)\s+|\s*\|\s*|:\s+(?=[^:]{3,40}$)")
_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_WORD = re.compile(r"\w+")


_MARKED: Callable[[HtmlElement], Any] = etree.XPath(
    "//h1 | //head/title | //meta | //link[@rel] | //base[@href]"
    " | //time[@datetime] | //*[@itemprop] | //*[@rel='author']"
)


@dataclass(frozen=True)
class Page:
    """A page's tree with what a program may read of it."""

    tree: HtmlElement
    address: str | None = None

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The values of the page's meta elements by name, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for element in self.of_tag("meta"):
            content = clean_line((element.get("content") or "")[: 4 * _LONGEST_VALUE])
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (element.get(key) or "").lower().split():
                    if content and len(content) <= _LONGEST_VALUE:
                        found[name].append(content)
        return found

    @cached_property
    def data(self) -> tuple[Mapping[str, Any], ...]:
        """The objects of the page's JSON-LD: articles first, then pages."""
        objects = list(_objects(self.tree))
        articles = [one for one in objects if _ARTICLE.fullmatch(_type(one))]
        return (*articles, *(one for one in objects if _type(one).lower().endswith("page")))

    @cached_property
    def graph(self) -> dict[str, Mapping[str, Any]]:
        """The objects of the page's JSON-LD by their ids, which others name them by."""
        return {str(one["@id"]): one for one in _objects(self.tree) if "@id" in one and len(one) > 1}

    @cached_property
    def marked(self) -> tuple[HtmlElement, ...]:
        """The elements that may state something, in order."""
        return tuple(_MARKED(self.tree))

    @cached_property
    def url(self) -> Statement | None:
        """The page's canonical address."""
        return _address(self)

    def named(self, names: Iterable[str]) -> Iterator[Statement]:
        """The values of meta elements of these names, in the names' order."""
        return ((value, f"meta {name}") for name in names for value in self.meta.get(name, ()))

    def of_data(self, *keys: str) -> Iterator[Statement]:
        """The values of the article's data under these keys."""
        for one in self.data:
            for key in keys:
                value = _text(one.get(key), self.graph)
                if value:
                    yield value, f"JSON-LD {key}"

    def of_tag(self, tag: str) -> list[HtmlElement]:
        """The elements of one tag that may state something."""
        return [one for one in self.marked if one.tag == tag]

    def with_value(self, attribute: str, value: str) -> list[HtmlElement]:
        """The visible elements that have this word in an attribute."""
        return [
            one
            for one in self.marked
            if one.tag not in {"meta", "link"} and value in (one.get(attribute) or "").split()
        ]


def stated_in(page: Page) -> dict[str, Statement]:
    """Return title, outlet, author, published, language and url as far as the page states them."""
    outlet = _outlet(page)
    found = {
        "title": _title(page, outlet[0] if outlet else ""),
        "outlet": outlet,
        "author": _author(page),
        "published": _published(page),
        "language": _language(page),
        "url": page.url,
    }
    return {name: statement for name, statement in found.items() if statement}


# --- the title


def _title(page: Page, outlet: str) -> Statement | None:
    """Of all that the page calls its title the one that most of the others support."""
    headings = ((_words_of(one), "<h1>") for one in page.of_tag("h1")[:_MOST])
    marked = ((_words_of(one), "itemprop headline") for one in page.with_value("itemprop", "headline"))
    head = ((_words_of(one), "<title>") for one in page.of_tag("title")[:_MOST])
    everything = [*headings, *islice(marked, 2), *page.of_data("headline"), *page.named(_TITLES), *head][: 4 * _MOST]
    candidates = [
        (variant, where)
        for value, where in everything
        for variant in _without_site(clean_line(value), outlet, where)
        if 0 < len(variant) <= 300 and variant.casefold() != outlet.casefold()
    ]
    if not candidates:
        return None
    bags = [frozenset(_WORD.findall(value.casefold())) for value, _ in candidates]
    support = [_support(place, bags, [where for _, where in candidates]) for place in range(len(candidates))]
    # Of nearly equal ones the first: what a reader sees comes before what only programs do.
    enough = _NEARLY * max(support)
    return next(one for one, votes in zip(candidates, support, strict=True) if votes >= enough)


def _support(place: int, bags: Sequence[frozenset[str]], places: Sequence[str]) -> float:
    """How far the page's other titles have the same words; a place votes once, with its likest variant."""
    votes: dict[str, float] = {}
    for bag, where in zip(bags, places, strict=True):
        if where != places[place] and (bag | bags[place]):
            votes[where] = max(votes.get(where, 0.0), len(bag & bags[place]) / len(bag | bags[place]))
    return sum(votes.values())


def _without_site(title: str, outlet: str, where: str) -> Iterator[str]:
    """A title and what is left of it without the site's name at its end or beginning."""
    pieces = [piece for piece in _SEPARATOR.split(title) if piece]
    if len(pieces) > 1 and outlet:
        for piece in (pieces[-1], pieces[0]):
            if _same_name(piece, outlet):
                yield title.removesuffix(piece).removeprefix(piece).strip(" |·•»«–—-:/")
                return
    yield title
    if where == "<title>" and len(pieces) > 1:
        last = list(_SEPARATOR.finditer(title))[-1]
        first = _SEPARATOR.search(title)
        yield title[: last.start()]
        if first and first.start() != last.start():
            yield title[: first.start()]


def _same_name(piece: str, outlet: str) -> bool:
    one, other = _letters(piece), _letters(outlet)
    return bool(one) and (one in other or (other in one and len(one) < 1.5 * len(other)))


def _letters(name: str) -> str:
    return "".join(_WORD.findall(name.casefold()))


def _words_of(element: HtmlElement) -> str:
    """The text of an element; pieces that stand in elements of their own are parted."""
    text = ""
    for piece in element.itertext():
        text += f" {piece[:_LONGEST_VALUE]}"
        if len(text) > _LONGEST_VALUE:
            break
    return clean_line(text[: 2 * _LONGEST_VALUE])


# --- who and when


def _outlet(page: Page) -> Statement | None:
    """Who publishes the page: of several names the one that its host bears, too ("Reuters", not "U.S.")."""
    # A site's own name first: the publisher of an agency's text is often said to be the agency.
    everything = (
        *page.named(_OUTLETS[:1]),
        *page.of_data("publisher"),
        *page.named(_OUTLETS[1:]),
        *_site_in_title(page),
    )
    stated = list(_named_well(everything, _NO_OUTLET))
    address = page.url
    host = _letters((urlsplit(address[0]).hostname or "").removeprefix("www.")) if address else ""
    of_host = (one for one in stated if len(_letters(one[0])) > 1 and _letters(one[0]) in host)
    return next(of_host, None) or next(iter(stated), None)


def _site_in_title(page: Page) -> Iterator[Statement]:
    """What stands behind the headline in the page's title, where the headline is the page's heading."""
    headlines = {clean_line(value).casefold() for value, _ in page.named(_TITLES[:2])}
    headlines |= {_words_of(one).casefold() for one in page.of_tag("h1")[:_MOST]}
    for element in page.of_tag("title")[:_MOST]:
        title = _words_of(element)
        for match in _SEPARATOR.finditer(title):
            rest = title[match.end() :]
            if title[: match.start()].casefold() in headlines and 0 < len(rest.split()) <= 5:
                yield rest, "<title>"


def _author(page: Page) -> Statement | None:
    marked = [
        (_words_of(one), "rel author" if one.get("rel") else "itemprop author")
        for one in (*page.with_value("rel", "author"), *page.with_value("itemprop", "author"))
    ]
    # An author of many is named once for each.
    stated = [*page.of_data("author", "creator"), *page.named(_AUTHORS), *marked[:1]]
    return next(_named_well(((_BY.sub("", value), where) for value, where in stated), _NO_NAME), None)


def _named_well(stated: Iterable[Statement], none: re.Pattern[str]) -> Iterator[Statement]:
    """The statements that can be names: no addresses, handles, placeholders, long texts."""
    for value, where in stated:
        name = clean_line(value).strip(" ,;|-")
        if name and len(name) <= 150 and not none.search(name) and not _PLACEHOLDER.match(name):
            yield name, where


def _published(page: Page) -> Statement | None:
    address = page.url
    stated = [
        *page.of_data("datePublished", "uploadDate", "dateCreated"),
        *page.named(_DATES),
        *(
            (one.get("datetime") or one.get("content") or _words_of(one), "itemprop datePublished")
            for one in page.with_value("itemprop", "datePublished")
        ),
        *((one.get("datetime") or "", "<time>") for one in _times(page)),
    ]
    if address and (match := _DATED_PATH.search(urlsplit(address[0]).path)):
        stated.append(("-".join(match.groups()), "the address"))
    for value, where in stated:
        found = sensible(stated_date(value))
        if found is not None:
            return found.isoformat(), where
    return None


def _times(page: Page) -> Iterator[HtmlElement]:
    """The time elements that date the article: marked as such, in its head, or the only one."""
    every = page.of_tag("time")
    yield from (one for one in every if one.get("pubdate") is not None or "publish" in (one.get("class") or "").lower())
    above = [{parent.tag for parent in one.iterancestors()} for one in every]
    yield from (one for one, tags in zip(every, above, strict=True) if {"article", "header"} <= tags)
    days = {(one.get("datetime") or "")[:10] for one in every}
    yield from (
        every[:1] if len(days) == 1 else (one for one, tags in zip(every, above, strict=True) if "article" in tags)
    )


# --- language and address


def _language(page: Page) -> Statement | None:
    root = page.tree.getroottree().getroot()
    own = [
        (value, "<html lang>")
        for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")
        if (value := root.get(name))
    ]
    stated = [*own, *page.of_data("inLanguage"), *page.named(_LANGUAGES)]
    return next(((code, where) for value, where in stated if (code := language_code(value))), None)


def _address(page: Page) -> Statement | None:
    links = (
        (one.get("href") or "", "link canonical")
        for one in page.of_tag("link")
        if "canonical" in (one.get("rel") or "").lower().split()
    )
    base = page.address or next((one.get("href") or "" for one in page.of_tag("base")), "")
    own = [(page.address, "its address")] if page.address else []
    stated = [*links, *page.named(("og:url", "twitter:url")), *page.of_data("mainEntityOfPage", "url", "@id"), *own]
    addresses = [(found, where) for value, where in stated if (found := web_address(value, base))]
    # A front page's address is that of no article.
    return next((one for one in addresses if _leads_somewhere(one[0])), next(iter(addresses), None))


def _leads_somewhere(address: str) -> bool:
    parts = urlsplit(address)
    return len(parts.path) > 1 or bool(parts.query)


def web_address(value: str, base: str = "") -> str | None:
    """Return an http(s) address in full, without user name and fragment; None for anything else.

    >>> web_address("/a?b=1#c", "https://news.example/x"), web_address("javascript:alert(1)")
    ('https://news.example/a?b=1', None)
    """
    value = clean_line(value)
    if not value or " " in value or len(value) > 2_000:
        return None
    try:
        parts = urlsplit(urljoin(base, value))
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or any(sign in host for sign in "<>\"'`\\"):
        return None
    name = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{name}{port}", fragment="").geturl()


# --- the data that pages hold for programs


def _objects(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """All objects of a page's JSON-LD, from the outside in."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) > _LONGEST_DATA:
            continue
        try:
            data = json.loads(_COMMENT_MARKS.sub("", text), strict=False)
        except (ValueError, RecursionError):
            data = {"@type": "Article"} | dict(reversed(_PAIRS.findall(text)))
        yield from _within(data, 0)


def _within(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST_DATA:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _within(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:1000]:
            yield from _within(value, depth + 1)


def _type(one: Mapping[str, Any]) -> str:
    kind = one.get("@type")
    return " ".join(str(name) for name in kind) if isinstance(kind, list) else str(kind or "")


def _text(value: Any, graph: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a value: a name of what is described, the names of several, or the text itself."""
    if isinstance(value, str):
        return clean_line(value[: 4 * _LONGEST_VALUE])
    if isinstance(value, list):
        # A broken page repeats one author; each is named once.
        return ", ".join(
            dict.fromkeys(filter(None, (_text(one, graph) for one in value[:20] if not isinstance(one, list))))
        )
    if isinstance(value, dict):
        known = graph.get(str(value.get("@id")), {})
        name = value.get("name") or known.get("name") or value.get("@id") or value.get("url")
        return _text(name, {}) if isinstance(name, (str, list)) else ""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
