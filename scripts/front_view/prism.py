"""Bars and blades: straight prisms that aren't part of the solid, drawn with the same camera."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.spatial import ConvexHull

from scripts.front_view.arrays import Array
from scripts.front_view.car_solid import Points
from scripts.front_view.markup import path
from scripts.front_view.path_data import numbers
from scripts.front_view.scene import Scene

_TURNED: Final = 0.45
"""How far up or down a face's normal must point for the face to be lit or shaded."""
_EDGE: Final = {"stroke": "#000", "stroke_opacity": ".5", "stroke_width": ".8", "paint_order": "stroke"}
"""It is under the fill, because a bent prism has several outlines in one path."""
_CUTS: Final = 7
"""A bent prism is drawn as pieces between this many profiles."""


@dataclass(frozen=True)
class Prism:
    """A convex profile (x, z), drawn out along y from `right` to `left`. `rise` lifts the ends."""

    profile: Points
    right: float
    left: float
    rise: float = 0.0

    def profiles(self) -> list[Array]:
        """The profile's corners in space, from right to left."""
        return [self._at(y) for y in np.linspace(self.right, self.left, _CUTS if self.rise else 2)]

    def faces(self) -> list[Array]:
        """The faces, each (n, 3)."""
        profiles = self.profiles()
        sides = (_between(right, left) for right, left in pairwise(profiles))
        return [profiles[0], *(face for side in sides for face in side), profiles[-1]]

    def middle(self) -> Array:
        """The middle of all corners."""
        return np.vstack([self._at(self.right), self._at(self.left)]).mean(0)

    def _at(self, y: float) -> Array:
        share = (y / max(abs(self.right), abs(self.left), 1e-6)) ** 2
        flat = np.array(self.profile, float)
        return np.c_[flat[:, 0], np.full(len(flat), y), flat[:, 1] + self.rise * share]


def _between(right: Array, left: Array) -> list[Array]:
    following = [*range(1, len(right)), 0]
    return [np.array([right[a], right[b], left[b], left[a]]) for a, b in enumerate(following)]


def drawn(scene: Scene, prism: Prism, class_: str) -> str:
    """A prism: its silhouette with this class, and over it what is lit from above and what is turned away."""
    lit, shaded = _tones(scene, prism)
    outline = path(_silhouette(scene, prism), class_=class_, **_EDGE)
    light = path(lit, fill="#fff", fill_opacity=".26") if lit else ""
    shade = path(shaded, fill_opacity=".38") if shaded else ""
    return outline + light + shade


def _silhouette(scene: Scene, prism: Prism) -> str:
    outlines = [_convex(scene.flat(profile)) for profile in prism.profiles()]
    return "".join(_polygon(_convex(np.vstack(pair))) for pair in pairwise(outlines))


def _tones(scene: Scene, prism: Prism) -> tuple[str, str]:
    """Path data of the visible faces that are lit from above, and of those turned to the floor or to the side."""
    lit = shaded = ""
    for face in prism.faces():
        normal = _normal(face, prism.middle())
        if normal @ (face.mean(0) - scene.camera.place) >= 0:
            continue
        if normal[2] > _TURNED:
            lit += _polygon(scene.flat(face))
        elif normal[2] < -_TURNED or abs(normal[1]) > 0.8:
            shaded += _polygon(scene.flat(face))
    return lit, shaded


def _normal(face: Array, middle: Array) -> Array:
    """The unit vector that points from a flat face away from the prism's middle."""
    normal = np.cross(face[1] - face[0], face[2] - face[0])
    normal = normal / max(float(np.linalg.norm(normal)), 1e-9)
    return normal if normal @ (face.mean(0) - middle) > 0 else -normal


def _convex(points: Array) -> Array:
    return points[ConvexHull(points).vertices]


def _polygon(points: Array) -> str:
    rounded = np.round(points, 1)
    return f"M{numbers(rounded[0])}l{numbers(np.diff(rounded, axis=0).ravel())}z"
