"""IP address -> why it is not for pages, where it is not.

Our own table of the special networks: Python 3.11 counts 100.64.0.0/10,
64:ff9b::/96, 2002::/16 and multicast as global.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")

# Networks of one's own: a host there may be named by the user.
_OWN = {
    "loopback": "127.0.0.0/8 ::1/128",
    "private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7",
    "shared by a provider's customers": "100.64.0.0/10",
}
# The addresses at which clouds hand out credentials are looked for first: some lie in one's own networks.
_METADATA = (
    "169.254.169.254/32 169.254.170.2/32 100.100.100.200/32 168.63.129.16/32 192.0.0.192/32 "
    "fd00:ec2::254/128 fd20:ce::254/128"
)
_NEVER = {
    "unspecified": "0.0.0.0/8 ::/128",
    "link-local": "169.254.0.0/16 fe80::/10",
    "multicast": "224.0.0.0/4 ff00::/8",
    "reserved": "240.0.0.0/4 192.0.0.0/24 2001::/23 5f00::/16",
    "discarded": "100::/64 100:0:0:1::/64",
    "for documentation": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    "for benchmarks": "198.18.0.0/15 2001:2::/48",
    "for name servers of private networks": "192.31.196.0/24 192.175.48.0/24 2620:4f:8000::/48",
    "a relay": "192.88.99.0/24 192.52.193.0/24",
    "6to4": "2002::/16",
    "Teredo": "2001::/32",
    "NAT64 of a local network": "64:ff9b:1::/48",
    "IPv4 in an old IPv6 spelling": "::/96",
    "site-local": "fec0::/10",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is against an IP address; `own` where a user may allow it by naming the host."""

    kind: str
    own: bool = False


def judge(text: str) -> Verdict | None:
    """Return what is against connecting to an IP address, None for a public one.

    >>> judge("93.184.216.34"), judge("64:ff9b::a9fe:a9fe").kind, judge("::ffff:127.0.0.1")
    (None, 'cloud metadata', Verdict(kind='loopback', own=True))
    """
    try:
        ip = _inner(ip_address(text))
    except ValueError:
        return Verdict("no IP address")
    for network, verdict in _table():
        if ip.version == network.version and ip in network:
            return verdict
    if isinstance(ip, IPv6Address) and (ip not in _UNICAST or _is_isatap(ip)):
        return Verdict("reserved")
    return None if ip.is_global and not ip.is_multicast else Verdict("not public")


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that is reached by way of an IPv6 one.

    Behind NAT64 every site without IPv6 has such an address, so they are not refused for their form.
    """
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    return IPv4Address(int(ip) & 0xFFFF_FFFF) if ip.version == 6 and ip in _NAT64 else ip


def _is_isatap(ip: IPv6Address) -> bool:
    """Whether the interface part embeds an IPv4 address as ISATAP tunnels do."""
    return int(ip) >> 32 & 0xFDFF_FFFF == 0x0000_5EFE


@cache
def _table() -> tuple[tuple[IPv4Network | IPv6Network, Verdict], ...]:
    """Metadata first, then the narrower network before the wider."""
    rows = [(ip_network(text), Verdict("cloud metadata")) for text in _METADATA.split()]
    others = [
        (ip_network(text), Verdict(kind, own))
        for own, kinds in ((True, _OWN), (False, _NEVER))
        for kind, networks in kinds.items()
        for text in networks.split()
    ]
    return (*rows, *sorted(others, key=lambda row: -row[0].prefixlen))
