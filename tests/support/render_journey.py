"""Steps with a render in a browser."""

from contextlib import suppress

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as NotThere

from tests.support.client import Client
from tests.support.patience import PATIENCE
from tests.support.renders import settled

ASK = "Request a DALL-E render"


def ask(page: Page, code: str, view: str = "side") -> None:
    page.goto(f"/car/{code}?view={view}#render")
    page.get_by_role("button", name=ASK).click()


def ready(page: Page, code: str, view: str = "side") -> None:
    """A page with a finished render, for tests of what comes afterwards: without the pauses between two polls."""
    ask(page, code, view)
    page.locator("[data-poll], [data-picture]").first.wait_for()
    if address := page.locator("[data-state]").get_attribute("data-poll"):
        settled(Client(page.url), address)
        page.reload()
    page.locator("[data-picture]").wait_for()


def come(page: Page, shown: Locator) -> None:
    """Wait for an element. Without JavaScript, reload the page sooner than it would by itself."""
    for _ in range(40):
        with suppress(NotThere):
            shown.wait_for(timeout=PATIENCE * 1000 if has_script(page) else 400)
            return
        page.reload()
    raise AssertionError("it did not come to that")


def has_script(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(scripting: enabled)').matches"))
