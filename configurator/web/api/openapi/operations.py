"""The operations of the API by path."""

from configurator.web.api.openapi.catalogue_operations import catalogue_operations
from configurator.web.api.openapi.common_responses import with_common_responses
from configurator.web.api.openapi.examples import Examples
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.operation_builders import (
    IF_NONE_MATCH,
    NOT_MODIFIED,
    json_content,
    operation,
    problem,
    problems,
    responses,
)
from configurator.web.api.openapi.picture_operations import picture_operations
from configurator.web.api.openapi.user_operations import user_operations


def paths(examples: Examples, head: JsonObject) -> dict[str, JsonObject]:
    """`head` is the beginning of the document itself, as an example of it."""
    return with_common_responses(
        {
            **user_operations(examples),
            **catalogue_operations(examples),
            **picture_operations(examples),
            "/health": {"get": _health()},
            "/openapi.json": {"get": _openapi(head)},
        }
    )


def _health() -> JsonObject:
    get = operation(
        "Service",
        "getHealth",
        "Get the state of the service",
        "With the staff token the answer also has the states of the store and of renders, and the day's budget.",
    )
    refused = problem(401, "This is not the staff token.")
    return (
        get
        | {"security": [{}, {"staff": []}]}
        | responses(json_content("OK", "Health", {"status": "ok"}), problems(401, examples={401: refused}))
    )


def _openapi(head: JsonObject) -> JsonObject:
    get = operation("Service", "getOpenApi", "Get this OpenAPI document") | {"parameters": [IF_NONE_MATCH]}
    example = head | {"paths": {"/health": {"get": {"operationId": "getHealth"}}}}
    return get | responses(json_content("OpenAPI 3.1", "OpenApiDocument", example, "ETag"), NOT_MODIFIED, problems(400))
