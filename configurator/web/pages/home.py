"""The home page, which draws every line of the catalogue to one scale, and the page that opens a car by its code."""

from typing import NamedTuple, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue, Line, Model
from configurator.cars.choices import without_unrecognised
from configurator.cars.code import CodeError, NoLongerOffered
from configurator.cars.configuration import Car, check
from configurator.cars.opened_car import open_code
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import appearance_of
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_box, car_markup, shared_defs
from configurator.drawings.views import DrawnView
from configurator.renders.render import Render
from configurator.services import Services, current_services
from configurator.web.http.api_paths import is_api_request
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.http.problems import problem_response
from configurator.web.pages.builds import line_offers
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.gallery import GalleryItem, gallery
from configurator.web.pages.styles import css_rule, style_rule

home_page = Blueprint("home_page", __name__)

# How far the drawings of sides reach below the ground, in their units.
_BELOW_SIDE = 32


class LineCard(NamedTuple):
    """A line on the home page, drawn as its first model. `price_from` is the price of its cheapest model."""

    line: Line
    model: Model
    car: Car
    price_from: int
    drawing: Markup
    style: Markup

    @property
    def has_descender(self) -> bool:
        return has_descender(self.line.name)


def has_descender(name: str) -> bool:
    """Whether the roof of a car in front would hide the tail of a letter, so that the name must stand higher."""
    return bool(set(name) & set("gjpqy"))


@home_page.get("/")
def show() -> str:
    services = current_services()
    return render_template(
        "home/page.html",
        line_cards=line_cards(services.catalogue),
        builds={line.id: line_offers(services.catalogue, line.id) for line in services.catalogue.lines},
        shared_defs=Markup(shared_defs()),
        gallery=newest_pictures(services),
    )


@home_page.get("/open")
def open_by_code() -> AnyResponse | str:
    """With a code, redirects to its car. Without one, shows the field to enter it."""
    text = request.args.get("code", "").strip()
    if not text:
        return render_template("home/open.html", entered="", fault="")
    return redirect(url_for("car_page.show", text=open_code(current_services().catalogue, text).code), 303)


@home_page.app_errorhandler(CodeError)
def explain_wrong_code(error: CodeError) -> Response:
    """Answers every request with an invalid code. The page keeps the code in its field; the API sends a problem."""
    if is_api_request():
        return problem_response(404, "Not Found", str(error))
    entered = request.args.get("code") or (request.view_args or {}).get("text", "")
    return about_nobody(uncached(render_template("home/open.html", entered=entered, fault=str(error)), 404))


@home_page.app_errorhandler(NoLongerOffered)
def explain_no_longer_offered(error: NoLongerOffered) -> Response:
    """Answers a code that was valid once: its page leads to the parts of the car that are still offered."""
    catalogue = current_services().catalogue
    model = catalogue.find_model(error.selection.model)
    if is_api_request() or model is None:
        return explain_wrong_code(error)
    url = configure_url(without_unrecognised(catalogue, check(catalogue, error.selection)))
    html = render_template("home/no_longer_offered.html", detail=str(error), model=model, configure_url=url)
    return about_nobody(uncached(html, 404))


def newest_pictures(services: Services) -> tuple[GalleryItem, ...]:
    """The newest renders that can still be opened. Empty if the store can't be reached."""
    return gallery(services.catalogue, services.render_service.latest(), _picture_url, _car_url)


def line_cards(catalogue: Catalogue, view: DrawnView = "side") -> tuple[LineCard, ...]:
    """A card for each line, in the catalogue's order."""
    return tuple(_line_card(catalogue, line, view) for line in catalogue.lines)


def _line_card(catalogue: Catalogue, line: Line, view: DrawnView) -> LineCard:
    models = catalogue.models_of(line.id)
    car = cast(Car, check(catalogue, default_selection(models[0])).car)
    return LineCard(
        line,
        models[0],
        car,
        min(model.price for model in models),
        Markup(car_markup(art_of(models[0]), view)),
        card_style(catalogue, f"#line-{line.id}", car, view),
    )


def card_style(catalogue: Catalogue, selector: str, car: Car, view: DrawnView = "side") -> Markup:
    """The car's colours, and its size as a percentage of the widest drawing, so that all cars have one scale.

    The roof's height is that above the ground of a side view, whose lower edge all views stand on.
    """
    widest = max(car_box(other.id, view)[2] for other in catalogue.lines)
    _, top, width, height = car_box(art_of(car.model), view)
    # The drawings have units of 10 mm.
    sizes = {
        "--width": width,
        "--length": car.line.length_mm / 10,
        "--roof": car.line.height_mm / 10 + height + top - _BELOW_SIDE,
    }
    shares = {name: f"{100 * size / widest:.2f}" for name, size in sizes.items()}
    return style_rule(selector, appearance_of(car)) + css_rule(selector, shares)


def _picture_url(render: Render) -> str:
    return url_for("renders_api.send_picture", render_id=render.id)


def _car_url(render: Render) -> str:
    return url_for("car_page.show", text=render.code, view=render.view, _anchor="render")
