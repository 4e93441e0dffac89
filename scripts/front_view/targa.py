"""The Targa's fabric roof, its silver bar and its rear window; and slats in place of a rear side window."""

from typing import Final

import numpy as np

from scripts.front_view.cabin import side_outline
from scripts.front_view.car_options import Targa
from scripts.front_view.markup import group, path, url
from scripts.front_view.picture import Picture
from scripts.front_view.regions import below_sky, from_side, over_the_edge, region
from scripts.front_view.scene import Scene, found

_ROOF: Final = 130
"""Corners above this height lie in the sky."""
_SHADED: Final = 17
"""The height of the bar's lower part, which is in the shade."""
_SLATS: Final = 4


def fabric_roof(picture: Picture) -> str:
    """The fabric roof, which belongs on the body; "" for a car without one."""
    targa = picture.scene.car.targa
    if not targa:
        return ""
    fabric = region(picture, over_the_edge(picture, from_side(picture, targa.fabric)))
    return path(fabric, fill="#1b1c1e", stroke="#000", stroke_width=".6")


def targa_bar(picture: Picture) -> str:
    """The rear window and the bar, which belong over the cabin, clipped to the body; "" for a car without them."""
    targa = picture.scene.car.targa
    return _rear_window(picture, targa) + _bar(picture, targa) if targa else ""


def _rear_window(picture: Picture, targa: Targa) -> str:
    mask = from_side(picture, targa.glass)
    light = region(picture, below_sky(picture, mask, 0.8, 3.2))
    glass = path(region(picture, over_the_edge(picture, mask)), fill="#0e1216", stroke="#000", stroke_width=".8")
    return glass + path(light, class_="k-gloss", fill="#c6d4de", fill_opacity=".3")


def _bar(picture: Picture, targa: Targa) -> str:
    """The bar in silver: a light front, a shaded lower part, and dark louvres."""
    mask, scene = from_side(picture, targa.bar), picture.scene
    half = min(z for _, z in targa.bar if z < _ROOF) + _SHADED
    silver = region(picture, over_the_edge(picture, mask))
    shade = region(picture, mask & (picture.body.point[..., 2] < half))
    louvres = "".join(scene.shape(scene.on_side(louvre, as_is=True), 0.25, 30) for louvre in targa.louvres)
    return "".join(
        (
            path(silver, fill="#d6dbdf", stroke="#000", stroke_opacity=".75", stroke_width=".6"),
            path(shade, fill_opacity=".3"),
            path(louvres, fill="#14171a"),
        )
    )


def quarter_slats(scene: Scene) -> str:
    """Slats in place of the rear part of the side window; "" for a car without them."""
    if not scene.car.glass.slats:
        return ""
    start, end = scene.car.glass.slats
    outline = side_outline(scene)
    panel = scene.shape(scene.on_side(outline[outline[:, 0] > start], as_is=True), 0.25, 30)
    slats = "".join(_slat(scene, x) for x in np.linspace(start + 5, end - 10, _SLATS))
    drawn = path(panel, class_="k-k") + path(slats, fill="none", stroke="#59616a", stroke_width=".9")
    return group(drawn, clip_path=url(f"{scene.car.prefix}-cg"))


def _slat(scene: Scene, x: float) -> str:
    line = np.c_[np.linspace(x + 3, x - 5, 12), np.linspace(96, 114, 12)]
    points = found(scene.on_side(line, as_is=True))
    return scene.open_line(points, 0.25) if len(points) > 4 else ""
