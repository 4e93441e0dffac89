"""The screen that sends a request: whether it is enrolled, and what every kiosk page says to its scripts."""

from typing import Any

from flask import request
from werkzeug.exceptions import Forbidden

from configurator.errors import StoreError
from configurator.kiosks.kiosk import Kiosk
from configurator.services import Services
from configurator.web.http.version import app_version
from configurator.web.pages.kiosk.cookies import DEVICE
from configurator.web.pages.kiosk.keyboard import KEYBOARD


def device_id() -> str:
    """The kiosk id that this browser holds, "" for none. The kiosk may be revoked. Raises StoreError."""
    return str(DEVICE.read() or "")


def this_kiosk(services: Services) -> Kiosk | None:
    """The enrolled kiosk that sent this request. Raises StoreError."""
    kiosk_id = device_id()
    return services.kiosks.get(kiosk_id) if kiosk_id else None


def screen_context() -> dict[str, Any]:
    """What kiosk templates know: `is_enrolled`, `app_version` and the `search_keyboard`. It reads no store."""
    return {"is_enrolled": holds_device_token(), "app_version": app_version(), "search_keyboard": KEYBOARD}


def holds_device_token() -> bool:
    """False, too, if the secret key can't be fetched: the pages work without it."""
    try:
        return bool(device_id())
    except StoreError:
        return False


def refuse_other_sites(*, typed: bool = False) -> None:
    """Raises Forbidden for a request that the browser marks as sent by another site. `typed` accepts an address that
    somebody has typed or opened from a bookmark."""
    accepted = ("same-origin", "none") if typed else ("same-origin",)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in accepted:
        raise Forbidden
