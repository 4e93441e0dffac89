"""Going to another line, and starting from a recommended build, in a browser: by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from configurator.cars.builds import recommended_builds
from tests.support.browser import Browsing
from tests.support.catalogues import OURS
from tests.support.journey import CARRERA, assert_accessible_in_every_light, assert_fits_every_width, pick

SPORTY = f"{CARRERA}&color=guards-red&feature=sport-exhaust&feature=bose"


def row_of(page: Page, model: str) -> Locator:
    return page.locator("#other-lines li", has=page.get_by_role("link", name=model, exact=True))


def words_of(page: Page, model: str) -> str:
    return " ".join(row_of(page, model).locator("p").inner_text().split())


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_car_goes_to_another_line_and_back(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(SPORTY)
    page.get_by_text("Other model lines").click()
    said = words_of(page, "Taycan")
    assert said.startswith("Keeps BOSE. Replaces Guards Red (red) with Carmine Red (dark red)")
    assert said.endswith("Loses Sport exhaust.")
    row_of(page, "Taycan").click()  # the whole row is the link
    expect(page.get_by_role("heading", level=1)).to_have_text("Taycan")
    expect(page.locator("#total .status-line")).to_contain_text("Taycan instead of 911 Carrera")
    expect(page.locator("#conflicts")).to_contain_text(said)
    page.locator("#conflicts").get_by_role("link", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("911 Carrera")
    expect(page.locator("#color-guards-red")).to_be_checked()
    expect(page.locator("#feature-sport-exhaust")).to_be_checked()


def test_the_list_follows_every_choice_and_stays_open(page: Page) -> None:
    page.goto(CARRERA)
    page.get_by_text("Other model lines").click()
    assert "Guards Red" not in words_of(page, "Cayenne")
    pick(page, "#color-guards-red")
    expect(page.locator("#other-lines")).to_contain_text("Replaces Guards Red (red) with Carmine Red (dark red)")
    expect(page.locator("#other-lines")).to_be_visible()


def test_a_build_comes_without_a_reload_and_goes_with_undo(page: Page) -> None:
    build, opened = recommended_builds(OURS, "911")[0]
    page.goto(CARRERA)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name=re.compile(f"^{build.name}")).click()
    expect(page.locator("#total .amount")).to_have_text(f"${opened.price.total:,}")
    expect(page.locator("#total .status-line")).to_contain_text(f"“{build.name}”, 8 changes")
    expect(page.locator("#conflicts")).to_contain_text("Aventurine Green instead of Gentian Blue.")
    expect(page.locator(".offer[aria-current]")).to_contain_text("Your car")
    expect(page.locator("#color-aventurine-green")).to_be_checked()
    assert page.evaluate("window.stayed")
    page.locator("#total").get_by_role("link", name="Undo").click()
    expect(page.locator("#total .amount")).to_have_text("$137,080")
    expect(page.locator("#color-gentian-blue")).to_be_checked()


def test_both_lists_are_accessible_and_fit_every_screen(page: Page) -> None:
    page.goto(SPORTY)
    page.evaluate("for (const fold of document.querySelectorAll('.fold')) fold.open = true")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
