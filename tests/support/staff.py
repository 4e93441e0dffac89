"""Staff of a showroom, and the screens that they enrol, over HTTP."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.security import generate_password_hash

from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.kiosks import PIN
from tests.support.pages import hidden_fields
from tests.support.processes import Server

SETTINGS = {"KIOSK_PIN_HASH": generate_password_hash(PIN, "pbkdf2:sha256:1"), "SECRET_KEY": "k" * 32}
"""One round: tests guess often. The same key for servers that follow each other."""

STAFF = "/kiosk/staff"


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def enter(visitor: Visitor, pin: str = PIN, path: str = STAFF) -> Answer:
    """Types a PIN and sends it."""
    return visitor.submit(STAFF, {**hidden_fields(visitor, path), "pin": pin})


def staff_of(server: Server) -> Visitor:
    """Somebody who has entered the PIN on a device of their own."""
    visitor = server.visitor()
    assert enter(visitor).status == 303
    return visitor


def press(visitor: Visitor, address: str, fields: Mapping[str, str] | None = None, page: str = STAFF) -> Answer:
    """Sends a form of the staff's page."""
    return visitor.submit(address, {"csrf_token": hidden_fields(visitor, page)["csrf_token"], **(fields or {})})


def shown_code(screen: Visitor) -> str:
    """The code that a screen shows for its enrolment."""
    return read_page(screen.get("/kiosk/enrol")).text.partition("approve the screen with ")[2][:9]


def approve(staff: Visitor, code: str, name: str) -> Answer:
    return press(staff, f"{STAFF}/approve", {"code": code, "name": name})


def poll(screen: Visitor) -> Any:
    return screen.post("/kiosk/enrol/poll", b"").json()["state"]


def enrolled_screen(server: Server, staff: Visitor, name: str = "Entrance") -> Visitor:
    """A screen that staff have approved."""
    screen = server.visitor()
    assert approve(staff, shown_code(screen), name).status == 303
    assert poll(screen) == "enrolled"
    return screen


def beat(sender: Visitor, /, **changes: object) -> Answer:
    """A heartbeat of a screen, as its script sends it."""
    counts = {"visits": 5, "finished": 3, "saved": 2, "renders": 1}
    report = {"version": "0123456789ab", "screen": "1080x1920", "waiting": 0, "day": today(), "counts": counts}
    return sender.post("/kiosk/heartbeat", {**report, **changes}, {"Sec-Fetch-Site": "same-origin", "Accept": "*/*"})


def staff_text(staff: Visitor) -> str:
    """The words of the staff's page."""
    return read_page(staff.get(STAFF)).text


def screen_address(staff: Visitor, place: int = 0) -> str:
    """Where staff rename or revoke a screen of their list."""
    links = [link for link in read_page(staff.get(STAFF)).values("href") if "/screens/" in link]
    return links[place]
