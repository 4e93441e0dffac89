"""The painted body: shade, light, the streak on the shoulder, and the black trim along the bottom."""

from typing import Final

import numpy as np

from scripts.front_view.decals import DecalPaths
from scripts.front_view.markup import KIT, element, group, kit, path, url, use
from scripts.front_view.picture import Picture, crown, dark_trim
from scripts.front_view.scene import Scene, found
from scripts.front_view.tones import tone_layers
from scripts.front_view.trace import spline, trace
from scripts.front_view.wheels import axles

_STREAK: Final = 1.7
"""The greatest height of the streak of light on the shoulder."""
_LIPS: Final = ((8, 176), (4, 172))
"""Where the light on the arches' lips starts and ends, in degrees from the back, front and rear wheel."""


def paint(picture: Picture, decals: DecalPaths, on_body: str) -> str:
    """The group of everything on the paint, with what else lies on the body. All of it is clipped to the body."""
    body = f"{picture.scene.car.prefix}-body"
    return group(
        use(body, class_="k-p"),
        frame(picture.scene, fill=kit("flake"), class_="k-metal"),
        _tones(picture, decals),
        use(body, fill="none", stroke=kit("rl"), stroke_width=".9"),
        path(dark_trim(picture), class_=f"{KIT}-lo"),
        on_body,
        id=f"{picture.scene.car.prefix}-paint",
        clip_path=url(f"{picture.scene.car.prefix}-cb"),
    )


def _tones(picture: Picture, decals: DecalPaths) -> str:
    """Shade and light. What is soft is in one group, because a blur costs more time than everything in it."""
    tones = tone_layers(picture)
    valley = path(crown(picture), fill_opacity=".36", transform="translate(0 -.9)")
    soft = group(tones.shades, tones.lights, decals.soft(), valley, filter=kit("b2"))
    bright = (
        group(
            path(tones.box, fill="#fff", fill_opacity=".19"),
            path(_streak(picture.scene), fill="#fff", fill_opacity=".42"),
            class_="k-lb",
        ),
        group(path(tones.floor, fill_opacity=".29"), class_=f"{KIT}-fl"),
        decals.light_creases(),
        path(_arch_lips(picture.scene), class_=f"{KIT}-ar"),
    )
    return soft + decals.dark_creases() + group(*bright, class_="k-gloss")


def frame(scene: Scene, **attributes: str) -> str:
    """A rectangle that covers the car's frame."""
    left, top, right, bottom = scene.car.frame
    width, height = right - left, bottom - top
    return element("rect", x=f"{left}", y=f"{top}", width=f"{width}", height=f"{height}", **attributes)


def _streak(scene: Scene) -> str:
    shoulder = spline(scene.car.trim.shoulder, count=200)
    height = np.sin(np.linspace(0, np.pi, len(shoulder))) ** 0.6 * _STREAK
    upper, lower = scene.on_side(shoulder), scene.on_side(shoulder - np.c_[0 * height, height])
    shown = scene.camera.sees(scene.solid.whole, upper) & ~np.isnan(lower).any(1)
    outline = np.vstack([scene.flat(upper[shown]), scene.flat(lower[shown])[::-1]])
    return trace(outline, closed=True, tolerance=0.3)


def _arch_lips(scene: Scene) -> str:
    paths = []
    for axle, (start, end) in zip(axles(scene), _LIPS, strict=True):
        turn, radius = np.radians(np.linspace(end, start, 90)), axle.arch + 0.55
        points = np.c_[axle.x + radius * np.cos(turn), axle.radius + radius * np.sin(turn)]
        paths.append(scene.line(found(scene.on_side(points)), 0.25))
    return "".join(paths)
