"""The summary of a car in a browser: from its code to a saved car, and on to another device."""

import re

import pytest
from playwright.sync_api import Page, expect

from configurator.cars.catalogue import Paint
from configurator.cars.configuration import check
from tests.support.browser import LIGHTS, Browsing
from tests.support.client import Client
from tests.support.journey import (
    assert_accessible_in_every_light,
    assert_fits_every_width,
    fill_in,
    tab_to,
)
from tests.support.pages import OURS, RICH, code_of, selection_of

CODE = code_of(features=RICH, tire="rs-spyder-20-21")
BLUE = "911 Carrera in Gentian Blue"
DRAWING = f"{BLUE} Metallic, front three-quarter view"
CONFLICT = code_of(features=("bose", "burmester", "pccb"))
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


@SCRIPTS
def test_a_car_goes_from_code_to_summary_to_a_name_and_by_code_to_another_device(
    open_page: Browsing, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto("/")
    page.get_by_label("Been here before? Enter your code").fill(CODE.lower())
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"911 Carrera in\s+Gentian Blue"))
    expect(page.locator("#car-views").get_by_role("img", name=DRAWING)).to_be_visible()

    page.get_by_role("link", name="Save under a name").first.click()
    fill_in(page, age="36", vision="deutan")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/saved$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada Quispe")

    code = page.locator(".handoff-card .code").inner_text()
    other = open_page(javascript=javascript)
    other.goto("/open")
    other.get_by_label("Your code").fill(code)
    other.get_by_role("button", name="Open").click()
    expect(other.locator("#car-views").get_by_role("img", name=DRAWING)).to_be_visible()
    other.goto("/saved")
    expect(other.get_by_role("heading", level=1)).to_have_text("Nothing is saved here.")


def test_the_whole_journey_needs_no_mouse(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto("/open")
    tab_to(page, "Your code")
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/car/*")
    tab_to(page, "Save under a name")
    page.keyboard.press("Enter")
    page.wait_for_url("**/you?*")
    tab_to(page, "Name")
    page.keyboard.type("Ada")
    tab_to(page, "Rather not say")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("In my own words")).to_be_checked()
    tab_to(page, "Your own words (optional)")
    page.keyboard.type("two-spirit")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada")
    tab_to(page, "Erase everything")
    page.keyboard.press("Enter")
    page.wait_for_url("**/saved/erase")
    tab_to(page, "Erase everything")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased.")


def test_every_paints_name_fills_the_wall_and_never_runs_out_of_it(page: Page, http: Client) -> None:
    """The width that the server reckons with is the browser's, for every name there is."""
    page.goto(f"/car/{CODE}")
    drawn = page.evaluate(
        """async (names) => {
            await document.fonts.load("300 100px 'Newsreader Display'");
            const masthead = document.querySelector(".paint-name");
            masthead.style.fontSize = "100px";
            return names.map((name) => {
                masthead.textContent = name;
                const range = document.createRange();
                range.selectNodeContents(masthead);
                return range.getBoundingClientRect().width / 100;
            });
        }""",
        [paint.short for paint in OURS.paints],
    )
    reckoned = [reckoned_width(http, paint) for paint in OURS.paints]
    for paint, width, em in zip(OURS.paints, drawn, reckoned, strict=True):
        assert 0.85 * em <= width <= em, paint.short


def reckoned_width(http: Client, paint: Paint) -> float:
    model = next(model for model in OURS.models if paint.available.admits(model))
    found = re.search(r"--em: *([\d.]+)", http.get(f"/car/{code_of(model.id, color=paint.id)}").text)
    assert found
    return float(found[1])


@pytest.mark.parametrize(
    ("model", "color"),
    [
        ("panamera-turbo-s-e-hybrid", "gentian-blue-satin"),
        ("911-carrera-cabriolet", "vanadium-grey-satin"),
        ("taycan-4s-cross-turismo", "aventurine-green"),
        ("cayenne", "chalk"),
    ],
)
def test_the_longest_names_and_the_tallest_car_fit_every_screen(page: Page, model: str, color: str) -> None:
    assert check(OURS, selection_of(model, color=color)).car
    page.goto(f"/car/{code_of(model, color=color)}")
    for size in ((320, 568), (390, 844), (844, 390), (768, 1024), (1080, 1920), (1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        heading, car = page.locator(".paint-name").bounding_box(), page.locator(".studio .k-car").bounding_box()
        assert heading
        assert car
        for box in (heading, car):
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size[0]
        assert heading["y"] > 0, "the name is cut off above"
        assert heading["y"] < car["y"] + car["height"] / 2, "the car hides the name"
    assert_fits_every_width(page)


def test_the_link_and_the_code_can_be_copied(open_page: Browsing) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/car/{CODE}")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(".handoff-card").get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Link").input_value() == page.url
    page.get_by_role("button", name="Copy code").click()
    expect(page.locator(".handoff-card").get_by_role("status")).to_have_text("Code copied")
    assert page.evaluate("navigator.clipboard.readText()") == CODE


def test_the_link_is_whole(page: Page) -> None:
    page.goto(f"/car/{CODE}")
    link = page.get_by_label("Link", exact=True)
    for width in (390, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert link.evaluate("node => node.scrollWidth <= node.clientWidth && node.scrollHeight <= node.clientHeight")


def test_where_a_script_may_not_copy_the_link_is_selected(open_page: Browsing) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"/car/{CODE}")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(".handoff-card").get_by_role("status")).to_contain_text("Selected")
    assert page.evaluate("getSelection().toString()") == page.url


def test_without_a_script_the_link_is_a_field_to_select_and_nothing_is_offered_in_vain(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto(f"/car/{CODE}")
    expect(page.get_by_label("Link")).to_have_value(page.url)
    for name in ("Copy", "Copy code", "Print"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_hidden()


def test_print_is_the_browsers_own(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"/car/{CODE}")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def fullest_car() -> str:
    """The model that takes the most features at once, with all of them."""
    fullest: dict[str, tuple[str, ...]] = {}
    for model in OURS.models:
        features: tuple[str, ...] = ()
        for feature in OURS.offered("additionalFeatures", model.line):
            tried = check(OURS, selection_of(model.id, features=(*features, feature.id)))
            features = (*features, feature.id) if tried.buildable else features
        fullest[model.id] = features
    model_id = max(fullest, key=lambda name: len(fullest[name]))
    return code_of(model_id, features=fullest[model_id])


def sheets(page: Page) -> int:
    """How many are needed, of A4 and of Letter."""
    a4, letter = page.pdf(prefer_css_page_size=True), page.pdf(format="Letter")
    [count] = {len(re.findall(rb"/Type /Page\b", printed)) for printed in (a4, letter)}
    return count


@pytest.mark.parametrize("code", [CODE, CONFLICT, fullest_car()], ids=["usual", "with conflicts", "fullest"])
def test_on_paper_it_is_one_sheet_of_black_on_white_and_one_of_equipment(page: Page, code: str) -> None:
    page.goto(f"/car/{code}")
    for light in LIGHTS:
        page.emulate_media(color_scheme=light, media="null")
        assert sheets(page) == 2
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(19, 19, 19)"
    for name in ("front three-quarter view", "side view", "interior view"):
        expect(page.get_by_role("img", name=name)).to_be_visible()
    for shown in (
        page.locator(".price-list .sum"),
        page.locator(".handoff-card .code"),
    ):
        expect(shown).to_be_visible()
    expect(page.locator(".qr")).to_be_visible()
    expect(page.get_by_text("not affiliated with Porsche AG")).to_be_visible()
    expect(page.locator(".second-sheet").get_by_text("Wipers with rain sensor")).to_be_visible()
    for left_out in (
        page.locator(".tools"),
        page.locator("#standard"),
        page.get_by_role("link", name="Save under a name").first,
    ):
        expect(left_out).to_be_hidden()


def test_the_second_sheet_is_the_equipments_alone(page: Page) -> None:
    page.goto(f"/car/{CODE}")
    page.locator(".second-sheet").evaluate("element => element.remove()")
    assert sheets(page) == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_standard_equipment_is_folded_until_it_is_wanted(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/car/{CODE}")
    item = page.locator("#standard").get_by_text("Six airbags")
    expect(item).to_be_hidden()
    page.get_by_text("Standard equipment", exact=True).click()
    expect(item).to_be_visible()


def test_a_conflict_leads_to_the_configurator_with_its_way_out_chosen(page: Page) -> None:
    page.goto(f"/car/{CONFLICT}")
    page.get_by_role("link", name="Remove BOSE Surround Sound").click()
    expect(page).to_have_url(re.compile(r"/configure\?"))
    expect(page.locator("#feature-bose")).not_to_be_checked()
    expect(page.locator("#feature-burmester")).to_be_checked()


def test_one_link_resolves_all_conflicts(page: Page) -> None:
    page.goto(f"/car/{CONFLICT}")
    page.get_by_role("link", name="Resolve all 2 conflicts").click()
    expect(page.locator("#conflicts .notice")).to_have_count(0)


@pytest.mark.parametrize("code", [CODE, CONFLICT], ids=["usual", "with conflicts"])
def test_it_is_accessible_in_every_light(page: Page, code: str) -> None:
    page.goto(f"/car/{code}")
    assert_accessible_in_every_light(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_accessible_in_every_light(page)


def test_the_paint_keeps_its_colour_where_all_others_are_forced(open_page: Browsing) -> None:
    page = open_page(forced_colors="active")
    page.goto(f"/car/{CODE}")
    assert page.evaluate("getComputedStyle(document.querySelector('.studio .k-p')).fill") == "rgb(35, 48, 95)"
