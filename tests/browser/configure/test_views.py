"""Front, side and interior: the view follows the hand, however late an answer comes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, pick

BORDEAUX = "#interior-leather-bordeaux"
SAID = "Bordeaux Red instead of Black leather"


def hold(page: Page, part: str) -> Callable[[], None]:
    """Let the first answer with this part wait until the function that comes back is called."""
    held: list[Route] = []

    def stop(route: Route) -> None:
        if route.request.headers.get("x-part") == part and not held:
            held.append(route)
        else:
            route.continue_()

    def let_it_come() -> None:
        while not held:
            page.wait_for_timeout(20)
        held[0].continue_()

    page.route("**/configure?*", stop)
    return let_it_come


def expect_cabin(page: Page, name: str) -> None:
    expect(page.get_by_role("img", name=f"911 Carrera with Leather, {name}, interior view")).to_be_visible()


def test_choosing_an_interior_takes_one_inside_and_a_paint_out_again(page: Page) -> None:
    page.goto(CARRERA)
    pick(page, BORDEAUX)
    expect_cabin(page, "Bordeaux Red")
    expect(page.locator("#interior-view .kc-a").first).to_have_css("fill", "rgb(127, 29, 29)")
    pick(page, "#color-chalk")
    expect(page.locator("#side-view")).to_be_visible()
    expect(page.locator("#interior-view")).to_be_hidden()


def test_a_cabin_that_comes_after_a_choice_is_named_by_the_choice(page: Page) -> None:
    let_it_come = hold(page, "interior")
    page.goto(CARRERA)
    with page.expect_request(lambda request: request.headers.get("x-part") == "interior"):
        page.locator(BORDEAUX).scroll_into_view_if_needed()
    pick(page, BORDEAUX)
    expect(page.locator("#total .status-line")).to_contain_text(SAID)
    let_it_come()
    expect_cabin(page, "Bordeaux Red")


def test_who_turns_the_car_while_a_choice_is_on_its_way_keeps_that_view(page: Page) -> None:
    let_it_come = hold(page, "live")
    page.goto(CARRERA)
    pick(page, BORDEAUX)
    expect_cabin(page, "Black")
    page.get_by_role("button", name="Side").click()
    let_it_come()
    expect(page.locator("#total .status-line")).to_contain_text(SAID)
    expect(page.locator("#side-view")).to_be_visible()
    expect(page.locator("#interior-view")).to_be_hidden()
    assert "view=side" in page.url
    page.reload()
    expect(page.locator("#side-view")).to_be_visible()
    expect(page.locator(BORDEAUX)).to_be_checked()


def expect_front(page: Page, name: str) -> None:
    expect(page.get_by_role("img", name=f"{name}, front three-quarter view", exact=True)).to_be_visible()


def test_the_front_is_loaded_once_and_recolours_like_the_side(page: Page) -> None:
    page.goto(CARRERA)
    asked: list[str] = []

    def note(request: Request) -> None:
        if part := request.headers.get("x-part"):
            asked.append(part)

    page.on("request", note)
    for view in ("Front", "Side", "Front"):
        page.get_by_role("button", name=view, exact=True).click()
    expect_front(page, "911 Carrera in Gentian Blue Metallic")
    expect(page.locator("#side-view")).to_be_hidden()
    assert asked == ["front"]
    pick(page, "#color-guards-red")
    expect_front(page, "911 Carrera in Guards Red")
    for painted in ("#front-view .k-p", "#side-view .k-p"):
        expect(page.locator(painted).first).to_have_css("fill", "rgb(173, 29, 42)")


def test_another_body_is_drawn_in_each_view_that_is_loaded(page: Page) -> None:
    page.goto(f"{CARRERA}&view=front")
    expect_front(page, "911 Carrera in Gentian Blue Metallic")
    pick(page, "#model-911-carrera-cabriolet")
    expect_front(page, "911 Carrera Cabriolet in Gentian Blue Metallic")
    for drawn in ("#kf911-cabriolet-car", "#k911-cabriolet-car"):
        expect(page.locator(drawn)).to_be_attached()


def test_an_extra_is_shown_in_a_view_that_draws_it(page: Page) -> None:
    page.goto(f"{CARRERA}&view=front")
    shown = page.locator("#build")
    for extra, view in (("bose", "front"), ("aerokit", "front"), ("sport-exhaust", "side")):
        pick(page, f"#feature-{extra}")
        expect(shown).to_have_attribute("data-view", view)
    expect(page.locator("#total .status-line")).to_contain_text("Adds Sport exhaust")
    page.get_by_role("button", name="Front", exact=True).click()
    expect(page.get_by_text("Sport exhaust: visible from the side")).to_be_visible()
    page.get_by_role("button", name="Interior").click()
    pick(page, "#feature-bose")
    expect(shown).to_have_attribute("data-view", "interior")


@pytest.mark.parametrize("former", ["inside", "outside"])
def test_links_from_before_there_was_a_front_lead_to_their_view(page: Page, former: str) -> None:
    page.goto(f"{CARRERA}&view={former}")
    expect(page.locator(".view:visible")).to_have_id({"inside": "interior-view", "outside": "side-view"}[former])


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_each_view_can_be_looked_at_and_is_part_of_the_address(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(CARRERA)
    for view in ("Interior", "Front", "Side"):
        page.get_by_role("button", name=view, exact=True).click()
        expect(page.locator(f"#{view.lower()}-view > .k-car").first).to_be_visible()
        assert f"view={view.lower()}" in page.url
