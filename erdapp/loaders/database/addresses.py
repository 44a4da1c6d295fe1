"""Which network addresses a server may connect to for somebody else, by IANA's special registries.

The table is our own: what Python calls private has changed between its versions.
"""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address

_METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254",  # nearly every cloud
            "169.254.170.2",  # AWS: credentials of a container
            "169.254.170.23",  # AWS: credentials of a pod
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",  # Google
            "100.100.100.200",  # Alibaba
            "192.0.0.192",  # Oracle
            "168.63.129.16",  # Azure, a public address that answers inside only
        ),
    )
)
"""Where clouds hand their own machines credentials. No database is there."""

_NEVER = {
    "0.0.0.0/8": "an unspecified address",
    "192.0.0.0/24": "a reserved address",
    "192.0.2.0/24": "an address for documentation",
    "192.88.99.0/24": "a reserved address",
    "198.51.100.0/24": "an address for documentation",
    "203.0.113.0/24": "an address for documentation",
    "224.0.0.0/4": "a multicast address",
    "240.0.0.0/4": "a reserved address",
    "::/128": "an unspecified address",
    "2001::/23": "a reserved address",
    "2001:db8::/32": "an address for documentation",
    "2002::/16": "a tunnel's address",
    "3fff::/20": "an address for documentation",
    "ff00::/8": "a multicast address",
}
"""Never the address of a database."""

_PRIVATE = {
    "10.0.0.0/8": "a private address",
    "100.64.0.0/10": "a private address",
    "127.0.0.0/8": "an address of this server itself",
    "169.254.0.0/16": "a link-local address",
    "172.16.0.0/12": "a private address",
    "192.168.0.0/16": "a private address",
    "198.18.0.0/15": "a private address",
    "::1/128": "an address of this server itself",
    "fc00::/7": "a private address",
    "fe80::/10": "a link-local address",
    "fec0::/10": "a private address",
}
"""Where only the server itself, or those beside it, should reach."""

Networks = tuple[tuple[IPv4Network | IPv6Network, str], ...]
NEVER: Networks = tuple((ip_network(text), what) for text, what in _NEVER.items())
PRIVATE: Networks = tuple((ip_network(text), what) for text, what in _PRIVATE.items())
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def plain(address: Address) -> Address:
    """An IPv4 address that is written as IPv6 (mapped, or by NAT64) as itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def never(address: Address) -> str:
    """What speaks against the address under any setting; empty for nothing."""
    address = plain(address)
    if address in _METADATA:
        return "an address of a cloud's metadata"
    if found := _named(address, NEVER):
        return found
    if isinstance(address, IPv6Address) and address not in _GLOBAL and not private(address):
        return "a reserved address"
    return ""


def private(address: Address) -> str:
    """What kind of private address it is; empty for a public one."""
    return _named(plain(address), PRIVATE)


def _named(address: Address, networks: Networks) -> str:
    # A zone (`fe80::1%eth0`) would make the address equal to no network's.
    bare = IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
    return next((what for net, what in networks if net.version == bare.version and bare in net), "")
