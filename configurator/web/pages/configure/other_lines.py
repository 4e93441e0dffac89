"""The car of the configurator in each other line, before anybody chooses it."""

from typing import NamedTuple

from configurator.cars.carry_over import carry_over
from configurator.cars.catalogue import Catalogue, Line, Model
from configurator.cars.opened_car import OpenedCar
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.configure.carried_words import CarriedWords, carried_in_words


class OtherLine(NamedTuple):
    """Another line and its model that fits best. `words` say what becomes of the car there.

    `difference` is what it costs more, in whole units; `url` opens the car there and compares it with this one.
    """

    line: Line
    model: Model
    words: CarriedWords
    difference: int
    url: str


def other_lines(catalogue: Catalogue, opened: OpenedCar, configure_url: ConfigureLink) -> tuple[OtherLine, ...]:
    """Every line but the car's own, in the catalogue's order."""

    def other(line: Line) -> OtherLine:
        carried = carry_over(catalogue, opened.car, line)
        url = configure_url(carried.after.selection, opened.code)
        return OtherLine(line, carried.after.model, carried_in_words(carried), carried.difference, url)

    return tuple(other(line) for line in catalogue.lines if line != opened.car.line)
