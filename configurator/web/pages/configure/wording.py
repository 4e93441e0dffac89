"""Changes of a car in words."""

from collections.abc import Iterable
from typing import cast

from configurator.cars.catalogue import Option, WheelSet
from configurator.cars.conflicts import Change


def in_words(changes: Iterable[Change]) -> str:
    """Several changes as one phrase: "removes BOSE, Carrera S wheels instead of Carrera"."""
    return ", ".join(_phrase(change) for change in changes)


def _phrase(change: Change) -> str:
    if isinstance(change.added, WheelSet) and isinstance(change.removed, WheelSet):
        return _wheels(change.added, change.removed)
    if change.added and change.removed:
        return f"{change.added.short} instead of {change.removed.short}"
    return f"adds {change.added.short}" if change.added else f"removes {cast(Option, change.removed).short}"


def _wheels(added: WheelSet, removed: WheelSet) -> str:
    """Names the seasons of the tyres if they differ: nobody should find out on ice."""
    if added.season == removed.season:
        return f"{added.short} wheels instead of {removed.short}"
    return f"{added.short} wheels ({added.season} tyres) instead of {removed.short} ({removed.season})"
