"""The camera and what it sees of a field. It is the same for all cars."""

from typing import Final, NamedTuple

import numpy as np

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.car_solid import Point
from scripts.front_view.solid import Field, Walk

AZIMUTH_DEGREES: Final = 36.0
"""How far off the nose the camera stands, to the car's left."""
EYE: Final = 131.0
DISTANCE: Final = 1040.0
"""From the car's middle, on the ground. With 36 mm film, this is a lens of about 70 mm."""
_DEEP: Final = 330
"""How far before and behind its middle a car may be."""


class Camera:
    """A level camera with a shifted lens, like a view camera: what is upright stays upright in the picture."""

    def __init__(self, middle: float) -> None:
        """`middle` is the x of the car's middle, where one unit of the picture is one unit of the car."""
        angle = np.radians(AZIMUTH_DEGREES)
        self.place = np.array([middle - DISTANCE * np.cos(angle), DISTANCE * np.sin(angle), EYE])
        ahead = np.array([middle, 0.0, 0.0]) - self.place
        ahead[2] = 0
        self.distance = np.linalg.norm(ahead)
        self.ahead = ahead / self.distance
        self.right = np.array([-self.ahead[1], self.ahead[0], 0.0])

    def project(self, points: Array) -> Array:
        """The picture's points (n, 2) for points in space (n, 3)."""
        away = np.asarray(points, float) - self.place
        depth = away @ self.ahead
        up = np.array([0, 0, 1.0])
        return np.stack([away @ self.right / depth * self.distance, -(away @ up) / depth * self.distance - EYE], -1)

    def rays(self, u: Array, v: Array) -> Array:
        """Unit vectors from the camera through points of the picture."""
        up = np.array([0, 0, 1.0])
        through = self.ahead * self.distance + u[..., None] * self.right + (-(v + EYE))[..., None] * up
        return through / np.linalg.norm(through, axis=-1, keepdims=True)

    def walk(self) -> Walk:
        """A ray from the camera through the car."""
        start, end = self.distance - _DEEP, self.distance + _DEEP
        return Walk(start, end, steps=230, pace=0.62, shortest=0.12, longest=30.0, touch=0.02)

    def sees(self, field: Field, points: Array, tolerance: float = 1.2) -> Mask:
        """Which points (n, 3) nothing hides that lies more than the tolerance before them. Nan is hidden."""
        away = points - self.place
        distances = np.linalg.norm(away, axis=1)
        known = ~np.isnan(distances)
        directions = np.where(known[:, None], away / np.maximum(distances, 1)[:, None], 0)
        met = field.march(self.place, directions, self.walk())
        return known & ~(met < distances - tolerance)


class Grid(NamedTuple):
    """A raster over a part of the picture (left, top, right, bottom), with `scale` pixels per unit."""

    box: Point
    scale: float

    def centres(self) -> tuple[Array, Array]:
        """The picture's u and v at the middle of each pixel, each (rows, columns)."""
        left, top, right, bottom = self.box
        columns, rows = int((right - left) * self.scale), int((bottom - top) * self.scale)
        u, v = left + (np.arange(columns) + 0.5) / self.scale, top + (np.arange(rows) + 0.5) / self.scale
        across, down = np.meshgrid(u, v)
        return across, down


class Seen(NamedTuple):
    """What each pixel of a grid sees of a field: whether it hits, how far away, where, and which way the surface looks.

    Where it misses, distance and point are nan and the normal is zero.
    """

    hit: Mask
    distance: Array
    point: Array
    normal: Array
    ray: Array


def look(camera: Camera, field: Field, grid: Grid) -> Seen:
    """Looks at a field through each pixel of the grid."""
    u, v = grid.centres()
    rays = camera.rays(u.ravel(), v.ravel())
    distance = field.march(camera.place, rays, camera.walk())
    hit = ~np.isnan(distance)
    point, normal = np.full(rays.shape, np.nan), np.zeros(rays.shape)
    point[hit] = camera.place + rays[hit] * distance[hit, None]
    normal[hit] = field.normals(point[hit])
    flat = (hit, distance, point, normal, rays)
    return Seen(*(values.reshape(*u.shape, *values.shape[1:]) for values in flat))
