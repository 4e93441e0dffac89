"""From points and rasters to path data: curves between corners, contours, and splines through given points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import contourpy
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import distance_transform_edt, gaussian_filter, gaussian_filter1d

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.bezier import fit
from scripts.front_view.camera import Grid
from scripts.front_view.car_solid import Points
from scripts.front_view.path_data import curves, unit

_ARM: Final = 3
"""A corner's angle is measured over this many points on either side."""
_OUTSIDE: Final = -9


def trace(
    points: Array,
    *,
    closed: bool = False,
    tolerance: float = 0.25,
    corner: float = 38,
    step: float = 0.8,
    smooth: float = 0,
    decimals: int = 1,
) -> str:
    """Path data within the tolerance of points (n, 2), with corners where they turn by more than `corner` degrees.

    The points are taken anew at each `step`. `smooth` blurs a closed shape over this length.
    """
    points = _even(np.asarray(points, float), closed, step)
    if smooth and closed and len(points) > 12:
        points = _closed(gaussian_filter1d(points[:-1], smooth / step, axis=0, mode="wrap"))
    corners = _corners(points, closed, corner)
    endless = closed and not corners
    if closed:
        points, corners = _from_first_corner(points, corners)
    cuts = [0, *corners, len(points) - 1]
    pieces = [points[a : b + 1] for a, b in pairwise(cuts) if b > a]
    beziers = [it for piece in pieces for it in fit(piece, *_tangents(piece, endless), tolerance)]
    return curves(beziers, closed=closed, decimals=decimals)


def _closed(points: Array) -> Array:
    return np.vstack([points, points[:1]])


def _even(points: Array, closed: bool, step: float) -> Array:
    if closed and np.linalg.norm(points[0] - points[-1]) > 1e-6:
        points = _closed(points)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    places = np.linspace(0, along[-1], max(4, int(along[-1] / step) + 1))
    return np.stack([np.interp(places, along, axis) for axis in points.T], -1)


def _corners(points: Array, closed: bool, corner: float) -> list[int]:
    """The indices of the corners. Of those that are close together, the sharpest is one."""
    sharp = [(angle, at) for angle, at in _turns(points, closed) if angle > corner]
    kept: list[int] = []
    for _, at in sorted(sharp, reverse=True):
        if all(abs(at - other) > 2 * _ARM for other in kept):
            kept.append(at)
    return sorted({at % (len(points) - 1) for at in kept} if closed else kept)


def _turns(points: Array, closed: bool) -> Iterator[tuple[float, int]]:
    count = len(points)
    around = count - 1 if closed else count
    for at in range(count) if closed else range(_ARM, count - _ARM):
        before, here, after = (points[(at + by) % around] for by in (-_ARM, 0, _ARM))
        cosine = np.clip(unit(here - before) @ unit(after - here), -1, 1)
        yield np.degrees(np.arccos(cosine)), at


def _from_first_corner(points: Array, corners: list[int]) -> tuple[Array, list[int]]:
    if not corners:
        return points, []
    first, *others = corners
    return np.vstack([points[first:-1], points[: first + 1]]), [at - first for at in others]


def _tangents(piece: Array, endless: bool) -> tuple[Array, Array]:
    if endless:
        along = unit(piece[1] - piece[-2])
        return along, -along
    arm = min(_ARM, len(piece) - 1)
    return unit(piece[arm] - piece[0]), unit(piece[-1 - arm] - piece[-1])


def contours(
    values: Array,
    level: float,
    grid: Grid,
    *,
    tolerance: float = 0.35,
    area: float = 14,
    smooth: float = 0,
    decimals: int = 1,
) -> str:
    """The regions of a raster above the level, as one path. Holes run the other way. Less than `area` is left out."""
    padded = np.pad(values, 1, constant_values=_OUTSIDE)
    found = []
    for line in contourpy.contour_generator(z=padded).lines(level):
        points = (line - 1 + 0.5) / grid.scale + np.array(grid.box[:2])
        if np.linalg.norm(points[0] - points[-1]) < 1e-6 and abs(signed_area(points)) >= area:
            step = max(0.6, 1.2 / grid.scale)
            found.append(
                trace(
                    points,
                    closed=True,
                    tolerance=tolerance,
                    corner=50,
                    step=step,
                    smooth=smooth,
                    decimals=decimals,
                )
            )
    return "".join(found)


def signed_area(points: Array) -> float:
    """The area inside points whose last is the first, positive if they turn from u towards v."""
    x, y = points.T
    return float(0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def soft(mask: Mask, blur: float = 0.9) -> Array:
    """A mask with a soft edge, 0 to 1. `blur` is in pixels."""
    return gaussian_filter(mask.astype(float), blur)


def spread(values: Array, known: Mask) -> Array:
    """The values, carried outwards to where they aren't known, so that a blur doesn't pale the edge."""
    nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
    return values[tuple(nearest)]


def spline(points: Points, *, closed: bool = False, count: int = 240, corners: Sequence[int] = ()) -> Array:
    """About `count` points of a smooth curve through the points, which has corners at these indices."""
    given = np.asarray(points, float)
    given = _closed(given) if closed else given
    if closed and not corners:
        along = _root_chords(given)
        return CubicSpline(along, given, bc_type="periodic")(np.linspace(0, along[-1], count))
    first = corners[0] if closed else 0
    given = np.vstack([given[first:-1], given[: first + 1]]) if closed else given
    cuts = sorted({0, len(given) - 1, *(at - first for at in corners)})
    pieces = [_piece(given[a : b + 1], count * (b - a) // len(given)) for a, b in pairwise(cuts)]
    return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])


def _root_chords(points: Array) -> Array:
    return np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1) ** 0.5)]


def _piece(points: Array, count: int) -> Array:
    if len(points) == 2:
        return np.linspace(points[0], points[1], 12)
    along = _root_chords(points)
    return CubicSpline(along, points, bc_type="natural")(np.linspace(0, along[-1], max(8, count)))
