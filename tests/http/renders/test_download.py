"""Downloading a picture from the URL that an OpenAI-compatible server returns."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest

from configurator.image_model.download import download
from configurator.image_model.networks import is_private_host, may_be_reached
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
    assert download(url + path, 5, 100, private=True) == PICTURE


def test_an_address_is_asked_for_as_it_was_given(url: str, asked: list[str]) -> None:
    download(f"{url}/é x?sig=a%2Fb&c=+", 5, 100, private=True)
    assert asked == ["/%C3%A9%20x?sig=a%2Fb&c=+"]


def test_redirects_are_followed(url: str) -> None:
    assert download(f"{url}/to/{url}/to/{url}/picture", 5, 100, private=True) == PICTURE


def test_redirects_end_somewhere(url: str, asked: list[str]) -> None:
    endless = f"{url}/to/" * 20 + f"{url}/picture"
    assert fault(lambda: download(endless, 5, 100, private=True)) == "no_picture"
    assert len(asked) == 6


@pytest.mark.parametrize("path", ["/picture", "/to/{url}/picture"])
def test_a_public_server_leads_nobody_into_a_private_network(path: str, url: str, asked: list[str]) -> None:
    link = url + path.format(url=url)
    with pytest.raises(GenerationFailed, match="private network"):
        download(link, 5, 100, private=False)
    assert asked == [], "nothing was even sent"


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data", "https://169.254.170.2/", "http://0/"])
def test_a_redirect_to_a_forbidden_address_is_not_followed(target: str, url: str, asked: list[str]) -> None:
    with pytest.raises(GenerationFailed, match="private network"):
        download(f"{url}/to/{target}", 5, 100, private=True)
    assert asked == [f"/to/{target}"]


def test_a_name_for_a_forbidden_address_is_not_followed(url: str, asked: list[str]) -> None:
    port = urlsplit(url).port
    for host in ("localhost", "127.1", "2130706433", "%31%32%37.0.0.1", "0x7f.1"):
        with pytest.raises(GenerationFailed, match="private network"):
            download(f"http://{host}:{port}/picture", 5, 100, private=False)
    assert asked == []


@pytest.mark.parametrize("host", ["169.254.169.254", "2852039166", "%3169.254.169.254", "169.254.170.2"])
def test_the_addresses_of_credentials_are_never_asked_even_through_a_proxy(
    host: str, url: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy on a private network is used, but the link itself has to be allowed."""
    monkeypatch.setenv("http_proxy", url)
    with pytest.raises(GenerationFailed, match="private network"):
        download(f"http://{host}/latest/meta-data", 5, 100, private=True)
    assert asked == []
    assert download("http://pictures.example/picture", 5, 100, private=False) == PICTURE
    assert asked == ["http://pictures.example/picture"]


@pytest.mark.parametrize(
    ("address", "public", "ours"),
    [
        ("8.8.8.8", True, True),
        ("2001:4860:4860::8888", True, True),
        ("10.0.0.5", False, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("fd12::1", False, True),
        ("::ffff:10.0.0.5", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("2002:a9fe:a9fe::", False, False),
        ("fe80::1%eth0", False, False),
        ("fd00:ec2::254", False, False),
        ("100.100.100.200", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("224.0.0.1", False, False),
        ("a name", False, False),
    ],
)
def test_each_kind_of_address_may_be_reached_or_not(address: str, public: bool, ours: bool) -> None:
    """From a public server, and from one on our own network."""
    assert may_be_reached(address, private=False) is public
    assert may_be_reached(address, private=True) is ours


def test_a_server_is_private_if_all_its_addresses_are() -> None:
    assert is_private_host("localhost")
    assert is_private_host("10.1.2.3")
    assert not is_private_host("8.8.8.8")
    assert not is_private_host("nowhere.invalid")
    assert not is_private_host("169.254.169.254" * 20)


def test_it_may_be_as_large_as_is_allowed_and_no_larger(url: str) -> None:
    assert download(f"{url}/picture", 5, len(PICTURE), private=True) == PICTURE
    for path in ("picture", "unsaid", "short"):
        assert fault(lambda path=path: download(f"{url}/{path}", 5, len(PICTURE) - 1, private=True)) == "too_large"  # type: ignore[misc]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "data:,picture", "ftp://127.0.0.1/picture", "picture", ""])
def test_it_leads_to_http_or_nowhere(address: str, url: str) -> None:
    assert fault(lambda: download(address, 5, 100, private=True)) == "no_picture"
    assert fault(lambda: download(f"{url}/to/{address}", 5, 100, private=True)) == "no_picture"


@pytest.mark.parametrize("broken", ["http://", "http://[", "http://127.0.0.1:port/", "https://\n/", "http://a b/"])
def test_an_address_that_is_none_is_no_picture(broken: str) -> None:
    assert fault(lambda: download(broken, 5, 100, private=True)) == "no_picture"


def test_what_can_not_be_had_whole_is_no_picture(url: str) -> None:
    assert fault(lambda: download(f"{url}/short", 5, 100, private=True)) == "no_picture"
    assert fault(lambda: download(f"http://127.0.0.1:{closed_port()}/", 5, 100, private=True)) == "no_picture"


def fault(call: Callable[[], bytes]) -> str:
    with pytest.raises(GenerationFailed) as failed:
        call()
    return failed.value.fault
