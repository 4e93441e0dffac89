"""Drawings as files, for share previews and apps: /drawings/<code>/front.svg, /drawings/<code>/interior-600.png."""

import hashlib
from pathlib import Path
from subprocess import TimeoutExpired

from flask import Blueprint, Response, abort, request

from configurator.cars.opened_car import open_code
from configurator.drawings.appearance import appearance_of
from configurator.drawings.cache import CacheBusy, PictureCache
from configurator.drawings.fragments import DRAWING_VERSION
from configurator.drawings.raster import png_in_subprocess
from configurator.drawings.svg import svg
from configurator.drawings.views import DRAWN_VIEWS, PNG_WIDTHS, DrawnView, drawing_name
from configurator.services import current_services
from configurator.web.http.problems import Problem
from configurator.web.http.urls import DRAWING

_FILES: dict[str, tuple[DrawnView, int | None]] = {
    drawing_name(view, width): (view, width) for view in DRAWN_VIEWS for width in (None, *PNG_WIDTHS)
}
"""View and PNG width by file name."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The drawing blends its layers with style attributes. Nothing else in it needs permission."""

drawings = Blueprint("drawings", __name__)


@drawings.get(DRAWING)
def show(text: str, name: str) -> Response:
    if name not in _FILES:
        abort(404)
    view, width = _FILES[name]
    services = current_services()
    drawing = svg(appearance_of(open_code(services.catalogue, text).car), view)
    key = hashlib.sha256(f"{DRAWING_VERSION} {width or 0} {drawing}".encode()).hexdigest()
    mimetype = "image/png" if width else "image/svg+xml"
    if request.if_none_match.contains_weak(key):
        return _with_cache_headers(Response(status=304, mimetype=mimetype), key)
    picture = _png(services.settings.data_dir / "drawings", drawing, width, key) if width else drawing
    return _with_cache_headers(Response(picture, mimetype=mimetype), key)


def _png(folder: Path, drawing: str, width: int, key: str) -> bytes:
    try:
        return PictureCache(folder).get_or_create(f"{key}.png", lambda: png_in_subprocess(drawing, width))
    except (CacheBusy, TimeoutExpired):
        raise Problem(
            503, "Too many pictures are being drawn. Try again in a moment.", headers={"Retry-After": "5"}
        ) from None


def _with_cache_headers(response: Response, key: str) -> Response:
    """Cached for a day only: a code's car never changes, but a new release may draw it in other colours."""
    response.set_etag(key)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
