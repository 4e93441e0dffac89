"""How the models of colour vision see colours: each from its own publication, not from what makes the palettes.

Viénot, Brettel, Machado and luminance are ColorAide's. Vischeck is Brettel, Viénot and Mollon 1997 with a CRT's spectra
and the cone fundamentals of Stockman; its numbers are those of GIMP's display filter for colour deficiency
(https://gitlab.gnome.org/GNOME/gimp, modules/display-filter-color-blind.c), by the authors of Vischeck.
"""

from collections.abc import Callable
from functools import cache

from coloraide import Color
from coloraide.algebra import cross, inv, matmul

from configurator.colour_vision.visions import VisionType

Tones = tuple[str, ...]
Model = Callable[[Color], Color]

_LMS = [
    [0.05059983, 0.08585369, 0.00952420],
    [0.01893033, 0.08925308, 0.01370054],
    [0.00292202, 0.00975732, 0.07145979],
]
"""From linear sRGB to the excitations of the long, middle and short cones."""

_WHITE = [sum(row) for row in _LMS]
_ANCHORS = {
    475: [0.08008, 0.1579, 0.5897],
    485: [0.1284, 0.2237, 0.3636],
    575: [0.9856, 0.7325, 0.001079],
    660: [0.0914, 0.007009, 0.0],
}
"""The excitations by lights of these wavelengths, in nm, which a type sees as everybody does."""

_MISSING = {"protan": 0, "deutan": 1, "tritan": 2}
_SIDES = {"protan": (2, 1), "deutan": (2, 0), "tritan": (1, 0)}
"""The two other cones: by their ratio compared with white, a colour is on one side or the other."""


def unchanged(color: Color) -> Color:
    return color


def luminance(color: Color) -> Color:
    return color.filter("grayscale")


def rods(color: Color) -> Color:
    """By V'(λ), CIE 1951, on a screen with nearly the primaries of sRGB."""
    linear = color.convert("srgb-linear")
    return linear.update("srgb-linear", [0.04 * linear[0] + 0.62 * linear[1] + 0.34 * linear[2]] * 3)


@cache
def published(kind: VisionType, method: str, severity: float = 1) -> Model:
    """`method` is vienot, brettel or machado; only the last has severities."""
    return lambda color: color.filter(kind, severity, method=method)


@cache
def vischeck(kind: VisionType) -> Model:
    return lambda color: _vischeck(kind, color)


def _vischeck(kind: VisionType, color: Color) -> Color:
    linear = color.convert("srgb-linear")
    lms = matmul(_LMS, linear[:3])
    (over, under), missing = _SIDES[kind], _MISSING[kind]
    below = lms[over] * _WHITE[under] < _WHITE[over] * lms[under]
    wavelength = (660 if below else 485) if kind == "tritan" else (575 if below else 475)
    plane = cross(_WHITE, _ANCHORS[wavelength])
    lms[missing] = -sum(plane[cone] * lms[cone] for cone in range(3) if cone != missing) / plane[missing]
    return linear.update("srgb-linear", matmul(inv(_LMS), lms))


@cache
def apart(one: Tones, other: Tones, model: Model) -> float:
    """The CIEDE2000 distance of two swatches by one model: that of the tones that differ more."""
    return max(float(_look(a, model).delta_e(_look(b, model), method="2000")) for a, b in zip(one, other, strict=True))


@cache
def _look(tone: str, model: Model) -> Color:
    return model(Color(tone)).convert("srgb").clip().convert("lab-d65")
