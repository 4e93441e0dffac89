"""Limits how many requests a client may send. It is imported only where the operator has limits.

Limited responses have the headers of draft-ietf-httpapi-ratelimit-headers-11.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from flask import Flask, Response, request

from configurator.clock import Clock
from configurator.errors import StoreError
from configurator.rate_limits.limiter import Limiter, Standing
from configurator.web.http.client import network_of, platform_address
from configurator.web.http.countdown import deadline
from configurator.web.http.problems import Problem

CLASSES: Final[Mapping[str, tuple[str, str]]] = {
    "users_api": ("read", "create"),
    "catalogue_api": ("read", "read"),
    "palettes_api": ("read", "read"),
    "renders_api": ("read", "render"),
    "drawings": ("draw", "draw"),
    "you_page": ("", "create"),
    "add_pages": ("", "create"),
    "saved_pages": ("", "create"),
    "saved_cars": ("", "create"),
    "render_pages": ("", "render"),
    "kiosk_pages.save": ("", "create"),
    "kiosk_pages.request_render": ("", "render"),
    "kiosk_offline.put_user": ("", "create"),
}
"""By endpoint or blueprint: the class of requests that read, and of those that write; "" if they aren't limited."""

_READS = ("GET", "HEAD")
_UNLIMITED = ("OPTIONS",)
_QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"
_STANDING = "profile.rate_limit"
"""The key of the request's standing in its environ."""


def init_app(
    app: Flask, limiter: Limiter, clock: Clock, *, loopback: bool, kiosk_id: Callable[[], str] = lambda: ""
) -> None:
    """`loopback` says whether to limit requests from this machine, too. `kiosk_id` returns the id of the enrolled kiosk
    that sent the request, "" for none; it may raise StoreError."""

    def count() -> None:
        name = class_of(request.endpoint, request.method)
        client = _client(request.environ, loopback, kiosk_id) if name else ""
        if not client:
            return
        now = clock()
        standing = limiter.count(name, client, now.timestamp())
        request.environ[_STANDING] = standing
        if standing and not standing.is_allowed:
            raise _problem(standing, now)

    app.before_request(count)
    app.after_request(_add_headers)


@lru_cache(256)
def class_of(endpoint: str | None, method: str) -> str:
    """The class of a request to an endpoint, "" if it isn't limited. Without a route there is no endpoint."""
    if endpoint is None or method in _UNLIMITED:
        return ""
    reads, writes = CLASSES.get(endpoint) or CLASSES.get(endpoint.partition(".")[0]) or ("", "")
    return reads if method in _READS else writes


def _client(environ: Mapping[str, Any], loopback: bool, kiosk_id: Callable[[], str]) -> str:
    """The client whose requests count together, "" for one that isn't limited.

    An enrolled kiosk is one, because all kiosks of a showroom may share an address. Else it is the network.
    """
    try:
        kiosk = kiosk_id()
    except StoreError:
        kiosk = ""
    if kiosk:
        return f"kiosk {kiosk}"
    network = network_of(platform_address(environ))
    is_limited = network and (loopback or not _is_loopback(network))
    return f"network {network}" if is_limited else ""


def _is_loopback(network: str) -> bool:
    return network.startswith("127.") or network == "::/64"


def _problem(standing: Standing, now: datetime) -> Problem:
    wait = deadline(now + timedelta(seconds=standing.reset), now).words
    allowed = str(standing.limit).replace("/", " per ")
    detail = f'Too many requests of the class "{standing.name}": {allowed} are allowed. Try again in {wait}.'
    for_people = f"More was sent from your internet connection than we accept at once. You can go on in {wait}."
    headers = {"Retry-After": str(standing.reset)}
    members = {"type": _QUOTA_EXCEEDED, "violated-policies": [standing.name]}
    return Problem(429, detail, headers=headers, members=members, for_people=for_people)


def _add_headers(response: Response) -> Response:
    standing: Standing | None = request.environ.get(_STANDING)
    if standing:
        name, limit = standing.name, standing.limit
        response.headers["RateLimit-Policy"] = f'"{name}";q={limit.quota};w={limit.window}'
        response.headers["RateLimit"] = f'"{name}";r={standing.left};t={standing.reset}'
    return response
