"""The small drawing of a car beside a form."""

from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.opened_car import OpenedCar
from configurator.drawings.appearance import appearance_of
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.drawings.views import VIEWS
from configurator.web.pages.car.presenter import LEADING
from configurator.web.pages.styles import style_rule


class CarPicture(NamedTuple):
    """A drawing with its colours and style sheets, and what it shares with others.

    `drawing` and `style` are empty without a car.
    """

    shared_defs: Markup
    drawing: Markup = Markup()
    style: Markup = Markup()
    sheets: tuple[str, ...] = VIEWS[LEADING].sheets


def car_picture(opened: OpenedCar | None) -> CarPicture:
    picture = CarPicture(Markup(shared_defs(LEADING)))
    if opened is None:
        return picture
    drawing = Markup(car_markup(art_of(opened.car.model), LEADING))
    return picture._replace(drawing=drawing, style=style_rule(".drawn", appearance_of(opened.car)))
