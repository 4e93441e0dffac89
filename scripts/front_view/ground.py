"""What the car does to the floor: a weak reflection, its shadow, and the darkness where the tyres stand."""

from typing import Final

import numpy as np

from scripts.front_view.markup import element, group, kit, named_path, path, use
from scripts.front_view.ovals import oval
from scripts.front_view.path_data import number
from scripts.front_view.picture import reflection
from scripts.front_view.scene import Scene
from scripts.front_view.trace import trace
from scripts.front_view.wheels import axles, wheels_in_floor

_SQUARENESS: Final = 0.45
_SHADOWS: Final = (("scale(1.08 1.3)", ".16"), ("scale(1.01 1.1)", ".36"), ("scale(.95 .94)", ".9"))
"""Copies of the car's oval on the floor, blurred together: how large and how dark."""
_CONTACT: Final = 16.5
"""Half the length of the dark place under a tyre."""
_CONTACT_SHARE: Final = 0.85
"""Half its width as a share of the tyre's."""


def ground(scene: Scene) -> str:
    """The group below the car."""
    return group(_reflection(scene), _shadow(scene), _contacts(scene), id=f"{scene.car.prefix}-ground")


def _reflection(scene: Scene) -> str:
    body = path(reflection(scene), class_="k-p")
    return group(body, wheels_in_floor(scene), mask=kit("fade"), filter=kit("b1"), opacity=".15")


def _shadow(scene: Scene) -> str:
    name = f"{scene.car.prefix}-gs"
    flat = oval(scene.car.length * 0.475, scene.car.front_axle.y - 4, _SQUARENESS, count=140)
    on_floor = np.c_[scene.car.length * 0.5 + flat[:, 0], flat[:, 1], np.zeros(len(flat))]
    outline = element("defs", named_path(name, trace(scene.flat(on_floor), closed=True, tolerance=1, decimals=0)))
    return outline + group(*(use(name, transform=it, fill_opacity=dark) for it, dark in _SHADOWS), filter=kit("b4"))


def _contacts(scene: Scene) -> str:
    """Under each tyre lies a round gradient, which needs no blur."""
    places = ((axle, side) for axle in axles(scene) for side in (1, -1))
    discs = (
        element("circle", r="1", transform=_lying(scene, axle.x, side * (axle.y - axle.width / 2), axle.width))
        for axle, side in places
    )
    return group(*discs, fill=kit("contact"))


def _lying(scene: Scene, x: float, y: float, width: float) -> str:
    """The transform that lays a circle with the radius 1 on the floor below a tyre of this width."""
    places = [(x, y, 0), (x + _CONTACT, y, 0), (x, y + width * _CONTACT_SHARE, 0)]
    middle, along, across = scene.flat(np.array(places))
    parts = [*(along - middle), *(across - middle), *middle]
    return f"matrix({' '.join(map(number, parts))})"
