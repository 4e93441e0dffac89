"""API routes for users. The mobile app calls POST and GET; PUT, PATCH and DELETE need the owner's token."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.http import parse_list_header

from configurator.cars.configuration import Check
from configurator.json_schema.validation import Fault
from configurator.services import Services, current_services
from configurator.users.service import CHANGE_ATTEMPTS, NotOwner, UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import User
from configurator.users.validation import clean, faults, merge_user_patch
from configurator.web.api.documents import (
    CheckedCar,
    Document,
    checked_car,
    saved_cars,
    unbuildable_faults,
    user_text,
)
from configurator.web.api.user_access import (
    not_found,
    not_owner,
    precondition_failed,
    require_tag,
    required_token,
    sent_token,
)
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import compact_json, conditional, json_text
from configurator.web.http.problems import Problem

users_api = Blueprint("users_api", __name__)


@users_api.post("/users")
def create() -> Response:
    services = current_services()
    document, car = _read_user(services, read_json())
    token = sent_token()
    try:
        created = services.user_service.create(document, token, issued=_issued(document["userId"], token))
    except UserIdTaken as taken:
        raise Problem(400, "Nothing was changed.", [Fault("userId", str(taken))]) from None
    if created.user.document is not document:
        # A retry: the stored body is the same, except perhaps for the order of the car's features.
        car = _car_of(services, created.user)
    once = {"accessToken": created.access_token} if created.access_token else {}
    return _response(services, created.user, car, "no-store", **once)


@users_api.get("/users/<user_id>")
def show(user_id: str) -> Response:
    services = current_services()
    user = services.user_service.get(user_id, sent_token())
    if user is None:
        raise not_found()
    return conditional(_response(services, user, _car_of(services, user)))


@users_api.put("/users/<user_id>")
def replace(user_id: str) -> Response:
    return _updated(current_services(), user_id, _replacement)


@users_api.patch("/users/<user_id>")
def update(user_id: str) -> Response:
    """Applies a JSON merge patch (RFC 7396): members replace stored ones, objects are merged, null removes a member."""
    return _updated(current_services(), user_id, lambda user, patch: merge_user_patch(user.document, patch))


@users_api.delete("/users/<user_id>")
def delete(user_id: str) -> Response:
    services = current_services()
    for _ in range(CHANGE_ATTEMPTS):
        with suppress(VersionConflict):
            services.user_service.erase(_matching_user(services, user_id))
            return Response(status=204)
    raise precondition_failed()


@users_api.post("/users/<user_id>/token")
def create_token(user_id: str) -> Response:
    """Ends the owner's token. The new one is the client's own, or comes from its Idempotency-Key, or is random."""
    # Its modules are loaded when a client first asks for a token, so that the first answer of all doesn't wait.
    from configurator.web.api.new_tokens import requested_token

    old_token = required_token()
    new_token = requested_token(user_id, old_token)
    try:
        user = current_services().user_service.replace_token(user_id, old_token, new_token)
    except NotOwner:
        raise not_owner() from None
    if user is None:
        raise not_found()
    text = compact_json({"userId": user.user_id, "accessToken": new_token})
    return json_text(text, headers={"Cache-Control": "no-store"})


def _replacement(user: User, body: Any) -> Any:
    """Keeps the list of cars if the body doesn't mention it, so that an app that doesn't know it can't lose it."""
    kept = {"cars": user.document["cars"]} if "cars" in user.document else {}
    return {**kept, **body} if isinstance(body, dict) else body


def _issued(user_id: str, token: str | None) -> str | None:
    """The token that the client's Idempotency-Key stands for, unless it has a secret of its own."""
    if "HTTP_IDEMPOTENCY_KEY" not in request.environ:
        return None
    from configurator.web.api.new_tokens import issued_token

    return issued_token(user_id, is_needed=token is None)


def _read_user(services: Services, body: Any) -> tuple[Document, CheckedCar]:
    """Reads the user's own members of a body, and the car in it. Raises Problem 400."""
    require_valid(body, faults)
    document = clean(body)
    _require_unique_cars(document)
    car = checked_car(services.catalogue, document["carConfiguration"])
    if _is_strict():
        _require_buildable(car.checked)
    return document, car


def _require_unique_cars(document: Document) -> None:
    """JSON Schema has no words for this."""
    ids = [car["id"] for car in document.get("cars", ())]
    if same := [Fault(f"cars.{at}.id", "is the id of another car too") for at, it in enumerate(ids) if it in ids[:at]]:
        raise Problem(400, "The body is invalid: each car needs an id of its own. Nothing was stored.", same)


def _require_buildable(checked: Check) -> None:
    if unbuildable := unbuildable_faults(checked):
        raise Problem(400, "This car can't be built as configured. Nothing was stored.", unbuildable)


def _is_strict() -> bool:
    """Whether the client prefers handling=strict. If it states several, the first one counts (RFC 7240)."""
    if "HTTP_PREFER" not in request.environ:
        return False
    preferences = (
        preference.partition(";")[0].partition("=")
        for preference in parse_list_header(request.headers.get("Prefer", "").lower())
    )
    return next((value.strip(' "') for name, _, value in preferences if name.strip() == "handling"), "") == "strict"


def _matching_user(services: Services, user_id: str) -> User:
    """Returns the user, if the client owns it and has read its current state.

    Raises Problem 401, 403, 404, 412 or 428.
    """
    token = required_token()
    try:
        user = services.user_service.get_owned(user_id, token)
    except NotOwner:
        raise not_owner() from None
    if user is None:
        raise not_found()
    require_tag(_etag(user, _text(services, user, _car_of(services, user))))
    return user


def _updated(services: Services, user_id: str, change: Callable[[User, Any], Any]) -> Response:
    """Answers with the user whose document became `change` of the user and the request's body.

    A change that another one forestalls is made again if the client may still make it: a new token, for example, leaves
    the tag as it was.
    """
    user, body = _matching_user(services, user_id), read_json()
    for _ in range(CHANGE_ATTEMPTS):
        try:
            return _change(services, user, change(user, body))
        except VersionConflict:
            user = _matching_user(services, user_id)
    raise precondition_failed()


def _change(services: Services, user: User, body: Any) -> Response:
    document, car = _read_user(services, {"userId": user.user_id, **body} if isinstance(body, dict) else body)
    if document["userId"] != user.user_id:
        raise Problem(400, "Nothing was changed.", [Fault("userId", "can't be changed; send the one in the path")])
    try:
        return _response(services, services.user_service.update(user, document), car)
    except ValueError:
        too_large = Fault("carConfiguration.additionalFeatures", "is too large in total; remove features with null")
        raise Problem(400, "The user would be too large to store. Nothing was changed.", [too_large]) from None


def _car_of(services: Services, user: User) -> CheckedCar:
    return checked_car(services.catalogue, user.document["carConfiguration"])


def _text(services: Services, user: User, car: CheckedCar) -> str:
    return user_text(user, car.text, saved_cars(services.catalogue, user))


def _etag(user: User, text: str) -> str:
    """Of the text and of what its whole seconds leave out: two changes within a second have two tags."""
    return hashlib.sha256(f"{user.updated_at.microsecond} {text}".encode()).hexdigest()[:32]


def _response(
    services: Services, user: User, car: CheckedCar, cache_control: str = "private, no-cache", **once: str
) -> Response:
    """Builds a response. `once` contains extra members for this response only, which the ETag doesn't cover."""
    text = _text(services, user, car)
    headers = {"ETag": f'"{_etag(user, text)}"', "Cache-Control": cache_control}
    return json_text(f"{text[:-1]},{compact_json(once)[1:]}" if once else text, headers=headers)
