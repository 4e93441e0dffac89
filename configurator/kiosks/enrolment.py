"""Enrolment as in RFC 8628: a screen shows a short code, staff approve it, and the screen collects its kiosk id.

The screen proves who it is with a secret, the device code. Only its hash is stored. All functions are pure.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from configurator.kiosks.kiosk import new_kiosk_id

LIFETIME = timedelta(minutes=10)
MOST_PENDING = 50
"""Enrolments that strangers can begin must not fill the store."""

MOST_PENDING_PER_CLIENT = 5
"""Nor may one stranger take every place."""

POLL_SECONDS = 5
"""How long a screen waits between two attempts to collect its kiosk id."""

_ALPHABET = "CDFGHJKMNPQRTWXY34679"
"""No two of these are easily confused, and without vowels they form no words."""

_LENGTH = 8


class TooManyEnrolments(Exception):
    """No further screen can ask for enrolment now. Places become free after ten minutes at the latest."""


class UnknownUserCode(Exception):
    """No screen shows this code: it is mistyped, expired, or was approved before under another name."""


class Enrolment(NamedTuple):
    """An enrolment that no screen has collected yet. `name` is empty until staff approve it."""

    device_hash: str
    user_code: str
    kiosk_id: str
    client: str
    expires_at: datetime
    name: str = ""


Enrolments = tuple[Enrolment, ...]


class StartedEnrolment(NamedTuple):
    """What a screen gets. It keeps `device_code` to itself and shows `user_code` ("XXXX-XXXX")."""

    device_code: str
    user_code: str
    expires_at: datetime


class Collection(NamedTuple):
    """The result of a poll. `kiosk_id` and `name` are set for "enrolled" only.

    "gone" means: expired, collected before, or never begun. The screen has to begin again.
    """

    state: Literal["pending", "enrolled", "gone"]
    kiosk_id: str = ""
    name: str = ""


def new_enrolment(client: str, now: datetime) -> tuple[StartedEnrolment, Enrolment]:
    device_code = secrets.token_urlsafe(32)
    user_code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    expires_at = now + LIFETIME
    enrolment = Enrolment(hash_device_code(device_code), user_code, new_kiosk_id(), client, expires_at)
    return StartedEnrolment(device_code, shown(user_code), expires_at), enrolment


def with_new(pending: Enrolments, new: Enrolment) -> Enrolments:
    """Raises TooManyEnrolments."""
    if len(pending) >= MOST_PENDING or any(it.user_code == new.user_code for it in pending):
        raise TooManyEnrolments
    if sum(it.client == new.client for it in pending) >= MOST_PENDING_PER_CLIENT:
        raise TooManyEnrolments
    return (*pending, new)


def with_approved(pending: Enrolments, user_code: str, name: str) -> Enrolments:
    """Approving again with the same name changes nothing. Raises UnknownUserCode."""
    wanted = typed(user_code)
    found = next((it for it in pending if it.user_code == wanted), None)
    if found is None or found.name not in ("", name):
        raise UnknownUserCode
    return tuple(it._replace(name=name) if it is found else it for it in pending)


def find(pending: Enrolments, device_code: str) -> Enrolment | None:
    device_hash = hash_device_code(device_code)
    return next((it for it in pending if it.device_hash == device_hash), None)


def without(pending: Enrolments, enrolment: Enrolment) -> Enrolments:
    return tuple(it for it in pending if it.device_hash != enrolment.device_hash)


def unexpired(enrolments: Enrolments, now: datetime) -> Enrolments:
    return tuple(it for it in enrolments if it.expires_at > now)


def hash_device_code(device_code: str) -> str:
    return hashlib.sha256(device_code.encode()).hexdigest()


def typed(user_code: str) -> str:
    """The code without what people add or change when they type it: lower case, spaces, hyphens."""
    return "".join(it for it in user_code.upper() if it.isalnum())


def shown(user_code: str) -> str:
    return f"{user_code[: _LENGTH // 2]}-{user_code[_LENGTH // 2 :]}"


def to_text(enrolments: Enrolments) -> str:
    return json.dumps([(*it[:4], int(it.expires_at.timestamp()), it.name) for it in enrolments])


def from_text(text: str) -> Enrolments:
    return tuple(
        Enrolment(device_hash, user_code, kiosk_id, client, datetime.fromtimestamp(expires_at, UTC), name)
        for device_hash, user_code, kiosk_id, client, expires_at, name in json.loads(text or "[]")
    )
