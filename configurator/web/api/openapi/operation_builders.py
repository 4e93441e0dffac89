"""Builds the parts of OpenAPI operations."""

from http import HTTPStatus
from typing import Any

from configurator.json_schema.builders import Schema, ref, text

JsonObject = dict[str, Any]
Responses = dict[str, JsonObject]

IF_NONE_MATCH: JsonObject = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag that you last read. If nothing has changed since, the answer is 304.",
    "schema": text(),
}
NOT_MODIFIED: Responses = {"304": {"description": "Nothing has changed since you read this ETag"}}


def operation(tag: str, operation_id: str, summary: str, description: str = "") -> JsonObject:
    details = {"description": description} if description else {}
    return {"tags": [tag], "operationId": operation_id, "summary": summary, **details}


def path_parameter(name: str, description: str, schema: Schema | None = None) -> JsonObject:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema or text()}


def request_body(schema: str, example: Any) -> JsonObject:
    content = {"application/json": {"schema": ref(schema), "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def json_content(description: str, schema: str, example: Any = None, status: int = 200) -> Responses:
    content = {"schema": ref(schema), **({"example": example} if example else {})}
    return {str(status): {"description": description, "content": {"application/json": content}}}


def problems(*statuses: int) -> Responses:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def responses(*parts: Responses) -> JsonObject:
    """All of them, sorted by status."""
    merged = {status: response for part in parts for status, response in part.items()}
    return {"responses": dict(sorted(merged.items()))}
