"""Builds the parts of OpenAPI operations."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from configurator.json_schema.builders import Schema, ref, text
from configurator.json_schema.validation import Fault
from configurator.web.api.openapi.headers import JsonObject, refs

Responses = dict[str, JsonObject]

IF_NONE_MATCH: JsonObject = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag that you last read. If nothing has changed since, the answer is 304.",
    "schema": text(),
}
NOT_MODIFIED: Responses = {
    "304": {"description": "Nothing has changed since you read this ETag", "headers": refs("ETag")}
}
BODY_PROBLEMS = (400, 413, 415)
STORE_PROBLEMS = (500, 503)
"""500 if the store was asked and failed, 503 if it is so slow that it wasn't asked."""


def operation(tag: str, operation_id: str, summary: str, description: str = "") -> JsonObject:
    """One that everybody may call."""
    details = {"description": description} if description else {}
    return {"tags": [tag], "operationId": operation_id, "summary": summary, **details, "security": []}


def path_parameter(name: str, description: str, schema: Schema, example: str) -> JsonObject:
    head = {"name": name, "in": "path", "required": True, "description": description}
    return {**head, "schema": schema, "example": example}


def request_body(schema: str, example: Any, *, required: bool = True) -> JsonObject:
    content = {"application/json": {"schema": ref(schema), "example": example}}
    return {"requestBody": {"required": required, "content": content}}


def json_content(description: str, schema: str, example: Any, *headers: str, status: int = 200) -> Responses:
    content = {"application/json": {"schema": ref(schema), "example": example}}
    return {str(status): {"description": description, "headers": refs(*headers), "content": content}}


def picture_content(description: str, *media_types: str) -> Responses:
    """A picture of one of these media types. There is no example: JSON has no binary values."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in media_types}
    return {"200": {"description": description, "headers": refs("ETag"), "content": content}}


def problems(*statuses: int, examples: Mapping[int, JsonObject] | None = None) -> Responses:
    return {str(status): _problem(status, (examples or {}).get(status)) for status in statuses}


def _problem(status: int, example: JsonObject | None) -> JsonObject:
    content = {"schema": ref("Problem"), **({"example": example} if example else {})}
    return {"description": HTTPStatus(status).phrase, "content": {"application/problem+json": content}}


def problem(status: int, detail: str, faults: Iterable[Fault] = ()) -> JsonObject:
    """An example of a problem."""
    head = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    params = [{"name": fault.name, "reason": fault.reason} for fault in faults]
    return head | ({"invalid_params": params} if params else {})


def invalid_body(faults: Iterable[Fault]) -> JsonObject:
    return problem(400, "The body is invalid: correct the members in invalid_params. Nothing was stored.", faults)


def responses(*parts: Responses) -> JsonObject:
    """All of them, sorted by status."""
    merged = {status: response for part in parts for status, response in part.items()}
    return {"responses": dict(sorted(merged.items()))}
