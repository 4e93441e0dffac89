"""Colour vision's components for the pages of patterns: with a line's paints, as one way of seeing sees them."""

from typing import Any, cast

from flask import url_for
from markupsafe import Markup

from configurator.catalogue import Line
from configurator.choices import choices
from configurator.code import encode
from configurator.configuration import Car, check, default_selection
from configurator.pictures.drawing import car_markup, kit
from configurator.pictures.look import look_of
from configurator.services import services
from configurator.vision import LABELS, Kind, Palettes
from configurator.web.cars import style_rule
from configurator.web.options import options_of
from configurator.web.vision_choice import VisionForm
from configurator.web.vision_view import compare_rules, in_tiers, lenses, lightness_scale


def vision_patterns(palettes: Palettes, line: Line, kind: Kind) -> dict[str, Any]:
    """What the page of patterns shows of it."""
    catalogue = services().catalogue
    car = cast(Car, check(catalogue, default_selection(catalogue.models_of(line.id)[0])).car)
    options = options_of(catalogue, car, encode(catalogue, car))
    palette, interiors = (palettes.palette(part, line.id, kind) for part in ("paints", "interiors"))
    paints = [choice.option for choice in choices(catalogue, car, "color")]
    return {
        "form": VisionForm.leading_to(url_for(".show_vision"), kind),
        "label": LABELS[kind],
        "lenses": lenses(palettes),
        "palette": palette,
        "tiers": in_tiers(palette, (view for rung in options.rungs for view in rung.paints)),
        "interiors": interiors,
        "interior_tiers": in_tiers(interiors, options.interiors),
        "chosen": palette.find(car.paint.id),
        "compare_url": lambda _twin: "#compare",
        "marks": lightness_scale(palettes.palette("paints", line.id, "achromat"), car.paint.id),
        "kit": Markup(kit()),
        "drawings": (Markup(car_markup(line.id)), Markup(car_markup(line.id, "b"))),
        "style": style_rule(".compare-paints .frame", look_of(car)) + compare_rules(paints),
        "paints": paints,
    }
