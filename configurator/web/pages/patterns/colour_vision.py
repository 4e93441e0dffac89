"""Colour vision's components for the pages of patterns: with a line's paints, as one way of seeing sees them."""

from typing import Any, cast

from flask import url_for
from markupsafe import Markup

from configurator.cars.catalogue import Line
from configurator.cars.choices import choices
from configurator.cars.code import encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.colour_vision.palettes import LABELS, Palettes, VisionType
from configurator.drawings.appearance import appearance_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.services import current_services
from configurator.web.pages.car.links import style_rule
from configurator.web.pages.colour_vision.choice import VisionForm
from configurator.web.pages.colour_vision.presenters import compare_rules, in_tiers, lenses, lightness_scale
from configurator.web.pages.configure.options import options_of


def vision_patterns(palettes: Palettes, line: Line, kind: VisionType) -> dict[str, Any]:
    """What the page of patterns shows of it."""
    catalogue = current_services().catalogue
    car = cast(Car, check(catalogue, default_selection(catalogue.models_of(line.id)[0])).car)
    options = options_of(catalogue, car, encode(catalogue, car))
    palette, interiors = (palettes.palette(part, line.id, kind) for part in ("paints", "interiors"))
    paints = [choice.option for choice in choices(catalogue, car, "color")]
    return {
        "form": VisionForm.leading_to(url_for(".show_vision"), kind),
        "label": LABELS[kind],
        "lenses": lenses(palettes),
        "palette": palette,
        "tiers": in_tiers(palette, (view for group in options.paint_groups for view in group.paints)),
        "interiors": interiors,
        "interior_tiers": in_tiers(interiors, options.interiors),
        "chosen": palette.find(car.paint.id),
        "compare_url": lambda _twin: "#compare",
        "marks": lightness_scale(palettes.palette("paints", line.id, "achromat"), car.paint.id),
        "shared_defs": Markup(shared_defs()),
        "drawings": (Markup(car_markup(line.id)), Markup(car_markup(line.id, "b"))),
        "style": style_rule(".compare-paints .frame", appearance_of(car)) + compare_rules(paints),
        "paints": paints,
    }
