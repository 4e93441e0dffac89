"""The configurator: one form with every part of a car. The URL contains its whole state."""

from flask import Blueprint, session, url_for
from werkzeug.wrappers import Response

from configurator.web.pages.configure.exits import Exit
from configurator.web.pages.configure.front_end import WEBSITE, configurator, leave_for
from configurator.web.pages.renders.session import remember_change

configure_page = Blueprint("configure_page", __name__)


@configure_page.get("/configure")
def show() -> Response:
    return configurator(WEBSITE)


@configure_page.get("/car")
def review() -> Response:
    """Redirects from the form to the car's page, or back to the form if something has to be decided or said first.

    With `to` in the query, redirects to sharing the car (`share`), to its renders (`render`), to saving it (`you`) or
    to comparing its paint (`compare`).
    """
    return leave_for(WEBSITE, _exit_url)


def _exit_url(way: Exit, code: str) -> str:
    remember_change(session, code)
    match way.to:
        case "you":
            return url_for("you_page.show", code=code)
        case "compare":
            return url_for("compare_page.show", text=code)
        case "render":
            return url_for("car_page.show", text=code, _anchor="render")
        case "share":
            return url_for("car_page.show", text=code, _anchor="take-heading")
    return url_for("car_page.show", text=code)
