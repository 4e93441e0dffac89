"""Any two paints on one car: half each, with a seam to move."""

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup

from configurator.cars.catalogue import Option, Paint
from configurator.cars.choices import choices
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.colour_vision.palettes import Seen
from configurator.drawings.appearance import appearance_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.services import current_services
from configurator.web.pages.car.links import configure_url, style_rule
from configurator.web.pages.colour_vision.choice import vision_in_force
from configurator.web.pages.colour_vision.presenters import compare_rules

compare_page = Blueprint("compare_page", __name__)


@compare_page.get("/car/<text>/compare")
def show(text: str) -> Response:
    """The car's own paint on the left; on the right the one that `with` names, else its closest look-alike."""
    opened = open_code(current_services().catalogue, text)
    paints = [choice.option for choice in choices(current_services().catalogue, opened.car, "color")]
    seen = _seen(opened)
    twins = seen.look_alikes if seen else ()
    other = _other(paints, opened.car.paint, [request.args.get("with", ""), *(twin.swatch.id for twin in twins)])
    line = opened.car.line.id
    page = render_template(
        "colour_vision/compare.html",
        car=opened.car,
        paints=paints,
        other=other,
        words=next((twin.note.about(seen.swatch.name) for twin in twins if seen and twin.swatch.id == other.id), ""),
        shared_defs=Markup(shared_defs()),
        drawings=(Markup(car_markup(line)), Markup(car_markup(line, "b"))),
        style=style_rule(".compare-paints .frame", appearance_of(opened.car)) + compare_rules(paints),
        configure_url=configure_url(opened.car.selection, opened.code),
    )
    response = make_response(page)
    response.cache_control.private = True
    return response


def _seen(opened: OpenedCar) -> Seen | None:
    palettes = current_services().palettes
    if palettes is None:
        return None
    return palettes.palette("paints", opened.car.line.id, vision_in_force()).find(opened.car.paint.id)


def _other(paints: Sequence[Option], own: Paint, wanted: Sequence[str]) -> Option:
    """The first of those wanted that the line offers, else simply another one."""
    offered = {paint.id: paint for paint in paints if paint != own}
    return next((offered[paint] for paint in wanted if paint in offered), next(iter(offered.values()), own))
