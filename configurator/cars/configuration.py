"""Checks a selection: which car it is, what that costs, and why it can't be built.

The steps go one way: words to entries (`recognition`), conflicts between these (`conflicts`), their price (`price`).
Pages, API, drawings, prompts and codes all start from the result.
"""

from collections.abc import Iterable
from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Line, Model, Option, Paint, Part, WheelSet
from configurator.cars.conflicts import Conflict, find_conflicts
from configurator.cars.price import Price, price_of
from configurator.cars.recognition import Recognised, Unrecognised, recognise
from configurator.cars.selection import Selection


class Car(NamedTuple):
    """A car whose parts are all entries of the catalogue; features in the catalogue's order. It may have conflicts."""

    line: Line
    model: Model
    paint: Paint
    wheels: WheelSet
    interior: Interior
    features: tuple[Feature, ...] = ()

    @property
    def options(self) -> tuple[tuple[Part, Option], ...]:
        """Colour, wheels, interior and features, each with the part's name in the API."""
        singles = (("color", self.paint), ("tire", self.wheels), ("interior", self.interior))
        extras = tuple(("additionalFeatures", feature) for feature in self.features)
        return cast(tuple[tuple[Part, Option], ...], singles + extras)

    @property
    def selection(self) -> Selection:
        """The car's ids."""
        ids = (self.model.id, self.paint.id, self.wheels.id, self.interior.id)
        return Selection(*ids, tuple(feature.id for feature in self.features))

    @property
    def name(self) -> str:
        """Model and paint: 911 Carrera in Gentian Blue Metallic."""
        return f"{self.model.name} in {self.paint.name}"


class Check(NamedTuple):
    """The result for a selection. `car` and `price` are None if a word wasn't recognised."""

    selection: Selection
    car: Car | None
    price: Price | None
    conflicts: tuple[Conflict, ...]
    unrecognised: tuple[Unrecognised, ...]

    @property
    def buildable(self) -> bool:
        return self.car is not None and not self.conflicts


def check(catalogue: Catalogue, selection: Selection) -> Check:
    """The car that a selection describes, its price, all its conflicts and every word that isn't recognised."""
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
