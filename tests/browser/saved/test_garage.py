"""Several saved cars in a browser: by keyboard, by finger, without a script, in every light and at every size."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import WIDTHS, assert_accessible_in_every_light, assert_fits_every_width, save
from tests.support.pages import code_of

RED, TAYCAN, CAYENNE = code_of(color="guards-red"), code_of("taycan"), code_of("cayenne")


def save_another(page: Page, code: str, name: str = "") -> None:
    page.goto(f"/you?code={code}")
    page.get_by_label("Name of the car").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved#car-1")


def with_three_cars(page: Page) -> Page:
    save(page, RED)
    save_another(page, TAYCAN, "Our weekend car")
    save_another(page, CAYENNE)
    return page


def names(page: Page) -> list[str]:
    return page.locator(".bay h2 a").all_inner_texts()[:-1]


def told(page: Page) -> Locator:
    """The news of a page that has loaded. To be heard, they have the focus, or describe what has it."""
    expect(page.locator("#news:focus, :focus[aria-describedby=news]")).to_have_count(1)
    return page.locator("#news")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_garage_is_kept_with_a_few_clicks(open_page: Browsing, javascript: bool) -> None:
    page = with_three_cars(open_page(javascript=javascript))
    assert names(page) == ["Cayenne in Chalk", "Our weekend car", "911 Carrera in Guards Red"]
    page.locator("#car-3").get_by_text("Rename").first.click()
    page.locator("#car-3").get_by_label("Name").fill("Red one")
    page.locator("#car-3").get_by_role("button", name="Rename", exact=True).click()
    expect(told(page)).to_have_text("Renamed.")
    page.get_by_role("button", name="Duplicate Red one").click()
    expect(told(page)).to_have_text("Duplicated. The copy is the first car.")
    page.get_by_role("button", name="Delete Our weekend car").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert names(page) == ["Copy of Red one", "Cayenne in Chalk", "Red one"]
    page.get_by_role("button", name="Undo").click()
    expect(told(page)).to_have_text("The car is back.")
    assert names(page) == ["Copy of Red one", "Cayenne in Chalk", "Our weekend car", "Red one"]


def test_two_cars_are_chosen_for_comparison_by_keyboard_and_the_button_follows(page: Page) -> None:
    with_three_cars(page)
    button = page.get_by_role("button", name="Compare")
    page.evaluate("scrollTo(0, 0)")
    expect(button).not_to_be_in_viewport()
    for name in ("Compare Cayenne in Chalk", "Compare Our weekend car"):
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
    expect(button).to_be_in_viewport()
    button.click()
    page.wait_for_url(f"**/compare?car={CAYENNE}&car={TAYCAN}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_whole_picture_opens_the_car_and_a_keyboard_reaches_every_action(page: Page) -> None:
    with_three_cars(page)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"))
    actions = [f"{action} Our weekend car" for action in ("Change", "Rename", "Duplicate", "Delete")]
    assert [name for name in dict.fromkeys(reached) if name in actions] == actions
    box = page.locator("#car-2 .k-car").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/car/{TAYCAN}")


def test_all_cars_have_one_scale_and_stand_on_the_line_of_their_row_in_their_own_colours(page: Page) -> None:
    with_three_cars(page)
    cars = page.locator(".bay .k-car").evaluate_all(
        """drawings => drawings.map((drawing) => {
            const { width, bottom } = drawing.getBoundingClientRect();
            const paint = getComputedStyle(drawing).getPropertyValue("--paint");
            return { scale: width / drawing.viewBox.baseVal.width, ground: Math.round(bottom), paint };
        })"""
    )
    assert len(cars) == 3
    assert max(car["scale"] for car in cars) - min(car["scale"] for car in cars) < 0.01
    assert len({car["ground"] for car in cars}) == 1
    assert len({car["paint"] for car in cars}) == 3


def test_every_action_is_a_target_for_a_finger_and_nothing_overlaps(open_page: Browsing) -> None:
    page = with_three_cars(open_page(has_touch=True))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        controls = page.locator(".bay .btn:visible, .tick-to-compare, .compare-bar .btn")
        for box, text in boxes_of(controls):
            assert min(box["width"], box["height"]) >= 43.5, (width, text)


@pytest.mark.parametrize("state", ["several", "opened", "saving one more", "refused"])
def test_it_is_accessible_and_fits_every_screen(open_page: Browsing, state: str) -> None:
    page = with_three_cars(open_page(tolerate="status of 400"))
    if state == "saving one more":
        page.goto(f"/you?code={code_of('macan')}")
    if state in ("opened", "refused"):
        page.get_by_role("checkbox").first.check()
        page.locator("#car-2").get_by_text("Rename").first.click()
    if state == "refused":
        page.locator("#car-2").get_by_label("Name").fill("\u200b")
        page.locator("#car-2").get_by_role("button", name="Rename", exact=True).click()
        expect(page.get_by_label("Name of the car")).to_be_focused()
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
