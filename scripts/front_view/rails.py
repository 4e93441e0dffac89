"""Roof rails, for the cars that have them."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car_options import Rails
from scripts.front_view.markup import option, path
from scripts.front_view.scene import FLIP, Scene

_BLACK: Final = "#23272b"


def far_rail(scene: Scene) -> str:
    """The rail on the far side, drawn below the body; "" for a car without rails."""
    rails = scene.car.rails
    if not rails:
        return ""
    data = scene.open_line(_rail(scene, rails) * FLIP, 0.3)
    return path(data, class_="k-o-rails", fill="none", stroke=_BLACK, stroke_width="2")


def near_rail(scene: Scene) -> str:
    """The rail on the near side; "" for a car without rails."""
    rails = scene.car.rails
    if not rails:
        return ""
    data = scene.open_line(_rail(scene, rails), 0.2)
    rail = path(data, stroke=_BLACK, stroke_width="2.4")
    light = path(data, stroke="#cfd5d9", stroke_width=".7", transform="translate(0 -.7)")
    return option("rails", rail, light, fill="none", stroke_linecap="round")


def _rail(scene: Scene, rails: Rails) -> Array:
    share = np.linspace(0, 1, 50)
    start, end = rails.y
    points = scene.on_top(np.c_[np.linspace(rails.start, rails.end, 50), start + (end - start) * share])
    points[:, 2] += rails.height * np.clip(np.minimum(share, 1 - share) * 9, 0, 1) ** 0.7 - 0.6
    return points
