"""A person from whose network too much was sent: a page that says when to go on, and keeps what they typed."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.support.client import Answer, Visitor
from tests.support.examples import a_user
from tests.support.html import read_page
from tests.support.pages import ADA, code_of, hidden_fields, save
from tests.support.processes import Server

LIMITED = {
    "RATE_LIMITS": "on",
    "RATE_LIMIT_CREATE": "1/day",
    "RATE_LIMIT_RENDER": "1/day",
    "TRUSTED_PROXY": "127.0.0.1",
}
HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"
WRITES = ("/you", "/saved/add", "/saved/rename", "/saved/copy", "/saved/delete", "/saved/restore", "/saved/erase")
SHOWN = ("/", "/configure", f"/car/{code_of()}", "/saved", f"/you?code={code_of()}", "/colour-vision")


@pytest.fixture
def running(server: Callable[..., Server]) -> Server:
    """An app in which a program has used up what this address may save."""
    running = server(**LIMITED)
    assert running.client(**{"X-Forwarded-For": HERE}).post("/users", a_user(userId=uuid4().hex)).status == 200
    return running


@pytest.fixture
def visitor(running: Server) -> Visitor:
    return at(running.visitor(), HERE)


def at(visitor: Visitor, address: str) -> Visitor:
    """The same browser at another address."""
    return replace(visitor, headers={"Accept": "text/html", "X-Forwarded-For": address})


def assert_kept(answer: Answer, sent: dict[str, str]) -> None:
    page = read_page(answer)
    assert answer.status == 429
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["RateLimit"].startswith('"create";r=0;t=')
    assert "429 Please wait a moment." in page.text
    assert "You can go on in " in page.text
    assert page.hidden == sent
    assert "Nothing was lost: this page keeps what you sent." in page.text


def test_what_was_typed_is_kept_and_can_be_sent_again(visitor: Visitor) -> None:
    sent = {**hidden_fields(visitor, f"/you?code={code_of()}"), **ADA}
    refused = visitor.submit("/you", sent)
    assert_kept(refused, sent)
    later = at(visitor, ELSEWHERE)
    assert later.submit("/you", read_page(refused).hidden).status == 303
    assert "Ada Quispe" in read_page(later.get("/saved")).text


def test_a_name_with_markup_comes_back_as_it_was(visitor: Visitor) -> None:
    sent = {**hidden_fields(visitor, f"/you?code={code_of()}"), **ADA, "name": '"><b>Ada</b>'}
    assert_kept(visitor.submit("/you", sent), sent)


@pytest.mark.parametrize("path", WRITES)
def test_every_form_that_saves_is_limited(path: str, visitor: Visitor) -> None:
    answer = visitor.submit(path, {"csrf_token": "any"})
    assert_kept(answer, {"csrf_token": "any"})
    assert f'action="{path}"' in answer.text


@pytest.mark.parametrize("path", SHOWN)
def test_pages_that_only_show_are_not(path: str, visitor: Visitor) -> None:
    answer = visitor.get(path)
    assert answer.status in (200, 302, 303)
    assert answer.headers["RateLimit"] is None


def test_choosing_a_colour_vision_saves_nothing_on_the_server_and_is_not_limited(visitor: Visitor) -> None:
    assert visitor.submit("/vision", hidden_fields(visitor, "/colour-vision")).status != 429


def test_a_render_has_a_limit_of_its_own(visitor: Visitor) -> None:
    path = f"/car/{code_of()}/renders"
    answers = [visitor.submit(path, {"view": "front", "csrf_token": "any"}) for _ in range(2)]
    assert [answer.status for answer in answers] == [400, 429]
    assert read_page(answers[1]).hidden == {"view": "front", "csrf_token": "any"}


def test_a_form_too_large_to_keep_is_still_told_to_wait(visitor: Visitor) -> None:
    answer = visitor.submit("/you", {"name": "A" * 70_000})
    page = read_page(answer)
    assert (answer.status, page.hidden) == (429, {})
    assert "Wait a little, then try again." in page.text


def test_a_drawing_that_somebody_opens_too_often_can_be_tried_again(server: Callable[..., Server]) -> None:
    path = f"/drawings/{code_of()}/side.svg"
    visitor = server(RATE_LIMITS="on", RATE_LIMIT_DRAW="1/day").visitor()
    answers = [visitor.get(path) for _ in range(2)]
    page = read_page(answers[1])
    assert [answer.status for answer in answers] == [200, 429]
    assert "Wait a little, then try again." in page.text
    assert path in page.values("href")


def test_somebody_at_another_address_saves_as_ever(running: Server) -> None:
    assert save(at(running.visitor(), ELSEWHERE), code_of()).status == 303
