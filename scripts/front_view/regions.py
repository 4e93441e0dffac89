"""Parts of the picture where the body lies inside an outline, seen from above or from the side."""

import numpy as np
from scipy.ndimage import distance_transform_edt

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.car_solid import Points
from scripts.front_view.picture import Picture
from scripts.front_view.trace import contours, soft


def from_above(picture: Picture, half: Points, lowest: float) -> Mask:
    """The pixels above `lowest` inside an outline (x, y), of which the left half is given from front to rear."""
    whole = [*half, *((x, -y) for x, y in reversed(half))]
    return _inside(picture, whole, (0, 1)) & (picture.body.point[..., 2] > lowest)


def from_side(picture: Picture, outline: Points) -> Mask:
    """The pixels inside an outline (x, z)."""
    return _inside(picture, outline, (0, 2))


def region(picture: Picture, mask: Mask, tolerance: float = 0.25, area: float = 3) -> str:
    """Path data around the masked pixels. Spots smaller than the area are left out."""
    return contours(soft(mask), 0.5, picture.grid, tolerance=tolerance, area=area, smooth=0.5)


def below_sky(picture: Picture, mask: Mask, start: float, end: float) -> Mask:
    """The masked pixels that lie between these distances from the sky."""
    depth = _distance(picture, ~picture.body.hit)
    return mask & (depth > start) & (depth < end)


def over_the_edge(picture: Picture, mask: Mask) -> Mask:
    """The mask grown into the sky, so that the body's outline alone ends it."""
    return mask | (~picture.body.hit & (_distance(picture, mask) < 1.0))


def _inside(picture: Picture, outline: Points, axes: tuple[int, int]) -> Mask:
    flat = np.nan_to_num(picture.body.point[..., axes].reshape(-1, 2), nan=-999)
    return in_polygon(outline, flat).reshape(picture.body.hit.shape) & picture.body.hit


def in_polygon(corners: Points, points: Array) -> Mask:
    """Which points (n, 2) lie inside a polygon."""
    u, v = points.T
    odd = np.zeros(len(points), bool)
    for (u1, v1), (u2, v2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        crosses = (v1 > v) != (v2 > v)
        odd ^= crosses & (u < u1 + (u2 - u1) * (v - v1) / (v2 - v1 if v2 != v1 else 1e-9))
    return odd


def _distance(picture: Picture, mask: Mask) -> Array:
    """How far each pixel is from the mask, in units."""
    return distance_transform_edt(~mask) / picture.grid.scale
