"""Whose scripts may read the API's answers: everybody's, unless the operator names some; never with cookies."""

import re

from flask import Flask, Response, request
from flask_cors import CORS

from configurator.settings import Settings
from configurator.web.problems import API_PATHS

_READABLE = re.compile(rf"({'|'.join(map(re.escape, (*API_PATHS, '/drawings')))})(/.*)?$")
"""Routes of the API, and the drawings that it links to."""


def init_app(app: Flask, settings: Settings) -> None:
    anyone = settings.cors_origins == ("*",)
    CORS(
        app,
        resources=_READABLE,
        # As patterns: Flask-CORS would take the brackets of an IPv6 address for one.
        origins="*" if anyone else [re.compile(rf"{re.escape(it)}\Z", re.IGNORECASE) for it in settings.cors_origins],
        send_wildcard=anyone,
        always_send=anyone,
        allow_headers=["Content-Type", "Authorization", "If-Match", "If-None-Match", "Prefer"],
        expose_headers=["ETag", "Location", "Retry-After"],
        max_age=86400,
    )
    if not anyone:
        app.after_request(_vary_by_origin)


def _vary_by_origin(response: Response) -> Response:
    """Flask-CORS says so only to those it admits; a cache must not hand a stranger's answer to them."""
    if _READABLE.match(request.path):
        response.vary.add("Origin")
    return response
