"""Compresses pages, scripts and styles, but no answer about one person.

The length of a compressed answer can reveal a secret in it, if the answer also has text from an attacker (BREACH).
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
    def compressor() -> "Compress":
        """Created for the first answer that needs it: many Lambda functions never send one."""
        from flask_compress import Compress

        return Compress(app)

    @app.after_request
    def compress(response: Response) -> Response:
        return response if _is_personal(response) else compressor().after_request(response)


def _is_personal(response: Response) -> bool:
    """Whether it may hold a user or a form's token. A private page that only sorts paints holds neither."""
    control = response.headers.get("Cache-Control", "")
    return "no-store" in control or ("private" in control and response.mimetype == "application/json")
