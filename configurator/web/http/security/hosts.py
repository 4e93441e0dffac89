"""Refuses requests whose Host header names another site, except for the question whether the app is alive."""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from flask import Flask, request

from configurator.settings import Settings
from configurator.settings.hosts import ANY_HOST, host_name
from configurator.web.http.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY_ADDRESS = ("0.0.0.0", "::")
_PORT = re.compile(r":\d+$")
_REMEMBERED = 64
"""Host headers. Most visitors send one of a few."""


class TrustedHosts(NamedTuple):
    """What we answer to: names and addresses without ports, all names that end like one of `suffixes`, all addresses of
    `networks`."""

    names: frozenset[str]
    suffixes: tuple[str, ...] = ()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    any_host: bool = False


def init_app(app: Flask, settings: Settings) -> None:
    trusted = trusted_hosts(settings)
    app.wsgi_app = _with_usable_host(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.before_request(lambda: _check_host(trusted))


def trusted_hosts(settings: Settings) -> TrustedHosts:
    """Loopback, HOST, the host of PUBLIC_URL, and what TRUSTED_HOSTS names."""
    own = (settings.host, urlsplit(settings.public_url).hostname or "")
    others = settings.trusted_hosts
    names = (*LOOPBACK, *(name for name in own if name not in _ANY_ADDRESS), *others)
    return TrustedHosts(
        frozenset(filter(None, map(host_name, names))),
        tuple(name for name in others if name.startswith(".")),
        tuple(ip_network(name) for name in others if "/" in name),
        ANY_HOST in others,
    )


def _with_usable_host(wsgi_app: "WSGIApplication") -> "WSGIApplication":
    """Empties a Host header that is not a valid name ("a..b"): Flask could not build the links of an error page.

    A load balancer that asks whether the app is alive calls it by an address, or by no name at all. The answer has no
    link, so any name will do for it.
    """

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/health" and _asks_if_alive(environ):
            environ["HTTP_HOST"] = LOOPBACK[0]
        elif not _is_valid_name(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = ""
        return wsgi_app(environ, start_response)

    return call


def _asks_if_alive(environ: "WSGIEnvironment") -> bool:
    """Whether it is a question without a token, with which staff would see details."""
    return "HTTP_AUTHORIZATION" not in environ and environ["REQUEST_METHOD"] in ("GET", "HEAD")


@lru_cache(_REMEMBERED)
def _is_valid_name(host: str) -> bool:
    """False for "" too: without a header, Werkzeug would take the server's own name for the site's."""
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False


def _check_host(trusted: TrustedHosts) -> None:
    """Raises Problem 400. Flask's TRUSTED_HOSTS supports no IPv6 or capitals, and its error page can't have links."""
    if _is_trusted(request.host, trusted):
        return
    if not request.host:
        raise Problem(400, "The Host header is missing or isn't a host name. Send the name of this site in it.")
    raise Problem(
        400,
        f"This site doesn't answer to the host name {_without_port(request.host)}. Its operator can set PUBLIC_URL to "
        "the address that visitors use, or add the name to TRUSTED_HOSTS.",
    )


@lru_cache(_REMEMBERED)
def _is_trusted(host: str, trusted: TrustedHosts) -> bool:
    name = host_name(_without_port(host))
    if not name or trusted.any_host or name in trusted.names:
        return bool(name)
    return name.endswith(trusted.suffixes) or _is_in(name.strip("[]"), trusted.networks)


def _is_in(name: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        return any(ip_address(name) in network for network in networks)
    except ValueError:
        return False


def _without_port(host: str) -> str:
    return _PORT.sub("", host).lower()
