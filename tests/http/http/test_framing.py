"""Nobody can hide a second request in a first one: what two programs could read differently is refused (RFC 9112)."""

import json
import socket
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.support.client import Client
from tests.support.framing import ACCEPTED, HOST, NEXT, REFUSED, exchange
from tests.support.patience import PATIENCE, wait_until

LAST = NEXT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
SENT = b"Origin: https://app.example.com\r\nX-Request-Id: mine\r\n"


@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED.keys())
def test_a_request_of_doubtful_length_is_refused_and_nothing_after_it_is_read(
    status: int, sent: bytes, http: Client
) -> None:
    answered = exchange(http.url, sent)
    assert answered.statuses == (status,)
    assert answered.is_closed
    head, _, body = answered.received.partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json" in head
    assert b"Connection: close" in head
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["detail"].count(".") >= 1
    assert "waitress" not in problem["detail"]


@pytest.mark.parametrize("sent", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_unusual_and_clear_is_answered_and_so_is_the_next_request(sent: bytes, http: Client) -> None:
    answered = exchange(http.url, sent + LAST)
    assert [status for status in answered.statuses if status != 100] == [200, 200]


@pytest.mark.parametrize("name", ["chunks", "extensions", "trailers", "a length", "an empty line before it"])
def test_a_request_may_arrive_byte_by_byte(name: str, http: Client) -> None:
    sent = ACCEPTED[name] + LAST
    answered = exchange(http.url, *(sent[at : at + 1] for at in range(len(sent))))
    assert answered.statuses == (200, 200)


@pytest.mark.parametrize("name", ["both a length and a coding", "a size that ends with LF", "lines that end with LF"])
def test_a_request_that_arrives_byte_by_byte_is_refused_too(name: str, http: Client) -> None:
    status, sent = REFUSED[name]
    answered = exchange(http.url, *(sent[at : at + 1] for at in range(len(sent) - len(NEXT))))
    assert (answered.statuses, answered.is_closed) == ((status,), True)


def test_requests_before_a_refused_one_are_answered_and_those_after_it_are_not(http: Client) -> None:
    _, refused = REFUSED["both a length and a coding"]
    assert exchange(http.url, NEXT + refused + NEXT).statuses == (200, 400)


def test_the_host_of_a_url_counts_and_not_that_of_the_header(http: Client) -> None:
    url = b"GET http://evil.example.com/catalogue HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    header = b"GET http://localhost/catalogue HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"
    assert exchange(http.url, url).statuses == (400,)
    assert exchange(http.url, header).statuses == (200,)


def test_a_request_of_http_1_1_names_its_host(http: Client) -> None:
    answered = exchange(http.url, b"GET /catalogue HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answered.statuses == (400,)
    assert b"Host header" in answered.received


def test_a_header_with_an_underscore_is_nobodys(http: Client) -> None:
    """A proxy may let it pass where it would remove the same name with a dash."""
    sent = (
        b"POST /configurations HTTP/1.1\r\n" + HOST + b"Content_Length: 40\r\nTransfer_Encoding: chunked\r\n\r\n" + LAST
    )
    assert exchange(http.url, sent).statuses == (415, 200)


@pytest.mark.parametrize("sent", [b"GET /users\x00 HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nContent-Length: x\r\n"])
@pytest.mark.parametrize("fields", [HOST + SENT, SENT + HOST + b"Broken\r\n"], ids=["at the end", "before the fault"])
def test_a_refusal_has_the_id_that_was_sent_wherever_the_fault_is(sent: bytes, fields: bytes, http: Client) -> None:
    answer = http.send_raw(sent + fields + b"\r\n")
    assert (answer.status, answer.headers["X-Request-Id"]) == (400, "mine")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.fixture
def connection(http: Client) -> Iterator[HTTPConnection]:
    where = urlsplit(http.url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
    yield connection
    connection.close()


def test_who_sends_too_much_can_still_read_why_not(connection: HTTPConnection) -> None:
    """A server that closes while its client sends resets the connection, and the client never sees the answer."""
    for _ in range(5):
        connection.request("POST", "/users", b" " * 5_000_000, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 413
        assert "64 KB" in json.loads(answer.read())["detail"]
        connection.close()


def test_a_refused_connection_does_not_stay_open_for_ever(http: Client) -> None:
    where = urlsplit(http.url)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        connection.sendall(REFUSED["two lengths"][1])
        while connection.recv(65536):
            pass
        wait_until(partial(_is_gone, connection))


def _is_gone(connection: socket.socket) -> bool:
    try:
        connection.sendall(b"a" * 65536)
    except (ConnectionResetError, BrokenPipeError):
        return True
    return False
