"""Flat shapes and lines on the solid: intakes, bars, slats, creases, light blades, seams."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car import Decal
from scripts.front_view.lamps import glowing
from scripts.front_view.markup import KIT, kit, path
from scripts.front_view.scene import FLIP, Scene, closed_spline, mirrored, open_spline
from scripts.front_view.trace import spline

LINES: Final = ("slat", "blade", "metal", "dark crease", "light crease", "seam")
"""The styles that are lines; all others are shapes."""
_CREASES: Final = {
    "shade": {"opacity": ".34", "filter": kit("b1")},
    "light": {"class": "k-li", "opacity": ".3", "filter": kit("b1")},
    "dark crease": {"class": f"{KIT}-x", "filter": kit("b05")},
    "light crease": {"class": f"k-gloss {KIT}-y", "filter": kit("b05")},
}
_PANELS: Final = {
    "intake": {"class": f"{KIT}-k"},
    "black": {"class": "k-k"},
    "bar": {"class": f"{KIT}-g"},
    "glass": {"class": f"{KIT}-e"},
    "lens": {"class": f"{KIT}-r"},
    "paint": {"class": "k-p", "stroke": "#000", "stroke-opacity": ".4", "stroke-width": ".3"},
    "slat": {"class": f"{KIT}-l"},
    "metal": {"class": f"{KIT}-m"},
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
        """Path data of the seams."""
        return self._paths["seam"]

    def creases(self) -> str:
        """Soft shapes and lines on the paint."""
        return self._drawn(_CREASES)

    def panels(self) -> str:
        """Everything with hard edges, in its order from back to front."""
        return self._drawn(_PANELS) + self._blades()

    def _drawn(self, styles: dict[str, dict[str, str]]) -> str:
        return "".join(path(self._paths[style], **styles[style]) for style in styles if self._paths[style])

    def _blades(self) -> str:
        return glowing(f"{self._prefix}-w", self._paths["blade"], ".8", "2") if self._paths["blade"] else ""


def _in_front(scene: Scene, decal: Decal) -> Iterator[str]:
    draw = _line(scene) if decal.style in LINES else _front_shape(scene, decal)
    points = scene.on_front(_front_points(decal))
    yield draw(points)
    if not decal.across:
        far = points * FLIP
        yield draw(far) if decal.style in LINES else scene.visible_shape(far, 0.4, 45)


def _front_shape(scene: Scene, decal: Decal) -> Callable[[Array], str]:
    tolerance = 0.28 if decal.across else 0.32 if decal.style == "bar" else 0.24
    return lambda points: scene.visible_shape(points, tolerance, 45)


def _front_points(decal: Decal) -> Array:
    points = np.array(decal.points, float)
    if decal.style in LINES:
        return _line_across(points) if decal.across else open_spline(points)
    if not decal.across:
        return closed_spline(points, decal.corners)
    last = len(points) - 1
    corners = {*decal.corners, *(2 * last - at for at in decal.corners if 0 < at < last)}
    return closed_spline(mirrored(points)[:-1], sorted(corners))


def _line_across(half: Array) -> Array:
    points = spline(half, count=60)
    return np.vstack([(points * [-1, 1])[::-1], points[1:]])


def _beside(scene: Scene, decal: Decal) -> Iterator[str]:
    if decal.style in LINES:
        yield _line(scene)(scene.on_side(open_spline(decal.points)))
    else:
        yield scene.visible_shape(scene.on_side(closed_spline(decal.points, decal.corners)), 0.22, 45)


def _on_top(scene: Scene, decal: Decal) -> Iterator[str]:
    is_line = decal.style in LINES
    points = scene.on_top(open_spline(decal.points) if is_line else closed_spline(decal.points, decal.corners))
    for side in (1, FLIP):
        yield _line(scene)(points * side) if is_line else scene.visible_shape(points * side, 0.25, 45)


def _line(scene: Scene) -> Callable[[Array], str]:
    return lambda points: scene.line(points, 0.3)
