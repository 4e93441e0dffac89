"""What the drawing needs to know of a car, as plain values and as CSS custom properties for pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from configurator.cars.catalogue import CALIPER_HEX, Feature, Finish, Interior, Paint, WheelSet, body_name
from configurator.cars.configuration import Car
from configurator.drawings.views import DrawnView

Rim = Literal["ten", "double", "turbine", "cross", "classic", "mesh"]
DrawnOption = Literal["pano", "sport", "wing", "rails", "privacy", "chrome", "carbon"]

RIMS: Final[tuple[str, ...]] = get_args(Rim)
DRAWN_OPTIONS: Final[tuple[str, ...]] = get_args(DrawnOption)

# Flake and lustre, both 0 to 1.
FINISHES: Final[Mapping[Finish, tuple[float, float]]] = {
    "solid": (0, 1),
    "metallic": (0.8, 1),
    "satin": (0.15, 0.25),
}

_INCH_MM = 25.4
# The rims are drawn for a wheel that is this share of its tyre's outer diameter.
_DRAWN_RIM_SHARE = 0.74
_LARGEST_RIM = 1.1
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Art(NamedTuple):
    """A line's side view: its frame in units of 10 mm; its tyres' outer diameter, front and rear, in mm."""

    view_box: tuple[int, int, int, int]
    tyres_mm: tuple[int, int]


ARTS: Final[Mapping[str, Art]] = {
    "911": Art((-26, -150, 504, 182), (686, 712)),
    "718": Art((-26, -150, 490, 182), (672, 696)),
    "taycan": Art((-26, -158, 548, 190), (720, 720)),
    "panamera": Art((-26, -162, 557, 194), (724, 732)),
    "macan": Art((-26, -182, 530, 214), (768, 768)),
    "cayenne": Art((-26, -190, 545, 222), (768, 768)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A car as the drawing sees it. ValueError for any other kind of value, so that none becomes markup.

    Colours are #rrggbb, `metal` and `gloss` 0 to 1, `rim_scale` the front and rear shares of the drawn rim.
    """

    art: str
    paint: str
    metal: float
    gloss: float
    rim: str
    rim_hex: str
    rim_scale: tuple[float, float]
    interior: str
    second: str
    trim: str
    caliper: str = CALIPER_HEX
    options: frozenset[str] = frozenset()
    side_title: str = ""
    interior_title: str = ""

    def __post_init__(self) -> None:
        for colour in (
            self.paint,
            self.rim_hex,
            self.interior,
            self.second,
            self.trim,
            self.caliper,
        ):
            _require(_COLOUR.fullmatch(colour), "colour", colour)
        for share in (self.metal, self.gloss):
            _require(0 <= share <= 1, "share", share)
        for scale in self.rim_scale:
            _require(0.5 <= scale <= _LARGEST_RIM, "rim scale", scale)
        _require(self.art in ARTS, "line", self.art)
        _require(self.rim in RIMS, "rim", self.rim)
        _require(self.options <= set(DRAWN_OPTIONS), "options", sorted(self.options))

    def title(self, view: DrawnView) -> str:
        """The accessible name of a view: "911 Carrera in Gentian Blue Metallic, side view"."""
        return self.side_title if view == "side" else self.interior_title


def appearance_of(car: Car) -> Appearance:
    """What a car looks like. ValueError where its line has no art; of two callipers the later counts."""
    metal, gloss = FINISHES[car.paint.finish]
    calipers = [
        CALIPER_HEX,
        *(feature.caliper_hex for feature in car.features if feature.caliper_hex),
    ]
    return Appearance(
        art=car.line.id,
        paint=car.paint.hex,
        metal=metal,
        gloss=gloss,
        rim=car.wheels.rim,
        rim_hex=car.wheels.rim_hex,
        rim_scale=rim_scale(car.line.id, car.wheels.inches),
        interior=car.interior.hex,
        second=car.interior.second_hex,
        trim=car.interior.trim_hex,
        caliper=calipers[-1],
        options=frozenset(feature.drawn for feature in car.features if feature.drawn),
        side_title=f"{car.name}, side view{_drawn_as(car)}",
        interior_title=f"{car.model.name} with {car.interior.name}, interior view",
    )


def _drawn_as(car: Car) -> str:
    drawn = car.line.drawn_body
    return "" if car.model.body == drawn else f", drawn as the {body_name(drawn)}"


def rim_scale(art: str, inches: tuple[int, int]) -> tuple[float, float]:
    """Rims of these sizes, front and rear, as shares of the drawn rim: the tyre's outer diameter stays.

    Another line's set, which is a conflict but has to be shown, is drawn no larger than the tyre takes. ValueError
    for a line without art.
    """
    _require(art in ARTS, "line", art)
    front, rear = (
        min(round(size * _INCH_MM / tyre / _DRAWN_RIM_SHARE, 3), _LARGEST_RIM)
        for size, tyre in zip(inches, ARTS[art].tyres_mm, strict=True)
    )
    return front, rear


def root_style(appearance: Appearance) -> dict[str, str]:
    """Every custom property of a appearance, for a rule on an ancestor of the drawing."""
    return {
        **_paint_style(appearance.paint, appearance.metal, appearance.gloss),
        **_wheel_style(appearance.rim, appearance.rim_hex, appearance.rim_scale),
        **_interior_style(appearance.interior, appearance.second, appearance.trim),
        "--caliper": appearance.caliper,
        **{f"--o-{option}": "inline" if option in appearance.options else "none" for option in DRAWN_OPTIONS},
    }


def paint_style(paint: Paint) -> dict[str, str]:
    """What choosing this paint changes in the drawing, as custom properties."""
    return _paint_style(paint.hex, *FINISHES[paint.finish])


def wheel_style(art: str, wheels: WheelSet) -> dict[str, str]:
    """What choosing this set changes on a line's drawing."""
    return _wheel_style(wheels.rim, wheels.rim_hex, rim_scale(art, wheels.inches))


def interior_style(interior: Interior) -> dict[str, str]:
    """What choosing this interior changes, in both views."""
    return _interior_style(interior.hex, interior.second_hex, interior.trim_hex)


def feature_style(feature: Feature) -> dict[str, str]:
    """What a feature adds to the drawing; empty for most."""
    caliper = {"--caliper": feature.caliper_hex} if feature.caliper_hex else {}
    option = {f"--o-{feature.drawn}": "inline"} if feature.drawn else {}
    return {**caliper, **option}


def _paint_style(colour: str, metal: float, gloss: float) -> dict[str, str]:
    return {"--paint": colour, "--metal": f"{metal:g}", "--gloss": f"{gloss:g}"}


def _wheel_style(fitted: str, colour: str, scale: tuple[float, float]) -> dict[str, str]:
    rims = {f"--rim-{rim}": "inline" if rim == fitted else "none" for rim in RIMS}
    return {
        "--rim": colour,
        "--rim-front": f"{scale[0]:g}",
        "--rim-rear": f"{scale[1]:g}",
        **rims,
    }


def _interior_style(main: str, second: str, trim: str) -> dict[str, str]:
    return {"--interior": main, "--interior-2": second, "--trim": trim}


def _require(holds: object, what: str, value: object) -> None:
    if not holds:
        raise ValueError(f"the drawing has no such {what}: {value!r}")
