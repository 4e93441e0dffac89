"""The configurator as the website and as a kiosk show it: the same form and checks in another layout."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.cars.catalogue import Catalogue
from configurator.cars.selection import Selection
from configurator.drawings.views import VIEWS, DrawnView
from configurator.services import Services, current_services
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.http.page_response import about_nobody
from configurator.web.http.urls import path_of
from configurator.web.pages.car.links import ConfigureLink, configure_url
from configurator.web.pages.colour_vision.choice import VisionForm, vision_in_force
from configurator.web.pages.colour_vision.links import compare_url
from configurator.web.pages.configure.equipment import EquipmentView, equipment_view
from configurator.web.pages.configure.exits import FINISH, KIOSK_EXITS, REVIEW, THEN, WEBSITE_EXITS, Exit
from configurator.web.pages.configure.form import CarForm
from configurator.web.pages.configure.presenter import ConfigurePage, Links, VisitorVision, present
from configurator.web.pages.configure.requested_car import RequestedCar, requested_car


class FrontEnd(NamedTuple):
    """Which routes show the configurator and the finished car. A kiosk has no pages besides.

    `exits` are by their value in the form; `usual_exit` is that of the form's main button. The page begins with
    `first_view`: a kiosk's drawings come from beside it, so that it can begin with the heavier one.
    """

    configure: str
    review: str
    exits: Mapping[str, Exit]
    usual_exit: Exit
    is_kiosk: bool = False
    first_view: DrawnView = "side"

    @property
    def configure_url(self) -> ConfigureLink:
        return self.configure_link()

    def configure_link(self, **more: str) -> ConfigureLink:
        """Builds the configurator's URLs, each with these parameters too."""

        def link(selection: Selection, code: str) -> str:
            return configure_url(selection, code, endpoint=self.configure, **more)

        return link

    @property
    def form_url(self) -> str:
        return path_of(self.configure)

    @property
    def review_url(self) -> str:
        return path_of(self.review)

    def links(self, kept: Mapping[str, str]) -> Links:
        """Links of a page. Those to the configurator have these parameters too."""
        return Links(self.configure_link(**kept), None if self.is_kiosk else compare_url)

    def exit_of(self, name: str) -> Exit | None:
        return self.exits.get(name)


EQUIPMENT = "equipment"
"""The fragment with details of an extra, the standard equipment or the results of a search."""

WEBSITE = FrontEnd("configure_page.show", "configure_page.review", WEBSITE_EXITS, REVIEW)
KIOSK = FrontEnd("kiosk_pages.configure", "kiosk_pages.review", KIOSK_EXITS, FINISH, is_kiosk=True, first_view="front")


def configurator(front_end: FrontEnd) -> Response:
    """Shows the configurator. A script can request only a part of the page.

    `X-Part: live` requests the content without the drawings, and the name of a view also its drawing; `equipment`
    requests only what the visitor asked about equipment.
    """
    services = current_services()
    form, requested = requested_form(services.catalogue)
    equipment = equipment_view(services.catalogue, requested.opened.car, form.asked)
    if requested_fragment() == EQUIPMENT:
        return _equipment_part(equipment, requested, front_end)
    if requested.settled.is_adjusted and not requested.settled.replaced:
        kept = {**form.kept, **form.asked, **_kept("eyes", THEN)}
        return redirect(_settled_url(front_end, form, requested, **kept), 303)
    leaving = front_end.exit_of(request.args.get(THEN, ""))
    page = present(
        services.catalogue,
        requested,
        _vision(services, requested, front_end),
        front_end.links(form.kept)._replace(
            resolve=front_end.configure_link(**form.kept, **({THEN: leaving.to} if leaving else {}))
        ),
        fragment=requested_fragment(),
        view=form.view(front_end.first_view),
        can_render=services.terms.enabled and not front_end.is_kiosk,
        leaving=leaving,
        equipment=equipment,
        paint_order=form.paint_order,
    )
    return _response(page, front_end)


def leave_for(front_end: FrontEnd, exit_url: Callable[[Exit, str], str]) -> Response:
    """Redirects from the form to the exit that it names. `exit_url` takes the exit and the code of the form's car.

    If that car wouldn't be exactly the one that was chosen, redirects back to the form, which says why.
    """
    form, requested = requested_form(current_services().catalogue)
    way = front_end.exit_of(request.args.get("to", "")) or front_end.usual_exit
    if not requested.settled.is_exact:
        return redirect(
            _settled_url(front_end, form, requested, **form.kept, **{THEN: way.to}, _anchor="conflicts"), 303
        )
    return redirect(exit_url(way, requested.opened.code), 303)


def _settled_url(front_end: FrontEnd, form: CarForm, requested: RequestedCar, **more: str) -> str:
    """The configurator with the settled car. Words that had to be replaced stay, so that the page can name them."""
    settled = requested.settled
    selection = form.selection() if settled.replaced else settled.car.selection
    view = form.view(front_end.first_view)
    turned = {"view": view} if view != front_end.first_view else {}
    return front_end.configure_link(**turned, **more)(selection, form.code_before)


def _kept(*names: str) -> dict[str, str]:
    return {name: request.args[name] for name in names if name in request.args}


def requested_form(catalogue: Catalogue) -> tuple[CarForm, RequestedCar]:
    """The form of this request's query string, and the car that it leads to."""
    form = CarForm(request.args, catalogue)
    return form, requested_car(catalogue, form.selection(), form.code_before)


def _vision(services: Services, requested: RequestedCar, front_end: FrontEnd) -> VisitorVision:
    """Returns the visitor's colour vision, with the form if the URL has `eyes=open`. No URL contains the choice.

    The form leads back to the usual order of the paints, because its button says that it sorts them.
    """
    own, palettes = vision_in_force(services.user_service), services.palettes
    if palettes is None or request.args.get("eyes") != "open":
        return VisitorVision(own, palettes)
    back = f"{front_end.configure_url(requested.opened.car.selection, '')}#paint"
    return VisitorVision(own, palettes, VisionForm.leading_to(back, own))


def _equipment_part(equipment: EquipmentView, requested: RequestedCar, front_end: FrontEnd) -> Response:
    html = render_template("configure/equipment_part.html", equipment=equipment, car=requested.opened.car)
    response = about_nobody(make_response(html))
    vary_on_fragment(response)
    response.cache_control.no_store = front_end.is_kiosk
    return response


def _response(page: ConfigurePage, front_end: FrontEnd) -> Response:
    html = render_template("configure/page.html", page=page, front_end=front_end, views=VIEWS)
    response = about_nobody(make_response(html))
    vary_on_fragment(response)
    if page.vision.form or front_end.is_kiosk:
        response.cache_control.no_store = True
    elif page.palette:
        response.cache_control.private = True
    return response
