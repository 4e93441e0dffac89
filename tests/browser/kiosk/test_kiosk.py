"""A visit to a kiosk, by touch: begin, configure, finish, and what the next visitor finds."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light, pick
from tests.support.kiosk import CARRERA, SCREENS, START, idle, sort_paints
from tests.support.pages import code_of

SIZED = pytest.mark.parametrize("size", SCREENS, ids=str)
FINISH = f"/kiosk/finish/{code_of()}"
CONTROLS = "a[href]:not(.skip):visible, button:visible, select:visible, label.hit:visible, .begin:visible"
LEAST = 63.5


def kiosk(open_page: Browsing, size: tuple[int, int] = SCREENS[0], **options: Any) -> Page:
    return open_page(size=size, has_touch=True, **{"reduced_motion": "reduce", **options})


@SIZED
def test_from_the_first_touch_to_the_code(open_page: Browsing, size: tuple[int, int]) -> None:
    page = kiosk(open_page, size)
    page.goto("/kiosk")
    page.touchscreen.tap(size[0] / 3, size[1] / 4)
    page.wait_for_url("**/kiosk/configure**")
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk instead of")
    page.get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("img", name="QR code that opens this car")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="I'm done")).to_be_in_viewport(ratio=1)
    code = page.locator(".code").inner_text()
    phone = open_page(size=(390, 844))
    phone.goto(f"/car/{code}")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chalk")


@SIZED
@pytest.mark.parametrize("path", ["/kiosk", CARRERA, f"{CARRERA}&feature=bose&feature=burmester", FINISH])
def test_every_target_is_large_and_nothing_sticks_out(open_page: Browsing, size: tuple[int, int], path: str) -> None:
    page = kiosk(open_page, size)
    page.goto(path)
    small = [text for box, text in boxes_of(page.locator(CONTROLS)) if min(box["width"], box["height"]) < LEAST]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@SIZED
def test_total_and_finish_are_always_within_reach(open_page: Browsing, size: tuple[int, int]) -> None:
    page = kiosk(open_page, size)
    page.goto(CARRERA)
    for section in ("model", "paint", "wheels", "interior", "extras"):
        page.locator(f"#{section}").evaluate("element => element.scrollIntoView()")
        for shown in (page.locator("#total .amount"), page.get_by_role("button", name="Finish")):
            expect(shown).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("link", name="Start over")).to_be_in_viewport(ratio=1)
        expect(page.locator("#front-view .k-car")).to_be_in_viewport()
        heading = page.locator(f"#{section} h2").bounding_box()
        assert heading
        assert heading["y"] >= 0


@pytest.mark.parametrize("path", ["/kiosk", CARRERA, f"{CARRERA}&eyes=open", FINISH])
def test_it_is_accessible_in_every_light(open_page: Browsing, path: str) -> None:
    page = kiosk(open_page)
    page.goto(path)
    assert_accessible_in_every_light(page)


def test_nobody_there_means_a_question_and_then_a_new_start(open_page: Browsing) -> None:
    page = kiosk(open_page)
    page.clock.install()
    sort_paints(page)
    idle(page, 74)
    question = page.get_by_role("dialog", name="Still there?")
    expect(question).to_be_hidden()
    idle(page, 2)
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name="Keep going")).to_be_focused()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Keep going").tap()
    expect(question).to_be_hidden()
    idle(page, 76)
    expect(question).to_be_visible()
    idle(page, 21)
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    assert page.context.cookies() == []
    assert page.evaluate("history.length") <= 2, "the kiosk's pages replace each other"
    page.goto(CARRERA)
    expect(page.locator(".tiers")).to_have_count(0)


def test_back_shows_nothing_of_the_visitor_before(open_page: Browsing) -> None:
    page = kiosk(open_page)
    page.goto("/kiosk")
    page.locator("#begin").tap()
    page.wait_for_url("**/kiosk/configure**")
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk instead of")
    page.get_by_role("link", name=re.compile("^Wheels")).tap()
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/kiosk/finish/**")
    page.get_by_role("link", name="I'm done").tap()
    page.wait_for_url("**/kiosk")
    page.go_back()
    assert page.url == "about:blank", "before the kiosk's first page there is nothing"


@contextmanager
def without_server(page: Page, path: str) -> Iterator[None]:
    """Requests for this path get no answer within the block."""
    page.goto(CARRERA)
    page.route(path, lambda route: route.abort())
    yield
    page.unroute(path)


def test_a_server_that_is_away_for_a_moment_costs_no_choice(open_page: Browsing) -> None:
    page = kiosk(open_page, tolerate="ERR_FAILED|failed:")
    with without_server(page, "**/kiosk/car**"):
        page.get_by_role("button", name="Finish").tap()
        expect(page.get_by_text("One moment…")).to_be_visible()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()


def test_the_screen_stays_covered_until_the_server_has_forgotten_the_visitor(open_page: Browsing) -> None:
    page = kiosk(open_page, tolerate="ERR_FAILED|failed:")
    with without_server(page, "**/kiosk/reset"):
        page.get_by_role("link", name="Start over").tap()
        cover = page.locator("#moment")
        expect(cover).to_be_visible()
        expect(cover).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
        assert cover.bounding_box() == {"x": 0, "y": 0, "width": SCREENS[0][0], "height": SCREENS[0][1]}
    expect(page.get_by_role("heading", name=START)).to_be_visible()


def test_a_browser_that_refuses_storage_starts_over_too(open_page: Browsing) -> None:
    page = kiosk(open_page)
    page.add_init_script("""
      for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
        Object.defineProperty(window, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
      }
    """)
    page.goto(CARRERA)
    page.get_by_role("link", name="Start over").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()


def test_nothing_can_be_selected_zoomed_or_dragged_and_there_is_no_menu(open_page: Browsing) -> None:
    page = kiosk(open_page)
    page.goto(CARRERA)
    expect(page.locator("html")).to_have_css("touch-action", "pan-y")
    expect(page.locator("html")).to_have_css("user-select", "none")
    for kind in ("contextmenu", "dragstart"):
        stopped = "kind => !document.body.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))"
        assert page.evaluate(stopped, kind), kind


@SIZED
def test_every_name_of_the_start_is_whole_wherever_it_moves(open_page: Browsing, size: tuple[int, int]) -> None:
    page = kiosk(open_page, size)
    page.goto("/kiosk")
    page.locator("#begin").evaluate("begin => begin.style.setProperty('--shift-y', '-2cqb')")
    tops = page.locator(".slide-name").evaluate_all("names => names.map((name) => name.getBoundingClientRect().top)")
    assert len(tops) == 6
    assert min(tops) >= 0


@pytest.mark.parametrize(("motion", "seconds"), [("no-preference", 8), ("reduce", 60)])
def test_the_cars_of_the_start_follow_each_other_and_none_stays_in_one_place(
    open_page: Browsing, motion: str, seconds: int
) -> None:
    page = kiosk(open_page, SCREENS[0], reduced_motion=motion)
    page.clock.install()
    page.goto("/kiosk")
    seen, places = [], set()
    for _ in range(7):
        shown = page.locator(".slide[data-shown]")
        seen.append(shown.get_attribute("id"))
        places.add(page.locator("#begin").get_attribute("style"))
        idle(page, seconds)
    assert len(set(seen)) == 6
    assert seen[0] == seen[6]
    assert len(places) > 5
