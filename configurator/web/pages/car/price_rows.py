"""The rows of a car's price list."""

from collections.abc import Iterator
from typing import NamedTuple

from configurator.cars.catalogue import body_name
from configurator.cars.opened_car import OpenedCar
from configurator.cars.paint_words import paint_words


class PriceRow(NamedTuple):
    """One row: the kind of part, its name, details, and whole units of the currency."""

    kind: str
    name: str
    details: str
    amount: int


def price_rows(opened: OpenedCar) -> Iterator[PriceRow]:
    """Every part of the car, in the order of its price's parts."""
    car, (model, paint, wheels, interior, *extras) = opened.car, opened.price.parts
    yield _row("Model", car.model.name, model.amount, body_name(car.model.body), car.model.fuel)
    yield PriceRow("Paint", car.paint.name, paint_words(car.paint), paint.amount)
    yield _row("Wheels, tyres", car.wheels.name, wheels.amount, *car.wheels.tyres.split(", ", 1))
    yield _row("Interior", car.interior.name, interior.amount, car.interior.material, car.interior.family)
    for extra in extras:
        yield _row("Extra", extra.name, extra.amount)


def _row(kind: str, name: str, amount: int, *details: str) -> PriceRow:
    """Leaves out details that the name contains."""
    missing = (detail for detail in details if detail.casefold() not in name.casefold())
    return PriceRow(kind, name, ", ".join(missing), amount)
