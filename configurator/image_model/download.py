"""Downloads a picture that a compatible server returns as a URL. Uses only the standard library."""

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
"""The handlers of urllib's own opener, without file and FTP: a redirect must lead to HTTP or HTTPS."""


def download(url: str, seconds: float, most: int) -> bytes:
    """Returns the picture's bytes. Follows redirects and sends no API key. Each step takes at most `seconds`.

    Raises GenerationFailed: "too_large" for more than `most` bytes, "no_picture" for any other failure.
    """
    if not url.startswith(("http://", "https://")):
        raise GenerationFailed("no_picture", detail="a link that is none")
    try:
        with _opener().open(quote(url, safe=punctuation), timeout=seconds) as answer:
            return _whole(answer, most)
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()  # Otherwise it keeps the connection open.
        raise GenerationFailed("no_picture", detail=f"download {type(error).__name__}") from None


def _opener() -> OpenerDirector:
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    # Some hosts reject the user agent of urllib.
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
