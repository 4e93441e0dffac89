"""The picture that a compatible server names by its address instead of sending it, by the standard library alone."""

from http.client import HTTPException, HTTPResponse
from string import punctuation
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

from configurator.renders.faults import GenerationFailed

_HANDLERS = (
    ProxyHandler,
    HTTPHandler,
    HTTPSHandler,
    HTTPRedirectHandler,
    HTTPErrorProcessor,
    HTTPDefaultErrorHandler,
    UnknownHandler,
)
"""What urllib's own opener has, but for files and FTP: a redirect may lead anywhere, and must lead to HTTP."""


def download(url: str, seconds: float, most: int) -> bytes:
    """The picture's bytes, without a key and after redirects. `seconds` bound each step, `most` the bytes.

    Raises GenerationFailed: too_large over `most`, else no_picture.
    """
    if not url.startswith(("http://", "https://")):
        raise GenerationFailed("no_picture", detail="a link that is none")
    try:
        with _opener().open(quote(url, safe=punctuation), timeout=seconds) as answer:
            return _whole(answer, most)
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()  # It holds the connection.
        raise GenerationFailed("no_picture", detail=f"download {type(error).__name__}") from None


def _opener() -> OpenerDirector:
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    # Some hosts turn urllib's own name away.
    opener.addheaders = [("User-Agent", "Profile")]
    return opener


def _whole(answer: HTTPResponse, most: int) -> bytes:
    content = answer.read(most + 1)
    if len(content) > most:
        raise GenerationFailed("too_large")
    # A connection that ends early is no error to a bounded read.
    if answer.length:
        raise GenerationFailed("no_picture", detail="download cut short")
    return content
