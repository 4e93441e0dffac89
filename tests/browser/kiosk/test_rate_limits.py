"""A visitor whose save has to wait: what was typed is kept, and sent again with one touch."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.support.browser import Browsing
from tests.support.examples import a_user
from tests.support.journey import assert_accessible_in_every_light
from tests.support.kiosk import SCREENS
from tests.support.pages import code_of
from tests.support.processes import Server

LIMITED = {"RATE_LIMITS": "on", "RATE_LIMIT_CREATE": "1/day", "TRUSTED_PROXY": "127.0.0.1"}
HERE, ELSEWHERE = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}


def test_what_was_typed_is_sent_again_with_one_touch(server: Callable[..., Server], open_page: Browsing) -> None:
    running = server(**LIMITED)
    assert running.client(**HERE).post("/users", a_user()).status == 200
    page = open_page(
        url=running.url, size=SCREENS[0], has_touch=True, reduced_motion="reduce", tolerate="status of 429"
    )
    page.set_extra_http_headers(HERE)
    page.goto(f"/kiosk/save/{code_of()}")
    page.get_by_label("Name").fill("Zoë")
    page.get_by_role("button", name="Save", exact=True).tap()
    again = page.get_by_role("button", name="Send again")
    expect(page.get_by_role("alert")).to_contain_text("You can go on in ")
    expect(again).to_be_focused()
    assert_accessible_in_every_light(page)
    again.tap()
    expect(again).to_be_visible()
    page.set_extra_http_headers(ELSEWHERE)
    again.tap()
    expect(page.get_by_text("Saved for Zoë")).to_be_visible()
