"""/saved/add: saving one more car. Who it is for is known already."""

from typing import NamedTuple

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.services import Services, current_services
from configurator.users.cars import Cars, NoSuchCar, SavedCar, TooManyCars, cars_of, deleted, with_cars
from configurator.users.user import Document, User
from configurator.users.validation import MOST_CARS
from configurator.web.http.page_response import uncached
from configurator.web.pages.saved.car_actions import DELETED, remember_deleted, saved_page
from configurator.web.pages.saved.car_forms import CarForm
from configurator.web.pages.saved.forms import PersonForm
from configurator.web.pages.saved.garage import saved_as, shown_name, with_opened
from configurator.web.pages.saved.owner_cookie import move_owner, read_owner, refuse_two_owners, saved_user, settled
from configurator.web.pages.saved.person_page import person_response
from configurator.web.pages.saved.picture import CarPicture, car_picture

add_pages = Blueprint("add_pages", __name__)
add_pages.before_request(refuse_two_owners)
add_pages.after_request(move_owner)

_EXPIRED = "This page was open for too long, or cookies are off. Nothing is lost: please press Save again."
_OUTAGE = "Our database can't be reached at the moment. Nothing you typed is lost: please press Save again in a moment."
_NOBODY = "What you saved in this browser was erased. Save again if you want to keep this car after all."
_FULL = f"There is room for {MOST_CARS} cars. Choose the one that this car replaces."
_OVERFULL = f"There is room for {MOST_CARS} cars, and an app has saved one more. Delete one first, then save this."
_GONE = "You deleted the car that this one would replace in another window. Choose again."


class AddPage(NamedTuple):
    """What /saved/add shows beside the form. `trouble` is about the whole form.

    `saved` is the car as it is saved already, `others` are the names of the cars that it may replace, by id.
    """

    form: CarForm
    opened: OpenedCar | None
    trouble: str
    user: User | None = None
    saved: SavedCar | None = None
    others: tuple[tuple[str, str], ...] = ()
    most: int = MOST_CARS

    @property
    def is_full(self) -> bool:
        return len(self.others) >= MOST_CARS

    @property
    def picture(self) -> CarPicture:
        return car_picture(self.opened)


@add_pages.get("/saved/add")
def show_form() -> AnyResponse:
    services = current_services()
    user, code = saved_user(services.user_service, read_owner()), request.args.get("code", "")
    if user is None:
        return redirect(url_for("you_page.show", code=code), 303)
    opened = open_code(services.catalogue, code)
    saved = saved_as(services.catalogue, cars_of(user), opened.code)
    form = CarForm(data={"code": opened.code, "name": saved.name if saved else ""})
    return _page(services.catalogue, form, opened, user=user)


@add_pages.post("/saved/add")
def add() -> AnyResponse:
    """If anything fails, the form comes back as it was sent."""
    services, form = current_services(), CarForm(request.form)
    form.validate()
    try:
        opened = open_code(services.catalogue, form.code.data or "")
        return _add(services, form, opened)
    except CodeError as error:
        return _page(services.catalogue, form, None, 400, str(error))
    except StoreError:
        return _page(services.catalogue, form, opened, 503, _OUTAGE)


def _add(services: Services, form: CarForm, opened: OpenedCar) -> AnyResponse:
    """Raises StoreError."""
    user = saved_user(services.user_service, read_owner())
    if form.errors:
        return _page(services.catalogue, form, opened, 400, user=user)
    try:
        stored = _store(services, form, opened)
    except TooManyCars:
        form.replaces.errors = [_OVERFULL if user and len(cars_of(user)) > MOST_CARS else _FULL]
        return _page(services.catalogue, form, opened, 409, user=user)
    except NoSuchCar:
        form.replaces.errors = [_GONE]
        return _page(services.catalogue, form, opened, 409, user=user)
    if user is None or stored is None:
        return _ask_again(services, form, opened)
    session.pop(DELETED, None)
    if replaced := next((car for car in cars_of(user) if car.id == form.replaces.data), None):
        remember_deleted(replaced)
    return saved_page("saved", stored, cars_of(stored)[0].id)


def _store(services: Services, form: CarForm, opened: OpenedCar) -> User | None:
    """None if nobody is saved. Raises StoreError, TooManyCars, and NoSuchCar if the car to replace is gone."""

    def change(user: User) -> Document:
        kept = deleted(cars_of(user), form.replaces.data) if form.replaces.data else cars_of(user)
        cars = with_opened(services.catalogue, kept, opened, form.car_name, services.clock())
        return with_cars(user.document, cars)

    owner = settled(services.user_service, read_owner())
    return services.user_service.change_own(owner.user_id, owner.token, change) if owner else None


def _ask_again(services: Services, form: CarForm, opened: OpenedCar) -> Response:
    """The page that asks who it is for, with this car and its name."""
    person = PersonForm(data={"code": opened.code, "car_name": form.car_name})
    return person_response(services, person, opened, 409, _NOBODY)


def _page(
    catalogue: Catalogue,
    form: CarForm,
    opened: OpenedCar | None,
    status: int = 200,
    trouble: str = "",
    *,
    user: User | None = None,
) -> Response:
    trouble = trouble or (_EXPIRED if form["csrf_token"].errors else "")
    page = AddPage(form, opened, trouble, user)
    if user:
        cars = cars_of(user)
        saved = saved_as(catalogue, cars, opened.code) if opened else None
        page = page._replace(saved=saved, others=() if saved else _names(catalogue, cars))
    return uncached(render_template("saved/add.html", page=page), status)


def _names(catalogue: Catalogue, cars: Cars) -> tuple[tuple[str, str], ...]:
    return tuple((car.id, shown_name(catalogue, car)) for car in cars)
