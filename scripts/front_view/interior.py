"""What is in the cabin: seats, dashboard, steering wheel and inner mirror."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.markup import path
from scripts.front_view.scene import Scene, closed_spline, mirrored

_SEAT_Y: Final = 37
"""How far from the middle the seats stand."""
_BOLSTER: Final = 7
"""The sides of a seat lie this far behind its front."""
_INNER_MIRROR: Final = ((-10.5, 2), (-9, 3), (9, 3), (10.5, 2), (10.5, -2), (9, -3), (-9, -3), (-10.5, -2))


def seats(scene: Scene) -> str:
    """All seats of a closed car."""
    light = path("".join(_backrest_light(scene, y) for y in (-_SEAT_Y, _SEAT_Y)), fill="#fff", fill_opacity=".09")
    return _rear_seats(scene) + _front_seats(scene) + light


def _front_seats(scene: Scene) -> str:
    seats = ((y, back) for y in (-_SEAT_Y, _SEAT_Y) for back in (_BOLSTER, 0))
    return "".join(path(_seat(scene, y, back), class_="k-in2" if back else "k-in") for y, back in seats)


def _rear_seats(scene: Scene) -> str:
    back = scene.car.cabin.rear_seat
    return path("".join(_seat(scene, y, back) for y in (-_SEAT_Y, _SEAT_Y)), class_="k-in2") if back else ""


def _seat(scene: Scene, y: float, back: float) -> str:
    outline = closed_spline(mirrored(half_seat(scene)), count=90)
    return scene.shape(leaning(scene, outline, y, back), 0.8)


def _backrest_light(scene: Scene, y: float) -> str:
    """The middle of a backrest, which is paler than its bolsters."""
    half = half_seat(scene)
    low = half[half[:, 1] < half[4, 1] + 1] * [0.58, 1] + [0, 1]
    outline = closed_spline(np.vstack([low, (low * [-1, 1])[::-1]]), count=70)
    return scene.shape(leaning(scene, outline, y, -1), 0.8)


def half_seat(scene: Scene) -> Array:
    """The outline of half a backrest (y, z), from below."""
    return np.array(scene.car.cabin.seat, float) + np.array([0, scene.car.cabin.shift[1]])


def leaning(scene: Scene, outline: Array, y: float, back: float) -> Array:
    """A seat's outline (y, z) in space."""
    x = scene.car.cabin.seat_x + scene.car.cabin.shift[0] + back + (outline[:, 1] - 60) * 0.3
    return np.c_[x, y + outline[:, 0], outline[:, 1]]


def controls(scene: Scene) -> str:
    """The dashboard and the steering wheel."""
    cabin, (dx, dz) = scene.car.cabin, scene.car.cabin.shift
    dash = scene.shape(np.array(cabin.dash, float) * [1, cabin.width, 1] + [dx, 0, dz], 0.4)
    steering = path(_steering_wheel(scene), fill="none", stroke="#0c0d0f", stroke_width="1.8")
    return path(dash, class_="k-in2") + steering


def inner_mirror(scene: Scene) -> str:
    """The mirror behind the windscreen."""
    (x, z), (dx, dz) = scene.car.cabin.inner_mirror, scene.car.cabin.shift
    corners = np.array([(x + dx, a, z + dz + b) for a, b in _INNER_MIRROR], float)
    return path(scene.shape(corners, 0.2), fill="#08090a")


def _steering_wheel(scene: Scene) -> str:
    (x, y, z, radius), (dx, dz) = scene.car.cabin.steering_wheel, scene.car.cabin.shift
    x, z = x + dx, z + dz
    turn = np.linspace(0, 2 * np.pi, 70, endpoint=False)
    rim = np.c_[x + radius * np.sin(turn) * 0.4, y + radius * np.cos(turn), z + radius * np.sin(turn) * 0.92]
    spoke = np.array([[x + 2, y - radius, z], [x + 2, y + radius, z]])
    return scene.shape(rim, 0.3) + scene.straight(spoke)
