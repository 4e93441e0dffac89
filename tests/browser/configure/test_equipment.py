"""Details of extras, what a model includes, and the search: in place, with and without a script."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, assert_accessible_in_every_light, assert_fits_every_width, pick
from tests.support.pixels import pixels_that_differ

OUTAGE = "The server can't be reached right now. Try again in a moment."


def opener(page: Page, feature: str) -> Locator:
    return page.locator(f"button[value={feature}][aria-expanded]")


def shown_in_crop(page: Page, feature: str, name: str) -> str:
    read = "(crop, name) => getComputedStyle(crop).getPropertyValue(name)"
    return str(page.locator(f"#crop-{feature}").evaluate(read, name))


def test_details_open_in_place_beside_the_choice_and_close_again(page: Page) -> None:
    page.goto(CARRERA)
    before = page.url
    button = opener(page, "carbon-roof")
    button.click()
    expect(page.locator("#about-carbon-roof")).to_contain_text("carbon fibre")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#feature-carbon-roof")).not_to_be_checked()
    button.press("Enter")
    expect(page.locator("#about-carbon-roof")).to_be_hidden()
    button.press("Space")
    expect(page.locator("#about-carbon-roof")).to_be_visible()
    assert page.url == before
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk")
    assert not re.search("find=|about=", page.url)


def test_the_drawing_in_the_details_has_the_extra_and_follows_the_paint(page: Page) -> None:
    page.goto(f"{CARRERA}&feature=sunroof")
    for feature in ("carbon-roof", "pccb"):
        opener(page, feature).click()
        expect(page.locator(f"#crop-{feature}")).to_be_visible()
    assert shown_in_crop(page, "carbon-roof", "--o-carbon") == "inline"
    assert shown_in_crop(page, "carbon-roof", "--o-pano") == "none", "the sunroof on the car excludes it"
    assert shown_in_crop(page, "pccb", "--caliper") == "#e0b400"
    blue = page.locator("#crop-carbon-roof").screenshot()
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk")
    assert pixels_that_differ(page, blue, page.locator("#crop-carbon-roof").screenshot(), 2) > 500
    expect(page.locator("#about-carbon-roof")).to_be_visible()


def test_without_script_details_open_with_every_tick_as_it_was(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#feature-bose")
    opener(page, "carbon-roof").click()
    expect(page.locator("#about-carbon-roof")).to_be_in_viewport()
    expect(page.locator("#feature-bose")).to_be_checked()
    assert shown_in_crop(page, "carbon-roof", "--o-carbon") == "inline"
    opener(page, "carbon-roof").click()
    expect(page.locator("#about-carbon-roof")).to_be_hidden()
    expect(page.locator("#feature-bose")).to_be_checked()


def test_without_script_enter_searches_and_keeps_every_tick(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#feature-bose")
    page.get_by_label("Find equipment").fill("sunroof")
    page.keyboard.press("Enter")
    expect(page.locator("#found-words")).to_have_text("1 found for “sunroof”")
    expect(page.get_by_label("Find equipment")).to_be_in_viewport()
    expect(page.locator("#feature-bose")).to_be_checked()
    page.get_by_role("link", name="Electric slide/tilt glass sunroof").click()
    expect(page.locator("#feature-sunroof")).to_be_in_viewport()


def test_results_come_while_one_types_and_lead_to_the_checkbox(page: Page) -> None:
    page.goto(CARRERA)
    page.get_by_label("Find equipment").press_sequentially("stere")
    expect(page.locator("#found li")).to_have_count(3)
    page.get_by_role("link", name="BOSE Surround Sound").click()
    expect(page.locator("#feature-bose")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#total .amount")).to_have_text("$138,680")
    expect(page.locator("#found li").first).to_have_text(re.compile("on your car"))
    expect(page.get_by_label("Find equipment")).to_have_value("stere")
    assert "find=" not in page.url


def test_an_empty_field_ends_the_search(page: Page) -> None:
    page.goto(CARRERA)
    field = page.get_by_label("Find equipment")
    field.fill("fridge")
    expect(page.get_by_role("status").filter(has_text="Nothing found for “fridge”")).to_be_visible()
    field.fill("")
    expect(page.locator("#found-words")).to_be_empty()


def test_what_the_model_includes_follows_the_extras_and_the_model(page: Page) -> None:
    page.goto(f"{CARRERA}&feature=bose&feature=sunroof")
    page.get_by_role("button", name="What the 911 Carrera includes").click()
    expect(page.locator("#about-standard")).to_contain_text("Eight-speed dual-clutch gearbox")
    expect(page.locator("#about-standard")).not_to_contain_text("Sound Package Plus")
    pick(page, "#feature-bose")
    expect(page.locator("#about-standard")).to_contain_text("Sound Package Plus")
    pick(page, "#model-911-gt3")
    expect(page.get_by_role("button", name="What the 911 GT3 includes")).to_be_visible()
    expect(page.locator("#about-standard")).to_contain_text("Seven-speed dual-clutch gearbox")


def test_when_the_server_is_gone_details_and_search_say_so_and_work_again_later(open_page: Browsing) -> None:
    page = open_page(tolerate="ERR_FAILED|Failed to load|failed:")
    page.goto(CARRERA)
    page.route("**/configure?**", lambda route: route.abort())
    opener(page, "bose").click()
    expect(page.locator("#about-bose")).to_have_text(OUTAGE)
    page.get_by_label("Find equipment").fill("sunroof")
    expect(page.locator("#found-words")).to_have_text(OUTAGE)
    page.unroute("**/configure?**")
    opener(page, "bose").click()
    expect(page.locator("#about-bose")).to_contain_text("Loudspeakers")
    page.get_by_label("Find equipment").fill("sunroofs")
    expect(page.locator("#found li")).to_have_count(1)


def test_what_is_open_is_accessible_fits_every_width_and_is_large_enough_for_fingers(open_page: Browsing) -> None:
    page = open_page(size=(390, 844), has_touch=True)
    page.goto(CARRERA)
    for feature in ("pccb", "bose", "standard"):
        opener(page, feature).tap()
        expect(page.locator(f"#about-{feature}")).to_be_visible()
    page.get_by_label("Find equipment").fill("sound")
    expect(page.locator("#found li").first).to_be_visible()
    for target in page.locator(".opener, #find, #found a, button[value=standard]").all():
        box = target.bounding_box()
        assert box, target.evaluate("element => element.outerHTML")
        assert min(box["width"], box["height"]) >= 43.5, target.inner_text()
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    assert_accessible_in_every_light(page)


@pytest.mark.parametrize("forced", ["none", "active"])
def test_the_index_of_a_phone_shows_that_it_goes_on_until_its_end(open_page: Browsing, forced: str) -> None:
    page = open_page(size=(390, 844), forced_colors=forced)
    page.goto(CARRERA)
    arrow = "() => parseFloat(getComputedStyle(document.getElementById('index'), '::after').fontSize)"
    assert page.evaluate(arrow) > 20
    page.locator("#index").evaluate("index => index.scrollTo({left: index.scrollWidth, behavior: 'instant'})")
    page.wait_for_function(f"() => ({arrow})() < 1")
    expect(page.locator("#index a").last).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 700, "height": 844})
    page.wait_for_function(f"() => ({arrow})() < 1")
