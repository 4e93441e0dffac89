"""Joins turned copies of a path to one path: a browser lays out one shape instead of ten."""

import re
from collections.abc import Iterable, Iterator
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Point = tuple[float, float]

_ROTATIONS = re.compile(r"(?:rotate\(\d+\) ?)*")
_ANGLE = re.compile(r"\d+")
_TOKEN = re.compile(r"[A-Z]|-?(?:\d+\.?\d*|\.\d+)")
_COORDINATES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}


def joined(elements: Iterable["Element"]) -> list["Element"]:
    """The elements, where paths that differ only by `rotate` are one path, in the place of the first.

    Raises KeyError for a turned path with other commands than M, L, H, V, C and Z.
    """
    kept, first = list["Element"](), dict[object, "Element"]()
    for element in elements:
        transform = element.get("transform", "")
        unturned = (element.tag, *sorted(item for item in element.items() if item[0] != "transform"))
        if unturned in first and _ROTATIONS.fullmatch(transform):
            angle = sum(map(int, _ANGLE.findall(transform)))
            original = first[unturned]
            original.set("d", original.get("d", "") + turned(element.get("d", ""), angle))
            continue
        if element.tag == "path" and not transform and _may_overlap(element):
            first[unturned] = element
        kept.append(element)
    return kept


def _may_overlap(path: "Element") -> bool:
    """False for areas drawn in both directions, such as crossed spokes: overlapping copies would cancel out."""
    return path.get("fill") == "none" or path.get("d", "").count("M") == 1


def turned(data: str, angle: int) -> str:
    """A path's data, turned around 0,0 by so many degrees, with one decimal."""
    return "".join(_relative(_steps(data), angle))


def _steps(data: str) -> Iterator[tuple[str, list[Point]]]:
    """The commands with their points; H and V as L."""
    tokens = _TOKEN.findall(data)
    at, index, command = (0.0, 0.0), 0, ""
    while index < len(tokens):
        if tokens[index].isalpha():
            command, index = tokens[index], index + 1
        numbers = [float(token) for token in tokens[index : index + _COORDINATES[command]]]
        index += len(numbers)
        points = _points(command, numbers, at)
        at = points[-1] if points else at
        yield ("L" if command in "HV" else command), points


def _points(command: str, numbers: list[float], at: Point) -> list[Point]:
    match command:
        case "H":
            return [(numbers[0], at[1])]
        case "V":
            return [(at[0], numbers[0])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _relative(steps: Iterable[tuple[str, list[Point]]], angle: int) -> Iterator[str]:
    """Relative coordinates are shorter. They start from rounded ones, so that no errors add up."""
    start = at = (0, 0)
    for command, points in steps:
        tenths = [_turn(point, angle) for point in points]
        if command == "M":
            yield "M" + _text(tenths, (0, 0))
            start = tenths[-1]
        else:
            yield command.lower() + _text(tenths, at)
        at = tenths[-1] if tenths else start


def _turn(point: Point, angle: int) -> tuple[int, int]:
    """In tenths of the drawing's unit."""
    x, y = point
    c, s = cos(radians(angle)), sin(radians(angle))
    return round(10 * (x * c - y * s)), round(10 * (x * s + y * c))


def _text(points: list[tuple[int, int]], origin: tuple[int, int]) -> str:
    numbers = [number for x, y in points for number in (x - origin[0], y - origin[1])]
    return re.sub(r" (?=-)", "", " ".join(_number(number) for number in numbers))


def _number(tenths: int) -> str:
    whole, tenth = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + (str(whole) if whole or not tenth else "") + (f".{tenth}" if tenth else "")
