"""A connection stays open for the next request, whatever the answer was, unless the client wants it closed."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.support.client import Client
from tests.support.examples import registered
from tests.support.framing import exchange


@pytest.fixture
def connection(http: Client) -> Iterator[HTTPConnection]:
    where = urlsplit(http.url)
    connection = HTTPConnection(where.hostname or "", where.port)
    connection.connect()
    yield connection
    connection.close()


def status(connection: HTTPConnection, method: str, path: str, **headers: str) -> int:
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def test_answers_of_every_kind_leave_it_open(connection: HTTPConnection, http: Client) -> None:
    first = connection.sock
    path, token = registered(http)
    tag = http.get(path).headers["ETag"]
    owner = {"Authorization": f"Bearer {token}", "If-Match": tag}
    asked = [
        status(connection, "GET", path),
        status(connection, "GET", path, **{"If-None-Match": tag}),
        status(connection, "HEAD", "/catalogue"),
        status(connection, "GET", "/nothing"),
        status(connection, "DELETE", path, **owner),
        status(connection, "GET", path),
    ]
    assert asked == [200, 304, 200, 404, 204, 404]
    assert connection.sock is first


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}], ids=["200", "304"])
@pytest.mark.parametrize("option", ["close", "Close", "close, TE", "TE,close"])
def test_who_wants_it_closed_gets_it_closed(option: str, headers: dict[str, str], connection: HTTPConnection) -> None:
    assert status(connection, "GET", "/catalogue", Connection=option, **headers) in (200, 304)
    assert connection.sock is None


def test_http_1_0_keeps_it_open_where_both_want_that(http: Client) -> None:
    request = b"GET /catalogue HTTP/1.0\r\nHost: localhost\r\nConnection: TE, Keep-Alive\r\n\r\n"
    assert exchange(http.url, request + request.replace(b"TE, Keep-Alive", b"x")).statuses == (200, 200)


def test_names_of_headers_are_spelled_as_the_app_spells_them(http: Client) -> None:
    names = list(http.get("/catalogue").headers)
    assert "ETag" in names
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Z][A-Za-z-]+", name) for name in names)
