"""/patterns, for developers: every component in every state, and each error page by its status."""

from typing import NamedTuple, NoReturn, cast

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from wtforms import Form, StringField

from configurator.cars.carry_over import carry_over
from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car, Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import default_selection
from configurator.cars.settle import Replaced, settle
from configurator.colour_vision.visions import VISION_TYPES
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup
from configurator.drawings.views import EXTERIOR_VIEWS, VIEWS, DrawnView
from configurator.services import Services, current_services
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.pages.builds import BuildOffer, line_offers
from configurator.web.pages.car.conflict_notices import ConflictNotice, ResolveAll, conflict_notices, resolve_all
from configurator.web.pages.car.dealer_contact import DealerContact, dealer_contact
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.car.presenter import CarSummary
from configurator.web.pages.colour_vision.choice import VisionForm, vision_in_force
from configurator.web.pages.colour_vision.presenters import lens_tones
from configurator.web.pages.compare_cars.chosen import read_choice
from configurator.web.pages.compare_cars.presenter import CompareCarsPage, present
from configurator.web.pages.configure.carried_words import carried_in_words
from configurator.web.pages.configure.options import OptionControl, Options, options_of
from configurator.web.pages.configure.other_lines import OtherLine, other_lines
from configurator.web.pages.configure.paint_order import PaintList, paint_list
from configurator.web.pages.configure.recolour import recolour_rules
from configurator.web.pages.configure.requested_car import LastChange
from configurator.web.pages.money import format_money
from configurator.web.pages.patterns.cabins import CabinPattern, cabin_patterns
from configurator.web.pages.patterns.colour_vision import vision_patterns
from configurator.web.pages.patterns.equipment import EquipmentPatterns, equipment_patterns
from configurator.web.pages.patterns.renders import RenderPatterns, render_patterns
from configurator.web.pages.patterns.saved import saved_patterns
from configurator.web.pages.saved.page import SavedPage
from configurator.web.pages.views import ViewLink, view_links

patterns_page = Blueprint("patterns_page", __name__)

_ERRORS = (400, 404, 405, 413, 429, 500, 503)


class PatternsPage(NamedTuple):
    """Everything that /patterns shows. `wheels` and `extras` hold one option in each state."""

    summary: CarSummary
    views: tuple[ViewLink, ...]
    added_view: CarSummary
    dealer: DealerContact | None
    renders: RenderPatterns
    form: Form
    lens_tones: tuple[str, ...]
    options: Options
    paints: PaintList
    wheels: tuple[OptionControl, ...]
    extras: tuple[OptionControl, ...]
    conflict_notices: tuple[ConflictNotice, ...]
    resolve_all: ResolveAll
    replaced: tuple[Replaced, ...]
    last_change: LastChange
    drawings: tuple[tuple[str, tuple[Markup, ...]], ...]
    cabins: tuple[CabinPattern, ...]
    recolour_rules: Markup
    comparison: CompareCarsPage
    offers: tuple[BuildOffer, ...]
    equipment: EquipmentPatterns
    saved: SavedPage
    other_lines: tuple[OtherLine, ...]


@patterns_page.get("/patterns")
def show() -> str:
    page = _patterns(current_services())
    return render_template("patterns/page.html", page=page, kinds=VISION_TYPES, errors=_ERRORS)


@patterns_page.get("/patterns/vision")
def show_vision() -> Response:
    """The components for the eyes that are chosen on this visit, with the first line's paints."""
    services = current_services()
    vision = vision_in_force(services.user_service)
    if services.palettes is None:
        return make_response(redirect(url_for("vision_pages.explain"), 303))
    catalogue, form = services.catalogue, VisionForm.leading_to(url_for(".show_vision"), vision)
    page = vision_patterns(catalogue, services.palettes, vision, form, configure_url)
    return about_nobody(uncached(render_template("patterns/colour_vision_page.html", page=page)))


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


def _patterns(services: Services) -> PatternsPage:
    catalogue = services.catalogue
    example, with_conflicts = _example(catalogue), _with_conflicts(catalogue)
    options = options_of(catalogue, example.car, example.code, configure_url)
    notices = conflict_notices(catalogue, with_conflicts, example.code, configure_url)
    unknown = example.car.selection._replace(color="Velvet", tire=catalogue.sets[-1].id, features=("fridge",))
    summary = summary_of(example)
    total = format_money(example.price.total, catalogue.currency)
    return PatternsPage(
        summary=summary,
        views=view_links(summary.view, lambda view: url_for("car_page.show", text=example.code, view=view)),
        added_view=summary_of(example, "side"),
        dealer=dealer_contact("mailto:sales@dealer.example", example, total, summary.link, summary.link),
        renders=render_patterns(example, services.render_service.terms.recipe, services.clock()),
        form=_form(),
        lens_tones=lens_tones(services.palettes),
        options=options,
        paints=paint_list(options, None, ""),
        wheels=_one_of_each_state(options.wheels),
        extras=_one_of_each_state(tuple(control for _, group in options.extras for control in group)),
        conflict_notices=tuple({notice.conflict.kind: notice for notice in notices}.values()),
        resolve_all=resolve_all(catalogue, cast(Car, with_conflicts.car), example.code, configure_url),
        replaced=settle(catalogue, unknown).replaced,
        last_change=LastChange(
            "Adds one extra, removes another",
            -1200,
            configure_url(example.car.selection),
            tuple(notice.conflict.reason for notice in notices[:1]),
            carried_in_words(carry_over(catalogue, example.car, catalogue.lines[-1])).sentences,
        ),
        drawings=tuple(
            (name, tuple(_drawing(art, view, name) for view in EXTERIOR_VIEWS))
            for art, name in _drawn_models(catalogue).items()
        ),
        cabins=cabin_patterns(catalogue),
        recolour_rules=recolour_rules(catalogue, example.car.line.id),
        comparison=_comparison(catalogue, example),
        offers=line_offers(catalogue, example.car.line.id),
        equipment=equipment_patterns(catalogue, example),
        saved=saved_patterns(catalogue, example),
        other_lines=other_lines(catalogue, example, configure_url),
    )


def _comparison(catalogue: Catalogue, example: OpenedCar) -> CompareCarsPage:
    """The example and the last model, and a code that is wrong."""
    model = catalogue.models[-1].id
    return present(catalogue, read_choice(catalogue, f"car={example.code}&model={model}&car=K7M4-QX9P-2RTX,K7M4"))


def _drawing(art: str, view: DrawnView, name: str) -> Markup:
    return Markup(car_markup(art, view, uid="p", title=f"{name}, {VIEWS[view].label.lower()}"))


def _drawn_models(catalogue: Catalogue) -> dict[str, str]:
    """Each body of the catalogue's models, with the name of the first model that has it."""
    names: dict[str, str] = {}
    for model in catalogue.models:
        names.setdefault(art_of(model), model.name)
    return names


def _example(catalogue: Catalogue) -> OpenedCar:
    """The first model with a third of the features, so that some of the other options have consequences."""
    selection = default_selection(catalogue.models[0])
    for feature in catalogue.features:
        extended = check(catalogue, selection._replace(features=(*selection.features, feature.id)))
        if extended.buildable and len(selection.features) < len(catalogue.features) // 3:
            selection = cast(Car, extended.car).selection
    return cast(OpenedCar, open_checked(catalogue, check(catalogue, selection)))


def _with_conflicts(catalogue: Catalogue) -> Check:
    """The first model with every feature."""
    features = tuple(feature.id for feature in catalogue.features)
    return check(catalogue, default_selection(catalogue.models[0])._replace(features=features))


def _one_of_each_state(controls: tuple[OptionControl, ...]) -> tuple[OptionControl, ...]:
    """The first control of each kind: on the car, plain, with a consequence, with a rival, not for this model."""
    by_state: dict[tuple[bool, ...], OptionControl] = {}
    for control in controls:
        state = (control.is_on, control.is_disabled, bool(control.consequences), bool(control.rivals))
        by_state.setdefault(state, control)
    return tuple(by_state.values())
