"""Safe by default: which hosts we answer for, what a page may load and run, which cookies we set."""

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from configurator.settings import Settings
from configurator.web.http.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Headers = list[tuple[str, str]]

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS = ("0.0.0.0", "::")
LARGEST_BODY = 64 * 1024
A_YEAR = 365 * 24 * 3600
_PORT = re.compile(r":\d+$")
_REMEMBERED = 64
"""Hosts: most visitors call us by the same few names."""
_NONCE = "profile.csp_nonce"
"""Where an answer's environ has it, and what stands for it in the policy."""
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
"""Of every answer that doesn't say otherwise itself."""
_TLS = ("Strict-Transport-Security", f"max-age={A_YEAR}")


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
    policy = _policy(_origin(settings.static_base), picture_sources(settings))
    app.wsgi_app = _guarded(_with_a_name_or_none(app.wsgi_app), policy, tls)  # type: ignore[assignment, method-assign]
    app.before_request(lambda: _refuse_strange_host(trusted))
    app.after_request(_vary_by_light)


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
        if not _is_name(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = ""
        return wsgi_app(environ, start_response)

    return call


@lru_cache(_REMEMBERED)
def _is_name(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def _refuse_strange_host(trusted: frozenset[str]) -> None:
    """Flask's own TRUSTED_HOSTS knows no IPv6 and no capitals, and leaves an error page unable to link.

    A Host header that is no name at all arrives here as an empty text.
    """
    if not _is_ours(request.host, trusted):
        host = _without_port(request.host)
        raise Problem(
            400,
            f"This site doesn't answer to the name {host or 'it was called by'}. Whoever runs it can set PUBLIC_URL "
            "to the address that people use, or add the name to TRUSTED_HOSTS.",
        )


@lru_cache(_REMEMBERED)
def _is_ours(host: str, trusted: frozenset[str]) -> bool:
    name = _without_port(host)
    return name in trusted or any(name.endswith(end) for end in trusted if end.startswith("."))


def _without_port(host: str) -> str:
    return _PORT.sub("", host).lower()


def csp_nonce() -> str:
    """One per answer: what carries it was written by us."""
    if _NONCE not in request.environ:
        request.environ[_NONCE] = secrets.token_urlsafe(16)
    nonce: str = request.environ[_NONCE]
    return nonce


def picture_sources(settings: Settings) -> str:
    """Where pictures may come from besides us: PICTURES_URL, else S3, which signs links to hosts of its own choice."""
    images = settings.images
    if images.pictures_url:
        return _origin(images.pictures_url)
    return " https:" if images.pictures.startswith("s3://") else ""


def _guarded(wsgi_app: "WSGIApplication", policy: str, tls: bool) -> "WSGIApplication":
    """Around the app, so that no answer goes without, whoever writes it."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: "Headers", *error: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            ours = _headers(environ, policy, tls)
            return start_response(status, [*headers, *(it for it in ours if it[0].lower() not in said)], *error)

        return wsgi_app(environ, start)

    return call


def _headers(environ: "WSGIEnvironment", policy: str, tls: bool) -> "Headers":
    nonce = f" 'nonce-{environ[_NONCE]}'" if _NONCE in environ else ""
    promised = [_TLS] if tls and environ["wsgi.url_scheme"] == "https" else []
    return [("Content-Security-Policy", policy.replace(_NONCE, nonce)), *_HEADERS, *promised]


def _vary_by_light(response: Response) -> Response:
    """Every page wears its visitor's light."""
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
    return response


def _origin(address: str) -> str:
    """As a policy lists it: after a space."""
    where = urlsplit(address)
    return f" {where.scheme}://{where.netloc}" if address else ""


def _policy(static: str, pictures: str) -> str:
    return (
        f"default-src 'none'; script-src 'self'{static}{_NONCE}; style-src 'self'{static}{_NONCE}; "
        f"img-src 'self' data:{static}{pictures}; font-src 'self'{static}; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
