"""Lifts a body over its wheels: the same car with more ground clearance."""

from copy import deepcopy
from typing import Any, Final

_POINTS: Final = {
    "glass": ("side", "screen", "pillars", "rear"),
    "seams": ("bumper", "door", "side"),
    "handles": ("places",),
    "trim": ("shoulder",),
    "cabin": ("seat", "dash", "glare", "wipers"),
}
"""Lists of points, or lists of these, whose last coordinate is a height."""
_NUMBERS: Final = {"mirror": ("trim",), "solid": ("belt", "floor"), "trim": ("lip", "sill"), "roof": ("lowest",)}
_LAST: Final = {"mirror": "centre", "lamp": "centre", "cabin": "inner_mirror"}
"""Points whose last coordinate is a height."""
_HEIGHT_BY_X: Final = ("bonnet", "crown", "roof")
_BY_HEIGHT: Final = ("nose", "tuck")


def raised(car: dict[str, Any], by: float) -> dict[str, Any]:
    """A car's table with every height greater by `by`, except those of wheels and arches."""
    car = deepcopy(car)
    _raise(car, by)
    _raise_solid(car["solid"], by)
    for decal in (*car["decals"].get("front", ()), *car["decals"].get("side", ())):
        decal["points"] = _higher(decal["points"], by)
    x, y, z, radius = car["cabin"]["steering_wheel"]
    car["cabin"]["steering_wheel"] = [x, y, z + by, radius]
    return car


def _raise(car: dict[str, Any], by: float) -> None:
    points = [(car.get(table, {}), key) for table, keys in _POINTS.items() for key in keys]
    points += [(car[table], key) for table, key in _LAST.items()]
    for table, key in points:
        if key in table:
            table[key] = _higher(table[key], by)
    for table, key in ((car.get(table, {}), key) for table, keys in _NUMBERS.items() for key in keys):
        if key in table:
            table[key] += by


def _raise_solid(solid: dict[str, Any], by: float) -> None:
    for name in _HEIGHT_BY_X:
        solid[name]["points"] = _higher(solid[name]["points"], by)
    for name in _BY_HEIGHT:
        solid[name]["points"] = [[z + by, value] for z, value in solid[name]["points"]]
    for name in ("side_bumps", "front_bumps"):
        solid[name] = [[u, z + by, *rest] for u, z, *rest in solid.get(name, ())]


def _higher(points: Any, by: float) -> Any:
    """A point, a list of points, or a list of such lists, with the last coordinate of each point greater."""
    if isinstance(points[0], list):
        return [_higher(item, by) for item in points]
    return [*points[:-1], points[-1] + by]
