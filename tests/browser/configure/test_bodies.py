"""Models with another body: the drawing follows, and a phone shows all of it."""

from collections.abc import Callable

from playwright.sync_api import FloatRect, Page, Route, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, pick

CABRIOLET, TARGA, COUPE = "#model-911-carrera-cabriolet", "#model-911-targa-4-gts", "#model-911-carrera"
STATUS = "#total .status-line"
PHONES = [(320, 568), (390, 844), (430, 932), (600, 960)]


def on_drawing(page: Page, first: Callable[[Route], object]) -> None:
    """What happens to the first request for a drawing; the later ones get their answer."""
    waiting = [first]

    def decide(route: Route) -> None:
        if route.request.headers.get("x-part") == "side" and waiting:
            waiting.pop()(route)
        else:
            route.continue_()

    page.route("**/configure?*", decide)


def drawing(page: Page, name: str) -> None:
    expect(page.locator("#side-view").get_by_role("img", name=name, exact=True)).to_be_visible()


def test_the_former_body_stays_until_the_chosen_one_is_there_and_colours_follow(page: Page) -> None:
    held: list[Route] = []
    on_drawing(page, held.append)
    page.goto(CARRERA)
    with page.expect_request(lambda request: request.headers.get("x-part") == "side"):
        pick(page, CABRIOLET)
    expect(page.locator(STATUS)).to_contain_text("Cabriolet")
    expect(page.locator("#k911-car")).to_be_visible()
    held[0].continue_()
    expect(page.locator("#k911-cabriolet-car")).to_be_visible()
    drawing(page, "911 Carrera Cabriolet in Gentian Blue Metallic, side view")
    pick(page, "#color-guards-red")
    drawing(page, "911 Carrera Cabriolet in Guards Red, side view")
    expect(page.locator("#k911-cabriolet-car .k-p").first).to_have_css("fill", "rgb(173, 29, 42)")


def test_a_drawing_that_comes_after_a_later_choice_does_not_replace_the_chosen_body(page: Page) -> None:
    held: list[Route] = []
    on_drawing(page, held.append)
    page.goto(CARRERA)
    with page.expect_request(lambda request: request.headers.get("x-part") == "side"):
        pick(page, CABRIOLET)
    pick(page, TARGA)
    expect(page.locator("#k911-targa-car")).to_be_visible()
    with page.expect_event("requestfinished", lambda request: "cabriolet" in request.url):
        held[0].continue_()
    pick(page, COUPE)
    expect(page.locator("#k911-car")).to_be_visible()


def test_a_drawing_that_does_not_come_is_told_and_fetched_with_the_next_choice(open_page: Browsing) -> None:
    page = open_page(tolerate="ERR_FAILED")
    on_drawing(page, lambda route: route.abort())
    page.goto(CARRERA)
    pick(page, TARGA)
    expect(page.locator(STATUS)).to_contain_text("The drawing of this body couldn't be loaded.")
    drawing(page, "911 Targa 4 GTS in Gentian Blue Metallic, side view, drawn with another body")
    pick(page, "#color-chalk")
    expect(page.locator("#k911-targa-car")).to_be_visible()
    drawing(page, "911 Targa 4 GTS in Chalk, side view")


def test_without_a_script_the_update_brings_the_body(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    page.locator(CABRIOLET).check()
    page.get_by_role("button", name="Update the total").click()
    expect(page.locator("#k911-cabriolet-car")).to_be_visible()


def test_on_a_scrolled_phone_the_tallest_car_keeps_its_roof_and_no_button_covers_its_lamps(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/configure?model=cayenne&feature=roof-rails")
    for width, height in PHONES:
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#wheels").evaluate("element => element.scrollIntoView()")
        (rails,) = boxes(page, "#side-view .k-o-rails")
        assert rails["y"] >= 0, "the roof is cut off"
        lamps, buttons = boxes(page, "#side-view [fill='url(#k-lens)']"), boxes(page, ".corner.end > *")
        assert lamps
        assert len(buttons) > 1
        assert not [(width, lamp, button) for lamp in lamps for button in buttons if overlap(lamp, button)]


def boxes(page: Page, selector: str) -> list[FloatRect]:
    return [box for element in page.locator(selector).all() if (box := element.bounding_box())]


def overlap(one: FloatRect, other: FloatRect) -> bool:
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 0 and down > 0
