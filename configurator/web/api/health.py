"""GET /health: whether the app runs and, with the staff token, the state of what it depends on."""

import hmac
from hashlib import sha256

from flask import Blueprint, Response, request

from configurator.errors import StoreError
from configurator.renders.cost import MICRO
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, day_of
from configurator.renders.store import BudgetStatus
from configurator.renders.terms import Closure, Terms
from configurator.services import Services, current_services
from configurator.users.store import UserStore
from configurator.web.api.documents import Document, time_text_after
from configurator.web.http.json_response import json_response
from configurator.web.http.problems import Problem

health = Blueprint("health", __name__)


@health.get("/health")
def show() -> Response:
    """Without a token it reads no store: it answers as long as the process runs."""
    document: Document = {"status": "ok"}
    if "Authorization" in request.headers:
        services = current_services()
        _require_staff(request.headers["Authorization"], services.settings.staff_token_hash)
        document |= {
            "store": _store_state(services.users),
            "catalogue": services.catalogue.title,
            "renders": _render_state(services),
        }
    response = json_response(document)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_staff(authorization: str, token_hash: str) -> None:
    scheme, _, token = authorization.partition(" ")
    is_staff = hmac.compare_digest(sha256(token.strip().encode()).hexdigest(), token_hash)
    if scheme.lower() != "bearer" or not is_staff:
        raise Problem(401, "This is not the staff token.", headers={"WWW-Authenticate": "Bearer"})


def _store_state(users: UserStore) -> str:
    try:
        users.ping()
    except StoreError:
        return "unreachable"
    return "ok"


def _render_state(services: Services) -> Document:
    try:
        today, closure = day_of(services.clock()), services.render_service.closure()
        status = services.renders.budget_status(today)
        of_kiosks = services.renders.budget_status(today, KIOSK_BUDGET) if services.terms.kiosk_share else None
    except StoreError:
        return {"state": "unknown"}
    return renders_document(services.terms, status, closure, of_kiosks)


def renders_document(
    terms: Terms, status: BudgetStatus, closure: Closure | None, of_kiosks: BudgetStatus | None = None
) -> Document:
    """`status` is that of today's budget, `of_kiosks` that of the kiosks' budget, if they have one. `closure` says why
    no render can be requested, if so."""
    document: Document = {
        "state": closure.fault if closure else "open",
        "until": time_text_after(closure.until) if closure and closure.until else None,
        "model": terms.recipe.model,
        "budgetUsd": _budget_document(terms, status, BUDGET),
    }
    if of_kiosks:
        document["kioskBudgetUsd"] = _budget_document(terms, of_kiosks, KIOSK_BUDGET)
    return document


def _budget_document(terms: Terms, status: BudgetStatus, budget: Budget) -> Document:
    return {
        "limit": terms.limit(budget) / MICRO,
        "used": status.used / MICRO,
        "left": terms.budget_left(status, budget) / MICRO,
    }
