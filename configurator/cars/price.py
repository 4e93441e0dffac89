"""What a car costs, part by part."""

from collections.abc import Iterable
from typing import NamedTuple

from configurator.cars.catalogue import Catalogue, Model, Option, Part


class PricedPart(NamedTuple):
    """One row of the price list; `amount` in whole units of the catalogue's currency."""

    part: Part
    id: str
    name: str
    amount: int


class Price(NamedTuple):
    """The model and its options with their prices. `delivery` is added to `total`, not part of it."""

    parts: tuple[PricedPart, ...]
    delivery: int

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.parts)


def total_of(model: Model, options: Iterable[tuple[Part, Option]]) -> int:
    """The `total` of their price."""
    return model.price + sum(option.price for _, option in options)


def price_of(catalogue: Catalogue, model: Model, options: Iterable[tuple[Part, Option]]) -> Price:
    """The price of a model with these options."""
    first = PricedPart("model", model.id, model.name, model.price)
    others = (PricedPart(part, option.id, option.name, option.price) for part, option in options)
    return Price((first, *others), catalogue.delivery)
