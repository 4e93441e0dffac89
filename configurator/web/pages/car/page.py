"""/car/<code>: the page of a car, for its owner and for everyone who gets the link."""

from flask import Blueprint, Response, make_response, render_template, request, session, url_for

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.drawings.views import DrawnView
from configurator.renders.service import RenderService
from configurator.services import Services, current_services
from configurator.web.api.links import car_links
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.http.urls import CAR_PAGE, public_url_for
from configurator.web.pages.car.dealer_contact import DealerContact, dealer_contact
from configurator.web.pages.car.links import configure_url, loopback_port
from configurator.web.pages.car.presenter import LEADING, CarSummary, RenderSection, car_summary, present
from configurator.web.pages.money import format_money
from configurator.web.pages.renders.form import new_form
from configurator.web.pages.renders.links import panel_links
from configurator.web.pages.renders.panel import Panel, car_panel
from configurator.web.pages.renders.session import earlier_render, is_awaited
from configurator.web.pages.views import view_links, wanted_drawing, wanted_view

car_page = Blueprint("car_page", __name__)


@car_page.get(CAR_PAGE)
def show(text: str) -> Response:
    """`?view=` chooses the view of drawing and render. A script sends `X-Part: drawing` or `X-Part: render` to get one
    of them alone."""
    services = current_services()
    opened = open_code(services.catalogue, text)
    if requested_fragment() == "drawing":
        return _respond(render_template("car/drawing.html", summary=summary_of(opened, wanted_drawing(LEADING))))
    return respond(services, opened, car_panel(services.render_service, panel_links(), opened, wanted_view()))


def respond(services: Services, opened: OpenedCar, panel: Panel, status: int = 200, trouble: str = "") -> Response:
    """The page of a car. `trouble` is what was wrong with the form that asks for a render."""
    page = present(
        services.catalogue,
        summary_of(opened, wanted_drawing(LEADING)),
        _render_section(services.render_service, opened, panel, trouble),
        configure_url,
        views=view_links(wanted_drawing(LEADING), lambda view: url_for("car_page.show", text=opened.code, view=view)),
        reload_url=_reload_url(opened),
        dealer=_dealer(services, opened, panel),
        today=services.clock().date(),
        fragment=requested_fragment(),
    )
    return _respond(render_template("car/page.html", page=page), status)


def _respond(html: str, status: int = 200) -> Response:
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-cache"
    vary_on_fragment(response)
    return response


def summary_of(opened: OpenedCar, view: DrawnView = LEADING) -> CarSummary:
    """The car's summary with the links that work for this request."""
    link = public_url_for("car_page.show", text=opened.code)
    back = configure_url(opened.car.selection, opened.code)
    hint = None if current_services().settings.production else loopback_port(link, request.host_url)
    return car_summary(opened, back, link, hint, view)


def _dealer(services: Services, opened: OpenedCar, panel: Panel) -> DealerContact | None:
    """The messages to the dealer, with a link to the car's picture: the finished render, else the drawing."""
    if panel.picture and panel.render:
        picture = public_url_for("renders_api.send_picture", render_id=panel.render.id)
    else:
        picture = car_links(opened.code)["picture"]
    total = f"{format_money(opened.price.total, services.catalogue.currency)} before delivery and tax"
    link = public_url_for("car_page.show", text=opened.code)
    return dealer_contact(services.settings.contact, opened, total, link, picture)


def _render_section(service: RenderService, opened: OpenedCar, panel: Panel, trouble: str) -> RenderSection:
    form = new_form() if panel.may_request else None
    return RenderSection(
        panel._replace(may_request=form is not None),
        is_awaited(session, panel.render),
        None if panel.render else earlier_render(session, service, opened),
        form,
        trouble,
    )


def _reload_url(opened: OpenedCar) -> str:
    """Where a browser without a script reloads the page from. It has no fragment: with one, the browser would only
    scroll. It keeps the query: with another one, the browser would forget how far the reader has scrolled."""
    if request.method != "GET":
        return url_for("car_page.show", text=opened.code)
    return request.script_root + request.full_path.rstrip("?")
