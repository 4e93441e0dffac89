"""What can be done with a saved car: rename it, copy it, delete it, and undo deleting it.

Each is a small change of the latest state, so two windows don't hinder each other. If one fails, a page with the same
form says why, and keeps what was typed.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, NamedTuple

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.errors import StoreError
from configurator.services import current_services
from configurator.users.cars import (
    Cars,
    NoSuchCar,
    SavedCar,
    TooManyCars,
    cars_of,
    deleted,
    duplicated,
    find_car,
    new_car_id,
    newest_first,
    renamed,
    with_cars,
)
from configurator.users.user import Document, User
from configurator.users.validation import MOST_CARS
from configurator.web.http.page_response import uncached
from configurator.web.pages.saved.car_forms import CarActionForm
from configurator.web.pages.saved.garage import shown_name
from configurator.web.pages.saved.owner_cookie import move_owner, read_owner, refuse_two_owners, settled

saved_cars = Blueprint("saved_cars", __name__, url_prefix="/saved")
saved_cars.before_request(refuse_two_owners)
saved_cars.after_request(move_owner)

DELETED: Final = "deleted_car"
"""Where the session keeps the car that was deleted last, for Undo."""

FULL = f"There is room for {MOST_CARS} cars. Delete one that you don't need, then try again."

_LARGEST_KEPT: Final = 2500
"""In characters. A session is a cookie, which browsers limit to 4 KB."""

_EXPIRED = "This page was open for too long, or cookies are off. Nothing is changed yet: please press the button again."
_OUTAGE = "Our database can't be reached at the moment, so nothing is changed yet. Please try again in a moment."


class CarAction(NamedTuple):
    """An action: its endpoint, what /saved is told of it, and the heading and button of its page if it fails."""

    endpoint: str
    said: str
    heading: str
    label: str


_RENAME = CarAction("saved_cars.rename", "renamed", "Rename the car", "Rename")
_COPY = CarAction("saved_cars.copy", "copied", "Duplicate the car", "Duplicate")
_DELETE = CarAction("saved_cars.delete", "deleted", "Delete the car", "Delete")
_RESTORE = CarAction("saved_cars.restore", "restored", "Undo deleting the car", "Undo")


class _OnlyCar(Exception):
    """The only car can't be deleted alone: a saved user has at least one."""


@saved_cars.post("/rename")
def rename() -> AnyResponse:
    form = CarActionForm(request.form)
    car_id = form.car.data or ""
    return _perform(_RENAME, form, lambda cars: renamed(cars, car_id, form.car_name), car_id)


@saved_cars.post("/copy")
def copy() -> AnyResponse:
    form, services, copy_id = CarActionForm(request.form), current_services(), new_car_id()

    def change(cars: Cars) -> Cars:
        car = find_car(cars, form.car.data or "")
        return duplicated(cars, car.id, copy_id, shown_name(services.catalogue, car), services.clock())

    return _perform(_COPY, form, change, copy_id)


@saved_cars.post("/delete")
def delete() -> AnyResponse:
    form, removed = CarActionForm(request.form), list[SavedCar]()

    def change(cars: Cars) -> Cars:
        car = find_car(cars, form.car.data or "")
        if len(cars) == 1:
            raise _OnlyCar
        removed[:] = [car]
        return deleted(cars, car.id)

    response = _perform(_DELETE, form, change)
    if response.status_code == HTTPStatus.SEE_OTHER and removed:
        remember_deleted(removed[0])
    return response


@saved_cars.post("/restore")
def restore() -> AnyResponse:
    kept = deleted_car()
    if kept is None:
        return redirect(url_for("saved_pages.show"), 303)

    def change(cars: Cars) -> Cars:
        return cars if any(car.id == kept.id for car in cars) else newest_first((*cars, kept))

    return _perform(_RESTORE, CarActionForm(request.form), change, kept.id)


def remember_deleted(car: SavedCar) -> None:
    """Keeps the car for Undo in this browser. One that is too large for a cookie is not kept."""
    if len(str(car.document)) <= _LARGEST_KEPT:
        session[DELETED] = car.document


def deleted_car() -> SavedCar | None:
    return SavedCar.of(session[DELETED]) if DELETED in session else None


def _perform(
    action: CarAction, form: CarActionForm, change: Callable[[Cars], Cars], changed_id: str = ""
) -> AnyResponse:
    """Changes the saved cars and leads to /saved, to the changed car if it is still there."""
    if not form.validate():
        return _again(action, form, 400, _EXPIRED if form["csrf_token"].errors else "")
    try:
        user = _change_cars(change, undo=action is _RESTORE)
    except StoreError:
        return _again(action, form, 503, _OUTAGE)
    except TooManyCars:
        return _again(action, form, 409, FULL)
    except NoSuchCar:
        return saved_page("gone")
    except _OnlyCar:
        return redirect(url_for("saved_pages.confirm_erase"), 303)
    session.pop(DELETED, None)
    return saved_page(action.said, user, changed_id)


def _change_cars(change: Callable[[Cars], Cars], *, undo: bool) -> User | None:
    def change_document(user: User) -> Document:
        cars = cars_of(user)
        # Undo may bring back the one car too many that an app had left.
        return with_cars(user.document, change(cars), before=max(len(cars), MOST_CARS + undo))

    users = current_services().user_service
    owner = settled(users, read_owner())
    return users.change_own(owner.user_id, owner.token, change_document) if owner else None


def saved_page(said: str, user: User | None = None, car_id: str = "") -> AnyResponse:
    """Leads to /saved, which says what was done. With a user and the id of one of its cars, leads to this car there."""
    flash(said)
    numbers = {car.id: number for number, car in enumerate(cars_of(user), 1)} if user else {}
    anchor = f"car-{numbers[car_id]}" if car_id in numbers else None
    return redirect(url_for("saved_pages.show", _anchor=anchor), 303)


def _again(action: CarAction, form: CarActionForm, status: int, trouble: str) -> Response:
    return uncached(render_template("saved/car_action.html", action=action, form=form, trouble=trouble), status)
