"""Changes of a car in words."""

from collections.abc import Iterable
from typing import cast

from configurator.cars.catalogue import Option
from configurator.cars.conflicts import Change


def in_words(changes: Iterable[Change]) -> str:
    """Several changes as one phrase: "removes BOSE, Carrera S wheels instead of Carrera"."""
    return ", ".join(_phrase(change) for change in changes)


def _phrase(change: Change) -> str:
    if change.added and change.removed:
        wheels = " wheels" if change.part == "tire" else ""
        return f"{change.added.short}{wheels} instead of {change.removed.short}"
    return f"adds {change.added.short}" if change.added else f"removes {cast(Option, change.removed).short}"
