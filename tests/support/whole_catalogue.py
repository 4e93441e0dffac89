"""Cars for tests that go over the whole catalogue: each model as it comes, and with each single other option."""

from collections.abc import Iterator
from typing import cast

import pytest

from configurator.cars.catalogue import PARTS, Model, Option, Part, WheelSet
from configurator.cars.choices import let_newer_win, toggle_option
from configurator.cars.configuration import Car, check
from configurator.cars.conflicts import find_conflicts
from configurator.cars.selection import default_selection
from tests.support.catalogues import OURS

OPTION_PARTS: tuple[Part, ...] = tuple(part for part in PARTS if part != "model")
EVERY_MODEL = pytest.mark.parametrize("model", OURS.models, ids=lambda model: model.id)


def usual(model: Model) -> Car:
    return cast(Car, check(OURS, default_selection(model)).car)


def with_option(car: Car, part: Part, option: Option) -> Car:
    return let_newer_win(OURS, toggle_option(OURS, car, part, option), car)


def options_for(car: Car) -> Iterator[tuple[Part, Option]]:
    """Every option that the car doesn't have, and could."""
    for part in OPTION_PARTS:
        for option in OURS.offered(part, car.line.id):
            if option.available.admits(car.model) and (part, option) not in car.options:
                yield part, option


def cars_of(model: Model) -> Iterator[Car]:
    """The model as it comes, and with each single other option."""
    plain = usual(model)
    yield plain
    for part, option in options_for(plain):
        yield with_option(plain, part, option)


def is_buildable(car: Car) -> bool:
    return not find_conflicts(OURS, car.model, car.options)


def assert_nearest(before: WheelSet, after: Car) -> None:
    """The wheels of `after`, which took the place of `before`: for the same season if possible, and not too dear."""
    wheels, fitting = after.wheels, _sets_that_fit(after)
    told, seasons = f"{after.selection} instead of {before.id}", {it.season for it in fitting}
    assert wheels.season == before.season or before.season not in seasons, told
    assert wheels.season != "winter" or before.season == "winter" or seasons == {"winter"}, told
    of_its_kind = [it.price for it in fitting if it.season == wheels.season]
    if wheels.price > before.price:
        assert wheels.price == min(of_its_kind), told
    else:
        assert wheels.price == max(price for price in of_its_kind if price <= before.price), told


def _sets_that_fit(car: Car) -> list[WheelSet]:
    inches = max((feature.requires_inches for feature in car.features), default=0)
    return [it for it in OURS.sets if it.available.admits(car.model) and min(it.inches) >= inches]
