"""One view for the large drawing and the panel: whichever is used, the other follows."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

BLUE = "911 Carrera in Gentian Blue Metallic"


def test_drawing_and_panel_follow_each_other(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    page.goto(f"/car/{code}")
    page.evaluate("window.same = true")
    panel = page.get_by_role("group", name="View of the render")
    page.get_by_role("group", name="View of the car").get_by_role("link", name="Interior").click()
    expect(page.get_by_text("It shows this car from inside.")).to_be_visible()
    expect(panel.locator("[aria-current]")).to_have_text("Interior")
    for label, view in (("Rear", "side"), ("Front", "front three-quarter")):
        panel.get_by_role("link", name=label).click()
        expect(page.get_by_role("img", name=f"{BLUE}, {view} view")).to_be_visible()
        expect(page).to_have_url(re.compile(rf"[?]view={label.lower()}#render$"))
        expect(page.locator(".render form button")).to_have_attribute("value", label.lower())
    assert page.evaluate("window.same"), "no page was loaded"
