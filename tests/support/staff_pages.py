"""Staff at a kiosk's screen, by touch."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.kiosks import PIN
from tests.support.staff import STAFF

OpenKiosk = Callable[..., Page]
"""Opens the browser of a kiosk in the showroom."""


def type_pin(page: Page, pin: str = PIN) -> None:
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).tap()
    page.get_by_role("button", name="OK").tap()


def enter(page: Page, path: str = f"{STAFF}?screen=1") -> None:
    page.goto(path)
    type_pin(page)
    expect(page.get_by_role("heading", name="Pinned cars")).to_be_visible()


def enrol(page: Page) -> None:
    """With the PIN and one button. Ends on the staff's page."""
    enter(page)
    page.get_by_role("button", name="Enrol this screen").tap()
    expect(page.get_by_text("The screen is enrolled.")).to_be_visible()
