"""The home page: every line of the catalogue drawn to one scale; and the way back to a car by its code."""

from typing import NamedTuple, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue, Line, Model
from configurator.cars.choices import without_unrecognised
from configurator.cars.code import CodeError, NoLongerOffered
from configurator.cars.configuration import Car, check, default_selection
from configurator.cars.opened_car import open_code
from configurator.drawings.appearance import ARTS, appearance_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.services import current_services
from configurator.web.http.api_paths import is_api_request
from configurator.web.http.page_response import uncached
from configurator.web.http.problems import problem_response
from configurator.web.pages.car.links import configure_url, style_rule
from configurator.web.pages.gallery import gallery

home_page = Blueprint("home_page", __name__)


class LineCard(NamedTuple):
    """A line where it stands in the studio, as its first model begins. Shares are of the widest drawing, in percent."""

    line: Line
    model: Model
    car: Car
    price_from: int
    width: float
    length: float
    roof: float

    @property
    def drawing(self) -> Markup:
        return Markup(car_markup(self.line.id))

    @property
    def style(self) -> Markup:
        shares = f"--width: {self.width:.2f}; --length: {self.length:.2f}; --roof: {self.roof:.2f}"
        return style_rule(f"#{self._id}", appearance_of(self.car)) + Markup(f"#{self._id} {{{shares}}}")

    @property
    def _id(self) -> str:
        return f"line-{self.line.id}"


@home_page.get("/")
def show() -> str:
    line_cards = [_line_card(current_services().catalogue, line) for line in current_services().catalogue.lines]
    return render_template(
        "home/page.html", line_cards=line_cards, shared_defs=Markup(shared_defs()), gallery=tuple(gallery())
    )


@home_page.get("/open")
def open_by_code() -> AnyResponse | str:
    """With a code: to its car, or back to the field with what is wrong with it. Without: just the field."""
    text = request.args.get("code", "").strip()
    if not text:
        return render_template("home/open.html", entered="", fault="")
    return redirect(url_for("car_page.show", text=open_code(current_services().catalogue, text).code), 303)


@home_page.app_errorhandler(CodeError)
def explain_wrong_code(error: CodeError) -> Response:
    """Wherever a code is read: what was entered stays in its field. Programs get a problem."""
    if is_api_request():
        return problem_response(404, "Not Found", str(error))
    entered = request.args.get("code") or (request.view_args or {}).get("text", "")
    return uncached(render_template("home/open.html", entered=entered, fault=str(error)), 404)


@home_page.app_errorhandler(NoLongerOffered)
def explain_what_left(error: NoLongerOffered) -> Response:
    """A code that was right once: on to what is left of its car."""
    catalogue = current_services().catalogue
    model = catalogue.find_model(error.selection.model)
    if is_api_request() or model is None:
        return explain_wrong_code(error)
    url = configure_url(without_unrecognised(catalogue, check(catalogue, error.selection)))
    return uncached(
        render_template("home/no_longer_offered.html", detail=str(error), model=model, configure_url=url), 404
    )


def _line_card(catalogue: Catalogue, line: Line) -> LineCard:
    models = catalogue.models_of(line.id)
    car = cast(Car, check(catalogue, default_selection(models[0])).car)
    widest = max(ARTS[other.id].view_box[2] for other in catalogue.lines)
    # The art is drawn in units of 10 mm, its ground at 0.
    shares = (ARTS[line.id].view_box[2], line.length_mm / 10, line.height_mm / 10)
    return LineCard(
        line,
        models[0],
        car,
        min(model.price for model in models),
        *(100 * share / widest for share in shares),
    )
