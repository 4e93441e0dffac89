"""The operations on users."""

from configurator.json_schema.builders import text
from configurator.users.user import SHORTEST_TOKEN
from configurator.users.validation import MEMBER_SCHEMAS
from configurator.web.api.openapi.examples import USER_ID, Examples
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.operation_builders import (
    BODY_PROBLEMS,
    IF_NONE_MATCH,
    NOT_MODIFIED,
    STORE_PROBLEMS,
    Responses,
    json_content,
    operation,
    path_parameter,
    problems,
    request_body,
    responses,
)
from configurator.web.api.openapi.token_operations import IDEMPOTENCY_KEY, create_user_token
from configurator.web.api.openapi.user_problems import INVALID_USER, NO_USER, OWNER_PROBLEMS

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
_EXAMPLE_TOKEN = "store-it-in-the-app-and-send-it-with-each-change"  # noqa: S105 - an example


def user_operations(examples: Examples) -> dict[str, JsonObject]:
    """By path."""
    return {
        "/users": {"post": _create(examples)},
        "/users/{userId}": _user(examples),
        "/users/{userId}/token": {"parameters": [user_id_parameter()], "post": create_user_token()},
    }


def user_id_parameter() -> JsonObject:
    schema = {name: MEMBER_SCHEMAS["userId"][name] for name in ("type", "pattern", "not")}
    return path_parameter("userId", "The id that the app chose for the user, percent-encoded.", schema, USER_ID)


def _create(examples: Examples) -> JsonObject:
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
    created = json_content("The user", "User", {**examples.user(), "accessToken": _EXAMPLE_TOKEN}, "ETag")
    return (
        post
        | _TOKEN_OPTIONAL
        | {"parameters": [IDEMPOTENCY_KEY, _PREFER]}
        | request_body("NewUser", examples.new_user)
        | responses(created, problems(*BODY_PROBLEMS, *STORE_PROBLEMS, examples={400: INVALID_USER}))
    )


def _user(examples: Examples) -> JsonObject:
    return {
        "parameters": [user_id_parameter()],
        "get": operation("Users", "getUser", "Get a user")
        | _TOKEN_OPTIONAL
        | {"parameters": [IF_NONE_MATCH]}
        | responses(_shown(examples), NOT_MODIFIED, problems(400, 404, *STORE_PROBLEMS, examples={404: NO_USER})),
        "put": _replace(examples),
        "patch": _update(examples),
        "delete": operation("Users", "deleteUser", "Delete a user", "The user can't be restored.")
        | _OWNER_ONLY
        | {"parameters": [_IF_MATCH]}
        | responses({"204": {"description": "The user is deleted"}}, OWNER_PROBLEMS, problems(400)),
    }


def _replace(examples: Examples) -> JsonObject:
    put = operation(
        "Users",
        "replaceUser",
        "Replace a user",
        "Only the list of cars stays if the body doesn't mention it, so that an app that doesn't know `cars` can't "
        "lose them: `[]` removes them.",
    )
    return put | _change(_shown(examples)) | request_body("UserReplacement", examples.new_user)


def _update(examples: Examples) -> JsonObject:
    patch = operation(
        "Users",
        "updateUser",
        "Update a user",
        "The body is a JSON merge patch (RFC 7396): its members replace the stored ones, and null removes a member. "
        "A list, such as `cars`, is replaced as a whole. Another `colorVision` removes the stored "
        "`colorVisionSeverity`, unless the patch has one too.",
    )
    return patch | _change(_shown(examples, age=None)) | request_body("UserPatch", {"age": None})


def _shown(examples: Examples, **changed: object) -> Responses:
    return json_content("The user", "User", examples.user(**changed), "ETag")


def _change(user: Responses) -> JsonObject:
    return (
        _OWNER_ONLY | {"parameters": [_IF_MATCH, _PREFER]} | responses(user, OWNER_PROBLEMS, problems(*BODY_PROBLEMS))
    )
