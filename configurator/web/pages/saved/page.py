"""What was saved in this browser, and erasing it. The addresses hold no id: the owner's cookie says who it is."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for

from configurator.cars.catalogue import Catalogue
from configurator.cars.choices import without_unrecognised
from configurator.cars.configuration import Check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.errors import StoreError
from configurator.services import current_services
from configurator.users.user import User
from configurator.web.http.page_response import uncached
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.forms import NOT_SAID, VISIONS, EraseForm, vision_of
from configurator.web.pages.renders.panel import newest_picture
from configurator.web.pages.renders.session import before_change
from configurator.web.pages.saved.car import saved_car, saved_check, saved_parts
from configurator.web.pages.saved.owner_cookie import Owner, forget

saved_pages = Blueprint("saved_pages", __name__)

_STALE = "This page had been open for too long, or cookies are off. Nothing is erased yet: please confirm once more."
_OUTAGE = "We can't reach our store just now, so nothing is erased yet. Try again in a moment."


@saved_pages.get("/saved")
def show() -> Response:
    user = _saved_user()
    if user is None:
        return uncached(render_template("saved/nothing_saved.html"))
    catalogue, checked = current_services().catalogue, saved_check(user)
    opened = open_checked(catalogue, checked)
    page = render_template(
        "saved/page.html",
        user=user.document,
        vision=VISIONS.get(vision_of(user.document), NOT_SAID),
        **(_as_it_is_today(opened) if opened else _in_saved_words(catalogue, checked)),
    )
    return uncached(page)


@saved_pages.get("/saved/erase")
def ask_to_erase() -> Any:
    user = _saved_user()
    return _erase_page(saved_car(user)) if user else redirect(url_for(".show"), 303)


@saved_pages.post("/saved/erase")
def erase() -> Response:
    if not EraseForm(request.form).validate():
        return _erase_page(status=400, trouble=_STALE)
    try:
        user = _saved_user()
        if user:
            current_services().users.erase(user.user_id)
    except StoreError:
        return _erase_page(status=503, trouble=_OUTAGE)
    session.clear()
    flash("erased")
    return forget(make_response(redirect(url_for(".show"), 303)))


def _saved_user() -> User | None:
    owner = Owner.of_browser()
    return owner.user if owner else None


def _erase_page(opened: OpenedCar | None = None, status: int = 200, trouble: str = "") -> Response:
    page = render_template("saved/erase.html", form=EraseForm(), opened=opened, trouble=trouble)
    return uncached(page, status)


def _as_it_is_today(opened: OpenedCar) -> dict[str, object]:
    return {**summary_of(opened)._asdict(), "render": newest_picture(opened) or before_change(opened)}


def _in_saved_words(catalogue: Catalogue, checked: Check) -> dict[str, object]:
    return {
        "opened": None,
        "parts": tuple(saved_parts(catalogue, checked.selection)),
        "configure_url": configure_url(without_unrecognised(catalogue, checked)),
    }
