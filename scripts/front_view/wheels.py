"""The wheels: the kit's flat rims, laid on the wheel's plane, with the brake and dark copies of the spokes behind."""

from typing import Final

import numpy as np
from scipy.spatial import ConvexHull

from scripts.front_view.arrays import Array
from scripts.front_view.car_solid import Axle
from scripts.front_view.markup import KIT, element, group, kit, path, url, use
from scripts.front_view.path_data import number, short
from scripts.front_view.scene import FLIP, Scene
from scripts.front_view.trace import trace

_RECESS: Final = 1.2
"""How far the rim's plane lies inside the tyre's outer wall."""
_BARREL: Final = 18
_BRAKE: Final = 7.4
_CALLIPER: Final = 4.4
_SPOKES: Final = (5.4, 3.6, 1.8)
"""How deep behind the rim these parts lie. Together, the copies of the spokes make them look thick."""
_RINGS: Final = ((0, 4.0), (1.6, 1.2), (4, 0))
"""The tyre's outer wall: how far inwards each ring lies, and how much smaller it is than the tread."""


def axles(scene: Scene) -> tuple[Axle, Axle]:
    """The front and the rear axle."""
    return scene.car.front_axle, scene.car.rear_axle


def wheels(scene: Scene) -> str:
    """Both near wheels."""
    return "".join(_wheel(scene, axle) for axle in axles(scene))


def far_tyre(scene: Scene) -> str:
    """The outline of the far front tyre, of which little shows below the car."""
    return _tyre(scene, scene.car.front_axle, far=True)


def wheels_in_floor(scene: Scene) -> str:
    """Both near wheels as the polished floor reflects them: too blurred for spokes."""
    wheel = _disc("100") + _disc("80", class_="k-r", fill_opacity=".4")
    return "".join(group(wheel, transform=_matrix(scene, axle, -1)) for axle in axles(scene))


def _wheel(scene: Scene, axle: Axle) -> str:
    """A tyre and all rims, of which custom properties show one in its size."""
    size = "front" if axle is scene.car.front_axle else "rear"
    behind = group(_behind_rim(scene, axle), clip_path=kit("wc"))
    rim = group(behind, use("k-rims"), _disc("82", fill=kit("dish")), class_=f"k-scale-{size}")
    flat = use(f"{KIT}-tyre") + rim + _disc("101", fill=kit("ws"))
    tread = path(_tyre(scene, axle), fill=kit("tread"))
    return tread + group(flat, transform=_matrix(scene, axle))


def _behind_rim(scene: Scene, axle: Axle) -> str:
    depths = (_BARREL, _BRAKE, _CALLIPER, *_SPOKES)
    barrel, brake, calliper, *spokes = (_shift(scene, axle, depth) for depth in depths)
    well = _disc("80", fill=url("k-barrel")) + _disc("73", fill="#050607")
    return "".join(
        (
            _disc("84"),
            group(well, transform=barrel),
            use(f"{KIT}-brake", transform=brake),
            use(f"{KIT}-cal", transform=calliper),
            *(use(f"{KIT}-spokes", transform=shift, class_=f"{KIT}-s{at}") for at, shift in enumerate(spokes)),
        )
    )


def _disc(radius: str, **attributes: str) -> str:
    return element("circle", r=radius, **attributes)


def _matrix(scene: Scene, axle: Axle, upright: int = 1) -> str:
    """The transform that lays a drawing of ±100 on the wheel's plane; with `upright` -1, mirrored in the floor."""
    centre, right, down = _wheel_axes(scene, axle, upright)
    parts = [*right, *down, *np.round(centre, 2)]
    return f"matrix({' '.join(short(value, 4) for value in parts)})"


def _wheel_axes(scene: Scene, axle: Axle, upright: int = 1) -> tuple[Array, Array, Array]:
    x, y, r = axle.x, axle.y - _RECESS, axle.radius
    ends = [(x + r, y, r * upright), (x - r, y, r * upright), (x, y, 0 * upright), (x, y, 2 * r * upright)]
    right, left, bottom, top = scene.flat(np.array(ends))
    return (right + left) / 2, (right - left) / 200, (bottom - top) / 200


def _shift(scene: Scene, axle: Axle, depth: float) -> str:
    """What lies this deep behind the rim's plane, as a shift in that plane."""
    y = axle.y - _RECESS
    _, right, down = _wheel_axes(scene, axle)
    front, back = scene.flat(np.array([(axle.x, y, axle.radius), (axle.x, y - depth, axle.radius)]))
    x, y = np.linalg.solve(np.array([right, down]).T, back - front)
    return f"translate({number(x)} {number(y)})"


def _tyre(scene: Scene, axle: Axle, *, far: bool = False) -> str:
    inwards = (*_RINGS, (axle.width - 4, 0), (axle.width - 1, 2))
    rings = np.vstack([_circle(axle.x, axle.y - by, axle.radius, axle.radius - less) for by, less in inwards])
    points = scene.flat(rings * FLIP if far else rings)
    return trace(points[ConvexHull(points).vertices], closed=True, tolerance=0.3, corner=60)


def _circle(x: float, y: float, z: float, radius: float) -> Array:
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    return np.c_[x + radius * np.cos(turn), np.full(len(turn), y), z + radius * np.sin(turn)]
