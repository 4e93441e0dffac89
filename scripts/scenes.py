"""Every page in every state, in the order of a visit."""

from collections.abc import Callable

from playwright.sync_api import Page

from configurator.colour_vision.visions import LABELS, VISION_TYPES, VisionType
from scripts.kiosk_scenes import KIOSK_SCENES
from scripts.render_scenes import RENDER_SCENES
from scripts.scene import RICH, Scene, at, code, save


def save_badly(page: Page) -> None:
    page.goto(f"/you?code={code()}")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_label("Age").fill("twelve")
    page.get_by_role("button", name="Save", exact=True).click()


def save_one_more(page: Page) -> None:
    save(page)
    page.goto(f"/you?code={code('taycan')}")


def save_several(page: Page) -> None:
    save_one_more(page)
    page.get_by_label("Name of the car").fill("Our weekend car")
    page.get_by_role("button", name="Save", exact=True).click()


def ask_to_erase(page: Page) -> None:
    save(page)
    page.get_by_role("link", name="Erase").click()


def erase(page: Page) -> None:
    ask_to_erase(page)
    page.get_by_role("button", name="Erase").click()


def seeing(kind: VisionType) -> Callable[[Page], object]:
    def arrive(page: Page) -> None:
        page.goto("/patterns/vision")
        page.get_by_label(LABELS[kind].name).check()
        page.get_by_role("button", name="Sort the paints").click()

    return arrive


def sort_for(kind: VisionType) -> Callable[[Page], object]:
    def arrive(page: Page) -> None:
        seeing(kind)(page)
        page.goto("/configure?model=911-carrera")

    return arrive


def change(page: Page) -> None:
    """An extra that replaces another one."""
    page.goto("/configure?model=911-carrera&feature=bose")
    page.locator("#feature-burmester").check()
    page.locator("#feature-bose:not(:checked)").wait_for()


def rename_badly(page: Page) -> None:
    save(page)
    page.locator("summary", has_text="Rename").first.click()
    page.locator("#name-1").evaluate("field => { field.removeAttribute('maxlength') }")
    page.locator("#name-1").fill("x" * 100)
    page.get_by_role("button", name="Rename", exact=True).click()
    page.locator(".fault").wait_for()


def delete_one(page: Page) -> None:
    save_several(page)
    page.get_by_role("button", name="Delete").first.click()
    page.get_by_text("is deleted").wait_for()


def scroll_to(path: str, section: str) -> Callable[[Page], object]:
    def arrive(page: Page) -> None:
        page.goto(path)
        page.locator(section).first.evaluate("element => element.scrollIntoView({behavior: 'instant'})")

    return arrive


def send_from_docs(page: Page) -> None:
    page.goto("/docs")
    for name in ("createUser", "updateUser"):
        operation = page.locator(f"#{name}")
        operation.get_by_text("Send this request").click()
        operation.get_by_role("button", name="Send ").click()
        operation.get_by_role("heading", name="Answer").wait_for()


THREE_CARS = f"/compare?car={code(features=RICH)}&car={code('panamera-turbo-s-e-hybrid')}&model=cayenne-s-coupe"
SCENES = (
    Scene("home", at("/")),
    Scene("open", at("/open")),
    Scene("home-wrong-code", at("/open?code=K7M4-QX9P-2RTX"), whole=False),
    Scene("configure", at("/configure?model=911-carrera"), whole=False),
    Scene("configure-whole", at("/configure?model=911-carrera")),
    Scene(
        "configure-wheels",
        scroll_to("/configure?model=911-carrera", "#wheels"),
        whole=False,
    ),
    Scene(
        "configure-long",
        at("/configure?model=panamera-turbo-s-e-hybrid&color=aventurine-green"),
        whole=False,
    ),
    Scene("configure-side", at("/configure?model=911-carrera&view=side"), whole=False),
    Scene("configure-interior", at("/configure?model=911-carrera&view=interior"), whole=False),
    Scene("configure-search", at("/configure?model=911-carrera&find=sunroof")),
    Scene("configure-search-nothing", at("/configure?model=911-carrera&find=zeppelin")),
    Scene("configure-changed", change),
    Scene("configure-vision", sort_for("deutan")),
    Scene(
        "configure-conflict",
        at("/configure?model=911-carrera&feature=bose&feature=burmester"),
        whole=False,
    ),
    Scene(
        "car",
        at(f"/car/{code(features=RICH, color='guards-red', tire='rs-spyder-20-21')}"),
    ),
    Scene("car-side", at(f"/car/{code(features=RICH, color='guards-red')}?view=side"), whole=False),
    Scene("car-interior", at(f"/car/{code(features=RICH, color='guards-red')}?view=interior"), whole=False),
    Scene("car-plain", at(f"/car/{code('cayenne')}")),
    Scene("car-long", at(f"/car/{code('panamera-turbo-s-e-hybrid')}"), whole=False),
    Scene("car-conflict", at(f"/car/{code(features=('bose', 'burmester'))}")),
    Scene("car-dealer", at(f"/car/{code()}"), server="showroom"),
    Scene("car-wrong-code", at("/car/K7M4-QX9P-2RTX")),
    Scene("compare-cars", at("/compare?model=911-carrera&model=taycan")),
    Scene(
        "compare-cars-three",
        at(THREE_CARS),
    ),
    Scene("compare-cars-front", at(f"{THREE_CARS}&view=front"), whole=False),
    Scene("compare-cars-interior", at(f"{THREE_CARS}&view=interior"), whole=False),
    Scene("compare-paints", at(f"/car/{code(color='guards-red')}/compare?with=carmine-red")),
    Scene("compare-paints-front", at(f"/car/{code(color='guards-red')}/compare?with=carmine-red&view=front")),
    Scene("compare-cars-none", at("/compare")),
    Scene("compare-cars-wrong", at("/compare?model=beetle&car=K7M4-QX9P-2RTX")),
    Scene("you", at(f"/you?code={code(features=RICH)}")),
    Scene("you-errors", save_badly),
    Scene("saved", save),
    Scene("saved-several", save_several),
    Scene("saved-add", save_one_more),
    Scene("saved-deleted", delete_one),
    Scene("saved-rename-errors", rename_badly),
    Scene("saved-erase", ask_to_erase),
    Scene("saved-erased", erase),
    Scene("saved-none", at("/saved")),
    *RENDER_SCENES,
    Scene("api", at("/docs")),
    Scene("api-answer", send_from_docs),
    Scene("patterns", at("/patterns")),
    Scene("colour-vision", at("/colour-vision")),
    *(Scene(f"vision-{kind}", seeing(kind)) for kind in VISION_TYPES),
    *KIOSK_SCENES,
    Scene("error-404", at("/nowhere")),
    *(Scene(f"error-{status}", at(f"/patterns/errors/{status}")) for status in (400, 405, 413, 429, 500, 503)),
)
