"""A site below a path: with PUBLIC_URL=https://example.com/cars, all its own paths begin with /cars.

A reverse proxy may pass this path on or strip it. Both work, because none of the site's pages begins with it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask

from configurator.settings import Settings, SettingsError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask, settings: Settings) -> None:
    """To be called last: what is around the app sees the site's own paths. Raises SettingsError."""
    path = urlsplit(settings.public_url).path
    if path:
        _refuse_own_path(app, settings.public_url, path)
        app.wsgi_app = _below(path, app.wsgi_app)  # type: ignore[assignment, method-assign]


def _refuse_own_path(app: Flask, public_url: str, path: str) -> None:
    """With a proxy that strips the path, /car/CODE would be the page of a code or the page /CODE below /car."""
    first = path.split("/")[1]
    if any(rule.rule.split("/")[1] == first for rule in app.url_map.iter_rules()):
        raise SettingsError(
            f"PUBLIC_URL={public_url!r}: the site has pages below /{first} itself. Use another path, such as /cars."
        )


def _below(path: str, wsgi_app: "WSGIApplication") -> "WSGIApplication":
    """Moves the path from PATH_INFO to SCRIPT_NAME. At an address of API Gateway, its stage is there already."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not environ.get("SCRIPT_NAME"):
            own = environ["PATH_INFO"]
            environ["SCRIPT_NAME"] = path
            environ["PATH_INFO"] = own[len(path) :] or "/" if f"{own}/".startswith(f"{path}/") else own
        return wsgi_app(environ, start_response)

    return call
