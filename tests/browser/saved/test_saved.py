"""A saved car in a browser: opening it again, sharing, changing, printing and erasing it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.catalogues import our_document, written
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width, pick, save
from tests.support.pages import RICH, code_of
from tests.support.processes import Server

CODE = code_of(features=RICH)
SAID = {"age": "36", "gender": "Woman", "vision": "deutan"}


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_it_is_there_after_the_browser_was_closed(open_page: Browsing) -> None:
    page = open_page()
    save(page, CODE)
    kept = [cookie for cookie in page.context.cookies() if cookie["expires"] > 0]
    later = open_page()
    later.context.add_cookies(kept)  # type: ignore[arg-type]
    later.goto("/saved")
    assert heading(later) == "Saved for Ada Quispe"


def test_changing_the_car_leads_through_the_configurator_to_a_second_car_without_asking_again(page: Page) -> None:
    save(page, CODE, SAID)
    page.get_by_role("link", name="Change the car").click()
    pick(page, "#color-guards-red")
    page.get_by_role("button", name="Review your car").click()
    page.get_by_role("link", name="Save under a name").first.click()
    expect(page.get_by_text("They are for Ada Quispe")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved#car-1")
    assert heading(page) == "Saved for Ada Quispe"
    cars = page.locator(".bay h2")
    expect(cars.nth(0)).to_have_text("911 Carrera in Guards Red")
    expect(cars.nth(1)).to_have_text("911 Carrera in Gentian Blue Metallic")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_erasing_asks_and_may_be_thought_better_of(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    save(page, CODE)
    page.get_by_role("link", name="Erase everything").click()
    assert heading(page) == "Erase everything?"
    page.get_by_role("link", name="Keep it").click()
    assert heading(page) == "Saved for Ada Quispe"
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    page.wait_for_url("**/saved")
    assert heading(page) == "Erased."
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] == "owner"] == []
    page.go_back()
    page.goto("/saved")
    assert heading(page) == "Nothing is saved here."


def test_on_paper_it_is_one_sheet_with_the_name_and_nothing_else_about_the_person(page: Page) -> None:
    save(page, CODE, SAID)
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".handoff-card .code")).to_be_visible()
    for private in ("Woman", "36", "Red and green are hard to tell apart"):
        expect(page.get_by_text(private, exact=True)).to_be_hidden()


def test_a_name_of_any_length_and_script_stays_on_the_page(open_page: Browsing) -> None:
    page = open_page(size=(320, 700))
    save(page, CODE)
    for name in ("W" * 200, "Ōta Żółć-Иванова 山田 " * 8, "🏎️ Ada"):
        page.goto("/you")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url("**/saved")
        assert name.strip()[:20] in heading(page)
        assert_fits_every_width(page)


def test_names_of_europe_are_lettered_in_our_own_faces_and_others_cost_nothing(page: Page) -> None:
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url.rsplit("/", 1)[1]))
    save(page, CODE)
    assert not [name for name in loaded if "latin" in name]
    page.goto("/you")
    page.get_by_label("Name", exact=True).fill("Zoë Łukasiewicz-Åström")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved")
    page.evaluate("document.fonts.ready")
    assert {"newsreader-display-latin.woff2", "newsreader-display-latin-ext.woff2"} <= loaded


@pytest.mark.parametrize("state", ["saved", "in conflict", "erasing", "erased", "none"])
def test_it_is_accessible_and_fits_every_screen(page: Page, state: str) -> None:
    if state == "none":
        page.goto("/saved")
    else:
        save(page, code_of(features=("bose", "burmester")) if state == "in conflict" else CODE, SAID)
    if state in ("erasing", "erased"):
        page.get_by_role("link", name="Erase everything").click()
    if state == "erased":
        page.get_by_role("button", name="Erase everything").click()
        page.wait_for_url("**/saved")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)


def test_a_car_that_has_left_the_catalogue_is_accessible_and_fits_too(
    open_page: Browsing, server: Callable[..., Server], tmp_path: Path
) -> None:
    first = server(DATA_DIR=str(tmp_path / "data"))
    page = open_page(url=first.url)
    save(page, code_of(color="lava-orange", features=RICH))
    cookies = page.context.cookies()
    document: Any = our_document()
    document["paints"] = [paint for paint in document["paints"] if paint["id"] != "lava-orange"]
    second = server(DATA_DIR=str(tmp_path / "data"), CATALOGUE=str(written(document, tmp_path)))
    later = open_page(url=second.url)
    later.context.add_cookies(cookies)  # type: ignore[arg-type]
    later.goto("/saved")
    assert heading(later) == "Saved for Ada Quispe"
    expect(later.get_by_text("no longer available", exact=True)).to_be_visible()
    assert_accessible_in_every_light(later)
    assert_fits_every_width(later)
    later.get_by_role("link", name="Continue with the available parts").click()
    expect(later.locator("#feature-sunroof")).to_be_checked()
