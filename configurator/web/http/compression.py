"""Pages, scripts and styles travel compressed; what belongs to one person travels as it is.

A compressed answer that holds both a secret and a stranger's words can be guessed by its length (BREACH).
"""

import functools
from typing import TYPE_CHECKING

from flask import Flask, Response

if TYPE_CHECKING:
    from flask_compress import Compress

_TYPES = ["text/html", "text/css", "text/javascript", "application/json", "application/problem+json", "image/svg+xml"]


def init_app(app: Flask) -> None:
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=_TYPES,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "deflate"],
        COMPRESS_BR_LEVEL=6,
    )

    @functools.cache
    def compress() -> "Compress":
        """Made for the first page: many a function on Lambda never sends one."""
        from flask_compress import Compress

        return Compress(app)

    @app.after_request
    def shrink(response: Response) -> Response:
        return response if _is_personal(response) else compress().after_request(response)


def _is_personal(response: Response) -> bool:
    """A page in somebody's order of paints holds neither a secret nor a name; a user and a form's token do."""
    control = response.headers.get("Cache-Control", "")
    return "no-store" in control or ("private" in control and response.mimetype == "application/json")
