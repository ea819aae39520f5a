"""The door to the network: what it lets in, what it refuses, and what a site that misbehaves costs.

All sites are on loopback.  Names lead to public IP addresses, and the
connection to those is led to a site here; where the real connection is meant,
loopback is allowed by name.
"""

from __future__ import annotations

import gzip
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from briefgen.__about__ import __version__
from briefgen.errors import FetchError, ReadError, UsageError
from briefgen.readers.web import Cache, Door, Limits, Page, World, fetch, usual_folder
from briefgen.readers.web.cache import Stored
from briefgen.readers.web.robots import rules_of
from briefgen.system import trusted
from sites import NOT_FOUND, PUBLIC, QUICK, Clock, Headers, Net, Route, Site, ok, redirect, status
from support import HERE

BODY = b"<p>News.</p>"
DISALLOW = ok(b"User-agent: *\nDisallow: /private\n")

SiteOf = Callable[..., Site]


@pytest.fixture
def site() -> Iterator[SiteOf]:
    """Makes sites and closes them."""
    made: list[Site] = []

    def make(routes: dict[str, Route] | None = None, *arguments: Any, **settings: Any) -> Site:
        made.append(Site({"/": ok()} if routes is None else routes, *arguments, **settings))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def net() -> Net:
    return Net()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def served_by(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def refused(url: str, door: Door, cause: str) -> FetchError:
    """The fetch fails in one line with the address, the cause and what to do."""
    with pytest.raises(FetchError, match=cause) as caught:
        fetch(url, door)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(caught.value.reason)
    assert ";" in caught.value.reason
    return caught.value


# --- what comes in


def test_a_page_comes_as_its_bytes_with_what_was_said_of_them(site: SiteOf, net: Net) -> None:
    net.add(
        "news.example", site({"/a?b": ok("é".encode("latin-1"), Content_Type='Text/HTML; a=b; Charset="ISO-8859-1"')})
    )
    page = fetch("HTTP://News.Example:80/a?b#c", net.door())
    assert page == Page("http://news.example/a?b", "http://news.example/a?b", b"\xe9", "text/html", "iso-8859-1")


@pytest.mark.parametrize("stated", ["", "html", "text/html; charset=", "; charset=\x00", "a" * 5000])
def test_a_type_that_is_none_is_not_stated(stated: str, site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": ok(Content_Type=stated)}))
    page = fetch("http://news.example/", net.door())
    assert (page.content_type in (None, "text/html"), page.charset) == (True, None)


def test_a_site_is_told_who_asks(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site())
    fetch("http://news.example/", net.door(contact="desk@news.example"))
    for headers in server.headers:
        assert headers["user-agent"] == f"briefgen/{__version__} (+desk@news.example)"
        assert headers["host"] == "news.example"
    assert "cookie" not in server.headers[-1]


def test_a_contact_cannot_bring_a_header_with_it() -> None:
    with pytest.raises(UsageError, match="contact"):
        Door(contact="a\r\nX-Injected: b")


@pytest.mark.parametrize("members", [[BODY], [BODY[:5], BODY[5:]], [b"", BODY], [b"\0" * 200_000]])
def test_gzip_is_undone(members: list[bytes], site: SiteOf, net: Net) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    net.add(
        "news.example",
        site({"/": ok(packed, Content_Encoding="gzip"), "/pad": ok(packed + b"\0\0", Content_Encoding="GZip ")}),
    )
    door = net.door()
    assert fetch("http://news.example/", door).body == fetch("http://news.example/pad", door).body == b"".join(members)


def test_chunks_are_joined(site: SiteOf, net: Net) -> None:
    chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\n<p>N\r\n8\r\news.</p>\r\n0\r\nX: y\r\n\r\n"
    net.add("news.example", site({"/": chunks}))
    assert fetch("http://news.example/", net.door()).body == BODY


def test_a_page_without_a_stated_length_ends_with_the_connection(site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": b"HTTP/1.0 200 OK\r\n\r\n" + BODY}))
    assert fetch("http://news.example/", net.door()).body == BODY


def test_an_empty_page_is_handed_on_as_it_is(site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": ok(b"")}))
    assert fetch("http://news.example/", net.door()).body == b""


def test_a_host_that_does_not_answer_at_one_address_is_tried_at_the_next(site: SiteOf, net: Net) -> None:
    net.add("news.example", site(), ("2606:2800:220:1::1", PUBLIC))
    del net.sites["2606:2800:220:1::1"]
    assert fetch("http://news.example/", net.door()).body == BODY


# --- what no address leads to

PRIVATE = {
    "loopback": ("127.0.0.1",),
    "ipv6 loopback": ("::1",),
    "private": ("10.0.0.1",),
    "cloud metadata": ("169.254.169.254",),
    "link-local": ("fe80::1%eth0",),
    "shared": ("100.64.0.1",),
    "6to4": ("2002:7f00:1::",),
    "Teredo": ("2001:0:7f00:1::",),
    "by NAT64": ("64:ff9b::7f00:1",),
    "mapped": ("::ffff:127.0.0.1",),
    "multicast": ("224.0.0.1",),
    "unspecified": ("0.0.0.0",),
    "one of two": (PUBLIC, "127.0.0.1"),
    "no address at all": (),
}


@pytest.mark.parametrize("ips", PRIVATE.values(), ids=list(PRIVATE))
def test_a_name_that_leads_into_a_network_that_is_not_public_is_refused(ips: tuple[str, ...], net: Net) -> None:
    net.add("news.example", None, ips)
    refused("http://news.example/", net.door(), "not public|no IP address")
    assert net.dialled == []


LITERALS = [
    "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254",
    "[fd00:ec2::254]", "10.1.2.3", "100.64.0.1", "0.0.0.0", "[::]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "224.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "①②⑦.⓪.⓪.①",
    "127。0。0。1", "127.0.0.1.", "[fe80::1%25eth0]", "news.example@127.0.0.1", "localhost", "localhost.",
    "LOCALHOST",
]  # fmt: skip


@pytest.fixture(scope="session")
def connections() -> list[object]:
    """Every connection and every packet of this process from now on, as Python itself reports them."""
    seen: list[object] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            seen.append(arguments[1:])

    sys.addaudithook(hook)
    return seen


@pytest.mark.parametrize("host", LITERALS)
def test_no_byte_leaves_for_a_refused_address(host: str, connections: list[object]) -> None:
    """With the system's own look-up and connection; what is looked up here stands in every hosts file."""
    before = len(connections)
    refused(f"http://{host}/latest/meta-data/", Door(limits=QUICK), ".")
    assert connections[before:] == []


def test_the_witness_sees_a_connection_that_is_made(site: SiteOf, connections: list[object]) -> None:
    server, before = site(), len(connections)
    fetch(f"{server.url}/", Door(limits=QUICK, allow_private=[f"127.0.0.1:{server.port}"]))
    assert set(map(str, connections[before:])) == {f"(('127.0.0.1', {server.port}),)"}


def test_without_the_network_nothing_is_even_looked_up(net: Net) -> None:
    refused("http://news.example/", net.door(network=False), "--no-network")
    refused("nonsense://", net.door(network=False), "--no-network")
    assert net.looked == []


def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_judged(site: SiteOf, net: Net) -> None:
    """Each request looks once: the second look finds loopback, and nothing goes there."""
    net.add("news.example", site(), (PUBLIC,), ("127.0.0.1",))
    refused("http://news.example/", net.door(), "127.0.0.1 is not public .loopback")
    assert net.looked == ["news.example"] * 2
    assert net.dialled == [PUBLIC]


REDIRECTS = [
    "http://127.0.0.1/", "//127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/",
    "http://inside.example/", "http://2130706433/", "http://localhost./", "file:///etc/passwd", "ftp://news.example/",
    "gopher://127.0.0.1:25/", "javascript:alert(1)", "http://a@news.example/", "http://news.example:22/", "http://[",
    "", "\x01",
]  # fmt: skip


@pytest.mark.parametrize("location", REDIRECTS)
def test_a_redirect_is_judged_as_the_first_address_was(location: str, site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/": redirect(location)}))
    net.add("inside.example", None, ("192.168.0.1",))
    net.add("localhost", None, ("127.0.0.1",))
    refused("http://news.example/", net.door(), "http://news.example/: redirected ")
    assert set(net.dialled) == {PUBLIC}
    assert server.pages == ["/"]


def test_redirects_are_followed_and_the_last_address_is_told(site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": redirect("/b", 301), "/b": redirect("//other.example/ü", 308)}))
    net.add("other.example", site({"/%C3%BC": ok()}), ("93.184.216.35",))
    page = fetch("http://news.example/", net.door())
    assert (page.url, page.final_url, page.body) == ("http://news.example/", "http://other.example/%C3%BC", BODY)


def test_redirects_are_counted(site: SiteOf, net: Net) -> None:
    routes = {f"/{number}": redirect(f"/{number + 1}") for number in range(30)}
    net.add("news.example", server := site(routes))
    refused("http://news.example/0", net.door(), "redirected more than 5 times")
    assert len(server.pages) == 6


def test_redirects_in_a_circle_end_at_once(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/": redirect("/b"), "/b": redirect("/#c")}))
    refused("http://news.example/", net.door(), "in a circle")
    assert len(server.pages) == 2


# --- one's own network


def test_a_host_named_by_the_user_may_be_in_ones_own_network(site: SiteOf) -> None:
    server = site()
    assert fetch(f"{server.url}/", Door(limits=QUICK, allow_private=[f"127.0.0.1:{server.port}"])).body == BODY


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.1:1", "127.0.0.2:{port}", "localhost:{port}", "*", ""])
def test_no_other_name_opens_it(allowed: str, site: SiteOf) -> None:
    server = site()
    refused(
        f"{server.url}/",
        Door(limits=QUICK, allow_private=[allowed.format(port=server.port)]),
        f"allow the host: --allow-private 127.0.0.1:{server.port}",
    )
    assert server.met == 0


def test_a_bare_name_stands_for_the_usual_ports(site: SiteOf, net: Net) -> None:
    net.add("intranet", site(), ("10.0.0.1",))
    door = net.door(allow_private=["Intranet"])
    assert fetch("http://intranet/", door).body == BODY
    refused("http://intranet:8080/", door, "not public")


def test_an_ipv6_address_is_named_in_brackets(site: SiteOf, net: Net) -> None:
    net.sites["fd00::1"] = site()
    assert fetch("http://[fd00::1]:8080/", net.door(allow_private=["[fd00::1]:8080"])).body == BODY


@pytest.mark.parametrize("ip", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "100.100.100.200", "fe80::1"])
def test_what_is_nobodys_own_network_is_not_opened_by_a_name(ip: str, net: Net) -> None:
    net.add("intranet", None, (ip,))
    refused("http://intranet/", net.door(allow_private=["intranet"]), "no setting allows it")


def test_a_stranger_cannot_lead_to_the_host_that_the_user_named(site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": redirect("http://intranet/")}))
    net.add("intranet", inside := site(), ("10.0.0.1",))
    refused("http://news.example/", net.door(allow_private=["intranet"]), "redirected to http://intranet/: refused")
    assert inside.met == 0


def test_nor_by_way_of_a_named_host_and_back(site: SiteOf, net: Net) -> None:
    net.add("intranet", inside := site({"/": redirect("http://news.example/")}), ("10.0.0.1",))
    net.add("news.example", site({"/": redirect("http://intranet/secret")}))
    refused("http://intranet/", net.door(allow_private=["intranet"]), "redirected to http://intranet/secret: refused")
    assert inside.pages == ["/"]


def test_leave_that_is_lost_on_the_way_is_not_found_again(site: SiteOf, net: Net) -> None:
    """From a stranger to a named host that is public, and from there inside."""
    net.add("news.example", site({"/": redirect("http://portal/")}))
    net.add("portal", site({"/": redirect("http://intranet/")}), ("93.184.216.35",))
    net.add("intranet", inside := site(), ("10.0.0.1",))
    refused("http://news.example/", net.door(allow_private=["portal", "intranet"]), "not public")
    assert inside.met == 0


def test_a_link_leads_inside_only_from_a_named_host(site: SiteOf, net: Net) -> None:
    net.add("intranet", inside := site(), ("10.0.0.1",))
    door = net.door(allow_private=["intranet"])
    with pytest.raises(FetchError, match="not public"):
        fetch("http://intranet/", door, named_by="http://news.example/feed")
    assert inside.met == 0
    assert fetch("http://intranet/", door, named_by="http://intranet/feed").body == BODY


def test_a_named_host_may_lead_to_a_named_host(site: SiteOf, net: Net) -> None:
    net.add("intranet", site({"/": redirect("http://wiki/")}), ("10.0.0.1",))
    net.add("wiki", site(), ("10.0.0.2",))
    assert fetch("http://intranet/", net.door(allow_private=["intranet", "wiki"])).final_url == "http://wiki/"


# --- the secure way


def test_the_certificate_is_checked_against_the_name_and_not_the_ip_address(
    site: SiteOf, net: Net, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    net.add("news.example", site({"/": ok()}, served_by(authority, "news.example")))
    assert fetch("https://news.example/", net.door(trust=trust)).body == BODY


def test_a_certificate_for_another_name_is_refused(
    site: SiteOf, net: Net, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    net.add("news.example", server := site({"/": ok()}, served_by(authority, "other.example")))
    refused("https://news.example/", net.door(trust=trust), r"certificate is refused \(Hostname mismatch")
    assert server.asked == []


def test_a_certificate_of_nobody_known_is_refused(site: SiteOf, net: Net, authority: trustme.CA) -> None:
    """With the system's own authorities."""
    net.add("news.example", server := site({"/": ok()}, served_by(authority, "news.example")))
    refused("https://news.example/", net.door(), "certificate is refused")
    assert server.asked == []


def test_where_the_system_knows_no_authorities_certifi_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    context = trusted.__wrapped__()
    assert len(context.get_ca_certs()) > 50
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


def test_a_redirect_to_a_way_that_is_not_secure_is_refused(
    site: SiteOf, net: Net, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    net.add("news.example", site({"/": redirect("http://other.example/")}, served_by(authority, "news.example")))
    net.add("other.example", server := site(), ("93.184.216.35",))
    refused("https://news.example/", net.door(trust=trust), "http://other.example/, which is not secure")
    assert server.met == 0


def test_a_cut_secure_page_is_not_taken_for_a_whole_one(
    site: SiteOf, net: Net, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    """No length is stated: only the proper end of the secure connection tells."""
    page = b"HTTP/1.1 200 OK\r\n\r\n" + BODY
    context = served_by(authority, "news.example")
    net.add("news.example", site({"/": page}, context))
    assert fetch("https://news.example/", net.door(trust=trust)).body == BODY
    net.add("news.example", site({"/": page}, context, rude=True))
    refused("https://news.example/", net.door(trust=trust), "cut short")


def test_a_secure_page_with_its_length_needs_no_proper_end(
    site: SiteOf, net: Net, authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    net.add("news.example", site({"/": ok()}, served_by(authority, "news.example"), rude=True))
    assert fetch("https://news.example/", net.door(trust=trust)).body == BODY


def test_what_is_no_tls_is_told_as_such(site: SiteOf, net: Net, trust: ssl.SSLContext) -> None:
    net.add("news.example", plain := site())
    refused("https://news.example/", net.door(trust=trust), "no secure connection|cut short")
    assert plain.pages == []


# --- sites that misbehave


def dripping(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    for _ in range(100):
        time.sleep(0.05)
        yield b"a"


def dripping_headers(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(90):
        time.sleep(0.05)
        yield f"X-{number}: a\r\n".encode()


def going_on(headers: Headers) -> Iterable[bytes]:
    """Headers that say only: wait."""
    while True:
        time.sleep(0.02)
        yield b"HTTP/1.1 100 Continue\r\n\r\n"


def silent(headers: Headers) -> Iterable[bytes]:
    for _ in range(40):
        time.sleep(0.05)
        yield b""


SLOW: dict[str, Route] = {
    "a byte now and then": dripping,
    "headers now and then": dripping_headers,
    "continue and continue": going_on,
    "no answer": silent,
}


@pytest.mark.parametrize("route", SLOW.values(), ids=list(SLOW))
def test_a_slow_site_is_given_up_in_time(route: Route, site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/": route}))
    began = time.monotonic()
    refused("http://news.example/", net.door(limits=replace(QUICK, total=0.3)), "takes too long")
    assert time.monotonic() - began < 1.5


def test_a_site_that_never_shakes_hands_is_given_up_in_time(site: SiteOf, net: Net, trust: ssl.SSLContext) -> None:
    net.add("news.example", site({}, mute=True))
    began = time.monotonic()
    refused(
        "https://news.example/", net.door(trust=trust, limits=replace(QUICK, total=0.3, robots=0.3)), "takes too long"
    )
    assert time.monotonic() - began < 1.5


def test_a_look_up_that_never_ends_is_given_up_in_time(net: Net) -> None:
    done = threading.Event()
    world = World(lambda *_: (PUBLIC,) if done.wait(5) else (), net.dial)
    began = time.monotonic()
    refused("http://news.example/", Door(limits=replace(QUICK, total=0.2), world=world), "takes too long")
    assert time.monotonic() - began < 1.5
    done.set()


def late(answer: bytes, seconds: float = 0.15) -> Route:
    def route(headers: Headers) -> Iterable[bytes]:
        time.sleep(seconds)
        yield answer

    return route


def test_slow_redirects_share_one_time(site: SiteOf, net: Net) -> None:
    net.add("news.example", site({f"/{number}": late(redirect(f"/{number + 1}")) for number in range(6)}))
    began = time.monotonic()
    refused("http://news.example/0", net.door(limits=replace(QUICK, total=0.4)), "takes too long")
    assert time.monotonic() - began < 1.5


def test_time_that_runs_out_between_two_requests_is_told_as_such(site: SiteOf, net: Net) -> None:
    clock = Clock()

    def late_by_the_clock(headers: Headers) -> Iterable[bytes]:
        clock.seconds += 100
        yield redirect("http://other.example/")

    net.add("news.example", site({"/": late_by_the_clock}))
    net.add("other.example", server := site(), ("93.184.216.35",))
    refused("http://news.example/", net.door(clock), "takes too long")
    assert server.met == 0


def test_robots_txt_and_its_page_share_one_time(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/robots.txt": late(status(404), 0.3), "/": late(ok(), 0.3)}))
    refused("http://news.example/", net.door(limits=replace(QUICK, total=0.5)), "example/: takes too long")
    assert server.asked == ["/robots.txt", "/"]


def test_a_visit_that_has_no_time_left_says_nothing_of_the_site(site: SiteOf, net: Net) -> None:
    """Its robots.txt could not be had in the rest of the time; the next visit has all of it."""
    net.add("news.example", site({"/": late(redirect("http://other.example/"), 0.5)}))
    net.add("other.example", site({"/robots.txt": late(status(404), 0.3), "/": ok()}), ("93.184.216.35",))
    door = net.door(limits=replace(QUICK, total=0.7, robots=0.7))
    refused("http://news.example/", door, "robots.txt cannot be read: takes too long")
    assert fetch("http://other.example/", door).body == BODY


def endless(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        yield b"a" * 65536


def endless_chunks(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"1\r\na\r\n" * 10_000


def endless_line(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: "
    while True:
        yield b"a" * 1000


def endless_headers(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X: y\r\n" * 100


def endless_trailers(headers: Headers) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    while True:
        yield b"X: y\r\n" * 1000


def large_negative_chunk(headers: Headers) -> Iterable[bytes]:
    """http.client reads a chunk of length -1 as: to the end."""
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"
    while True:
        yield b"a" * 65536


def bomb() -> bytes:
    """A megabyte of gzip and more for each kilobyte of its own."""
    return gzip.compress(bytes(100_000_000), 9)


def gzipped(packed: bytes, encoding: str = "gzip") -> bytes:
    return ok(packed, Content_Encoding=encoding)


BAD: dict[str, tuple[Route, str]] = {
    "endless": (endless, "larger than the limit of 0.3 MB"),
    "endless chunks": (endless_chunks, "larger than the limit"),
    "a negative chunk": (large_negative_chunk, "larger than the limit"),
    "endless trailers": (endless_trailers, "larger than the limit"),
    "stated as huge": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000000\r\n\r\na", "larger than the limit"),
    "a bomb": (gzipped(bomb()), "larger than the limit"),
    "a bomb in chunks": (b"HTTP/1.0 200 OK\r\nContent-Encoding: x-gzip\r\n\r\n" + bomb(), "larger than the limit"),
    "a nested bomb": (gzipped(gzip.compress(bomb()), "gzip, gzip"), "compressed in a way that was not asked for"),
    "another compression": (gzipped(b"a", "br"), "compressed in a way"),
    "damaged gzip": (gzipped(gzip.compress(BODY)[:10] + b"\xff" * 20), "gzip is damaged"),
    "no gzip at all": (gzipped(BODY), "gzip is damaged"),
    "cut gzip": (gzipped(gzip.compress(BODY * 9)[:-9]), "cut short"),
    "shorter than stated": (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + BODY, "cut short"),
    "a negative length": (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + BODY, "no proper HTTP"),
    "a length of letters": (b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n" + BODY, "no proper HTTP"),
    "a cut chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n90\r\n" + BODY, "cut short"),
    "no last chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "cut short"),
    "a chunk of no length": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n", "cut short"),
    "an endless header": (endless_line, "headers are larger than 64 kB|no proper HTTP"),
    "endless headers": (endless_headers, "headers are larger than 64 kB|no proper HTTP"),
    "two thousand headers": (ok(b"", **{f"X{number}": "y" for number in range(2000)}), "no proper HTTP"),
    "a megabyte of header": (ok(b"", X="y" * 1_000_000), "headers are larger|no proper HTTP"),
    "a garbage status": (b"HTTP/1.1 OK then\r\n\r\n", "no proper HTTP"),
    "a status of four digits": (b"HTTP/1.1 9999 So\r\n\r\n", "no proper HTTP"),
    "another protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", "no proper HTTP"),
    "garbage": (bytes(range(256)) * 40, "no proper HTTP"),
    "nothing": (b"", "breaks the connection off"),
    "a status nobody knows": (status(299), "answers 299; check"),
    "not modified without a cause": (status(304), "answers 304"),
    "a part": (status(206), "answers 206"),
    "forbidden": (status(403), "answers 403 Forbidden; open the page yourself"),
    "gone": (status(410), "answers 410 Gone; check the address"),
    "broken": (status(500), "answers 500 Internal Server Error; try again later"),
}  # fmt: skip


@pytest.mark.parametrize(("route", "cause"), BAD.values(), ids=list(BAD))
def test_a_site_that_misbehaves_costs_one_line(route: Route, cause: str, site: SiteOf, net: Net) -> None:
    """And little memory, and next to no time."""
    net.add("news.example", site({"/": route, "/fine": ok()}))
    door = net.door()
    began = time.monotonic()
    tracemalloc.start()
    refused("http://news.example/", door, cause)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < QUICK.total + 1
    assert peak < 8_000_000
    assert fetch("http://news.example/fine", door).body == BODY


PARTS = [
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 302 Go\r\n",
    b"HTTP/1.1 429 So\r\n",
    b"HTTP/1.1 304 So\r\n",
    b"\r\n",
    b"\n",
    b" ",
    b":",
    b"\0",
    b"\xff",
    b"Content-Length: ",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Location: ",
    b"//",
    b"http://",
    b"[",
    b"@",
    b"a",
    b"Retry-After: ",
    b"ETag: ",
    b"Content-Type: text/html; charset=",
    b"0\r\n\r\n",
    b"5\r\n",
    b"-1\r\n",
    b"99999999999999999999",
    gzip.compress(BODY),
]


@given(st.sampled_from(PARTS[:4]), st.lists(st.sampled_from(PARTS) | st.binary(max_size=9), max_size=15))
def test_whatever_a_site_answers_is_a_page_or_one_line(first: bytes, rest: list[bytes]) -> None:
    answers = [NOT_FOUND, b"".join([first, *rest])]

    def dial(*_: object) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.sendall(answers.pop(0) if len(answers) > 1 else answers[0])
        return ours

    clock = Clock()
    world = World(lambda *_: (PUBLIC,), dial, clock=clock.read, sleep=clock.sleep)
    try:
        said = fetch("http://news.example/", Door(limits=QUICK, world=world)).final_url
    except FetchError as error:
        said = str(error)
    assert said.isprintable()


def test_a_site_that_is_not_there_is_told_as_such(net: Net) -> None:
    refused("http://nowhere.example/", net.door(), "host is not found")
    net.add("news.example", None)
    refused("http://news.example/", net.door(), "connection is refused")


def test_a_secret_in_an_address_stays_out_of_the_message(net: Net) -> None:
    assert "secret" not in str(refused("http://anna:secret@news.example/", net.door(), "user name or a password"))


# --- what the site wants


def test_robots_txt_is_asked_once_and_obeyed(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/robots.txt": DISALLOW, "/": ok(), "/private/a": ok(), "/b": ok()}))
    door = net.door()
    refused("http://news.example/private/a", door, "robots.txt does not let programs read it")
    assert fetch("http://news.example/", door).body == fetch("http://news.example/b", door).body
    assert server.asked == ["/robots.txt", "/", "/b"]


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/robots.txt": DISALLOW, "/": redirect("/private/a"), "/private/a": ok()}))
    refused("http://news.example/", net.door(), "redirected to http://news.example/private/a: .*robots.txt")
    assert server.pages == ["/"]


def test_what_is_said_to_us_counts_more_than_what_is_said_to_all(site: SiteOf, net: Net) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Briefgen\nAllow: /\n"
    net.add("news.example", site({"/robots.txt": ok(rules), "/": ok()}))
    assert fetch("http://news.example/", net.door()).body == BODY


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 204])
def test_a_site_without_robots_txt_lets_everybody_read(code: int, site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/robots.txt": status(code), "/": ok()}))
    assert fetch("http://news.example/", net.door()).body == BODY


def test_a_host_that_cannot_be_reached_is_told_as_such_and_not_by_its_robots_txt(net: Net) -> None:
    net.add("news.example", None)
    assert "robots" not in refused("http://news.example/", net.door(), "connection is refused").reason


UNREADABLE: dict[str, Route] = {
    "500": status(500),
    "503": status(503),
    "429": status(429),
    "silence": silent,
    "cut": b"",
    "endless": endless,
}


@pytest.mark.parametrize("route", UNREADABLE.values(), ids=list(UNREADABLE))
def test_where_robots_txt_cannot_be_had_nothing_is_read(route: Route, site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/robots.txt": route, "/": ok()}))
    door = net.door(limits=replace(QUICK, robots=0.2), clock=None if callable(route) else Clock())
    refused("http://news.example/", door, "robots.txt cannot be read: ")
    asked = list(server.asked)
    refused("http://news.example/", door, "robots.txt cannot be read: ")
    assert server.asked == asked
    assert server.pages == []


def test_a_robots_txt_that_a_stranger_leads_inside_is_not_read(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/robots.txt": redirect("http://127.0.0.1/"), "/": ok()}))
    refused("http://news.example/", net.door(), "robots.txt cannot be read: redirected to http://127.0.0.1/: refused")
    assert server.pages == []


def test_a_robots_txt_that_stands_elsewhere_is_read_there(site: SiteOf, net: Net) -> None:
    net.add(
        "news.example", site({"/robots.txt": redirect("http://www.news.example/robots.txt", 301), "/private": ok()})
    )
    net.add("www.news.example", site({"/robots.txt": DISALLOW}), ("93.184.216.35",))
    refused("http://news.example/private", net.door(), "robots.txt does not let")


@pytest.mark.parametrize(
    "name",
    [
        "User-agent: a%d\n",
        "user agent a %d\n",
        "\t USERAGENT:%d*\r",
        "\xa0User  Agent %d # b\x85",
        "User-Agent:\u2003%d\u2028",
    ],
)
def test_a_robots_txt_of_names_and_rules_ends(name: str) -> None:
    """Protego took 332 s for 15,000 names above as many rules; these take it 13 s."""
    names = "".join(name % number for number in range(3_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(3_000))
    began = time.process_time()
    assert rules_of(f"{names}\n{rules}".encode()).against("http://news.example/1") is None
    assert time.process_time() - began < 2


def test_one_page_of_a_host_follows_another_after_a_pause(site: SiteOf, net: Net) -> None:
    """Redirects and robots.txt belong to their page; another host need not wait."""
    net.add("news.example", site({"/": redirect("/b"), "/b": ok()}))
    net.add("other.example", site(), ("93.184.216.35",))
    door = net.door(clock := Clock(), limits=replace(QUICK, pause=1.5))
    fetch("http://news.example/", door)
    fetch("http://other.example/", door)
    assert clock.slept == []
    fetch("http://news.example/", door)
    assert clock.slept == [1.5]


@pytest.mark.parametrize(
    ("asked", "pause"), [("4", 4.0), ("0.5", 1.0), ("600", 10.0), ("-1", 1.0), ("nan", 1.0), ("inf", 1.0)]
)
def test_the_pause_is_longer_where_robots_txt_asks_for_it(asked: str, pause: float, site: SiteOf, net: Net) -> None:
    net.add("news.example", site({"/robots.txt": ok(b"User-agent: *\nCrawl-delay: %s\n" % asked.encode()), "/": ok()}))
    door = net.door(clock := Clock(), limits=replace(QUICK, pause=1.0))
    fetch("http://news.example/", door)
    fetch("http://news.example/", door)
    assert clock.slept == [pause]


def test_a_host_is_asked_one_thing_at_a_time(site: SiteOf, net: Net) -> None:
    at_once, most = [0], [0]

    def slow(headers: Headers) -> Iterable[bytes]:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.03)
        at_once[0] -= 1
        yield ok()

    net.add("news.example", server := site({f"/{number}": slow for number in range(6)}))
    door = net.door()
    threads = [threading.Thread(target=fetch, args=(f"http://news.example/{number}", door)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert (len(server.pages), most[0]) == (6, 1)
    assert server.asked.count("/robots.txt") == 1


def busy_once(code: int, **headers: str) -> Callable[[Headers], Iterable[bytes]]:
    answers = [status(code, **headers)]
    return lambda _: [answers.pop() if answers else ok()]


@pytest.mark.parametrize(
    ("stated", "wait"),
    [
        ({"Retry_After": "3"}, [3.0]),
        ({"Retry_After": "0"}, []),
        ({"Retry_After": "Fri, 15 Jan 2027 08:00:07 GMT"}, [7.0]),
        ({"Retry_After": "Fri, 15 Jan 2027 07:00:00 GMT"}, []),
        ({"Retry_After": "soon"}, [2.0]),
        ({"Retry_After": "Fri, 99 Jan 2027 08:00:07 GMT"}, [2.0]),
        ({}, [2.0]),
    ],
)
@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_site_is_asked_again_when_it_says(
    code: int, stated: dict[str, str], wait: list[float], site: SiteOf, net: Net
) -> None:
    net.add("news.example", server := site({"/": busy_once(code, **stated)}))
    assert fetch("http://news.example/", net.door(clock := Clock())).body == BODY
    assert clock.slept == wait
    assert server.pages == ["/", "/"]


def test_a_site_that_stays_busy_is_asked_twice(site: SiteOf, net: Net) -> None:
    net.add("news.example", server := site({"/": status(503, Retry_After="1")}))
    refused("http://news.example/", net.door(Clock()), "answers 503 Service Unavailable; try again later")
    assert server.pages == ["/", "/"]


def test_a_site_that_asks_for_an_hour_is_left_alone(site: SiteOf, net: Net) -> None:
    """The next page of the same host is not even asked for."""
    net.add("news.example", server := site({"/": status(429, Retry_After="3600"), "/b": ok()}))
    door = net.door(clock := Clock())
    refused("http://news.example/", door, "left alone for 3,600 s")
    refused("http://news.example/b", door, "left alone for 3,600 s")
    assert (server.pages, clock.slept) == (["/"], [])
    clock.seconds += 3595
    assert fetch("http://news.example/b", door).body == BODY
    assert clock.slept == [5.0]


# --- what is kept


def asked_again(headers: Headers) -> Iterable[bytes]:
    """A page that knows whether it has changed."""
    same = headers.get("if-none-match") == '"1"' or headers.get("if-modified-since") == "Mon, 02 Mar 2026 07:00:00 GMT"
    return [status(304) if same else ok(ETag='"1"', Last_Modified="Mon, 02 Mar 2026 07:00:00 GMT")]


def test_a_page_that_has_not_changed_is_not_sent_again(site: SiteOf, net: Net, tmp_path: Path) -> None:
    net.add("news.example", server := site({"/": asked_again}))
    first, second = (fetch("http://news.example/", net.door(cache=Cache(tmp_path / "web"))) for _ in range(2))
    assert second == replace(first, not_modified=True)
    assert not first.not_modified
    assert server.headers[-1]["if-none-match"] == '"1"'
    assert server.headers[-1]["if-modified-since"] == "Mon, 02 Mar 2026 07:00:00 GMT"


def test_a_page_that_has_changed_replaces_the_one_kept(site: SiteOf, net: Net, tmp_path: Path) -> None:
    net.add("news.example", server := site({"/": ok(b"old", ETag='"1"')}))
    fetch("http://news.example/", net.door(cache=Cache(tmp_path)))
    server.routes["/"] = ok(b"new", ETag='"2"')
    assert fetch("http://news.example/", net.door(cache=Cache(tmp_path))).body == b"new"
    kept = Cache(tmp_path).load("http://news.example/")
    assert kept == Stored(b"new", '"2"', None, "text/html; charset=utf-8")


CUT = ok(b"cut", ETag='"2"', Content_Length="90")


@pytest.mark.parametrize("failure", [status(500), CUT, redirect("http://127.0.0.1/"), status(404)])
def test_a_page_that_fails_leaves_the_one_kept_as_it_is(failure: bytes, site: SiteOf, net: Net, tmp_path: Path) -> None:
    net.add("news.example", server := site({"/": asked_again}))
    fetch("http://news.example/", net.door(cache=Cache(tmp_path)))
    server.routes["/"] = failure
    refused("http://news.example/", net.door(cache=Cache(tmp_path)), ".")
    server.routes["/"] = asked_again
    assert fetch("http://news.example/", net.door(cache=Cache(tmp_path))).not_modified


@pytest.mark.parametrize(
    "spoil",
    [bytes.upper, lambda _: b"", lambda data: data[:-1], lambda data: data + b"x", lambda _: b"briefgen page 1 \n{}\n"],
)
def test_a_damaged_file_is_as_if_it_were_not_there(
    spoil: Callable[[bytes], bytes], site: SiteOf, net: Net, tmp_path: Path
) -> None:
    net.add("news.example", server := site({"/": asked_again}))
    fetch("http://news.example/", net.door(cache=Cache(tmp_path)))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(spoil(kept.read_bytes()))
    page = fetch("http://news.example/", net.door(cache=Cache(tmp_path)))
    assert (page.body, page.not_modified) == (BODY, False)
    assert "if-none-match" not in server.headers[-1]


@pytest.mark.parametrize(
    "headers", [{}, {"ETag": '"1"', "Cache_Control": "private, No-Store"}, {"ETag": "é"}, {"ETag": "a" * 1001}]
)
def test_what_cannot_be_asked_for_again_is_not_kept(
    headers: dict[str, str], site: SiteOf, net: Net, tmp_path: Path
) -> None:
    net.add("news.example", site({"/": ok(BODY, **headers)}))
    fetch("http://news.example/", net.door(cache=Cache(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_harms_nothing(site: SiteOf, net: Net, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    net.add("news.example", site({"/": asked_again}))
    assert fetch("http://news.example/", net.door(cache=Cache(tmp_path / "file" / "web"))).body == BODY


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, files=3, size=1000)
    for age, name in ((30, "a"), (20, "b"), (10, "c")):
        cache.store(name, small := Stored(b"a", '"1"', None, None))
        (newest,) = (path for path in tmp_path.iterdir() if path.stat().st_mtime > time.time() - 5)
        os.utime(newest, (time.time() - age,) * 2)
    cache.load("a")
    cache.store("d", small)
    assert [bool(cache.load(name)) for name in "abcd"] == [True, False, True, True]
    cache.store("e", Stored(b"a" * 750, '"1"', None, None))
    assert [bool(cache.load(name)) for name in "acde"] == [False, False, False, True]


def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    Cache(tmp_path / "web").store("http://a", Stored(b"a", '"1"', None, None))
    (kept,) = (tmp_path / "web").iterdir()
    assert (kept.stat().st_mode & 0o77, (tmp_path / "web").stat().st_mode & 0o77) == (0, 0)


def test_pages_are_kept_where_the_system_keeps_what_may_be_deleted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "briefgen" in usual_folder().parts


# --- the whole


def test_the_door_costs_nothing_where_it_is_not_used() -> None:
    """`briefgen --help` imports neither HTTP, TLS nor the libraries of the door."""
    code = "import sys, briefgen.readers.web, briefgen.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "briefgen.readers.web" in loaded
    assert not {"http.client", "ssl", "protego", "platformdirs", "idna", "certifi", "requests"} & set(loaded)


def test_the_manual_states_the_limits_as_they_are() -> None:
    manual = (HERE.parent / "docs" / "addresses.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+)(?: s| MB)? \|", manual, re.MULTILINE))
    limits = asdict(Limits()) | {"size": Limits().size / 1e6}
    assert {name: float(value) for name, value in stated.items()} == limits


def test_the_example_of_the_manual_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a network: what it names is there, and the first fetch is refused."""
    manual = (HERE.parent / "docs" / "addresses.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", manual, re.DOTALL)
    assert code
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(FetchError, match="--no-network"):
        exec(code[1].replace("Door(", "Door(network=False, "))


def test_a_fetch_error_is_a_read_error() -> None:
    assert issubclass(FetchError, ReadError)
    assert FetchError("http://a/", "gone; look elsewhere").reason == "gone; look elsewhere"
