"""Roofs of glass and of carbon, as options. They are the pixels inside an outline seen from above."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Mask
from scripts.front_view.car_solid import Points
from scripts.front_view.markup import kit, option, path
from scripts.front_view.picture import Picture
from scripts.front_view.regions import below_sky, from_above, over_the_edge, region

_EDGE: Final = (0.35, 1.15)
"""The bright upper edge lies this deep below the sky."""
_STREAKS: Final = ((0.5, 0.74), (0.79, 0.83))
"""The reflections of the soft box, as shares of the roof's width."""
_SLANT: Final = 1.6


def roofs(picture: Picture) -> str:
    """The optional roofs of a car, which belong on the body."""
    roof = picture.scene.car.roof
    carbon = _carbon(picture, _on_roof(picture, roof.outline)) if roof.outline else ""
    glass = _glass(picture, _on_roof(picture, roof.glass)) if roof.glass else ""
    return option("carbon", carbon) + option("pano", glass)


def _on_roof(picture: Picture, half: Points) -> Mask:
    return from_above(picture, half, picture.scene.car.roof.lowest)


def _glass(picture: Picture, mask: Mask) -> str:
    return "".join(
        (
            path(region(picture, over_the_edge(picture, mask)), fill="#0d1115", stroke="#000", stroke_width=".5"),
            path(_streaks(picture, mask), class_="k-gloss", fill="#b9cbd8", fill_opacity=".34"),
            path(_bright_edge(picture, mask), class_="k-gloss", fill="#e6f0f6", fill_opacity=".85"),
        )
    )


def _carbon(picture: Picture, mask: Mask) -> str:
    shape = region(picture, over_the_edge(picture, mask))
    edge = path(_bright_edge(picture, mask), class_="k-gloss", fill="#fff", fill_opacity=".5")
    return path(shape, fill="#101214") + path(shape, fill=kit("weave")) + edge


def _bright_edge(picture: Picture, mask: Mask) -> str:
    return region(picture, below_sky(picture, mask, *_EDGE), 0.15, 0.6)


def _streaks(picture: Picture, mask: Mask) -> str:
    u, v = picture.grid.centres()
    columns = u[0, mask.any(0)]
    if not len(columns):
        return ""
    across = (u + _SLANT * (v - v.min()) - columns[0]) / (columns[-1] - columns[0])
    streaks = [(across > start) & (across < end) for start, end in _STREAKS]
    return region(picture, mask & np.any(streaks, axis=0), 0.3, 1)
