"""Static files, whose URLs contain a hash of all of them, so that browsers can keep a file for ever.

With STATIC_BASE their URLs lead to a CDN, which fetches them here.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, send_from_directory, url_for

from configurator.settings import Settings
from configurator.web.http.json_response import conditional

STATIC = Path(__file__).resolve().parents[3] / "static"
SUFFIXES = {".css", ".js", ".woff2", ".svg", ".png", ".ico", ".webmanifest"}
_ONE_YEAR = 365 * 24 * 3600
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_BEFORE_VALUE = re.compile(r"^(\s*[\w-]+:) ", re.MULTILINE)
_AROUND_MARKS = re.compile(r"\s*([{};])\s*|(?<=,)\s+")
_COMMENT_LINES = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_BASE = "STATIC_BASE"

static_files = Blueprint("static_files", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    app.config[_BASE] = settings.static_base
    app.register_blueprint(static_files)
    app.jinja_env.globals.update(static_url=static_url, own_static_url=own_static_url, sheets_url=sheets_url)


@cache
def static_version() -> str:
    """A hash of all files, not one for each: relative links inside CSS and JavaScript work unchanged."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.suffix in SUFFIXES):
        digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static_url(name: str) -> str:
    base: str = current_app.config[_BASE]
    return f"{base}/{static_version()}/{name}" if base else own_static_url(name)


def sheets_url(names: Iterable[str]) -> str:
    """Style sheets joined in this order: one larger file takes fewer requests and compresses better."""
    return static_url(f"css/{'.'.join(names)}.css")


def own_static_url(name: str) -> str:
    """A URL on this site even with a CDN: browsers load an SVG's <use> from the page's own origin only."""
    return request.script_root + _own_path(name)


@lru_cache(maxsize=256)
def _own_path(name: str) -> str:
    """Without the prefix of this request's path. A page has a hundred icons, and Flask builds each URL anew."""
    version: str = static_version()
    return url_for("static_files.send", version=version, name=name).removeprefix(request.script_root)


@static_files.get("/static/<version>/<path:name>")
def send(version: str, name: str) -> Response:
    if Path(name).suffix not in SUFFIXES:
        abort(404)
    return _with_cache_headers(send_from_directory(STATIC, name, etag=False, last_modified=None), version)


@static_files.get("/static/<version>/css/<names>.css")
def send_sheets(version: str, names: str) -> Response:
    """The joined style sheets, without comments and needless space."""
    sheets = names.split(".")
    if len(set(sheets)) < len(sheets) or not _sheets().keys() >= set(sheets):
        abort(404)
    text = "\n".join(_sheets()[name].read_text("utf-8") for name in sheets)
    return _with_cache_headers(_uncached(_small_css(text), "text/css"), version)


def _small_css(text: str) -> str:
    """For style sheets in the layout that `make format` gives them."""
    declared = _BEFORE_VALUE.sub(r"\1", _COMMENT.sub("", text))
    return _AROUND_MARKS.sub(r"\1", declared).replace(";}", "}")


def _uncached(text: str, mimetype: str) -> Response:
    return Response(text, mimetype=mimetype, headers={"Cache-Control": "no-cache"})


@static_files.get("/static/<version>/js/<path:name>.js")
def send_script(version: str, name: str) -> Response:
    """A script without indents and the lines that are only a comment. So no template literal may have several lines."""
    script = _scripts().get(f"{name}.js")
    if script is None:
        abort(404)
    text = _INDENT.sub("", _COMMENT_LINES.sub("", script.read_text("utf-8")))
    return _with_cache_headers(_uncached(text, "text/javascript"), version)


@cache
def _sheets() -> dict[str, Path]:
    """Style sheets by name, which is unique in all folders of css/."""
    return {path.stem: path for path in (STATIC / "css").rglob("*.css")}


@cache
def _scripts() -> dict[str, Path]:
    """Scripts by their path in js/."""
    return {path.relative_to(STATIC / "js").as_posix(): path for path in (STATIC / "js").rglob("*.js")}


def _with_cache_headers(response: Response, version: str) -> Response:
    """Whatever version the URL has, the content is that of ours."""
    response.set_etag(static_version())
    if version == static_version():
        response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable"
    if current_app.config[_BASE]:
        # The CDN passes these on: browsers load fonts and modules from another origin only with them.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(response)
