"""Bytes of a page -> its tree, whole and visible.

lxml loses what follows the 255th level and what a node of 10 MB holds, and
says nothing; it takes seconds for a tag of 30,000 attributes.  Here a page is
made flat enough and small enough first, and what its reader would not see is
taken out after.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from briefgen.errors import ReadError
from briefgen.readers.draft import Content
from briefgen.readers.files import decode

Find = Callable[[HtmlElement], Any]

# Pages of news nest 20 to 40 levels deep; with `huge_tree` lxml bears 2,000,
# but 200 tables inside one another take the search for the article 9 s.
DEEPEST = 100
_LONGEST_TAG = 10_000
_TOO_DEEP: Find = etree.XPath("/*" * (DEEPEST + 1))

# What declarations call by one name and browsers read as another (WHATWG).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
# Codecs of Python that are no character sets of documents.
_NO_CHARSETS = re.compile(r"utf-7|.*escape|idna|punycode|undefined|mbcs|oem|palmos", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,200}encoding=[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)

# Elements that hold none, or end by themselves where the next one begins.
_CLOSED = """
area base br col embed hr img input link meta param source track wbr html head body title script style p li dt dd td th
tr tbody thead tfoot colgroup option optgroup
"""
_NO_NESTING = frozenset(_CLOSED.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*)\s[^<>]{{{_LONGEST_TAG},}}>")
# Characters that no element of lxml may hold, as they stand and as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_REFERENCES = re.compile(r"&#(?:[xX]0*(?:[0-8bBeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|11|1[4-9]|2\d|3[01]));")

_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
_MAY_HIDE: Find = etree.XPath("//*[@style or @hidden or @aria-hidden]")
_NEVER_SHOWN: Find = etree.XPath(
    "//script[not(@type='application/ld+json')] | //style | //template | //comment() | //processing-instruction()"
)
_SCRIPTS: Find = etree.XPath("//script")


def tree_of(content: Content) -> HtmlElement:
    """Return the page's tree; raises ReadError where there is none."""
    return parsed(characters(content))


def characters(content: Content) -> str:
    """Return the page's characters.

    A byte-order mark decides, then what is sound UTF-8, then what the answer
    or the page declares; then its bytes are read as those of a text file.
    """
    data = content.data
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    said = [one for one in (_charset(content.charset), *_declared(data[:4096])) if one]
    if b"\x1b" not in data or not any(name.startswith(("iso2022", "iso-2022", "hz")) for name in said):
        with suppress(UnicodeDecodeError):
            return data.decode()
    for name in said:
        if name not in {"utf-8", "utf8"}:
            return data.decode(name, errors="replace")
    return decode(data)


def _declared(head: bytes) -> Iterator[str | None]:
    """The character sets that the page itself names; one of wide characters cannot be told in single bytes."""
    for match in _META.finditer(head):
        name = _charset((match[1] or match[2]).decode("ascii", "replace"))
        yield None if name and name.startswith(("utf-16", "utf-32")) else name


def _charset(name: str | None) -> str | None:
    """The codec of a declared character set, None where there is none."""
    named = (name or "").strip().strip("\"'").lower()
    if not named or _NO_CHARSETS.fullmatch(named):
        return None
    try:
        b"".decode(meant := _MEANT.get(named, named))
        codecs.getincrementaldecoder(meant)
    except (LookupError, ValueError):
        return None
    return meant


def parsed(html: str) -> HtmlElement:
    """Return the tree of a page's characters, none lost to depth or length; ReadError where nothing is in it."""
    html = _LONG_TAG.sub(r"<\1>", _REFERENCES.sub("", _FORBIDDEN.sub("", html)))
    tree = _tree(html)
    return _tree(flattened(html)) if _TOO_DEEP(tree) else tree


def _tree(html: str) -> HtmlElement:
    # Bytes and not characters: a declaration that names another encoding is then passed over.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        tree = fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("holds no text; nothing to read") from error
    if not isinstance(tree, HtmlElement):
        raise ReadError("holds no text; nothing to read")
    return tree


def flattened(html: str) -> str:
    """Return a page with the tags beyond the deepest level made line breaks, all text kept.

    >>> flattened("<div>" * 300 + "deep" + "</div>" * 300).count("<div>")
    100
    """
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() in _NO_NESTING:
            return match[0]
        before = depth
        depth = max(0, depth - 1) if match[1] else depth + 1
        return match[0] if max(before, depth) <= DEEPEST else "<br>"

    return _TAG.sub(kept, html)


def without_hidden(tree: HtmlElement) -> int:
    """Take out of the tree what is not shown; return how many characters of text that were.

    A page saved while a dialogue was open marks all of itself as hidden from
    screen readers: what holds half of the text stays.
    """
    for element in _NEVER_SHOWN(tree):
        _remove(element)
    total = None
    dropped = 0
    removed: set[HtmlElement] = set()
    for element in _MAY_HIDE(tree):
        if (
            element.tag in {"html", "body"}
            or not _is_hidden(element)
            or not removed.isdisjoint(element.iterancestors())
        ):
            continue
        length = _length(element)
        if element.get("aria-hidden") and not _is_unseen(element) and length > 1000:
            total = _length(tree) if total is None else total
            if length > total / 2:
                continue
        dropped += length
        removed.add(element)
        _remove(element)
    return dropped


def _is_hidden(element: HtmlElement) -> bool:
    return _is_unseen(element) or (element.get("aria-hidden") or "").strip().lower() == "true"


def _is_unseen(element: HtmlElement) -> bool:
    hidden = element.get("hidden")
    return (hidden is not None and hidden.lower() != "until-found") or bool(
        _HIDDEN_STYLE.search(element.get("style") or "")
    )


def without_scripts(tree: HtmlElement) -> None:
    """Take out what is left of scripts once their data have been read."""
    for element in _SCRIPTS(tree):
        _remove(element)


def _remove(element: HtmlElement) -> None:
    """Take an element out, what stands behind it kept."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
