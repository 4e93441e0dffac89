"""Each answer has an id, by which its client, its line in the log and its operator speak of the same request."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.support.client import Client
from tests.support.examples import A_BROWSER, problem
from tests.support.processes import Server

ANSWERS = [
    ("GET", "/users/nobody"),
    ("GET", "/catalogue"),
    ("POST", "/users"),
    ("BREW", "/users"),
    ("OPTIONS", "/users"),
    ("GET", "/"),
    ("HEAD", "/configure"),
    ("GET", "/nothing"),
    ("GET", "/static/any/icons.svg"),
    ("GET", "/drawings/nothing/side.svg"),
]
USABLE = ["a", "8f14e45f-ceea-4a7b-9a3c-5b1f0a3d2c11", "A.b_c-1", "x" * 128]
UNUSABLE = ["", "x" * 129, "a b", "a/b", "<script>", "ü", "a=", "a,b"]


def ids(http: Client, **sent: str) -> list[str]:
    return http.get("/health", sent).headers.get_all("X-Request-Id") or []


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_every_answer_has_one(method: str, path: str, http: Client) -> None:
    answer = http.request(method, path, headers=A_BROWSER)
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-Id"])
    again = http.request(method, path, headers={**A_BROWSER, "X-Request-Id": "mine"})
    assert again.headers.get_all("X-Request-Id") == ["mine"]


@pytest.mark.parametrize("sent", USABLE)
def test_a_client_can_choose_it(sent: str, http: Client) -> None:
    assert ids(http, **{"X-Request-Id": sent}) == [sent]


@pytest.mark.parametrize("sent", UNUSABLE)
def test_what_cannot_be_used_is_replaced(sent: str, http: Client) -> None:
    [given] = ids(http, **{"X-Request-Id": sent})
    assert re.fullmatch(r"[0-9a-f]{32}", given)


def test_no_two_requests_share_one(http: Client) -> None:
    assert len({given for _ in range(20) for given in ids(http)}) == 20


@pytest.mark.parametrize("statement", ["DROP TABLE users", "UPDATE users SET document = 'no JSON'"])
def test_the_log_names_the_request_that_failed(statement: str, server: Callable[..., Server]) -> None:
    running = server()
    http = running.client()
    path = "/users/ada"
    http.post("/users", {"userId": "ada", "name": "Ada", "carConfiguration": dict.fromkeys(PARTS, "x")})
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute(statement)
    problem(http.get(path, {"X-Request-Id": "told-on-the-phone"}), 500)
    assert "Request told-on-the-phone: " in running.output
    given = http.get(path).headers["X-Request-Id"]
    assert f"Request {given}: " in running.output


PARTS = ("model", "color", "tire", "interior")
