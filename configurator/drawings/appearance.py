"""What a car looks like: plain values for a drawing, and CSS custom properties for pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from configurator.cars.catalogue import (
    CALIPER_HEX,
    DRAWN_OPTIONS,
    RIMS,
    DrawnOption,
    Feature,
    Finish,
    Interior,
    Paint,
    Rim,
    WheelSet,
)
from configurator.cars.configuration import Car
from configurator.drawings.arts import ARTS, art_of, drawn_as
from configurator.drawings.cabins import CABINS, OPEN_BODIES
from configurator.drawings.materials import MATERIALS, Material, close_up_title, material_of, material_style
from configurator.drawings.views import DrawnView
from configurator.renders.captions import CarNames, caption

# How much a paint's flakes and its gloss show, both 0 to 1.
_FINISHES: Final[Mapping[Finish, tuple[float, float]]] = {
    "solid": (0, 1),
    "metallic": (0.8, 1),
    "satin": (0.15, 0.25),
}

_NAMELESS: Final = CarNames("", "", "")
_INCH_MM = 25.4
# The drawn rims have this share of their tyre's outer diameter.
_DRAWN_RIM_SHARE = 0.74
_LARGEST_RIM = 1.1
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Everything that a drawing shows of a car.

    `art` is a name from ARTS. Colours are #rrggbb. `metal` (flakes) and `gloss` are 0 to 1. `rim_scale` is the size of
    the front and the rear rim as a share of the drawn one. The views are called after `names`, the names of the car's
    parts, and after `drawn_as`, the body or model that is drawn instead, if any.

    Of the cabin, `line` is the line's id, `material` that of the seats, and `is_open` says that it has no roof.

    Raises ValueError for any other value, so that no text from outside becomes markup.
    """

    art: str
    paint: str
    metal: float
    gloss: float
    rim: Rim
    rim_hex: str
    rim_scale: tuple[float, float]
    interior: str
    second: str
    trim: str
    line: str
    material: Material = "plain"
    is_open: bool = False
    caliper: str = CALIPER_HEX
    options: frozenset[DrawnOption] = frozenset()
    names: CarNames = _NAMELESS
    drawn_as: str = ""
    close_up_title: str = ""

    def __post_init__(self) -> None:
        for colour in (self.paint, self.rim_hex, self.interior, self.second, self.trim, self.caliper):
            _require(_COLOUR.fullmatch(colour), "colour", colour)
        for share in (self.metal, self.gloss):
            _require(0 <= share <= 1, "share", share)
        for scale in self.rim_scale:
            _require(0.5 <= scale <= _LARGEST_RIM, "rim scale", scale)
        _require(self.art in ARTS, "line", self.art)
        _require(self.line in CABINS, "cabin", self.line)
        _require(self.material in MATERIALS, "material", self.material)
        _require(self.rim in RIMS, "rim", self.rim)
        _require(self.options <= set(DRAWN_OPTIONS), "options", sorted(self.options))

    def title(self, view: DrawnView) -> str:
        """The accessible name of a view: 911 Carrera in Gentian Blue Metallic, side view."""
        other_body = f", drawn as the {self.drawn_as}" if self.drawn_as and view != "interior" else ""
        return f"{caption(self.names, view)}{other_body}"


def appearance_of(car: Car) -> Appearance:
    """The appearance of a car. If two features change the callipers, the later one counts.

    Raises ValueError if the car's line has no drawing.
    """
    art = art_of(car.model)
    metal, gloss = _FINISHES[car.paint.finish]
    calipers = [CALIPER_HEX, *(feature.caliper_hex for feature in car.features if feature.caliper_hex)]
    return Appearance(
        art=art,
        paint=car.paint.hex,
        metal=metal,
        gloss=gloss,
        rim=car.wheels.rim,
        rim_hex=car.wheels.rim_hex,
        rim_scale=rim_scale(art, car.wheels.inches),
        interior=car.interior.hex,
        second=car.interior.second_hex,
        trim=car.interior.trim_hex,
        line=car.line.id,
        material=material_of(car.interior),
        is_open=car.model.body in OPEN_BODIES,
        caliper=calipers[-1],
        options=frozenset(feature.drawn for feature in car.features if feature.drawn),
        names=CarNames.of(car),
        drawn_as=drawn_as(car.model),
        close_up_title=close_up_title(car.interior),
    )


def rim_scale(art: str, inches: tuple[int, int]) -> tuple[float, float]:
    """The size of the front and the rear rim as a share of the drawn one; the tyres' outer diameter stays the same.

    Wheels of another line are a conflict but have to be drawn: they are limited to what fits the tyre.

    Raises ValueError for a line without a drawing.
    """
    _require(art in ARTS, "line", art)
    front, rear = (
        min(round(size * _INCH_MM / tyre / _DRAWN_RIM_SHARE, 3), _LARGEST_RIM)
        for size, tyre in zip(inches, ARTS[art].tyres_mm, strict=True)
    )
    return front, rear


def root_style(appearance: Appearance) -> dict[str, str]:
    """All custom properties of an appearance, for a CSS rule on an ancestor of the drawing."""
    return {
        **_paint_style(appearance.paint, appearance.metal, appearance.gloss),
        **_wheel_style(appearance.rim, appearance.rim_hex, appearance.rim_scale),
        **_interior_style(appearance.interior, appearance.second, appearance.trim, appearance.material),
        **roof_style(is_open=appearance.is_open),
        "--caliper": appearance.caliper,
        **{f"--o-{option}": "inline" if option in appearance.options else "none" for option in DRAWN_OPTIONS},
    }


def paint_style(paint: Paint) -> dict[str, str]:
    """The custom properties that this paint sets."""
    return _paint_style(paint.hex, *_FINISHES[paint.finish])


def wheel_style(art: str, wheels: WheelSet) -> dict[str, str]:
    """The custom properties that this set of wheels sets on a line's drawing."""
    return _wheel_style(wheels.rim, wheels.rim_hex, rim_scale(art, wheels.inches))


def interior_style(interior: Interior) -> dict[str, str]:
    """The custom properties that this interior sets, for both views."""
    return _interior_style(interior.hex, interior.second_hex, interior.trim_hex, material_of(interior))


def roof_style(*, is_open: bool) -> dict[str, str]:
    """The custom properties by which a cabin has a roof, or the sky above it."""
    return {"--roof": "none" if is_open else "inline"}


def feature_style(feature: Feature) -> dict[str, str]:
    """The custom properties that this feature sets; most set none."""
    caliper = {"--caliper": feature.caliper_hex} if feature.caliper_hex else {}
    option = {f"--o-{feature.drawn}": "inline"} if feature.drawn else {}
    return {**caliper, **option}


def _paint_style(colour: str, metal: float, gloss: float) -> dict[str, str]:
    return {"--paint": colour, "--metal": f"{metal:g}", "--gloss": f"{gloss:g}"}


def _wheel_style(fitted: str, colour: str, scale: tuple[float, float]) -> dict[str, str]:
    rims = {f"--rim-{rim}": "inline" if rim == fitted else "none" for rim in RIMS}
    return {"--rim": colour, "--rim-front": f"{scale[0]:g}", "--rim-rear": f"{scale[1]:g}", **rims}


def _interior_style(main: str, second: str, trim: str, material: Material) -> dict[str, str]:
    return {"--interior": main, "--interior-2": second, "--trim": trim, **material_style(material)}


def _require(holds: object, what: str, value: object) -> None:
    if not holds:
        raise ValueError(f"the drawing has no such {what}: {value!r}")
