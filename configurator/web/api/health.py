"""Whether we are alive; for staff, whether what we lean on is."""

import hmac
from hashlib import sha256

from flask import Blueprint, Response, request

from configurator.errors import StoreError
from configurator.renders.cost import MICRO
from configurator.renders.render import day_of
from configurator.services import current_services
from configurator.web.api.documents import time_text
from configurator.web.http.json_response import json_response
from configurator.web.http.problems import Problem

health = Blueprint("health", __name__)


@health.get("/health")
def show() -> Response:
    """Liveness touches nothing else; with the staff token the answer has details."""
    document: dict[str, object] = {"status": "ok"}
    if "Authorization" in request.headers:
        _require_staff()
        document |= {"store": _store(), "catalogue": current_services().catalogue.title, "renders": _renders()}
    response = json_response(document)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_staff() -> None:
    scheme, _, given = request.headers["Authorization"].partition(" ")
    is_right = hmac.compare_digest(
        sha256(given.strip().encode()).hexdigest(), current_services().settings.staff_token_hash
    )
    if scheme.lower() != "bearer" or not is_right:
        raise Problem(401, "This is not the staff token.", headers={"WWW-Authenticate": "Bearer"})


def _store() -> str:
    try:
        current_services().users.ping()
    except StoreError:
        return "unreachable"
    return "ok"


def _renders() -> dict[str, object]:
    """What is left of the day's budget, and the fault for which no render can be made, if there is one."""
    service, now = current_services().render_service, current_services().clock()
    try:
        used, closure = current_services().renders.budget_status(day_of(now)).used, service.closure()
    except StoreError:
        return {"state": "unknown"}
    budget = service.terms.daily_budget
    return {
        "state": closure.fault if closure else "open",
        "until": time_text(closure.until) if closure and closure.until else None,
        "model": service.terms.recipe.model,
        "budgetUsd": {"limit": budget / MICRO, "used": used / MICRO, "left": max(0, budget - used) / MICRO},
    }
