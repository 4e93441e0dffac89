"""Saving loses nothing when a form is sent twice, by another window or another site, and in an outage."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.pages import ADA, RICH, code_of, field, hidden_fields, save
from tests.support.processes import Server

CODE = code_of(features=RICH)


def users_in(server: Server) -> int:
    with closing(sqlite3.connect(server.folder / "data/profile.sqlite")) as database, database:
        [count] = database.execute("SELECT count(*) FROM users").fetchone()
    return int(count)


def rename_users(server: Server, old: str, new: str) -> None:
    with closing(sqlite3.connect(server.folder / "data/profile.sqlite")) as database, database:
        database.execute(f"ALTER TABLE {old} RENAME TO {new}")


def form_of_somebody_erased(visitor: Visitor) -> dict[str, str]:
    """The form's fields from before another window erased everything."""
    save(visitor, CODE)
    kept = hidden_fields(visitor, "/you")
    visitor.submit("/saved/erase", hidden_fields(visitor, "/saved/erase"))
    return kept


def test_a_form_sent_twice_saves_one_user(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    fields = {**hidden_fields(visitor, f"/you?code={CODE}"), **ADA}
    before = users_in(running)
    assert [visitor.submit("/you", fields).status for _ in range(2)] == [303, 303]
    assert users_in(running) == before + 1


def test_two_windows_do_not_overwrite_each_other_unasked(visitor: Visitor) -> None:
    save(visitor, CODE)
    first, second = hidden_fields(visitor, "/you"), hidden_fields(visitor, "/you")
    assert visitor.submit("/you", {**first, "name": "First"}).status == 303
    answer = visitor.submit("/you", {**second, "name": "Second", "age": "41"})
    page = read_page(answer)
    assert answer.status == 409
    assert "You changed this in another window" in page.text
    assert (field(page, "name")["value"], field(page, "age")["value"]) == ("Second", "41")
    assert "Saved for First" in read_page(visitor.get("/saved")).text
    assert visitor.submit("/you", {**page.hidden, "name": "Second"}).status == 303
    assert "Saved for Second" in read_page(visitor.get("/saved")).text


def test_what_was_erased_in_another_window_comes_back_only_when_asked_twice(visitor: Visitor) -> None:
    kept = form_of_somebody_erased(visitor)
    answers = [visitor.submit("/you", {**kept, "name": "Ada"})]
    while answers[-1].status != 303:
        answers.append(visitor.submit("/you", {**read_page(answers[-1]).hidden, "name": "Ada"}))
    assert [answer.status for answer in answers] == [400, 409, 303]
    assert "You erased this in another window" in read_page(answers[1]).text


def test_asked_twice_at_once_it_still_saves_one_user(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    kept = form_of_somebody_erased(visitor)
    again = {**read_page(visitor.submit("/you", {**kept, "name": "Ada"})).hidden, "name": "Ada"}
    again = {**read_page(visitor.submit("/you", again)).hidden, "name": "Ada"}
    twin, before = running.visitor(), users_in(running)
    twin.cookies.update(visitor.cookies)
    assert [window.submit("/you", again).status for window in (visitor, twin)] == [303, 303]
    assert twin.cookies["owner"] == visitor.cookies["owner"]
    assert users_in(running) == before + 1


@pytest.mark.parametrize("cookie", ["a/b.a-secret-of-sixteen", "%C3%A9.a-secret-of-sixteen", "bob.x"])
def test_a_damaged_key_is_replaced_and_saving_works(visitor: Visitor, cookie: str) -> None:
    visitor.cookies["owner"] = cookie
    save(visitor, CODE)
    assert visitor.cookies["owner"] != cookie
    assert "Saved for Ada Quispe" in read_page(visitor.get("/saved")).text


def test_a_form_without_its_proof_loses_nothing_and_works_when_sent_again(visitor: Visitor) -> None:
    fields = hidden_fields(visitor, f"/you?code={CODE}")
    del visitor.cookies["profile"]
    answer = visitor.submit("/you", {**fields, **ADA})
    page = read_page(answer)
    assert answer.status == 400
    assert "Nothing is lost: please press Save again." in page.text
    assert field(page, "name")["value"] == "Ada Quispe"
    assert visitor.submit("/you", {**page.hidden, **ADA}).status == 303
    assert "Saved for Ada Quispe" in read_page(visitor.get("/saved")).text


@pytest.mark.parametrize(
    "said",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}],
    ids=["by a new browser", "of a neighbouring host", "by an old browser"],
)
@pytest.mark.parametrize("path", ["/you", "/saved/erase"])
def test_a_form_from_another_site_touches_neither_what_is_saved_nor_its_key(
    visitor: Visitor, path: str, said: dict[str, str]
) -> None:
    """A browser sends none of our cookies with such a form, but would accept those of the response."""
    save(visitor, CODE)
    stranger = Visitor(visitor.url, {"Accept": "text/html", **said})
    answer = stranger.submit(path, {"name": "Mallory", "code": CODE, "version": "0"})
    assert answer.status == 400
    assert "owner" not in stranger.cookies
    visitor.cookies.update(stranger.cookies)
    assert "Saved for Ada Quispe" in read_page(visitor.get("/saved")).text


def test_an_outage_of_the_store_loses_nothing(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    save(visitor, CODE)
    fields = {**hidden_fields(visitor, "/you"), "name": "Bea", "age": "41"}
    rename_users(running, "users", "away")
    answer = visitor.submit("/you", fields)
    page = read_page(answer)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing you typed is lost" in page.text
    assert (field(page, "name")["value"], field(page, "age")["value"]) == ("Bea", "41")
    rename_users(running, "away", "users")
    assert visitor.submit("/you", {**page.hidden, "name": "Bea", "age": "41"}).status == 303
    assert "Saved for Bea" in read_page(visitor.get("/saved")).text
