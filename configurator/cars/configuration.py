"""From what someone asked for to a car that can be built: what is recognised, what it costs, what conflicts.

A `Selection` is any words. `check` finds them in the catalogue, and answers with a `Car` where every part is known.
Pages, API, drawing, prompt and code are projections of this answer.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

from configurator.cars.catalogue import (
    SINGLE_PARTS,
    Catalogue,
    Feature,
    Interior,
    Line,
    Model,
    Option,
    Paint,
    Part,
    WheelSet,
)
from configurator.cars.conflicts import Conflict, find_conflicts


class Selection(NamedTuple):
    """What someone asked for, in their words. Features are names: wanted, declined, or neither (`unclear`)."""

    model: str
    color: str
    tire: str
    interior: str
    features: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Selection":
        """From an API `carConfiguration` whose shape is valid: four texts, and an object or null or nothing."""
        additional: Mapping[str, Any] = document.get("additionalFeatures") or {}
        wanted = tuple(name for name, value in additional.items() if value is True)
        declined = tuple(name for name, value in additional.items() if value is False or value is None)
        clear = {*wanted, *declined}
        unclear = tuple(name for name in additional if name not in clear)
        model, color, tire, interior = (document[part] for part in ("model", *SINGLE_PARTS))
        return cls(model, color, tire, interior, wanted, declined, unclear)

    def with_part(self, part: Part, name: str) -> "Selection":
        """The same with another model, color, tire or interior."""
        return self._replace(**{part: name})  # type: ignore[arg-type]

    @property
    def document(self) -> dict[str, Any]:
        """The same as an API `carConfiguration`, without what was unclear."""
        additional = dict.fromkeys(self.features, True) | dict.fromkeys(self.declined, False)
        parts = {"model": self.model, "color": self.color, "tire": self.tire, "interior": self.interior}
        return {**parts, "additionalFeatures": additional}


class Car(NamedTuple):
    """A car of the catalogue's own entries, each part of it known; features in the catalogue's order."""

    line: Line
    model: Model
    paint: Paint
    wheels: WheelSet
    interior: Interior
    features: tuple[Feature, ...] = ()

    @property
    def options(self) -> tuple[tuple[Part, Option], ...]:
        singles = (("color", self.paint), ("tire", self.wheels), ("interior", self.interior))
        extras = tuple(("additionalFeatures", feature) for feature in self.features)
        return cast(tuple[tuple[Part, Option], ...], singles + extras)

    @property
    def selection(self) -> Selection:
        ids = (self.model.id, self.paint.id, self.wheels.id, self.interior.id)
        return Selection(*ids, tuple(feature.id for feature in self.features))

    @property
    def name(self) -> str:
        """As people say it: 911 Carrera in Gentian Blue Metallic."""
        return f"{self.model.name} in {self.paint.name}"


class PricedPart(NamedTuple):
    """One line of the price, in whole units of the catalogue's currency."""

    part: Part
    id: str
    name: str
    amount: int


class Price(NamedTuple):
    """What a car costs, part by part; `delivery` comes on top of `total`."""

    parts: tuple[PricedPart, ...]
    delivery: int

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.parts)


class Unrecognised(NamedTuple):
    """Words that no entry answers to; `name` is the member's, "additionalFeatures.fridge" for a feature."""

    name: str
    value: str


class Check(NamedTuple):
    """What the catalogue makes of a selection. `car` and `price` are None unless every word of it is recognised."""

    selection: Selection
    car: Car | None
    price: Price | None
    conflicts: tuple[Conflict, ...]
    unrecognised: tuple[Unrecognised, ...]

    @property
    def buildable(self) -> bool:
        return self.car is not None and not self.conflicts


def check(catalogue: Catalogue, selection: Selection) -> Check:
    """Whether this can be built, what it costs, every conflict in it and every word that isn't recognised."""
    model = catalogue.find_model(selection.model)
    singles = {part: catalogue.find(part, getattr(selection, part), model) for part in SINGLE_PARTS}
    features = _features(catalogue, selection, model)
    unrecognised = tuple(_unrecognised(catalogue, selection, model, singles))
    known = [(part, option) for part, option in singles.items() if option]
    known += [("additionalFeatures", feature) for feature in features]
    conflicts = find_conflicts(catalogue, model, known)
    if model is None or unrecognised:
        return Check(selection, None, None, conflicts, unrecognised)
    car = _car(catalogue, model, singles, features)
    return Check(selection, car, price(catalogue, car), conflicts, unrecognised)


def price(catalogue: Catalogue, car: Car) -> Price:
    model = PricedPart("model", car.model.id, car.model.name, car.model.price)
    options = (PricedPart(part, option.id, option.name, option.price) for part, option in car.options)
    return Price((model, *options), catalogue.delivery)


def default_selection(model: Model) -> Selection:
    """The car that this model begins with."""
    return Selection(model.id, model.default["color"], model.default["tire"], model.default["interior"])


def _car(
    catalogue: Catalogue, model: Model, singles: Mapping[Part, Option | None], features: tuple[Feature, ...]
) -> Car:
    return Car(
        catalogue.line(model.line),
        model,
        cast(Paint, singles["color"]),
        cast(WheelSet, singles["tire"]),
        cast(Interior, singles["interior"]),
        features,
    )


def _features(catalogue: Catalogue, selection: Selection, model: Model | None) -> tuple[Feature, ...]:
    wanted = {catalogue.find("additionalFeatures", name, model) for name in selection.features}
    return tuple(feature for feature in catalogue.features if feature in wanted)


def _unrecognised(
    catalogue: Catalogue, selection: Selection, model: Model | None, singles: Mapping[Part, Option | None]
) -> Iterable[Unrecognised]:
    if model is None:
        yield Unrecognised("model", selection.model)
    for part, option in singles.items():
        if option is None:
            yield Unrecognised(part, getattr(selection, part))
    for name in (*selection.features, *selection.declined):
        if catalogue.find("additionalFeatures", name, model) is None:
            yield Unrecognised(f"additionalFeatures.{name}", name)
    for name in selection.unclear:
        yield Unrecognised(f"additionalFeatures.{name}", name)
