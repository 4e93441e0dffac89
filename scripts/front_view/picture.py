"""What the camera sees of a car, and the outlines in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy.ndimage import binary_erosion, gaussian_filter1d

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.camera import Grid, Seen, look
from scripts.front_view.scene import Scene
from scripts.front_view.trace import contours, soft, trace

_REFLECTED: Final = (-60, 130)
"""The top of the picture of the reflection, and how much farther down it reaches than the car's."""
_DEEP_ENOUGH: Final = 4.5
"""A jump in depth that is a crown before a valley."""


@dataclass(frozen=True)
class Picture:
    """The body and its mirrors as seen through the pixels of one grid."""

    scene: Scene
    grid: Grid
    body: Seen
    mirror: Seen

    @cached_property
    def normals(self) -> Array:
        """Unit vectors, zero where there is no car."""
        normals = self.body.normal
        return normals / np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9)

    @cached_property
    def shell(self) -> Mask:
        """The painted body with what lies on it, without the wheel arches."""
        return self.body.hit & ~self._in_arch()

    @cached_property
    def mirrors(self) -> Mask:
        """The door mirrors, where the body doesn't hide them."""
        return self.mirror.hit & ~(self.body.hit & (self.body.distance < self.mirror.distance))

    def to_axles(self) -> tuple[Array, Array]:
        """How far each point is from the front and from the rear wheel's middle, seen from the side."""
        x, _, z = np.moveaxis(self.body.point, -1, 0)
        axles = (self.scene.car.front_axle, self.scene.car.rear_axle)
        front, rear = (np.hypot(x - axle.x, z - axle.radius) for axle in axles)
        return front, rear

    def _in_arch(self) -> Mask:
        front, rear = self.to_axles()
        car = self.scene.car
        near = (front < car.front_axle.arch + 0.3) | (rear < car.rear_axle.arch + 0.3)
        return near & (self.body.point[..., 2] < car.front_axle.arch * 2 + 6)


def take(scene: Scene, scale: float) -> Picture:
    """Looks at the car with `scale` pixels per unit."""
    grid = Grid(scene.car.frame, scale)
    body, mirror = (look(scene.camera, field, grid) for field in (scene.solid.body, scene.solid.mirror))
    return Picture(scene, grid, body, mirror)


def body_outline(picture: Picture) -> str:
    """The outline of the painted body."""
    return contours(soft(picture.shell, 1.5), 0.5, picture.grid, tolerance=0.24, area=40, smooth=1.2)


def dark_trim(picture: Picture) -> str:
    """The black lip and sill along the bottom, and the cladding around the arches if the car has some."""
    trim, car = picture.scene.car.trim, picture.scene.car
    x, y, z = np.moveaxis(picture.body.point, -1, 0)
    low = z < np.where(x < car.front_axle.x, trim.lip, trim.sill)
    front, rear = picture.to_axles()
    around = (front < car.front_axle.arch + trim.cladding) | (rear < car.rear_axle.arch + trim.cladding)
    clad = (trim.cladding > 0) & (np.abs(y) > 60) & around & (z < 95)
    mask = picture.shell & (low | clad)
    return contours(soft(mask, 1.4), 0.5, picture.grid, tolerance=0.4, area=10, smooth=0.8)


def underside(scene: Scene) -> str:
    """The dark mass below the body, a little smaller than the body."""
    grid = Grid(scene.car.frame, 1.4)
    hit = look(scene.camera, scene.solid.lower_filled, grid).hit
    mask = soft(binary_erosion(hit, iterations=4), 0.6)
    return contours(mask, 0.5, grid, tolerance=1.5, smooth=4, decimals=0)


def reflection(scene: Scene) -> str:
    """The outline of the car upside down, as a polished floor shows it."""
    left, _, right, bottom = scene.car.frame
    top, more = _REFLECTED
    grid = Grid((left, top, right, bottom + more), 1.0)
    hit = look(scene.camera, scene.solid.upside_down, grid).hit
    return contours(soft(hit, 0.8), 0.5, grid, tolerance=2, smooth=3, decimals=0)


def crown(picture: Picture) -> str:
    """The shade on the near wing's crown, where it hides the bonnet's valley; "" if it doesn't."""
    scale = picture.grid.scale
    rows = _crown_rows(picture)
    columns = np.flatnonzero(rows >= 0)
    if len(columns) <= 20:
        return ""
    run = max(np.split(columns, np.flatnonzero(np.diff(columns) > 3 * scale) + 1), key=len)
    if len(run) <= 12 * scale:
        return ""
    heights = gaussian_filter1d(np.array(rows[run], float), 2.5 * scale, mode="nearest")
    left, top, *_ = picture.grid.box
    edge = np.c_[run / scale + left, heights / scale + top]
    swell = np.sin(np.linspace(0, np.pi, len(edge))) ** 0.7
    outline = [edge + np.c_[0 * swell, 0.6 * swell], (edge - np.c_[0 * swell, 5.4 * swell])[::-1]]
    return trace(np.vstack(outline), closed=True, tolerance=0.35)


def _crown_rows(picture: Picture) -> Array:
    """For each column, the row in which the depth jumps most on the near wing, or -1."""
    depth = np.where(picture.body.hit, picture.body.distance, np.nan)
    by = max(1, int(picture.grid.scale * 0.6))
    jump = np.zeros_like(depth)
    jump[by:] = np.nan_to_num(depth[:-by] - depth[by:])
    x, y, z = np.moveaxis(picture.body.point, -1, 0)
    on_wing = (jump > _DEEP_ENOUGH) & (x < picture.scene.car.trim.crown_end) & (y > 20) & (z > 60)
    return np.where(on_wing.any(0), np.where(on_wing, jump, 0).argmax(0), -1)
