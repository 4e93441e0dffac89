"""Saving a car under a name: who it is for, asked only now. No id and nothing about the person is in a URL."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from configurator.cars.code import CodeError
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.drawings.appearance import appearance_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.errors import StoreError
from configurator.services import current_services
from configurator.users.service import UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import Document, User
from configurator.web.http.page_response import uncached
from configurator.web.pages.colour_vision.choice import chosen_on_this_visit, keep
from configurator.web.pages.colour_vision.presenters import lens_tones
from configurator.web.pages.forms import NOT_SAID, STALE, TERMS, PersonForm
from configurator.web.pages.saved.car import saved_car
from configurator.web.pages.saved.owner_cookie import Owner
from configurator.web.pages.styles import style_rule

you_page = Blueprint("you_page", __name__)

_OUTAGE = "We can't reach our store just now. Nothing you typed is lost: press Save again in a moment."
_CHANGED = "This was changed in another window since you opened this page. Save again to keep what is here instead."
_ERASED = "What was saved here was erased in another window. Save again if you want to keep this after all."


class _Conflict(Exception):
    """The saved user is not in the state that the form was made from."""


@you_page.get("/you")
def ask() -> Any:
    owner = Owner.of_browser()
    user, code = owner.user if owner else None, request.args.get("code", "")
    if not code and user is None:
        return redirect(url_for("saved_pages.show"), 303)
    saved = saved_car(user) if user else None
    opened = open_code(current_services().catalogue, code) if code else saved
    form = PersonForm.about(user, opened.code if opened else "")
    form.vision.data = form.vision.data or chosen_on_this_visit() or NOT_SAID
    return (owner or Owner.new()).remember(_page(form, opened))


@you_page.post("/you")
def save() -> Response:
    """Whatever goes wrong, the form comes back as it was sent, with a place to save it in. Only a form of our own sets
    the owner's cookie: one that another site sent must not take the place of this browser's own."""
    form, owner = PersonForm(request.form), Owner.of_browser() or Owner.new()
    form.validate()
    try:
        answer = _save(form, owner)
    except StoreError:
        answer = _page(form, _car_of(form), 503, _OUTAGE)
    except CodeError as error:
        answer = _page(form, None, 400, str(error))
    return answer if form["csrf_token"].errors else owner.remember(answer)


def _save(form: PersonForm, owner: Owner) -> Response:
    """Of a form that was validated. Raises StoreError, and CodeError where its car can't be read any more."""
    user = owner.user
    if form.errors:
        return _page(form, _car_of(form, user), 400)
    try:
        _store(owner, form, user)
    except (_Conflict, VersionConflict, UserIdTaken):
        latest = owner.user
        form.version.data = str(_version(latest))
        return _page(form, _car_of(form, latest), 409, _CHANGED if latest else _ERASED)
    if form.vision.data:
        keep(form.vision.data)
    return make_response(redirect(url_for("saved_pages.show"), 303))


def _store(owner: Owner, form: PersonForm, user: User | None) -> None:
    """Raises _Conflict, VersionConflict or Taken where somebody else was faster."""
    document = form.document(owner.user_id, _car_document(form, user))
    if user and user.has_same(document):
        return
    if form.version.data != str(_version(user)):
        raise _Conflict
    if user is None:
        current_services().user_service.create(document, owner.token)
    else:
        current_services().user_service.update(user, document)


def _car_document(form: PersonForm, user: User | None) -> Document:
    """The car of the form's code. One that is saved already stays as it was saved, word for word."""
    saved = saved_car(user) if user else None
    code = form.code.data or ""
    if user and (not code or (saved and saved.code == code)):
        car: Document = user.document["carConfiguration"]
        return car
    return open_code(current_services().catalogue, code).car.selection.document


def _version(user: User | None) -> int:
    return user.version if user else 0


def _car_of(form: PersonForm, user: User | None = None) -> OpenedCar | None:
    """What to show beside the form; None where the car is saved in words that the catalogue doesn't know."""
    if form.code.data:
        return open_code(current_services().catalogue, form.code.data)
    return saved_car(user) if user else None


def _page(form: PersonForm, opened: OpenedCar | None, status: int = 200, trouble: str = "") -> Response:
    trouble = trouble or (STALE if form["csrf_token"].errors else "")
    appearance = appearance_of(opened.car) if opened else None
    page = render_template(
        "saved/person.html",
        form=form,
        opened=opened,
        shared_defs=Markup(shared_defs()),
        drawing=Markup(car_markup(appearance.art)) if appearance else "",
        car_style=style_rule(".drawn", appearance) if appearance else "",
        trouble=trouble,
        first_fault=next((field.name for field in form if field.errors), ""),
        lens_tones=lens_tones(current_services().palettes),
        terms=TERMS,
    )
    return uncached(page, status)
