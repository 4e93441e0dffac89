"""The view models of pages that show a whole car: the parts that all of them share, and the page /car/<code>."""

from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, body_name
from configurator.cars.configuration import Car
from configurator.cars.equipment import StandardGroup, standard_equipment
from configurator.cars.finance import MonthlyPayment, monthly_payment
from configurator.cars.opened_car import OpenedCar
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.arts import drawn_as
from configurator.drawings.svg import own_defs, png_height, shared_defs, view_markup
from configurator.drawings.views import (
    DRAWN_VIEWS,
    EXTERIOR_VIEWS,
    PNG_WIDTHS,
    SHARED_VIEW,
    VIEWS,
    DrawnView,
    drawing_name,
)
from configurator.renders.render import Render
from configurator.web.pages.car.conflict_notices import ConflictNotice, ResolveAll, conflict_notices, resolve_all
from configurator.web.pages.car.dealer_contact import DealerContact
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.car.price_rows import PriceRow, price_rows
from configurator.web.pages.car.qr import remembered_qr
from configurator.web.pages.renders.form import RenderForm
from configurator.web.pages.renders.panel import Panel, panel_style
from configurator.web.pages.styles import studio_style, style_rule
from configurator.web.pages.text_width import in_two_lines
from configurator.web.pages.views import ViewLink

LEADING: Final[DrawnView] = "front"
"""The view that shows a car first, on every page that is about one car."""


class SharedPicture(NamedTuple):
    """The picture that other sites show of a car. `name` is the file name of the drawing; sizes are in pixels."""

    name: str
    alt: str
    width: int
    height: int


class CarSummary(NamedTuple):
    """A car with its drawings, its price list and the links to it.

    `view` is the one to show first. `drawn_as` is the body or model that the drawing shows instead, else "".
    `paint_name` is in one line or two. `link` is absolute; `loopback_port` is set where it only works on the machine
    that serves it.
    """

    opened: OpenedCar
    car: Car
    body: str
    drawn_as: str
    rows: tuple[PriceRow, ...]
    appearance: Appearance
    view: DrawnView
    car_style: Markup
    paint_name: tuple[str, ...]
    configure_url: str
    link: str
    qr: Markup
    loopback_port: int | None

    @property
    def shared_defs(self) -> Markup:
        return Markup(shared_defs(self.view))

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of the view."""
        return VIEWS[self.view].sheets

    @property
    def shared_picture(self) -> SharedPicture:
        width = max(PNG_WIDTHS)
        name, alt = drawing_name(SHARED_VIEW, width), self.appearance.title(SHARED_VIEW)
        return SharedPicture(name, alt, width, png_height(self.appearance.art, SHARED_VIEW, width))

    def drawing(self, view: DrawnView) -> Markup:
        """A view, for a page with the `shared_defs` of this view. The interior is named by `close-up-name`, too."""
        return Markup(view_markup(self.appearance, view, close_up_named_by="close-up-name"))

    def drawing_alone(self, view: DrawnView) -> Markup:
        """A view, for a page that may lack its definitions."""
        return Markup(own_defs(view)) + self.drawing(view)


class RenderSection(NamedTuple):
    """The car's renders on its page.

    `is_awaited` says whether this browser waits for the render; `earlier` is the render of the car before the last
    change. `form` asks for a render, `trouble` is what was wrong with it.
    """

    panel: Panel
    is_awaited: bool = False
    earlier: Render | None = None
    form: RenderForm | None = None
    trouble: str = ""

    @property
    def style(self) -> Markup:
        return panel_style(self.panel, "render")

    @property
    def has_something_to_do(self) -> bool:
        """Whether there is a picture, or will be, or can be requested. Otherwise the page's drawings come first."""
        return self.panel.picture is not None or self.panel.is_open or self.panel.may_request


class CarPage(NamedTuple):
    """Everything that /car/<code> shows.

    `fragment` is the part of the page that a script asked for, "" for all of it. `reload_url` shows the same page
    again. `standard` is what the model includes. `today` is for the printed page. `views` are the links to all views.
    """

    summary: CarSummary
    views: tuple[ViewLink, ...]
    render: RenderSection
    fragment: str
    reload_url: str
    conflict_notices: tuple[ConflictNotice, ...]
    resolve_all: ResolveAll
    standard: tuple[StandardGroup, ...]
    monthly: MonthlyPayment | None
    dealer: DealerContact | None
    today: date

    @property
    def is_led_by_picture(self) -> bool:
        """Whether a finished render takes the place of the large drawing. Its frame has the drawing too."""
        return self.render.panel.state == "ready"

    @property
    def drawing_sheets(self) -> tuple[str, ...]:
        """The style sheets of the drawings that the page begins with. Others come with their drawings."""
        return VIEWS["interior"].sheets if self.is_led_by_picture else self.summary.sheets

    @property
    def views_on_paper(self) -> tuple[DrawnView, ...]:
        """The views that paper has besides the one at large. Where a picture leads the page, it has the interior."""
        return EXTERIOR_VIEWS if self.is_led_by_picture else DRAWN_VIEWS


def car_summary(
    opened: OpenedCar, configure_url: str, link: str, loopback_port: int | None, view: DrawnView = LEADING
) -> CarSummary:
    appearance = appearance_of(opened.car)
    return CarSummary(
        opened=opened,
        car=opened.car,
        body=body_name(opened.car.model.body),
        drawn_as=drawn_as(opened.car.model),
        rows=tuple(price_rows(opened)),
        appearance=appearance,
        view=view,
        car_style=style_rule(".drawn", appearance) + studio_style(opened.car, EXTERIOR_VIEWS),
        paint_name=in_two_lines(opened.car.paint.short),
        configure_url=configure_url,
        link=link,
        qr=remembered_qr(link),
        loopback_port=loopback_port,
    )


def present(
    catalogue: Catalogue,
    summary: CarSummary,
    render: RenderSection,
    configure_url: ConfigureLink,
    *,
    views: tuple[ViewLink, ...] = (),
    reload_url: str,
    dealer: DealerContact | None,
    today: date,
    fragment: str = "",
) -> CarPage:
    opened, finance = summary.opened, catalogue.finance
    return CarPage(
        summary=summary,
        views=views,
        render=render,
        fragment=fragment,
        reload_url=reload_url,
        conflict_notices=conflict_notices(catalogue, opened.checked, opened.code, configure_url),
        resolve_all=resolve_all(catalogue, opened.car, opened.code, configure_url),
        standard=standard_equipment(catalogue, opened.car.model, opened.car.features),
        monthly=monthly_payment(finance, opened.price.total + opened.price.delivery) if finance else None,
        dealer=dealer,
        today=today,
    )
