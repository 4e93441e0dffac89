"""Details of extras and the search on a kiosk: with a finger, and with the kiosk's own keyboard."""

from playwright.sync_api import expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light
from tests.support.kiosk import CARRERA, SCREENS


def test_equipment_is_searched_with_the_kiosks_own_keyboard(open_page: Browsing) -> None:
    page = open_page(size=SCREENS[0], has_touch=True, reduced_motion="reduce")
    page.goto(CARRERA)
    field, keyboard = page.get_by_label("Find equipment"), page.locator("#typing")
    expect(field).to_have_attribute("inputmode", "none")
    expect(keyboard).to_be_hidden()
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        field.tap()
        expect(keyboard).to_be_visible()
        for key in ("s", "o", "x", "Delete", "u", "n", "d"):
            keyboard.get_by_role("button", name=key, exact=True).tap()
        for shown in (field, page.get_by_role("link", name="BOSE Surround Sound"), keyboard.get_by_text("Space")):
            expect(shown).to_be_in_viewport(ratio=1)
        keys = boxes_of(keyboard.locator("button:visible"))
        assert [text for box, text in keys if min(box["width"], box["height"]) < 63.5] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for _ in "sound":
            keyboard.get_by_role("button", name="Delete").tap()
        keyboard.get_by_role("button", name="Done").tap()
        expect(keyboard).to_be_hidden()


def test_a_result_and_a_detail_are_reached_by_touch(open_page: Browsing) -> None:
    page = open_page(size=SCREENS[0], has_touch=True, reduced_motion="reduce")
    page.goto(CARRERA)
    page.get_by_label("Find equipment").tap()
    for key in "bose":
        page.locator("#typing").get_by_role("button", name=key, exact=True).tap()
    page.get_by_role("link", name="BOSE Surround Sound").tap()
    expect(page.locator("#typing")).to_be_hidden()
    expect(page.locator(".row:has(#feature-bose)")).to_be_in_viewport()
    page.get_by_role("button", name="Details of BOSE").tap()
    expect(page.locator("#about-bose")).to_contain_text("Loudspeakers")
    expect(page.locator("#feature-bose")).not_to_be_checked()
    openers = boxes_of(page.locator(".opener"))
    assert [text for box, text in openers if min(box["width"], box["height"]) < 63.5] == []
    assert_accessible_in_every_light(page)
