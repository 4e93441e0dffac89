"""The operation that replaces a user's token."""

from configurator.json_schema.builders import text
from configurator.users.tokens import KEY
from configurator.web.api.openapi.examples import USER_ID
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.operation_builders import (
    BODY_PROBLEMS,
    json_content,
    operation,
    problems,
    request_body,
    responses,
)
from configurator.web.api.openapi.user_problems import TOKEN_PROBLEMS

IDEMPOTENCY_KEY: JsonObject = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Keep it secret and send it again with every repetition: the answer then has the same "
    "`accessToken` again, as long as that is the user's token. A random UUID is best, in quotes or without. A bearer "
    "secret of your own makes it unnecessary.",
    "schema": text(pattern=f"^{KEY}$"),
    "example": "0b7a6c9e-3f1d-4f5e-9d51-6d2f0c8a4e77",
}
_TOKEN = {"accessToken": "n3Kq0Zt7wYb2mXhP5sVdR8uLcJ4gFaE1iTzQoW6yBxM"}


def create_user_token() -> JsonObject:
    post = operation(
        "Users",
        "createUserToken",
        "Replace a user's token",
        "The old token ends at once. Best send a new secret of your own, and store it before: you can then repeat the "
        "request with the old token until you get an answer. With an `Idempotency-Key`, a repetition gets the same "
        "token again. With neither, a lost answer costs you the user. The user's ETag and `updatedAt` stay.",
    )
    return (
        post
        | {"security": [{"owner": []}], "parameters": [IDEMPOTENCY_KEY]}
        | request_body("NewToken", _TOKEN, required=False)
        | responses(
            json_content("The new token", "UserToken", {"userId": USER_ID, **_TOKEN}),
            TOKEN_PROBLEMS,
            problems(*BODY_PROBLEMS),
        )
    )
