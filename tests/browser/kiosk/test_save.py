"""Saving under a name with the kiosk's own keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light
from tests.support.pages import code_of

SCREENS = [(1080, 1920), (1920, 1080), (1280, 800)]
SIZED = pytest.mark.parametrize("size", SCREENS, ids=str)
SAVE = f"/kiosk/save/{code_of()}"


def opened(open_page: Browsing, size: tuple[int, int] = SCREENS[0], tolerate: str | None = None) -> Page:
    page = open_page(size=size, has_touch=True, reduced_motion="reduce", tolerate=tolerate)
    page.goto(SAVE)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.locator("#keyboard").get_by_role("button", name=key, exact=True).tap()


@SIZED
def test_a_name_with_accents_and_an_age_are_typed_and_saved(open_page: Browsing, size: tuple[int, int]) -> None:
    page = opened(open_page, size)
    press(page, "Z", "o", "e", "ë", "Space", "L", "Ł", "u", "k", "x", "Delete", "a")
    expect(page.get_by_label("Name")).to_have_value("Zoë Łuka")
    page.get_by_label("Age").tap()
    press(page, "3", "6")
    expect(page.get_by_label("Age")).to_have_value("36")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_text("Saved for Zoë Łuka")).to_be_visible()
    page.get_by_role("link", name="I'm done").tap()
    expect(page.get_by_role("heading", name="Which colour is yours?")).to_be_visible()
    assert page.context.cookies() == []


@SIZED
def test_every_key_is_large_and_form_and_keyboard_share_the_screen(open_page: Browsing, size: tuple[int, int]) -> None:
    page = opened(open_page, size)
    press(page, "A")
    controls = page.locator("button:visible, a.btn:visible")
    assert [text for box, text in boxes_of(controls) if min(box["width"], box["height"]) < 63.5] == []
    for shown in (page.get_by_label("Name"), page.get_by_role("button", name="Save", exact=True)):
        expect(shown).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Space").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_systems_keyboard_stays_closed_and_nothing_is_suggested(open_page: Browsing) -> None:
    page = opened(open_page)
    for field in ("Name", "Age"):
        expect(page.get_by_label(field)).to_have_attribute("inputmode", "none")
        expect(page.get_by_label(field)).to_have_attribute("autocomplete", "off")
    expect(page.get_by_label("Name")).to_be_focused()


def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(open_page: Browsing) -> None:
    page = opened(open_page, tolerate="status of 400")
    press(page, "A", "d", "a")
    page.get_by_label("Age").tap()
    press(page, "9", "9", "9")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_label("Age")).to_have_accessible_description(re.compile("in whole years, from 0 to 150"))
    expect(page.get_by_label("Name")).to_have_value("Ada")
    expect(page.get_by_label("Age")).to_be_focused()
    press(page, "Delete")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_text("Saved for Ada")).to_be_visible()


def test_every_cookie_ends_with_the_browser_if_the_screen_is_switched_off_in_the_middle(open_page: Browsing) -> None:
    page = opened(open_page)
    page.keyboard.type("Ada")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_text("Saved for Ada")).to_be_visible()
    cookies = page.context.cookies()
    assert {"owner", "profile"} <= {cookie["name"] for cookie in cookies}
    assert {cookie["expires"] for cookie in cookies} == {-1}


def test_a_real_keyboard_works_too(open_page: Browsing) -> None:
    page = opened(open_page)
    page.keyboard.type("Ada Quispe")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved for Ada Quispe")).to_be_visible()


def test_it_is_accessible_in_every_light(open_page: Browsing) -> None:
    page = opened(open_page)
    press(page, "E")
    assert_accessible_in_every_light(page)
