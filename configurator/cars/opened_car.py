"""A car with its code and price, ready to be shown."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import decode, encode
from configurator.cars.configuration import Car, Check, check
from configurator.cars.price import Price


class OpenedCar(NamedTuple):
    """`checked` holds the conflicts that the car has in today's catalogue."""

    code: str
    car: Car
    price: Price
    checked: Check


def open_code(catalogue: Catalogue, text: str) -> OpenedCar:
    """The car with this code. Raises CodeError."""
    return cast(OpenedCar, open_checked(catalogue, check(catalogue, decode(catalogue, text))))


def open_checked(catalogue: Catalogue, checked: Check) -> OpenedCar | None:
    """The car of a checked selection, or None if a part of it wasn't recognised."""
    if checked.car is None or checked.price is None:
        return None
    return OpenedCar(encode(catalogue, checked.car), checked.car, checked.price, checked)
