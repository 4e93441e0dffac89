"""The server waits for a slow client, but not for ever, and keeps room for others."""

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.examples import A_BROWSER
from tests.support.framing import HOST, NEXT, exchange
from tests.support.patience import PATIENCE, wait_until
from tests.support.processes import Server, serving

BODY = b"POST /users HTTP/1.1\r\n" + HOST + b"Origin: https://a.example\r\nContent-Length: 1000\r\n\r\n{"
HEAD = b"GET /catalogue HTTP/1.1\r\nHost: loc"
CHUNK = b"POST /users HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"
_IMPATIENT = """
import sys
from configurator.app.http_server import connections
connections.{name} = {value}
from configurator.app.main import main
sys.exit(main())
"""


@contextmanager
def impatient(folder: Path, name: str, value: float) -> Iterator[Server]:
    """A server with another value of one of its limits, which would take minutes to reach."""
    with serving(folder, {}, (sys.executable, "-c", _IMPATIENT.format(name=name, value=value))) as running:
        yield running


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It gives a request two seconds."""
    with impatient(tmp_path_factory.mktemp("hurried"), "REQUEST_SECONDS", 2) as running:
        yield running


@pytest.mark.parametrize("begun", [HEAD, BODY, CHUNK], ids=["head", "body", "chunk"])
def test_half_a_request_is_told_that_it_took_too_long(begun: bytes, hurried: Server) -> None:
    answered = exchange(hurried.url, begun)
    assert (answered.statuses, answered.is_closed) == ((408,), True)
    head, _, body = answered.received.partition(b"\r\n\r\n")
    assert b"Access-Control-Allow-Origin: *" in head
    assert b"X-Request-Id: " in head
    assert "again" in json.loads(body)["detail"]


def test_a_byte_now_and_then_buys_no_time(hurried: Server) -> None:
    where = urlsplit(hurried.url)
    with socket.create_connection((where.hostname, where.port), timeout=0.3) as connection:
        received = b""

        def is_refused() -> bool:
            nonlocal received
            connection.sendall(b"X-Slow: yes\r\n")
            try:
                received += connection.recv(65536)
            except TimeoutError:
                return False
            return True

        connection.sendall(b"GET /catalogue HTTP/1.1\r\n")
        wait_until(is_refused)
        assert received.startswith(b"HTTP/1.1 408 ")


def test_time_between_two_requests_counts_for_neither(hurried: Server) -> None:
    where = urlsplit(hurried.url)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        connection.sendall(NEXT)
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
        _read_for(connection, seconds=4)
        connection.sendall(NEXT)
        assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


def _read_for(connection: socket.socket, seconds: float) -> None:
    """Raises EOFError if the server closes the connection."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        connection.settimeout(left)
        with suppress(TimeoutError):
            if not connection.recv(1_000_000):
                raise EOFError
    connection.settimeout(PATIENCE)


@pytest.mark.parametrize("sent", [b"", NEXT], ids=["nothing sent", "a request answered"])
def test_a_connection_that_nobody_uses_is_closed(sent: bytes, tmp_path: Path) -> None:
    with impatient(tmp_path, "IDLE_SECONDS", 1) as running:
        answered = exchange(running.url, sent)
    assert (answered.statuses, answered.is_closed) == ((200,) if sent else (), True)


@pytest.mark.parametrize("begun", [b"", HEAD, BODY], ids=["nothing sent", "slow head", "slow body"])
def test_more_connections_than_there_is_room_for_keep_nobody_out(begun: bytes, server: Callable[..., Server]) -> None:
    running = server()
    where = urlsplit(running.url)
    with ExitStack() as stack:
        for _ in range(850):
            connection = stack.enter_context(socket.create_connection((where.hostname, where.port), timeout=PATIENCE))
            connection.sendall(begun)
        for _ in range(3):
            assert running.client().get("/open", A_BROWSER).status == 200
    assert running.output == f"Profile is ready: {running.url}\n"
