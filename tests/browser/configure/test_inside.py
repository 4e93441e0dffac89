"""The view from inside at every size: the whole cabin, the seat's face and the close-up of its material."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.journey import CARRERA, pick

SIZES = [(320, 700), (390, 844), (768, 1024), (1024, 768), (1280, 720), (1440, 900), (1920, 1080), (844, 390)]
INSIDE = f"{CARRERA}&view=interior"
# Where these are in the drawing, in its own units.
PARTS = {
    "left end of the dashboard": (54, 200),
    "right end of the dashboard": (906, 200),
    "instruments": (273, 180),
    "wheel": (268, 306),
    "screen": (495, 200),
    "seat's back": (1180, 220),
    "seat's cushion": (1180, 430),
    "close-up": (936, 440),
}
# The parts whose place is outside of the visible part of the preview, or covered by a control.
MISSING = """(parts) => {
  const matrix = document.querySelector("#interior-view > svg").getScreenCTM();
  const bar = document.querySelector(".summary-bar").getBoundingClientRect();
  const preview = document.querySelector(".preview").getBoundingClientRect();
  const bottom = Math.min(preview.bottom, bar.top > preview.top ? bar.top : innerHeight);
  return Object.keys(parts).filter((name) => {
    const [x, y] = parts[name];
    const at = new DOMPoint(x, y).matrixTransform(matrix);
    const shown = at.x >= 0 && at.x <= innerWidth && at.y >= Math.max(preview.top, 0) && at.y <= bottom;
    return !shown || document.elementFromPoint(at.x, at.y)?.closest(".corner, .summary-bar, header");
  });
}"""


def test_the_whole_cabin_is_in_view_and_no_control_covers_it(page: Page) -> None:
    page.goto(INSIDE)
    missing = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        missing[width, height] = page.evaluate(MISSING, PARTS)
    assert missing == {size: [] for size in SIZES}


def test_wheel_screens_seat_and_close_up_stay_where_the_options_are(page: Page) -> None:
    page.goto(INSIDE)
    kept = {name: place for name, place in PARTS.items() if name != "instruments"}
    missing = {}
    for width, height in SIZES[:-1]:
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#interior").evaluate("element => element.scrollIntoView({behavior: 'instant'})")
        missing[width, height] = page.evaluate(MISSING, kept)
    assert missing == {size: [] for size in SIZES[:-1]}


def test_no_lettering_shows_with_the_cabin(page: Page) -> None:
    page.goto(INSIDE)
    expect(page.locator(".paint-name")).to_be_hidden()
    page.get_by_role("button", name="Side").click()
    expect(page.locator(".paint-name")).to_be_visible()


def test_the_close_up_follows_the_choice_in_picture_and_name(page: Page) -> None:
    page.goto(INSIDE)
    pick(page, "#interior-heritage-pasha")
    expect(page.get_by_role("img", name="Close-up of Heritage Design interior, Pasha: woven checks")).to_be_visible()
    for material, display in (("pasha", "inline"), ("leather", "none")):
        expect(page.locator(f"#interior-view .k-m-{material}").last).to_have_css("display", display)


@pytest.mark.parametrize(("model", "display"), [("911-carrera", "inline"), ("911-carrera-cabriolet", "none")])
def test_a_cabriolet_is_open_above(page: Page, model: str, display: str) -> None:
    page.goto(f"/configure?model={model}&view=interior")
    expect(page.locator("#interior-view .kc-roof")).to_have_css("display", display)
