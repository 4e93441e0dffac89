"""The parts that operations are made of."""

from http import HTTPStatus
from typing import Any

from configurator.web.api.openapi.schema_builders import Schema, ref, text

JsonObject = dict[str, Any]
Responses = dict[str, JsonObject]

IF_NONE_MATCH: JsonObject = {
    "name": "If-None-Match",
    "in": "header",
    "description": "Answered by 304.",
    "schema": text(),
}
UNCHANGED: Responses = {"304": {"description": "As your ETag says already"}}


def operation(tag: str, name: str, summary: str, description: str = "") -> JsonObject:
    said = {"description": description} if description else {}
    return {"tags": [tag], "operationId": name, "summary": summary, **said}


def in_path(name: str, description: str, schema: Schema | None = None) -> JsonObject:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema or text()}


def body(schema: str, example: Any) -> JsonObject:
    return {"required": True, "content": {"application/json": {"schema": ref(schema), "example": example}}}


def answered(description: str, schema: str, example: Any = None, status: int = 200) -> Responses:
    content = {"schema": ref(schema), **({"example": example} if example else {})}
    return {str(status): {"description": description, "content": {"application/json": content}}}


def problems(*statuses: int) -> Responses:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {str(it): {"description": HTTPStatus(it).phrase, "content": content} for it in statuses}


def responses(*parts: Responses) -> JsonObject:
    """In the order of their numbers."""
    every = {status: response for part in parts for status, response in part.items()}
    return {"responses": dict(sorted(every.items()))}
