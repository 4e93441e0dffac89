"""A car with its solid, seen by the camera, and the ways to put shapes on it.

Shapes are given as seen from the front (y, z), from the left (x, z) or from above (x, y). They are cast on to the solid
along the third axis. Where a ray misses the solid, the point is nan, and it is dropped when the shape is drawn.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from scipy.ndimage import gaussian_filter1d

from scripts.front_view.arrays import Array
from scripts.front_view.camera import Camera
from scripts.front_view.car import Car
from scripts.front_view.car_solid import Points
from scripts.front_view.path_data import polyline
from scripts.front_view.read_car import read_car
from scripts.front_view.solid import Field, Walk, solid_of
from scripts.front_view.trace import spline, trace

FLIP: Final = np.array([1, -1, 1])
"""A factor for points in space: it puts them on the car's other side."""
NO_CORNER: Final = 181
"""An angle in degrees for shapes that are round everywhere."""
_BEFORE: Final = -30.0
_BESIDE: Final = 130.0
_ABOVE: Final = 196.0
"""Higher than any car: from inside a tall cabin, a ray would come out at the height of the windows."""
_IN_CABIN: Final = 60.0
"""Rays for the windscreen start here, so that they meet the cabin and not the bonnet."""


class Scene:
    """A car in front of the camera. Points in space are arrays (n, 3).

    `solid` is the car as it is. `closed` is its solid with a roof, on to which everything is cast that an open car has
    in common with it.
    """

    def __init__(self, car: Car) -> None:
        self.car = car
        self.solid = solid_of(car)
        self.closed = solid_of(read_car(car.opening.closed)) if car.opening else self.solid
        self.camera = Camera(car.length / 2)

    def on_front(self, points: Points, *, as_is: bool = False) -> Array:
        """Casts points (y, z) on to the front; with `as_is`, of an open car as it is."""
        return cast(self._surface(as_is), _with(points, 0, _BEFORE), (1, 0, 0))

    def on_side(self, points: Points, *, as_is: bool = False) -> Array:
        """Casts points (x, z) on to the left flank and the side window; with `as_is`, of an open car as it is."""
        return cast(self._surface(as_is), _with(points, 1, _BESIDE), (0, -1, 0))

    def on_top(self, points: Points, *, as_is: bool = False) -> Array:
        """Casts points (x, y) on to the bonnet and the roof; with `as_is`, of an open car as it is."""
        return cast(self._surface(as_is), _with(points, 2, _ABOVE), (0, 0, -1))

    def on_screen(self, points: Points) -> Array:
        """Casts points (y, z) on to the windscreen."""
        return cast(self.closed.cabin, _with(points, 0, _IN_CABIN), (1, 0, 0))

    def _surface(self, as_is: bool) -> Field:
        return self.solid.filled if as_is else self.closed.filled

    def line(self, points: Array, tolerance: float = 0.27, *, hidden_by: float = 1.2) -> str:
        """Path data of the visible parts of a line in space. What hides it is more than `hidden_by` before it."""
        known = found(points)
        runs = self.visible_runs(known, hidden_by, shortest=max(5, 0.2 * len(known)) + 1e-9)
        return "".join(trace(self.flat(run), tolerance=tolerance) for run in runs)

    def shape(self, points: Array, tolerance: float = 0.24, corner: float = 38) -> str:
        """Path data of a closed shape in space, whether something hides it or not."""
        return trace(self.flat(points), closed=True, tolerance=tolerance, corner=corner)

    def visible_shape(self, points: Array, tolerance: float = 0.24, corner: float = 38) -> str:
        """Path data of the visible part of a closed shape in space; "" if it is too small."""
        points = found(points)
        visible = self.camera.sees(self.solid.whole, points, 1.5)
        return self.shape(points[visible], tolerance, corner) if visible.sum() > 8 else ""

    def open_line(self, points: Array, tolerance: float = 0.3) -> str:
        """Path data of a line in space, whether something hides it or not."""
        return trace(self.flat(points), tolerance=tolerance)

    def straight(self, points: Array) -> str:
        """Path data of straight lines between points in space."""
        return polyline(self.flat(points))

    def flat(self, points: Array) -> Array:
        """The picture's points (n, 2) for points in space, without those that are nan."""
        return self.camera.project(found(points))

    def visible_runs(self, points: Array, hidden_by: float = 1.2, *, shortest: float = 0) -> list[Array]:
        """The visible parts of a line with at least `shortest` points."""
        points = found(points)
        visible = self.camera.sees(self.solid.whole, points, hidden_by)
        changes = np.flatnonzero(np.diff(np.r_[False, visible, False]))
        return [points[a:b] for a, b in changes.reshape(-1, 2) if b - a >= shortest]


def cast(field: Field, points: Array, direction: Any, far: float = 260) -> Array:
    """Moves points along a direction of the length 1 until they meet the field; nan where they don't within `far`."""
    directions = np.broadcast_to(np.asarray(direction, float), points.shape)
    walk = Walk(start=0.0, end=far, steps=600, pace=0.6, shortest=0.1, longest=20.0, touch=0.01)
    return points + directions * field.march(points, np.array(directions), walk)[:, None]


def found(points: Array) -> Array:
    """The points without those that are nan."""
    return points[~np.isnan(points).any(1)]


def blurred(points: Array) -> Array:
    """A line without the small waves that a cast over several surfaces gives it."""
    return gaussian_filter1d(found(points), 3, axis=0, mode="nearest")


def mirrored(half: Array) -> Array:
    """A whole shape from its half (y, …) that begins in the middle."""
    half = np.array(half, float)
    flip = np.array([-1, *[1] * (half.shape[1] - 1)])
    return np.vstack([half, (half * flip)[::-1][1:]])


def across(half: Array) -> Array:
    """A line across the car from its left half in space, which begins in the middle."""
    return np.vstack([half[::-1] * FLIP, half[1:]])


def open_spline(points: Points, count: int = 160) -> Array:
    """A smooth line through points."""
    return spline(points, count=count)


def closed_spline(points: Points, corners: Any = (), count: int = 160) -> Array:
    """A smooth outline through points, with corners at these indices."""
    return spline(points, closed=True, count=count, corners=corners)


def on_both_sides(draw: Callable[[Array], str], points: Array) -> str:
    """Draws points in space, then the same on the car's other side."""
    return draw(points) + draw(points * FLIP)


def _with(points: Points, axis: int, value: float) -> Array:
    return np.insert(np.asarray(points, float), axis, value, axis=1)
