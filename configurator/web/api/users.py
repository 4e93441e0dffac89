"""API routes for users. The mobile app calls POST and GET; PUT, PATCH and DELETE need the owner's token."""

import hashlib
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.http import parse_list_header

from configurator.cars.configuration import Check
from configurator.json_schema.validation import Fault
from configurator.services import Services, current_services
from configurator.users.service import NotOwner, UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import LONGEST_TOKEN, SHORTEST_TOKEN, User, is_secret
from configurator.users.validation import clean, faults, merge_user_patch
from configurator.web.api.documents import (
    CheckedCar,
    Document,
    checked_car,
    saved_cars,
    unbuildable_faults,
    user_text,
)
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import compact_json, conditional, json_text
from configurator.web.http.problems import Problem

users_api = Blueprint("users_api", __name__)


@users_api.post("/users")
def create() -> Response:
    services = current_services()
    document, car = _read_user(services, read_json())
    try:
        created = services.user_service.create(document, _token())
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
    user = services.user_service.get(user_id, _token())
    if user is None:
        raise _not_found()
    return conditional(_response(services, user, _car_of(services, user)))


@users_api.put("/users/<user_id>")
def replace(user_id: str) -> Response:
    """Keeps the list of cars if the body doesn't mention it, so that an app that doesn't know it can't lose it."""
    services = current_services()
    user, body = _matching_user(services, user_id), read_json()
    kept = {"cars": user.document["cars"]} if "cars" in user.document else {}
    return _change(services, user, {**kept, **body} if isinstance(body, dict) else body)


@users_api.patch("/users/<user_id>")
def update(user_id: str) -> Response:
    """Applies a JSON merge patch (RFC 7396): members replace stored ones, objects are merged, null removes a member."""
    services = current_services()
    user = _matching_user(services, user_id)
    return _change(services, user, merge_user_patch(user.document, read_json()))


@users_api.delete("/users/<user_id>")
def delete(user_id: str) -> Response:
    services = current_services()
    try:
        services.user_service.erase(_matching_user(services, user_id))
    except VersionConflict:
        raise _precondition_failed() from None
    return Response(status=204)


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


def _token() -> str | None:
    """Returns the client's token, if any. Raises Problem 400 if its scheme or length is wrong."""
    header: str | None = request.environ.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not is_secret(token):
        expected = f"Bearer and a secret of {SHORTEST_TOKEN} to {LONGEST_TOKEN} characters"
        raise Problem(400, "The Authorization header is invalid.", [Fault("Authorization", f"send {expected}")])
    return token


def _matching_user(services: Services, user_id: str) -> User:
    """Returns the user, if the client owns it and has read its current state.

    Raises Problem 401, 403, 404, 412 or 428.
    """
    if "Authorization" not in request.headers:
        raise Problem(401, "Send the user's token: Authorization: Bearer ...", headers={"WWW-Authenticate": "Bearer"})
    try:
        user = services.user_service.get_owned(user_id, _token())
    except NotOwner:
        raise Problem(403, "This is not the token of this user. Send the one from the answer to POST /users.") from None
    if user is None:
        raise _not_found()
    if not request.if_match:
        raise Problem(428, "Send If-Match with the ETag that you last read, so that you don't overwrite a change.")
    if not request.if_match.contains(_etag(user, _text(services, user, _car_of(services, user)))):
        raise _precondition_failed()
    return user


def _change(services: Services, user: User, body: Any) -> Response:
    document, car = _read_user(services, {"userId": user.user_id, **body} if isinstance(body, dict) else body)
    if document["userId"] != user.user_id:
        raise Problem(400, "Nothing was changed.", [Fault("userId", "can't be changed; send the one in the path")])
    try:
        return _response(services, services.user_service.update(user, document), car)
    except VersionConflict:
        raise _precondition_failed() from None
    except ValueError:
        too_large = Fault("carConfiguration.additionalFeatures", "is too large in total; remove features with null")
        raise Problem(400, "The user would be too large to store. Nothing was changed.", [too_large]) from None


def _not_found() -> Problem:
    return Problem(404, "This user doesn't exist, or is private: then send its token.")


def _precondition_failed() -> Problem:
    return Problem(412, "The user has changed since you read it. Read it again, then repeat your change.")


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
