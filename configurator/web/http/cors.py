"""Whose scripts may read the API's answers: everybody's, unless the operator names some; never with cookies."""

from collections.abc import Collection

from flask import Flask, Response, request

from configurator.settings import Settings
from configurator.web.http.problems import is_api_path

_ALLOWED = "Authorization, Content-Type, If-Match, If-None-Match, Prefer"
_EXPOSED = "ETag, Location, Retry-After"
_A_DAY = 24 * 3600


def init_app(app: Flask, settings: Settings) -> None:
    named = {origin.lower() for origin in settings.cors_origins}
    app.after_request(lambda response: _admit(response, named) if _is_readable() else response)


def _is_readable() -> bool:
    """Routes of the API, and the drawings that it links to."""
    return is_api_path() or request.path.startswith("/drawings/")


def _admit(response: Response, named: Collection[str]) -> Response:
    anyone = "*" in named
    origin = "*" if anyone else request.headers.get("Origin", "")
    if not anyone:
        response.vary.add("Origin")  # a cache must not hand one origin's answer to another
    if origin.lower() in named:
        response.headers.extend({"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _EXPOSED})
        if "Access-Control-Request-Method" in request.headers:
            response.headers.extend(_leave(response.headers.get("Allow", "")))
    return response


def _leave(methods: str) -> dict[str, str]:
    """What a browser asks for before it sends more than a form could."""
    return {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": _ALLOWED,
        "Access-Control-Max-Age": str(_A_DAY),
    }
