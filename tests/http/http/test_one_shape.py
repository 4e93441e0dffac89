"""Whoever refuses a request of the API, the app or the server around it: one shape, an id, and scripts may read it."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import problem
from tests.support.processes import Server, serving

ORIGIN = "capacitor://localhost"
SENT = {"Origin": ORIGIN, "X-Request-Id": "mine"}
JSON = {"Content-Type": "application/json"}
Refused = tuple[int, str, str, bytes, dict[str, str]]
"""The status, then method, path, body and headers of the request."""

BY_THE_APP: dict[str, Refused] = {
    "another host": (400, "GET", "/users/ada", b"", {"Host": "evil.example.com"}),
    "no host's name": (400, "GET", "/users/ada", b"", {"Host": "a..b"}),
    "no JSON": (400, "POST", "/users", b"{", JSON),
    "an unknown path": (404, "GET", "/users/ada/cars", b"", {}),
    "bytes that are no text": (404, "GET", "/users/%ff%00", b"", {}),
    "a percent sign that encodes nothing": (404, "GET", "/users/%zz", b"", {}),
    "two slashes": (404, "GET", "//users/ada", b"", {}),
    "another method": (405, "DELETE", "/users", b"", {}),
    "a method that nobody knows": (405, "BREW", "/catalogue", b"", {}),
    "a large body": (413, "POST", "/users", b"[" * 70_000, JSON),
    "no type": (415, "POST", "/users", b"{}", {"Content-Type": "text/plain"}),
    "no tag": (428, "DELETE", "/users/{}", b"", {"Authorization": "Bearer of-somebody-who-is-ada"}),
}

_HEAD = b"Host: localhost\r\nOrigin: " + ORIGIN.encode() + b"\r\nX-Request-Id: mine\r\n"
BY_THE_SERVER: dict[str, tuple[int, bytes]] = {
    "a length that is no number": (400, b"POST /users HTTP/1.1\r\n" + _HEAD + b"Content-Length: x\r\n\r\n"),
    "a header without a name": (400, b"GET /users/ada HTTP/1.1\r\n" + _HEAD + b": x\r\n\r\n"),
    "a huge body": (413, b"POST /users HTTP/1.1\r\n" + _HEAD + b"Content-Length: 9999999\r\n\r\n"),
    "another encoding": (501, b"POST /users HTTP/1.1\r\n" + _HEAD + b"Transfer-Encoding: gzip\r\n\r\n"),
}


def assert_one_shape(answer: Answer, status: int, origin: str = "*") -> None:
    problem(answer, status)
    assert answer.headers.get_all("Access-Control-Allow-Origin") == [origin]
    assert "X-Request-Id" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers.get_all("X-Request-Id") == ["mine"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert bool(answer.headers["Allow"]) == (status == 405)


@pytest.fixture
def user(http: Client) -> str:
    """The id of a user who is private: its owner's secret is that of "no tag"."""
    parts = dict.fromkeys(("model", "color", "tire", "interior"), "x")
    body = {"userId": "ada-of-this-module", "name": "Ada", "carConfiguration": parts}
    assert http.post("/users", body, {"Authorization": "Bearer of-somebody-who-is-ada"}).status == 200
    return "ada-of-this-module"


@pytest.mark.parametrize("refused", BY_THE_APP.values(), ids=BY_THE_APP.keys())
def test_the_app_refuses_like_this(refused: Refused, http: Client, user: str) -> None:
    status, method, path, body, headers = refused
    answer = http.request(method, path.format(user), body, {**SENT, **headers})
    assert_one_shape(answer, status)


@pytest.mark.parametrize("statement", ["DROP TABLE users", "UPDATE users SET document = 'no JSON'"])
def test_a_fault_of_ours_has_it_too(statement: str, server: Callable[..., Server]) -> None:
    running = server()
    parts = dict.fromkeys(("model", "color", "tire", "interior"), "x")
    running.client().post("/users", {"userId": "ada", "name": "Ada", "carConfiguration": parts})
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute(statement)
    assert_one_shape(running.client().get("/users/ada", SENT), 500)


_CRASHING = """
import sys
from configurator.app import main
def crash(environ, start_response):
    raise RuntimeError
serve = main.serve
main.serve = lambda app, *others: serve(crash, *others)
sys.exit(main.main())
"""


def test_a_crash_around_the_app_has_it_too(tmp_path: Path) -> None:
    with serving(tmp_path, {}, (sys.executable, "-c", _CRASHING)) as running:
        answer = running.client().get("/users/ada", SENT)
        assert_one_shape(answer, 500)
        assert "try again" in answer.json()["detail"]
        assert running.client().request("HEAD", "/users/ada").body == b""
        assert "Request mine: " in running.output


@pytest.mark.parametrize(("status", "request_"), BY_THE_SERVER.values(), ids=BY_THE_SERVER.keys())
def test_the_server_around_it_refuses_like_this(status: int, request_: bytes, http: Client) -> None:
    assert_one_shape(http.send_raw(request_), status)


def test_headers_that_are_too_large_are_refused_with_the_id_and_the_origin_that_came_before(
    server: Callable[..., Server], http: Client
) -> None:
    large = {**SENT, "Cookie": "a" * 33_000}
    assert "32 KB" in problem(http.get("/users/ada", large), 431)["detail"]
    assert_one_shape(http.get("/users/ada", large), 431)
    named = server(CORS_ORIGINS=f"{ORIGIN} https://app.example.com").client()
    assert_one_shape(named.get("/users/ada", large), 431, ORIGIN)
    answer = http.get("/users/ada", {"Cookie": "a" * 33_000, **SENT})
    assert len(answer.headers["X-Request-Id"]) == 32


def test_where_origins_are_named_the_others_cannot_read_refusals(server: Callable[..., Server]) -> None:
    http = server(CORS_ORIGINS=f"{ORIGIN} https://app.example.com").client()
    for status, request_ in BY_THE_SERVER.values():
        assert_one_shape(http.send_raw(request_), status, ORIGIN)
        stranger = http.send_raw(request_.replace(ORIGIN.encode(), b"https://evil.example.com"))
        assert stranger.headers["Access-Control-Allow-Origin"] is None


def test_head_of_a_refusal_has_no_body(http: Client) -> None:
    answer = http.request("HEAD", "/users", headers={"Content-Length": "x"})
    assert (answer.status, answer.body) == (400, b"")
