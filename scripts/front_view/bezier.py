"""Fits cubic Bezier curves to points: Philip J. Schneider's algorithm (Graphics Gems, 1990)."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.path_data import unit

_ROUNDS: Final = 5
_HOPELESS: Final = 6
"""An error of this many tolerances doesn't shrink enough; the curve is split."""


def fit(points: Array, start: Array, end: Array, tolerance: float) -> list[Array]:
    """Curves (4, 2) through the first and the last of the points (n, 2), and within the tolerance of all others.

    `start` and `end` are unit vectors: the directions in which the first curve starts and the last one, seen backwards.
    """
    if len(points) == 2 or _lengths(points).sum() < tolerance * 0.5:
        third = np.linalg.norm(points[-1] - points[0]) / 3
        return [np.array([points[0], points[0] + start * third, points[-1] + end * third, points[-1]])]
    curve, worst = _single(points, start, end, tolerance)
    if curve is not None:
        return [curve]
    worst = min(max(worst, 1), len(points) - 2)
    back = unit(points[max(0, worst - 2)] - points[min(len(points) - 1, worst + 2)])
    left = fit(points[: worst + 1], start, back, tolerance)
    return [*left, *fit(points[worst:], -back, end, tolerance)]


def _lengths(points: Array) -> Array:
    return np.linalg.norm(np.diff(points, axis=0), axis=1)


def _single(points: Array, start: Array, end: Array, tolerance: float) -> tuple[Array | None, int]:
    """One curve for all points, or None and the index of the point farthest from it."""
    along = np.r_[0, np.cumsum(_lengths(points))]
    parameters = along / along[-1]
    worst = 0
    for _ in range(_ROUNDS):
        curve = _least_squares(points, parameters, start, end)
        errors = np.linalg.norm(_at(curve, parameters) - points, axis=1)
        worst = int(errors.argmax())
        if errors[worst] < tolerance:
            return curve, worst
        if errors[worst] > tolerance * _HOPELESS:
            break
        parameters = _closer(curve, points, parameters)
    return None, worst


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
