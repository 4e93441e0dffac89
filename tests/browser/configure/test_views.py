"""The car from outside and from inside: the view follows the hand, however late an answer comes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

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
    expect(page.locator(".inside .kc-a").first).to_have_css("fill", "rgb(127, 29, 29)")
    pick(page, "#color-chalk")
    expect(page.locator(".outside")).to_be_visible()
    expect(page.locator(".inside")).to_be_hidden()


def test_a_cabin_that_comes_after_a_choice_is_named_by_the_choice(page: Page) -> None:
    let_it_come = hold(page, "inside")
    page.goto(CARRERA)
    page.locator(BORDEAUX).scroll_into_view_if_needed()
    expect(page.locator("#inside[data-asked]")).to_be_attached()
    pick(page, BORDEAUX)
    expect(page.locator("#total .status-line")).to_contain_text(SAID)
    let_it_come()
    expect_cabin(page, "Bordeaux Red")


def test_who_turns_the_car_while_a_choice_is_on_its_way_keeps_that_view(page: Page) -> None:
    let_it_come = hold(page, "live")
    page.goto(CARRERA)
    pick(page, BORDEAUX)
    expect_cabin(page, "Black")
    page.get_by_role("button", name="Outside").click()
    let_it_come()
    expect(page.locator("#total .status-line")).to_contain_text(SAID)
    expect(page.locator(".outside")).to_be_visible()
    expect(page.locator(".inside")).to_be_hidden()
    assert "view=outside" in page.url
    page.reload()
    expect(page.locator(".outside")).to_be_visible()
    expect(page.locator(BORDEAUX)).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_the_inside_can_be_looked_at_and_is_part_of_the_address(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(CARRERA)
    page.get_by_role("button", name="Inside").click()
    expect(page.locator(".inside > svg").first).to_be_visible()
    assert "view=inside" in page.url
