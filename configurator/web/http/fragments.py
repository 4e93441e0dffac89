"""Fragments of pages: a script that has the page already asks for one part of it, by the header `X-Part`."""

from flask import request
from werkzeug.wrappers import Response

_HEADER = "X-Part"


def requested_fragment() -> str:
    """The name of the fragment; "" for the whole page."""
    return request.headers.get(_HEADER, "")


def vary_on_fragment(response: Response) -> None:
    """Tells caches that the header changes the answer."""
    response.vary.add(_HEADER)
