"""Safe by default: which hosts we answer for, what a page may load and run, which cookies we set."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from configurator.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LARGEST_BODY = 64 * 1024
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=trusted_hosts(settings),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="profile",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_tls(settings),
    )
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(lambda response: _guard(response, is_tls(settings)))


def is_tls(settings: Settings) -> bool:
    """Whether people reach us over TLS: cookies are Secure then."""
    return settings.production or settings.public_url.startswith("https://")


def trusted_hosts(settings: Settings) -> list[str]:
    public = urlsplit(settings.public_url).hostname
    bound = () if settings.host in ("0.0.0.0", "::") else (settings.host,)
    return [*LOOPBACK, *bound, *((public,) if public else ()), *settings.trusted_hosts]


def csp_nonce() -> str:
    """One per answer: what carries it was written by us."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _guard(response: Response, tls: bool) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if tls and request.is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
    return response


def _policy() -> str:
    nonce = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    return (
        f"default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce}; img-src 'self' data: https:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
