"""Steps with a render in a browser."""

from contextlib import suppress

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as NotThere

from tests.support.patience import PATIENCE

ASK = "Request a DALL-E render"


def ask(page: Page, code: str, view: str = "side") -> None:
    page.goto(f"/car/{code}?view={view}#render")
    page.get_by_role("button", name=ASK).click()


def ready(page: Page, code: str, view: str = "side") -> None:
    ask(page, code, view)
    come(page, page.locator("[data-picture]"))


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
