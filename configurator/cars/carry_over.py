"""Takes a car to another line: the best fitting model, with everything of the car that it can have, and the nearest to
the rest.
"""

from functools import lru_cache
from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Line, Model, Option, Paint, WheelSet
from configurator.cars.choices import changes, price_difference, resolve_conflicts
from configurator.cars.configuration import Car
from configurator.cars.conflicts import Change, required_inches, substitute
from configurator.cars.nearest import SUBSTITUTE_SEASONS

# What a model loses against another, in percent of the car's price. A dearer one loses twice its difference.
_OTHER_FUEL = 30
_LOST_EXTRA = 10
_PLACE_HIGHER = 30
_OTHER_BODY = 2

_PLACES = 4
"""How many steps there are from a line's cheapest model to its dearest. The first of a line leads to the first ones."""


class CarriedOver(NamedTuple):
    """A car of one line and a car of another that was made from it. `difference` is in whole units of the currency."""

    before: Car
    after: Car
    difference: int

    @property
    def kept(self) -> tuple[Option, ...]:
        """The options that both cars have."""
        had = {option for _, option in self.before.options}
        return tuple(option for _, option in self.after.options if option in had)

    @property
    def replaced(self) -> tuple[Change, ...]:
        """Paint, wheels and interior that the second car has instead of those of the first."""
        return tuple(change for change in changes(self.before, self.after) if change.part != "additionalFeatures")

    @property
    def lost(self) -> tuple[Option, ...]:
        return tuple(feature for feature in self.before.features if feature not in self.after.features)

    @property
    def added(self) -> tuple[Option, ...]:
        """Extras that only the second car has."""
        return tuple(feature for feature in self.after.features if feature not in self.before.features)


def compare(before: Car, after: Car) -> CarriedOver:
    """What became of a car in another line."""
    return CarriedOver(before, after, price_difference(before, after))


@lru_cache(maxsize=256)
def carry_over(catalogue: Catalogue, car: Car, line: Line) -> CarriedOver:
    """The car in another line, without conflicts."""
    model = _best_fitting_model(catalogue, car, line)
    carried = Car(
        line,
        model,
        cast(Paint, _same_or_nearest(catalogue, car.paint, model)),
        _wheels(catalogue, car, model),
        cast(Interior, _same_or_nearest(catalogue, car.interior, model)),
        _features(car, model),
    )
    return compare(car, resolve_conflicts(catalogue, carried))


def _best_fitting_model(catalogue: Catalogue, car: Car, line: Line) -> Model:
    """The model with a similar price, place in its line, fuel and body that loses few extras; of equals, the first."""
    place = _place(catalogue, car.model)

    def loss(model: Model) -> float:
        percent = round(100 * (model.price - car.model.price) / car.model.price, 1)
        return (
            max(-percent, 2 * percent)
            + _PLACE_HIGHER * max(0, _place(catalogue, model) - place)
            + _LOST_EXTRA * (len(car.features) - len(_features(car, model)))
            + (_OTHER_FUEL if model.fuel != car.model.fuel else 0)
            + (_OTHER_BODY if model.body != car.model.body else 0)
        )

    return min(catalogue.models_of(line.id), key=loss)


@lru_cache(maxsize=256)
def _place(catalogue: Catalogue, model: Model) -> int:
    """Where a model stands among the prices of its line: 0 for the cheapest, `_PLACES` for the dearest."""
    prices = [other.price for other in catalogue.models_of(model.line)]
    span = max(prices) - min(prices)
    return round(_PLACES * (model.price - min(prices)) / span) if span else 0


def _features(car: Car, model: Model) -> tuple[Feature, ...]:
    return tuple(feature for feature in car.features if feature.available.admits(model))


def _same_or_nearest(catalogue: Catalogue, option: Option, model: Model, inches: int = 0) -> Option:
    return option if option.available.admits(model) else cast(Option, substitute(catalogue, option, model, inches))


def _wheels(catalogue: Catalogue, car: Car, model: Model) -> WheelSet:
    """The model's standard wheels for a car with its own standard ones: nobody chose others."""
    inches = required_inches(model, car.features)
    standard = cast(WheelSet, catalogue.find("tire", model.default["tire"], model))
    suits = standard.season in SUBSTITUTE_SEASONS[car.wheels.season][:2] and min(standard.inches) >= inches
    if car.wheels.id == car.model.default["tire"] and suits:
        return standard
    return cast(WheelSet, _same_or_nearest(catalogue, car.wheels, model, inches))
