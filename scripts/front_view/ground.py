"""What the car does to the floor: a weak reflection, its shadow, and the darkness where the tyres stand."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.markup import group, kit, named_path, path, use
from scripts.front_view.picture import reflection
from scripts.front_view.scene import Scene
from scripts.front_view.wheels import axles, wheels_in_floor

_SQUARENESS: Final = 0.45
"""The exponent that makes the shadow's oval squarer."""


def ground(scene: Scene) -> str:
    """The group below the car."""
    return group(_reflection(scene), _shadows(scene), _contacts(scene), id=f"{scene.car.prefix}-ground")


def _reflection(scene: Scene) -> str:
    name = f"{scene.car.prefix}-rf"
    body = named_path(name, reflection(scene), class_="k-p") + use(name, style="fill:#000", opacity=".4")
    return group(body, wheels_in_floor(scene), mask=kit("fade"), filter=kit("b1"), opacity=".15")


def _shadows(scene: Scene) -> str:
    """Three shadows of one shape: the middle one, a wide pale one and a small dark one."""
    name = f"{scene.car.prefix}-gs"
    return "".join(
        (
            named_path(name, _shadow(scene), filter=kit("b4"), opacity=".7"),
            use(name, transform="translate(0 1) scale(1.12 1.2)", filter=kit("b8"), opacity=".34"),
            use(name, transform="scale(.95 .9)", filter=kit("b2"), opacity=".8"),
        )
    )


def _shadow(scene: Scene) -> str:
    turn = np.linspace(0, 2 * np.pi, 140, endpoint=False)
    length, width = scene.car.length * 0.475, scene.car.front_axle.y - 4
    x, y = (np.sign(v) * np.abs(v) ** _SQUARENESS for v in (np.cos(turn), np.sin(turn)))
    return _on_floor(scene, scene.car.length * 0.5 + length * x, width * y)


def _contacts(scene: Scene) -> str:
    turn = np.linspace(0, 6.283, 60, endpoint=False)
    paths = []
    for axle in axles(scene):
        for side in (1, -1):
            middle, half = side * (axle.y - axle.width / 2), axle.width * 0.62
            paths.append(_on_floor(scene, axle.x + 15 * np.cos(turn), middle + half * np.sin(turn)))
    return group(*map(path, paths), filter=kit("b1"))


def _on_floor(scene: Scene, x: Array, y: Array) -> str:
    return scene.shape(np.c_[x, y, np.zeros(len(x))], 0.5)
