"""Whose request it is, and whether it came over TLS, as a trusted reverse proxy says in X-Forwarded-For and -Proto.

Each proxy of a chain appends what it saw itself, so the last element is from the proxy that we trust. What is before
it may be from anybody. `Forwarded` (RFC 7239) isn't read: most proxies don't set it, and pass on what a visitor sent.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SCHEMES = ("http", "https")


def behind_proxies(app: "WSGIApplication", trusted: str, count: int) -> "WSGIApplication":
    """`trusted` is the address of the nearest proxy, or *, `count` how many proxies in a row append to the headers."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        peer = environ["REMOTE_ADDR"]
        if trusted == "*" or _address(peer) == trusted:
            environ["REMOTE_ADDR"] = client_address(environ.get("HTTP_X_FORWARDED_FOR", ""), count) or peer
            environ["wsgi.url_scheme"] = scheme(environ.get("HTTP_X_FORWARDED_PROTO", ""), count)
        return app(environ, start_response)

    return call


@lru_cache(1024)
def client_address(forwarded_for: str, count: int) -> str:
    """What the first of the last `count` elements names. "" if none of them is an address."""
    return next(filter(None, map(_address, _last(forwarded_for, count))), "")


@lru_cache(64)
def scheme(forwarded_proto: str, count: int) -> str:
    """http, unless the first of the last `count` elements is https."""
    known = [word for word in map(str.lower, _last(forwarded_proto, count)) if word in _SCHEMES]
    return known[0] if known else "http"


def _last(value: str, count: int) -> list[str]:
    return [element.strip(' \t"') for element in value.split(",")][-count:]


@lru_cache(1024)
def _address(text: str) -> str:
    """The address in one spelling, without a port. "" if it is none."""
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
