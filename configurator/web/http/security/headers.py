"""Security: headers of every response, the Content-Security-Policy, cookie flags, and the largest body."""

import secrets
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from configurator.settings import Settings
from configurator.web.http.request_ids import HEADER, name_request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Headers = list[tuple[str, str]]

LARGEST_BODY = 64 * 1024
_ONE_YEAR = 365 * 24 * 3600
_NONCE = "profile.csp_nonce"
"""The key of the nonce in a request's environ, and its placeholder in the policy."""
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_NAMES = frozenset(name.lower() for name, _ in _HEADERS) | {"content-security-policy", "strict-transport-security"}
_HSTS = ("Strict-Transport-Security", f"max-age={_ONE_YEAR}")


def init_app(app: Flask, settings: Settings) -> None:
    tls = is_tls(settings)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=tls,
    )
    policy = _policy(_origin(settings.static_base), picture_sources(settings))
    app.wsgi_app = _with_security_headers(app.wsgi_app, policy, tls)  # type: ignore[assignment, method-assign]
    app.after_request(_describe_content)


def is_tls(settings: Settings) -> bool:
    """Whether visitors reach us over TLS. Cookies are Secure then."""
    return settings.public_url.startswith("https://") or (settings.production and not settings.public_url)


def csp_nonce() -> str:
    """The response's nonce: the policy allows inline scripts and styles that carry it."""
    if _NONCE not in request.environ:
        request.environ[_NONCE] = secrets.token_urlsafe(16)
    nonce: str = request.environ[_NONCE]
    return nonce


def picture_sources(settings: Settings) -> str:
    """Where else pictures may come from: PICTURES_URL, or any host if S3 signs the links, as S3 chooses its hosts."""
    images = settings.images
    if images.pictures_url:
        return _origin(images.pictures_url)
    return " https:" if images.pictures.startswith("s3://") else ""


def _with_security_headers(wsgi_app: "WSGIApplication", policy: str, tls: bool) -> "WSGIApplication":
    """Adds the headers that a response doesn't set itself. Around the app, so that no response misses them."""
    usual = [("Content-Security-Policy", policy.replace(_NONCE, "")), *_HEADERS]

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # Here, because a wrapper of its own around each request would take a microsecond.
        named = (HEADER, name_request(environ))

        def start(status: str, headers: "Headers", *error: Any) -> Any:
            hsts = tls and environ["wsgi.url_scheme"] == "https"
            missing = _headers(environ, policy, hsts) if hsts or _NONCE in environ else usual
            present = _NAMES.intersection([name.lower() for name, _ in headers])
            if present:
                missing = [header for header in missing if header[0].lower() not in present]
            return start_response(status, [*headers, *missing, named], *error)

        return wsgi_app(environ, start)

    return call


def _headers(environ: "WSGIEnvironment", policy: str, hsts: bool) -> "Headers":
    nonce = f" 'nonce-{environ[_NONCE]}'" if _NONCE in environ else ""
    return [("Content-Security-Policy", policy.replace(_NONCE, nonce)), *_HEADERS, *([_HSTS] if hsts else [])]


def _describe_content(response: Response) -> Response:
    if response.mimetype != "text/html":
        return response
    if response.status_code == HTTPStatus.NO_CONTENT or request.method == "OPTIONS":
        # Flask calls a response without content HTML.
        del response.headers["Content-Type"]
    else:
        _keep_fresh(response)
    return response


def _keep_fresh(page: Response) -> None:
    """A cookie holds the visitor's light or dark theme, which every page shows. No cache may guess how long it lasts.

    A page has no tag: its nonce must be new in each response, so no two are the same.
    """
    page.vary.add("Cookie")
    control = page.headers.get("Cache-Control")
    if control in (None, "private"):
        page.headers["Cache-Control"] = "private, no-cache" if control else "no-cache"


def _origin(url: str) -> str:
    """The URL's origin after a space, as a policy lists it; "" for no URL."""
    parts = urlsplit(url)
    return f" {parts.scheme}://{parts.netloc}" if url else ""


def _policy(static: str, pictures: str) -> str:
    return (
        f"default-src 'none'; script-src 'self'{static}{_NONCE}; style-src 'self'{static}{_NONCE}; "
        f"img-src 'self' data:{static}{pictures}; font-src 'self'{static}; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
