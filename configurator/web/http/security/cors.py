"""Lets scripts of other sites read the API's answers: of all sites, or of those that CORS_ORIGINS names. No cookies."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from configurator.settings import Settings
from configurator.web.http.api_paths import is_path_in

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Headers = list[tuple[str, str]]

REQUEST_HEADERS = ", ".join(
    ("Authorization", "Content-Type", "If-Match", "If-None-Match", "Prefer", "Idempotency-Key", "X-Request-Id",
     "traceparent", "tracestate")
)  # fmt: skip
"""What a script may send. The last two are those of distributed tracing (W3C Trace Context), which we ignore."""
RESPONSE_HEADERS = ", ".join(
    ("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id", "Allow")
)  # fmt: skip
"""What a script may read, besides the headers that it always may."""
_ONE_DAY = 24 * 3600


def init_app(app: Flask, settings: Settings, segments: frozenset[str]) -> None:
    """`segments` are the first segments of the paths that other sites may read."""
    allowed = allowed_origins(settings)
    app.wsgi_app = _with_cors_headers(app.wsgi_app, allowed, segments)  # type: ignore[assignment, method-assign]


def allowed_origins(settings: Settings) -> frozenset[str]:
    """The origins that may read the API, in lower case, or * alone."""
    return frozenset(origin.lower() for origin in settings.cors_origins)


def readable_by(origin: str, allowed: Collection[str]) -> "Headers":
    """The headers of an answer that lets scripts of this origin, "" if there is none, read it; none if they may not."""
    origin = "*" if "*" in allowed else origin
    if origin.lower() not in allowed:
        return []
    return [("Access-Control-Allow-Origin", origin), ("Access-Control-Expose-Headers", RESPONSE_HEADERS)]


def _with_cors_headers(
    wsgi_app: "WSGIApplication", allowed: Collection[str], segments: frozenset[str]
) -> "WSGIApplication":
    """Around the app, where headers are a plain list, which is faster than Flask's hooks."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not is_path_in(segments, f"/{environ['PATH_INFO'].lstrip('/')}"):
            return wsgi_app(environ, start_response)

        def start(status: str, headers: "Headers", *error: Any) -> Any:
            varied = headers if "*" in allowed else _vary_on_origin(headers)
            return start_response(status, [*varied, *_cors_headers(environ, headers, allowed)], *error)

        return wsgi_app(environ, start)

    return call


def _cors_headers(environ: "WSGIEnvironment", headers: "Headers", allowed: Collection[str]) -> "Headers":
    may_read = readable_by(environ.get("HTTP_ORIGIN", ""), allowed)
    is_preflight = may_read and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ
    return may_read + _preflight_headers(dict(headers).get("Allow", "")) if is_preflight else may_read


def _preflight_headers(methods: str) -> "Headers":
    """The answer to the request that a browser sends before PUT, PATCH, DELETE or JSON."""
    return [
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", REQUEST_HEADERS),
        ("Access-Control-Max-Age", str(_ONE_DAY)),
    ]


def _vary_on_origin(headers: "Headers") -> "Headers":
    """A cache must not send one origin's answer to another."""
    others = [value for name, value in headers if name == "Vary"]
    return [*(header for header in headers if header[0] != "Vary"), ("Vary", ", ".join([*others, "Origin"]))]
