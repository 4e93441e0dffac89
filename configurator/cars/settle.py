"""Decides what a selection means: one rule for the configurator and for every way from its form to a car."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from configurator.cars.catalogue import PARTS, Catalogue, Entry, Option, Part
from configurator.cars.choices import apply_change, let_newer_win, without_unrecognised
from configurator.cars.configuration import Car, Check, check
from configurator.cars.conflicts import Conflict
from configurator.cars.recognition import Unrecognised
from configurator.cars.selection import Selection


class Replaced(NamedTuple):
    """A word of a selection for which the car's line has nothing.

    `conflict` says why, if the word names an option of another line; it is None if the word isn't in the catalogue.
    `shown` is what the car has instead, or None for a feature, which is left out.
    """

    part: Part
    word: str
    shown: Entry | None
    conflict: Conflict | None = None

    @property
    def known(self) -> Option | None:
        """The option of another line that the word names."""
        return self.conflict.options[0] if self.conflict else None


class Settled(NamedTuple):
    """The car that a selection leads to.

    `wanted` is the car as it was selected, apart from what had to be `replaced`. `checked` is the car after older
    choices gave way to newer ones; its conflicts need a decision.
    """

    wanted: Car
    checked: Check
    replaced: tuple[Replaced, ...]

    @property
    def car(self) -> Car:
        return cast(Car, self.checked.car)

    @property
    def is_adjusted(self) -> bool:
        """Whether older choices gave way to newer ones."""
        return self.car != self.wanted

    @property
    def is_exact(self) -> bool:
        """Whether the car is exactly what was selected, and can be built: nothing has to be said or asked."""
        return self.checked.buildable and not self.replaced and not self.is_adjusted


def settle(catalogue: Catalogue, selection: Selection, before: Car | None = None) -> Settled:
    """`before` is the car that the visitor was shown before the last choices. Without it, nothing gives way."""
    wanted, replaced = offered_car(catalogue, selection)
    car = let_newer_win(catalogue, wanted, before) if before else wanted
    return Settled(wanted, check(catalogue, car.selection), replaced)


def offered_car(catalogue: Catalogue, selection: Selection) -> tuple[Car, tuple[Replaced, ...]]:
    """The car of a selection, with options of its line only. It may have conflicts."""
    requested = check(catalogue, selection)
    known = check(catalogue, without_unrecognised(catalogue, requested))
    car, foreign = cast(Car, known.car), tuple(_foreign(known))
    for conflict in foreign:
        car = apply_change(catalogue, car, conflict.resolutions[0])
    unknown = (_unknown(word, car) for word in requested.unrecognised)
    return car, tuple(sorted((*unknown, *map(_of_another_line, foreign)), key=lambda each: PARTS.index(each.part)))


def _foreign(checked: Check) -> Iterator[Conflict]:
    """The conflicts about options that no model of the line can have: the form has no control for them."""
    line = cast(Car, checked.car).line
    for conflict in checked.conflicts:
        if conflict.kind == "unavailable" and line.id not in conflict.options[0].available.lines:
            yield conflict


def _of_another_line(conflict: Conflict) -> Replaced:
    [change] = conflict.resolutions
    return Replaced(change.part, conflict.options[0].name, change.added, conflict)


def _unknown(word: Unrecognised, car: Car) -> Replaced:
    part = next(part for part in PARTS if word.name.partition(".")[0] == part)
    shown: dict[Part, Entry] = {"model": car.model, "color": car.paint, "tire": car.wheels, "interior": car.interior}
    return Replaced(part, word.value, shown.get(part))
