"""Scenes of a kiosk: a visit, and what staff see behind the PIN."""

from collections.abc import Callable

from playwright.sync_api import Page

from scripts.scene import PIN, Scene, at, code

STAFF = "/kiosk/staff"


def save_badly(page: Page) -> None:
    page.goto(f"/kiosk/save/{code()}")
    page.get_by_label("Age").fill("twelve")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".fault").first.wait_for()


def save_too_often(page: Page) -> None:
    """The second of two in a day."""
    for name in ("Ada", "Zoë"):
        page.goto(f"/kiosk/save/{code()}")
        page.get_by_label("Name").fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").wait_for()


def type_pin(page: Page, pin: str = PIN) -> None:
    page.get_by_label("PIN").wait_for()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")


def type_wrong_pin(page: Page) -> None:
    page.goto(f"{STAFF}?screen=1")
    type_pin(page, "000000")
    page.get_by_role("alert").wait_for()


def enter(page: Page) -> None:
    page.goto(f"{STAFF}?screen=1")
    type_pin(page)
    page.get_by_role("heading", name="Pinned cars").wait_for()


def enrol(page: Page) -> None:
    page.get_by_role("button", name="Enrol this screen").click()
    page.get_by_text("The screen is enrolled.").wait_for()


def pin_and_enrol(page: Page) -> None:
    page.goto(f"/kiosk/finish/{code(color='chalk')}")
    page.get_by_role("link", name="Profile, for staff").press("Enter")
    type_pin(page)
    page.get_by_role("button", name="Pin the car just built").click()
    page.get_by_text("The car is pinned.").wait_for()
    enrol(page)


def rename_badly(page: Page) -> None:
    enter(page)
    enrol(page)
    page.get_by_role("link", name="Rename or revoke").first.click()
    page.get_by_label("Name of the screen").fill("")
    page.get_by_role("button", name="Rename").click()
    page.locator(".fault").first.wait_for()


def approve_badly(path: str, button: str) -> Callable[[Page], object]:
    """Sends a wrong code."""

    def arrive(page: Page) -> None:
        enter(page)
        page.goto(f"{STAFF}/{path}")
        page.get_by_label("Code").first.fill("K7M4-QX9P")
        page.get_by_role("button", name=button).click()
        page.locator(".fault").first.wait_for()

    return arrive


def _scene(name: str, arrive: Callable[[Page], object], server: str = "showroom") -> Scene:
    return Scene(f"kiosk{name}", arrive, whole=False, server=server)


KIOSK_SCENES = (
    _scene("", at("/kiosk"), "closed"),
    _scene("-configure", at("/kiosk/configure?model=911-carrera"), "closed"),
    _scene("-vision", at("/kiosk/configure?model=911-carrera&eyes=open"), "closed"),
    _scene("-finish", at(f"/kiosk/finish/{code(color='chalk')}"), "closed"),
    _scene("-save", at(f"/kiosk/save/{code()}"), "closed"),
    _scene("-save-errors", save_badly, "closed"),
    _scene("-save-wait", save_too_often, "limited"),
    _scene("-no-pin", at(f"{STAFF}?screen=1"), "closed"),
    _scene("-pin", at(f"{STAFF}?screen=1")),
    _scene("-pin-wrong", type_wrong_pin),
    _scene("-staff", pin_and_enrol),
    _scene("-staff-screen", rename_badly),
    _scene("-staff-approve", approve_badly("approve", "Approve")),
    _scene("-staff-car", approve_badly("cars", "Pin")),
    _scene("-enrol", at("/kiosk/enrol")),
)
