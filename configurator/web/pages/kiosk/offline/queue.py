"""Users who were saved while the server was away: their key, and their arrival.

A kiosk keeps them encrypted with a key that it has in memory only. After a restart it gets the same key again, which
only works while it reaches this server.
"""

import base64
import hmac
from typing import Final

from flask import Response, request
from werkzeug.exceptions import Forbidden

from configurator.json_schema.builders import Schema, members, text
from configurator.json_schema.validation import Fault, validator
from configurator.services import current_services
from configurator.users.service import UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import is_secret
from configurator.users.validation import clean, faults
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import json_response
from configurator.web.http.problems import Problem
from configurator.web.http.security.sessions import secret_key
from configurator.web.pages.kiosk.kiosk_user import store_kiosk_user
from configurator.web.pages.kiosk.screen import refuse_other_sites, this_kiosk
from configurator.web.pages.saved.owner_cookie import Owner, set_owner

_KIOSK: Final[Schema] = members({"id": text(pattern=r"^[0-9a-f-]{36}$", description="The kiosk's own random id.")})
_kiosk_faults = validator(_KIOSK, {})


def send_queue_key() -> Response:
    """The AES-256 key of one kiosk, in base64. It depends on the secret key and on the kiosk's id only.

    Where staff enrol their screens, no other browser gets a key, so a revoked one can't read what it still holds.
    """
    refuse_other_sites()
    services = current_services()
    if services.kiosks.has_pin and this_kiosk(services) is None:
        raise Forbidden("Only enrolled screens can save while the server is away. Staff enrol them at /kiosk/enrol.")
    body = read_json()
    require_valid(body, _kiosk_faults)
    key = hmac.digest(secret_key().encode(), b"kiosk queue " + body["id"].encode(), "sha256")
    response = json_response({"key": base64.b64encode(key).decode()})
    response.headers["Cache-Control"] = "no-store"
    return response


def put_user(user_id: str) -> Response:
    """Stores a user whom a kiosk has saved. Sending it again changes nothing, so a lost answer does no harm.

    `?waited=` is for how many days the kiosk couldn't send it: the user isn't kept that much longer.
    """
    refuse_other_sites()
    services, token = current_services(), _token()
    body = read_json()
    require_valid(body, faults)
    document = clean(body)
    if document["userId"] != user_id:
        raise Problem(400, "Send the userId of the address.", [Fault("userId", "is another than in the address")])
    try:
        store_kiosk_user(services, document, token, request.args.get("waited", 0, type=int))
    except (UserIdTaken, VersionConflict) as refused:
        raise Problem(409, str(refused) or "The user was changed at the same moment: send it again.") from None
    return set_owner(Response(status=204), Owner(user_id, token), lasts=False)


def _token() -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not is_secret(token):
        raise Problem(401, "Send the user's secret: Authorization: Bearer <16 or more characters>.")
    return token
