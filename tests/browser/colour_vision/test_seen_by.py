"""Other eyes, measured on real pixels: Chromium's own emulation against our choices."""

import base64
from collections.abc import Sequence
from itertools import combinations

import pytest
from coloraide import Color
from playwright.sync_api import Page

from configurator.colour_vision.palettes import SIMILAR, SWATCH_KINDS
from configurator.colour_vision.visions import Vision, VisionType
from scripts.palettes.simulation import REFERENCES, models
from tests.support.palettes import LINES, SIMULATED, SWATCHES, palette
from tests.support.pixels import Rgb, colours_at
from tests.support.vision_checks import seen_by

TONES = sorted({tone for part in SWATCH_KINDS for swatch in SWATCHES[part] for tone in swatch.tones})
CELL, ACROSS = 10, 60
WIDTH, HEIGHT = CELL * ACROSS, 20
POINTS = [(CELL * (place % ACROSS) + 5, CELL * (place // ACROSS) + 5) for place in range(len(TONES))]
CLOSEST_CALL = 0.6
"""By how much eight bits a channel may bring two colours closer than they were computed, CIEDE2000."""


def swatches(page: Page) -> list[Rgb]:
    """All colours of the catalogue, as they are on the screen."""
    cells = "".join(f'<i style="background:{tone}"></i>' for tone in TONES)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.set_content(
        "<!doctype html><style>body { margin: 0 }"
        f"div {{ display: flex; flex-wrap: wrap; inline-size: {WIDTH}px; background: #fff }}"
        f"i {{ inline-size: {CELL}px; block-size: {CELL}px }}</style><div>{cells}</div>"
    )
    return colours_at(page, page.screenshot(), POINTS)


def hex_of(colour: Sequence[float]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def test_the_easy_ones_stay_apart_through_chromiums_own_eyes(page: Page) -> None:
    seen: dict[str, dict[str, Color]] = {}
    for kind in ("protan", "deutan", "tritan"):
        with seen_by(page, kind):
            shown = swatches(page)
        seen[kind] = {tone: Color(hex_of(colour)) for tone, colour in zip(TONES, shown, strict=True)}
    for kind, eyes in (("protan", ["protan"]), ("deutan", ["deutan"]), ("tritan", ["tritan"]), ("any", list(seen))):
        for line in LINES:
            tones = [each.swatch.tones[0] for each in palette(kind, line).easy]
            for one, other in combinations(tones, 2):
                apart = min(seen[eye][one].delta_e(seen[eye][other], method="2000") for eye in eyes)
                assert apart >= SIMILAR - CLOSEST_CALL, f"{line} {kind}: {one} and {other} are {apart:.1f} apart"


def test_without_colour_only_lightness_keeps_the_easy_ones_apart(page: Page) -> None:
    with seen_by(page, "achromat"):
        shown = dict(zip(TONES, swatches(page), strict=True))
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
        shown = swatches(page)
    model = REFERENCES[kind] if kind == "achromat" else models(Vision(kind))[-1]
    for tone, colour in zip(TONES, shown, strict=True):
        computed = model(Color(tone)).convert("srgb").clip()
        assert computed.delta_e(Color(hex_of(colour)), method="2000") <= 1, tone


def test_screenshots_are_read_as_they_are(page: Page) -> None:
    page.set_content("<!doctype html><body style='background: #123456'>")
    png = page.screenshot()
    assert base64.b64encode(png).startswith(b"iVBOR")
    assert colours_at(page, png, [(5, 5)]) == [(0x12, 0x34, 0x56)]
