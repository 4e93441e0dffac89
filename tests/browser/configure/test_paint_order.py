"""Sorting the paints in a browser: with a script and without, by mouse and by keyboard, while answers are late."""

import re

from playwright.sync_api import Page, Route, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, pick, tab_to
from tests.support.palettes import palette

ORDER = "[...document.querySelectorAll('[name=color]')].map((radio) => radio.value)"
EASY = [seen.swatch.id for seen in palette("typical").entries]


def by_lightness(page: Page) -> bool:
    order = page.evaluate(ORDER)
    return bool(order[0] == "white" and order[-1] == "black")


def test_with_a_script_the_focus_stays_and_the_address_and_the_history_follow(page: Page) -> None:
    page.goto(CARRERA)
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Lightness").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lightness")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Lightness")).to_be_focused()
    assert by_lightness(page)
    assert page.url.endswith("&sort=lightness")
    assert page.evaluate("history.length") == before
    tab_to(page, "Ease of telling apart")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Easy to tell from each other")).to_be_visible()
    assert page.evaluate(ORDER) == EASY
    page.reload()
    assert page.evaluate(ORDER) == EASY


def test_without_a_script_the_button_sorts_and_the_next_choice_keeps_the_order(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#color-black")
    page.get_by_role("button", name="Lightness").click()
    expect(page.locator("#color-black")).to_be_checked()
    assert by_lightness(page)
    pick(page, "#color-white")
    page.get_by_role("button", name="Update the total").click()
    expect(page.locator("#color-white")).to_be_checked()
    assert by_lightness(page)


def test_a_choice_whose_price_is_on_its_way_survives_sorting_and_what_comes_late_does_not_sort_back(
    page: Page,
) -> None:
    page.goto(CARRERA)
    held: list[Route] = []
    late = re.compile(r"/configure\?(?!.*sort=).*color=chalk")
    page.route(late, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    pick(page, "#color-chalk")
    page.get_by_role("button", name="Lightness").click()
    expect(page.get_by_role("button", name="Lightness")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#color-chalk")).to_be_checked()
    assert by_lightness(page)
    held[0].continue_()
    expect(page.locator("#index [href='#paint']")).to_contain_text("Chalk")
    expect(page.locator("#color-chalk")).to_be_checked()
    assert by_lightness(page)
    assert {"color=chalk", "sort=lightness"} <= set(page.url.split("&"))
    pick(page, "#color-black")
    expect(page.locator("#index [href='#paint']")).to_contain_text("Black")
    assert "sort=lightness" in page.url
    page.reload()
    assert by_lightness(page)
    expect(page.locator("#color-black")).to_be_checked()


def test_an_order_that_cannot_be_fetched_leaves_the_paints_as_they_are_and_says_so(open_page: Browsing) -> None:
    page = open_page(tolerate="ERR_FAILED")
    page.goto(CARRERA)
    before = page.evaluate(ORDER)
    page.route("**/configure?*sort=*", lambda route: route.abort())
    page.get_by_role("button", name="Lightness").click()
    expect(page.get_by_text("The order stays as it is.")).to_be_visible()
    assert page.evaluate(ORDER) == before
    expect(page.get_by_role("button", name="Price")).to_have_attribute("aria-pressed", "true")
    page.unroute_all()
    page.get_by_role("button", name="Lightness").click()
    expect(page.get_by_text("The order stays as it is.")).to_be_hidden()
    assert by_lightness(page)


def test_a_sorted_choice_recolours_the_car_and_updates_the_total(page: Page) -> None:
    page.goto(CARRERA)
    page.get_by_role("button", name="Ease of telling apart").click()
    expect(page.get_by_role("heading", name="Close to another paint")).to_be_visible()
    swatch = page.locator(".chip:has(#color-chalk) .sw")
    expect(swatch).to_have_css("height", "88px")
    pick(page, "#color-guards-red")
    expect(page.locator("#index")).to_contain_text("Guards Red")
    assert "sort=ease" in page.url
    expect(page.locator("#side-view .k-p").first).to_have_css("fill", "rgb(173, 29, 42)")
