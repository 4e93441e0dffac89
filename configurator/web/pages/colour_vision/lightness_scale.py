"""The lightness scale: a line's paints between black and white, for visitors without colour vision.

Each mark is a line down from the scale. A label stands in a lane below it, at the end of its line. No line runs through
a label of another mark: a label in an upper lane only gets the room between the lines that go further down.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from configurator.colour_vision.palettes import Palette, PaletteEntry

NARROW, WIDE = 288, 656
"""The width of the scale on the smallest screen and on screens from 720 px, in CSS pixels."""

# CSS pixels: how wide a letter of a label is, and how far a label stays away from a line that passes it.
_LETTER, _APART = 8.5, 4


class Place(NamedTuple):
    """Where a label stands: its lane, counted from the top, and the pixels from its mark's line to its left edge."""

    lane: int
    shift: int


class Mark(NamedTuple):
    """A paint on the scale at its lightness, 0 to 100. A minor mark has no label, so it has no place for one.

    `is_chosen` marks the paint of the visitor's car, `has_look_alike` one that is close to another paint of the line.
    """

    name: str
    lightness: float
    is_minor: bool = False
    is_chosen: bool = False
    has_look_alike: bool = False
    wide: Place | None = None
    narrow: Place | None = None

    @property
    def label(self) -> str:
        return f"{'Yours: ' if self.is_chosen else ''}{self.name}{' ≈' if self.has_look_alike else ''}"

    @property
    def width(self) -> float:
        return len(self.label) * _LETTER


def lightness_scale(palette: Palette, chosen: str) -> tuple[Mark, ...]:
    """Every paint of the palette, from dark to light. Easy ones and the chosen one have labels, the others ticks."""
    marks = sorted((_mark(seen, chosen) for seen in palette.entries), key=lambda mark: mark.lightness)
    labelled = [mark for mark in marks if not mark.is_minor]
    wide, narrow = _places(labelled, WIDE), _places(labelled, NARROW)
    placed = {mark.name: mark._replace(wide=wide[i], narrow=narrow[i]) for i, mark in enumerate(labelled)}
    return tuple(placed.get(mark.name, mark) for mark in marks)


def _mark(seen: PaletteEntry, chosen: str) -> Mark:
    is_chosen = seen.swatch.id == chosen
    is_minor = seen.tier == "close" and not is_chosen
    return Mark(seen.swatch.name, seen.lightness, is_minor, is_chosen, bool(seen.look_alikes))


def _places(marks: Sequence[Mark], width: int) -> list[Place | None]:
    """A place for each mark's label on a scale of this width. The marks are ordered from left to right.

    If no label fits into a lane, one of them is left out. The label of the visitor's paint is never left out.
    """
    places: dict[int, Place | None] = {}
    lane = 0
    while len(places) < len(marks):
        waiting = [number for number in range(len(marks)) if number not in places]
        lefts = dict(_lane(marks, waiting, width))
        if lefts:
            places |= {number: Place(lane, _shift(marks[number], left, width)) for number, left in lefts.items()}
            lane += 1
        else:
            places[next(number for number in waiting if not marks[number].is_chosen)] = None
    return [places[number] for number in range(len(marks))]


def _lane(marks: Sequence[Mark], waiting: Sequence[int], width: int) -> Iterator[tuple[int, float]]:
    """The labels that have room in the next lane, each with its left edge. The lines of all others pass it."""
    xs = [_x(marks[number], width) for number in waiting]
    gaps = [min(_APART, (following - x) / 2) for x, following in pairwise(xs)]
    ends = [following - gap for following, gap in zip(xs[1:], gaps, strict=True)] + [width]
    start = 0.0
    for number, x, end, gap in zip(waiting, xs, ends, [*gaps, 0], strict=True):
        needed = marks[number].width
        if end - start >= needed and start <= x:
            left = min(max(x - needed / 2, start), end - needed)
            yield number, left
            start = left + needed + _APART
        else:
            start = max(start, x + gap)


def _shift(mark: Mark, left: float, width: int) -> int:
    """In whole pixels, and so that the label still reaches the mark's line."""
    return max(round(left - _x(mark, width)), ceil(-mark.width))


def _x(mark: Mark, width: int) -> float:
    return mark.lightness / 100 * width
