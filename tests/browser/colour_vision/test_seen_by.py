"""Other eyes, measured on real pixels: our filters against Python, Chromium's own emulation against our choices."""

import base64
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from coloraide import Color
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page

from configurator.colour_vision.palettes import SIMILAR, SWATCH_KINDS
from configurator.colour_vision.visions import Vision, VisionType
from scripts.palettes.simulation import REFERENCES, models, simulate
from tests.support.palettes import LINES, SIMULATED, SWATCHES, palette
from tests.support.pixels import Rgb, colours_at
from tests.support.processes import ROOT
from tests.support.vision_checks import seen_by

FILTERS = str(
    Environment(loader=FileSystemLoader(Path(ROOT, "templates")), autoescape=True)
    .get_template("colour_vision/seen_by_filters.html")
    .module.seen_by_filters()  # type: ignore[attr-defined]
)
TONES = sorted({tone for part in SWATCH_KINDS for swatch in SWATCHES[part] for tone in swatch.tones})
CELL, ACROSS, GRADIENT_TOP = 10, 60, 20
WIDTH, HEIGHT = CELL * ACROSS, 60
GRADIENT = "linear-gradient(90deg, #000, #f00, #ff0, #0f0, #0ff, #00f, #f0f, #fff)"
POINTS = [(CELL * (place % ACROSS) + 5, CELL * (place // ACROSS) + 5) for place in range(len(TONES))]
POINTS += [(x, GRADIENT_TOP + 15) for x in range(2, WIDTH, 7)]
CLOSEST_CALL = 0.6
"""By how much eight bits a channel may bring two colours closer than they were computed, CIEDE2000."""


def swatches_and_gradient(page: Page, filtered_by: str = "none", filters: str = FILTERS) -> list[Rgb]:
    """All colours of the catalogue and a gradient, as they are on the screen behind a filter."""
    cells = "".join(f'<i style="background:{tone}"></i>' for tone in TONES)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.set_content(
        "<!doctype html><style>body { margin: 0 } svg { position: absolute }"
        f"div {{ display: flex; flex-wrap: wrap; inline-size: {WIDTH}px; background: #fff; filter: {filtered_by} }}"
        f"i {{ inline-size: {CELL}px; block-size: {CELL}px }}"
        f"b {{ inline-size: 100%; block-size: {HEIGHT - GRADIENT_TOP}px; background: {GRADIENT} }}</style>"
        f"{filters}<div>{cells}<b></b></div>"
    )
    return colours_at(page, page.screenshot(), POINTS)


def hex_of(colour: Sequence[float]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def assert_filter_is_true(page: Page, kind: VisionType, filters: str = FILTERS) -> None:
    """What the filter shows is what Python computes of what was there: within 2 of 255, and CIEDE2000 1."""
    before, after = (
        swatches_and_gradient(page, filters=filters),
        swatches_and_gradient(page, f"url(#seen-{kind})", filters),
    )
    for was, shown in zip(before, after, strict=True):
        expected = Color(simulate(hex_of(was), Vision(kind)))
        off = [abs(channel - 255 * wanted) for channel, wanted in zip(shown, expected[:3], strict=True)]
        apart = expected.delta_e(Color(hex_of(shown)), method="2000")
        assert max(off) <= 2.01, f"{kind} of {hex_of(was)} is {hex_of(shown)}, not {expected.to_string(hex=True)}"
        assert apart <= 1, f"{kind} of {hex_of(was)} is off by {apart:.1f}"


@pytest.mark.parametrize("kind", SIMULATED)
def test_a_filter_shows_what_python_computes(page: Page, kind: VisionType) -> None:
    assert_filter_is_true(page, kind)


@pytest.mark.parametrize("kind", SIMULATED)
def test_a_filter_in_gamma_space_would_be_noticed(page: Page, kind: VisionType) -> None:
    with pytest.raises(AssertionError, match="of #"):
        assert_filter_is_true(page, kind, FILTERS.replace("linearRGB", "sRGB"))


def test_the_easy_ones_stay_apart_through_chromiums_own_eyes(page: Page) -> None:
    seen: dict[str, dict[str, Color]] = {}
    for kind in ("protan", "deutan", "tritan"):
        with seen_by(page, kind):
            shown = swatches_and_gradient(page)
        seen[kind] = {tone: Color(hex_of(colour)) for tone, colour in zip(TONES, shown, strict=False)}
    for kind, eyes in (("protan", ["protan"]), ("deutan", ["deutan"]), ("tritan", ["tritan"]), ("any", list(seen))):
        for line in LINES:
            tones = [each.swatch.tones[0] for each in palette(kind, line).easy]
            for one, other in combinations(tones, 2):
                apart = min(seen[eye][one].delta_e(seen[eye][other], method="2000") for eye in eyes)
                assert apart >= SIMILAR - CLOSEST_CALL, f"{line} {kind}: {one} and {other} are {apart:.1f} apart"


def test_without_colour_only_lightness_keeps_the_easy_ones_apart(page: Page) -> None:
    with seen_by(page, "achromat"):
        shown = dict(zip(TONES, swatches_and_gradient(page), strict=False))
    for red, green, blue in shown.values():
        assert max(red, green, blue) - min(red, green, blue) <= 1
    for line in LINES:
        tones = [each.swatch.tones[0] for each in palette("achromat", line).easy]
        for one, other in combinations(tones, 2):
            apart = Color(hex_of(shown[one])).delta_e(Color(hex_of(shown[other])), method="2000")
            assert apart >= SIMILAR - CLOSEST_CALL, f"{line}: {one} and {other} are {apart:.1f} apart"


@pytest.mark.parametrize("kind", SIMULATED)
def test_chromiums_eyes_are_the_second_opinion_of_our_palettes(page: Page, kind: VisionType) -> None:
    with seen_by(page, kind):
        shown = swatches_and_gradient(page)
    model = REFERENCES[kind] if kind == "achromat" else models(Vision(kind))[-1]
    for tone, colour in zip(TONES, shown, strict=False):
        computed = model(Color(tone)).convert("srgb").clip()
        assert computed.delta_e(Color(hex_of(colour)), method="2000") <= 1, tone


def test_screenshots_are_read_as_they_are(page: Page) -> None:
    page.set_content("<!doctype html><body style='background: #123456'>")
    png = page.screenshot()
    assert base64.b64encode(png).startswith(b"iVBOR")
    assert colours_at(page, png, [(5, 5)]) == [(0x12, 0x34, 0x56)]
