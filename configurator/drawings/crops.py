"""The part of a side view in which an extra shows."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from configurator.cars.catalogue import Feature
from configurator.drawings.arts import ARTS
from configurator.drawings.views import VIEWS, ExtraPart, part_of

_ROOF = (0.56, 0.84, 0.46)
# Where the middle of the crop is, as shares of the car's length from the nose and of its height from the road, and
# how wide the crop is, as a share of the length.
_PLACES: Final[Mapping[ExtraPart, tuple[float, float, float]]] = {
    "pano": _ROOF,
    "carbon": _ROOF,
    "rails": (0.62, 0.84, 0.54),
    "privacy": (0.66, 0.78, 0.42),
    "chrome": (0.56, 0.76, 0.46),
    "wing": (0.91, 0.7, 0.34),
    "sport": (0.93, 0.24, 0.24),
    "calliper": (0.205, 0.25, 0.2),
}
_HEIGHT_SHARE = 0.6
_MARGIN = 26
_HEADROOM = 20


class Crop(NamedTuple):
    """`view_box` in the units of the drawing, whose element in the page has the id `href` without its #."""

    view_box: str
    href: str


def crop_of(feature: Feature, art: str) -> Crop | None:
    """Where the drawing `art` shows this extra; None if it shows it nowhere. Raises KeyError for an unknown drawing."""
    place = part_of(feature)
    if place is None:
        return None
    _, top, width, _ = VIEWS["side"].boxes[ARTS[art].line]
    length, height = width - 2 * _MARGIN, -top - _HEADROOM
    across, up, wide = _PLACES[place]
    size = (length * wide, length * wide * _HEIGHT_SHARE)
    corner = (length * across - size[0] / 2, -height * up - size[1] / 2)
    return Crop(" ".join(f"{value:.0f}" for value in (*corner, *size)), f"#k{art}-car")
