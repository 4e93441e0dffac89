"""POST /kiosk/heartbeat: an enrolled screen says once a minute that it runs, and how often it was used today."""

from typing import Any, Final

from flask import Blueprint, Response

from configurator.errors import StoreError
from configurator.json_schema.builders import BOOLEAN, Schema, members, text
from configurator.json_schema.validation import REASON, validator
from configurator.kiosks.kiosk import Counts, HeartbeatReport, InvalidReport, NotEnrolled
from configurator.services import Services, current_services
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import json_response
from configurator.web.http.problems import Problem, problem_response
from configurator.web.http.version import app_version
from configurator.web.pages.kiosk.cookies import DEVICE
from configurator.web.pages.kiosk.screen import device_id, refuse_other_sites

kiosk_heartbeat = Blueprint("kiosk_heartbeat", __name__, url_prefix="/kiosk/heartbeat")


def _shaped(pattern: str, reason: str) -> Schema:
    return {**text(), "pattern": pattern, REASON: reason}


def _number(most: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": most}


HEARTBEAT: Final = members(
    {
        "version": _shaped("^[0-9a-f]{12}$", "send the 12 hexadecimal digits of the page's version"),
        "screen": _shaped("^[0-9]{2,5}x[0-9]{2,5}$", "send a size like 1080x1920"),
        "waiting": _number(10_000),
        "day": _shaped("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "send a UTC day like 2026-11-28"),
        "counts": members({name: _number(1_000_000) for name in Counts._fields}),
    },
    {"totals": BOOLEAN},
)
"""`counts` are the totals of `day`. With `totals`, the answer has those that the store knows for this day."""

heartbeat_faults = validator(HEARTBEAT, {})


@kiosk_heartbeat.post("")
def receive() -> Response:
    """Answers with the screen's name, whether it has to start over, and the version that the server runs."""
    refuse_other_sites()
    body = read_json()
    require_valid(body, heartbeat_faults)
    try:
        kiosk_id = device_id()
        return _recorded(current_services(), kiosk_id, body) if kiosk_id else _not_enrolled()
    except NotEnrolled:
        return _not_enrolled()
    except InvalidReport as error:
        raise Problem(400, f"The heartbeat can't be recorded: {error}.") from None
    except StoreError:
        detail = "The store can't be reached. Send the heartbeat again in a minute."
        raise Problem(503, detail, headers={"Retry-After": "60"}) from None


def _recorded(services: Services, kiosk_id: str, body: dict[str, Any]) -> Response:
    report = HeartbeatReport(**{name: body[name] for name in HeartbeatReport._fields})._replace(
        counts=Counts(**body["counts"])
    )
    answer = services.kiosks.heartbeat(kiosk_id, report)
    kiosk = services.kiosks.get(kiosk_id)
    document: dict[str, Any] = {
        "name": kiosk.name if kiosk else "",
        "reset": answer.reset,
        "version": app_version(),
    }
    if body.get("totals"):
        document["totals"] = _totals(services, kiosk_id, report.day)
    response = _unstored(json_response(document))
    DEVICE.set(response, kiosk_id)
    return response


def _totals(services: Services, kiosk_id: str, day: str) -> dict[str, int]:
    found = (it.counts for it in services.kiosks.counts(day) if it.kiosk_id == kiosk_id)
    return next(found, Counts())._asdict()


def _not_enrolled() -> Response:
    """The screen forgets its token, and counts as not enrolled from now on."""
    response = problem_response(401, "Unauthorized", "This screen is not enrolled. Staff enrol it at /kiosk/enrol.")
    DEVICE.delete(response)
    return response


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
