"""A car's page from front, side and inside: with a script nothing is loaded twice, without one each view is a page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width
from tests.support.pages import RICH, code_of

CODE = code_of(features=RICH, tire="rs-spyder-20-21")
NAMES = {
    "Front": "911 Carrera in Gentian Blue Metallic, front three-quarter view",
    "Side": "911 Carrera in Gentian Blue Metallic, side view",
    "Interior": "911 Carrera with Leather, Black, interior view",
}


def switch(page: Page, label: str) -> None:
    page.get_by_role("group", name="View of the car").get_by_role("link", name=label).click()


def expect_view(page: Page, label: str) -> None:
    """It alone is shown, also to those who hear the page; link and address say so."""
    for other, name in NAMES.items():
        expect(page.locator(".studio").get_by_role("img", name=name)).to_have_count(int(other == label))
    expect(page.get_by_role("img", name=NAMES[label])).to_be_visible()
    links = page.get_by_role("group", name="View of the car").get_by_role("link")
    expect(links.and_(page.locator("[aria-current]"))).to_have_text(label)
    expect(page).to_have_url(re.compile(rf"[?]view={label.lower()}\b"))


def drawings_asked_for(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "x-part" in request.headers else None)
    return asked


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_each_view_is_a_link_away_and_in_the_address(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/car/{CODE}")
    expect(page.get_by_role("img", name=NAMES["Front"])).to_be_visible()
    for label in ("Interior", "Side", "Front"):
        switch(page, label)
        expect_view(page, label)
    switch(page, "Side")
    page.reload()
    expect_view(page, "Side")


def test_a_view_is_loaded_once_and_only_when_somebody_is_about_to_look(page: Page) -> None:
    asked = drawings_asked_for(page)
    page.goto(f"/car/{CODE}", wait_until="networkidle")
    assert asked == []
    link = page.get_by_role("link", name="Side", exact=True)
    link.hover()
    expect(page.locator("#side-view > svg")).to_be_attached()
    expect(page.get_by_role("img", name=NAMES["Side"])).to_have_count(0)
    page.evaluate("window.same = true")
    for label in ("Side", "Front", "Side"):
        switch(page, label)
        expect_view(page, label)
    assert [url.rpartition("=")[2] for url in asked] == ["side"]
    assert page.evaluate("window.same && history.length") == 2, "no page was loaded, and Back leads out of it"


def test_the_new_view_fades_in_where_motion_is_welcome(open_page: Browsing) -> None:
    for motion, still in (("no-preference", False), ("reduce", True)):
        page = open_page(reduced_motion=motion)
        page.goto(f"/car/{CODE}")
        switch(page, "Side")
        expect_view(page, "Side")
        durations = page.locator("#side-view").evaluate("element => getComputedStyle(element).transitionDuration")
        assert (set(durations.split(", ")) == {"0s"}) is still


def test_nothing_moves_when_the_view_changes(page: Page) -> None:
    page.goto(f"/car/{CODE}")
    for size in ((320, 568), (768, 1024), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        heights = set()
        for label in ("Front", "Side"):
            switch(page, label)
            expect_view(page, label)
            heights.add(page.locator(".facts-bar").evaluate("element => element.getBoundingClientRect().top"))
        assert len(heights) == 1, size


def test_a_view_that_cannot_be_loaded_has_a_page_to_go_to(open_page: Browsing) -> None:
    page = open_page(tolerate="net::ERR_FAILED")
    page.route("**/car/*", lambda route: route.abort() if "x-part" in route.request.headers else route.continue_())
    page.goto(f"/car/{CODE}")
    switch(page, "Side")
    expect_view(page, "Side")


def test_every_view_is_accessible_and_fits(page: Page) -> None:
    for view in ("side", "interior"):
        page.goto(f"/car/{CODE}?view={view}")
        assert_accessible_in_every_light(page)
        assert_fits_every_width(page)
