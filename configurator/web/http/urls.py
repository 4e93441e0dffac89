"""Absolute URLs, and the paths to which the API's answers lead."""

from typing import Any
from urllib.parse import urljoin

from flask import Flask, current_app, request, url_for

from configurator.settings import Settings

_BASE = "PUBLIC_URL"

CAR_PAGE = "/car/<text>"
DRAWING = "/drawings/<text>/<name>"


def init_app(app: Flask, settings: Settings) -> None:
    app.config[_BASE] = settings.public_url


def public_base() -> str:
    """Where this site's paths begin for clients: PUBLIC_URL, or the prefix that this request's path had."""
    return current_app.config[_BASE] or request.script_root


def public_url_for(endpoint: str, **values: Any) -> str:
    """The absolute URL for links that people pass on: on PUBLIC_URL if that is set, else on this request's host."""
    base: str = current_app.config[_BASE]
    if not base:
        return url_for(endpoint, _external=True, **values)
    path = url_for(endpoint, **values).removeprefix(request.script_root)
    return urljoin(f"{base}/", path.lstrip("/"))
