"""/compare: two or three models or complete cars side by side. The URL contains all of them."""

from flask import Blueprint, Response, make_response, render_template, request

from configurator.services import current_services
from configurator.web.pages.compare_cars.chosen import USUAL_VIEW, read_choice
from configurator.web.pages.compare_cars.presenter import present
from configurator.web.pages.views import wanted_drawing

compare_cars = Blueprint("compare_cars", __name__)


@compare_cars.get("/compare")
def show() -> Response:
    """`?model=` names models and `?car=` has cars' codes, in any order; `?view=` is the view of all of them.

    404 if the URL only names unknown cars.
    """
    catalogue = current_services().catalogue
    query = request.query_string.decode("utf-8", "replace")
    choice = read_choice(catalogue, query, wanted_drawing(USUAL_VIEW))
    status = 404 if choice.refused and not choice.chosen else 200
    page = present(catalogue, choice)
    return make_response(render_template("compare_cars/page.html", page=page), status)
