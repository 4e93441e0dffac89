"""Refuses requests whose Host header names another site."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request

from configurator.settings import Settings
from configurator.web.http.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY_ADDRESS = ("0.0.0.0", "::")
_PORT = re.compile(r":\d+$")
_REMEMBERED = 64
"""Host headers. Most visitors send one of a few."""


def init_app(app: Flask, settings: Settings) -> None:
    trusted = trusted_hosts(settings)
    app.wsgi_app = _without_malformed_host(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.before_request(lambda: _check_host(trusted))


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """The names that we answer to, without ports. A name that begins with a dot stands for all its subdomains."""
    own = (settings.host, urlsplit(settings.public_url).hostname or "")
    bound = (f"[{name}]" if ":" in name else name for name in own if name not in ("", *_ANY_ADDRESS))
    return frozenset(name.lower() for name in (*LOOPBACK, *bound, *settings.trusted_hosts))


def _without_malformed_host(wsgi_app: "WSGIApplication") -> "WSGIApplication":
    """Empties a Host header that is not a valid name ("a..b"): Flask could not build the links of an error page."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not _is_valid_name(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = ""
        return wsgi_app(environ, start_response)

    return call


@lru_cache(_REMEMBERED)
def _is_valid_name(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def _check_host(trusted: frozenset[str]) -> None:
    """Raises Problem 400. Flask's TRUSTED_HOSTS supports no IPv6 or capitals, and its error page can't have links."""
    if not _is_trusted(request.host, trusted):
        name = f"the host name {_without_port(request.host)}" if request.host else "this host name"
        raise Problem(
            400,
            f"This site doesn't answer to {name}. Its operator can set PUBLIC_URL to the address that visitors use, "
            "or add the name to TRUSTED_HOSTS.",
        )


@lru_cache(_REMEMBERED)
def _is_trusted(host: str, trusted: frozenset[str]) -> bool:
    name = _without_port(host)
    return name in trusted or any(name.endswith(suffix) for suffix in trusted if suffix.startswith("."))


def _without_port(host: str) -> str:
    return _PORT.sub("", host).lower()
