"""Saving a car under a name, seeing what was saved, erasing it. No id and nothing about the person is in a URL."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from configurator.configuration import Selection, check
from configurator.services import services
from configurator.stores.base import StoreError, VersionConflict
from configurator.user_service import Taken
from configurator.users import Document, User
from configurator.web.car_page import presented
from configurator.web.cars import OpenedCar, opened_car, read_code
from configurator.web.forms import NOT_SAID, VISIONS, EraseForm, PersonForm, vision_of
from configurator.web.owner import Owner, forget

saved_pages = Blueprint("saved_pages", __name__)

_OUTAGE = "We can't reach our store just now. Nothing you typed is lost: try again in a moment."
_CHANGED = "This was changed in another window since you opened this page. Save again to keep what is here instead."


class _Conflict(Exception):
    """The saved user is not in the state that the form was made from."""


@saved_pages.get("/you")
def ask() -> Any:
    owner = Owner.of_browser() or Owner.new()
    user, code = owner.user, request.args.get("code", "")
    if not code and user is None:
        return redirect(url_for(".show"), 303)
    return owner.remember(_form_page(PersonForm.about(user, code), user, 200))


@saved_pages.post("/you")
def save() -> Any:
    owner = Owner.of_browser() or Owner.new()
    form, user = PersonForm(request.form), None
    try:
        user = owner.user
        if not form.validate():
            return owner.remember(_form_page(form, user, 400))
        _store(owner, form, user)
    except (_Conflict, VersionConflict, Taken):
        form.version.data = str(_version(owner.user))
        return _form_page(form, user, 409, _CHANGED)
    except StoreError:
        return _form_page(form, user, 503, _OUTAGE)
    return owner.remember(make_response(redirect(url_for(".show"), 303)))


@saved_pages.get("/saved")
def show() -> Response:
    return _saved_page(_saved_user())


@saved_pages.post("/saved/erase")
def erase() -> Any:
    user = _saved_user()
    if user is None:
        return _erased()
    if not EraseForm(request.form).validate():
        return _saved_page(user, 400, "This page had been open for too long. Please confirm once more.")
    try:
        services().users.erase(user.user_id)
    except StoreError:
        return _saved_page(
            user, 503, "We can't reach our store just now, so nothing is erased yet. Try again in a moment."
        )
    return _erased()


def _erased() -> Response:
    session.clear()
    flash("Erased. We keep nothing about you any more.")
    return forget(make_response(redirect(url_for(".show"), 303)))


def _saved_user() -> User | None:
    owner = Owner.of_browser()
    return owner.user if owner else None


def _version(user: User | None) -> int:
    return user.version if user else 0


def _store(owner: Owner, form: PersonForm, user: User | None) -> None:
    """Raises _Conflict, VersionConflict or Taken where somebody else was faster, StoreError in an outage."""
    document = form.document(owner.user_id, _car_document(form, user))
    if user and user.has_same(document):
        return
    if form.version.data != str(_version(user)):
        raise _Conflict
    if user is None:
        services().user_service.register(document, owner.token)
    else:
        services().user_service.change(user, document)


def _car_document(form: PersonForm, user: User | None) -> Document:
    """The car of the form's code; without one, the saved car just as it was saved."""
    if form.code.data or user is None:
        return read_code(form.code.data or "").car.selection.document
    car: Document = user.document["carConfiguration"]
    return car


def _form_page(form: PersonForm, user: User | None, status: int, trouble: str = "") -> Response:
    page = render_template(
        "pages/you.html",
        form=form,
        opened=_car_of_form(form, user),
        trouble=trouble,
        returning=user is not None,
    )
    return _private(make_response(page, status))


def _car_of_form(form: PersonForm, user: User | None) -> OpenedCar | None:
    if form.code.data or user is None:
        return read_code(form.code.data or "")
    return _saved_car(user)


def _saved_car(user: User) -> OpenedCar | None:
    selection = Selection.from_document(user.document["carConfiguration"])
    return opened_car(services().catalogue, check(services().catalogue, selection))


def _saved_page(user: User | None, status: int = 200, trouble: str = "") -> Response:
    if user is None:
        return _private(make_response(render_template("pages/saved.html", user=None), status))
    opened = _saved_car(user)
    page = render_template(
        "pages/saved.html",
        user=user.document,
        vision=VISIONS.get(vision_of(user.document), NOT_SAID),
        erase_form=EraseForm(),
        trouble=trouble,
        **(presented(opened) if opened else {"opened": None}),
    )
    return _private(make_response(page, status))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
