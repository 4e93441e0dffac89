"""The head lamps. They are drawn flat, in the plane that touches the wing, and then cast on to the solid."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car import Lamp
from scripts.front_view.markup import KIT, group, named_path, path, url, use
from scripts.front_view.ovals import oval
from scripts.front_view.path_data import number, short
from scripts.front_view.scene import FLIP, NO_CORNER, Scene, cast
from scripts.front_view.trace import spline

_BEFORE: Final = 16
_DEPTH: Final = 46
"""Rays start this far before the plane, and go this far."""
_FAR_LIGHTS: Final = 0.74
"""The far lamp's strokes are this much thinner."""


@dataclass(frozen=True)
class _Plane:
    """The plane in which a lamp is drawn: its origin, and unit vectors outboard, up and away from the wing."""

    scene: Scene
    origin: Array
    outboard: Array
    up: Array
    away: Array

    def on_wing(self, points: Array) -> Array:
        """Casts points (a, b) of the plane on to the wing."""
        points = np.atleast_2d(points)
        places = self.origin + points[:, :1] * self.outboard + points[:, 1:] * self.up
        return cast(self.scene.closed.filled, places + self.away * _BEFORE, -self.away, _DEPTH)


@dataclass(frozen=True)
class _Shapes:
    """The parts of a lamp in its plane."""

    lamp: Lamp

    @cached_property
    def outline(self) -> Array:
        lamp = self.lamp
        if lamp.shape:
            return spline(lamp.shape, closed=True, count=140, corners=lamp.corners)
        return oval(*lamp.oval)

    @property
    def bezel(self) -> Array:
        return _grown(self.outline, self.lamp.bezel)

    @property
    def inside(self) -> Array:
        return _grown(self.outline, -self.lamp.rim)

    @property
    def lights(self) -> list[Array]:
        return [np.array(light, float) for light in self.lamp.lights]

    @property
    def eyes(self) -> list[Array]:
        return [np.array([a, b]) + oval(*size) for a, b, *size in self.lamp.eyes]

    @property
    def modules(self) -> list[Array]:
        return [self._module(light) for light in self.lights] if self.lamp.module else []

    def _module(self, light: Array) -> Array:
        """The housing around a light, which grows towards the lens."""
        middle = light.mean(0)
        along = (light[1] - light[0]) / np.linalg.norm(light[1] - light[0])
        inwards = np.array([-along[1], along[0]])
        eye = np.array(self.lamp.eyes[0][:2]) if self.lamp.eyes else np.zeros(2)
        inwards *= np.sign(inwards @ (eye - middle)) or 1
        half = np.linalg.norm(light[1] - light[0]) / 2 + 0.9
        back, front = middle - inwards * 1.2, middle + inwards * self.lamp.module
        short_half = half - 0.5
        outline = [back - along * half, back + along * half, front + along * short_half, front - along * short_half]
        return spline(outline, closed=True, count=60, corners=(0, 1, 2, 3))

    @property
    def glint(self) -> Array:
        """A band of light below a part of the upper edge."""
        edge = self._upper_edge()
        start, end = (int(len(edge) * share) for share in self.lamp.glint)
        edge = edge[start:end]
        height = np.ptp(self.outline[:, 1]) * 0.3 * np.sin(np.linspace(0.02, np.pi - 0.02, len(edge))) ** 0.6
        return np.vstack([edge - [0, 0.7], (edge - np.c_[0 * height, 0.7 + height])[::-1]])

    def _upper_edge(self) -> Array:
        outwards = np.gradient(self.outline[:, 0])
        edge = self.outline[outwards < 0 if _area(self.outline) > 0 else outwards > 0]
        return edge[np.argsort(edge[:, 0])]


def lamps(scene: Scene) -> str:
    """Both lamps, and the glints on them."""
    plane, shapes = _plane(scene), _Shapes(scene.car.lamp)
    glint = plane.on_wing(shapes.glint)
    glints = scene.shape(glint, 0.2) + scene.visible_shape(glint * FLIP, 0.3)
    both = _lamp(plane, shapes, far=False) + _lamp(plane, shapes, far=True)
    return both + path(glints, fill="#fff", fill_opacity=".34")


def _plane(scene: Scene) -> _Plane:
    lamp = scene.car.lamp
    origin = scene.on_front([lamp.centre])[0]
    away = _unit(scene.closed.filled.normals(origin[None])[0] + np.array(lamp.tilt))
    up = _unit(np.array([0, 0, 1.0]) - away[2] * away)
    outboard = _unit(np.cross(up, away))
    outboard *= np.sign(outboard[1])
    turn = np.radians(lamp.turn)
    turned_up = up * np.cos(turn) + outboard * np.sin(turn)
    return _Plane(scene, origin, outboard * np.cos(turn) - up * np.sin(turn), turned_up, away)


def _lamp(plane: _Plane, shapes: _Shapes, *, far: bool) -> str:
    scene, lamp = plane.scene, shapes.lamp
    side = FLIP if far else 1

    def visible(points: Array, tolerance: float = 0.2, corner: float = 60) -> str:
        return scene.visible_shape(plane.on_wing(points) * side, tolerance, corner)

    modules = "".join(visible(module) for module in shapes.modules)
    eyes = "".join(visible(eye, 0.12, NO_CORNER) for eye in shapes.eyes)
    return "".join(
        (
            _bezel(scene.car.prefix, 1 + far, visible(shapes.bezel)) if lamp.bezel else "",
            path(visible(shapes.outline), class_=f"{KIT}-ln", fill=url("k-lens")),
            path(visible(shapes.inside), class_=f"{KIT}-li"),
            path(modules, fill="#15191d", stroke="#4d565e", stroke_width=".3") if modules else "",
            path(eyes, class_=f"{KIT}-e") if eyes else "",
            _lights(plane, shapes, far=far),
        )
    )


def _bezel(prefix: str, at: int, outline: str) -> str:
    name = f"{prefix}-z{at}"
    rim = use(name, opacity=".3", stroke="#000", stroke_width=".7")
    return group(named_path(name, outline), class_="k-p") + rim


def _lights(plane: _Plane, shapes: _Shapes, *, far: bool) -> str:
    """The points of light with their glow, where nothing hides them."""
    scene, lamp = plane.scene, shapes.lamp
    strokes = [plane.on_wing(light) * (FLIP if far else 1) for light in shapes.lights]
    visible = [it for it in strokes if scene.camera.sees(scene.solid.whole, it, 2.0).all()]
    width = lamp.light_width * (_FAR_LIGHTS if far else 1)
    name = f"{scene.car.prefix}-d{1 + far}"
    data = "".join(scene.straight(it) for it in visible)
    return glowing(name, data, _width(width), _width(width * 2.1), lamp.light_cap)


def glowing(name: str, data: str, width: str, glow: str, cap: str = "round") -> str:
    """Strokes of light of this width, in a pale glow."""
    pale = group(named_path(name, data), class_=f"{KIT}-wg", stroke_width=glow)
    return group(pale, use(name, stroke_width=width), class_=f"{KIT}-w", stroke_linecap=cap)


def _width(value: float) -> str:
    return number(round(value, 2)) if value >= 1 else short(value, 3)


def _grown(outline: Array, by: float) -> Array:
    """The outline, moved outwards."""
    along = np.roll(outline, -2, 0) - np.roll(outline, 2, 0)
    across = np.c_[along[:, 1], -along[:, 0]]
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    return outline + across * by * np.sign(_area(outline))


def _area(outline: Array) -> float:
    x, y = outline.T
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _unit(vector: Array) -> Array:
    return vector / np.linalg.norm(vector)
