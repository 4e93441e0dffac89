"""Addresses: of pages as the outside world reaches them, and of static files by their content."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from flask import Blueprint, Flask, Response, abort, request, send_from_directory, url_for

from configurator.services import current_services

STATIC = Path(__file__).resolve().parents[3] / "static"
SUFFIXES = {".css", ".js", ".woff2", ".svg", ".png", ".ico", ".webmanifest"}
A_YEAR = 365 * 24 * 3600
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

static_files = Blueprint("static_files", __name__)


def init_app(app: Flask) -> None:
    """Every file's address holds a hash of all of them: relative links inside CSS and JavaScript stay right."""
    app.register_blueprint(static_files)
    app.jinja_env.globals.update(
        static_url=static_url, own_static_url=own_static_url, sheets_url=sheets_url, public_url_for=public_url_for
    )


@cache
def static_version() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.suffix in SUFFIXES):
        digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    base = current_services().settings.static_base
    return f"{base}/{static_version()}/{name}" if base else own_static_url(name)


def sheets_url(names: Iterable[str]) -> str:
    """Of style sheets in this order as one file: a small one compresses badly, and each takes a request."""
    return static_url(f"css/{'.'.join(names)}.css")


def own_static_url(name: str) -> str:
    """For what a browser takes from no other origin, wherever the rest may lie: an SVG's <use>."""
    version: str = static_version()
    return url_for("static_files.send", version=version, name=name)


def public_url_for(endpoint: str, **values: Any) -> str:
    """The absolute address for links that leave this browser: PUBLIC_URL where it is set, else this request's host."""
    public = current_services().settings.public_url
    if not public:
        return url_for(endpoint, _external=True, **values)
    path = url_for(endpoint, **values).removeprefix(request.script_root)
    return urljoin(f"{public}/", path.lstrip("/"))


@static_files.get("/static/<version>/<path:name>")
def send(version: str, name: str) -> Response:
    if Path(name).suffix not in SUFFIXES:
        abort(404)
    return _kept(send_from_directory(STATIC, name, etag=False, last_modified=None, max_age=0), version)


@static_files.get("/static/<version>/css/<names>.css")
def send_sheets(version: str, names: str) -> Response:
    """Without what is said in them to people."""
    sheets = names.split(".")
    if len(set(sheets)) < len(sheets) or not _sheets().keys() >= set(sheets):
        abort(404)
    text = "\n".join(_sheets()[name].read_text("utf-8") for name in sheets)
    response = Response(_COMMENT.sub("", text), mimetype="text/css")
    response.headers["Cache-Control"] = "no-cache"
    return _kept(response, version)


@cache
def _sheets() -> dict[str, Path]:
    """By name: the folders of css/ are for people, a name is unique among all of them."""
    return {path.stem: path for path in (STATIC / "css").rglob("*.css")}


def _kept(response: Response, version: str) -> Response:
    if version == static_version():
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    if current_services().settings.static_base:
        # A CDN passes these on: fonts and modules are taken from another origin only with its leave.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
