"""Takes screenshots of every page and state, at every size and in every light.

`make look` takes all of them; `make look LOOK="car 390 dark"` only some. Each word is a scene, the beginning of one, a
size or a light; several words of one kind add up. The script starts the real server with an empty data folder and a
stand-in for OpenAI, and saves Chromium's screenshots in shots/.
"""

import sys
from typing import Literal

from playwright.sync_api import Browser, Page

from scripts.scene import Scene
from scripts.scene_servers import scene_servers
from scripts.scenes import SCENES
from tests.support.browser import chromium
from tests.support.processes import ROOT

SHOTS = ROOT / "shots"
SIZES = {
    "390": (390, 844),
    "768": (768, 1024),
    "1440": (1440, 900),
    "1920": (1920, 1080),
    "kiosk": (1080, 1920),
}
LIGHTS = ("light", "dark", "forced")


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
    with scene_servers() as servers, chromium() as browser:
        for scene in SCENES:
            if scene.name in scenes:
                visit(browser, servers.prepared(scene), scene, sizes, lights)
    print(f"{len(scenes) * len(sizes) * len(lights)} screenshots in {SHOTS.relative_to(ROOT)}/")


if __name__ == "__main__":
    main(sys.argv[1:])
