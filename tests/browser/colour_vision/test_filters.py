"""The filters of "Seen by" on real pixels, in both engines, compared with what Python computes."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from statistics import mean

import pytest
from jinja2 import Environment, FileSystemLoader

from configurator.colour_vision.palettes import SWATCH_KINDS
from configurator.colour_vision.visions import VISIONS, Vision
from scripts.palettes.simulation import simulate
from tests.support.engine import Conditions, Engine, EngineName, Tab
from tests.support.journey import CARRERA
from tests.support.palettes import SWATCHES
from tests.support.pixels import Rgb, colours_in
from tests.support.processes import ROOT, Site

LEVELS = (0, 6, 16, 26, 40, 64, 128, 255)
TONES = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(LEVELS, repeat=3)]
TONES += sorted({tone for part in SWATCH_KINDS for swatch in SWATCHES[part] for tone in swatch.tones})
GROUND = 157
VEILS = [(tone, alpha) for tone in ("#000000", "#ffffff", "#c81e28", "#2850a0") for alpha in (0, 26, 64, 128, 200, 255)]
"""Colours with alpha, of 255, which stand on a floor of this grey: a shadow is a veil of black."""
CELL, ACROSS = 6, 40

FARTHEST = {"chromium": 1, "firefox": 14}
FARTHEST_OF_TRITAN = {"chromium": 1, "firefox": 20}
"""By how much a channel may be off, of 255. Firefox computes linear light in eight bits: too few for dark tones."""
MEAN = {"chromium": 0.1, "firefox": 3.1}
OF_A_VEIL = {"chromium": 3, "firefox": 8}
OF_THE_FLOOR = {"chromium": 0.5, "firefox": 1.5}
"""The mean of the floor's greys, of which a few are edges and dark tones."""
SIMULATED = [vision for vision in VISIONS if vision.type not in ("typical", "any")]


def filters(own: Vision) -> str:
    templates = Environment(loader=FileSystemLoader(Path(ROOT, "templates")), autoescape=True)
    templates.globals["sheets_url"] = lambda _names: "/"
    module = templates.get_template("colour_vision/seen_by_filters.html").module
    return str(module.seen_by_filters(own))  # type: ignore[attr-defined]


def on_screen(tab: Tab, colours: Sequence[str], vision: Vision | None, source: str = "") -> list[Rgb]:
    """Each colour behind the filter for this vision, on a grey floor that is not."""
    cells = "".join(f'<i style="background:{colour}"></i>' for colour in colours)
    own = vision and vision.severity != "full"
    effect = f"url(#seen-{'own' if own else vision.type})" if vision else "none"
    tab.evaluate(
        "markup => { document.documentElement.innerHTML = markup }",
        f"<style>body {{ margin: 0; background: rgb({GROUND} {GROUND} {GROUND}) }} svg {{ position: absolute }}"
        f"div {{ display: flex; flex-wrap: wrap; inline-size: {CELL * ACROSS}px; filter: {effect} }}"
        f"i {{ inline-size: {CELL}px; block-size: {CELL}px }}</style>"
        f"{source or filters(vision or Vision())}<div>{cells}</div>",
    )
    middles = [(CELL * (place % ACROSS) + 3, CELL * (place // ACROSS) + 3) for place in range(len(colours))]
    return colours_in(tab, tab.screenshot(), middles)


def blank(engine: Engine, site: Site) -> Tab:
    tab = engine.open(site.url, Conditions(size=(400, 300)))
    tab.goto("about:blank")
    return tab


def rgb(tone: str) -> Rgb:
    red, green, blue = bytes.fromhex(tone[1:])
    return red, green, blue


def errors(tab: Tab, vision: Vision, source: str = "") -> list[float]:
    """How far each colour is off, in its worst channel."""
    shown = on_screen(tab, TONES, vision, source)
    return [
        max(abs(a - b) for a, b in zip(colour, rgb(simulate(tone, vision)), strict=True))
        for tone, colour in zip(TONES, shown, strict=True)
    ]


def farthest(name: EngineName, vision: Vision) -> int:
    return (FARTHEST_OF_TRITAN if vision.type == "tritan" else FARTHEST)[name]


def test_a_filter_shows_what_python_computes(engine: Engine, site: Site) -> None:
    tab = blank(engine, site)
    assert on_screen(tab, TONES, None) == [rgb(tone) for tone in TONES]
    for vision in SIMULATED:
        off = errors(tab, vision)
        assert max(off) <= farthest(engine.name, vision), vision
        assert mean(off) <= MEAN[engine.name], vision


def test_a_filter_in_gamma_space_would_be_noticed(engine: Engine, site: Site) -> None:
    tab = blank(engine, site)
    for vision in SIMULATED:
        off = errors(tab, vision, filters(vision).replace("linearRGB", "sRGB"))
        assert max(off) > farthest(engine.name, vision), vision
        assert mean(off) > MEAN[engine.name], vision


def test_what_is_transparent_stays_as_transparent(engine: Engine, site: Site) -> None:
    tab = blank(engine, site)
    veils = [f"{tone}{alpha:02x}" for tone, alpha in VEILS]
    for vision in SIMULATED:
        for (tone, alpha), colour in zip(VEILS, on_screen(tab, veils, vision), strict=True):
            expected = [GROUND + (channel - GROUND) * alpha / 255 for channel in rgb(simulate(tone, vision))]
            off = max(abs(a - b) for a, b in zip(colour, expected, strict=True))
            assert off <= OF_A_VEIL[engine.name], f"{vision.id}: {tone} with {alpha} is {colour}, not {expected}"


@pytest.mark.parametrize("view", ["side", "front"])
def test_shadow_and_reflection_stay_on_the_floor(engine: Engine, site: Site, view: str) -> None:
    """Greys look the same to everybody, on the floor too, where shadow and reflection are transparent."""
    tab = engine.open(site.url, Conditions(size=(1280, 800), reduced_motion=True))
    tab.goto(f"{CARRERA}&view={view}")
    tab.evaluate("() => { for (const one of document.querySelectorAll('.preview .corner')) one.style.opacity = 0 }")
    points = floor(tab, view)
    shots = []
    for kind in ("typical", "protan", "tritan"):
        tab.evaluate("kind => { document.getElementById('seen-by').value = kind }", kind)
        shots.append(tab.screenshot())
    tab.goto("about:blank")
    before, *after = (colours_in(tab, shot, points) for shot in shots)
    greys = [place for place, colour in enumerate(before) if max(colour) - min(colour) <= 1]
    assert len({before[place] for place in greys}) > 20
    for shown in after:
        off = [max(abs(a - b) for a, b in zip(before[place], shown[place], strict=True)) for place in greys]
        assert mean(off) <= OF_THE_FLOOR[engine.name]
        assert sorted(off)[len(off) * 95 // 100] <= 4


def floor(tab: Tab, view: str) -> list[tuple[float, float]]:
    """Points of the lowest third of the drawing."""
    left, top, width, height = tab.evaluate(
        "view => { const box = document.getElementById(`${view}-view`).getBoundingClientRect();"
        "return [box.x, box.y, box.width, box.height] }",
        view,
    )
    across, down = range(int(left), int(left + width), 5), range(int(top + height * 2 / 3), int(top + height) - 1, 3)
    return list(product(across, down))
