"""The configurator: one form with every part of a car, whose state is its address."""

from typing import NamedTuple, cast

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from configurator.cars.choices import changes, price_difference, resolve_conflicts, without_unrecognised
from configurator.cars.code import CodeError, decode
from configurator.cars.configuration import Car, Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.drawings.appearance import appearance_of
from configurator.drawings.svg import car_markup, interior_markup, shared_defs
from configurator.services import current_services
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.pages.car.conflict_notices import conflict_notices, resolve_all_url
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.configure.form import PREVIEW_VIEWS, CarForm
from configurator.web.pages.configure.options import in_words, options_of, recolour_rules
from configurator.web.pages.configure.palette_options import seen_options
from configurator.web.pages.renders.session import note_change

configure_page = Blueprint("configure_page", __name__)


class Changed(NamedTuple):
    """What differs from the car before, in words: `difference` in whole USD; `undo_url` brings that car back."""

    words: str
    difference: int
    undo_url: str


class Understood(NamedTuple):
    """What an address asks for, and the car that it comes to. `before` is the car that it was changed from."""

    asked: Check
    standing: Check
    before: Car | None

    @property
    def opened(self) -> OpenedCar:
        return cast(OpenedCar, open_checked(current_services().catalogue, self.standing))

    @property
    def is_settled(self) -> bool:
        """Whether the address asks for something else than it got: an older choice gave way to a newer one."""
        return bool(self.before) and not self.asked.unrecognised and self.asked.selection != self.opened.car.selection


@configure_page.get("/configure")
def show() -> Response:
    """A script that has the drawing already asks with `X-Part: live` for the words, with `inside` for the cabin too."""
    form = CarForm(request.args, current_services().catalogue)
    understood = _understood(form)
    if understood.is_settled:
        view = {"view": form.view.data} if form.is_inside else {}
        return redirect(configure_url(understood.opened.car.selection, form.before.data or "", **view), 303)
    return _page(form, understood)


@configure_page.get("/car")
def review() -> Response:
    """From the form to the car's own page, there to its render (`to=render`), to saving it (`to=you`), or to comparing
    its paint (`to=compare`)."""
    code = _understood(CarForm(request.args, current_services().catalogue)).opened.code
    note_change(code)
    match request.args.get("to"):
        case "you":
            where = url_for("you_page.ask", code=code)
        case "compare":
            where = url_for("compare_page.show", text=code)
        case "render":
            where = url_for("car_page.show", text=code, _anchor="render")
        case _:
            where = url_for("car_page.show", text=code)
    return redirect(where, 303)


def _understood(form: CarForm) -> Understood:
    catalogue = current_services().catalogue
    asked, before = check(catalogue, form.selection()), _car_before(form)
    standing = check(catalogue, without_unrecognised(catalogue, asked))
    if before and standing.car:
        new = [option for part, option in standing.car.options if (part, option) not in before.options]
        standing = check(catalogue, resolve_conflicts(catalogue, standing.car, keep=new).selection)
    return Understood(asked, standing, before)


def _car_before(form: CarForm) -> Car | None:
    """None also where the address holds no code or a wrong one: then there is nothing to compare with."""
    try:
        return check(current_services().catalogue, decode(current_services().catalogue, form.before.data or "")).car
    except CodeError:
        return None


def _page(form: CarForm, understood: Understood) -> Response:
    opened, catalogue = understood.opened, current_services().catalogue
    appearance, options = appearance_of(opened.car), options_of(catalogue, opened.car, opened.code)
    seen = seen_options(opened, options)
    page = render_template(
        "configure/page.html",
        form=form,
        views=PREVIEW_VIEWS,
        opened=opened,
        car=opened.car,
        appearance=appearance,
        part=requested_fragment(),
        catalogue=catalogue,
        options=options,
        **seen,
        changed=_changed(understood),
        unrecognised=understood.asked.unrecognised,
        conflict_notices=conflict_notices(opened.checked, opened.code),
        resolve_all_url=resolve_all_url(opened.checked, opened.code),
        shared_defs=Markup(shared_defs()),
        outside=Markup(car_markup(appearance.art, title=appearance.side_title)),
        inside=Markup(interior_markup(title=appearance.interior_title)),
        recolour_rules=recolour_rules(catalogue, opened.car.line.id),
        in_words=in_words,
        other_lines=[line for line in catalogue.lines if line != opened.car.line],
        draws=current_services().render_service.terms.enabled,
    )
    response = make_response(page)
    vary_on_fragment(response)
    if seen["lens_form"]:
        response.cache_control.no_store = True
    elif seen["palette"]:
        response.cache_control.private = True
    return response


def _changed(understood: Understood) -> Changed | None:
    before, after = understood.before, understood.opened
    if before is None or before == after.car:
        return None
    words = [f"{after.car.model.name} instead of {before.model.name}"] if after.car.model != before.model else []
    words += [in_words(changes(before, after.car))] if after.car.line == before.line else []
    sentence = ", ".join(filter(None, words))
    return Changed(
        sentence[:1].upper() + sentence[1:],
        price_difference(current_services().catalogue, before, after.car),
        configure_url(
            before.selection, after.code if check(current_services().catalogue, before.selection).buildable else ""
        ),
    )
