"""What is an address, in which spelling, and which IP addresses are for pages."""

from __future__ import annotations

import json
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ReadError
from briefgen.readers.web import is_address
from briefgen.readers.web.addresses import join, parse, shown
from briefgen.readers.web.networks import judge
from support import cases

IPV4 = st.ip_addresses(v=4)


@pytest.mark.parametrize("case", cases("addresses"))
def test_an_address_has_one_spelling_or_is_refused_with_the_cause(case: dict[str, Any]) -> None:
    if "url" in case:
        assert parse(case["text"]).url == case["url"]
    else:
        with pytest.raises(ReadError, match=case["refused"]):
            parse(case["text"])


@pytest.mark.parametrize("case", cases("networks"))
def test_an_ip_address_is_public_or_of_a_kind(case: dict[str, Any]) -> None:
    verdict = judge(case["ip"])
    assert (verdict and verdict.kind) == case["kind"]
    assert bool(verdict and verdict.own) == case["own"]


@given(st.text() | st.from_regex(r"https?://[^/]{0,30}/.{0,10}"))
def test_whatever_is_typed_is_an_address_or_refused(text: str) -> None:
    """And what is accepted is accepted again in its own spelling, in ASCII, in one line."""
    try:
        address = parse(text)
    except ReadError:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert " " not in address.url
    assert parse(address.url) == address


@given(IPV4)
def test_an_ipv4_address_is_judged_alike_in_every_form_that_leads_to_it(ip: IPv4Address) -> None:
    assert judge(f"::ffff:{ip}") == judge(f"64:ff9b::{ip}") == judge(str(ip))


@given(IPV4)
def test_no_other_spelling_of_an_ipv4_address_is_an_address(ip: IPv4Address) -> None:
    number = int(ip)
    for text in (str(number), hex(number), oct(number).replace("o", ""), f"{number >> 24}.{number & 0xFFFFFF}"):
        with pytest.raises(ReadError):
            parse(f"http://{text}/")


@given(IPV4 | st.ip_addresses(network="2000::/3"))
def test_nothing_passes_that_python_itself_counts_as_special(ip: IPv4Address | IPv6Address) -> None:
    if judge(str(ip)) is None:
        assert ip.is_global
        assert not ip.is_multicast
        assert not ip.is_reserved


@given(st.integers(0, 2**96 - 1).map(lambda low: str(IPv6Address(0x2002 << 112 | low))))
def test_no_6to4_address_passes_whatever_it_leads_to(ip: str) -> None:
    assert judge(ip) is not None


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b?c", "https://news.example/b?c"),
        ("b", "https://news.example/a/b"),
        ("../b", "https://news.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("HTTP://other.example", "http://other.example/"),
        ("?page=2", "https://news.example/a/?page=2"),
        ("/b c#d", "https://news.example/b%20c"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, url: str) -> None:
    assert join(parse("https://news.example/a/"), location).url == url


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "javascript:alert(1)", "//a@b/", "http://127.1/", "http://[", "/a\tb", "mailto:a@b"],
)
def test_a_redirect_is_judged_as_what_was_typed(location: str) -> None:
    with pytest.raises(ReadError, match="redirected to"):
        join(parse("https://news.example/a/"), location)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("http://anna:se@cret@news.example/a@b", "http://…@news.example/a@b"),
        ("http://news.example/\u202egpj\n", "http://news.example/gpj"),
        ("http://news.example/" + "a" * 500, "http://news.example/" + "a" * 179 + "…"),
    ],
)
def test_an_address_in_a_message_is_one_line_without_secrets(text: str, line: str) -> None:
    assert shown(text) == line


@pytest.mark.parametrize("text", ["http://a", "HTTPS://A", "ftp://a", "file:///a", "x-y.z+1://"])
def test_what_has_a_scheme_is_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["a.txt", "http:a", "C:\\a", "c://a", "://a", "a/http://b", "-", ""])
def test_what_has_none_is_a_file(text: str) -> None:
    assert not is_address(text)


@pytest.mark.data
@pytest.mark.parametrize("name", ["toascii.json", "IdnaTestV2-removed.json"])
def test_no_host_name_that_browsers_refuse_is_an_address(data: Path, name: str) -> None:
    rows = [row for row in json.loads((data / "hostile/urls_wpt" / name).read_text()) if isinstance(row, dict)]
    must_fail = [row["input"] for row in rows if row["output"] is None]
    assert len(must_fail) > 10
    assert [host for host in must_fail if _accepted(host)] == []


@pytest.mark.data
def test_a_host_name_that_is_accepted_is_the_one_that_browsers_see(data: Path) -> None:
    rows = [row for row in json.loads((data / "hostile/urls_wpt/toascii.json").read_text()) if isinstance(row, dict)]
    found = {row["input"]: _accepted(row["input"]) for row in rows}
    seen = {row["input"]: row["output"] for row in rows}
    assert {host: name for host, name in found.items() if name and name != seen[host]} == {}
    assert sum(map(bool, found.values())) > 20


def _accepted(host: str) -> str | None:
    try:
        address = parse(f"http://{host}/")
    except ReadError:
        return None
    assert address.ip is None or judge(str(ip_address(address.host)))
    return address.host
