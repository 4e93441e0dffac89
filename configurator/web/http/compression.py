"""Compresses everything textual, unless the length of the compressed response could give away what it says of a person.

The length of a compressed response can reveal a secret in it, if an attacker makes a browser ask for it again and again
with other text in the same response (BREACH). CSRF tokens are masked anew in each response, so they can't be guessed.
The JSON of a user is never compressed. A page about a person is compressed if the browser says that this site or the
visitor asked for it, because then no attacker did.
"""

from functools import lru_cache
from http import HTTPStatus
from typing import Final, cast

from flask import Flask, Response, request

from configurator.web.http.page_response import is_about_nobody

_SMALLEST: Final = 500
"""A shorter body gains next to nothing, unless it is a file, which is compressed only once."""

_LEVELS: Final = {"br": 6, "gzip": 6}
_BEST_BROTLI: Final = 11
_WITHOUT_BODY: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED)


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _may_be_compressed(response) or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match([*_LEVELS, "identity"])
    if encoding in _LEVELS and response.status_code not in _WITHOUT_BODY:
        _encode(response, encoding)
    return response


def _may_be_compressed(response: Response) -> bool:
    """Whether it is textual, and its length says nothing of a person to anybody else."""
    kind, control = response.mimetype or "", response.headers.get("Cache-Control", "")
    if kind == "application/json":
        return "no-store" not in control and "private" not in control
    if kind == "text/html" and "no-store" in control and not is_about_nobody():
        return request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")
    return kind.startswith("text/") or kind.endswith(("+json", "+xml"))


def _encode(response: Response, encoding: str) -> None:
    response.direct_passthrough = False
    body = response.get_data()
    is_file = request.blueprint == "static_files" and response.status_code == HTTPStatus.OK
    if len(body) < _SMALLEST and not is_file:
        return
    response.set_data(_smallest(body) if is_file and encoding == "br" else _encoded(body, encoding))
    response.headers["Content-Encoding"] = encoding
    _mark_tag(response, encoding)


def _mark_tag(response: Response, encoding: str) -> None:
    """Each form has a tag of its own. A client that has this one already gets 304, even if the route didn't know it."""
    tag, is_weak = response.get_etag()
    if tag and not is_weak:
        response.set_etag(f"{tag}:{encoding}")
        if request.method in ("GET", "HEAD"):
            response.make_conditional(request)


def _encoded(body: bytes, encoding: str) -> bytes:
    # Many Lambda functions never compress anything, and these imports take 2 ms.
    if encoding == "gzip":
        import gzip

        return gzip.compress(body, _LEVELS["gzip"], mtime=0)
    import brotli

    return cast(bytes, brotli.compress(body, quality=_LEVELS["br"]))


@lru_cache(maxsize=128)
def _smallest(body: bytes) -> bytes:
    """The best compression takes some 30 ms, and the files of a version never change."""
    import brotli

    return cast(bytes, brotli.compress(body, quality=_BEST_BROTLI))
