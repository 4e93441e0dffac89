"""The glass of a closed car, and what is seen through it."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.car_solid import Points
from scripts.front_view.interior import controls, inner_mirror, seats
from scripts.front_view.markup import group, option, path, url, use
from scripts.front_view.paint import frame
from scripts.front_view.path_data import numbers, polyline
from scripts.front_view.scene import FLIP, Scene, across, closed_spline
from scripts.front_view.trace import spline

_STREAKS: Final = ((-84, -56), (-50, -44))
"""Streaks of light on the side window: from and to, before the pillar's lower end."""
_LEANING: Final = 42


def side_window(scene: Scene) -> Array:
    """The side window's outline in space."""
    return scene.on_side(side_outline(scene))


def side_outline(scene: Scene) -> Array:
    """The side window's outline (x, z)."""
    glass = scene.car.glass
    return closed_spline(glass.side, glass.side_corners, 260)


def windscreen(scene: Scene) -> str:
    """Path data of the windscreen."""
    return scene.shape(across(scene.on_screen(half_screen(scene))))


def cowl(scene: Scene) -> str:
    """The black strip between the bonnet and the windscreen; "" for a car without one."""
    glass = scene.car.glass
    if not glass.cowl:
        return ""
    rear = across(scene.on_top(spline(glass.cowl, count=60)))
    screen = half_screen(scene)
    low = screen[:, 1] < glass.screen[glass.screen_corners[0]][1] + 0.2
    lower = across(scene.on_screen(screen[low]))
    same_side = np.sign(lower[0, 1]) == np.sign(rear[-1, 1])
    outline = np.vstack([rear, lower if same_side else lower[::-1]])
    return path(scene.visible_shape(outline, 0.3, 30), class_="k-k")


def cabin(scene: Scene) -> str:
    """The group of the glass, the pillars and the cabin."""
    p = scene.car.prefix
    window, screen = f"{p}-dlo", f"{p}-scr"
    return group(
        group(use(window), use(screen), class_="k-k", stroke="#0b0c0e", stroke_width="1.3"),
        group(_behind_glass(scene), _on_glass(scene), path(_pillars(scene), class_="k-k"), clip_path=url(f"{p}-cg")),
        wipers(scene),
        option("chrome", use(window, class_="k-chr", stroke_width="1.9")),
        id=f"{p}-cabin",
    )


def half_screen(scene: Scene) -> Array:
    """The windscreen's right half (y, z), from the middle of its upper edge round to that of its lower one."""
    glass = scene.car.glass
    return spline(glass.screen, count=160, corners=glass.screen_corners)


def _behind_glass(scene: Scene) -> str:
    far_windows = scene.shape(side_window(scene) * FLIP, 0.4)
    rear = scene.shape(np.array(scene.car.glass.rear, float), 0.4)
    sky = "".join(path(window, class_="k-sky") for window in (far_windows, rear))
    return frame(scene, class_="k-in3") + sky + seats(scene) + controls(scene) + inner_mirror(scene)


def _on_glass(scene: Scene) -> str:
    p = scene.car.prefix
    glare = scene.shape(scene.on_screen(_placed(scene, scene.car.cabin.glare)), 0.3)
    privacy = path(_privacy(scene), fill="#05070a", fill_opacity=".7")
    light = (
        use(f"{p}-scr", fill=url("k-glare")),
        path(glare + _streaks(scene), fill="#fff", fill_opacity=".09"),
        use(f"{p}-dlo", fill=url("k-glare"), fill_opacity=".8"),
    )
    tint = frame(scene, fill="#0a0e12", fill_opacity=".34")
    return tint + option("privacy", privacy) + group(*light, class_="k-gloss")


def _placed(scene: Scene, points: Points) -> Array:
    """Points (y, z) on the windscreen where this car has them."""
    cabin = scene.car.cabin
    return np.array(points, float) * [cabin.width, 1] + [0, cabin.shift[1]]


def _privacy(scene: Scene) -> str:
    """Everything behind the first pillar, which privacy glass darkens."""
    upper, lower = scene.car.glass.pillars[0][:2]
    pillar = scene.flat(scene.on_side(np.linspace(upper, lower, 5)))
    right = scene.car.frame[2]
    above = [[right, pillar[0, 1] - 12], pillar[0] - [0, 12]]
    below = [pillar[-1] + [0, 8], [right, pillar[-1, 1] + 8]]
    return polyline(np.vstack([above, pillar, below])) + "z"


def _streaks(scene: Scene) -> str:
    heights = [z for _, z in scene.car.glass.side]
    top, bottom = max(heights) - 1.5, min(heights) + 1
    pillar = scene.car.glass.pillars[0][1][0]
    streaks = []
    for start, end in _STREAKS:
        a, b = pillar + start, pillar + end
        corners = scene.on_side([(a, bottom), (b, bottom), (b + _LEANING, top), (a + _LEANING, top)])
        streaks.append("" if np.isnan(corners).any() else scene.straight(corners) + "z")
    return "".join(streaks)


def _pillars(scene: Scene) -> str:
    return "".join(_pillar(scene, corners) for corners in scene.car.glass.pillars)


def _pillar(scene: Scene, corners: Points) -> str:
    """A pillar whose long edges follow the body, each as a quadratic curve through its middle."""
    upper, lower, lower_rear, upper_rear = np.array(corners, float)
    places = [upper, (upper + lower) / 2, lower, lower_rear, (lower_rear + upper_rear) / 2, upper_rear]
    on_side = scene.on_side(places)
    if np.isnan(on_side).any():
        raise ValueError(f"{scene.car.name}: a corner of the pillar {list(corners)} is above the roof")
    a, a_middle, b, c, c_middle, d = scene.flat(on_side)
    front, rear = 2 * a_middle - (a + b) / 2, 2 * c_middle - (c + d) / 2
    return f"M{_rounded(a)}Q{_rounded(front, b)}L{_rounded(c)}Q{_rounded(rear, d)}z"


def _rounded(*points: Array) -> str:
    return numbers(np.round(np.concatenate(points), 1))


def wipers(scene: Scene) -> str:
    """The wipers on the windscreen."""
    places = (scene.on_screen(spline(_placed(scene, wiper), count=40)) for wiper in scene.car.cabin.wipers)
    data = "".join(scene.open_line(points) for points in places)
    return path(data, fill="none", stroke="#050607", stroke_width="1", stroke_linecap="round")
