"""/patterns, for whoever works on the app: every component in every state, and each error page by its number."""

from typing import NoReturn, cast

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from wtforms import Form, StringField

from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car, Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import default_selection
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.drawings.svg import car_markup
from configurator.services import current_services
from configurator.web.http.page_response import uncached
from configurator.web.pages.car.conflict_notices import conflict_notices
from configurator.web.pages.car.page import presented
from configurator.web.pages.colour_vision.choice import vision_in_force
from configurator.web.pages.colour_vision.presenters import lens_tones
from configurator.web.pages.configure.options import OptionControl, in_words, options_of, recolour_rules
from configurator.web.pages.patterns.colour_vision import vision_patterns
from configurator.web.pages.patterns.renders import render_patterns

patterns_page = Blueprint("patterns_page", __name__)

_ERRORS = (400, 404, 405, 413, 500, 503)


@patterns_page.get("/patterns")
def show() -> str:
    catalogue = current_services().catalogue
    plain, trouble = _plain(catalogue), _trouble(catalogue)
    options = options_of(catalogue, plain.car, plain.code)
    return render_template(
        "patterns/page.html",
        **presented(plain),
        **render_patterns(plain),
        form=_form(),
        kinds=VISION_TYPES,
        lens_tones=lens_tones(current_services().palettes),
        options=options,
        wheels=_one_of_each_state(options.wheels),
        extras=_one_of_each_state(tuple(view for _, group in options.extras for view in group)),
        conflict_notices=list({it.conflict.kind: it for it in conflict_notices(trouble, plain.code)}.values()),
        unrecognised=check(catalogue, plain.car.selection._replace(color="Velvet", features=("fridge",))).unrecognised,
        errors=_ERRORS,
        drawings=[(line, Markup(car_markup(line.id, "p", line.name))) for line in catalogue.lines],
        in_words=in_words,
        wheel_rules=recolour_rules(catalogue, plain.car.line.id),
    )


@patterns_page.get("/patterns/vision")
def show_vision() -> Response:
    """The components as they look to whoever is chosen on this visit, with the first line's paints."""
    palettes, line, kind = current_services().palettes, current_services().catalogue.lines[0], vision_in_force()
    if palettes is None:
        return make_response(redirect(url_for("vision_pages.explain"), 303))
    return uncached(
        render_template("patterns/colour_vision_page.html", kind=kind, **vision_patterns(palettes, line, kind))
    )


@patterns_page.get("/patterns/errors/<int:status>")
def show_error(status: int) -> NoReturn:
    abort(status if status in _ERRORS else 404)


class _Example(Form):
    name = StringField("Name", default="Ada")
    age = StringField("Age", default="twelve")


def _form() -> Form:
    form = _Example()
    form.age.errors = ["Please give the age in whole years, or leave it empty."]
    return form


def _plain(catalogue: Catalogue) -> OpenedCar:
    """The first model with as many features as go together: some options then have consequences."""
    selection = default_selection(catalogue.models[0])
    for feature in catalogue.features:
        more = check(catalogue, selection._replace(features=(*selection.features, feature.id)))
        if more.buildable and len(selection.features) < len(catalogue.features) // 3:
            selection = cast(Car, more.car).selection
    return cast(OpenedCar, open_checked(catalogue, check(catalogue, selection)))


def _trouble(catalogue: Catalogue) -> Check:
    """Every feature at once."""
    everything = tuple(feature.id for feature in catalogue.features)
    return check(catalogue, default_selection(catalogue.models[0])._replace(features=everything))


def _one_of_each_state(views: tuple[OptionControl, ...]) -> list[OptionControl]:
    """The first view of each kind: on the car, plain, with a consequence, with a rival, not for this model."""
    kinds: dict[tuple[bool, ...], OptionControl] = {}
    for view in views:
        kinds.setdefault((view.is_on, view.is_disabled, bool(view.also), bool(view.rivals)), view)
    return list(kinds.values())
