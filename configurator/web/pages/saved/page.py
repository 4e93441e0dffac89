"""/saved: what this browser has saved, and erasing it. No URL holds an id: the owner's cookie identifies the user."""

from typing import NamedTuple, cast

from flask import (
    Blueprint,
    Response,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.opened_car import OpenedCar
from configurator.errors import StoreError
from configurator.renders.render import Render
from configurator.services import Services, current_services
from configurator.users.cars import cars_of
from configurator.users.service import UserService
from configurator.users.store import VersionConflict
from configurator.users.user import Document, User
from configurator.users.validation import MOST_CARS
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.car.presenter import CarSummary
from configurator.web.pages.renders.panel import newest_picture
from configurator.web.pages.renders.session import earlier_render
from configurator.web.pages.saved.car_actions import deleted_car
from configurator.web.pages.saved.forms import EraseForm, vision_words
from configurator.web.pages.saved.garage import Garage, GarageCar, garage, shown_name
from configurator.web.pages.saved.owner_cookie import (
    Owner,
    forget_owner,
    move_owner,
    read_owner,
    refuse_two_owners,
    saved_user,
)

saved_pages = Blueprint("saved_pages", __name__)
saved_pages.before_request(refuse_two_owners)
saved_pages.after_request(move_owner)

_EXPIRED = "This page was open for too long, or cookies are off. Nothing is erased yet: please confirm again."
_OUTAGE = "Our database can't be reached at the moment, so nothing is erased yet. Please try again in a moment."
_ERASE_ATTEMPTS = 5


class SavedPage(NamedTuple):
    """What /saved shows: the user, and the cars as they are today.

    `form` has the CSRF token; None on /patterns. `said` is what was done last, `deleted` the name of a car whose
    deletion can be undone. An only car is shown at large: with its `summary`, unless parts of it have left the
    catalogue, and its `render`.
    There can be `most` cars.
    """

    user: Document
    vision: str
    garage: Garage
    form: EraseForm | None
    said: str
    deleted: str
    summary: CarSummary | None = None
    render: Render | None = None
    most: int = MOST_CARS


@saved_pages.get("/saved")
def show() -> Response:
    services = current_services()
    user = saved_user(services.user_service, read_owner())
    if user is None:
        return about_nobody(uncached(render_template("saved/nothing_saved.html")))
    page = _saved_page(services, user)
    template = "saved/page.html" if len(page.garage.cars) == 1 else "saved/garage.html"
    return uncached(render_template(template, page=page))


@saved_pages.get("/saved/erase")
def confirm_erase() -> AnyResponse:
    services = current_services()
    user = saved_user(services.user_service, read_owner())
    if user is None:
        return redirect(url_for(".show"), 303)
    return _erase_page(garage(services.catalogue, cars_of(user)).cars)


@saved_pages.post("/saved/erase")
def erase() -> Response:
    services = current_services()
    if not EraseForm(request.form).validate():
        return _erase_page(status=400, trouble=_EXPIRED)
    try:
        erase_saved(services.user_service, read_owner())
    except StoreError:
        return _erase_page(status=503, trouble=_OUTAGE)
    session.clear()
    flash("erased")
    return forget_owner(make_response(redirect(url_for(".show"), 303)))


def erase_saved(users: UserService, owner: Owner | None) -> None:
    """Erases the owner's user in its latest state, even while another window changes it. Raises StoreError."""
    for _ in range(_ERASE_ATTEMPTS):
        user = saved_user(users, owner)
        if user is None:
            return None
        try:
            return users.erase(user)
        except VersionConflict:
            continue
    raise StoreError("A user was changed again and again while it was to be erased.")


def _saved_page(services: Services, user: User) -> SavedPage:
    deleted, said = deleted_car(), cast(list[str], get_flashed_messages())
    page = SavedPage(
        user.document,
        vision_words(user.document),
        garage(services.catalogue, cars_of(user)),
        EraseForm(),
        said[-1] if said else "",
        shown_name(services.catalogue, deleted) if deleted else "",
    )
    [*_, only] = page.garage.cars
    return _with_summary(services, page, only.opened) if only.number == 1 and only.opened else page


def _with_summary(services: Services, page: SavedPage, opened: OpenedCar) -> SavedPage:
    service = services.render_service
    render = newest_picture(service, opened) or earlier_render(session, service, opened)
    return page._replace(summary=summary_of(opened), render=render)


def _erase_page(cars: tuple[GarageCar, ...] = (), status: int = 200, trouble: str = "") -> Response:
    return uncached(render_template("saved/erase.html", form=EraseForm(), cars=cars, trouble=trouble), status)
