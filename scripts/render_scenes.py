"""DALL-E renders in every state, as customers meet them."""

from collections.abc import Callable

from playwright.sync_api import Page

from scripts.scene import RICH, Scene, at, code, save


def ask(view: str, shows: str, **parts: str) -> Callable[[Page], object]:
    """A render asked for, if it isn't yet; `shows` is a selector of what has then become of it."""

    def arrive(page: Page) -> None:
        page.goto(f"/car/{code(features=RICH, tire='rs-spyder-20-21', **parts)}?view={view}#render")
        button = page.get_by_role("button", name="Ask for a DALL-E render")
        if button.count():
            button.click()
        page.locator(shows).first.wait_for(timeout=30_000)

    return arrive


def compare(view: str) -> Callable[[Page], object]:
    def arrive(page: Page) -> None:
        ask(view, "[data-picture]", color="guards-red")(page)
        page.locator(".hit:has(> [value=both])").click()

    return arrive


def ask_and_save(page: Page) -> None:
    ask("side", "[data-picture]")(page)
    save(page)
    scroll_through(page)


def ask_and_change(page: Page) -> None:
    ask("side", "[data-picture]", color="lava-orange")(page)
    page.goto("/configure?model=911-carrera&color=chalk")
    page.get_by_role("button", name="Review").click()
    page.locator("#render").wait_for()
    scroll_through(page)


def fill_the_gallery(page: Page) -> None:
    for color in ("racing-yellow", "guards-red", "chalk", "gentian-blue", "lava-orange", "aventurine-green"):
        ask("side", "[data-picture]", color=color)(page)
    page.goto("/")
    scroll_through(page)


def scroll_through(page: Page) -> None:
    """So that what is loaded late is there."""
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")


RENDER_SCENES = (
    Scene("render-unasked", at(f"/car/{code()}"), shop="open"),
    Scene("render-drawn", ask("front", "[data-state=in_progress]", color="guards-red"), shop="open", behaves="hang"),
    Scene("render-ready", ask("rear", "[data-picture]", color="guards-red"), shop="open"),
    Scene("render-side", compare("side"), shop="open"),
    Scene("render-inside", compare("interior"), shop="open"),
    Scene("render-refused", ask("side", "[data-state=refused]", color="chalk"), shop="open", behaves="moderation"),
    Scene("render-failed", ask("rear", "[data-state=failed]", color="chalk"), shop="open", behaves="cut"),
    Scene("render-spent", at(f"/car/{code()}"), shop="spent"),
    Scene("render-share", ask("side", "[data-state=share_spent]"), shop="shared out"),
    Scene("render-saved", ask_and_save, shop="open"),
    Scene("render-earlier", ask_and_change, shop="open"),
    Scene("home-gallery", fill_the_gallery, shop="open"),
)
