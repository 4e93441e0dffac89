"""Roofs of glass and of carbon, as options. They are the pixels inside an outline seen from above."""

from typing import Final

import numpy as np
from scipy.ndimage import distance_transform_edt

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.car_solid import Points
from scripts.front_view.markup import kit, option, path
from scripts.front_view.picture import Picture
from scripts.front_view.scene import mirrored_across
from scripts.front_view.trace import contours, soft

_EDGE: Final = (0.35, 1.15)
"""The bright upper edge lies this deep below the sky."""
_STREAKS: Final = ((0.5, 0.74), (0.79, 0.83))
"""The reflections of the soft box, as shares of the roof's width."""
_SLANT: Final = 1.6


def roofs(picture: Picture) -> str:
    """The optional roofs of a car, which belong on the body."""
    roof = picture.scene.car.roof
    carbon = _carbon(picture, _from_above(picture, roof.outline)) if roof.outline else ""
    glass = _glass(picture, _from_above(picture, roof.glass)) if roof.glass else ""
    return option("carbon", carbon) + option("pano", glass)


def _glass(picture: Picture, mask: Mask) -> str:
    return "".join(
        (
            path(_region(picture, _over_the_edge(picture, mask)), fill="#0d1115", stroke="#000", stroke_width=".5"),
            path(_streaks(picture, mask), class_="k-gloss", fill="#b9cbd8", fill_opacity=".34"),
            path(_bright_edge(picture, mask), class_="k-gloss", fill="#e6f0f6", fill_opacity=".85"),
        )
    )


def _carbon(picture: Picture, mask: Mask) -> str:
    shape = _region(picture, _over_the_edge(picture, mask))
    edge = path(_bright_edge(picture, mask), class_="k-gloss", fill="#fff", fill_opacity=".5")
    return path(shape, fill="#101214") + path(shape, fill=kit("weave")) + edge


def _from_above(picture: Picture, half: Points) -> Mask:
    """The pixels of the roof that lie inside this outline."""
    points = picture.body.point
    flat = np.nan_to_num(points[..., :2].reshape(-1, 2), nan=-999)
    within = inside(mirrored_across(half), flat).reshape(picture.body.hit.shape)
    return within & picture.body.hit & (points[..., 2] > picture.scene.car.roof.lowest)


def inside(corners: Points, points: Array) -> Mask:
    """Which points (n, 2) lie inside a polygon."""
    u, v = points.T
    odd = np.zeros(len(points), bool)
    for (u1, v1), (u2, v2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        crosses = (v1 > v) != (v2 > v)
        odd ^= crosses & (u < u1 + (u2 - u1) * (v - v1) / (v2 - v1 if v2 != v1 else 1e-9))
    return odd


def _bright_edge(picture: Picture, mask: Mask) -> str:
    depth = _distance(picture, ~picture.body.hit)
    return _region(picture, mask & (depth > _EDGE[0]) & (depth < _EDGE[1]), 0.15, 0.6)


def _streaks(picture: Picture, mask: Mask) -> str:
    u, v = picture.grid.centres()
    columns = u[0, mask.any(0)]
    if not len(columns):
        return ""
    across = (u + _SLANT * (v - v.min()) - columns[0]) / (columns[-1] - columns[0])
    streaks = [(across > start) & (across < end) for start, end in _STREAKS]
    return _region(picture, mask & np.any(streaks, axis=0), 0.3, 1)


def _over_the_edge(picture: Picture, mask: Mask) -> Mask:
    """The mask grown into the sky, so that the body's outline alone ends it."""
    return mask | (~picture.body.hit & (_distance(picture, mask) < 1.0))


def _distance(picture: Picture, mask: Mask) -> Array:
    """How far each pixel is from the mask, in units."""
    return distance_transform_edt(~mask) / picture.grid.scale


def _region(picture: Picture, mask: Mask, tolerance: float = 0.25, area: float = 3) -> str:
    return contours(soft(mask), 0.5, picture.grid, tolerance=tolerance, area=area, smooth=0.5)
