"""Kiosks of a showroom share an address, but each enrolled one has limits of its own."""

from collections.abc import Callable

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of, hidden_fields
from tests.support.processes import Server
from tests.support.staff import SETTINGS, enrolled_screen, staff_of

SAVE = f"/kiosk/save/{code_of()}"
A_SCRIPT = {"Sec-Fetch-Site": "same-origin", "Accept": "*/*"}
LIMITED = {**SETTINGS, "RATE_LIMITS": "on", "RATE_LIMIT_CREATE": "2/day", "RATE_LIMIT_RENDER": "1/day"}


@pytest.fixture
def running(server: Callable[..., Server]) -> Server:
    return server(**LIMITED)


def form_of(page: Page, form_id: str) -> dict[str, str | None]:
    (form,) = [form for form in page.all("form") if form.get("id") == form_id]
    assert form["method"] == "post"
    return form


def save(screen: Visitor, name: str) -> Answer:
    return screen.submit(SAVE, {**hidden_fields(screen, SAVE), "name": name})


def test_enrolled_screens_do_not_use_up_each_others_limit(running: Server) -> None:
    staff = staff_of(running)
    for number in range(3):
        screen = enrolled_screen(running, staff, f"Screen {number}")
        assert [save(screen, "Ada").status for _ in range(3)] == [303, 303, 429]


def test_screens_that_are_not_enrolled_share_that_of_their_address(running: Server) -> None:
    screens = [running.visitor() for _ in range(3)]
    assert [save(screen, "Ada").status for screen in screens] == [303, 303, 429]
    assert save(enrolled_screen(running, staff_of(running)), "Ada").status == 303


def test_nobody_becomes_another_client_with_a_made_up_token(running: Server) -> None:
    screens = [running.visitor() for _ in range(3)]
    for number, screen in enumerate(screens):
        screen.cookies["kiosk"] = f"made-up-{number}"
    assert [save(screen, "Ada").status for screen in screens] == [303, 303, 429]


def test_a_visitor_is_told_to_wait_on_a_page_that_keeps_what_was_typed(running: Server) -> None:
    screen = running.visitor()
    sent = {**hidden_fields(screen, SAVE), "name": "Zoë", "age": "36"}
    answer = [screen.submit(SAVE, sent) for _ in range(3)][-1]
    page = read_page(answer)
    assert answer.status == 429
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Retry-After"]) > 0
    assert "You can go on in " in page.text
    assert page.hidden == sent
    assert form_of(page, "form")["action"] == SAVE
    assert all((link["href"] or "").startswith(("/kiosk", "#")) for link in page.all("a"))


def test_a_render_that_has_to_wait_keeps_the_view(running: Server) -> None:
    screen, path = running.visitor(), f"/kiosk/finish/{code_of()}/renders"
    sent = {"view": "side", "csrf_token": "any"}
    answer = [screen.submit(path, sent) for _ in range(2)][-1]
    page = read_page(answer)
    assert (answer.status, page.hidden) == (429, sent)
    # js/kiosk.js puts the form in the place of the one with the same id.
    assert form_of(page, "photo-views")["action"] == path


def test_what_a_kiosk_sends_by_itself_is_told_when_to_send_it_again(running: Server) -> None:
    screen = running.visitor()
    answers = [screen.put("/kiosk/users/ada", {}, A_SCRIPT) for _ in range(3)]
    assert answers[-1].status == 429
    assert answers[-1].json()["violated-policies"] == ["create"]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_the_way_through_the_kiosk_and_its_reset_are_never_limited(running: Server) -> None:
    screen = running.visitor()
    for _ in range(4):
        save(screen, "Ada")
    assert screen.get("/kiosk").status == 200
    assert screen.get(f"/kiosk/finish/{code_of()}").status == 200
    assert screen.submit("/kiosk/reset", {}).status == 204
