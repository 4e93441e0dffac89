"""A part of a page: what a script asks for that has the rest already, its heading `X-Part` naming which."""

from flask import request
from werkzeug.wrappers import Response

_HEADING = "X-Part"


def requested_fragment() -> str:
    """Nothing where the whole page is asked for."""
    return request.headers.get(_HEADING, "")


def vary_on_fragment(response: Response) -> None:
    """For whoever keeps answers: a part is never sent for the whole."""
    response.vary.add(_HEADING)
