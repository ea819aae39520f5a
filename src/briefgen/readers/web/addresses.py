"""Text -> address: scheme, host, port and target, in one spelling, or why it is none.

Split here and not by urllib, which drops line breaks inside a host and keeps
what browsers read otherwise: what is judged must be what is connected to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin

from briefgen.errors import ReadError
from briefgen.text.clean import clean_line

PORTS = {"http": 80, "https": 443}

_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?", re.DOTALL)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_USER = re.compile(r"(?<=://)[^/?#]*@")

# RFC 9110 asks for 8,000; a longer one is an attack or a document in itself.
_LONGEST = 8_000
_LONGEST_NAME = 253
# Punctuation that may stand in a path or query as it is; "%" was encoded by whoever wrote the address.
_KEPT = "/?%:@!$&'()*+,;=~-._[]|"
# Below 1024 other services listen, which would take a request for one of theirs.
_LOWEST_PORT = 1024


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: its host in ASCII (an IPv6 address without brackets), its port and its target."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def ip(self) -> IPv4Address | IPv6Address | None:
        """The host where it is an IP address itself, and no name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def bracketed(self) -> str:
        """The host as it stands in an address: an IPv6 address in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them: the port only where it is not the scheme's own."""
        return self.bracketed if self.port == PORTS[self.scheme] else f"{self.bracketed}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address in ASCII, without a fragment."""
        return self.origin + self.target

    def __str__(self) -> str:
        return shown(self.url)


def parse(text: str) -> Address:
    """Return the address; ReadError says why it is none, or none that is read.

    >>> parse("HTTP://Straße.Example.:80/a b#top").url
    'http://xn--strae-oqa.example/a%20b'
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise ReadError(f"longer than {_LONGEST:,} characters; check the address")
    if not text.isprintable():
        raise ReadError("holds a line break or another hidden character; type the address anew")
    parts = _PARTS.fullmatch(text)
    if not parts:
        raise ReadError("no address; write it as https://host/path")
    scheme, authority, target = parts[1].lower(), parts[2], parts[3]
    if scheme not in PORTS:
        raise ReadError(f"{scheme} is not read; only http and https are")
    if "@" in authority:
        raise ReadError("holds a user name or a password; remove what stands before the @")
    host, port = _host_and_port(authority, PORTS[scheme])
    return Address(scheme, host, port, quote(target if target.startswith("/") else f"/{target}", safe=_KEPT))


def join(base: Address, location: str) -> Address:
    """Return the address that a redirect from `base` leads to."""
    if not location.isprintable():
        raise ReadError("redirected to an address with a hidden character; open the page yourself and save it")
    try:
        text = urljoin(base.url, location.strip())
    except ValueError:
        text = location
    try:
        return parse(text)
    except ReadError as error:
        raise ReadError(f"redirected to {shown(text)}: {error}") from error


def shown(text: str) -> str:
    """Return an address as it may stand in a message: one line, no user name or password, not endless.

    >>> shown("http://anna:secret@news.example/")
    'http://…@news.example/'
    """
    line = _USER.sub("…@", clean_line(text))
    return line if len(line) <= 200 else f"{line[:199]}…"


def _host_and_port(authority: str, usual: int) -> tuple[str, int]:
    parts = _AUTHORITY.fullmatch(authority)
    if not parts or not parts[1]:
        raise ReadError("names no host; write it as https://host/path")
    host = _literal(parts[1][1:-1]) if parts[1].startswith("[") else _name(parts[1])
    return host, _port(parts[2], usual)


def _port(digits: str | None, usual: int) -> int:
    port = int(digits) if digits else usual
    if port in PORTS.values() or _LOWEST_PORT <= port <= 65_535:
        return port
    raise ReadError(f"port {port} is not one of pages; use 80, 443 or one from {_LOWEST_PORT} on")


def _literal(text: str) -> str:
    """An IPv6 address; a zone ("%eth0") would choose a network of this machine."""
    try:
        return str(IPv6Address(text)) if "%" not in text else _refuse_zone()
    except AddressValueError as error:
        raise ReadError("what stands in brackets is no IPv6 address; check it") from error


def _refuse_zone() -> str:
    raise ReadError("names a zone of this machine; remove what stands behind the %")


def _name(text: str) -> str:
    """A host name in ASCII, or an IPv4 address in its one plain spelling."""
    name = _ascii(text[:1000]).lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise ReadError("no proper host name; check its spelling")
    # inet_aton reads 127.1, 0x7f000001, 2130706433 and 0177.0.0.1 all as loopback.
    if _NUMBER.fullmatch(labels[-1]):
        _require_plain(name)
    return name


def _require_plain(name: str) -> None:
    try:
        IPv4Address(name)
    except AddressValueError as error:
        raise ReadError("an odd spelling of an IP address; write it as four decimal numbers") from error


def _ascii(name: str) -> str:
    """The name as it is looked up; one that others would read otherwise is refused."""
    if name.isascii() and "xn--" not in name.lower():
        return name
    import idna

    try:
        # By the rules of 2008: the codec of the standard library turns straße.example into strasse.example.
        return idna.encode(name, uts46=True).decode()
    except UnicodeError as error:
        raise ReadError("no proper international host name; check its spelling") from error
