"""Enrolled screens that report by themselves, and what staff ask of them from elsewhere."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page, Request, expect

from configurator.demo.openai_server import OpenAIServer
from tests.support.browser import Browsing
from tests.support.kiosk import SCREENS, START, save
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.renders import environment_of
from tests.support.staff import SETTINGS, press, screen_address, staff_of, staff_text
from tests.support.staff_pages import OpenKiosk, enrol

FINISH = f"/kiosk/finish/{code_of(color='chalk')}"


def next_heartbeat(page: Page) -> Request:
    """Lets minutes pass until the screen reports: it sets its timer when it has read its notes."""
    for _ in range(9):
        with suppress(Error):
            with page.expect_request("**/kiosk/heartbeat", timeout=5_000) as sent:
                page.clock.run_for(61_000)
            return sent.value
    raise AssertionError("The screen doesn't report.")


def next_report(page: Page) -> Any:
    """What the screen sends when a minute has passed."""
    sent = next_heartbeat(page)
    body = json.loads(sent.post_data or "")
    assert sent.response()
    return body


def enrol_and_report(page: Page) -> None:
    """Enrols the screen and waits for its first report, which would otherwise bring what staff ask for afterwards."""
    with page.expect_response("**/kiosk/heartbeat"):
        enrol(page)
        page.clock.run_for(100)


def visit(page: Page) -> None:
    """From the start to the code, and back by the reset."""
    page.goto("/kiosk")
    page.locator("#begin").tap()
    page.wait_for_url("**/kiosk/configure**")
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/kiosk/finish/**")
    page.get_by_role("link", name="I'm done").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()


def test_an_enrolled_screen_reports_its_visits_which_outlive_the_reset(kiosk: OpenKiosk, showroom: Server) -> None:
    page = kiosk()
    page.clock.install()
    enrol(page)
    visit(page)
    visit(page)
    page.goto("/kiosk/configure?model=911-carrera")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    body = next_report(page)
    assert body["counts"] == {"visits": 3, "finished": 2, "saved": 0, "renders": 0}
    assert (body["screen"], body["waiting"]) == ("1080x1920", 0)
    staff = staff_of(showroom)
    assert "Screen 1 Online 1080 × 1920 Today: 3 visits, 2 finished" in staff_text(staff)
    assert "Old version" not in staff_text(staff)


def test_saved_cars_and_requested_renders_are_counted(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    shop = server(**{**environment_of(openai), **SETTINGS})
    page = open_page(url=shop.url, size=SCREENS[0], has_touch=True, reduced_motion="reduce")
    page.clock.install()
    enrol(page)
    page.goto(FINISH)
    page.get_by_role("button", name="Rear", exact=True).tap()
    expect(page.get_by_role("img", name=re.compile("Picture by AI"))).to_be_visible()
    save(page, "Ada")
    assert next_report(page)["counts"] == {"visits": 1, "finished": 1, "saved": 1, "renders": 1}


def test_it_reports_once_a_minute_however_many_pages_are_opened(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.clock.install()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/heartbeat") else None)
    enrol_and_report(page)
    for _ in range(3):
        page.goto("/kiosk")
        page.clock.run_for(10_000)
        expect(page.get_by_role("heading", name=START)).to_be_visible()
    assert len(sent) == 1
    next_report(page)
    assert len(sent) == 2


def test_a_report_without_an_answer_disturbs_nobody_and_the_next_one_has_the_same_totals(
    kiosk: OpenKiosk, showroom: Server
) -> None:
    page = kiosk(tolerate="ERR_FAILED|failed:|status of 4")
    page.clock.install()
    enrol(page)
    visit(page)
    page.route("**/kiosk/heartbeat", lambda route: (route.fetch(), route.abort()))
    next_heartbeat(page)
    page.unroute("**/kiosk/heartbeat")
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    assert next_report(page)["counts"]["visits"] == 1
    assert "Usage today 1 visit, 1 finished" in staff_text(staff_of(showroom))


def test_a_browser_that_refuses_storage_reports_without_counts(kiosk: OpenKiosk, showroom: Server) -> None:
    page = kiosk()
    page.add_init_script("""
      for (const name of ["indexedDB", "sessionStorage"]) {
        Object.defineProperty(window, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
      }
    """)
    page.clock.install()
    enrol(page)
    page.goto("/kiosk/configure?model=911-carrera")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    assert set(next_report(page)["counts"].values()) == {0}
    assert "Screen 1 Online" in staff_text(staff_of(showroom))


def test_a_reset_that_staff_ask_for_elsewhere_reaches_the_screen_with_its_next_report(
    kiosk: OpenKiosk, showroom: Server
) -> None:
    page = kiosk()
    page.clock.install()
    enrol_and_report(page)
    staff = staff_of(showroom)
    press(staff, f"{screen_address(staff)}/reset")
    page.goto("/kiosk/configure?model=911-carrera")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    next_report(page)
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    assert {cookie["name"] for cookie in page.context.cookies()} == {"kiosk"}


def test_a_revoked_screen_forgets_its_token_and_stays_usable(kiosk: OpenKiosk, showroom: Server) -> None:
    page = kiosk()
    page.clock.install()
    enrol_and_report(page)
    staff = staff_of(showroom)
    press(staff, f"{screen_address(staff)}/revoke")
    page.goto("/kiosk")
    next_report(page)
    page.goto("/kiosk")
    expect(page.get_by_text("Staff: this screen isn't enrolled.")).to_be_visible()
    page.locator("#begin").tap()
    page.wait_for_url("**/kiosk/configure**")
