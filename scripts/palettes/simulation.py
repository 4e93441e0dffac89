"""Simulates how each kind of colour vision sees colours, and measures their distances, with coloraide in linear light.

The reference models are Viénot, Brettel and Mollon 1999 for protan and deutan, Brettel, Viénot and Mollon 1997 for
tritan, and relative luminance for achromat. Machado, Oliveira and Fernandes 2009 is the second model, and the only one
for milder severities, from 0 to 1. The second model for achromat is what rods see.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from coloraide import Color

from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES, Severity, Vision, VisionType

Tones = tuple[str, ...]
Model = Callable[[Color], Color]

PICTURED: Final[Mapping[Severity, float]] = {"mild": 0.4, "moderate": 0.7, "full": 1.0}
"""Machado's severity of the pictures that a person compares to choose a severity."""

BANDS: Final[Mapping[Severity, tuple[float, ...]]] = {
    "mild": (0.1, 0.2, 0.3, 0.4, 0.5, 0.55),
    "moderate": (0.6, 0.7, 0.8, 0.85),
    "full": (0.9, 1.0),
}
"""Machado's severities of the people who choose a severity, up to halfway to the next picture."""

ROD_WEIGHTS: Final = (0.04, 0.62, 0.34)
"""How much the linear red, green and blue of sRGB excite the rods, in total 1.

From the scotopic luminous efficiency V'(λ), CIE 1951, and the phosphors of a screen with nearly the primaries of sRGB
(Brainard 1997), each scaled to the luminance of sRGB's: .039, .616 and .345.
"""


def rods(color: Color) -> Color:
    """The grey that looks as light to people who see with their rods only."""
    linear = color.convert("srgb-linear")
    excitation = sum(weight * channel for weight, channel in zip(ROD_WEIGHTS, linear[:3], strict=True))
    return linear.update("srgb-linear", [excitation] * 3)


def _luminance(color: Color) -> Color:
    return color.filter("grayscale")


def _unchanged(color: Color) -> Color:
    return color


def _dichromat(kind: VisionType, method: str) -> Model:
    return lambda color: color.filter(kind, method=method)


@cache
def machado(kind: VisionType, severity: float) -> Model:
    return lambda color: color.filter(kind, severity, method="machado")


REFERENCES: Final[Mapping[VisionType, Model]] = {
    "typical": _unchanged,
    "protan": _dichromat("protan", "vienot"),
    "deutan": _dichromat("deutan", "vienot"),
    "tritan": _dichromat("tritan", "brettel"),
    "achromat": _luminance,
    "any": _unchanged,
}
"""The models for pictures of the severity `full`."""


def models(vision: Vision) -> tuple[Model, ...]:
    """By which colours are judged, besides by typical vision. The distance is the smallest by any of them."""
    match vision.type:
        case "typical":
            return ()
        case "achromat":
            return _luminance, rods
        case "any":
            return tuple(model for kind in GRADED_TYPES for model in models(Vision(kind)))
    # Milder severities count too: some colours look more alike to milder eyes.
    up_to = SEVERITIES[: SEVERITIES.index(vision.severity) + 1]
    band = tuple(machado(vision.type, each) for severity in up_to for each in BANDS[severity])
    return (REFERENCES[vision.type], *band) if vision.severity == "full" else band


def simulate(tone: str, vision: Vision) -> str:
    """A colour, #rrggbb, as pictures show it; unchanged for `any`."""
    full = vision.severity == "full"
    model = REFERENCES[vision.type] if full else machado(vision.type, PICTURED[vision.severity])
    return _on_screen(model(Color(tone))).to_string(hex=True)


def lightness(tone: str, vision: Vision) -> float:
    """The CIE L* of a simulated colour, 0 to 100, rounded to one decimal."""
    return round(float(Color(simulate(tone, vision)).convert("lab-d65")["lightness"]), 1)


@cache
def distance(one: Tones, other: Tones, vision: Vision) -> float:
    """The smallest CIEDE2000 distance over typical vision and the models.

    Swatches with two tones are as far apart as the tones that differ more.
    """
    return min(distance_by(model, one, other) for model in (_unchanged, *models(vision)))


@cache
def distance_by(model: Model, one: Tones, other: Tones) -> float:
    """The CIEDE2000 distance by one model."""
    looks = ((_simulated(a, model), _simulated(b, model)) for a, b in zip(one, other, strict=True))
    return max(float(a.delta_e(b, method="2000")) for a, b in looks)


@cache
def _simulated(tone: str, model: Model) -> Color:
    return _on_screen(model(Color(tone))).convert("lab-d65")


def _on_screen(color: Color) -> Color:
    """Clipped to sRGB, like browsers do it."""
    return color.convert("srgb").clip()
