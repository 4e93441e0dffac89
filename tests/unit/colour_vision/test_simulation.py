"""Simulated colours are what the models publish."""

import pytest
from coloraide import Color

from configurator.colour_vision.palettes import SAME, SWATCH_KINDS
from configurator.colour_vision.visions import GRADED_TYPES, VISIONS, Vision, VisionType
from scripts.palettes.simulation import ROD_WEIGHTS, models, rods, simulate
from tests.support.eyes import published, vischeck
from tests.support.palettes import SWATCHES, each_vision, palette

TONES = sorted({tone for part in SWATCH_KINDS for swatch in SWATCHES[part] for tone in swatch.tones})


@each_vision
def test_a_simulated_colour_has_the_lightness_that_is_told_of_it(vision: Vision) -> None:
    for seen in palette(vision).entries:
        assert Color(seen.tones[0]).convert("lab-d65")["lightness"] == pytest.approx(seen.lightness, abs=0.06)


@each_vision
def test_greys_look_the_same_to_everybody(vision: Vision) -> None:
    for level in range(0, 256, 15):
        for model in models(vision):
            assert eight_bits(model(Color("srgb", [level / 255] * 3))) == pytest.approx([level] * 3, abs=1)


@pytest.mark.parametrize("vision", [each for each in VISIONS if each.severity == "full"], ids=lambda each: each.id)
def test_simulating_what_is_simulated_changes_nothing_more(vision: Vision) -> None:
    for tone in TONES:
        once = simulate(tone, vision)
        assert Color(once).delta_e(Color(simulate(once, vision)), method="2000") < 1, tone


@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_a_milder_severity_changes_colours_less(kind: VisionType) -> None:
    def change(vision: Vision) -> float:
        return sum(Color(tone).delta_e(Color(simulate(tone, vision)), method="2000") for tone in TONES)

    assert 0 < change(Vision(kind, "mild")) < change(Vision(kind, "moderate")) < change(Vision(kind))


@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_simulating_in_gamma_space_would_be_noticed(kind: VisionType) -> None:
    as_if_linear = [Color("srgb-linear", Color(tone)[:3]).filter(kind) for tone in TONES]
    mistaken = [Color("srgb", color[:3]).clip() for color in as_if_linear]
    off = [
        Color(simulate(tone, Vision(kind))).delta_e(m, method="2000") for tone, m in zip(TONES, mistaken, strict=True)
    ]
    assert max(off) > SAME


def test_rods_see_blue_lighter_and_red_darker_than_cones_do() -> None:
    assert sum(ROD_WEIGHTS) == pytest.approx(1)
    for name, lighter in (("red", False), ("blue", True)):
        assert (luminance(rods(Color(name))) > luminance(Color(name))) is lighter


@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_vischeck_is_a_near_relative_of_brettel(kind: VisionType) -> None:
    """Other cone fundamentals and another screen, but the same method: a slip in its numbers would show."""
    for tone in TONES:
        by_both = [model(Color(tone)).convert("srgb").clip() for model in (vischeck(kind), published(kind, "brettel"))]
        assert by_both[0].delta_e(by_both[1], method="2000") < 8, tone


def luminance(color: Color) -> float:
    return float(color.convert("xyz-d65")["y"])


def eight_bits(color: Color) -> tuple[float, ...]:
    return tuple(round(channel * 255) for channel in color.convert("srgb").clip()[:3])
