"""/compare: two or three models or complete cars side by side. The URL contains all of them."""

from flask import Blueprint, Response, make_response, render_template, request

from configurator.services import current_services
from configurator.web.pages.compare_cars.chosen import read_choice
from configurator.web.pages.compare_cars.presenter import present

compare_cars = Blueprint("compare_cars", __name__)


@compare_cars.get("/compare")
def show() -> Response:
    """`?model=` names models and `?car=` has cars' codes, in any order. 404 if the URL only names unknown ones."""
    catalogue = current_services().catalogue
    choice = read_choice(catalogue, request.query_string.decode("utf-8", "replace"))
    status = 404 if choice.refused and not choice.chosen else 200
    page = present(catalogue, choice)
    return make_response(render_template("compare_cars/page.html", page=page), status)
