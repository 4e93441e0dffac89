"""Simulates how each type of colour vision sees colours, and measures their distances, with coloraide in linear light.

The reference models are Viénot, Brettel and Mollon 1999 for protan and deutan, Brettel, Viénot and Mollon 1997 for
tritan, and relative luminance for achromat. Machado, Oliveira and Fernandes 2009 is the second model. All simulate the
full severity.
"""

from collections.abc import Callable, Mapping
from functools import cache

from coloraide import Color

from configurator.colour_vision.palettes import VisionType

Tones = tuple[str, ...]
Model = Callable[[Color], Color]


def _brettel(kind: str) -> Model:
    return lambda color: color.filter(kind, method="brettel")


def _vienot(kind: str) -> Model:
    return lambda color: color.filter(kind, method="vienot")


def _machado(kind: str) -> Model:
    return lambda color: color.filter(kind, method="machado")


def _unchanged(color: Color) -> Color:
    return color


MODELS: Mapping[VisionType, tuple[Model, ...]] = {
    "typical": (_unchanged,),
    "protan": (_vienot("protan"), _machado("protan")),
    "deutan": (_vienot("deutan"), _machado("deutan")),
    "tritan": (_brettel("tritan"), _machado("tritan")),
    "achromat": (lambda color: color.filter("grayscale"),),
}
"""The first is the reference model, for pictures. `any` has none: its distances are the smallest of three types."""

_ANY: tuple[VisionType, ...] = ("protan", "deutan", "tritan")


def simulate(tone: str, vision: VisionType) -> str:
    """A colour, #rrggbb, as the reference model shows it; unchanged for `any`."""
    model = MODELS["typical" if vision == "any" else vision][0]
    return _on_screen(model(Color(tone))).to_string(hex=True)


def lightness(tone: str, vision: VisionType) -> float:
    """The CIE L* of a simulated colour, 0 to 100, rounded to one decimal."""
    return round(float(Color(simulate(tone, vision)).convert("lab-d65")["lightness"]), 1)


@cache
def distance(one: Tones, other: Tones, vision: VisionType) -> float:
    """The smallest CIEDE2000 distance over typical vision and the type's models.

    Swatches with two tones are as far apart as the tones that differ more.
    """
    if vision == "any":
        return min(distance(one, other, each) for each in _ANY)
    models = {*MODELS["typical"], *MODELS[vision]}
    return min(max(_apart(a, b, model) for a, b in zip(one, other, strict=True)) for model in models)


@cache
def _simulated(tone: str, model: Model) -> Color:
    return _on_screen(model(Color(tone))).convert("lab-d65")


def _apart(one: str, other: str, model: Model) -> float:
    return float(_simulated(one, model).delta_e(_simulated(other, model), method="2000"))


def _on_screen(color: Color) -> Color:
    """Clipped to sRGB, like browsers do it."""
    return color.convert("srgb").clip()
