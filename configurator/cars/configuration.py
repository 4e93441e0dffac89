"""Checks a selection: finds the car it describes, its price and its conflicts.

First `recognition` looks up the catalogue entries, then `conflicts` finds their conflicts and `price` adds up their
prices. Pages, API, drawings, prompts and codes all start from the result.
"""

from collections.abc import Iterable
from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Line, Model, Option, Paint, Part, WheelSet
from configurator.cars.conflicts import Conflict, find_conflicts
from configurator.cars.price import Price, price_of
from configurator.cars.recognition import Recognised, Unrecognised, recognise
from configurator.cars.selection import Selection


class Car(NamedTuple):
    """A car made of catalogue entries. It may have conflicts. `features` are in the catalogue's order."""

    line: Line
    model: Model
    paint: Paint
    wheels: WheelSet
    interior: Interior
    features: tuple[Feature, ...] = ()

    @property
    def options(self) -> tuple[tuple[Part, Option], ...]:
        """Colour, wheels, interior and features, each with its part."""
        singles = (("color", self.paint), ("tire", self.wheels), ("interior", self.interior))
        extras = tuple(("additionalFeatures", feature) for feature in self.features)
        return cast(tuple[tuple[Part, Option], ...], singles + extras)

    @property
    def selection(self) -> Selection:
        """The ids of the car's entries."""
        ids = (self.model.id, self.paint.id, self.wheels.id, self.interior.id)
        return Selection(*ids, tuple(feature.id for feature in self.features))

    @property
    def name(self) -> str:
        """Model and paint, such as "911 Carrera in Gentian Blue Metallic"."""
        return f"{self.model.name} in {self.paint.name}"


class Check(NamedTuple):
    """The result of checking a selection. `car` and `price` are None if a value wasn't recognised."""

    selection: Selection
    car: Car | None
    price: Price | None
    conflicts: tuple[Conflict, ...]
    unrecognised: tuple[Unrecognised, ...]

    @property
    def buildable(self) -> bool:
        return self.car is not None and not self.conflicts


def check(catalogue: Catalogue, selection: Selection) -> Check:
    """Returns the car that a selection describes, its price, all conflicts and all unrecognised values."""
    recognised = recognise(catalogue, selection)
    conflicts = find_conflicts(catalogue, recognised.model, recognised.options)
    car = _car(catalogue, recognised)
    price = price_of(catalogue, car.model, recognised.options) if car else None
    return Check(selection, car, price, conflicts, recognised.unrecognised)


def _car(catalogue: Catalogue, recognised: Recognised) -> Car | None:
    model = recognised.model
    if model is None or recognised.unrecognised:
        return None
    paint, wheels, interior, *features = (option for _, option in recognised.options)
    return Car(
        catalogue.line(model.line),
        model,
        cast(Paint, paint),
        cast(WheelSet, wheels),
        cast(Interior, interior),
        tuple(cast(Iterable[Feature], features)),
    )
