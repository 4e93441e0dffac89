"""Downloads a picture that a compatible server returns as a URL. Uses only the standard library."""

from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from string import punctuation
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from configurator.image_model.networks import address_in, may_be_reached
from configurator.renders.faults import GenerationFailed

_FORBIDDEN = "a link into a private network, which is not followed"


class _ForbiddenAddressError(OSError):
    """The link leads where it must not."""


def download(url: str, seconds: float, most: int, *, private: bool) -> bytes:
    """Returns the picture's bytes. Follows at most five redirects and sends no API key. Each step takes at most
    `seconds`. Private addresses are asked only if `private` is true, link-local ones never, also after a redirect.

    Raises GenerationFailed: "too_large" for more than `most` bytes, "no_picture" for any other failure.
    """
    if not url.startswith(("http://", "https://")):
        raise GenerationFailed("no_picture", detail="not a link")
    try:
        with _opener(private).open(quote(url, safe=punctuation), timeout=seconds) as answer:
            return _whole(answer, most)
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()  # Otherwise it keeps the connection open.
        forbidden = isinstance(getattr(error, "reason", error), _ForbiddenAddressError)
        detail = _FORBIDDEN if forbidden else f"download {type(error).__name__}"
        raise GenerationFailed("no_picture", detail=detail) from None


class _Checked(HTTPConnection):
    """A connection that is closed before anything is sent if the address that it reached is forbidden.

    A check of the name beforehand would not do: the name may have another address a moment later.
    """

    def __init__(self, host: str, *, private: bool, **options: Any) -> None:
        super().__init__(host, **options)
        self._private = private

    def connect(self) -> None:
        super().connect()
        if not may_be_reached(str(self.sock.getpeername()[0]), private=self._private):
            raise _ForbiddenAddressError


class _CheckedTLS(_Checked, HTTPSConnection):
    pass


class _Handler(HTTPHandler, HTTPSHandler):
    """Opens connections that are checked. Those to a proxy can't be: then only an address in the link itself is."""

    def __init__(self, private: bool) -> None:
        super().__init__()
        self._private = private

    def http_open(self, req: Request) -> HTTPResponse:
        return self._open(req, _Checked, HTTPConnection)

    def https_open(self, req: Request) -> HTTPResponse:
        return self._open(req, _CheckedTLS, HTTPSConnection)

    def _open(self, req: Request, checked: type[_Checked], plain: type[HTTPConnection]) -> HTTPResponse:
        # Decoded in the same way as the host that is connected to: it may be written with %31 for 1.
        target = Request(req.full_url).host  # noqa: S310 - nothing is opened by it
        address = address_in(urlsplit(f"//{target}").hostname or "")
        if address and not may_be_reached(address, private=self._private):
            raise _ForbiddenAddressError
        return self.do_open(partial(checked, private=self._private) if req.host == target else plain, req)


class _FewRedirects(HTTPRedirectHandler):
    max_redirections = 5


_HANDLERS = (ProxyHandler, _FewRedirects, HTTPErrorProcessor, HTTPDefaultErrorHandler, UnknownHandler)
"""The handlers of urllib's own opener, without file and FTP: a redirect must lead to HTTP or HTTPS."""


def _opener(private: bool) -> OpenerDirector:
    opener = OpenerDirector()
    for handler in (_Handler(private), *(create() for create in _HANDLERS)):
        opener.add_handler(handler)
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
