"""Configuring with other eyes: lenses in the page, paints in their order, the drawing as others see it."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import LIGHTS, Browsing
from tests.support.journey import CARRERA, pick
from tests.support.palettes import palette
from tests.support.vision_checks import (
    assert_selection_needs_no_hue,
    assert_swatches_are_named,
    assert_swatches_have_a_neutral_edge,
)


def look_through(page: Page, kind: str) -> None:
    page.goto(CARRERA)
    page.get_by_role("button", name="Colour vision").first.click()
    page.locator(f".lens-option:has([value={kind}])").click()
    page.get_by_role("button", name="Sort the paints for me").click()
    expect(page.locator(".tiers")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_picking_a_lens_sorts_the_paints_and_keeps_the_car(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(CARRERA)
    pick(page, "#color-chalk")
    page.get_by_role("button", name="Colour vision").first.click()
    page.locator(".lens-option:has([value=deutan])").click()
    page.get_by_role("button", name="Sort the paints for me").click()
    expect(page.locator("#color-chalk")).to_be_checked()
    order = page.evaluate("[...document.querySelectorAll('[name=color]')].map((radio) => radio.value)")
    assert order == [seen.swatch.id for seen in palette("deutan", "911").entries]
    assert "deutan" not in page.url


def test_the_look_alikes_of_a_newly_chosen_paint_are_shown_without_a_reload(page: Page) -> None:
    look_through(page, "deutan")
    pick(page, "#color-guards-red")
    expect(page.get_by_role("heading", name="Guards Red beside its look-alikes")).to_be_visible()
    pick(page, "#color-racing-yellow")
    expect(page.locator("#look-alikes")).to_be_hidden()


def test_the_drawing_can_be_seen_through_other_eyes_at_once_and_no_address_tells(page: Page) -> None:
    page.goto(CARRERA)
    page.locator("#seen-by").select_option("protan")
    expect(page.locator("#side-view")).to_have_css("filter", 'url("#seen-protan")')
    expect(page.locator(".chip .sw").first).to_have_css("filter", 'url("#seen-protan")')
    assert "protan" not in page.url


def test_a_look_alike_leads_to_the_two_on_the_car(page: Page) -> None:
    look_through(page, "deutan")
    pick(page, "#color-guards-red")
    page.get_by_role("link", name=re.compile("Compare them on the car.*Guards Red and Signal Green")).click()
    expect(page.locator("#paint-a")).to_have_value("guards-red")
    expect(page.locator("#paint-b")).to_have_value("signal-green")
    page.get_by_role("link", name="Change this car").click()
    expect(page.locator("#color-guards-red")).to_be_checked()


@pytest.mark.parametrize("kind", ["deutan", "achromat"])
def test_colours_are_named_and_edged_and_no_axe_rule_is_broken(open_page: Browsing, kind: str) -> None:
    page = open_page(reduced_motion="reduce")
    look_through(page, kind)
    for size, light in product(((390, 844), (1440, 900)), LIGHTS):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=light)
        assert_no_axe_violations(page)
        assert_swatches_are_named(page)
        assert_swatches_have_a_neutral_edge(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_what_is_chosen_stands_out_without_hue(page: Page) -> None:
    look_through(page, "achromat")
    assert_selection_needs_no_hue(page)


@pytest.mark.parametrize("path", [f"{CARRERA}&eyes=open", "/car/F9F7-EPWE-7JFK/compare?with=chalk"])
def test_the_lenses_and_the_comparison_fit_every_width_and_break_no_rule(open_page: Browsing, path: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(path)
    for size in ((320, 700), (390, 844), (768, 1024), (1440, 900)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert_no_axe_violations(page)
