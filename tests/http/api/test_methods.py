"""HTTP's own manners: HEAD, OPTIONS, 405 with Allow, 404 in the caller's format."""

import json

import pytest

from tests.support.client import Client
from tests.support.examples import A_BROWSER, a_user, problem, registered

CODE = "F9F7-EPWE-7JFK"
READABLE = ["/catalogue", "/health", f"/configurations/{CODE}", "/", "/open", f"/drawings/{CODE}/side.svg"]


@pytest.mark.parametrize("path", READABLE)
def test_head_is_get_without_the_body(path: str, http: Client) -> None:
    head, get = http.request("HEAD", path), http.get(path)
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert head.headers[name] == get.headers[name]


def test_head_of_a_user_tells_its_tag(http: Client) -> None:
    path, _ = registered(http)
    head = http.request("HEAD", path)
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", http.get(path).headers["ETag"])


METHODS = {
    "/users": {"POST", "OPTIONS"},
    "/users/somebody": {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"},
    "/catalogue": {"GET", "HEAD", "OPTIONS"},
    "/configurations": {"POST", "OPTIONS"},
    f"/configurations/{CODE}": {"GET", "HEAD", "OPTIONS"},
    "/health": {"GET", "HEAD", "OPTIONS"},
    f"/drawings/{CODE}/side.svg": {"GET", "HEAD", "OPTIONS"},
}
WRONG = [
    (method, path)
    for path, allowed in METHODS.items()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "BREW")
    if method not in allowed
]


@pytest.mark.parametrize(("path", "methods"), METHODS.items())
def test_options_lists_the_methods(path: str, methods: set[str], http: Client) -> None:
    answer = http.request("OPTIONS", path)
    assert (answer.status, answer.body) == (200, b"")
    assert set(answer.headers["Allow"].split(", ")) == methods


@pytest.mark.parametrize(("method", "path"), WRONG)
def test_another_method_is_a_405_that_lists_them_too(method: str, path: str, http: Client) -> None:
    answer = http.request(method, path, b"{}", {"Content-Type": "application/json"})
    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == METHODS[path]


def test_nobody_may_list_users(http: Client) -> None:
    problem(http.get("/users"), 405)
    problem(http.get("/users/"), 404)


@pytest.mark.parametrize("accept", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": "image/png"}])
def test_a_program_gets_its_404_as_a_problem_anywhere(accept: dict[str, str], http: Client) -> None:
    problem(http.get("/nothing/here", accept), 404)


@pytest.mark.parametrize(
    "path",
    ["/users/nobody", "/configurations/nothing", "/catalogue/x", "/renders/x", "/users/a/b", "/users//nobody"],
)
def test_an_api_address_answers_with_a_problem_even_to_a_browser(path: str, http: Client) -> None:
    problem(http.get(path, A_BROWSER), 404)


@pytest.mark.parametrize(
    "path", ["/nothing/here", "/car/nothing", "/usersandmore", "/drawings/nothing/side.svg", "/static/x"]
)
def test_a_browser_gets_a_page_elsewhere(path: str, http: Client) -> None:
    answer = http.get(path, A_BROWSER)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_json_is_compact_to_read_in_our_order_and_has_text_as_it_is(http: Client) -> None:
    text = http.post("/users", a_user(name="Zoë 🏎️")).text
    assert "Zoë 🏎️" in text
    assert list(json.loads(text))[:3] == ["userId", "name", "age"]
