"""The configurator as the website and as a kiosk show it: the same form and checks in another layout."""

from functools import partial
from typing import NamedTuple

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from configurator.cars.catalogue import Catalogue
from configurator.services import Services, current_services
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.pages.car.links import ConfigureLink, configure_url
from configurator.web.pages.colour_vision.choice import VisionForm, vision_in_force
from configurator.web.pages.colour_vision.links import compare_url
from configurator.web.pages.configure.form import PREVIEW_VIEWS, CarForm
from configurator.web.pages.configure.presenter import ConfigurePage, Links, Vision, present
from configurator.web.pages.configure.requested_car import RequestedCar, requested_car


class FrontEnd(NamedTuple):
    """Which routes show the configurator and the finished car. A kiosk has no pages besides."""

    configure: str
    review: str
    is_kiosk: bool = False

    @property
    def configure_url(self) -> ConfigureLink:
        return partial(configure_url, endpoint=self.configure)

    @property
    def form_url(self) -> str:
        return url_for(self.configure)

    @property
    def review_url(self) -> str:
        return url_for(self.review)

    @property
    def links(self) -> Links:
        return Links(self.configure_url, None if self.is_kiosk else compare_url)


WEBSITE = FrontEnd("configure_page.show", "configure_page.review")
KIOSK = FrontEnd("kiosk_pages.configure", "kiosk_pages.review", is_kiosk=True)


def configurator(front_end: FrontEnd) -> Response:
    """Shows the configurator. A script can request only a part of the page.

    `X-Part: live` requests the content without the drawings; `outside` and `inside` also one of the drawings.
    """
    services = current_services()
    form, requested = requested_form(services.catalogue)
    if requested.is_adjusted:
        view = {"view": form.view.data} if form.is_inside else {}
        selection = requested.opened.car.selection
        return redirect(configure_url(selection, form.code_before, endpoint=front_end.configure, **view), 303)
    page = present(
        services.catalogue,
        requested,
        _vision(services, requested, front_end),
        front_end.links,
        fragment=requested_fragment(),
        is_inside=form.is_inside,
        can_render=services.terms.enabled and not front_end.is_kiosk,
    )
    return _response(page, front_end)


def requested_form(catalogue: Catalogue) -> tuple[CarForm, RequestedCar]:
    """The form of this request's query string, and the car that it leads to."""
    form = CarForm(request.args, catalogue)
    return form, requested_car(catalogue, form.selection(), form.code_before)


def _vision(services: Services, requested: RequestedCar, front_end: FrontEnd) -> Vision:
    """Returns the visitor's colour vision, with the form if the URL has `eyes=open`. No URL contains the choice."""
    kind, palettes = vision_in_force(services.user_service), services.palettes
    if palettes is None or request.args.get("eyes") != "open":
        return Vision(kind, palettes)
    back = f"{front_end.configure_url(requested.opened.car.selection, '')}#paint"
    return Vision(kind, palettes, VisionForm.leading_to(back, kind))


def _response(page: ConfigurePage, front_end: FrontEnd) -> Response:
    html = render_template("configure/page.html", page=page, front_end=front_end, views=PREVIEW_VIEWS)
    response = make_response(html)
    vary_on_fragment(response)
    if page.vision.form or front_end.is_kiosk:
        response.cache_control.no_store = True
    elif page.palette:
        response.cache_control.private = True
    return response
