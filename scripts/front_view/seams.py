"""The gaps between panels and the door handles, with a line of light beside them."""

from typing import Final, NamedTuple

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car_solid import Points
from scripts.front_view.decals import DecalPaths
from scripts.front_view.markup import group, named_path, path, url, use
from scripts.front_view.ovals import oval
from scripts.front_view.scene import NO_CORNER, Scene, blurred, on_both_sides, open_spline

_DOOR_HIDDEN_BY: Final = 4
"""A seam of a door is drawn where the solid is this much before it: it crosses the shoulder."""


def cuts(scene: Scene, decals: DecalPaths) -> str:
    """The group of seams and handles."""
    p = scene.car.prefix
    data = _seams(scene) + decals.seams + _more(scene)
    gaps = group(named_path(f"{p}-ct", data), class_="k-cut")
    light = use(f"{p}-ct", class_="k-lip", transform="translate(.6 .4)")
    return group(gaps, light, _handles(scene), id=f"{p}-cuts")


def _seams(scene: Scene) -> str:
    seams = scene.car.seams
    bonnet = on_both_sides(scene.line, scene.on_top(open_spline(seams.bonnet)))
    bumper = on_both_sides(scene.line, scene.on_side(open_spline(seams.bumper)))
    return bonnet + bumper + _door(scene, seams.door)


def _door(scene: Scene, points: Points) -> str:
    return scene.line(blurred(scene.on_side(open_spline(points))), hidden_by=_DOOR_HIDDEN_BY)


def _more(scene: Scene) -> str:
    seams = scene.car.seams
    tops = (on_both_sides(scene.line, scene.on_top(open_spline(points))) for points in seams.top)
    return "".join(tops) + "".join(_door(scene, points) for points in seams.side)


def _handles(scene: Scene) -> str:
    return _flush_handles(scene) if scene.car.handles.flush else _bars(scene)


def _flush_handles(scene: Scene) -> str:
    name, handles = f"{scene.car.prefix}-h", scene.car.handles
    look = _Pill(squareness=(0.35, 0.5), points=60, height=handles.flush)
    data = "".join(scene.shape(scene.on_side(look.at(place)), 0.2, 80) for place in handles.places)
    return group(named_path(name, data), class_="k-cut") + use(name, fill=url("k-topl"), opacity=".4")


def _bars(scene: Scene) -> str:
    """Handles that stand out, each over a dark recess."""
    name, places = f"{scene.car.prefix}-h", scene.car.handles.places
    recesses, bars = (
        "".join(scene.shape(scene.on_side(look.at(place)), 0.1, NO_CORNER) for place in places)
        for look in (_RECESS, _BAR)
    )
    light = use(name, fill=url("k-topl"), stroke="#000", stroke_opacity=".4", stroke_width=".3")
    return path(recesses, opacity=".44") + group(named_path(name, bars), class_="k-p") + light


class _Pill(NamedTuple):
    """An oval with flat sides along a handle: its exponents along and across, half its height, how much it is raised.

    `length` is its length as a share of the handle's.
    """

    squareness: tuple[float, float]
    points: int
    height: float
    raised: float = 0
    length: float = 1

    def at(self, place: Points) -> Array:
        """The oval (x, z) on a handle from one point to another. It follows the handle's slope."""
        along, across = (oval(1, 1, exponent, count=self.points) for exponent in self.squareness)
        (x, z), (x_end, z_end) = place
        half_x, half_z = (x_end - x) / 2, (z_end - z) / 2
        middle_z = (z + z_end) / 2 + half_z * along[:, 0] + self.raised
        return np.c_[(x + x_end) / 2 + self.length * half_x * along[:, 0], middle_z + self.height * across[:, 1]]


_RECESS: Final = _Pill(squareness=(0.4, 0.6), points=90, height=2.1, raised=-0.9, length=0.94)
_BAR: Final = _Pill(squareness=(0.4, 0.6), points=90, height=1.3, raised=0.5, length=1.06)
