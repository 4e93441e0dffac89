"""/car/<code>/compare: any two paints on one car, half each, with a seam that can be moved."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from flask import Blueprint, Response, make_response, render_template, request

from configurator.cars.catalogue import Catalogue, Paint
from configurator.cars.configuration import Car
from configurator.cars.opened_car import open_code
from configurator.colour_vision.palettes import Palette, Palettes
from configurator.colour_vision.visions import Vision
from configurator.drawings.views import EXTERIOR_VIEWS, DrawnView
from configurator.services import current_services
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.colour_vision.choice import vision_in_force
from configurator.web.pages.colour_vision.comparison import USUAL_VIEW, PaintComparison, paint_comparison
from configurator.web.pages.views import ViewLink, view_links, wanted_drawing

compare_page = Blueprint("compare_page", __name__)


class ComparePage(NamedTuple):
    """Everything that /car/<code>/compare shows: `first` on the left, `other` on the right.

    `likeness` says how alike the two are, "" if they aren't. `views` are the links to all views.
    """

    car: Car
    comparison: PaintComparison
    views: tuple[ViewLink, ...]
    first: Paint
    other: Paint
    likeness: str
    configure_url: str


@compare_page.get("/car/<text>/compare")
def show(text: str) -> Response:
    """On the left is the paint that `?paint=` names, else the car's; on the right the one that `?with=` names, else the
    closest look-alike of the left one. `?view=` is a view from outside."""
    services = current_services()
    opened = open_code(services.catalogue, text)
    palette = _palette(services.palettes, opened.car, vision_in_force(services.user_service))
    back = configure_url(opened.car.selection, opened.code)
    page = present(services.catalogue, opened.car, palette, Wanted.by_request(), back)
    response = make_response(render_template("colour_vision/compare.html", page=page))
    response.cache_control.private = True
    return response


class Wanted(NamedTuple):
    """What a URL asks for. Ids of paints can be unknown."""

    paint: str = ""
    other: str = ""
    view: DrawnView = USUAL_VIEW

    @classmethod
    def by_request(cls) -> Self:
        query = request.args
        return cls(query.get("paint", ""), query.get("with", ""), wanted_drawing(USUAL_VIEW, EXTERIOR_VIEWS))


def present(catalogue: Catalogue, car: Car, palette: Palette | None, wanted: Wanted, configure_url: str) -> ComparePage:
    """`palette` has the paints of the car's line as the visitor sees them, None without palettes."""
    comparison = paint_comparison(catalogue, car, palette, wanted.view)
    first = next((paint for paint in comparison.paints if paint.id == wanted.paint), car.paint)
    seen = palette.find(first.id) if palette else None
    look_alikes = seen.look_alikes if seen else ()
    other = _other(comparison.paints, first, [wanted.other, *(similar.swatch.id for similar in look_alikes)])
    notes = (
        similar.note.sentence(seen.swatch.name) for similar in look_alikes if seen and similar.swatch.id == other.id
    )
    views = view_links(wanted.view, lambda view: f"?view={view}", EXTERIOR_VIEWS)
    return ComparePage(car, comparison, views, first, other, next(notes, ""), configure_url)


def _palette(palettes: Palettes | None, car: Car, vision: Vision) -> Palette | None:
    return palettes.palette("paints", car.line.id, vision) if palettes else None


def _other(paints: Iterable[Paint], own: Paint, wanted: Sequence[str]) -> Paint:
    """The first wanted paint that the line offers, else any other paint of the line."""
    offered = {paint.id: paint for paint in paints if paint != own}
    return next((offered[paint] for paint in wanted if paint in offered), next(iter(offered.values()), own))
