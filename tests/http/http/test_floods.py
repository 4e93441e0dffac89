"""What one visitor does to the server, the others don't notice."""

import resource
import socket
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.calls import at_once
from tests.support.client import Client
from tests.support.examples import A_BROWSER, a_car, a_user, problem
from tests.support.processes import Server

BEGUN = b"POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


@pytest.mark.parametrize("begun", [b"", BEGUN, BEGUN[:20]], ids=["nothing sent", "slow body", "slow headers"])
def test_hundreds_of_connections_that_never_end_keep_nobody_out(begun: bytes, server: Callable[..., Server]) -> None:
    running = server()
    where = urlsplit(running.url)
    with ExitStack() as stack:
        for _ in range(300):
            connection = stack.enter_context(socket.create_connection((where.hostname, where.port)))
            connection.sendall(begun)
        assert running.client().get("/open", A_BROWSER).status == 200


@pytest.mark.parametrize("header", ["Cookie", "Accept", "If-None-Match"])
def test_headers_of_more_than_32_kb_are_refused(header: str, http: Client) -> None:
    problem(http.get("/", {header: "a" * 33_000}), 431)


def test_an_address_of_more_than_32_kb_is_refused(http: Client) -> None:
    problem(http.get(f"/configure?{'feature=bose&' * 3000}"), 431)


def test_memory_does_not_grow_with_what_strangers_send(server: Callable[..., Server]) -> None:
    running = server()
    before = _send_many_words(running, times=5)
    after = _send_many_words(running, times=40)
    assert after - before < 30


def _send_many_words(running: Server, times: int) -> int:
    """Users with thousands of extras that are in no catalogue; the megabytes that the server fills afterwards."""
    for number in range(times):
        extras = {f"{times}-{number}-{extra}": True for extra in range(3000)}
        assert running.client().post("/users", a_user(carConfiguration=a_car(additionalFeatures=extras))).status == 200
    pages = int(Path(f"/proc/{running.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


def test_requests_that_wait_for_their_turn_fill_no_log(server: Callable[..., Server]) -> None:
    running = server()
    answers = at_once([partial(running.client().get, "/catalogue")] * 60)
    assert {answer.status for answer in answers} == {200}
    assert running.output == f"Profile is ready: {running.url}\n"
