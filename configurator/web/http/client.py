"""The client whose renders of a day are counted: a hash that identifies nobody and changes each day."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from configurator.renders.render import day_of

_V6_NETWORK = 64
"""Bits that a household's addresses share. It can use a new address for each request, but not a new network."""

_OWNER_DIGITS = 32
_NETWORK_DIGITS = 5
"""Hexadecimal digits of a hash. Somebody could hash all IPv4 addresses, but about 4,000 of them share each hash of five
digits, so a hash doesn't reveal an address. Two of a day's hundred visitors hardly ever share one."""


def render_client(address: str, now: datetime, owner_token: str = "") -> str:
    """The owner of a saved car if a token is given, else the network of the address.

    The token isn't checked here: pass only one that opened a saved car. It needs no session, so no secret key.
    """
    if owner_token:
        return _hash(f"owner {owner_token}", now, _OWNER_DIGITS)
    return _hash(f"network {network_of(address)}", now, _NETWORK_DIGITS)


def _hash(client: str, now: datetime, digits: int) -> str:
    return hashlib.sha256(f"{day_of(now)} {client}".encode()).hexdigest()[:digits]


def platform_address(environ: Mapping[str, Any]) -> str:
    """The client's address from a WSGI environ, as Lambda's event, the connection or a trusted proxy has it.

    X-Forwarded-For isn't read here, because anybody can send it.
    """
    event = environ.get("lambda.event")
    if event is None:
        return str(environ.get("REMOTE_ADDR", ""))
    context = event.get("requestContext") or {}
    # REST APIs have it in "identity", HTTP APIs and function URLs in "http".
    addresses = [(context.get(part) or {}).get("sourceIp") for part in ("identity", "http")]
    return str(next(filter(None, addresses), ""))


@lru_cache(1024)
def network_of(address: str) -> str:
    """An IPv4 address unchanged, the /64 network of an IPv6 address, "" for anything else."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _V6_NETWORK), strict=False))
