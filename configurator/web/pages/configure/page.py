"""The configurator: one form with every part of a car. The URL contains its whole state."""

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from configurator.cars.catalogue import Catalogue
from configurator.services import Services, current_services
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.colour_vision.choice import VisionForm, vision_in_force
from configurator.web.pages.colour_vision.links import compare_url
from configurator.web.pages.configure.form import PREVIEW_VIEWS, CarForm
from configurator.web.pages.configure.presenter import ConfigurePage, Links, Vision, present
from configurator.web.pages.configure.requested_car import RequestedCar, requested_car
from configurator.web.pages.renders.session import remember_change

configure_page = Blueprint("configure_page", __name__)


@configure_page.get("/configure")
def show() -> Response:
    """Shows the configurator. A script can request only a part of the page.

    `X-Part: live` requests the content without the drawings, `X-Part: inside` also the drawing of the interior.
    """
    services = current_services()
    form, requested = _requested(services.catalogue)
    if requested.is_adjusted:
        view = {"view": form.view.data} if form.is_inside else {}
        return redirect(configure_url(requested.opened.car.selection, form.code_before, **view), 303)
    page = present(
        services.catalogue,
        requested,
        _vision(services, requested),
        Links(configure_url, compare_url),
        fragment=requested_fragment(),
        is_inside=form.is_inside,
        can_render=services.terms.enabled,
    )
    return _response(page)


@configure_page.get("/car")
def review() -> Response:
    """Redirects from the form to the car's page.

    With `to` in the query, redirects to its renders (`render`), to saving it (`you`) or to comparing its paint
    (`compare`).
    """
    code = _requested(current_services().catalogue)[1].opened.code
    remember_change(session, code)
    match request.args.get("to"):
        case "you":
            url = url_for("you_page.show", code=code)
        case "compare":
            url = url_for("compare_page.show", text=code)
        case "render":
            url = url_for("car_page.show", text=code, _anchor="render")
        case _:
            url = url_for("car_page.show", text=code)
    return redirect(url, 303)


def _requested(catalogue: Catalogue) -> tuple[CarForm, RequestedCar]:
    form = CarForm(request.args, catalogue)
    return form, requested_car(catalogue, form.selection(), form.code_before)


def _vision(services: Services, requested: RequestedCar) -> Vision:
    """Returns the visitor's colour vision, with the form if the URL has `eyes=open`. No URL contains the choice."""
    kind, palettes = vision_in_force(services.user_service), services.palettes
    if palettes is None or request.args.get("eyes") != "open":
        return Vision(kind, palettes)
    back = f"{configure_url(requested.opened.car.selection)}#paint"
    return Vision(kind, palettes, VisionForm.leading_to(back, kind))


def _response(page: ConfigurePage) -> Response:
    response = make_response(render_template("configure/page.html", page=page, views=PREVIEW_VIEWS))
    vary_on_fragment(response)
    if page.vision.form:
        response.cache_control.no_store = True
    elif page.palette:
        response.cache_control.private = True
    return response
