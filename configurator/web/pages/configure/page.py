"""The configurator: one form with every part of a car. The URL contains its whole state."""

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from configurator.services import current_services
from configurator.web.pages.configure.front_end import WEBSITE, configurator, requested_form
from configurator.web.pages.renders.session import remember_change

configure_page = Blueprint("configure_page", __name__)


@configure_page.get("/configure")
def show() -> Response:
    return configurator(WEBSITE)


@configure_page.get("/car")
def review() -> Response:
    """Redirects from the form to the car's page.

    With `to` in the query, redirects to its renders (`render`), to saving it (`you`) or to comparing its paint
    (`compare`).
    """
    code = requested_form(current_services().catalogue)[1].opened.code
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
