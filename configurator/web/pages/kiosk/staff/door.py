"""/kiosk/staff: asks for the PIN, then shows the staff's page.

The PIN is only in the body of a POST. Attempts are counted in the store: for an enrolled screen by itself, so that
strangers elsewhere can't lock its staff out, and for all other browsers together.
"""

from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, PasswordField

from configurator.errors import StoreError
from configurator.kiosks.pin_attempts import EVERYONE, PinOutcome
from configurator.services import current_services
from configurator.web.http.fragments import requested_fragment
from configurator.web.http.page_response import uncached
from configurator.web.pages.forms import ProtectedForm
from configurator.web.pages.kiosk.recovery import recover
from configurator.web.pages.kiosk.screen import device_id, screen_context
from configurator.web.pages.kiosk.staff.access import is_screen, is_staff, leave, let_in, remember
from configurator.web.pages.kiosk.staff.forms import ActionForm
from configurator.web.pages.kiosk.staff.overview import staff_page
from configurator.web.pages.kiosk.staff.wording import wait_text

kiosk_door = Blueprint("kiosk_door", __name__, url_prefix="/kiosk/staff")
kiosk_door.register_error_handler(Exception, recover)
kiosk_door.context_processor(screen_context)
kiosk_door.after_request(remember)

_EXPIRED = "This page was open for too long. Enter the PIN again."
_OUTAGE = "The database can't be reached, so the PIN can't be checked. Try again in a moment."
_EMPTY = "Enter the PIN, then press OK."


class PinForm(ProtectedForm):
    """`code` and `car` are what the staff's page is for."""

    pin = PasswordField("PIN")
    code = HiddenField()
    car = HiddenField()

    @property
    def purpose(self) -> dict[str, Any]:
        """The query of the page that follows."""
        return {name: self[name].data for name in ("code", "car") if self[name].data}


class PinPage(NamedTuple):
    """`wait_seconds` is how long nobody may try again, `trouble` what is wrong with the last attempt."""

    form: PinForm
    has_pin: bool
    is_screen: bool
    trouble: str
    wait_seconds: int
    fragment: str

    @property
    def wait(self) -> str:
        return wait_text(self.wait_seconds)


@kiosk_door.get("")
def show() -> AnyResponse:
    """Without the PIN, asks for it. `code` is a screen's code to approve, `car` the code of a car to pin."""
    if not is_staff():
        return _page(PinForm(data={name: request.args.get(name, "") for name in ("code", "car")}))
    if request.args.get("code"):
        return redirect(url_for("kiosk_staff.show_approval", code=request.args["code"]), 303)
    return staff_page()


@kiosk_door.post("")
def enter() -> AnyResponse:
    services, form = current_services(), PinForm(request.form)
    pin = (form.pin.data or "").strip()
    if not services.kiosks.has_pin:
        return _page(form, 403)
    if not form.validate():
        return _page(form, 400, _EXPIRED)
    if not pin:
        return _page(form, 400, _EMPTY)
    try:
        outcome = services.kiosks.verify_pin(pin, device_id() or EVERYONE)
    except StoreError:
        return _page(form, 503, _OUTAGE)
    return _entered(form) if outcome.state == "ok" else _refused(form, outcome, services.clock())


@kiosk_door.post("/leave")
def go_away() -> AnyResponse:
    if not ActionForm(request.form).validate():
        return redirect(url_for("kiosk_door.show", note="expired"), 303)
    leave()
    return redirect(url_for("kiosk_pages.attract" if is_screen() else "kiosk_door.show"), 303)


def _entered(form: PinForm) -> AnyResponse:
    let_in()
    return redirect(url_for("kiosk_door.show", **form.purpose), 303)


def _refused(form: PinForm, outcome: PinOutcome, now: datetime) -> Response:
    if outcome.locked_until is None:
        left = f"{outcome.attempts_left} attempts" if outcome.attempts_left > 1 else "one attempt"
        return _page(form, 403, f"That is not the PIN. You have {left} left, then there is a pause.")
    seconds = max(1, round((outcome.locked_until - now).total_seconds()))
    response = _page(form, 429, wait_seconds=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(form: PinForm, status: int = 200, trouble: str = "", wait_seconds: int = 0) -> Response:
    has_pin = current_services().kiosks.has_pin
    page = PinPage(form, has_pin, is_screen(), trouble, wait_seconds, requested_fragment())
    return uncached(render_template("kiosk/staff/pin.html", page=page), status)
