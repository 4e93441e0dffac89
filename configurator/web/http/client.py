"""Who asks for a render, as far as counting needs to know: a hash that leads back to nobody, another one each day."""

import hashlib
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import request

from configurator.renders.render import day_of
from configurator.services import current_services

_V6_NETWORK = 64
"""Bits that a household shares: it may take a new address for each request, but not a new network."""

_OF_SECRET = 32
_OF_NETWORK = 5
"""Hexadecimal digits of a hash. There are few enough IPv4 addresses to try them all: with so few digits 4,096 of them
have the same hash, so it tells of none, while two of a day's hundred visitors hardly ever share one."""


def render_client(owner: str = "") -> str:
    """The owner of a saved car, by the secret that opens it, else the network that the request came from.

    The secret is believed: pass only one that was looked up. No key is needed, so nothing is asked of Parameter Store.
    """
    if owner:
        return _hash(f"owner {owner}", _OF_SECRET)
    return _hash(f"network {network_of(platform_address(request.environ))}", _OF_NETWORK)


def _hash(who: str, digits: int) -> str:
    return hashlib.sha256(f"{day_of(current_services().clock())} {who}".encode()).hexdigest()[:digits]


def platform_address(environ: dict[str, Any]) -> str:
    """The address that the platform itself saw, or a proxy that it trusts. Of what anybody else sends as
    X-Forwarded-For nothing is believed."""
    event = environ.get("lambda.event")
    if event is None:
        return str(environ.get("REMOTE_ADDR", ""))
    context = event.get("requestContext") or {}
    # REST APIs say it in "identity", HTTP APIs and function URLs in "http".
    found = [(context.get(part) or {}).get("sourceIp") for part in ("identity", "http")]
    return str(next(filter(None, found), ""))


def network_of(address: str) -> str:
    """An IPv4 address as it is, of an IPv6 address its /64; all that are unreadable are one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _V6_NETWORK), strict=False))
