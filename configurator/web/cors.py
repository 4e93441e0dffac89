"""Whose scripts may read the API's answers: everybody's, unless the operator names some; never with cookies."""

import re

from flask import Flask, Response
from flask_cors import CORS

from configurator.settings import Settings
from configurator.web.problems import API_PATHS, is_api_path


def init_app(app: Flask, settings: Settings) -> None:
    anyone = settings.cors_origins == ("*",)
    CORS(
        app,
        resources=rf"({'|'.join(map(re.escape, API_PATHS))})(/.*)?$",
        origins="*" if anyone else list(settings.cors_origins),
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
    if is_api_path():
        response.vary.add("Origin")
    return response
