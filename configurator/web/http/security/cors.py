"""Lets scripts of other sites read the API's answers: of all sites, or of those that CORS_ORIGINS names. No cookies."""

from collections.abc import Collection

from flask import Flask, Response, request

from configurator.settings import Settings
from configurator.web.http.api_paths import is_path_in

_REQUEST_HEADERS = "Authorization, Content-Type, If-Match, If-None-Match, Prefer"
_RESPONSE_HEADERS = "ETag, Location, Retry-After"
_ONE_DAY = 24 * 3600


def init_app(app: Flask, settings: Settings, segments: frozenset[str]) -> None:
    """`segments` are the first segments of the paths that other sites may read."""
    allowed = {origin.lower() for origin in settings.cors_origins}

    @app.after_request
    def add_cors_headers(response: Response) -> Response:
        if is_path_in(segments, request.path):
            _allow_origin(response, allowed)
        return response


def _allow_origin(response: Response, allowed: Collection[str]) -> None:
    is_open = "*" in allowed
    origin = "*" if is_open else request.headers.get("Origin", "")
    if not is_open:
        response.vary.add("Origin")  # a cache must not send one origin's answer to another
    if origin.lower() in allowed:
        response.headers.extend(
            {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _RESPONSE_HEADERS}
        )
        if "Access-Control-Request-Method" in request.headers:
            response.headers.extend(_preflight_headers(response.headers.get("Allow", "")))


def _preflight_headers(methods: str) -> dict[str, str]:
    """The answer to the request that a browser sends before PUT, PATCH, DELETE or JSON."""
    return {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": _REQUEST_HEADERS,
        "Access-Control-Max-Age": str(_ONE_DAY),
    }
