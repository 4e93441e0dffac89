"""Which addresses a server's links may lead to. A link could otherwise read what only this machine can reach."""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_METADATA = frozenset(map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16")))
"""Where clouds tell a machine its credentials, besides the link-local 169.254.169.254."""

_NAT64 = IPv6Network("64:ff9b::/96")


def may_be_reached(address: str, *, private: bool) -> bool:
    """Whether a picture may come from this IP address. Never from link-local ones, whatever `private` allows."""
    try:
        ip = _unwrapped(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if ip in _METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    return private or ip.is_global


def address_in(host: str) -> str | None:
    """The IP address that a link's host is, also if it is written as 2852039166 or 0xa9.0xfe.43518. None for a name."""
    with suppress(ValueError):
        return str(ip_address(host))
    with suppress(OSError, ValueError):
        return str(ip_address(socket.inet_aton(host)))
    return None


def is_private_host(host: str) -> bool:
    """Whether a host has only addresses that the internet can't reach, such as localhost. Asks the resolver."""
    try:
        found = {str(it[4][0]) for it in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return False
    return bool(found) and not any(may_be_reached(it, private=False) for it in found)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 address, if it has one."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
