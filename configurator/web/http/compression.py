"""Compresses pages, scripts and styles, but no answer about one person.

The length of a compressed answer can reveal a secret in it, if the answer also has text from an attacker (BREACH).
"""

import functools
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, request

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
        if _is_personal(response):
            return response
        return compressor().after_request(_with_smallest_file(response) if _is_file_for_brotli(response) else response)


def _is_file_for_brotli(response: Response) -> bool:
    is_file = request.blueprint == "static_files" and response.status_code == HTTPStatus.OK
    return is_file and response.mimetype in _TYPES and request.accept_encodings.quality("br") > 0


def _with_smallest_file(response: Response) -> Response:
    response.direct_passthrough = False
    response.set_data(_smallest(response.get_data()))
    response.headers["Content-Encoding"] = "br"
    return response


@functools.cache
def _smallest(data: bytes) -> bytes:
    """The best compression takes some 30 ms, and the files of a version never change."""
    import brotli

    return cast(bytes, brotli.compress(data, quality=11))


def _is_personal(response: Response) -> bool:
    """Whether it may hold a user or a form's token. A private page that only sorts paints holds neither."""
    control = response.headers.get("Cache-Control", "")
    return "no-store" in control or ("private" in control and response.mimetype == "application/json")
