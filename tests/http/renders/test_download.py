"""Downloading a picture from the URL that an OpenAI-compatible server returns."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from configurator.image_model.download import download
from configurator.renders.faults import GenerationFailed
from tests.support.processes import closed_port

PICTURE = b"\x89PNG and more"


class Pictures(BaseHTTPRequestHandler):
    """/to/X redirects to X; /short sends less than its Content-Length; /chunked has no Content-Length."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/to/"):
            self._head(302, Location=self.path.removeprefix("/to/"))
        else:
            length = len(PICTURE) + (self.path == "/short")
            self._head(200, **({} if self.path == "/unsaid" else {"Content-Length": str(length)}))
            self.wfile.write(PICTURE)

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name in the library
        """Logs nothing."""


@pytest.fixture
def asked() -> list[str]:
    """The requested paths."""
    return []


@pytest.fixture
def url(asked: list[str]) -> Iterator[str]:
    handler = type("Handler", (Pictures,), {"asked": asked})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/picture", "/unsaid", "/a picture of 911é?sig=a%2Fb&c=+"])
def test_it_comes_whole(path: str, url: str) -> None:
    assert download(url + path, 5, 100) == PICTURE


def test_an_address_is_asked_for_as_it_was_given(url: str, asked: list[str]) -> None:
    download(f"{url}/é x?sig=a%2Fb&c=+", 5, 100)
    assert asked == ["/%C3%A9%20x?sig=a%2Fb&c=+"]


def test_redirects_are_followed(url: str) -> None:
    assert download(f"{url}/to/{url}/to/{url}/picture", 5, 100) == PICTURE


def test_it_may_be_as_large_as_is_allowed_and_no_larger(url: str) -> None:
    assert download(f"{url}/picture", 5, len(PICTURE)) == PICTURE
    for path in ("picture", "unsaid", "short"):
        assert fault(lambda path=path: download(f"{url}/{path}", 5, len(PICTURE) - 1)) == "too_large"  # type: ignore[misc]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "data:,picture", "ftp://127.0.0.1/picture", "picture", ""])
def test_it_leads_to_http_or_nowhere(address: str, url: str) -> None:
    assert fault(lambda: download(address, 5, 100)) == "no_picture"
    assert fault(lambda: download(f"{url}/to/{address}", 5, 100)) == "no_picture"


@pytest.mark.parametrize("broken", ["http://", "http://[", "http://127.0.0.1:port/", "https://\n/", "http://a b/"])
def test_an_address_that_is_none_is_no_picture(broken: str) -> None:
    assert fault(lambda: download(broken, 5, 100)) == "no_picture"


def test_what_can_not_be_had_whole_is_no_picture(url: str) -> None:
    assert fault(lambda: download(f"{url}/short", 5, 100)) == "no_picture"
    assert fault(lambda: download(f"http://127.0.0.1:{closed_port()}/", 5, 100)) == "no_picture"


def fault(call: Callable[[], bytes]) -> str:
    with pytest.raises(GenerationFailed) as failed:
        call()
    return failed.value.fault
