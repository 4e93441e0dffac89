"""What went wrong, told to a person: a page in the same design, with what to do and a way on."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.pages import code_of, save
from tests.support.processes import Server

WAYS_ON = {"/", "/open", "/saved"}


def assert_way_on(answer: Answer, status: int, heading: str) -> None:
    page = read_page(answer)
    assert answer.status == status
    assert page.title.startswith(heading)
    assert f"{status} {heading}." in page.text
    assert {tag.get("href") for tag in page.all("a")} >= WAYS_ON


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (400, "Invalid request"),
        (404, "Page not found"),
        (405, "This action isn't supported here"),
        (413, "Too much text"),
        (429, "Please wait a moment"),
        (500, "Something went wrong"),
        (503, "Saved data is unavailable"),
    ],
)
def test_each_has_a_heading_and_a_way_on(visitor: Visitor, status: int, heading: str) -> None:
    assert_way_on(visitor.get(f"/patterns/errors/{status}"), status, heading)


def test_an_address_with_nothing_at_it(visitor: Visitor) -> None:
    assert_way_on(visitor.get("/nowhere"), 404, "Page not found")


def test_a_page_that_was_sent_something(visitor: Visitor) -> None:
    answer = visitor.submit("/saved", {})
    assert_way_on(answer, 405, "This action isn't supported here")
    assert "GET" in answer.headers["Allow"]


def test_a_form_that_is_too_large(visitor: Visitor) -> None:
    assert_way_on(visitor.submit("/you", {"name": "A" * 70_000}), 413, "Too much text")


def test_it_is_told_once_in_our_own_words_and_can_be_tried_again_where_that_may_help(visitor: Visitor) -> None:
    for status in (400, 404, 405, 413, 500, 503):
        page = read_page(visitor.get(f"/patterns/errors/{status}?from=here"))
        again = [tag["href"] for tag in page.all("a") if "/patterns/errors/" in (tag.get("href") or "")]
        assert again == ([f"/patterns/errors/{status}?from=here"] if status >= 500 else [])
        assert page.text.lower().count("try again in a moment") == (1 if status >= 500 else 0)
        for words in ("server encountered", "browser (or proxy)", "temporarily", "URL"):
            assert words not in page.text


def test_a_store_that_is_out_of_reach(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    save(visitor, code_of())
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute("ALTER TABLE users RENAME TO away")
    answer = visitor.get("/saved")
    assert_way_on(answer, 503, "Saved data is unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    for path in ("/", "/open", f"/car/{code_of()}", "/configure"):
        assert visitor.get(path).status == 200
