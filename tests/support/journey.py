"""Steps on a car's pages in a browser, and checks for every page."""

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.support.accessibility import assert_colours_are_accessible, assert_no_axe_violations

CARRERA = "/configure?model=911-carrera"
WIDTHS = (320, 390, 768, 1080, 1440, 1920)
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pick(page: Page, control: str) -> None:
    """Click what is visible of a control, as a finger would."""
    page.locator(f".hit:has(> {control})").click()


def fill_in(page: Page, name: str = "Ada Quispe", **said: str) -> None:
    """Fill in the form about the person, with `age`, `gender` and `vision` if they are given."""
    page.get_by_label("Name", exact=True).fill(name)
    if "age" in said:
        page.get_by_label("Age").fill(said["age"])
    for question in ("gender", "vision"):
        if question in said:
            pick(page, f"[name={question}][value={said[question]}]")


def save(page: Page, code: str, said: Mapping[str, str] | None = None) -> None:
    """Fill in the form for a car, send it, and wait for the saved page."""
    page.goto(f"/you?code={code}")
    fill_in(page, **(said or {}))
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved")


def assert_accessible_in_every_light(page: Page) -> None:
    """axe's verdict by day and in forced colours; its verdict on colours by night, when nothing else changes."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert_no_axe_violations(page)
    page.emulate_media(color_scheme="dark")
    assert_colours_are_accessible(page)
    page.emulate_media(forced_colors="active")
    assert_no_axe_violations(page)
    page.emulate_media(forced_colors="none", color_scheme="light")


def assert_fits_every_width(page: Page) -> None:
    """The page doesn't scroll sideways, from the smallest phone to the largest screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_OVERFLOW) <= 0, f"{page.url} scrolls sideways at {width} px"


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the focused element is called `name`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED) == name:
            return
    raise AssertionError(f"Tab never reached {name!r}")


_FOCUSED = """() => {
  const element = document.activeElement;
  const label = element.labels?.[0] ?? element;
  return label.innerText.trim();
}"""
