"""The operations on users."""

import json
from datetime import UTC, datetime

from configurator.json_schema.builders import ref, text
from configurator.users.tokens import KEY
from configurator.users.user import SHORTEST_TOKEN, User
from configurator.web.api.documents import user_text
from configurator.web.api.openapi.operation_builders import (
    IF_NONE_MATCH,
    NOT_MODIFIED,
    JsonObject,
    json_content,
    operation,
    path_parameter,
    problems,
    request_body,
    responses,
)
from configurator.web.http.json_response import compact_json

_BODY_PROBLEMS = problems(400, 413, 415)
_OWNER_PROBLEMS = problems(401, 403, 404, 412, 428, 500)
_OWNER_ONLY: JsonObject = {"security": [{"owner": []}]}
_TOKEN_OPTIONAL: JsonObject = {"security": [{}, {"owner": []}]}
_PREFER: JsonObject = {
    "name": "Prefer",
    "in": "header",
    "description": "`handling=strict` refuses a car that can't be built or has parts that are not in the catalogue.",
    "schema": text(),
}
_IF_MATCH: JsonObject = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag that you last read, so that you don't overwrite another change.",
    "schema": text(),
}
_USER_ID = path_parameter("userId", "The id that the app chose for the user, percent-encoded.")
_IDEMPOTENCY_KEY: JsonObject = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Keep it secret and send it again with every repetition: the answer then has the same "
    "`accessToken` again, as long as that is the user's token. A random UUID is best, in quotes or without. A bearer "
    "secret of your own makes it unnecessary.",
    "schema": text(pattern=f"^{KEY}$"),
    "example": "0b7a6c9e-3f1d-4f5e-9d51-6d2f0c8a4e77",
}


def user_operations(car: JsonObject, configuration: JsonObject) -> dict[str, JsonObject]:
    """By path. The arguments are a `carConfiguration` and its `configuration`, for the examples."""
    body: JsonObject = {
        "userId": "8f14e45f-ceea-4a7b-9a3c-5b1f0a3d2c11",
        "name": "Ada",
        "age": 36,
        "gender": "Woman",
        "colorBlindness": False,
        "carConfiguration": car,
    }
    time = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    user = User(body["userId"], body, "", private=False, version=1, created_at=time, updated_at=time)
    document = json.loads(user_text(user, compact_json(configuration)))
    return {
        "/users": _users(body, document),
        "/users/{userId}": _user(body, document),
        "/users/{userId}/token": _token(body["userId"]),
    }


def _users(body: JsonObject, document: JsonObject) -> JsonObject:
    token = "store-it-in-the-app-and-send-it-with-each-change"  # noqa: S105 - an example
    post = operation(
        "Users",
        "createUser",
        "Create a user",
        "You can repeat a request with the same body: it changes nothing. A different body for the same `userId` is "
        f"refused. Best make a bearer secret of your own, of {SHORTEST_TOKEN} characters or more, and store it before "
        "you send it: then no lost answer costs you the user, which is private: only this secret can read it, and "
        "others get 404. Without a secret, the user is public, and only the first answer has its `accessToken`, "
        "unless you send an `Idempotency-Key`. Whoever repeats a request with another secret or key gets 400.",
    )
    created = json_content("The user", "User", {**document, "accessToken": token})
    return {
        "post": post
        | _TOKEN_OPTIONAL
        | {"parameters": [_IDEMPOTENCY_KEY, _PREFER]}
        | request_body("NewUser", body)
        | responses(created, _BODY_PROBLEMS, problems(500))
    }


def _user(body: JsonObject, document: JsonObject) -> JsonObject:
    user = json_content("The user", "User", document)
    change = _OWNER_ONLY | {"parameters": [_IF_MATCH, _PREFER]} | responses(user, _OWNER_PROBLEMS, _BODY_PROBLEMS)
    patch = operation(
        "Users",
        "updateUser",
        "Update a user",
        "The body is a JSON merge patch (RFC 7396): its members replace the stored ones, and null removes a member. "
        "A list, such as `cars`, is replaced as a whole.",
    )
    put = operation(
        "Users",
        "replaceUser",
        "Replace a user",
        "Only the list of cars stays if the body doesn't mention it, so that an app that doesn't know `cars` can't "
        "lose them: `[]` removes them.",
    )
    return {
        "parameters": [_USER_ID],
        "get": operation("Users", "getUser", "Get a user")
        | _TOKEN_OPTIONAL
        | {"parameters": [IF_NONE_MATCH]}
        | responses(user, NOT_MODIFIED, problems(400, 404, 500)),
        "put": put | change | request_body("UserReplacement", body),
        "patch": patch | change | request_body("UserPatch", {"age": None}),
        "delete": operation("Users", "deleteUser", "Delete a user", "The user can't be restored.")
        | _OWNER_ONLY
        | {"parameters": [_IF_MATCH]}
        | responses({"204": {"description": "The user is deleted"}}, _OWNER_PROBLEMS, problems(400)),
    }


def _token(user_id: str) -> JsonObject:
    token = {"accessToken": "n3Kq0Zt7wYb2mXhP5sVdR8uLcJ4gFaE1iTzQoW6yBxM"}
    body = {"required": False, "content": {"application/json": {"schema": ref("NewToken"), "example": token}}}
    post = operation(
        "Users",
        "createUserToken",
        "Replace a user's token",
        "The old token ends at once. Best send a new secret of your own, and store it before: you can then repeat the "
        "request with the old token until you get an answer. With an `Idempotency-Key`, a repetition gets the same "
        "token again. With neither, a lost answer costs you the user. The user's ETag and `updatedAt` stay.",
    )
    return {
        "parameters": [_USER_ID],
        "post": post
        | _OWNER_ONLY
        | {"parameters": [_IDEMPOTENCY_KEY], "requestBody": body}
        | responses(
            json_content("The new token", "UserToken", {"userId": user_id, **token}),
            problems(401, 403, 404, 500),
            _BODY_PROBLEMS,
        ),
    }
