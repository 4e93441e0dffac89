"""Flat shapes and lines on the solid: intakes, bars, slats, creases, light blades, seams."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car import Decal
from scripts.front_view.lamps import glowing
from scripts.front_view.markup import KIT, kit, path
from scripts.front_view.scene import FLIP, NO_CORNER, Scene, closed_spline, found, mirrored, open_spline
from scripts.front_view.trace import spline, trace

LINES: Final = ("slat", "blade", "metal", "seam")
"""The styles that are lines."""
_SWELLING: Final = {"dark crease": 0.75, "light crease": 0.5}
"""The styles that are lines too, but swell to this half width in the middle. All others are shapes."""
_SOFT: Final = {
    "shade": {"fill-opacity": ".34"},
    "light": {"class": "k-li", "fill-opacity": ".3"},
}
_DARK_CREASES: Final = {"dark crease": {"fill-opacity": ".22"}}
_LIGHT_CREASES: Final = {"light crease": {"class": f"{KIT}-y"}}
_PANELS: Final = {
    "intake": {"class": f"{KIT}-k", "fill": kit("int")},
    "black": {"class": "k-k"},
    "gloss black": {"class": f"{KIT}-b", "fill": kit("gb")},
    "bar": {"class": f"{KIT}-g"},
    "glass": {"class": f"{KIT}-e"},
    "lens": {"class": f"{KIT}-r"},
    "paint": {"class": "k-p", "stroke": "#000", "stroke-opacity": ".4", "stroke-width": ".3"},
    "slat": {"class": f"{KIT}-l"},
    "metal": {"class": f"{KIT}-m"},
    "emblem": {"class": f"{KIT}-o"},
}
"""The attributes of each style."""


class DecalPaths:
    """Path data of all decals, by style."""

    def __init__(self, scene: Scene) -> None:
        decals = scene.car.decals
        self._prefix = scene.car.prefix
        self._paths: dict[str, str] = defaultdict(str)
        for place, paths in ((decals.front, _in_front), (decals.side, _beside), (decals.top, _on_top)):
            for decal in place:
                self._paths[decal.style] += "".join(paths(scene, decal))

    @property
    def seams(self) -> str:
        """Path data of the seams, as lines and around flaps."""
        return self._paths["flap"] + self._paths["seam"]

    def soft(self) -> str:
        """Shapes of shade and light on the paint, which somebody has to blur."""
        return self._drawn(_SOFT)

    def dark_creases(self) -> str:
        """Dark lines on the paint."""
        return self._drawn(_DARK_CREASES)

    def light_creases(self) -> str:
        """Bright lines on the paint."""
        return self._drawn(_LIGHT_CREASES)

    def panels(self) -> str:
        """Everything with hard edges, in its order from back to front."""
        return self._drawn(_PANELS) + self._blades()

    def _drawn(self, styles: dict[str, dict[str, str]]) -> str:
        return "".join(path(self._paths[style], **styles[style]) for style in styles if self._paths[style])

    def _blades(self) -> str:
        return glowing(f"{self._prefix}-w", self._paths["blade"], ".8", "2") if self._paths["blade"] else ""


def _in_front(scene: Scene, decal: Decal) -> Iterator[str]:
    points = scene.on_front(_front_points(decal))
    tolerance = 0.28 if decal.across else 0.32 if decal.style == "bar" else 0.24
    yield _drawn(scene, decal, points, tolerance)
    if not decal.across:
        yield _drawn(scene, decal, points * FLIP, 0.4)


def _beside(scene: Scene, decal: Decal) -> Iterator[str]:
    yield _drawn(scene, decal, scene.on_side(_points(decal)), 0.22)


def _on_top(scene: Scene, decal: Decal) -> Iterator[str]:
    points = scene.on_top(_points(decal))
    yield _drawn(scene, decal, points, 0.25)
    yield _drawn(scene, decal, points * FLIP, 0.25)


def _drawn(scene: Scene, decal: Decal, points: Array, tolerance: float) -> str:
    """Path data of a decal in space. The tolerance is for shapes."""
    if decal.style in _SWELLING:
        return _swelling(scene, points, _SWELLING[decal.style])
    if decal.style in LINES:
        return scene.line(points, 0.3)
    if decal.style == "emblem":
        return scene.visible_shape(points, 0.12, NO_CORNER)
    return scene.visible_shape(points, tolerance, 45)


def _is_line(decal: Decal) -> bool:
    return decal.style in LINES or decal.style in _SWELLING


def _points(decal: Decal) -> Array:
    return open_spline(decal.points) if _is_line(decal) else closed_spline(decal.points, decal.corners)


def _front_points(decal: Decal) -> Array:
    if not decal.across:
        return _points(decal)
    half = np.array(decal.points, float)
    if _is_line(decal):
        points = spline(half, count=60)
        return np.vstack([(points * [-1, 1])[::-1], points[1:]])
    last = len(half) - 1
    corners = {*decal.corners, *(2 * last - at for at in decal.corners if 0 < at < last)}
    return closed_spline(mirrored(half)[:-1], sorted(corners))


def _swelling(scene: Scene, points: Array, half_width: float) -> str:
    """A line that swells in the middle of its longest visible part and dies at both ends; "" if too much is hidden."""
    points = found(points)
    runs = scene.visible_runs(points, shortest=max(8, 0.7 * len(points)))
    if not runs:
        return ""
    line = scene.flat(max(runs, key=len))
    along = np.gradient(line, axis=0)
    swell = np.sin(np.linspace(0.02, np.pi - 0.02, len(line)))[:, None] ** 0.6 * half_width
    across = np.c_[-along[:, 1], along[:, 0]] / np.linalg.norm(along, axis=1, keepdims=True) * swell
    return trace(np.vstack([line + across, (line - across)[::-1]]), closed=True, tolerance=0.2)
