"""The API's users: POST and GET as the mobile app knows them; PUT, PATCH and DELETE for the owner."""

import hashlib
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.http import parse_list_header

from configurator.cars.configuration import check
from configurator.cars.selection import Selection
from configurator.services import current_services
from configurator.users.service import NotOwner, UserIdTaken
from configurator.users.store import VersionConflict
from configurator.users.user import LONGEST_TOKEN, SHORTEST_TOKEN, Document, Fault, User, clean, faults, is_secret
from configurator.web.api.documents import user_document
from configurator.web.http.json_body import read_json
from configurator.web.http.json_response import conditional, json_text
from configurator.web.http.problems import Problem

users_api = Blueprint("users_api", __name__)


@users_api.post("/users")
def register() -> Response:
    document = _valid(read_json())
    try:
        registered = current_services().user_service.create(document, _token())
    except UserIdTaken as taken:
        raise Problem(400, "Nothing was changed.", [Fault("userId", str(taken))]) from None
    token = {"accessToken": registered.access_token} if registered.access_token else {}
    return _answer(registered.user, "no-store", **token)


@users_api.get("/users/<user_id>")
def show(user_id: str) -> Response:
    user = current_services().user_service.get(user_id, _token())
    if user is None:
        raise _absent()
    return conditional(_answer(user))


@users_api.put("/users/<user_id>")
def replace(user_id: str) -> Response:
    return _change(_owned(user_id), read_json())


@users_api.patch("/users/<user_id>")
def merge(user_id: str) -> Response:
    """RFC 7396: members sent take the place of those stored, objects are merged, null removes."""
    user = _owned(user_id)
    return _change(user, _merged(user.document, read_json()))


@users_api.delete("/users/<user_id>")
def erase(user_id: str) -> Response:
    user = _owned(user_id)
    try:
        current_services().user_service.erase(user)
    except VersionConflict:
        raise _changed_meanwhile() from None
    return Response(status=204)


def _valid(body: Any) -> Document:
    found = faults(body)
    if found:
        raise Problem(400, "Some members are not as they should be; nothing was stored.", found)
    document = clean(body)
    _refuse_unbuildable(document)
    return document


def _refuse_unbuildable(document: Document) -> None:
    if not _is_strict():
        return
    checked = check(current_services().catalogue, Selection.from_document(document["carConfiguration"]))
    unknown = [Fault(f"carConfiguration.{word.name}", "is not in the catalogue") for word in checked.unrecognised]
    clashes = [Fault("carConfiguration", conflict.reason) for conflict in checked.conflicts]
    if unknown or clashes:
        raise Problem(400, "This car can't be built as asked; nothing was stored.", [*unknown, *clashes])


def _is_strict() -> bool:
    """Of a preference that is given twice, the first counts (RFC 7240)."""
    if "Prefer" not in request.headers:
        return False
    preferred = (
        it.partition(";")[0].partition("=") for it in parse_list_header(request.headers.get("Prefer", "").lower())
    )
    return next((value.strip(' "') for name, _, value in preferred if name.strip() == "handling"), "") == "strict"


def _token() -> str | None:
    """The caller's secret, if any. Raises Problem 400 for one that is no bearer token, or easily guessed."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not is_secret(token):
        expected = f"Bearer and a secret of {SHORTEST_TOKEN} to {LONGEST_TOKEN} characters"
        raise Problem(400, "The Authorization header can't be used.", [Fault("Authorization", f"send {expected}")])
    return token


def _owned(user_id: str) -> User:
    if "Authorization" not in request.headers:
        raise Problem(401, "Send the user's token: Authorization: Bearer ...", headers={"WWW-Authenticate": "Bearer"})
    try:
        user = current_services().user_service.get_owned(user_id, _token())
    except NotOwner:
        raise Problem(403, "This token is not the one that was given for this user.") from None
    if user is None:
        raise _absent()
    _require_match(user)
    return user


def _require_match(user: User) -> None:
    if not request.if_match:
        raise Problem(428, "Send If-Match with the ETag that you last read, so that no change is lost.")
    if not request.if_match.contains(_etag(current_app.json.dumps(user_document(current_services().catalogue, user)))):
        raise _changed_meanwhile()


def _change(user: User, body: Any) -> Response:
    document = _valid({**body, "userId": body.get("userId", user.user_id)} if isinstance(body, dict) else body)
    if document["userId"] != user.user_id:
        raise Problem(400, "Nothing was changed.", [Fault("userId", "is in the address, and can't be changed")])
    try:
        return _answer(current_services().user_service.update(user, document))
    except VersionConflict:
        raise _changed_meanwhile() from None
    except ValueError:
        much = Fault("carConfiguration.additionalFeatures", "holds too much by now; remove some with null")
        raise Problem(400, "The user would be too large to keep. Nothing was changed.", [much]) from None


def _merged(stored: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    merged = dict(stored) if isinstance(stored, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), value)
    return merged


def _absent() -> Problem:
    return Problem(404, "There is no such user, or it is for its owner to read.")


def _changed_meanwhile() -> Problem:
    return Problem(412, "The user has changed since you read it. Read it again, then repeat your change.")


def _etag(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _answer(user: User, keeping: str = "private, no-cache", **once: str) -> Response:
    """What is said only once comes last, and is no part of what the ETag stands for."""
    text = current_app.json.dumps(user_document(current_services().catalogue, user))
    headers = {"ETag": f'"{_etag(text)}"', "Cache-Control": keeping}
    return json_text(f"{text[:-1]},{current_app.json.dumps(once)[1:]}" if once else text, headers=headers)
