"""What a visitor meets when an exit leads back to the form, with and without JavaScript, and on a kiosk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, assert_accessible_in_every_light, assert_fits_every_width, pick

BEFORE = "Before you review this car"


def review(page: Page) -> None:
    page.get_by_role("button", name="Review your car").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_two_choices_that_exclude_each_other_are_asked_about_and_then_the_way_leads_on(
    open_page: Browsing, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"{CARRERA}&feature=bose&feature=burmester")
    review(page)
    expect(page.get_by_role("heading", name=BEFORE)).to_be_in_viewport()
    expect(page.locator("#conflicts")).to_be_focused()
    expect(page.locator("#feature-bose")).to_be_checked()
    expect(page.locator("#feature-burmester")).to_be_checked()
    page.get_by_role("link", name=re.compile("Remove BOSE")).click()
    expect(page.get_by_role("heading", name=BEFORE)).to_be_in_viewport()
    expect(page.locator("#conflicts")).to_be_focused()
    expect(page.locator("#conflicts")).to_contain_text("Removes BOSE")
    page.get_by_role("button", name="Review this car").click()
    page.wait_for_url("**/car/*")
    expect(page.locator(".price-list")).to_contain_text("Burmester")
    expect(page.locator(".price-list")).not_to_contain_text("BOSE")


def test_without_script_several_new_choices_lose_nothing(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#feature-bose")
    pick(page, "#feature-burmester")
    page.get_by_role("button", name="Update the total").click()
    expect(page.locator("#total")).to_contain_text("1 conflict to resolve")
    for feature in ("#feature-bose", "#feature-burmester"):
        expect(page.locator(feature)).to_be_checked()


def test_a_choice_that_changed_more_than_itself_is_explained_and_can_be_undone(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#feature-pccb")
    page.get_by_role("banner").get_by_role("button", name="Save", exact=True).click()
    notice = page.locator("#conflicts")
    expect(notice).to_contain_text("Before you save this car")
    expect(notice).to_contain_text("can only be had with wheels of at least 20 inches")
    notice.get_by_role("link", name="Undo").click()
    expect(page.locator("#total .amount")).to_have_text("$137,080")
    expect(notice).to_be_hidden()


def test_a_substitute_is_drawn_lettered_marked_and_leaves(page: Page) -> None:
    page.goto("/configure?model=cayenne&color=black")
    expect(page.locator("#color-vanadium-grey")).to_be_checked()
    expect(page.locator("#side-view .k-p").first).to_have_css("fill", "rgb(93, 99, 108)")
    lettered = "getComputedStyle(document.querySelector('.paint-name'), '::before').content"
    assert page.evaluate(lettered) == '"Vanadium Grey"'
    expect(page.locator("#conflicts")).to_contain_text("The Cayenne can't have Black")
    review(page)
    page.wait_for_url("**/car/*")
    expect(page.locator(".price-list")).to_contain_text("Vanadium Grey")


def test_on_a_kiosk_finish_asks_too(open_page: Browsing) -> None:
    page = open_page(size=(1080, 1920), has_touch=True)
    page.goto("/kiosk/configure?model=911-carrera&feature=bose&feature=burmester")
    page.get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("heading", name="Before you finish")).to_be_in_viewport()
    expect(page.locator("#conflicts")).to_be_focused()
    page.get_by_role("link", name=re.compile("Remove Burmester")).tap()
    page.get_by_role("button", name="Finish with this car").tap()
    page.wait_for_url("**/kiosk/finish/*")


def test_the_question_fits_every_screen_and_can_be_used_by_everyone(page: Page) -> None:
    page.goto("/car?model=911-gt3&tire=carrera-s-20-21&feature=weissach&feature=ventilated-seats&feature=fridge")
    expect(page.get_by_role("heading", name=BEFORE)).to_be_visible()
    assert_fits_every_width(page)
    assert_accessible_in_every_light(page)
