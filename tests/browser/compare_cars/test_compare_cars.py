"""Two or three cars side by side, in a browser: by keyboard, on every screen, to a screen reader and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width, tab_to
from tests.support.pages import RICH, code_of

FULL = code_of(features=RICH, color="guards-red", tire="rs-spyder-20-21")
CLASHING = code_of(features=("bose", "burmester", "pccb"))
THREE = f"/compare?car={FULL}&car={CLASHING}&model=panamera-turbo-s-e-hybrid"
LONGEST = "/compare?model=panamera-turbo-s-e-hybrid&model=taycan-4s-cross-turismo&model=911-carrera-cabriolet"
WRONG = "/compare?model=taycan&model=beetle&car=K7M4-QX9P-2RTX,ABC"
DRAWN_MM = {"911": 5040, "panamera": 5570}
"""How many millimetres the drawings of two lines show from edge to edge."""


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_cars_are_chosen_added_and_taken_out_by_keyboard(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/car/{FULL}")
    tab_to(page, "Compare with another car")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One car. Choose another.")
    tab_to(page, "Second model")
    page.keyboard.type("Tayc")
    tab_to(page, "Or a car's code")
    page.keyboard.type("K7M4-QX9P-2RTX")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Two cars, side by side.")
    expect(page.get_by_label("Or a car's code")).to_be_focused()
    expect(page.get_by_label("Or a car's code")).to_have_value("K7M4-QX9P-2RTX")
    expect(page.locator("#codes-fault")).to_contain_text("wrong symbol")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(CLASHING.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_text(
        ["What is compared", f"911 Carrera {FULL}", "Taycan", f"911 Carrera {CLASHING}"]
    )
    page.get_by_role("link", name="Remove Taycan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_count(3)
    expect(page.get_by_role("heading", level=1)).to_have_text("Two cars, side by side.")


def test_every_value_has_its_row_and_its_column_for_a_screen_reader_even_on_a_phone(page: Page) -> None:
    """On a phone, the rows are grids. Only roles keep them a table there."""
    page.goto(LONGEST)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        table = page.get_by_role("table", name="What differs")
        row = table.get_by_role("row", name="Power")
        expect(row.get_by_role("rowheader")).to_have_text("Power")
        expect(row.get_by_role("cell")).to_have_count(3)
        expect(table.get_by_role("columnheader", name="911 Carrera Cabriolet")).to_be_visible()


def test_the_drawings_have_one_scale_on_every_screen(page: Page) -> None:
    page.goto("/compare?model=911-carrera&model=panamera&model=911-gt3")
    for width in (320, 390, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [drawing.bounding_box() for drawing in page.locator(".compared .k-car").all()]
        drawn = [box["width"] for box in boxes if box]
        for line, pixels in zip(("911", "panamera", "911"), drawn, strict=True):
            assert pixels / DRAWN_MM[line] == pytest.approx(drawn[0] / DRAWN_MM["911"], rel=0.01)
            assert pixels > 90, "too small to compare"


def test_it_fits_every_screen_and_the_names_stay_in_view(page: Page) -> None:
    for path in ("/compare", f"/compare?car={FULL}", THREE, LONGEST, WRONG):
        page.goto(path)
        assert_fits_every_width(page)
    page.goto(LONGEST)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        page.get_by_role("row", name="Luggage, rear").scroll_into_view_if_needed()
        expect(page.get_by_role("columnheader", name="Taycan 4S Cross Turismo")).to_be_in_viewport(ratio=1)


def test_a_finger_finds_every_link(page: Page) -> None:
    page.goto(THREE)
    page.set_viewport_size({"width": 390, "height": 844})
    for box, name in boxes_of(page.locator("main :is(.btn, select, input:not([type=hidden]), summary)")):
        assert box["height"] >= 44, name


def test_it_is_accessible_in_every_light(page: Page) -> None:
    for path in ("/compare", THREE, WRONG):
        page.goto(path)
        assert_accessible_in_every_light(page)


def test_paper_has_the_cars_side_by_side_without_what_only_a_screen_needs(page: Page) -> None:
    page.goto(LONGEST)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})
    tops = {round(box["y"]) for box, _ in boxes_of(page.locator(".compared li"))}
    assert len(tops) == 1
    for screen_only in ("Remove Taycan 4S Cross Turismo", "Configure: Taycan 4S Cross Turismo"):
        expect(page.get_by_role("link", name=screen_only)).to_be_hidden()
    expect(page.get_by_role("cell", name="2.9 s")).to_be_visible()
    expect(page.get_by_text("Demonstration figure: no source gives it.")).to_be_visible()
