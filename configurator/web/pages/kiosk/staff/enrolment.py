"""/kiosk/enrol: a screen asks for enrolment as in RFC 8628, shows a code, and waits until staff approve it."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from configurator.errors import StoreError
from configurator.kiosks.enrolment import LIFETIME, POLL_SECONDS, StartedEnrolment, TooManyEnrolments
from configurator.services import Services, current_services
from configurator.web.http.client import platform_address, render_client
from configurator.web.http.json_response import json_response
from configurator.web.http.page_response import uncached
from configurator.web.http.urls import public_url_for
from configurator.web.pages.car.links import loopback_port
from configurator.web.pages.car.qr import qr
from configurator.web.pages.kiosk.cookies import DEVICE, ENROLMENT
from configurator.web.pages.kiosk.recovery import recover
from configurator.web.pages.kiosk.screen import refuse_other_sites, screen_context, this_kiosk

kiosk_enrolment = Blueprint("kiosk_enrolment", __name__, url_prefix="/kiosk/enrol")
kiosk_enrolment.register_error_handler(Exception, recover)
kiosk_enrolment.context_processor(screen_context)

_MINUTES = int(LIFETIME.total_seconds() // 60)


class EnrolPage(NamedTuple):
    """`state` is one of code, enrolled, expired, busy, outage. `name` is the enrolled screen's."""

    state: str
    name: str = ""
    code: str = ""
    address: str = ""
    qr: Markup | None = None
    loopback_port: int | None = None
    poll_seconds: int = POLL_SECONDS
    minutes: int = _MINUTES


@kiosk_enrolment.get("")
def show() -> Response:
    """Shows the code that this screen got before, or asks for one. Every state answers with 200, because the kiosk's
    scripts lead from any other page to the start."""
    services = current_services()
    try:
        kiosk = this_kiosk(services)
        if kiosk:
            return _page(EnrolPage("enrolled", kiosk.name))
        return _code_page(services)
    except TooManyEnrolments:
        return _page(EnrolPage("busy"))
    except StoreError:
        return _page(EnrolPage("outage"))


@kiosk_enrolment.post("/poll")
def poll() -> Response:
    """Whether staff have approved the screen: pending, enrolled, gone, or unknown in an outage."""
    refuse_other_sites()
    services = current_services()
    try:
        waiting = ENROLMENT.read()
        collected = services.kiosks.collect(waiting[0]) if waiting else None
        response = json_response({"state": collected.state if collected else "gone"})
        if collected and collected.state == "enrolled":
            DEVICE.set(response, collected.kiosk_id)
    except StoreError:
        return _unstored(json_response({"state": "unknown"}))
    if collected is None or collected.state != "pending":
        ENROLMENT.delete(response)
    return _unstored(response)


def enrol_this_screen(response: AnyResponse) -> AnyResponse:
    """Enrols the screen on which staff have entered the PIN, under the first free name "Screen 1", "Screen 2" …

    Raises StoreError.
    """
    services = current_services()
    if this_kiosk(services):
        return response
    kiosk = services.kiosks.enrol(_free_name({it.kiosk.name for it in services.kiosks.list_kiosks()}))
    response = make_response(response)
    DEVICE.set(response, kiosk.kiosk_id)
    return response


def _free_name(taken: set[str]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := f"Screen {number}") not in taken)


def _code_page(services: Services) -> Response:
    """Raises TooManyEnrolments or StoreError."""
    waiting = ENROLMENT.read()
    if waiting:
        return _page(_with_code(waiting[1]))
    if "expired" in request.args:
        return _page(EnrolPage("expired"))
    refuse_other_sites(typed=True)
    started = services.kiosks.start_enrolment(_client(services))
    response = _page(_with_code(started.user_code))
    ENROLMENT.set(response, _remembered(started))
    return response


def _remembered(started: StartedEnrolment) -> Any:
    return [started.device_code, started.user_code]


def _with_code(code: str) -> EnrolPage:
    link = public_url_for("kiosk_door.show", code=code)
    address = public_url_for("kiosk_door.show").partition("//")[2]
    return EnrolPage("code", "", code, address, qr(link), loopback_port(link, request.host_url))


def _client(services: Services) -> str:
    return render_client(platform_address(request.environ), services.clock())


def _page(page: EnrolPage) -> Response:
    return uncached(render_template("kiosk/staff/enrol.html", page=page))


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
