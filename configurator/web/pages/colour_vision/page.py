"""Colour vision for people: choosing how they see, and how it works."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Line
from configurator.colour_vision.palettes import LABELS, VISION_TYPES, Palettes, VisionType
from configurator.services import current_services
from configurator.web.http.page_response import uncached
from configurator.web.pages.colour_vision.choice import VisionForm, keep, safe_path, vision_in_force
from configurator.web.pages.colour_vision.presenters import lenses

vision_pages = Blueprint("vision_pages", __name__)

_AGAIN = "This page had been open for too long, or cookies are off. Please press the button once more."
_NONE = "Please choose one of the lenses."


@vision_pages.get("/colour-vision")
def explain() -> Response:
    kind = vision_in_force()
    return _explained(VisionForm.leading_to(request.args.get("back", url_for(".explain")), kind), kind)


@vision_pages.post("/vision")
def choose() -> AnyResponse:
    form = VisionForm(request.form)
    if not form.validate():
        form.back.data = safe_path(form.back.data)
        return _explained(form, vision_in_force(), 400, _AGAIN if "csrf_token" in form.errors else _NONE)
    keep(form.vision.data)
    return redirect(safe_path(form.back.data), 303)


def _explained(form: VisionForm, kind: VisionType, status: int = 200, trouble: str = "") -> Response:
    palettes = current_services().palettes
    page = render_template(
        "colour_vision/page.html",
        form=form,
        trouble=trouble,
        in_force=LABELS[kind],
        lenses=lenses(palettes) if palettes else (),
        tables=_tables(palettes) if palettes else (),
        labels=LABELS,
        contact=current_services().settings.contact,
    )
    return uncached(page, status)


def _tables(palettes: Palettes) -> list[tuple[Line, list[dict[str, object]]]]:
    """For each line and way of seeing what its paints come to."""
    return [
        (line, [_figures(palettes, line, kind) for kind in VISION_TYPES]) for line in current_services().catalogue.lines
    ]


def _figures(palettes: Palettes, line: Line, kind: VisionType) -> dict[str, object]:
    palette = palettes.palette("paints", line.id, kind)
    return {
        "label": LABELS[kind],
        "paints": len(palette.seen),
        "easy": len(palette.easy),
        "smallest": palette.smallest,
        "similar": palette.pairs_below(10),
        "same": palette.pairs_below(5),
    }
