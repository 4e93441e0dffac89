"""Takes screenshots of every page and state, at every size and in every light.

`make look` takes all of them; `make look LOOK="car 390 dark"` only some. Each word is a scene, the beginning of one, a
size or a light; several words of one kind add up. The script starts the real server with an empty data folder and a
stand-in for OpenAI, and saves Chromium's screenshots in shots/.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from configurator.colour_vision.visions import LABELS, VISION_TYPES, VisionType
from configurator.demo.openai_server import OpenAIServer, openai_server
from scripts.render_scenes import RENDER_SCENES
from scripts.scene import RICH, SETTINGS, Scene, at, code, save
from tests.support.browser import chromium
from tests.support.processes import ROOT, Server, serving

SHOTS = ROOT / "shots"
SIZES = {
    "390": (390, 844),
    "768": (768, 1024),
    "1440": (1440, 900),
    "1920": (1920, 1080),
    "kiosk": (1080, 1920),
}
LIGHTS = ("light", "dark", "forced")


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
    Scene("saved-erase", ask_to_erase),
    Scene("saved-erased", erase),
    Scene("saved-none", at("/saved")),
    *RENDER_SCENES,
    Scene("api", at("/docs")),
    Scene("api-answer", send_from_docs),
    Scene("patterns", at("/patterns")),
    Scene("colour-vision", at("/colour-vision")),
    *(Scene(f"vision-{kind}", seeing(kind)) for kind in VISION_TYPES),
    Scene("kiosk", at("/kiosk"), whole=False),
    Scene("kiosk-configure", at("/kiosk/configure?model=911-carrera"), whole=False),
    Scene("kiosk-finish", at(f"/kiosk/finish/{code(color='chalk')}"), whole=False),
    Scene("kiosk-pin", at("/kiosk/staff?screen=1"), whole=False),
    Scene("kiosk-enrol", at("/kiosk/enrol"), whole=False),
    Scene("kiosk-save", at(f"/kiosk/save/{code()}"), whole=False),
    Scene("error-404", at("/nowhere")),
    Scene("error-503", at("/patterns/errors/503")),
)


def shoot(page: Page, scene: Scene, size: str, light: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    scheme: Literal["dark", "light"] = "dark" if light == "dark" else "light"
    page.emulate_media(
        color_scheme=scheme,
        forced_colors="active" if light == "forced" else "none",
        reduced_motion="reduce",
    )
    path = SHOTS / f"{scene.name}-{size}-{light}.png"
    page.evaluate(_LAY_OUT_ALL)
    page.screenshot(path=path, full_page=scene.whole)


_LAY_OUT_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
"""Otherwise a picture of a whole page is empty where a visitor would have to scroll first."""


def visit(browser: Browser, address: str, scene: Scene, sizes: list[str], lights: list[str]) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    for size in sizes:
        # Some states depend on the scroll position, so each size starts again.
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        scene.arrive(page)
        for light in lights:
            shoot(page, scene, size, light)
    context.close()


@dataclass
class Servers:
    """A server for each of SETTINGS, started when it is first needed."""

    folder: Path
    openai: OpenAIServer
    stack: ExitStack
    _running: dict[str, Server] = field(default_factory=dict)

    def address(self, settings: str) -> str:
        if settings not in self._running:
            key = {"OPENAI_API_KEY": "stand-in", "OPENAI_BASE_URL": self.openai.url, "SECRET_KEY": "the same for all"}
            server = serving(self.folder / settings, {**key, "IMAGE_CLIENT_DAILY": "1000", **SETTINGS[settings]})
            self._running[settings] = self.stack.enter_context(server)
        return self._running[settings].url


def wanted(words: list[str], names: tuple[str, ...], begins: bool = False) -> list[str]:
    """The names that a word matches, or all names if none does."""
    chosen = [name for name in names if any(name == word or (begins and name.startswith(word)) for word in words)]
    return chosen or list(names)


def main(words: list[str]) -> None:
    names = tuple(scene.name for scene in SCENES)
    known = [word for word in words if word in (*SIZES, *LIGHTS) or any(name.startswith(word) for name in names)]
    if unknown := set(words) - set(known):
        sys.exit(f"No scene, size or light begins with {', '.join(unknown)}. Scenes: {', '.join(names)}")
    sizes, lights = wanted(words, tuple(SIZES)), wanted(words, LIGHTS)
    scenes = wanted([word for word in words if word not in (*SIZES, *LIGHTS)], names, begins=True)
    SHOTS.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        openai_server(seconds=0.2, stamped=True) as openai,
        ExitStack() as stack,
        chromium() as browser,
    ):
        servers = Servers(Path(folder), openai, stack)
        for scene in SCENES:
            if scene.name in scenes:
                openai.behave(scene.behaves)
                visit(browser, servers.address(scene.server), scene, sizes, lights)
    print(f"{len(scenes) * len(sizes) * len(lights)} screenshots in {SHOTS.relative_to(ROOT)}/")


if __name__ == "__main__":
    main(sys.argv[1:])
