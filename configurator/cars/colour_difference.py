"""How different two colours look, for finding the most similar paint or leather."""

from functools import lru_cache
from math import atan2, degrees, hypot
from typing import NamedTuple

_DAYLIGHT = (0.9505, 1.0, 1.089)
"""The white of a screen (D65)."""

_HUE_WEIGHT = 2
"""People accept a lighter or darker paint more readily than another hue: for black, dark grey, not dark green."""

_OTHER_HUE = 40
"""What a colourful paint loses besides if it becomes grey or another hue: for soft yellow, yellow, not white."""

_COLOURFUL, _GREY, _SAME_HUE_DEGREES = 20, 10, 30


class _Lab(NamedTuple):
    lightness: float
    a: float
    b: float

    @property
    def chroma(self) -> float:
        return hypot(self.a, self.b)

    @property
    def hue(self) -> float:
        return degrees(atan2(self.b, self.a))


@lru_cache(maxsize=10_000)
def colour_difference(one: str, other: str) -> float:
    """How much somebody who wants the first colour (#rrggbb) loses with the other: 0 to about 400.

    It is their distance in CIELAB, where hue counts twice, and more if a colourful one loses its hue.
    """
    wanted, offered = _lab(one), _lab(other)
    across = _HUE_WEIGHT * hypot(wanted.a - offered.a, wanted.b - offered.b)
    loss = hypot(wanted.lightness - offered.lightness, across) + (_OTHER_HUE if _loses_hue(wanted, offered) else 0)
    # Machines differ in the last digits. Without them, all of them sort alike.
    return round(loss, 3)


def _loses_hue(wanted: _Lab, offered: _Lab) -> bool:
    turn = abs((wanted.hue - offered.hue + 180) % 360 - 180)
    return wanted.chroma >= _COLOURFUL and (offered.chroma < _GREY or turn > _SAME_HUE_DEGREES)


@lru_cache(maxsize=1000)
def _lab(colour: str) -> _Lab:
    red, green, blue = (_linear(channel / 255) for channel in bytes.fromhex(colour[1:]))
    xyz = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    x, y, z = (_response(value / white) for value, white in zip(xyz, _DAYLIGHT, strict=True))
    return _Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def _linear(channel: float) -> float:
    return float(((channel + 0.055) / 1.055) ** 2.4) if channel > 0.04045 else channel / 12.92


def _response(share: float) -> float:
    return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
