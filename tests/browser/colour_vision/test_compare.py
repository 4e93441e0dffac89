"""Two paints on one car, in a browser."""

from itertools import product

from playwright.sync_api import Page, expect

from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width
from tests.support.pages import code_of

LONGEST = f"/car/{code_of('panamera-turbo-s-e-hybrid')}/compare?with=vanadium-grey-satin"
MARGINS = 88
"""What a picker leaves free of the smallest screen, where no name this long finds room."""
WIDEST = """select => {
    const whole = select.cloneNode(true);
    whole.value = select.value;
    whole.style.cssText = "position: absolute; inline-size: max-content; max-inline-size: none";
    select.after(whole);
    const { width } = whole.getBoundingClientRect();
    whole.remove();
    return width;
}"""


def test_the_names_of_both_paints_are_whole_and_the_eyes_in_reach(page: Page) -> None:
    page.goto(LONGEST)
    page.evaluate("document.fonts.ready")
    for width, side in product((320, 390, 719, 768, 1440, 1920), ("Left", "Right")):
        page.set_viewport_size({"width": width, "height": 900})
        picker = page.get_by_label(side, exact=True)
        box = picker.bounding_box()
        assert box
        assert box["width"] >= min(picker.evaluate(WIDEST), width - MARGINS) - 1
        expect(page.get_by_label("Show colours as seen by")).to_be_in_viewport(ratio=1)


def test_a_paint_has_one_name_and_its_words(page: Page) -> None:
    page.goto(f"/car/{code_of(color='gentian-blue')}/compare")
    offered = page.get_by_label("Left", exact=True).locator("option").all_inner_texts()
    assert {"White, white, solid", "Guards Red, red, solid", "Gentian Blue, dark blue, metallic"} <= set(offered)
    assert not [text for text in offered if "Metallic" in text]


def test_it_is_accessible_and_fits_every_screen(page: Page) -> None:
    page.goto(LONGEST)
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
