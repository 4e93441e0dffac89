"""/kiosk/finish: the end of a visit, with the car, the codes that open it on a phone, and its DALL-E renders."""

from typing import NamedTuple

from flask import Response, render_template

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.services import Services, current_services
from configurator.web.http.fragments import requested_fragment
from configurator.web.http.page_response import uncached
from configurator.web.http.urls import public_url_for
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.car.presenter import CarSummary
from configurator.web.pages.configure.front_end import KIOSK
from configurator.web.pages.kiosk.renders import KioskRenders, kiosk_links, kiosk_renders, paying_budget
from configurator.web.pages.kiosk.save import saved_visitor
from configurator.web.pages.renders.panel import Panel
from configurator.web.pages.renders.requesting import RenderFrontEnd, request_on
from configurator.web.pages.saved.owner_cookie import read_owner
from configurator.web.pages.views import wanted_view


class FinishPage(NamedTuple):
    """The end of a visit. `address` is where a code can be typed, `saved_for` the visitor's name or "".

    `renders` is None if renders are off or the car can't be built. `fragment` is the part of the page that a script
    requested, or "" for the whole page.
    """

    summary: CarSummary
    back_url: str
    address: str
    saved_for: str
    days: int
    renders: KioskRenders | None
    fragment: str


def finish(text: str) -> Response:
    """The car's code, a QR code that opens the car on the visitor's phone, and the offer of a render.

    `?view=` chooses the render's view. A script sends `X-Part: render` to get the render alone.
    """
    services = current_services()
    opened = open_code(services.catalogue, text)
    return _respond(services, opened, _FRONT_END.panel(services, opened, wanted_view()))


def request_render(text: str) -> Response:
    """Redirects to the Finish page, which shows the render's state."""
    return request_on(_FRONT_END, text)


def _respond(services: Services, opened: OpenedCar, panel: Panel, status: int = 200, trouble: str = "") -> Response:
    page = FinishPage(
        summary=summary_of(opened),
        back_url=KIOSK.configure_url(opened.car.selection, opened.code),
        address=public_url_for("home_page.open_by_code").partition("//")[2],
        saved_for=_saved_name(services),
        days=services.settings.kiosk.user_days,
        renders=kiosk_renders(services, panel, trouble),
        fragment=requested_fragment(),
    )
    return uncached(render_template("kiosk/finish.html", page=page), status)


def _saved_name(services: Services) -> str:
    user = saved_visitor(services, read_owner())
    return str(user.document["name"]) if user else ""


_FRONT_END = RenderFrontEnd(kiosk_links, _respond, paying_budget, remembers=False)
