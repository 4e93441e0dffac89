"""The saved cars as /saved shows them, and saving one more."""

from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.drawings.appearance import appearance_of
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_copy, car_definition, shared_defs
from configurator.users.cars import Cars, SavedCar, new_car_id, saved_again
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.home import card_style
from configurator.web.pages.saved.car import (
    SavedPart,
    check_configuration,
    default_name,
    open_configuration,
    saved_parts,
)
from configurator.web.pages.styles import css_rule
from configurator.web.pages.text_width import width_in_em


class GarageCar(NamedTuple):
    """A saved car. `number` counts from 1, the latest car. `own_name` is "" if the car is called after its parts.

    A car with parts that are no longer in the catalogue isn't `opened`: it has no code, no total and no drawing.
    """

    number: int
    saved: SavedCar
    name: str
    own_name: str
    opened: OpenedCar | None
    parts: tuple[SavedPart, ...]
    configure_url: str
    drawing: Markup
    style: Markup

    @property
    def saved_on(self) -> str:
        """Such as "29 November 2026"; "" if nobody knows."""
        at = self.saved.saved_at
        return f"{at.day} {at:%B %Y}" if at else ""

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if not part.is_offered)


class Garage(NamedTuple):
    """The saved cars, the latest first. `definitions` are what their drawings share."""

    cars: tuple[GarageCar, ...]
    definitions: Markup

    @property
    def style(self) -> Markup:
        return Markup().join(car.style for car in self.cars)


def garage(catalogue: Catalogue, cars: Cars) -> Garage:
    """Each drawing is in the page once, however many cars show it."""
    shown = tuple(_garage_car(catalogue, number, car) for number, car in enumerate(cars, 1))
    arts = dict.fromkeys(art_of(car.opened.car.model) for car in shown if car.opened)
    return Garage(shown, Markup("".join((shared_defs(), *map(car_definition, arts)))))


def _garage_car(catalogue: Catalogue, number: int, saved: SavedCar) -> GarageCar:
    checked = check_configuration(catalogue, saved.configuration)
    opened = open_checked(catalogue, checked)
    return GarageCar(
        number,
        saved,
        name=saved.name or default_name(catalogue, checked.selection),
        own_name=saved.name,
        opened=opened,
        parts=tuple(saved_parts(catalogue, checked.selection)),
        configure_url=configure_url(opened.car.selection, opened.code) if opened else configure_url(checked.selection),
        drawing=_drawing(opened),
        style=_style(catalogue, f"#car-{number}", opened) if opened else Markup(),
    )


def _drawing(opened: OpenedCar | None) -> Markup:
    if opened is None:
        return Markup()
    appearance = appearance_of(opened.car)
    return Markup(car_copy(appearance.art, title=appearance.title("side")))


def _style(catalogue: Catalogue, selector: str, opened: OpenedCar) -> Markup:
    letters = {"--em": round(width_in_em(opened.car.paint.short), 2)}
    return card_style(catalogue, selector, opened.car) + css_rule(selector, letters)


def shown_name(catalogue: Catalogue, car: SavedCar) -> str:
    """The car's own name, else its model and paint."""
    return car.name or default_name(catalogue, check_configuration(catalogue, car.configuration).selection)


def saved_as(catalogue: Catalogue, cars: Cars, code: str) -> SavedCar | None:
    """The saved car that has this code today, if there is one."""
    for car in cars:
        opened = open_configuration(catalogue, car.configuration)
        if opened and opened.code == code:
            return car
    return None


def with_opened(catalogue: Catalogue, cars: Cars, opened: OpenedCar, name: str | None, now: datetime) -> Cars:
    """The cars with this one first. If it was saved already, it stays as it was saved, with a new date.

    `name` is "" for a car without a name of its own; None keeps the name that it was saved under.
    """
    saved = saved_as(catalogue, cars, opened.code)
    if saved is None:
        saved = SavedCar(new_car_id(), "", opened.car.selection.document, now)
    return saved_again(cars, saved._replace(name=saved.name if name is None else name, saved_at=now))
