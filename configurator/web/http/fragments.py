"""A part of a page: what a script asks for that has the rest already, its heading `X-Part` naming which."""

from flask import request
from werkzeug.wrappers import Response

_HEADING = "X-Part"


def asked_part() -> str:
    """Nothing where the whole page is asked for."""
    return request.headers.get(_HEADING, "")


def tell_parts_apart(response: Response) -> None:
    """For whoever keeps answers: a part is never sent for the whole."""
    response.vary.add(_HEADING)
