"""Whether we are alive; for staff, whether what we lean on is."""

import hmac
from hashlib import sha256

from flask import Blueprint, Response, request

from configurator.services import services
from configurator.stores.base import StoreError
from configurator.web.json_response import json_response
from configurator.web.problems import Problem

health = Blueprint("health", __name__)


@health.get("/health")
def show() -> Response:
    """Liveness touches nothing else; with the staff token the answer has details."""
    document: dict[str, object] = {"status": "ok"}
    if "Authorization" in request.headers:
        _require_staff()
        document |= {"store": _store(), "catalogue": services().catalogue.title}
    response = json_response(document)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_staff() -> None:
    scheme, _, given = request.headers["Authorization"].partition(" ")
    is_right = hmac.compare_digest(sha256(given.strip().encode()).hexdigest(), services().settings.staff_token_hash)
    if scheme.lower() != "bearer" or not is_right:
        raise Problem(401, "This is not the staff token.", headers={"WWW-Authenticate": "Bearer"})


def _store() -> str:
    try:
        services().users.ping()
    except StoreError:
        return "unreachable"
    return "ok"
