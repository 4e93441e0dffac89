"""Who asks for a render, as far as counting needs to know: a keyed hash that means nothing the day after."""

import hashlib
import hmac
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import request

from configurator.renders import day_of
from configurator.services import services
from configurator.web.sessions import secret_key

_V6_NETWORK = 64
"""Bits that a household shares: it may take a new address for each request, but not a new network."""


def render_client(kiosk: str = "", owner: str = "") -> str:
    """The kiosk, else the owner of a saved car, else the network that the request came from.

    Both are believed: pass only a kiosk's verified token and a user that the browser's secret opens.
    """
    named = [f"kiosk {kiosk}"] * bool(kiosk) + [f"owner {owner}"] * bool(owner)
    who = named[0] if named else f"network {network_of(platform_address(request.environ))}"
    message = f"{day_of(services().clock())} {who}".encode()
    return hmac.new(secret_key().encode(), message, hashlib.sha256).hexdigest()[:32]


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
