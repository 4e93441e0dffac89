"""The kiosk's pages: the attract loop, the configurator, the code to take along, and the reset between visitors.

No response may be stored, and no page leads out of the kiosk. Whatever fails leads back to the start.
"""

from typing import NamedTuple

from flask import Blueprint, Response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.code import CodeError
from configurator.drawings.svg import shared_defs
from configurator.drawings.views import VIEWS
from configurator.services import current_services
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.pages.car.presenter import LEADING
from configurator.web.pages.configure.front_end import KIOSK, configurator, leave_for
from configurator.web.pages.gallery import GalleryItem
from configurator.web.pages.home import LineCard, line_cards, newest_pictures
from configurator.web.pages.kiosk.cookies import forget_visit
from configurator.web.pages.kiosk.finish import finish, request_render
from configurator.web.pages.kiosk.offline.routes import offline_app
from configurator.web.pages.kiosk.pinned import PinnedCar, pinned_cars
from configurator.web.pages.kiosk.recovery import recover
from configurator.web.pages.kiosk.save import save, show_save
from configurator.web.pages.kiosk.screen import refuse_other_sites, screen_context

kiosk_pages = Blueprint("kiosk_pages", __name__, url_prefix="/kiosk")


class AttractPage(NamedTuple):
    """What the start shows, one after the other."""

    pinned: tuple[PinnedCar, ...]
    line_cards: tuple[LineCard, ...]
    pictures: tuple[GalleryItem, ...]
    shared_defs: Markup
    sheets: tuple[str, ...]


@kiosk_pages.get("")
def attract() -> Response:
    """The start: pinned cars, every line of the catalogue in turn, and the newest renders. One touch begins a visit."""
    services = current_services()
    page = AttractPage(
        pinned_cars(services, LEADING),
        line_cards(services.catalogue, LEADING),
        newest_pictures(services),
        Markup(shared_defs(LEADING)),
        VIEWS[LEADING].sheets,
    )
    return about_nobody(uncached(render_template("kiosk/attract.html", page=page)))


@kiosk_pages.get("/configure")
def configure() -> AnyResponse:
    return configurator(KIOSK)


@kiosk_pages.get("/car")
def review() -> AnyResponse:
    """Redirects from the form to the car's code, or back to the form if something has to be decided or said first."""
    return leave_for(KIOSK, lambda _exit, code: url_for("kiosk_pages.finish", text=code))


@kiosk_pages.post("/reset")
def reset() -> Response:
    """Ends a visit: this browser forgets every cookie but the screen's own.

    Another site must not do that to a customer's own browser.
    """
    refuse_other_sites()
    response = Response(status=204, headers={"Cache-Control": "no-store"})
    forget_visit(response)
    return response


kiosk_pages.add_url_rule("/finish/<text>", view_func=finish)
kiosk_pages.add_url_rule("/finish/<text>/renders", view_func=request_render, methods=["POST"])
kiosk_pages.add_url_rule("/save/<text>", view_func=show_save)
kiosk_pages.add_url_rule("/save/<text>", view_func=save, methods=["POST"])


@kiosk_pages.get("/<path:_unknown>")
def start_over(_unknown: str) -> AnyResponse:
    return redirect(url_for("kiosk_pages.attract"), 303)


@kiosk_pages.after_request
def name_version(response: Response) -> Response:
    """Shows a kiosk's service worker that a page comes from a new version. It keeps the old one until a visit ends."""
    response.headers["Kiosk-Version"] = offline_app().version
    return response


@kiosk_pages.errorhandler(CodeError)
def return_to_start(_: CodeError) -> AnyResponse:
    """A visitor types no codes here, so a wrong one comes from a wrong address."""
    return redirect(url_for("kiosk_pages.attract"), 303)


kiosk_pages.register_error_handler(Exception, recover)
kiosk_pages.context_processor(screen_context)
