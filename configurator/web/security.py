"""Safe by default: which hosts we answer for, what a page may load and run, which cookies we set."""

import re
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from configurator.settings import Settings
from configurator.web.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS = ("0.0.0.0", "::")
LARGEST_BODY = 64 * 1024
A_YEAR = 365 * 24 * 3600
_PORT = re.compile(r":\d+$")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Of every answer that doesn't say otherwise itself."""


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="profile",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_tls(settings),
    )
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    trusted, tls = trusted_hosts(settings), is_tls(settings)
    pictures = picture_sources(settings)
    app.wsgi_app = _with_a_name_or_none(app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.before_request(lambda: _refuse_strange_host(trusted))
    static = _origin(settings.static_base)
    app.after_request(lambda response: _guard(response, tls, static, pictures))


def is_tls(settings: Settings) -> bool:
    """Whether people reach us over TLS: cookies are Secure then."""
    return settings.public_url.startswith("https://") or (settings.production and not settings.public_url)


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """The names that we answer to, without ports; one that begins with a dot stands for all that end with it."""
    own = (settings.host, urlsplit(settings.public_url).hostname or "")
    bound = (f"[{name}]" if ":" in name else name for name in own if name not in ("", *WILDCARDS))
    return frozenset(name.lower() for name in (*LOOPBACK, *bound, *settings.trusted_hosts))


def _with_a_name_or_none(wsgi_app: "WSGIApplication") -> "WSGIApplication":
    """Of a Host that no name can be, such as one with two dots in a row, Flask could not even write the links of the
    page that refuses it."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            environ.get("HTTP_HOST", "").encode("idna")
        except UnicodeError:
            environ["HTTP_HOST"] = ""
        return wsgi_app(environ, start_response)

    return call


def _refuse_strange_host(trusted: frozenset[str]) -> None:
    """Flask's own TRUSTED_HOSTS knows no IPv6 and no capitals, and leaves an error page unable to link.

    A Host header that is no name at all arrives here as an empty text.
    """
    host = _PORT.sub("", request.host).lower()
    if host not in trusted and not any(host.endswith(name) for name in trusted if name.startswith(".")):
        raise Problem(
            400,
            f"This site doesn't answer to the name {host or 'it was called by'}. Whoever runs it can set PUBLIC_URL "
            "to the address that people use, or add the name to TRUSTED_HOSTS.",
        )


def csp_nonce() -> str:
    """One per answer: what carries it was written by us."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def picture_sources(settings: Settings) -> str:
    """Where pictures may come from besides us: PICTURES_URL, else S3, which signs links to hosts of its own choice."""
    images = settings.images
    if images.pictures_url:
        return _origin(images.pictures_url)
    return " https:" if images.pictures.startswith("s3://") else ""


def _guard(response: Response, tls: bool, static: str, pictures: str) -> Response:
    headers = {"Content-Security-Policy": _policy(static, pictures), **_HEADERS}
    if tls and request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    said = set(response.headers.keys(lower=True))
    response.headers.extend([(name, value) for name, value in headers.items() if name.lower() not in said])
    if response.mimetype == "text/html":
        response.vary.add("Cookie")  # every page wears its visitor's light
    return response


def _origin(address: str) -> str:
    """As a policy lists it: after a space."""
    where = urlsplit(address)
    return f" {where.scheme}://{where.netloc}" if address else ""


def _policy(static: str, pictures: str) -> str:
    nonce = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    return (
        f"default-src 'none'; script-src 'self'{static}{nonce}; style-src 'self'{static}{nonce}; "
        f"img-src 'self' data:{static}{pictures}; font-src 'self'{static}; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
