"""Staff at a kiosk, by touch: the hidden door, the PIN, the staff's page, and screens that report by themselves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light
from tests.support.kiosk import SCREENS, START, idle
from tests.support.kiosks import PIN, WRONG_PIN
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.staff import STAFF
from tests.support.staff_pages import OpenKiosk, enrol, enter, type_pin

SIZED = pytest.mark.parametrize("size", SCREENS, ids=str)
CHALK = code_of(color="chalk")
FINISH = f"/kiosk/finish/{CHALK}"
CONTROLS = "a[href]:not(.skip):visible, button:visible, label.hit:visible"
LEAST = 63.5


def hold(page: Page, seconds: float) -> None:
    """Puts a finger on the word "Profile" for this long, on the page's own clock."""
    box = page.locator("#door").bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    idle(page, seconds)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def seconds_left(page: Page) -> int:
    return int(page.get_by_role("timer").inner_text().partition(" second")[0])


def assert_large_and_within(page: Page, size: tuple[int, int]) -> None:
    page.wait_for_load_state()
    small = [text for box, text in boxes_of(page.locator(CONTROLS)) if min(box["width"], box["height"]) < LEAST]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@SIZED
@pytest.mark.parametrize("path", ["/kiosk", FINISH])
def test_holding_the_word_for_three_seconds_leads_staff_to_the_pin(
    kiosk: OpenKiosk, size: tuple[int, int], path: str
) -> None:
    page = kiosk(size=size)
    page.clock.install()
    page.goto(path)
    hold(page, 3.1)
    expect(page.get_by_label("PIN")).to_be_focused()


def test_a_shorter_touch_on_the_word_is_a_visitors_and_begins(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.clock.install()
    page.goto("/kiosk")
    hold(page, 2.8)
    idle(page, 5)
    page.wait_for_url("**/kiosk/configure**")


def test_a_keyboard_need_not_hold_it(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.goto("/kiosk")
    page.get_by_role("link", name="Profile, for staff").press("Enter")
    expect(page.get_by_label("PIN")).to_be_focused()


@SIZED
def test_the_pin_is_typed_by_touch_shown_as_dots_and_opens_the_page(kiosk: OpenKiosk, size: tuple[int, int]) -> None:
    page = kiosk(size=size)
    page.goto(f"{STAFF}?screen=1")
    assert_large_and_within(page, size)
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1], "no key is below the edge"
    field = page.get_by_label("PIN")
    expect(field).to_have_attribute("type", "password")
    for key in ("1", "2", "Delete"):
        page.get_by_role("button", name=key, exact=True).tap()
    expect(field).to_have_value("1")
    expect(page.get_by_role("status").filter(has_text="1 digit")).to_have_count(1)
    page.get_by_role("button", name="Delete").tap()
    type_pin(page, WRONG_PIN)
    expect(page.get_by_role("alert")).to_contain_text("You have 4 attempts left")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    assert_large_and_within(page, size)
    type_pin(page)
    expect(page.get_by_role("heading", name="Pinned cars")).to_be_visible()
    assert PIN not in page.url
    assert_large_and_within(page, size)


def test_the_pin_can_be_typed_on_a_keyboard(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.goto(f"{STAFF}?screen=1")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pinned cars")).to_be_visible()


def test_after_five_wrong_pins_it_says_how_long_to_wait_and_then_asks_again(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.clock.install()
    page.goto(f"{STAFF}?screen=1")
    for left in (4, 3, 2, 1):
        type_pin(page, WRONG_PIN)
        expect(page.get_by_role("alert")).to_contain_text(f"You have {left if left > 1 else 'one'} attempt")
    type_pin(page, WRONG_PIN)
    expect(page.get_by_role("alert")).to_contain_text(re.compile("The next attempt is possible in (30|29|28) seconds"))
    expect(page.get_by_role("timer")).to_be_visible()
    assert_accessible_in_every_light(page)
    left = seconds_left(page)
    idle(page, 5)
    assert seconds_left(page) <= left - 5
    idle(page, 31)
    expect(page.get_by_label("PIN")).to_be_visible()


def test_the_pin_is_accessible_in_every_light(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.goto(f"{STAFF}?screen=1")
    assert_accessible_in_every_light(page)
    type_pin(page, WRONG_PIN)
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible_in_every_light(page)


def test_without_a_pin_the_page_is_accessible_too(open_page: Browsing) -> None:
    page = open_page(size=SCREENS[0], has_touch=True)
    page.goto(f"{STAFF}?screen=1")
    expect(page.get_by_text("No PIN is set")).to_be_visible()
    assert_accessible_in_every_light(page)


@SIZED
def test_the_staffs_page_fits_every_screen(kiosk: OpenKiosk, size: tuple[int, int]) -> None:
    page = kiosk(size=size)
    enrol(page)
    assert_large_and_within(page, size)
    assert_accessible_in_every_light(page)
    page.get_by_role("link", name="Rename or revoke").tap()
    expect(page.get_by_label("Name of the screen")).to_be_focused()
    assert_large_and_within(page, size)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Space").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") == 0, "form and keyboard share the screen"


def test_a_screen_is_renamed_with_the_kiosks_own_keyboard(kiosk: OpenKiosk) -> None:
    page = kiosk()
    enrol(page)
    page.get_by_role("link", name="Rename or revoke").tap()
    page.wait_for_url("**/screens/**")
    keyboard = page.locator("#keyboard")
    for _ in "Screen 1":
        keyboard.get_by_role("button", name="Delete").tap()
    page.get_by_role("button", name="Rename").tap()
    field = page.get_by_label("Name of the screen")
    expect(field).to_have_accessible_description(re.compile("Give the screen a name"))
    for key in ("B", "a", "r"):
        keyboard.get_by_role("button", name=key, exact=True).tap()
    page.get_by_role("button", name="Rename").tap()
    expect(page.get_by_role("heading", name="Bar")).to_be_visible()


def test_nobody_there_closes_the_staffs_page(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.clock.install()
    enter(page)
    idle(page, 76)
    expect(page.get_by_role("dialog", name="Still there?")).to_be_visible()
    idle(page, 21)
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    assert page.context.cookies() == []
    page.goto(STAFF)
    expect(page.get_by_label("PIN")).to_be_visible()


def test_the_car_just_built_is_pinned_with_one_button_and_begins_the_next_visit(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.clock.install()
    page.goto(FINISH)
    hold(page, 3.1)
    type_pin(page)
    page.get_by_role("button", name="Pin the car just built").tap()
    expect(page.get_by_text("The car is pinned.")).to_be_visible()
    expect(page.get_by_role("heading", name="911 Carrera in Chalk")).to_be_visible()
    page.get_by_role("button", name="Reset this screen now").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    expect(page.locator(".slide[data-shown] .slide-name")).to_have_text("911")
    page.locator("#begin").tap()
    page.wait_for_url("**color=chalk**")


@SIZED
def test_a_phone_approves_the_screen_which_says_so_by_itself(
    kiosk: OpenKiosk, open_page: Browsing, showroom: Server, size: tuple[int, int]
) -> None:
    page = kiosk(size=size)
    page.goto("/kiosk/enrol")
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_in_viewport(ratio=1)
    assert_large_and_within(page, size)
    assert_accessible_in_every_light(page)
    phone = open_page(url=showroom.url, size=(390, 844), has_touch=True)
    phone.goto(f"{STAFF}?code={page.locator('.code').inner_text()}")
    assert_no_axe_violations(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    type_pin(phone)
    phone.get_by_label("Name for the screen").fill("Entrance left")
    assert_accessible_in_every_light(phone)
    phone.get_by_role("button", name="Approve").tap()
    expect(phone.get_by_text("Approved.")).to_be_visible()
    expect(page.get_by_role("heading", name="“Entrance left” is enrolled")).to_be_visible()
    assert_accessible_in_every_light(page)
    phone.goto(STAFF)
    expect(phone.get_by_role("heading", name="Entrance left")).to_be_visible()
    assert_accessible_in_every_light(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_code_that_nobody_approves_expires_and_another_is_one_touch_away(kiosk: OpenKiosk) -> None:
    page = kiosk()
    page.goto("/kiosk/enrol?expired=1")
    expect(page.get_by_role("heading", name="The code has expired")).to_be_visible()
    assert_accessible_in_every_light(page)
    page.get_by_role("link", name="Show a new code").tap()
    expect(page.locator(".code")).to_have_text(re.compile("^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
