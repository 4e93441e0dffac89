"""/kiosk/save: saving a car under a name on a kiosk. Such a user is deleted after some days.

The cookie with the user's secret lasts until the kiosk starts over. Then nobody but the operator can read the user.
"""

from typing import NamedTuple

from flask import Response, make_response, redirect, render_template, request, url_for

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.services import Services, current_services
from configurator.users.service import UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import User
from configurator.web.http.fragments import requested_fragment
from configurator.web.http.page_response import uncached
from configurator.web.pages.car.page import summary_of
from configurator.web.pages.car.presenter import CarSummary
from configurator.web.pages.kiosk.keyboard import KEYBOARD, Keyboard
from configurator.web.pages.kiosk.kiosk_user import store_kiosk_user
from configurator.web.pages.saved.forms import PersonForm
from configurator.web.pages.saved.owner_cookie import Owner, read_owner, saved_user, set_owner, settled

_EXPIRED = "This page was open for too long. Nothing is lost: please press Save again."
_OUTAGE = "Our database can't be reached at the moment. Nothing you typed is lost: please press Save again in a moment."
_CHANGED = "This was changed at the same moment. Nothing you typed is lost: please press Save again."


class SavePage(NamedTuple):
    """The form and the keys of the keyboard. `trouble` is about the whole form, `days` how long the user is kept.

    `fragment` is the part of the page that a script requested, or "" for the whole page.
    """

    form: PersonForm
    summary: CarSummary
    days: int
    trouble: str
    fragment: str
    keyboard: Keyboard = KEYBOARD


def saved_visitor(services: Services, owner: Owner | None) -> User | None:
    """The user whom this visitor has saved. None in an outage, too: the page then shows what it has."""
    try:
        return saved_user(services.user_service, owner)
    except StoreError:
        return None


def show_save(text: str) -> Response:
    services = current_services()
    opened = open_code(services.catalogue, text)
    form = PersonForm.about(saved_visitor(services, read_owner()), opened.code)
    return _page(services, form, opened)


def save(text: str) -> Response:
    """If anything fails, the form comes back as it was sent."""
    services, form = current_services(), PersonForm(request.form)
    opened = open_code(services.catalogue, text)
    if not form.validate():
        return _page(services, form, opened, 400, _EXPIRED if form["csrf_token"].errors else "")
    try:
        return _save(services, form, opened)
    except StoreError:
        return _page(services, form, opened, 503, _OUTAGE)
    except (UserIdTaken, VersionConflict):
        return _page(services, form, opened, 409, _CHANGED)


def _save(services: Services, form: PersonForm, opened: OpenedCar) -> Response:
    """Raises StoreError, UserIdTaken or VersionConflict."""
    users, sent = services.user_service, read_owner()
    owner = (settled(users, sent) if saved_user(users, sent) else None) or form.new_owner
    if owner is None:
        return _page(services, form, opened, 400, _EXPIRED)
    store_kiosk_user(services, form.document(owner.user_id, opened.car.selection.document), owner.token)
    response = make_response(redirect(url_for("kiosk_pages.finish", text=opened.code), 303))
    return set_owner(response, owner, lasts=False)


def _page(services: Services, form: PersonForm, opened: OpenedCar, status: int = 200, trouble: str = "") -> Response:
    form.ensure_idempotency_key()
    page = SavePage(form, summary_of(opened), services.settings.kiosk.user_days, trouble, requested_fragment())
    return uncached(render_template("kiosk/save.html", page=page), status)
