"""The cars that staff pinned, drawn in their own colours."""

from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup
from configurator.drawings.views import DrawnView
from configurator.errors import StoreError
from configurator.services import Services
from configurator.web.pages.configure.front_end import KIOSK
from configurator.web.pages.home import card_style, has_descender


class PinnedCar(NamedTuple):
    """`element` is the id of the element that `style` is for; `url` begins the configurator with this car."""

    opened: OpenedCar
    element: str
    drawing: Markup
    style: Markup
    url: str

    @property
    def code(self) -> str:
        return self.opened.code

    @property
    def name(self) -> str:
        return f"{self.opened.car.model.name} in {self.opened.car.paint.name}"

    @property
    def has_descender(self) -> bool:
        return has_descender(self.opened.car.line.name)


def pinned_cars(services: Services, view: DrawnView = "side") -> tuple[PinnedCar, ...]:
    """In this view, and in the staff's order, without cars that can't be opened any more. Empty in an outage."""
    try:
        codes = services.kiosks.pinned()
    except StoreError:
        return ()
    opened = (opened_car(services.catalogue, code) for code in codes)
    return tuple(drawn_car(services.catalogue, it, f"pinned{place}", view) for place, it in enumerate(opened) if it)


def opened_car(catalogue: Catalogue, code: str) -> OpenedCar | None:
    try:
        return open_code(catalogue, code)
    except CodeError:
        return None


def drawn_car(catalogue: Catalogue, opened: OpenedCar, element: str, view: DrawnView = "side") -> PinnedCar:
    """`element` has lower-case letters and digits only."""
    car = opened.car
    drawing = Markup(car_markup(art_of(car.model), view, uid=element))
    style = card_style(catalogue, f"#{element}", car, view)
    return PinnedCar(opened, element, drawing, style, KIOSK.configure_url(car.selection, ""))
