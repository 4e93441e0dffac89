"""/you: saving the first car, and changing the details of the person whom the saved cars are for.

They are asked only here, and no URL holds an id or anything about them.
"""

from typing import NamedTuple

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.services import Services, current_services
from configurator.users.cars import TooManyCars, cars_of, with_cars
from configurator.users.service import UserIdTaken
from configurator.users.user import Document, User
from configurator.web.http.page_response import uncached
from configurator.web.pages.colour_vision.choice import chosen_on_this_visit, keep
from configurator.web.pages.colour_vision.presenters import lens_tones
from configurator.web.pages.saved.car import open_saved
from configurator.web.pages.saved.car_actions import FULL
from configurator.web.pages.saved.forms import VISION_MEMBERS, PersonForm, details_key
from configurator.web.pages.saved.garage import saved_as, with_opened
from configurator.web.pages.saved.owner_cookie import (
    Owner,
    is_before_prefix,
    move_owner,
    read_owner,
    refuse_two_owners,
    saved_user,
    set_owner,
    settled,
)
from configurator.web.pages.saved.picture import CarPicture, car_picture

you_page = Blueprint("you_page", __name__)
you_page.before_request(refuse_two_owners)
you_page.after_request(move_owner)

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
    def picture(self) -> CarPicture:
        return car_picture(self.opened)


class _DetailsChanged(Exception):
    """The saved details are not those from which the form was made."""


@you_page.get("/you")
def show() -> AnyResponse:
    """With `?code=`, asks who the car is for, or leads to /saved/add if that is known. Without, shows the details."""
    services, owner = current_services(), read_owner()
    user, code = saved_user(services.user_service, owner), request.args.get("code", "")
    if user and code:
        return redirect(url_for("add_pages.show_form", code=code), 303)
    if user is None and not code:
        return redirect(url_for("saved_pages.show"), 303)
    opened = open_saved(services.catalogue, user) if user else open_code(services.catalogue, code)
    form = PersonForm.about(user, opened.code if opened else "")
    if not form.vision.data and (chosen := chosen_on_this_visit()):
        form.vision.data, form.severity.data = chosen
    response = person_response(services, form, opened)
    return set_owner(response, owner) if user and owner and not is_before_prefix() else response


@you_page.post("/you")
def save() -> Response:
    """If anything fails, the form comes back as it was sent. Only a successful save sets the owner's cookie: a form
    that another site sent must not replace this browser's own."""
    services, form = current_services(), PersonForm(request.form)
    form.validate()
    try:
        return _save(services, form)
    except StoreError:
        return person_response(services, form, _car_of(services.catalogue, form), 503, _OUTAGE)
    except CodeError as error:
        return person_response(services, form, None, 400, str(error))


def _save(services: Services, form: PersonForm) -> Response:
    """Saves a validated form. Raises StoreError, and CodeError if its car can't be read any more."""
    users, catalogue = services.user_service, services.catalogue
    owner = read_owner()
    user = saved_user(users, owner)
    if form.errors:
        return person_response(services, form, _car_of(catalogue, form, user), 400)
    owner = (settled(users, owner) if user else None) or form.new_owner
    if owner is None:
        return person_response(services, form, _car_of(catalogue, form, user), 400, _EXPIRED)
    opened = open_code(catalogue, form.code.data or "") if form.code.data or user is None else None
    try:
        _store(services, owner, form, opened)
    except (_DetailsChanged, UserIdTaken, TooManyCars) as refused:
        latest = saved_user(users, owner)
        form.details.data = details_key(latest)
        trouble = FULL if isinstance(refused, TooManyCars) else _CHANGED if latest else _ERASED
        return person_response(services, form, _car_of(catalogue, form, latest), 409, trouble)
    if chosen := form.chosen_vision:
        keep(chosen)
    return set_owner(make_response(redirect(url_for("saved_pages.show"), 303)), owner)


def _store(services: Services, owner: Owner, form: PersonForm, opened: OpenedCar | None) -> None:
    """Saves the details, and the opened car if it isn't saved yet. Without a saved user, creates one with this car.

    Raises _DetailsChanged, UserIdTaken or TooManyCars, and StoreError.
    """

    def changed(user: User) -> Document:
        return _changed_document(services, user, form, opened)

    users = services.user_service
    if users.change_own(owner.user_id, owner.token, changed):
        return
    if opened is None or form.details.data:
        raise _DetailsChanged
    document = form.document(owner.user_id, opened.car.selection.document)
    cars = with_opened(services.catalogue, (), opened, form.chosen_car_name, services.clock())
    try:
        users.create(with_cars(document, cars), owner.token)
    except UserIdTaken:
        # The same form was sent twice at once. If the id is somebody else's, nothing can be changed here.
        if not users.change_own(owner.user_id, owner.token, changed):
            raise


def _changed_document(services: Services, user: User, form: PersonForm, opened: OpenedCar | None) -> Document:
    """Raises _DetailsChanged if the details were changed after the form was made, unless they are the form's now."""
    said = form.document(user.user_id, user.document["carConfiguration"])
    document = {name: value for name, value in user.document.items() if name not in VISION_MEMBERS} | said
    is_newer = form.details.data != details_key(user)
    if is_newer and details_key(user._replace(document=document)) != details_key(user):
        raise _DetailsChanged
    # A user without a list gets one, because the change of the details would be taken for the date of the car.
    cars = before = cars_of(user)
    if opened and not saved_as(services.catalogue, cars, opened.code):
        cars = with_opened(services.catalogue, cars, opened, form.chosen_car_name, services.clock())
    return with_cars(document, cars, before=len(before))


def _car_of(catalogue: Catalogue, form: PersonForm, user: User | None = None) -> OpenedCar | None:
    """The car to show beside the form; None if the saved car is not in the catalogue."""
    if form.code.data:
        return open_code(catalogue, form.code.data)
    return open_saved(catalogue, user) if user else None


def person_response(
    services: Services, form: PersonForm, opened: OpenedCar | None, status: int = 200, trouble: str = ""
) -> Response:
    trouble = trouble or (_EXPIRED if form["csrf_token"].errors else "")
    form.ensure_idempotency_key()
    page = PersonPage(form, opened, trouble, lens_tones(services.palettes))
    return uncached(render_template("saved/person.html", page=page), status)
