"""Configuring a car as people do: by mouse, by finger, by keyboard, with and without JavaScript."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.journey import CARRERA, assert_accessible_in_every_light, assert_fits_every_width, pick

SIZES = [(320, 700), (390, 844), (768, 1024), (1440, 900), (1920, 1080)]
DRAWN_PAINT = "getComputedStyle(document.querySelector('#side-view .k-p')).fill"


def total(page: Page) -> str:
    return page.locator("#total .amount").inner_text()


def change_line(page: Page) -> str:
    return " ".join(page.locator("#total .status-line").inner_text().split())


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_choice_recolours_the_drawing_at_once(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript, reduced_motion="reduce")
    page.goto(CARRERA)
    assert page.evaluate(DRAWN_PAINT) == "rgb(35, 48, 95)"
    pick(page, "#color-guards-red")
    expect(page.locator("#side-view .k-p").first).not_to_have_css("fill", "rgb(35, 48, 95)")


def test_the_drawing_is_recoloured_before_the_next_frame(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(CARRERA)
    painted = page.evaluate(
        f"""() => new Promise((done) => {{
            document.getElementById("color-guards-red").click();
            requestAnimationFrame(() => done({DRAWN_PAINT}));
        }})"""
    )
    assert painted != "rgb(35, 48, 95)"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_wheels_callipers_and_options_show_on_the_drawing_without_a_request(
    open_page: Browsing, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto(CARRERA)
    property_of = "name => getComputedStyle(document.querySelector('#side-view .k-car')).getPropertyValue(name)"
    pick(page, "#tire-rs-spyder-20-21")
    pick(page, "#feature-pccb")
    pick(page, "#feature-sunroof")
    pick(page, "#interior-leather-bordeaux")
    values = {name: page.evaluate(property_of, name) for name in ("--rim-ten", "--caliper", "--o-pano", "--interior")}
    assert values == {"--rim-ten": "", "--caliper": "#e0b400", "--o-pano": "inline", "--interior": "#7f1d1d"}


def test_the_total_follows_without_a_reload_and_the_address_with_it(page: Page) -> None:
    page.goto(CARRERA)
    page.evaluate("window.stayed = true")
    pick(page, "#color-chalk")
    expect(page.locator("#total .amount")).to_have_text("$138,660")
    assert change_line(page) == "+$1,580 Chalk instead of Gentian Blue Undo"
    assert "color=chalk" in page.url
    assert page.evaluate("window.stayed")
    expect(page).to_have_title(re.compile("911 Carrera in Chalk"))
    expect(page.get_by_role("img", name="911 Carrera in Chalk, side view")).to_be_visible()


def test_without_script_the_button_brings_the_total_and_the_change_line(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    pick(page, "#color-chalk")
    page.get_by_role("button", name="Update the total").click()
    assert total(page) == "$138,660"
    assert change_line(page) == "+$1,580 Chalk instead of Gentian Blue Undo"
    page.get_by_role("link", name="Undo").click()
    assert total(page) == "$137,080"


def test_the_drawing_and_the_focus_stay_where_they_are_when_the_words_change(page: Page) -> None:
    page.goto(CARRERA)
    page.evaluate("window.car = document.querySelector('#side-view .k-car')")
    page.locator("#color-gentian-blue").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#total .status-line")).to_contain_text("Lugano Blue instead of Gentian Blue")
    assert page.evaluate("window.car === document.querySelector('#side-view .k-car')")
    assert page.evaluate("document.activeElement.name") == "color"


def test_undo_brings_the_car_that_was_and_reload_the_car_that_is(page: Page) -> None:
    page.goto(CARRERA)
    pick(page, "#feature-bose")
    expect(page.locator("#total .amount")).to_have_text("$138,680")
    pick(page, "#feature-burmester")
    expect(page.locator("#total .amount")).to_have_text("$142,640")
    expect(page.locator("#feature-bose")).not_to_be_checked()
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("#total .amount")).to_have_text("$138,680")
    expect(page.locator("#feature-bose")).to_be_checked()
    page.reload()
    expect(page.locator("#feature-bose")).to_be_checked()
    assert total(page) == "$138,680"
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("#total .amount")).to_have_text("$142,640")


def test_after_undo_the_focus_is_at_the_total_not_lost(page: Page) -> None:
    page.goto(CARRERA)
    pick(page, "#color-chalk")
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("#total .amount")).to_have_text("$137,080")
    assert page.evaluate("document.activeElement.id") == "total"


def test_the_last_of_quick_choices_counts(page: Page) -> None:
    page.goto(CARRERA)
    for paint in ("chalk", "guards-red", "shark-blue", "black"):
        page.evaluate(f"document.getElementById('color-{paint}').click()")
    expect(page.locator("#total .amount")).to_have_text("$135,500")
    expect(page.locator("#color-black")).to_be_checked()


def test_another_model_of_the_line_changes_what_is_on_offer_in_place(page: Page) -> None:
    page.goto(CARRERA)
    expect(page.locator("#tire-gt3-magnesium-20-21")).to_be_disabled()
    pick(page, "#model-911-gt3")
    expect(page.locator("#tire-gt3-magnesium-20-21")).to_be_enabled()
    expect(page.locator("#tire-gt3-centrelock-20-21")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_have_text("911 GT3")


def test_a_conflict_in_a_link_is_resolved_by_a_click(page: Page) -> None:
    page.goto(f"{CARRERA}&feature=bose&feature=burmester")
    expect(page.get_by_role("link", name="1 conflict to resolve")).to_be_visible()
    page.get_by_role("link", name=re.compile("Remove BOSE")).click()
    expect(page.locator("#conflicts")).to_be_hidden()
    expect(page.locator("#feature-bose")).not_to_be_checked()


def test_when_the_server_is_gone_the_choice_stays_and_the_page_says_so(open_page: Browsing) -> None:
    page = open_page(tolerate="ERR_FAILED|Failed to load|failed:")
    page.goto(CARRERA)
    page.route("**/configure?**", lambda route: route.abort())
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("can't be reached")
    expect(page.locator("#color-chalk")).to_be_checked()
    page.unroute("**/configure?**")
    pick(page, "#feature-bose")
    expect(page.locator("#total .amount")).to_have_text("$140,260")


def test_the_whole_form_can_be_used_by_keyboard_alone(page: Page) -> None:
    page.goto(CARRERA)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the options")).to_be_focused()
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert {"model", "color", "tire", "interior", "feature", "Review your car"} <= reached


def test_nothing_sticks_out_sideways_at_any_width(page: Page) -> None:
    page.goto("/configure?model=panamera-turbo-s-e-hybrid&color=vanadium-grey-satin&feature=bose&feature=burmester")
    assert_fits_every_width(page)


LETTERED = """() => {
    const wall = document.querySelector(".paint-name");
    const copy = Object.assign(document.createElement("span"), {
        textContent: getComputedStyle(wall, "::before").content.replaceAll('"', ""),
    });
    wall.append(copy);
    const { width } = copy.getBoundingClientRect();
    copy.remove();
    return width;
}"""


@pytest.mark.parametrize("paint", ["vanadium-grey-satin", "black", "aventurine-green"])
def test_the_paints_name_fills_the_wall_and_never_runs_out_of_it(page: Page, paint: str) -> None:
    page.goto(f"{CARRERA}&color={paint}")
    page.evaluate("document.fonts.ready")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(LETTERED) <= width


def test_car_total_and_the_way_on_stay_in_view_wherever_one_reads(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(CARRERA)
    for (width, height), section in product(SIZES[1:], ("model", "paint", "wheels", "interior", "extras")):
        page.set_viewport_size({"width": width, "height": height})
        page.locator(f"#{section}").evaluate("element => element.scrollIntoView()")
        expect(page.locator("#side-view .k-car")).to_be_in_viewport()
        expect(page.locator("#total .amount")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name=re.compile("^Review"))).to_be_in_viewport(ratio=1)
        expect(page.locator(f"#{section} h2")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("controls", "least"),
    [
        (".hit:not(.seg *), .btn, .index a, .offer, .other-lines li, summary, .seg", 44),
        (".instead-link, .link-button", 24),
    ],
    ids=["controls", "links among words"],
)
def test_targets_are_large_enough_for_fingers(open_page: Browsing, controls: str, least: int) -> None:
    page = open_page(size=(390, 844), has_touch=True)
    page.goto(f"{CARRERA}&feature=bose&feature=burmester")
    page.evaluate("for (const fold of document.querySelectorAll('.fold')) fold.open = true")
    assert page.locator(controls).filter(visible=True).count()
    small = page.evaluate(
        """([controls, least]) => [...document.querySelectorAll(controls)]
            .filter((element) => element.checkVisibility())
            .map((element) => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
            .filter(([_, box]) => box.height > 1 && Math.min(box.width, box.height) < least - 0.5)""",
        [controls, least],
    )
    assert small == []


def test_on_a_phone_a_price_group_opens_where_it_is_asked_for(open_page: Browsing) -> None:
    page = open_page(size=(390, 844))
    page.goto(CARRERA)
    legends = page.locator("details.paint-group", has_text="Legends")
    expect(legends.locator(".chips")).to_be_hidden()
    legends.locator("summary").click()
    expect(legends.get_by_text("Chalk", exact=True)).to_be_visible()


def open_everywhere(page: Page) -> bool:
    return bool(page.evaluate("[...document.querySelectorAll('.chips')].every((chips) => chips.checkVisibility())"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_where_there_is_room_every_paint_is_in_sight(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(CARRERA)
    assert open_everywhere(page)


@pytest.mark.parametrize(
    "query",
    ["", "&feature=bose&feature=burmester&color=velvet", "&view=interior", "&view=front"],
    ids=["plain", "trouble", "interior", "front"],
)
def test_no_rule_of_accessibility_is_broken(page: Page, query: str) -> None:
    page.goto(f"{CARRERA}{query}")
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert_accessible_in_every_light(page)


def test_in_forced_colours_the_paints_keep_theirs_and_what_is_chosen_stands_out(open_page: Browsing) -> None:
    page = open_page(forced_colors="active")
    page.goto(CARRERA)
    swatch = page.locator(".chip:has(#color-guards-red) rect")
    expect(swatch).to_have_css("fill", "rgb(173, 29, 42)")
    expect(page.locator(".chip:has(#color-gentian-blue)")).to_have_css("outline-style", "solid")
    expect(page.locator(".chip:has(#color-guards-red)")).to_have_css("outline-style", "none")
