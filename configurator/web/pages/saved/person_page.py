"""/you: saving a car under a name. Who it is for is asked only here, and no URL holds an id or anything about them."""

from typing import NamedTuple

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.drawings.appearance import appearance_of
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.errors import StoreError
from configurator.services import Services, current_services
from configurator.users.service import UserIdTaken, UserService
from configurator.users.store import VersionConflict
from configurator.users.user import Document, User
from configurator.web.http.page_response import uncached
from configurator.web.pages.colour_vision.choice import chosen_on_this_visit, keep
from configurator.web.pages.colour_vision.presenters import lens_tones
from configurator.web.pages.saved.car import open_saved
from configurator.web.pages.saved.forms import NO_ANSWER, PersonForm
from configurator.web.pages.saved.owner_cookie import Owner, new_owner, read_owner, saved_user, set_owner
from configurator.web.pages.styles import style_rule

you_page = Blueprint("you_page", __name__)

_EXPIRED = "This page was open for too long, or cookies are off. Nothing is lost: please press Save again."
_OUTAGE = "Our database can't be reached at the moment. Nothing you typed is lost: please press Save again in a moment."
_CHANGED = (
    "You changed this in another window after you opened this page. Save again to keep what you see here instead."
)
_ERASED = "You erased this in another window. Save again if you want to keep what you see here after all."

TERMS = ("protan", "deutan", "tritan", "achromat")
"""Kinds of colour vision whose technical name the form shows."""


class PersonPage(NamedTuple):
    """What /you shows beside the form. `trouble` is about the whole form, `first_error` the first field with an error,
    which gets the focus. Without `opened` the saved car is one that the catalogue no longer knows."""

    form: PersonForm
    opened: OpenedCar | None
    trouble: str
    lens_tones: tuple[str, ...]
    terms: tuple[str, ...] = TERMS

    @property
    def first_error(self) -> str:
        return next((field.name for field in self.form if field.errors), "")

    @property
    def shared_defs(self) -> Markup:
        return Markup(shared_defs())

    @property
    def drawing(self) -> Markup:
        return Markup(car_markup(art_of(self.opened.car.model))) if self.opened else Markup("")

    @property
    def car_style(self) -> Markup:
        return style_rule(".drawn", appearance_of(self.opened.car)) if self.opened else Markup("")


class _FormOutdated(Exception):
    """The saved user is not in the state that the form was made from."""


@you_page.get("/you")
def show() -> AnyResponse:
    services, owner = current_services(), read_owner(request.cookies)
    user, code = saved_user(services.user_service, owner), request.args.get("code", "")
    if not code and user is None:
        return redirect(url_for("saved_pages.show"), 303)
    saved = open_saved(services.catalogue, user) if user else None
    opened = open_code(services.catalogue, code) if code else saved
    form = PersonForm.about(user, opened.code if opened else "")
    form.vision.data = form.vision.data or chosen_on_this_visit() or NO_ANSWER
    return set_owner(_page(services, form, opened), owner or new_owner(), services.settings)


@you_page.post("/you")
def save() -> Response:
    """If anything fails, the form comes back as it was sent. Only a form of this site sets the owner's cookie: a form
    that another site sent must not replace this browser's own."""
    services = current_services()
    form, owner = PersonForm(request.form), read_owner(request.cookies) or new_owner()
    form.validate()
    try:
        response = _save(services, form, owner)
    except StoreError:
        response = _page(services, form, _car_of(services.catalogue, form), 503, _OUTAGE)
    except CodeError as error:
        response = _page(services, form, None, 400, str(error))
    return response if form["csrf_token"].errors else set_owner(response, owner, services.settings)


def _save(services: Services, form: PersonForm, owner: Owner) -> Response:
    """Saves a validated form. Raises StoreError, and CodeError if its car can't be read any more."""
    users, catalogue = services.user_service, services.catalogue
    user = saved_user(users, owner)
    if form.errors:
        return _page(services, form, _car_of(catalogue, form, user), 400)
    try:
        _store(users, owner, user, form, _car_document(catalogue, form, user))
    except (_FormOutdated, VersionConflict, UserIdTaken):
        latest = saved_user(users, owner)
        form.version.data = str(_version(latest))
        return _page(services, form, _car_of(catalogue, form, latest), 409, _CHANGED if latest else _ERASED)
    if form.vision.data:
        keep(form.vision.data)
    return make_response(redirect(url_for("saved_pages.show"), 303))


def _store(users: UserService, owner: Owner, user: User | None, form: PersonForm, car: Document) -> None:
    """Raises _FormOutdated, VersionConflict or UserIdTaken if the user has changed since the form was made."""
    document = form.document(owner.user_id, car)
    if user and user.has_same(document):
        return
    if form.version.data != str(_version(user)):
        raise _FormOutdated
    if user is None:
        users.create(document, owner.token)
    else:
        users.update(user, document)


def _car_document(catalogue: Catalogue, form: PersonForm, user: User | None) -> Document:
    """The car of the form's code. A car that is saved already stays word for word as it was saved."""
    saved = open_saved(catalogue, user) if user else None
    code = form.code.data or ""
    if user and (not code or (saved and saved.code == code)):
        car: Document = user.document["carConfiguration"]
        return car
    return open_code(catalogue, code).car.selection.document


def _version(user: User | None) -> int:
    return user.version if user else 0


def _car_of(catalogue: Catalogue, form: PersonForm, user: User | None = None) -> OpenedCar | None:
    """The car to show beside the form; None if the saved car is not in the catalogue."""
    if form.code.data:
        return open_code(catalogue, form.code.data)
    return open_saved(catalogue, user) if user else None


def _page(
    services: Services, form: PersonForm, opened: OpenedCar | None, status: int = 200, trouble: str = ""
) -> Response:
    trouble = trouble or (_EXPIRED if form["csrf_token"].errors else "")
    page = PersonPage(form, opened, trouble, lens_tones(services.palettes))
    return uncached(render_template("saved/person.html", page=page), status)
