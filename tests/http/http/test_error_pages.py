"""When something goes wrong for a person: a page in the design with one heading and a way on, never a stack trace."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import A_BROWSER, A_SECRET, a_user, bearer, problem
from tests.support.html import read_page
from tests.support.processes import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def assert_page(answer: Answer, status: int) -> None:
    assert answer.status == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.lstrip().lower().startswith("<!doctype html>")
    page = read_page(answer)
    links = [link["href"] or "" for link in page.all("a")]
    assert [len(page.all(tag)) for tag in ("html", "main", "h1", "title")] == [1] * 4
    assert page.title
    assert "/" in links
    assert all(link.startswith(("/", "#")) for link in links)
    assert not [word for word in ("Traceback", "File &#34;", 'File "', "Error(", "Exception") if word in answer.text]


def spoil(running: Server, statement: str) -> None:
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute(statement)


def returning(http: Client) -> Mapping[str, str]:
    """A browser whose user is saved."""
    sent = a_user()
    assert http.post("/users", sent, bearer(A_SECRET)).status == 200
    return {**A_BROWSER, "Cookie": f"owner={sent['userId']}.{A_SECRET}"}


@pytest.mark.parametrize(
    "path", ["/nothing", "/saved/nothing", "/static/nothing.css", "/%ff", "/a%00b", "/" + "x" * 3000]
)
def test_an_address_with_nothing_at_it(path: str, http: Client) -> None:
    assert_page(http.get(path, A_BROWSER), 404)


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("PUT", "/open"), ("DELETE", "/saved"), ("BREW", "/")])
def test_a_method_that_an_address_does_not_know(method: str, path: str, http: Client) -> None:
    answer = http.request(method, path, headers=A_BROWSER)
    assert_page(answer, 405)
    assert answer.headers["Allow"]


def test_a_name_that_is_not_ours(http: Client) -> None:
    assert_page(http.get("/", {**A_BROWSER, "Host": "evil.example.com"}), 400)


@pytest.mark.parametrize("path", ["/you", "/saved/erase"])
def test_a_form_that_is_too_large(path: str, http: Client) -> None:
    headers = {**returning(http), **FORM}
    assert_page(http.request("POST", path, b"name=" + b"x" * 70_000, headers), 413)


def test_a_fault_of_ours(server: Callable[..., Server]) -> None:
    running = server()
    http = running.client()
    headers = returning(http)
    spoil(running, "UPDATE users SET document = 'no JSON'")
    assert_page(http.get("/saved", headers), 500)
    assert "JSONDecodeError" in running.output


def test_a_store_that_cannot_be_reached(server: Callable[..., Server]) -> None:
    running = server()
    http = running.client()
    headers = returning(http)
    spoil(running, "DROP TABLE users")
    answer = http.get("/saved", headers)
    assert_page(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


def test_for_a_program_such_an_outage_is_a_500_that_says_when_to_come_back(server: Callable[..., Server]) -> None:
    running = server()
    spoil(running, "DROP TABLE users")
    assert_outage(running.client())


def test_a_dynamodb_that_cannot_be_reached_is_such_an_outage(server: Callable[..., Server]) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "us-east-1"}
    assert_outage(server(STORE="dynamodb", AWS_ENDPOINT_URL="http://127.0.0.1:9", **keys).client())


def assert_outage(http: Client) -> None:
    for answer in (http.get("/users/somebody"), http.post("/users", a_user())):
        assert "Nothing was lost" in problem(answer, 500)["detail"]
        assert int(answer.headers["Retry-After"]) > 0
    assert http.get("/catalogue").status == 200
