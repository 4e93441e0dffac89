"""The names of our cookies. Over TLS they begin with __Host-, so that no neighbouring host can set them.

A site such as https://shop.example.com can set a cookie for all hosts of example.com, and the server can't tell it
from its own. Browsers accept a name with this prefix from our host alone. docs/decisions/saving.md has the rest.
"""

from flask import current_app, request

PREFIX = "__Host-"


def is_secure() -> bool:
    """Whether this request's cookies are Secure."""
    return request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"])


def cookie_name(name: str) -> str:
    """The name under which this request's browser holds the cookie."""
    return f"{PREFIX}{name}" if is_secure() else name
