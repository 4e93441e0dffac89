"""Rear wings and front lips, as an option or always there."""

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car_options import Lip, Wing
from scripts.front_view.markup import option, path
from scripts.front_view.prism import Prism, drawn
from scripts.front_view.scene import Scene


def wings(scene: Scene) -> str:
    """The rear wings; they belong behind the body."""
    optional, fixed = (_wing(scene, wing) if wing else "" for wing in (scene.car.wing, scene.car.fixed_wing))
    return option("wing", optional) + fixed


def lips(scene: Scene) -> str:
    """The front lips; they belong over the body."""
    optional, fixed = (_lip(scene, lip) if lip else "" for lip in (scene.car.lip, scene.car.fixed_lip))
    return option("wing", optional) + fixed


def _wing(scene: Scene, wing: Wing) -> str:
    blade = drawn(scene, Prism(wing.blade, -wing.half_span, wing.half_span, wing.rise), "k-p")
    places = ((y, profile) for y in wing.pylons for profile in wing.pylon)
    pylons = "".join(drawn(scene, Prism(profile, y - 1.2, y + 1.2), "k-k") for y, profile in places)
    right, left = (_end_plate(scene, wing, y) for y in (-wing.half_span - 1, wing.half_span))
    return right + (blade + pylons if wing.hangs else pylons + blade) + left


def _end_plate(scene: Scene, wing: Wing, y: float) -> str:
    return drawn(scene, Prism(wing.plate, y, y + 1), "k-k") if wing.plate else ""


def _lip(scene: Scene, lip: Lip) -> str:
    root, edge = _lip_curves(scene, lip)
    below = edge - np.array([0, 0, lip.thickness])
    return "".join(
        (
            path(scene.shape(np.vstack([root, below[::-1]]), 0.25, 30), class_="k-k"),
            path(scene.shape(np.vstack([root, edge[::-1]]), 0.25, 30), fill="#fff", fill_opacity=".13"),
            path(scene.open_line(edge, 0.25), fill="none", stroke="#fff", stroke_opacity=".55", stroke_width=".5"),
        )
    )


def _lip_curves(scene: Scene, lip: Lip) -> tuple[Array, Array]:
    """The curve where the lip meets the body, and its outer edge."""
    y = np.linspace(lip.right, -lip.right + 20, 120)
    root = scene.on_front(np.c_[y, np.full(len(y), lip.body)], as_is=True)
    root = root[root[:, 0] < lip.rear]
    along = np.gradient(root[:, :2], axis=0)
    outwards = np.c_[-along[:, 1], along[:, 0]] / np.linalg.norm(along, axis=1, keepdims=True)
    to_ends = np.minimum(root[:, 1] - root[0, 1], lip.rear - root[:, 0])
    reach = lip.reach * np.clip(to_ends / 10, 0, 1)[:, None] ** 0.5
    return root, np.c_[root[:, :2] + outwards * reach, np.full(len(root), lip.edge)]
