"""A car opened by its code, or from a checked selection, with its price."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import decode, encode
from configurator.cars.configuration import Car, Check, Price, check


class OpenedCar(NamedTuple):
    """A car with its canonical code, its price and what the catalogue makes of it today."""

    code: str
    car: Car
    price: Price
    checked: Check


def open_code(catalogue: Catalogue, text: str) -> OpenedCar:
    """The car of a code. Raises CodeError."""
    return cast(OpenedCar, open_checked(catalogue, check(catalogue, decode(catalogue, text))))


def open_checked(catalogue: Catalogue, checked: Check) -> OpenedCar | None:
    """None where a part of it is not in the catalogue (any more)."""
    if checked.car is None or checked.price is None:
        return None
    return OpenedCar(encode(catalogue, checked.car), checked.car, checked.price, checked)
