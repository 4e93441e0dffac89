"""The option that comes nearest to one that a car can't have: first in kind, then in price.

Pure functions: they choose among the options that they are given, and say nothing about which of these fit together.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from configurator.cars.catalogue import Interior, Paint, Season, WheelSet
from configurator.cars.colour_difference import colour_difference

SUBSTITUTE_SEASONS: Final[Mapping[Season, tuple[Season, ...]]] = MappingProxyType(
    {
        "summer": ("summer", "all-season", "track", "winter"),
        "all-season": ("all-season", "summer", "winter", "track"),
        "winter": ("winter", "all-season", "summer", "track"),
        "track": ("track", "summer", "all-season", "winter"),
    }
)
"""For the tyres of each season, all seasons from the most to the least suitable substitute."""

_DEAREST_PAINT = 120
"""As much as the dearest paint costs weighs as much as this colour difference: no Paint to Sample just for a hue."""

_DEAREST_INTERIOR = 150
_OTHER_FINISH = 5
_OTHER_MATERIAL = 20


def nearest_wheels(wheels: WheelSet, candidates: Iterable[WheelSet]) -> WheelSet | None:
    """The set for the same season, else for the most suitable one, which raises the price least; of those that don't,
    the one with the nearest price. None without candidates.
    """
    seasons = SUBSTITUTE_SEASONS[wheels.season]

    def loss(other: WheelSet) -> tuple[int, int, int, int]:
        dearer = other.price - wheels.price
        return seasons.index(other.season), max(0, dearer), abs(dearer), other.number

    return min(candidates, key=loss, default=None)


def nearest_paint(paint: Paint, candidates: Iterable[Paint], all_paints: Sequence[Paint]) -> Paint:
    """The paint with the most similar colour and finish that isn't much dearer. `all_paints` are the catalogue's."""
    dearest = max(other.price for other in all_paints)

    def loss(other: Paint) -> tuple[float, int]:
        finish = _OTHER_FINISH if other.finish != paint.finish else 0
        price = _DEAREST_PAINT * _rise(paint.price, other.price, dearest)
        return round(colour_difference(paint.hex, other.hex) + finish + price, 3), other.number

    return min(candidates, key=loss)


def nearest_interior(interior: Interior, candidates: Iterable[Interior], all_interiors: Sequence[Interior]) -> Interior:
    """The interior with the most similar colours and material that isn't much dearer.

    Who chose one without leather gets leather only if there is nothing else.
    """
    dearest = max(other.price for other in all_interiors)

    def loss(other: Interior) -> tuple[bool, float, int]:
        seats = colour_difference(interior.hex, other.hex)
        both = (seats + colour_difference(interior.second_hex, other.second_hex)) / 2
        material = _OTHER_MATERIAL if other.material != interior.material else 0
        price = _DEAREST_INTERIOR * _rise(interior.price, other.price, dearest)
        brings_leather = interior.is_leather_free and not other.is_leather_free
        return brings_leather, round(both + material + price, 3), other.number

    return min(candidates, key=loss)


def _rise(before: int, after: int, dearest: int) -> float:
    """How much dearer something is, as a share of the dearest. Cheaper ones have no advantage."""
    return max(0, after - before) / dearest if dearest else 0
