"""The operations on users."""

import json
from datetime import UTC, datetime

from configurator.json_schema.builders import text
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
    return {"/users": _users(body, document), "/users/{userId}": _user(body, document)}


def _users(body: JsonObject, document: JsonObject) -> JsonObject:
    token = "store-it-in-the-app-and-send-it-with-each-change"  # noqa: S105 - an example
    post = operation(
        "Users",
        "createUser",
        "Create a user",
        "You can repeat a request with the same body: it changes nothing. A different body for the same `userId` is "
        f"refused. With a bearer secret of your own, of {SHORTEST_TOKEN} characters or more, the user is private: "
        "only this secret can read it, and others get 404.",
    )
    created = json_content("The user", "User", {**document, "accessToken": token})
    return {
        "post": post
        | _TOKEN_OPTIONAL
        | {"parameters": [_PREFER]}
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
        "parameters": [path_parameter("userId", "The id that the app chose for the user.")],
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
