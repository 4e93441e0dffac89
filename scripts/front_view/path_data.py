"""Numbers and points as short SVG path data. Coordinates have one decimal: 1 mm."""

import numpy as np

from scripts.front_view.arrays import Array


def number(value: float) -> str:
    """A number with at most one decimal, and without a zero before the point."""
    text = f"{value:.1f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = text.replace("-0.", "-.")
    text = text[1:] if text.startswith("0.") else text
    return "0" if text in ("-0", "", "-") else text


def short(value: float, decimals: int) -> str:
    """A number with at most this many decimals, and without a zero before the point."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".") or "0"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def numbers(values: Array) -> str:
    """Numbers with a space only where the next one would otherwise belong to the one before."""
    joined = before = ""
    for text in map(number, values):
        alone = not joined or text[0] == "-" or (text[0] == "." and "." in before)
        joined += text if alone else f" {text}"
        before = text
    return joined


def polyline(points: Array) -> str:
    """Straight lines through points (n, 2)."""
    return "M" + "L".join(numbers(np.round(point, 1)) for point in points)


def curves(beziers: list[Array], *, closed: bool, decimals: int = 1) -> str:
    """A path of cubic Bezier curves (4, 2). The flat ones become lines. Each starts where the one before ends."""
    cursor = np.round(beziers[0][0], decimals)
    parts = ["M", numbers(cursor)]
    for bezier in beziers:
        end = np.round(bezier[3], decimals)
        handles = [np.round(bezier[at], decimals) - cursor for at in (1, 2)]
        flat = _is_flat(bezier, np.linalg.norm(end - cursor))
        parts += ["l", numbers(end - cursor)] if flat else ["c", numbers(np.concatenate([*handles, end - cursor]))]
        cursor = end
    return "".join(parts) + ("z" if closed else "")


def _is_flat(bezier: Array, length: float) -> bool:
    chord = unit(bezier[3] - bezier[0])
    away = max(abs(np.cross(np.r_[bezier[at] - bezier[0], 0], np.r_[chord, 0])[2]) for at in (1, 2))
    return bool(length <= 1e-6 or away < 0.06)


def unit(vector: Array) -> Array:
    """The vector with the length 1; to the right if it has no length."""
    length = np.linalg.norm(vector)
    return vector / length if length > 1e-9 else np.array([1.0, 0])
