"""Drawings by address, for share previews and apps: /drawings/<code>/side.svg, /drawings/<code>/interior-600.png."""

import hashlib
import re
from typing import cast

from flask import Blueprint, Response, abort, request

from configurator.cars.configuration import Car
from configurator.cars.opened_car import open_code
from configurator.drawings.appearance import appearance_of
from configurator.drawings.cache import CacheBusy, PictureCache
from configurator.drawings.raster import png_elsewhere
from configurator.drawings.svg import DRAWING_VERSION, svg
from configurator.drawings.views import DrawnView
from configurator.services import current_services
from configurator.web.http.problems import Problem

_NAME = re.compile(r"(?P<view>side|interior)(?:\.svg|-(?P<width>600|1200)\.png)")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The drawing blends its layers by style attributes; it holds nothing else that a policy could stop."""

drawings = Blueprint("drawings", __name__)


@drawings.get("/drawings/<text>/<name>")
def show(text: str, name: str) -> Response:
    found = _NAME.fullmatch(name)
    if found is None:
        abort(404)
    width = int(found["width"] or 0)
    drawing = _drawing(open_code(current_services().catalogue, text).car, cast(DrawnView, found["view"]))
    key = hashlib.sha256(f"{DRAWING_VERSION} {width} {drawing}".encode()).hexdigest()
    if request.if_none_match.contains_weak(key):
        return _cached(Response(status=304), key)
    if not width:
        return _cached(Response(drawing, mimetype="image/svg+xml"), key)
    return _cached(Response(_png(drawing, width, key), mimetype="image/png"), key)


def _drawing(car: Car, view: DrawnView) -> str:
    return svg(appearance_of(car), view)


def _png(drawing: str, width: int, key: str) -> bytes:
    cache = PictureCache(current_services().settings.data_dir / "drawings")
    try:
        return cache.get_or_create(f"{key}.png", lambda: png_elsewhere(drawing, width))
    except CacheBusy:
        raise Problem(503, "Many pictures are being drawn just now.", headers={"Retry-After": "5"}) from None


def _cached(response: Response, key: str) -> Response:
    """For a day: a code's car never changes, but the catalogue's colours and our drawing may."""
    response.set_etag(key)
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
