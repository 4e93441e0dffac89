"""Scenes with DALL-E renders in every state."""

from collections.abc import Callable

from playwright.sync_api import Page

from scripts.scene import RICH, Scene, at, code, save


def ask(view: str, shows: str, **parts: str) -> Callable[[Page], object]:
    """Asks for a render unless there is one, and waits until the selector `shows` matches."""

    def arrive(page: Page) -> None:
        page.goto(f"/car/{code(features=RICH, tire='rs-spyder-20-21', **parts)}?view={view}#render")
        button = page.get_by_role("button", name="Request a DALL-E render")
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
    for color in ("racing-yellow", "shark-blue", "jet-black", "gentian-blue", "lava-orange", "aventurine-green"):
        ask("side", "[data-picture]", color=color)(page)
    page.goto("/")
    scroll_through(page)


def scroll_through(page: Page) -> None:
    """Loads the images that load lazily."""
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")


def touch(view: str, shows: str, color: str = "guards-red") -> Callable[[Page], object]:
    """The same at the end of a visit to a kiosk."""

    def arrive(page: Page) -> None:
        page.goto(f"/kiosk/finish/{code(color=color)}?view={view}")
        button = page.locator(f"button#render-{view}")
        if button.count():
            button.click()
        page.locator(shows).first.wait_for(timeout=30_000)

    return arrive


RENDER_SCENES = (
    Scene("render-unasked", at(f"/car/{code()}"), server="open"),
    Scene("render-drawn", ask("front", "[data-state=in_progress]", color="guards-red"), server="open", behaves="hang"),
    Scene("render-ready", ask("rear", "[data-picture]", color="guards-red"), server="open"),
    Scene("render-side", compare("side"), server="open"),
    Scene("render-inside", compare("interior"), server="open"),
    Scene("render-refused", ask("side", "[data-state=refused]", color="chalk"), server="open", behaves="moderation"),
    Scene("render-failed", ask("rear", "[data-state=failed]", color="chalk"), server="open", behaves="cut"),
    Scene("render-spent", at(f"/car/{code()}"), server="spent"),
    Scene("render-share", ask("side", "[data-state=share_spent]"), server="shared out"),
    Scene("render-saved", ask_and_save, server="open"),
    Scene("render-earlier", ask_and_change, server="open"),
    Scene("home-gallery", fill_the_gallery, server="open"),
    Scene("kiosk-photo", at(f"/kiosk/finish/{code('macan')}"), whole=False, server="open"),
    Scene("kiosk-photo-drawn", touch("rear", "[data-state=in_progress]"), whole=False, server="open", behaves="hang"),
    Scene("kiosk-photo-ready", touch("front", "[data-picture]", "chalk"), whole=False, server="open"),
    Scene("kiosk-photo-spent", at(f"/kiosk/finish/{code()}"), whole=False, server="spent"),
)
