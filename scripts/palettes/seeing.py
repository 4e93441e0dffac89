"""How colours look to each way of seeing, and how far apart they look: simulated with coloraide, in linear light.

Reference models: Viénot, Brettel and Mollon 1999 for protan and deutan, Brettel, Viénot and Mollon 1997 for tritan,
relative luminance for achromat. Machado, Oliveira and Fernandes 2009 is the second opinion. All at full severity.
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
"""The first is the reference model, which pictures show. `any` has none: it is the closest call of three kinds."""

_ANY: tuple[VisionType, ...] = ("protan", "deutan", "tritan")


def simulate(tone: str, kind: VisionType) -> str:
    """A colour as #rrggbb by the reference model; `any` leaves it as it is."""
    model = MODELS["typical" if kind == "any" else kind][0]
    return _on_screen(model(Color(tone))).to_string(hex=True)


def lightness(tone: str, kind: VisionType) -> float:
    """CIE L*, 0 to 100, to one decimal."""
    return round(float(Color(simulate(tone, kind)).convert("lab-d65")["lightness"]), 1)


@cache
def distance(one: Tones, other: Tones, kind: VisionType) -> float:
    """The smallest CIEDE2000 over typical vision and the kind's models; of two tones the one further apart counts."""
    if kind == "any":
        return min(distance(one, other, each) for each in _ANY)
    models = {*MODELS["typical"], *MODELS[kind]}
    return min(max(_apart(a, b, model) for a, b in zip(one, other, strict=True)) for model in models)


@cache
def _looks(tone: str, model: Model) -> Color:
    return _on_screen(model(Color(tone))).convert("lab-d65")


def _apart(one: str, other: str, model: Model) -> float:
    return float(_looks(one, model).delta_e(_looks(other, model), method="2000"))


def _on_screen(color: Color) -> Color:
    """Within what a screen can show, as a browser cuts it off."""
    return color.convert("srgb").clip()
