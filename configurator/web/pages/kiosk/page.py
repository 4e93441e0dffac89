"""The kiosk's pages: the attract loop, the configurator, the code to take along, and the reset between visitors.

No response may be stored, and no page leads out of the kiosk. Whatever fails leads back to the start.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import Forbidden, HTTPException
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.code import CodeError
from configurator.drawings.svg import shared_defs
from configurator.services import current_services
from configurator.web.http.page_response import uncached
from configurator.web.http.problems import log_unexpected
from configurator.web.pages.configure.front_end import KIOSK, configurator, requested_form
from configurator.web.pages.home import line_cards, newest_pictures
from configurator.web.pages.kiosk.finish import finish, request_render
from configurator.web.pages.kiosk.save import save, show_save

kiosk_pages = Blueprint("kiosk_pages", __name__, url_prefix="/kiosk")

_RETRY_SECONDS = 5


@kiosk_pages.get("")
def attract() -> Response:
    """The start: every line of the catalogue in turn, and the newest renders. One touch begins a visit."""
    services = current_services()
    cards, pictures = line_cards(services.catalogue), newest_pictures(services)
    defs = Markup(shared_defs())
    return uncached(render_template("kiosk/attract.html", line_cards=cards, pictures=pictures, shared_defs=defs))


@kiosk_pages.get("/configure")
def configure() -> AnyResponse:
    return configurator(KIOSK)


@kiosk_pages.get("/car")
def review() -> AnyResponse:
    """Redirects from the form to the car's code."""
    code = requested_form(current_services().catalogue)[1].opened.code
    return redirect(url_for("kiosk_pages.finish", text=code), 303)


@kiosk_pages.post("/reset")
def reset() -> Response:
    """Ends a visit: this browser forgets every cookie. Another site must not do that to a customer's own browser."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Forbidden
    response = Response(status=204, headers={"Cache-Control": "no-store"})
    for name in request.cookies:
        response.delete_cookie(name)
    return response


kiosk_pages.add_url_rule("/finish/<text>", view_func=finish)
kiosk_pages.add_url_rule("/finish/<text>/renders", view_func=request_render, methods=["POST"])
kiosk_pages.add_url_rule("/save/<text>", view_func=show_save)
kiosk_pages.add_url_rule("/save/<text>", view_func=save, methods=["POST"])


@kiosk_pages.get("/<path:_unknown>")
def start_over(_unknown: str) -> AnyResponse:
    return redirect(url_for("kiosk_pages.attract"), 303)


@kiosk_pages.errorhandler(CodeError)
def return_to_start(_: CodeError) -> AnyResponse:
    """A visitor types no codes here, so a wrong one comes from a wrong address."""
    return redirect(url_for("kiosk_pages.attract"), 303)


@kiosk_pages.errorhandler(Exception)
def recover(error: Exception) -> Response:
    """A page that failed says so and returns to the start by itself. A refused request gets only its status."""
    if isinstance(error, HTTPException):
        return Response(status=error.code)
    log_unexpected(error)
    response = uncached(render_template("kiosk/failed.html"), 500)
    response.headers["Refresh"] = f"{_RETRY_SECONDS}; url={url_for('kiosk_pages.attract')}"
    return response
