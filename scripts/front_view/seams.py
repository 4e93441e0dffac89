"""The gaps between panels and the door handles, with a line of light beside them."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car_solid import Points
from scripts.front_view.decals import DecalPaths
from scripts.front_view.markup import group, named_path, path, url, use
from scripts.front_view.ovals import oval
from scripts.front_view.scene import Scene, blurred, on_both_sides, open_spline

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
    data = "".join(scene.shape(scene.on_side(_flush(place, handles.flush)), 0.2, 80) for place in handles.places)
    return group(named_path(name, data), class_="k-cut") + use(name, fill=url("k-topl"), opacity=".4")


def _flush(place: Points, height: float) -> Array:
    """An oval along a handle, which follows its slope."""
    across, up = oval(1, 1, 0.35, count=60)[:, 0], oval(1, 1, 0.5, count=60)[:, 1]
    (x, z), (x_end, z_end) = place
    along_x = (x + x_end) / 2 + (x_end - x) / 2 * across
    return np.c_[along_x, (z + z_end) / 2 + (z_end - z) / 2 * across + height * up]


def _bars(scene: Scene) -> str:
    """Handles that stand out, each over a dark recess."""
    name, places = f"{scene.car.prefix}-h", scene.car.handles.places
    recesses = "".join(scene.shape(scene.on_side(_recess(place)), 0.2) for place in places)
    bars = "".join(scene.shape(scene.on_side(_bar(place)), 0.15) for place in places)
    light = use(name, fill=url("k-topl"), opacity=".9")
    return path(recesses, opacity=".36") + group(named_path(name, bars), class_="k-p") + light


def _recess(place: Points) -> Array:
    return _lens(_between(place, raised=0.2), 1.5 * _swell(0.2), 2.5 * _swell(0.3))


def _bar(place: Points) -> Array:
    return _lens(_between(place, raised=0.4, longer=0.6), 1.3 * _swell(0.16), 1.2 * _swell(0.16))


def _between(place: Points, *, raised: float, longer: float = 0) -> Array:
    share = np.linspace(0, 1, 24)
    (x, z), (x_end, z_end) = place
    return np.c_[x - longer + (x_end - x + 2 * longer) * share, z + (z_end - z) * share + raised]


def _swell(exponent: float) -> Array:
    return np.sin(np.linspace(0, 1, 24) * np.pi) ** exponent


def _lens(middle: Array, above: Array, below: Array) -> Array:
    """An outline around a line, this far above and below it."""
    return np.vstack([middle + np.c_[0 * above, above], (middle - np.c_[0 * below, below])[::-1]])
