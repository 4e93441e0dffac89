"""/saved: what this browser has saved, and erasing it. No URL holds an id: the owner's cookie identifies the user."""

from typing import NamedTuple

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.configuration import Check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.errors import StoreError
from configurator.renders.render import Render
from configurator.services import Services, current_services
from configurator.users.service import UserService
from configurator.users.store import VersionConflict
from configurator.users.user import Document, User
from configurator.web.http.page_response import uncached
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.car.presenter import CarSummary
from configurator.web.pages.renders.panel import newest_picture
from configurator.web.pages.renders.session import earlier_render
from configurator.web.pages.saved.car import SavedPart, check_saved, open_saved, saved_parts
from configurator.web.pages.saved.forms import NO_ANSWER, VISION_LABELS, EraseForm, vision_of
from configurator.web.pages.saved.owner_cookie import Owner, forget_owner, read_owner, saved_user

saved_pages = Blueprint("saved_pages", __name__)

_EXPIRED = "This page was open for too long, or cookies are off. Nothing is erased yet: please confirm again."
_OUTAGE = "Our database can't be reached at the moment, so nothing is erased yet. Please try again in a moment."
_ERASE_ATTEMPTS = 5


class SavedPage(NamedTuple):
    """What /saved shows: the user, and the car as it is today. A car that the catalogue no longer knows has no
    `summary`: its `parts` are in the words that were saved."""

    user: Document
    vision: str
    configure_url: str
    summary: CarSummary | None = None
    render: Render | None = None
    parts: tuple[SavedPart, ...] = ()


@saved_pages.get("/saved")
def show() -> Response:
    services = current_services()
    user = saved_user(services.user_service, read_owner(request.cookies))
    if user is None:
        return uncached(render_template("saved/nothing_saved.html"))
    return uncached(render_template("saved/page.html", page=_saved_page(services, user)))


@saved_pages.get("/saved/erase")
def confirm_erase() -> AnyResponse:
    services = current_services()
    user = saved_user(services.user_service, read_owner(request.cookies))
    return _erase_page(open_saved(services.catalogue, user)) if user else redirect(url_for(".show"), 303)


@saved_pages.post("/saved/erase")
def erase() -> Response:
    services = current_services()
    if not EraseForm(request.form).validate():
        return _erase_page(status=400, trouble=_EXPIRED)
    try:
        erase_saved(services.user_service, read_owner(request.cookies))
    except StoreError:
        return _erase_page(status=503, trouble=_OUTAGE)
    session.clear()
    flash("erased")
    return forget_owner(make_response(redirect(url_for(".show"), 303)), services.settings)


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
    checked = check_saved(services.catalogue, user)
    opened = open_checked(services.catalogue, checked)
    page = SavedPage(user.document, VISION_LABELS.get(vision_of(user.document), NO_ANSWER), "")
    return _with_car(services, page, opened) if opened else _with_saved_words(services, page, checked)


def _with_car(services: Services, page: SavedPage, opened: OpenedCar) -> SavedPage:
    service, summary = services.render_service, summary_of(opened)
    render = newest_picture(service, opened) or earlier_render(session, service, opened)
    return page._replace(summary=summary, configure_url=summary.configure_url, render=render)


def _with_saved_words(services: Services, page: SavedPage, checked: Check) -> SavedPage:
    return page._replace(
        parts=tuple(saved_parts(services.catalogue, checked.selection)),
        configure_url=configure_url(checked.selection),
    )


def _erase_page(opened: OpenedCar | None = None, status: int = 200, trouble: str = "") -> Response:
    return uncached(render_template("saved/erase.html", form=EraseForm(), opened=opened, trouble=trouble), status)
