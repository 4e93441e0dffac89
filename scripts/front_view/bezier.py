"""Fits cubic Bezier curves to points, each as in Philip J. Schneider's algorithm (Graphics Gems, 1990)."""

from collections.abc import Callable
from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.path_data import unit

_ROUNDS: Final = 6
_HOPELESS: Final = 6
"""An error of this many tolerances doesn't shrink enough in the rounds that are left."""


def fit(points: Array, start: Array, end: Array, tolerance: float) -> list[Array]:
    """Curves (4, 2) through the first and the last of the points (n, 2), and within the tolerance of all others.

    `start` and `end` are unit vectors: the directions in which the first curve starts and the last one, seen backwards.
    Each curve reaches as far as the tolerance lets it: a quarter fewer curves than by halving.
    """
    beziers: list[Array] = []
    at = 0
    while at < len(points) - 1:
        reached, curve = _longest(points, at, start, end, tolerance)
        beziers.append(curve)
        start, at = -_back(points, reached), reached
    return beziers


def _longest(points: Array, at: int, start: Array, end: Array, tolerance: float) -> tuple[int, Array]:
    """The farthest point that one curve from the point `at` reaches, and the curve."""
    last = len(points) - 1

    def reaching(to: int) -> Array | None:
        return _single(points[at : to + 1], start, end if to == last else _back(points, to), tolerance)

    whole = reaching(last)
    return (last, whole) if whole is not None else _search(reaching, at + 1, last)


def _search(reaching: Callable[[int], Array | None], good: int, last: int) -> tuple[int, Array]:
    """The farthest point that a curve reaches, found by doubling and then by halving. It reaches the point `good`."""
    best, step = reaching(good), 2
    while good + step < last and (curve := reaching(good + step)) is not None:
        good, best, step = good + step, curve, step * 2
    bad = min(good + step, last)
    while bad - good > 1:
        middle = (good + bad) // 2
        curve = reaching(middle)
        good, best, bad = (middle, curve, bad) if curve is not None else (good, best, middle)
    return good, best


def _back(points: Array, at: int) -> Array:
    """The direction of the line at a point, backwards."""
    return unit(points[max(0, at - 2)] - points[min(len(points) - 1, at + 2)])


def _single(points: Array, start: Array, end: Array, tolerance: float) -> Array | None:
    """One curve for all points, or None if it doesn't stay within the tolerance."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    if len(points) == 2 or along[-1] < tolerance * 0.5:
        third = np.linalg.norm(points[-1] - points[0]) / 3
        return np.array([points[0], points[0] + start * third, points[-1] + end * third, points[-1]])
    parameters = along / along[-1]
    for _ in range(_ROUNDS):
        curve = _least_squares(points, parameters, start, end)
        error = np.linalg.norm(_at(curve, parameters) - points, axis=1).max()
        if error < tolerance:
            return curve
        if error > tolerance * _HOPELESS:
            break
        parameters = _closer(curve, points, parameters)
    return None


def _at(curve: Array, parameters: Array) -> Array:
    t = parameters[:, None]
    return (1 - t) ** 3 * curve[0] + 3 * (1 - t) ** 2 * t * curve[1] + 3 * (1 - t) * t * t * curve[2] + t**3 * curve[3]


def _least_squares(points: Array, parameters: Array, start: Array, end: Array) -> Array:
    """The curve with these tangents whose handles are as long as fits the points best."""
    t = parameters
    left, right = 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t
    rest = points - (((1 - t) ** 3 + left)[:, None] * points[0] + (right + t**3)[:, None] * points[-1])
    a, b = start * left[:, None], end * right[:, None]
    matrix = np.array([[(a * a).sum(), (a * b).sum()], [(a * b).sum(), (b * b).sum()]])
    wanted = np.array([(a * rest).sum(), (b * rest).sum()])
    chord = np.linalg.norm(points[-1] - points[0])
    near, far = np.linalg.solve(matrix, wanted) if abs(np.linalg.det(matrix)) > 1e-9 else (chord / 3, chord / 3)
    if min(near, far) < 1e-3 * chord or max(near, far) > 3 * chord:
        near = far = chord / 3
    return np.array([points[0], points[0] + start * near, points[-1] + end * far, points[-1]])


def _closer(curve: Array, points: Array, parameters: Array) -> Array:
    """One step of Newton's method towards the parameters whose points on the curve are closest."""
    t = parameters
    a, b, c = np.diff(curve, axis=0)
    slope = 3 * ((1 - t) ** 2)[:, None] * a + 6 * ((1 - t) * t)[:, None] * b + 3 * (t * t)[:, None] * c
    second = curve[2] - 2 * curve[1] + curve[0], curve[3] - 2 * curve[2] + curve[1]
    bend = 6 * (1 - t)[:, None] * second[0] + 6 * t[:, None] * second[1]
    error = _at(curve, t) - points
    steepness = (slope * slope).sum(1) + (error * bend).sum(1)
    step = np.divide((error * slope).sum(1), steepness, out=np.zeros_like(t), where=np.abs(steepness) > 1e-9)
    moved = np.clip(t - step, 0, 1)
    moved[0], moved[-1] = 0, 1
    return np.maximum.accumulate(moved)
