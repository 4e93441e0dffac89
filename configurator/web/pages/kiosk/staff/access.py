"""Who has entered the PIN, until ten minutes after the last use, and whether the browser is a kiosk's."""

from flask import Response, g, request

from configurator.errors import StoreError
from configurator.services import current_services
from configurator.web.pages.kiosk.cookies import SCREEN, STAFF, is_set_for_visit, set_for_visit
from configurator.web.pages.kiosk.screen import holds_device_token

_HINT = "screen"
"""In the address to which the kiosk's start leads staff."""


def is_staff() -> bool:
    """Whether the PIN was entered in this browser. Raises StoreError if the secret key can't be fetched."""
    pin_hash = _pin_hash()
    g.staff = bool(pin_hash and STAFF.read(pin_hash))
    return bool(g.staff)


def let_in() -> None:
    """The response to this request gets the cookie."""
    g.staff = True


def leave() -> None:
    """The response to this request deletes the cookie."""
    g.staff = False


def is_screen() -> bool:
    """Whether this is a kiosk's browser: its pages have a keyboard, and start over when nobody is there."""
    return _HINT in request.args or is_set_for_visit(SCREEN) or holds_device_token()


def remember(response: Response) -> Response:
    """For `after_request`: each use makes the staff's cookie last longer; a screen stays one until its reset."""
    try:
        if g.get("staff"):
            STAFF.set(response, True, _pin_hash())
        elif "staff" in g and STAFF.is_sent:
            STAFF.delete(response)
        if _HINT in request.args:
            set_for_visit(response, SCREEN)
    except StoreError:
        return response
    return response


def _pin_hash() -> str:
    return current_services().settings.kiosk.pin_hash
