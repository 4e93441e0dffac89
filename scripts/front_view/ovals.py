"""Ovals, round or with flatter sides."""

import numpy as np

from scripts.front_view.arrays import Array


def oval(half_width: float, half_height: float, squareness: float = 1.0, *, count: int = 120) -> Array:
    """Points (n, 2) of an oval around the origin. Its sides are flatter with a smaller exponent `squareness`."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.c_[half_width * _power(np.cos(turn), squareness), half_height * _power(np.sin(turn), squareness)]


def _power(values: Array, exponent: float) -> Array:
    return np.sign(values) * np.abs(values) ** exponent
