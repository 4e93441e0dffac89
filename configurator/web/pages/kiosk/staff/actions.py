"""What staff change: screens, pinned cars, and the approval of a screen. Every route needs the PIN."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from configurator.cars.code import CodeError
from configurator.cars.opened_car import open_code
from configurator.errors import StoreError
from configurator.kiosks.enrolment import UnknownUserCode
from configurator.kiosks.kiosk import InvalidName, Kiosk, NotEnrolled
from configurator.kiosks.pinned_cars import TooManyPinned
from configurator.services import current_services
from configurator.web.http.fragments import requested_fragment
from configurator.web.http.page_response import uncached
from configurator.web.pages.forms import ProtectedForm
from configurator.web.pages.kiosk.keyboard import KEYBOARD, Keyboard
from configurator.web.pages.kiosk.recovery import recover
from configurator.web.pages.kiosk.screen import screen_context
from configurator.web.pages.kiosk.staff.access import is_screen, is_staff, remember
from configurator.web.pages.kiosk.staff.enrolment import enrol_this_screen
from configurator.web.pages.kiosk.staff.forms import (
    EXPIRED,
    OUTAGE,
    ActionForm,
    ApprovalForm,
    CarForm,
    NameForm,
    csrf_token,
    has_expired,
    refuse,
)
from configurator.web.pages.kiosk.staff.wording import NOTES

kiosk_staff = Blueprint("kiosk_staff", __name__, url_prefix="/kiosk/staff")
kiosk_staff.register_error_handler(Exception, recover)
kiosk_staff.context_processor(screen_context)
kiosk_staff.after_request(remember)

_UNKNOWN_CODE = "No screen shows this code. Compare it with the screen: a code is valid for ten minutes."


class TypedPage(NamedTuple):
    """A page with one form that is typed. `kiosk` is the screen that it is about, if any."""

    form: ProtectedForm
    is_screen: bool
    trouble: str
    token: str
    fragment: str
    kiosk: Kiosk | None = None
    keyboard: Keyboard = KEYBOARD


@kiosk_staff.before_request
def require_pin() -> AnyResponse | None:
    # Which methods there are is no secret.
    if request.method == "OPTIONS" or is_staff():
        return None
    return redirect(url_for("kiosk_door.show", code=request.args.get("code") or None), 303)


@kiosk_staff.get("/approve")
def show_approval() -> Response:
    return _page("approve", ApprovalForm(data={"code": request.args.get("code", "")}))


@kiosk_staff.post("/approve")
def approve() -> AnyResponse:
    form = ApprovalForm(request.form)

    def change() -> str:
        try:
            current_services().kiosks.approve(form.code.data or "", form.name.data or "")
        except UnknownUserCode:
            refuse(form, "code", _UNKNOWN_CODE)
        return "approved"

    return _typed("approve", form, change)


@kiosk_staff.get("/screens/<kiosk_id>")
def show_screen(kiosk_id: str) -> AnyResponse:
    kiosk = _kiosk(kiosk_id)
    return _page("screen", NameForm(data={"name": kiosk.name}), kiosk=kiosk) if kiosk else _back("gone")


@kiosk_staff.post("/screens/<kiosk_id>")
def rename(kiosk_id: str) -> AnyResponse:
    form = NameForm(request.form)

    def change() -> str:
        current_services().kiosks.rename(kiosk_id, form.name.data or "")
        return "renamed"

    return _typed("screen", form, change, Kiosk(kiosk_id, "", current_services().clock()))


@kiosk_staff.post("/screens/<kiosk_id>/reset")
def reset_screen(kiosk_id: str) -> AnyResponse:
    return _pressed(lambda: current_services().kiosks.request_reset(kiosk_id), "reset")


@kiosk_staff.post("/screens/<kiosk_id>/revoke")
def revoke(kiosk_id: str) -> AnyResponse:
    return _pressed(lambda: current_services().kiosks.revoke(kiosk_id), "revoked")


@kiosk_staff.post("/screens/this")
def enrol_here() -> AnyResponse:
    if not ActionForm(request.form).validate():
        return _back("expired")
    try:
        return enrol_this_screen(_back("enrolled"))
    except StoreError:
        return _back("outage")


@kiosk_staff.get("/cars")
def show_cars() -> Response:
    return _page("car", CarForm())


@kiosk_staff.post("/cars")
def pin_typed() -> AnyResponse:
    form = CarForm(request.form)

    def change() -> str:
        try:
            _pin(form.code.data or "")
        except CodeError as error:
            refuse(form, "code", str(error))
        except TooManyPinned:
            refuse(form, "code", NOTES["full"])
        return "pinned"

    return _typed("car", form, change)


@kiosk_staff.post("/cars/<code>/pin")
def pin(code: str) -> AnyResponse:
    return _pressed(lambda: _pin(code), "pinned")


@kiosk_staff.post("/cars/<code>/unpin")
def unpin(code: str) -> AnyResponse:
    return _pressed(lambda: current_services().kiosks.unpin(code), "unpinned")


def _pin(text: str) -> None:
    """Raises CodeError, TooManyPinned or StoreError."""
    services = current_services()
    services.kiosks.pin(open_code(services.catalogue, text).code)


def _pressed(change: Callable[[], object], note: str) -> AnyResponse:
    """A form of one button: whatever happens, the staff's page says it."""
    if not ActionForm(request.form).validate():
        return _back("expired")
    try:
        change()
    except (NotEnrolled, TooManyPinned, CodeError, StoreError) as error:
        return _back(_trouble(error))
    return _back(note)


def _trouble(error: Exception) -> str:
    kinds = ((NotEnrolled, "gone"), (TooManyPinned, "full"), (CodeError, "wrong-car"), (StoreError, "outage"))
    return next(note for kind, note in kinds if isinstance(error, kind))


def _typed(name: str, form: ProtectedForm, change: Callable[[], str], kiosk: Kiosk | None = None) -> AnyResponse:
    """A form that is typed: with a mistake it comes back as it was sent. `change` returns a note."""
    if not form.validate():
        return _page(name, form, 400, EXPIRED if has_expired(form) else "", kiosk)
    try:
        note = change()
    except InvalidName as error:
        refuse(form, "name", str(error))
    except NotEnrolled:
        return _back("gone")
    except StoreError:
        return _page(name, form, 503, OUTAGE, kiosk)
    return _page(name, form, 400, kiosk=kiosk) if form.errors else _back(note)


def _page(name: str, form: ProtectedForm, status: int = 200, trouble: str = "", kiosk: Kiosk | None = None) -> Response:
    page = TypedPage(form, is_screen(), trouble, csrf_token(), requested_fragment(), kiosk)
    return uncached(render_template(f"kiosk/staff/{name}.html", page=page), status)


def _kiosk(kiosk_id: str) -> Kiosk | None:
    """None, too, in an outage: the staff's page then says what is wrong."""
    try:
        return current_services().kiosks.get(kiosk_id)
    except StoreError:
        return None


def _back(note: str) -> AnyResponse:
    return redirect(url_for("kiosk_door.show", note=note), 303)
