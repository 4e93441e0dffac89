"""Colour vision in the page: chosen by eye and by keyboard, with or without a script, in every light."""

import re
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from configurator.colour_vision.palettes import MEASURE
from configurator.colour_vision.visions import GRADED_TYPES, LABELS, VISION_TYPES, VISIONS, Vision, VisionType
from scripts.palettes.simulation import simulate
from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing
from tests.support.palettes import PALETTES, SIMULATED, palette
from tests.support.pixels import colours_at
from tests.support.vision_checks import (
    assert_focus_is_outlined,
    assert_selection_needs_no_hue,
    assert_swatches_are_named,
    assert_swatches_have_a_neutral_edge,
    seen_by,
)

_PAINT = "car => getComputedStyle(car).getPropertyValue('--paint')"
PAGES = ("/colour-vision", "/patterns/vision")
OTHER_PAGES = ("/", "/configure?model=911", "/patterns")
LIGHTS: dict[str, dict[str, Any]] = {
    "day": {"color_scheme": "light"},
    "night": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


def rgb(tone: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(tone[1:]))


def choose(page: Page, kind: VisionType, path: str = "/patterns/vision") -> None:
    page.goto(path)
    page.get_by_label(LABELS[kind].name).check()
    # The page that comes has the same address: without waiting, what follows may still meet the one that goes.
    with page.expect_navigation():
        page.get_by_role("button", name="Sort the paints for me").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_lens_is_chosen_and_the_paints_stand_in_its_order(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    choose(page, "deutan")
    assert page.url.endswith("/patterns/vision")
    expect(page.get_by_label(LABELS["deutan"].name)).to_be_checked()
    names = page.locator(".tiers .chip .n").all_inner_texts()
    assert names == [seen.swatch.name for seen in palette("deutan").entries]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_severity_is_chosen_on_cars_and_the_paints_stand_in_its_order(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto("/patterns/vision")
    cars = page.get_by_role("group", name="How strongly?")
    for kind in VISION_TYPES:
        page.get_by_label(LABELS[kind].name).check()
        expect(cars).to_be_visible(visible=kind in GRADED_TYPES)
    page.get_by_label(LABELS["deutan"].name).check()
    cars.get_by_label("Mild").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Sort the paints for me").click()
    assert page.url.endswith("/patterns/vision")
    expect(cars.get_by_label("Mild")).to_be_checked()
    names = page.locator(".tiers .chip .n").all_inner_texts()
    assert names == [seen.swatch.name for seen in palette("deutan-mild").entries]


def test_a_car_is_half_in_its_paint_and_half_as_the_chosen_type_sees_it(page: Page) -> None:
    page.goto("/colour-vision")
    for vision in VISIONS:
        if vision.type in GRADED_TYPES:
            page.get_by_label(LABELS[vision.type].name).check()
            car = page.locator(f".degree:has([value={vision.severity}]) .split")
            assert halves(car) == tuple(map(rgb, PALETTES.halves(vision)))
    assert halves(page.locator(".measure .split")) == tuple(map(rgb, MEASURE))


def halves(car: Locator) -> tuple[tuple[int, ...], ...]:
    """The colours of a car's front and rear half."""
    paints = [car.locator(f".half-{half} .k-car").evaluate(_PAINT) for half in "ab"]
    return tuple(tuple(map(int, re.findall(r"\d+", paint))) for paint in paints)


def test_a_milder_view_of_ones_own_can_be_shown_to_others(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/patterns/vision")
    assert "own" not in page.locator("#seen-by option").evaluate_all("all => all.map(one => one.value)")
    page.get_by_label(LABELS["deutan"].name).check()
    page.get_by_label("Moderate").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Sort the paints for me").click()
    page.get_by_label("Show colours as seen by").select_option("Seen by moderate deutan eyes")
    shown = middle_of(page, "leather-bordeaux")
    expected = rgb(simulate("#7f1d1d", Vision("deutan", "moderate")))
    assert max(abs(a - b) for a, b in zip(shown, expected, strict=True)) <= 2


def test_the_keyboard_alone_chooses_a_lens(page: Page) -> None:
    page.goto("/colour-vision")
    page.get_by_label(LABELS["typical"].name).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Your current choice: {LABELS['deutan'].name}")).to_be_visible()
    assert "deutan" not in page.url


def test_every_page_leads_to_the_lenses_and_back(page: Page) -> None:
    page.goto("/patterns/vision")
    page.get_by_role("link", name=re.compile("Colour vision: typical")).click()
    page.get_by_label(LABELS["tritan"].name).check()
    page.get_by_role("button", name="Sort the paints for me").click()
    assert page.url.endswith("/patterns/vision")
    page.goto("/")
    page.get_by_role("link", name="How do you see colour?").click()
    expect(page.get_by_label(LABELS["tritan"].name)).to_be_checked()


def test_a_look_alike_is_told_on_the_paint_and_beside_the_chosen_one(page: Page) -> None:
    choose(page, "deutan")
    guards_red = page.locator(".chip:has([value=guards-red])")
    expect(guards_red).to_contain_text("Close to Signal Green, Carmine Red")
    beside = page.get_by_role("region", name="Gentian Blue beside its look-alikes")
    expect(beside.get_by_role("listitem").first).to_contain_text(
        "Looks like Lugano Blue; most people find them similar too."
    )
    expect(beside.get_by_role("listitem").last).to_contain_text("only the finish differs")
    black = page.get_by_role("radio", name="Leather, Black", exact=True)
    expect(black).to_have_accessible_description(re.compile("Close to Club Leather, Black"))


@pytest.mark.parametrize("kind", VISION_TYPES)
def test_no_axe_rule_is_broken_whoever_looks(open_page: Browsing, kind: VisionType) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, kind)
    for path in PAGES:
        page.goto(path)
        for width, height in ((1280, 800), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            assert_no_axe_violations(page)


@pytest.mark.parametrize("path", [*PAGES, *OTHER_PAGES])
def test_colours_are_named_edged_and_chosen_without_hue_in_every_light(open_page: Browsing, path: str) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(path)
    for light in LIGHTS.values():
        page.emulate_media(**{"color_scheme": "null", "forced_colors": "null", **light})
        assert_no_axe_violations(page)
        assert_swatches_are_named(page)
        assert_swatches_have_a_neutral_edge(page)
        assert_selection_needs_no_hue(page)
        assert_focus_is_outlined(page)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen_and_targets_are_large(page: Page, path: str) -> None:
    page.goto(path)
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.locator(".lens-option, .chip, .compare-paints .select, .seen-by .select, summary").evaluate_all(
            "all => all.filter(e => e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5)"
            ".map(e => e.outerHTML.slice(0, 100))"
        )
        assert not small, width


@pytest.mark.parametrize("light", LIGHTS)
def test_a_lens_shows_its_paints_true_in_every_light(open_page: Browsing, light: str) -> None:
    page = open_page(**LIGHTS[light])
    page.goto("/colour-vision")
    for kind in VISION_TYPES:
        glass = page.locator(".lens-option", has_text=LABELS[kind].name).locator(".glass svg")
        box = glass.bounding_box()
        assert box
        points = [(box["width"] * (band + 0.5) / 8, box["height"] / 2) for band in range(8)]
        shown = colours_at(page, glass.screenshot(), points)
        assert shown == [rgb(tone) for tone in PALETTES.bands(Vision(kind))]


@pytest.mark.parametrize("light", LIGHTS)
def test_swatches_keep_their_colours_in_every_light(open_page: Browsing, light: str) -> None:
    page = open_page(reduced_motion="reduce", **LIGHTS[light])
    page.goto("/patterns/vision")
    for seen in palette("typical", "911", "interiors").easy:
        assert middle_of(page, seen.swatch.id) == rgb(seen.swatch.tones[0])


@pytest.mark.parametrize(("kind", "javascript"), list(product(SIMULATED, [True, False])))
def test_seen_by_shows_swatches_through_other_eyes_and_is_no_part_of_an_address(
    open_page: Browsing, kind: VisionType, javascript: bool
) -> None:
    page = open_page(javascript=javascript, reduced_motion="reduce")
    page.goto("/patterns/vision")
    page.get_by_label("Show colours as seen by").select_option(kind)
    for seen in palette("typical", "911", "interiors").easy:
        shown = middle_of(page, seen.swatch.id)
        expected = rgb(simulate(seen.swatch.tones[0], Vision(kind)))
        assert max(abs(a - b) for a, b in zip(shown, expected, strict=True)) <= 2
    assert page.locator("#seen-by").get_attribute("name") is None


def test_our_own_eyes_are_not_filtered_twice(page: Page) -> None:
    """Seen by deutan eyes, deutan eyes see what they see anyway."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/patterns/vision")
    page.get_by_label("Show colours as seen by").select_option("achromat")
    with seen_by(page, "achromat"):
        twice = middle_of(page, "leather-bordeaux")
    assert twice == pytest.approx(rgb(simulate("#7f1d1d", Vision("achromat"))), abs=2)


def middle_of(page: Page, interior: str) -> tuple[int, ...]:
    """The colour of an interior's seats, where the picture of it has neither light nor shade."""
    swatch = page.locator(f'input[value="{interior}"] + .pic')
    box = swatch.bounding_box()
    assert box
    return colours_at(page, swatch.screenshot(), [(box["width"] * 0.3, box["height"] * 0.97)])[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_any_two_paints_stand_on_the_car_at_once(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto("/patterns/vision")
    words = page.locator(".compare-paints .words")
    expect(words).to_be_visible()
    page.get_by_label("Left", exact=True).select_option("guards-red")
    page.get_by_label("Right", exact=True).select_option("signal-green")
    paints = [
        page.locator(f".compare-paints .half-{half}").evaluate("e => getComputedStyle(e).getPropertyValue('--paint')")
        for half in "ab"
    ]
    assert [tuple(map(int, re.findall(r"\d+", paint))) for paint in paints] == [rgb("#ad1d2a"), rgb("#1b8146")]
    expect(words).to_be_hidden()
    page.get_by_label("Right only").check()
    expect(page.locator(".compare-paints .half-a")).to_have_css("clip-path", "inset(0px 100% 0px 0px)")


def test_the_seam_follows_the_keyboard_and_there_is_none_without_a_script(open_page: Browsing) -> None:
    page = open_page()
    page.goto("/patterns/vision")
    seam = page.get_by_role("slider", name="Move the seam between the two paints")
    seam.press("Home")
    expect(page.locator(".compare-paints .half-b")).to_have_css("clip-path", "inset(0px 0px 0px 0%)")
    without = open_page(javascript=False)
    without.goto("/patterns/vision")
    expect(without.locator("#seam")).to_be_hidden()
    expect(without.locator(".compare-paints .half-b")).to_have_css("clip-path", "inset(0px 0px 0px 50%)")


def test_without_colour_a_scale_shows_where_the_paints_lie_and_the_list_says_the_same(page: Page) -> None:
    choose(page, "achromat")
    scale = page.locator(".lightness")
    expect(scale).to_be_visible()
    expect(scale).to_have_attribute("aria-hidden", "true")
    assert page.locator(".lightness > .mark, .lightness .wide .mark").count() == len(palette("achromat").entries)
    expect(scale.locator(".wide text.yours")).to_have_text("Yours: Gentian Blue ≈")


def test_the_filters_are_in_the_page_but_never_without_display(page: Page) -> None:
    page.goto("/patterns/vision")
    assert page.locator("svg:has(#seen-tritan)").evaluate("svg => getComputedStyle(svg).display") != "none"


def test_the_page_tells_the_figures_of_every_line(page: Page) -> None:
    page.goto("/colour-vision")
    for line in ("911", "Cayenne"):
        table = page.get_by_role("table", name=re.compile(f"^{line}"))
        if not table.is_visible():
            page.locator("summary", has_text=line).click()
        for vision in (Vision("protan"), Vision("protan", "mild")):
            found = palette(vision, line.lower())
            header = page.get_by_role("rowheader", name=vision.label.name, exact=True)
            cells = table.get_by_role("row").filter(has=header).get_by_role("cell").all_inner_texts()
            assert cells == [
                str(len(found.easy)),
                str(found.smallest),
                str(found.pairs_below(10)),
                str(found.pairs_below(5)),
            ]
