"""/colour-vision: choosing how you see colour, and how the order of the paints is worked out."""

from functools import lru_cache
from typing import NamedTuple

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue, Line
from configurator.colour_vision.palettes import SAME, SIMILAR, Palettes
from configurator.colour_vision.visions import VISIONS, Label, Vision
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_definition, shared_defs
from configurator.services import Services, current_services
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.pages.colour_vision.choice import VisionForm, keep, safe_path, vision_in_force
from configurator.web.pages.colour_vision.presenters import LensPicker, lens_picker

vision_pages = Blueprint("vision_pages", __name__)

_TROUBLES = {
    "csrf_token": "This page was open for too long, or cookies are off. Please press the button once more.",
    "vision": "Please choose one of the lenses.",
    "severity": "Please choose one of the cars.",
}
"""What to say about a field of the form."""


class FiguresRow(NamedTuple):
    """How well one way of seeing tells a line's paints apart.

    `smallest` is the distance of the closest two easy paints, None if there is only one. `similar` and `same` count
    pairs of paints.
    """

    label: Label
    paints: int
    easy: int
    smallest: float | None
    similar: int
    same: int


class VisionPage(NamedTuple):
    """Everything that /colour-vision shows. `picker` is None, and `tables` is empty, without palettes."""

    form: VisionForm
    trouble: str
    in_force: Label
    picker: LensPicker | None
    car_defs: Markup
    tables: tuple[tuple[Line, tuple[FiguresRow, ...]], ...]
    contact: str


@vision_pages.get("/colour-vision")
def explain() -> Response:
    services = current_services()
    vision = vision_in_force(services.user_service)
    form = VisionForm.leading_to(request.args.get("back", url_for(".explain")), vision)
    return _page(services, form, vision)


@vision_pages.post("/vision")
def choose() -> AnyResponse:
    form = VisionForm(request.form)
    if not form.validate():
        services = current_services()
        form.back.data = safe_path(form.back.data)
        vision = vision_in_force(services.user_service)
        return _page(
            services, form, vision, 400, next(words for field, words in _TROUBLES.items() if field in form.errors)
        )
    keep(form.chosen)
    return redirect(safe_path(form.back.data), 303)


def _page(services: Services, form: VisionForm, vision: Vision, status: int = 200, trouble: str = "") -> Response:
    catalogue, palettes = services.catalogue, services.palettes
    art = art_of(catalogue.models_of(catalogue.lines[0].id)[0])
    page = VisionPage(
        form,
        trouble,
        vision.label,
        lens_picker(palettes, art) if palettes else None,
        Markup(shared_defs() + car_definition(art)),
        figures(catalogue, palettes) if palettes else (),
        services.settings.contact,
    )
    html = render_template("colour_vision/page.html", page=page, same=f"{SAME:g}", similar=f"{SIMILAR:g}")
    return about_nobody(uncached(html, status))


@lru_cache(maxsize=4)
def figures(catalogue: Catalogue, palettes: Palettes) -> tuple[tuple[Line, tuple[FiguresRow, ...]], ...]:
    """For each line, a row for each way of seeing."""
    return tuple((line, tuple(_figures(palettes, line, vision) for vision in VISIONS)) for line in catalogue.lines)


def _figures(palettes: Palettes, line: Line, vision: Vision) -> FiguresRow:
    palette = palettes.palette("paints", line.id, vision)
    return FiguresRow(
        vision.label,
        len(palette.entries),
        len(palette.easy),
        palette.smallest,
        palette.pairs_below(SIMILAR),
        palette.pairs_below(SAME),
    )
